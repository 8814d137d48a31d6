//! Tests of the reader of SpreadsheetML.

use super::read;
use crate::read::grid::Halt;
use crate::read::kept::Kept;
use crate::read::verdict::Verdict;

const HEAD: &str = "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n\
    <Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" \
    xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">";

fn lines_read(content: &[u8]) -> Result<Vec<String>, Halt> {
    let mut kept = Kept::default();
    read(content, &mut kept).map(|()| kept.0)
}

fn sheet(table: &str) -> Vec<String> {
    let text = format!("{HEAD}<Worksheet ss:Name=\"S\"><Table>{table}</Table></Worksheet></Workbook>");
    let mut told = lines_read(text.as_bytes()).unwrap();
    assert_eq!(told.remove(0), "[S]");
    told
}

#[test]
fn values_of_every_type_are_told() {
    let cell = |kind: &str, value: &str| format!("<Cell><Data ss:Type=\"{kind}\">{value}</Data></Cell>");
    let cells = [
        cell("Number", "1234.5"),
        cell("Number", "1e400"),
        cell("Number", "NaN"),
        cell("Number", "none"),
        cell("Boolean", "1"),
        cell("Error", "#REF!"),
        cell("DateTime", "2024-04-01T00:00:00.000"),
        cell("String", "a &amp; b&#163;\r\nc"),
        cell("DateTime", "2024-04-02"),
        "<Cell/>".to_owned(),
        "<Cell ss:Formula=\"=R[-1]C\"/>".to_owned(),
        "<Cell ss:Formula=\"='[Old.xls]S'!R1C1\"><Data ss:Type=\"Number\">5</Data></Cell>".to_owned(),
        "<Cell><ss:Data ss:Type=\"String\" xmlns=\"h\"><B>bold</B> rest</ss:Data>\
         <Comment><ss:Data>not this</ss:Data></Comment></Cell>"
            .to_owned(),
        cell("String", "<![CDATA[<5]]>"),
    ];
    let expected = [
        "A1 1234.5",
        "B1 error 1e400",
        "C1 error NaN",
        "D1 \"none\"",
        "E1 true",
        "F1 error #REF!",
        "G1 2024-04-01 00:00:00",
        "H1 \"a & b£\\nc\"",
        "I1 2024-04-02 00:00:00",
        "K1 stale",
        "L1 5 linked",
        "M1 \"bold rest\"",
        "N1 \"<5\"",
    ];
    assert_eq!(sheet(&format!("<Row>{}</Row>", cells.concat())), expected);
}

#[test]
fn places_merged_regions_and_hidden_rows_are_true() {
    let table = "<Column/><Column ss:Hidden=\"1\" ss:Span=\"1\"/><Column ss:Index=\"7\" ss:Hidden=\"1\"/>\
        <Row ss:Span=\"2\"/><Row ss:Hidden=\"1\"><Cell ss:MergeAcross=\"2\" ss:MergeDown=\"1\"><Data ss:Type=\"String\">a</Data></Cell>\
        <Cell><Data ss:Type=\"String\">b</Data></Cell></Row><Row ss:Hidden=\"1\"/>\
        <Row ss:Index=\"1048576\"><Cell ss:Index=\"16384\"><Data ss:Type=\"Number\">1</Data></Cell></Row>";
    let expected = [
        "hidden columns 1-2",
        "merged A4:C5",
        "A4 \"a\"",
        "D4 \"b\"",
        "XFD1048576 1",
        "hidden rows 3-4",
        "hidden columns 6-6",
    ];
    assert_eq!(sheet(table), expected);
}

#[test]
fn sheets_have_names_and_may_be_hidden_and_styles_scale() {
    let text = format!(
        "{HEAD}<Styles><Style ss:ID=\"a\"><NumberFormat ss:Format=\"#,##0,\"/></Style>\
         <Style ss:ID=\"b\" ss:Parent=\"a\"><Font/></Style><Style ss:ID=\"p\"><NumberFormat ss:Format=\"Percent\"/></Style></Styles>\
         <Worksheet ss:Name=\"Q1 &amp; Q2\"><Table><Column ss:StyleID=\"p\"/><Row><Cell><Data ss:Type=\"Number\">0.5</Data></Cell>\
         <Cell ss:StyleID=\"b\"><Data ss:Type=\"Number\">1234567</Data></Cell></Row></Table></Worksheet>\
         <Worksheet ss:Name=\"Old\"><Table/><WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet></Workbook>"
    );
    let expected = ["[Q1 & Q2]", "A1 0.5 Percent", "B1 1234567 Thousands", "[Old] hidden"];
    assert_eq!(lines_read(text.as_bytes()).unwrap(), expected);
    let utf16: Vec<u8> = format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(lines_read(&utf16).unwrap(), expected);
}

#[test]
fn the_declared_encoding_is_believed_where_it_can_be() {
    let body = b"<Workbook><Worksheet Name=\"\xa3\"/></Workbook>";
    for declared in ["windows-1252", "utf-8", "utf-16", "no such"] {
        let content = [format!("<?xml version='1.0' encoding='{declared}'?>").as_bytes(), body].concat();
        assert_eq!(lines_read(&content).unwrap().len(), 1, "{declared}");
    }
}

#[test]
fn what_is_not_whole_is_refused_before_a_cell_is_told() {
    let whole = format!(
        "{HEAD}<Worksheet ss:Name=\"S\"><Table><Row><Cell><Data>1</Data></Cell></Row></Table></Worksheet></Workbook>"
    );
    for length in HEAD.len()..whole.len() - 1 {
        let mut kept = Kept::default();
        let refused = read(&whole.as_bytes()[..length], &mut kept);
        assert!(matches!(refused, Err(Halt::Refused(refusal)) if refusal.verdict == Verdict::Corrupt), "{length}");
        assert!(kept.0.is_empty());
    }
    let nowhere = format!("{HEAD}<Worksheet><Table><Row ss:Index=\"0\"/></Table></Worksheet></Workbook>");
    assert!(lines_read(nowhere.as_bytes()).is_err());
    assert!(lines_read(b"<rss/>").is_err());
}

#[test]
fn an_entity_bomb_is_not_expanded() {
    let text = format!(
        "<!DOCTYPE w [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;&a;\">]>{}<Worksheet ss:Name=\"&b;\"><Table>\
         <Row><Cell><Data ss:Type=\"String\">&b;</Data></Cell></Row></Table></Worksheet></Workbook>",
        HEAD.split_once("?>").unwrap().1
    );
    assert_eq!(lines_read(text.as_bytes()).unwrap(), ["[&b;]", "A1 \"&b;\""]);
}
