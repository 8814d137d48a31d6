//! Tests of whole drafts, on small sheets of the kinds that partners send.

use super::fixture::{book, sheet};
use super::{Known, NoDraft, draft};

fn read(text: &str) -> toml::Table {
    text.parse().unwrap_or_else(|error| panic!("{error}\n{text}"))
}

#[test]
fn a_ledger_gives_a_layout_that_reads_no_payee() {
    let rows = [
        "ORGANISATION NAME | DIRECTORATE | SUPPLIER NAME | DATE PAID | AMOUNT (£) | PURPOSE | TRANSACTION No.",
        "ROCHDALE | BETTER CARE FUND | J SMITH | 2025-02-11 | '2,800.00 | PLACEMENT | V002028772",
        "ROCHDALE | ECONOMY | DOORS LTD | 2025-02-14 | '(420.00) | REPAIRS | V002089336",
    ];
    let text = draft(&book("2025_Feb.csv", vec![sheet("2025_Feb", &rows)]), None, &[], Known::default()).unwrap();
    let layout = read(&text);
    let columns = layout["columns"].as_table().unwrap();
    assert_eq!(columns["agreement"]["header"].as_array().map(Vec::len), Some(2));
    assert_eq!(columns["agreement"]["outside"].as_bool(), Some(true));
    assert_eq!(columns["line"]["header"].as_str(), Some("PURPOSE"));
    assert_eq!(columns["partner"]["header"].as_str(), Some("ORGANISATION NAME"));
    assert_eq!(columns["period"]["as"].as_str(), Some("date"));
    assert_eq!(layout["amounts"][0]["unit"].as_str(), Some("stated"));
    let not_read = layout["not-read"][0]["header"].as_array().unwrap();
    assert_eq!(not_read.len(), 2);
    assert!(!text.contains("SMITH") && !layout.contains_key("fixed"));
}

#[test]
fn a_return_with_a_sheet_for_each_partner_names_it_from_the_sheet() {
    let rows = |name: &str| {
        [
            "PSS EXPENDITURE IN 2000-2001".to_owned(),
            "All amounts are in £ thousands".to_owned(),
            format!("Service | {name} | Own provision | Income"),
            "A: | STRATEGY".to_owned(),
            "A1 | Management | 241 | 9".to_owned(),
            "A2 | TOTAL (LINES A1 to A1) | 241 | 9".to_owned(),
        ]
    };
    let sheets = ["Bolton", "Bury", "TOTAL England"].map(|name| {
        let rows = rows(name);
        sheet(name, &rows.each_ref().map(String::as_str))
    });
    let layout = read(&draft(&book("spend.xls", sheets.into()), None, &[], Known::default()).unwrap());
    assert_eq!(layout["columns"]["line"]["column"].as_str(), Some("B"));
    assert_eq!(layout["fixed"]["partner"]["sheet-name"].as_bool(), Some(true));
    assert_eq!(layout["fixed"]["period"]["above-header"].as_str(), Some("PSS EXPENDITURE IN"));
    assert_eq!(layout["witness"]["codes"].as_str(), Some("A"));
    assert_eq!(layout["witness"]["sheets-starting"][0].as_str(), Some("TOTAL"));
    assert_eq!(layout["amounts"][1]["kind"].as_str(), Some("income"));
    assert_eq!(layout["amounts"][1]["unit"].as_str(), Some("stated"));
}

#[test]
fn a_heading_in_pounds_is_money_whatever_else_it_says() {
    let rows = ["Pool | Paid to Q1 (£) | Due by year end (£)", "Alpha | 100 | 400", "Beta | 250.5 | 1000"];
    let layout = read(&draft(&book("a.csv", vec![sheet("a", &rows)]), None, &[], Known::default()).unwrap());
    let headings: Vec<_> = layout["amounts"].as_array().unwrap().iter().map(|one| one["header"].as_str()).collect();
    assert_eq!(headings, [Some("Paid to Q1 (£)"), Some("Due by year end (£)")]);
    assert!(!layout.contains_key("not-read"));
}

#[test]
fn what_has_no_table_is_said() {
    let mut pages = book("f.xlsx", vec![sheet("Content", &["Contents", "sheet 1 | Gross"])]);
    assert_eq!(draft(&pages, None, &[], Known::default()), Err(NoDraft::NoTable));
    assert_eq!(draft(&pages, Some("Content"), &[], Known::default()), Err(NoDraft::NotATable("Content".to_owned())));
    let missing = draft(&pages, Some("Contents"), &[], Known::default()).unwrap_err();
    assert_eq!(missing.to_string(), "there is no sheet `Contents`; did you mean `Content`?");
    let mut hidden = sheet("Data", &["Line | Cost", "Meals | 5.5", "Day | 6"]);
    hidden.visible = false;
    pages.sheets.push(hidden);
    assert_eq!(
        draft(&pages, None, &[], Known::default()),
        Err(NoDraft::NoTable),
        "a hidden sheet is drafted only where it is named"
    );
    assert!(draft(&pages, Some("Data"), &[], Known::default()).is_ok());
}
