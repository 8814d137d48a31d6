//! What a cell shows says the same as what it holds, or it is said and, where one contradicts the other, not used.

use std::fmt::Write as _;
use std::fs;

use serde_json::Value;

use crate::support::{root, scrutiny};

/// What is accepted of a table of payments whose rows are these, and what is said.
fn tried(unit: &str, styles: &str, rows: &str) -> (String, String) {
    let folder = tempfile::tempdir().unwrap();
    let (sheet, own) = (folder.path().join("sheet.xls"), folder.path().join("own.toml"));
    let names = "xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"";
    let text = |cells: &[&str]| {
        let cell = |text: &&str| format!("<Cell><Data ss:Type=\"String\">{text}</Data></Cell>");
        format!("<Row>{}</Row>", cells.iter().map(cell).collect::<String>())
    };
    let head = text(&["Year", "2006-07"]) + &text(&["Pool", "Paid"]);
    let book = format!(
        "<?xml version=\"1.0\"?><Workbook {names}><Styles>{styles}</Styles><Worksheet ss:Name=\"S\"><Table>{head}{rows}</Table>\
         </Worksheet></Workbook>"
    );
    fs::write(&sheet, book).unwrap();
    let layout = format!(
        "title = \"Own\"\nheader-rows = 1\nrecognise = [\"Pool\", \"Paid\"]\n[columns]\n\
         agreement = {{ header = \"Pool\", as = \"agreement\" }}\n[[amounts]]\nkind = \"contribution\"\nheader = \"Paid\"\n\
         unit = \"{unit}\"\n[fixed]\nperiod = {{ above-header = \"Year\", as = \"period\" }}\n[witness]\nrows-starting = [\"Total\"]\n"
    );
    fs::write(&own, layout).unwrap();
    let (sheet, own, templates) = (sheet.to_str().unwrap(), own.to_str().unwrap(), root().join("templates"));
    let mut arguments = vec!["try", sheet, "--layout", own, "--templates", templates.to_str().unwrap()];
    let said = scrutiny(&arguments);
    arguments.push("--json");
    let json: Value = serde_json::from_str(&scrutiny(&arguments).out).unwrap_or_else(|_| panic!("{}", said.err));
    let lines = said.err.lines().filter(|line| line.contains("]: "));
    (json["sheets"][0]["accepted"].as_str().unwrap_or("none").to_owned(), lines.collect::<Vec<_>>().join("\n"))
}

fn style(format: &str) -> String {
    let format = format.replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;");
    format!("<Style ss:ID=\"s\"><NumberFormat ss:Format=\"{format}\"/></Style>")
}

fn row(pool: &str, held: &str) -> String {
    format!(
        "<Row><Cell><Data ss:Type=\"String\">{pool}</Data></Cell><Cell ss:StyleID=\"s\"><Data ss:Type=\"Number\">{held}</Data></Cell></Row>"
    )
}

#[test]
fn a_unit_that_is_shown_agrees_with_the_layout_or_the_amount_is_not_used() {
    for (unit, format, held, accepted, said) in [
        ("pounds", "£0.00\"m\"", "2.75", "0.00", "holds `2.75` and shows `£2.75m`"),
        ("millions", "£0.00\"m\"", "2.75", "2750000.00", ""),
        ("thousands", "£0.00\"m\"", "2.75", "0.00", "holds `2.75` and shows `£2.75m`"),
        ("thousands", "#,##0\" thou\"", "640", "640000.00", ""),
        ("pounds", "#,##0\" thou\"", "640", "0.00", "holds `640` and shows `640 thou`"),
        ("pounds", "0.0,,\"m\"", "2750000", "2750000.00", ""),
        ("thousands", "0.0,,\"m\"", "2750000", "0.00", "holds `2750000` and shows `2.8m`"),
        ("pounds", "[>=1000000]0.0,,\"m\";[>=1000]0,\"k\";0", "640000", "640000.00", ""),
        ("pounds", "#,##0,", "640000", "640000.00", "warning[shown-otherwise]"),
        ("pounds", "[Red](0)", "640", "0.00", "error[shown-otherwise]"),
        ("pounds", "0;[Blue]0", "-640", "0.00", "holds `-640` and shows `640`"),
        ("pounds", "0_);(0)", "-640", "-640.00", ""),
        ("pounds", "[$€-407]0", "640", "0.00", "holds `640` and shows `€640`"),
        ("pounds", ";;", "640", "640.00", "holds `640` and shows nothing"),
        ("pounds", "0\" beds\"", "640", "640.00", "warning[shown-otherwise]"),
        ("thousands", "#,##0,", "640000", "0.00", "error[shown-otherwise]"),
        ("millions", "0.0,,", "640000", "0.00", "error[shown-otherwise]"),
        ("pounds", "0.0,", "640000", "640000.00", "warning[shown-otherwise]"),
        ("pounds", "0.0%", "0.64", "0.00", "holds `0.64` and shows `64.0%`"),
        ("pounds", "[h]:mm:ss", "2.5", "0.00", "holds `2.5` and shows `60:00:00`"),
        ("pounds", "\">\"0", "640", "0.00", "holds `640` and shows `>640`"),
        ("pounds", "00-00", "640", "0.00", "holds `640` and shows `06-40`"),
        ("pounds", "[White]0", "640", "640.00", "is shown in white by its number format"),
        ("pounds", "#,##0;\"▲\"#,##0", "-640.5", "0.00", "holds `-640.5` and shows `▲641`"),
    ] {
        let (read, lines) = tried(unit, &style(format), &row("LD", held));
        assert_eq!(read, accepted, "{format} in {unit}: {lines}");
        assert!(if said.is_empty() { lines.is_empty() } else { lines.contains(said) }, "{format} in {unit}: {lines}");
    }
}

#[test]
fn lines_that_contradict_themselves_are_none_to_their_total() {
    let rows = row("LD", "1.5") + &row("MH", "2.5") + &row("Total", "9").replace(" ss:StyleID=\"s\"", "");
    let (accepted, lines) = tried("pounds", &style("0.0\"m\""), &rows);
    assert_eq!(accepted, "0.00");
    for said in ["2 amounts of sheet `S` show something other", "says £9.00; none of its 2 lines can be read"] {
        assert!(lines.contains(said), "{lines}");
    }
}

#[test]
fn an_amount_under_a_merged_cell_is_said_whatever_else_is_merged() {
    let mut rows = String::new();
    let cell =
        |merge: &str, held: &str| format!("<Cell ss:Index=\"2\"{merge}><Data ss:Type=\"Number\">{held}</Data></Cell>");
    for (pool, cell) in [("LD", cell(" ss:MergeDown=\"1\"", "8")), ("MH", cell("", "7")), ("CE", cell("", "6"))] {
        write!(rows, "<Row><Cell><Data ss:Type=\"String\">{pool}</Data></Cell>{cell}</Row>").unwrap();
    }
    let (accepted, lines) = tried("pounds", "", &rows);
    assert_eq!(accepted, "21.00");
    assert_eq!(lines, "note[hidden-content]: 1 amount of sheet `S` lies under the merged cell `B3:B4`");
}

#[test]
fn a_run_that_is_raised_or_struck_through_is_no_digit_of_the_amount() {
    let rich = |inside: &str| {
        format!(
            "<Row><Cell><Data ss:Type=\"String\">LD</Data></Cell><Cell><ss:Data ss:Type=\"String\" \
             xmlns=\"http://www.w3.org/TR/REC-html40\">{inside}</ss:Data></Cell></Row>"
        )
    };
    for (inside, accepted, said) in [
        ("640", "640.00", "number-as-text"),
        ("<B>640</B>", "640.00", "number-as-text"),
        ("640<Sup>2</Sup>", "0.00", "error[not-money]"),
        ("<Sub>2</Sub>640", "0.00", "error[not-money]"),
        ("<S>7</S>640", "0.00", "error[not-money]"),
        ("640<Sup><Font>b</Font></Sup>", "0.00", "error[not-money]"),
        ("<S>640</S>", "640.00", "is struck through"),
        ("<Sup>640</Sup>", "640.00", "number-as-text"),
    ] {
        let (read, lines) = tried("pounds", "", &rich(inside));
        assert_eq!(read, accepted, "{inside}: {lines}");
        assert!(lines.contains(said), "{inside}: {lines}");
    }
}

/// What is accepted of a page with the usual returns' headings below these rows, and what is said.
fn page(above: &str, paid: &str) -> (String, String) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("page.html");
    let head = "<tr><td>Agreement<td>Partner<td>Contribution for the year<td>Paid to date</tr>";
    let row = format!("<tr><td>LD<td>Council<td>24000<td>{paid}</tr>");
    fs::write(&file, format!("<html><body><table>{above}{head}{row}</table></body></html>")).unwrap();
    let templates = root().join("templates");
    let mut arguments = vec!["try", file.to_str().unwrap(), "--templates", templates.to_str().unwrap()];
    let said = scrutiny(&arguments).err;
    arguments.push("--json");
    let json: Value = serde_json::from_str(&scrutiny(&arguments).out).unwrap_or_else(|_| panic!("{said}"));
    (json["sheets"][0]["accepted"].as_str().unwrap_or("none").to_owned(), said)
}

#[test]
fn what_nobody_sees_states_neither_unit_nor_period() {
    let period = "<tr><td>Period: 2024-25 M7</tr>";
    let hidden = |text: &str| format!("<tr style=\"display:none\"><td>{text}</tr>");
    for (above, accepted, said) in [
        (period.to_owned(), "28000.00", ""),
        (format!("{period}{}", hidden("Figures in £m")), "0.00", "which nobody sees whole, states a unit"),
        (format!("{period}<tr><td>Figures in £<s>m</s></tr>"), "0.00", "which nobody sees whole, states a unit"),
        (format!("{period}<tr><td>£000</tr>{}", hidden("£000")), "28000000.00", ""),
        (hidden("Period: 2024-25 M7"), "0.00", "a period that nobody sees whole"),
        (format!("<tr><td>Year: 2024-25</tr>{}", hidden("Month 7")), "0.00", "error"),
        (format!("{period}{}", hidden("2024-25")), "28000.00", ""),
        ("<tr><td>Period: 2024-25 M7<sup>1</sup></tr>".to_owned(), "28000.00", ""),
    ] {
        let (read, lines) = page(&above, "4000");
        assert_eq!(read, accepted, "{above}: {lines}");
        assert!(if said.is_empty() { !lines.contains("]: ") } else { lines.contains(said) }, "{above}: {lines}");
    }
}

#[test]
fn a_lone_row_below_the_headings_is_no_row_of_units() {
    for (cell, accepted, said) in
        [("*4,000", "24000.00", "not-money"), ("£", "24000.00", "not-money"), ("4,000", "28000.00", "")]
    {
        let (read, lines) = page("<tr><td>Period: 2024-25 M7</tr>", cell);
        assert_eq!(read, accepted, "{cell}: {lines}");
        assert!(if said.is_empty() { !lines.contains("]: ") } else { lines.contains(said) }, "{cell}: {lines}");
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("lone.csv");
    for cell in ["**9,876**", "£", "*12"] {
        fs::write(&file, format!("Year: 2024-25\nPooled fund,Host,Council budget (£)\nLD,Council,\"{cell}\"\n"))
            .unwrap();
        let templates = root().join("templates");
        let said = scrutiny(&["try", file.to_str().unwrap(), "--templates", templates.to_str().unwrap()]).err;
        assert!(said.contains("error["), "{cell}: {said}");
    }
}
