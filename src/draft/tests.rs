//! Tests of whole drafts, on small sheets of the kinds that partners send.

use super::fixture::{book, sheet};
use super::{Known, NoDraft, draft};
use crate::job::layout::of_text;
use crate::model::register::{NameHolder, Names};
use crate::normalise::{layout_of, one_file};

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

/// The layout that is drafted for rows, and what it reads of them by the headings of its amounts: kind, run, and whether the kind
/// is marked.
fn amounts_of(rows: &[&str]) -> (toml::Table, Vec<(String, String, bool)>) {
    let text = draft(&book("a.csv", vec![sheet("a", rows)]), None, &[], Known::default()).unwrap();
    let layout = read(&text);
    let mut kinds =
        text.lines().zip(std::iter::once("").chain(text.lines())).filter(|(line, _)| line.starts_with("kind "));
    let amounts = layout["amounts"].as_array().unwrap().iter().map(|one| {
        let (line, above) = kinds.next().unwrap();
        let is_guess = line.contains("# guess") || above.starts_with("# guess");
        let said = |key: &str| one.get(key).and_then(toml::Value::as_str).unwrap_or_default().to_owned();
        (said("header"), said("kind"), is_guess)
    });
    let amounts = amounts.collect();
    (layout, amounts)
}

fn not_read(layout: &toml::Table) -> Vec<&str> {
    let lists = layout.get("not-read").and_then(toml::Value::as_array).into_iter().flatten();
    lists.flat_map(|list| list["header"].as_array().unwrap()).filter_map(toml::Value::as_str).collect()
}

#[test]
fn a_draft_loads_and_matches_its_own_sheet_or_says_that_it_does_not() {
    for heads in ["Team | Budget | Spend | %", "Team | 2025/26 £ | 2026/27 £", "Team | 2025/26 £000 | 2026/27 £000"]
    {
        let book = book("a.csv", vec![sheet("a", &[heads, "A | 10.5 | 7 | 40", "B | 20 | 9 | 50"])]);
        let text = draft(&book, None, &[], Known::default()).unwrap();
        let layout = of_text("a", &text).unwrap_or_else(|refused| panic!("{refused}\n{text}"));
        assert!(layout_of(&book, &book.sheets[0], &[layout]).is_some(), "{text}");
        assert!(!text.contains("AS IT STANDS"), "{text}");
    }
}

#[test]
fn plans_of_one_kind_are_read_once() {
    let rows = |heads| ["Month 4 2025/26 (£)", heads, "A | 120 | 40 | 35", "B | 240 | 80 | 70.5"];
    let (layout, amounts) = amounts_of(&rows("Agreement | Annual budget | Profiled budget to date | Actual to date"));
    assert_eq!(amounts.len(), 2);
    assert_eq!(not_read(&layout), ["Profiled budget to date"]);
    let (layout, amounts) = amounts_of(&rows("Agreement | Full year forecast | Forecast ytd | Spend ytd"));
    assert_eq!((amounts.len(), not_read(&layout)), (2, vec!["Forecast ytd"]));
    let (layout, amounts) = amounts_of(&rows("Agreement | Opening budget | Revised budget | Spend ytd"));
    assert_eq!((amounts.len(), not_read(&layout)), (2, vec!["Opening budget"]));
}

#[test]
fn words_of_plans_and_counts_are_no_spending() {
    let kind = |title: &str, heading: &str| {
        let rows = [title, &format!("Scheme | Annual budget £ | {heading}"), "A | 120.5 | 41", "B | 240 | 80.5"];
        let (_, amounts) = amounts_of(&rows);
        amounts.get(1).map(|(_, kind, is_guess)| (kind.clone(), *is_guess))
    };
    for (heading, expected) in [
        ("Approved expenditure", Some(("budget", true))),
        ("Spend target", Some(("budget", true))),
        ("Likely spend", Some(("forecast", true))),
        ("FOT", Some(("forecast", false))),
        ("YTD", Some(("expenditure", true))),
        ("Spend less income", Some(("expenditure", true))),
        ("Spend to date", Some(("expenditure", false))),
        ("Planned receipts", None),
        ("Actual discharges", None),
        ("Cost per visit", None),
        ("VAT on costs", None),
        ("Outturn 2024/25", None),
        ("Risk share NHS", None),
    ] {
        let expected = expected.map(|(kind, is_guess)| (kind.to_owned(), is_guess));
        assert_eq!(kind("Monitoring 2025/26", heading), expected, "{heading}");
    }
    assert_eq!(kind("Spending plan 2025/26", "Expenditure £"), Some(("expenditure".to_owned(), true)));
}

#[test]
fn what_a_sheet_of_a_part_of_a_year_does_not_say_is_marked() {
    let rows = |heads| ["Month 7 2025/26", heads, "A | 120 | 40", "B | 240 | 80.5"];
    let (layout, _) = amounts_of(&rows("Scheme | Budget | Spend"));
    assert_eq!(layout["amounts"][1].get("cumulative").and_then(toml::Value::as_bool), Some(false));
    let (layout, _) = amounts_of(&rows("Scheme | Budget | Spend in month"));
    assert!(layout["amounts"][1].get("cumulative").is_none());
    let (layout, _) = amounts_of(&["Spend 2025/26", "Pool | Period | Amount", "A | 1 | 40.5", "A | 2 | 80.5"]);
    assert_eq!(layout["columns"]["period"]["as"].as_str(), Some("month"));
    let (layout, _) = amounts_of(&["2025/26 Spend by month", "Pool | Apr | May", "A | 1 | 40.5"]);
    assert_eq!(layout["fixed"]["period"]["value"].as_str(), Some("2025-26"));
    let (layout, _) = amounts_of(&["2025/26 Forecast M5", "Pool | Budget | Spend", "A | 1 | 40.5"]);
    assert_eq!(layout["fixed"]["period"]["value"].as_str(), Some("…"));
}

#[test]
fn numbers_of_periods_are_months_and_numbers_of_months_are_refused() {
    let months = |heading: &str| {
        let rows = ["Spend 2025/26", &format!("Pool | {heading} | Amount"), "A | 1 | 40.5", "A | 12 | 80.5"];
        let book = book("a.csv", vec![sheet("a", &rows)]);
        let layout = of_text("a", &draft(&book, None, &[], Known::default()).unwrap()).unwrap();
        let readings = one_file(&book, &[layout], None).unwrap().into_value(&mut Vec::new());
        readings.entries.iter().map(|entry| entry.period.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(months("Period"), ["2025-26-M01", "2025-26-M12"]);
    // Of a year that may begin in January or April nobody knows the first month.
    assert!(months("Month").is_empty());
}
