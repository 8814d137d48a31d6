//! Tests of whole drafts, on small sheets of the kinds that partners send.

use super::fixture::{book, sheet};
use super::{Known, NoDraft, draft};
use crate::model::register::{NameHolder, Names};

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

#[test]
fn what_the_reader_must_check_stands_first() {
    let rows = ["Pool | Annual budget | Paid to date", "Alpha | 100 | 400", "Beta | 250.5 | 1000"];
    let text = draft(&book("a.csv", vec![sheet("a", &rows)]), None, &[], Known::default()).unwrap();
    let list: Vec<&str> = text.lines().take_while(|line| line.starts_with('#')).skip(2).collect();
    let keys: Vec<&str> = list.iter().filter_map(|line| line.strip_prefix("# - ")?.split(':').next()).collect();
    assert_eq!(keys, ["unit", "period", "recognise"]);
    for key in keys {
        let marked = |line: &str| line.starts_with(key) && line.contains("# guess, to check: ");
        let above = |pair: &[&str]| pair[0].starts_with("# guess, to check: ") && pair[1].starts_with(key);
        let lines: Vec<&str> = text.lines().collect();
        assert!(text.lines().any(marked) || lines.windows(2).any(above), "{key}\n{text}");
    }
    let layout = read(&text);
    assert_eq!(layout["amounts"][0]["whole-year"].as_bool(), Some(true));
    assert_eq!(layout["amounts"][1]["kind"].as_str(), Some("contribution"));
    assert_eq!(layout["amounts"][1]["cumulative"].as_bool(), Some(true));
}

#[test]
fn the_register_says_which_columns_name_agreements_and_partners() {
    let mut names = Names::default();
    names.add_agreement("30117", NameHolder::always("home-first")).unwrap();
    names.add_agreement("Home First", NameHolder::always("home-first")).unwrap();
    names.add_partner("Alderby Council", NameHolder::always("Alderby Council")).unwrap();
    names.add_partner("Alderby Health", NameHolder::always("Alderby Health")).unwrap();
    let drafted =
        |rows: &[&str]| read(&draft(&book("a.csv", vec![sheet("a", rows)]), None, &[], Known::by(&names)).unwrap());
    let ledger = drafted(&[
        "Paid date | Nominal | CostCode | Payee | Amount",
        "2024-05-01 | 4010 | 30117 | J Smith | 10.50",
        "2024-05-02 | 4020 | 30118 | Home First | 11",
    ]);
    assert_eq!(ledger["columns"]["agreement"]["header"].as_str(), Some("CostCode"));
    assert_eq!(ledger["columns"]["agreement"]["outside"].as_bool(), Some(true));
    assert_eq!(ledger["amounts"].as_array().map(Vec::len), Some(1));
    let across = drafted(&[
        "Home First | ",
        "Quarter | Alderby Council | Alderby Health | Together",
        "Q1 2024/25 | 1 | 2 | 3",
        "Q2 2024/25 | 4 | 5.5 | 9.5",
    ]);
    assert_eq!(across["amounts"][0]["across"].as_str(), Some("partner"));
    assert_eq!(across["witness"]["columns-starting"][0].as_str(), Some("Together"));
    assert_eq!(across["fixed"]["agreement"]["cell"].as_str(), Some("A1"));
    assert_eq!(across["columns"]["period"]["as"].as_str(), Some("date"));
}

#[test]
fn codes_percentages_and_differences_are_no_amounts() {
    let layout = draft(
        &book(
            "a.csv",
            vec![sheet(
                "a",
                &[
                    "Scheme | Ledger code | Telephone | Seq | Spend 2024/25 | Variance | % spent | Payment no",
                    "Meals | 4010 | 1617930001 | 101 | 12000 | -5 | 40 | 7",
                    "Day care | 4020 | 1617930002 | 102 | 900 | 12 | 50 | 8",
                    "Transport | 4030 | 1617930003 | 103 | 15 | 2 | 60 | 9",
                ],
            )],
        ),
        None,
        &[],
        Known::default(),
    );
    let layout = read(&layout.unwrap());
    let headings: Vec<_> = layout["amounts"].as_array().unwrap().iter().map(|one| one["header"].as_str()).collect();
    assert_eq!(headings, [Some("Spend 2024/25")]);
    assert_eq!(layout["fixed"]["period"]["value"].as_str(), Some("2024-25"));
    let not_read = layout["not-read"].as_array().unwrap().iter();
    assert_eq!(not_read.map(|one| one["header"].as_array().unwrap().len()).sum::<usize>(), 6);
}

#[test]
fn years_and_quarters_in_rows_and_sums_beside_months_are_told_apart() {
    let drafted =
        |rows: &[&str]| read(&draft(&book("a.csv", vec![sheet("a", rows)]), None, &[], Known::default()).unwrap());
    let rows = drafted(&["Year | Quarter | Pool | Amount", "2024/25 | Q1 | Alpha | 1.5", "2024/25 | Q2 | Beta | 2"]);
    assert_eq!(rows["columns"]["period"]["as"].as_str(), Some("quarter"));
    assert_eq!(rows["fixed"]["period"]["value"].as_str(), Some("2024/25"));
    let months =
        drafted(&["Pool | Apr-24 | May-24 | YTD | Annual budget", "A | 1 | 2 | 3 | 9", "B | 2 | 4.5 | 6.5 | 8"]);
    assert_eq!(months["amounts"].as_array().map(Vec::len), Some(2));
    assert_eq!(months["amounts"][0]["across"].as_str(), Some("month"));
    assert_eq!(months["amounts"][1]["whole-year"].as_bool(), Some(true));
    assert_eq!(months["not-read"][0]["header"][0].as_str(), Some("YTD"));
    let years = drafted(&["Pool | Budget 23/24 | Outturn 23/24 | Budget 24/25", "A | 1 | 2 | 3", "B | 2 | 4.5 | 6.5"]);
    let kinds: Vec<_> = years["amounts"].as_array().unwrap().iter().map(|one| one["kind"].as_str()).collect();
    assert_eq!(kinds, [Some("budget"), Some("expenditure")]);
    assert!(!years.contains_key("fixed"));
}
