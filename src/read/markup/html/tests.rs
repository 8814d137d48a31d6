//! Tests of the reader of web pages.

use super::read;
use crate::read::grid::Halt;
use crate::read::kept::Kept;

fn lines_read(content: &[u8]) -> Result<Vec<String>, Halt> {
    let mut kept = Kept::default();
    read(content, &mut kept).map(|()| kept.0)
}

fn cells(page: &str) -> Vec<String> {
    let mut told = lines_read(page.as_bytes()).unwrap();
    assert_eq!(told.remove(0), "[Table 1]");
    told
}

#[test]
fn a_table_is_a_sheet() {
    let page = "<html><head><title>no</title><style>td{}</style></head><body>\r\n<table><tr><th>Scheme</th><th>Amount\
        </th></tr>\n<tr><td> Aids &amp;<br>care&nbsp;</td><td>&pound;1,234</td></tr><tr><td>&nbsp;</td></tr></table><script>no</script></body></html>";
    assert_eq!(cells(page), ["A1 \"Scheme\"", "B1 \"Amount\"", "A2 \"Aids &\\ncare\"", "B2 \"£1,234\""]);
}

#[test]
fn spans_give_true_addresses_and_regions() {
    let page = "<table><tr><td rowspan=2>a<td colspan='2'>b<td>c<tr><td>d<td>e<td rowspan=0>f<tr><td>g<td>h</table>";
    let expected = [
        "A1 \"a\"",
        "B1 \"b\"",
        "D1 \"c\"",
        "B2 \"d\"",
        "C2 \"e\"",
        "D2 \"f\"",
        "A3 \"g\"",
        "B3 \"h\"",
        "merged A1:A2",
        "merged B1:C1",
        "merged D2:D3",
    ];
    assert_eq!(cells(page), expected);
}

#[test]
fn values_beside_the_text_are_taken() {
    let page = "<style>.xl1 {mso-style-parent:x; mso-number-format:\"\\#\\,\\#\\#0\\,\";}</style><table><tr>\
        <td x:num=\"1234567\" class=xl1>1,235</td><td x:num>1,234.5</td><td x:num=\"38353\">01/01/2005</td><td x:str>007</td>\
        <td x:bool=\"TRUE\">TRUE</td><td x:err=\"#REF!\">#REF!</td><td x:num=\"0.53\" style='mso-number-format:0%'>53%</td>\
        <td x:num=\"-5\">(5.00)</td><td sdval=\"7\">7.0</td><td x:num=\"1e400\">9</td><td x:fmla=\"=A1\"></td><td>5</td><td x:num>1.234,50</td></table>";
    let expected = [
        "A1 1234567 Thousands",
        "B1 1234.5",
        "C1 \"01/01/2005\"",
        "D1 \"007\"",
        "E1 true",
        "F1 error #REF!",
        "G1 0.53 Percent",
        "H1 -5",
        "I1 7",
        "J1 error 1e400",
        "K1 stale",
        "L1 \"5\"",
        "M1 \"1.234,50\"",
    ];
    assert_eq!(cells(page), expected);
}

#[test]
fn text_outside_tables_is_kept_and_inner_tables_are_sheets() {
    let page = "<h1>Report</h1><p>Q1</p><table><caption>Pool</caption><tr><td>a</td></tr></table>\
        <table><tr><td><table><tr><td>inner</td></tr></table></td></tr><tr><td>outer<table><tr><td>second</table></td></tr></table>\
        <table><tr><td></td></tr></table><p>Note</p>";
    let expected = [
        "A1 \"Report\"",
        "A2 \"Q1\"",
        "A3 \"Pool\"",
        "A4 \"a\"",
        "[Table 2]",
        "A2 \"outer\"",
        "[Table 3]",
        "A1 \"inner\"",
        "[Table 4]",
        "A1 \"second\"",
        "A2 \"Note\"",
    ];
    assert_eq!(cells(page), expected);
}

#[test]
fn hidden_rows_and_columns_are_told() {
    let page =
        "<table><col><col span=2 style='display:none'><tr><td>a<tr style='DISPLAY: none'><td>b<tr hidden><td>c</table>";
    assert_eq!(cells(page), ["A1 \"a\"", "A2 \"b\"", "A3 \"c\"", "hidden rows 1-2", "hidden columns 1-2"]);
}

#[test]
fn characters_are_known_by_mark_by_word_or_by_bytes() {
    let table = b"<table><td>\xa3</table>";
    let utf16: Vec<u8> = "\u{feff}<table><td>£</table>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for content in [
        table.to_vec(),
        utf16,
        "<table><td>£</table>".into(),
        [b"<META http-equiv=x content=\"text/html; charset=iso-8859-1\">", &table[..]].concat(),
        [b"<meta charset='utf-8'>", &table[..]].concat(),
        [b"<meta charset=\"utf-16\">", &table[..]].concat(),
    ] {
        assert_eq!(lines_read(&content).unwrap(), ["[Table 1]", "A1 \"£\""]);
    }
}

#[test]
fn broken_pages_are_read_as_far_as_they_go() {
    assert_eq!(cells("<tr><td>a<td>b"), ["A1 \"a\"", "B1 \"b\""]);
    assert_eq!(cells("<table><td>a</td></table></table></tr></td><td"), ["A1 \"a\"", "A2 \"<td\""]);
    assert_eq!(cells("<table><tr><td>a < b & c</td></tr>"), ["A1 \"a < b & c\""]);
    assert_eq!(cells("<table></table>"), [] as [&str; 0]);
    assert!(lines_read(b"<html>Please sign in</html>").is_err());
}

#[test]
fn hostile_pages_end_in_time() {
    let started = std::time::Instant::now();
    for page in [
        "<table><td>".repeat(50_000),
        "<td a=\"".repeat(50_000),
        "<!--".repeat(50_000),
        "<script><style>".repeat(50_000),
        format!("<table>{}", "<tr><td rowspan=0 colspan=9999>x".repeat(20_000)),
        "&".repeat(200_000),
        "<".repeat(200_000),
        "<td ".repeat(50_000),
    ] {
        let _ = lines_read(page.as_bytes());
    }
    assert!(started.elapsed().as_secs() < 20);
}
