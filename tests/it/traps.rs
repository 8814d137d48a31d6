//! Traps that real returns set: each would give a wrong number, or lose one, if the program were less careful.

use std::fs;

use serde_json::Value;

use crate::support::{Area, root, scrutiny, workbook};

const COUNCIL: &str = "Salford City Council";

/// What the council and the trust return.
const RETURN: &str = "returns/salford-city-council/contributions-2006-07.csv";
const TRUST: &str = "returns/salford-primary-care-trust/contributions-2006-07.xlsx";

/// What `try` accepts of each table of a text file in pounds, and the names of what it finds, each once; with a layout that is
/// given, or with those of the program.
fn tried(text: &str, layout: Option<&str>) -> (Vec<String>, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    let (sheet, own) = (folder.path().join("sheet.csv"), folder.path().join("own.toml"));
    fs::write(&sheet, text).unwrap();
    let templates = root().join("templates");
    let mut arguments = vec!["try", sheet.to_str().unwrap(), "--templates", templates.to_str().unwrap()];
    if let Some(layout) = layout {
        fs::write(&own, layout).unwrap();
        arguments.extend(["--layout", own.to_str().unwrap()]);
    }
    let said = scrutiny(&arguments);
    let heads = said.err.lines().filter_map(|line| line.split_once("]: ")?.0.split_once('['));
    let mut names: Vec<String> = heads.map(|(_, name)| name.to_owned()).collect();
    names.dedup();
    arguments.push("--json");
    let json: Value = serde_json::from_str(&scrutiny(&arguments).out).unwrap_or_else(|_| panic!("{}", said.err));
    let tables = json["sheets"].as_array().unwrap().iter();
    (tables.filter_map(|table| Some(table["accepted"].as_str()?.to_owned())).collect(), names)
}

/// A layout of payments into pools, with some of its text changed.
fn own(pairs: &[(&str, &str)]) -> String {
    let mut layout = "title = \"Own\"\nheader-rows = 1\nrecognise = [\"Pool\", \"Paid\"]\n\
        [columns]\nagreement = { header = \"Pool\", as = \"agreement\" }\n\
        [[amounts]]\nkind = \"contribution\"\nheader = \"Paid\"\nunit = \"pounds\"\n\
        [fixed]\nperiod = { above-header = \"Year\", as = \"period\" }\n\
        [witness]\nrows-starting = [\"Total\"]\n"
        .to_owned();
    for (old, new) in pairs {
        assert!(layout.contains(old), "the layout has no `{old}`");
        layout = layout.replace(old, new);
    }
    layout
}

#[test]
fn a_unit_that_the_sheet_states_anywhere_is_not_overlooked() {
    let two_rows = own(&[("header-rows = 1", "header-rows = 2")]);
    for (text, layout) in [
        ("Payments 2006-07 £000\nYear: 2006-07\nPool,Paid\nLD,8\n", own(&[])),
        ("£000's\nYear: 2006-07\nPool,Paid\nLD,8\n", own(&[])),
        ("All figures in thousands\nYear: 2006-07\nPool,Paid\nLD,8\n", own(&[])),
        ("Year: 2006-07\nPool,Paid\n,£000\nLD,8\n", own(&[])),
        ("Year: 2006-07\n\n,£000\nPool,Paid\nLD,8\n", two_rows.clone()),
        ("Year: 2006-07\n£000s,\nPool,Paid\nLD,8\n", two_rows),
        ("Year: 2006-07\nPool,Paid (£)\n,£000\nLD,8\n", own(&[("\"pounds\"", "\"stated\"")])),
    ] {
        assert_eq!(tried(text, Some(&layout)), (vec!["0.00".to_owned()], vec!["no-unit".to_owned()]), "{text}");
    }
    let stated = own(&[("\"pounds\"", "\"stated\"")]);
    let (accepted, names) = tried("Year: 2006-07\nPool,Paid\n,£000\nLD,8\n", Some(&stated));
    assert_eq!((accepted, names), (vec!["8000.00".to_owned()], Vec::new()));
    let (accepted, names) = tried("Year: 2006-07\nPool,Paid\nLD,8\nMH,£000\n", Some(&own(&[])));
    assert_eq!((accepted, names), (vec!["8.00".to_owned()], vec!["not-money".to_owned()]));
}

#[test]
fn a_month_that_stands_twice_and_a_year_that_the_sheet_contradicts_are_said() {
    let layout = own(&[("\"Paid\"]", "\"Apr\"]"), ("header = \"Paid\"", "across = \"month\"")]);
    for (text, accepted, name) in [
        ("Year: 2024-25\nPool,Apr,Apr-24\nLD,8,8\n", "8.00", "unread-figures"),
        ("Year: 2024-25\nPool,Apr,April\nLD,8,8\n", "8.00", "unread-figures"),
        ("Year: 2024-25\nPool,Apr,May-23\nLD,8,7\n", "8.00", "period-differs"),
        ("Year: 2024-25 M6\nPool,Apr,May-23\nLD,8,7\n", "8.00", "period-differs"),
    ] {
        assert_eq!(tried(text, Some(&layout)), (vec![accepted.to_owned()], vec![name.to_owned()]), "{text}");
    }
}

#[test]
fn a_figure_that_no_table_reads_is_said_wherever_it_stands() {
    for (text, findings) in [
        ("Year: 2006-07\nPool,Paid\nLD,8\nMH,,7\n", &["ragged-row", "unread-figures"][..]),
        ("Year: 2006-07\nPool,Paid\nLD,8\n\nPost,,,Cost\nNurse,,,7\n", &["unread-figures"]),
        ("Post,Cost\nNurse,7\n\nYear: 2006-07\nPool,Paid\nLD,8\n", &["unread-figures"]),
    ] {
        let said = (vec!["8.00".to_owned()], findings.iter().map(|name| (*name).to_owned()).collect());
        assert_eq!(tried(text, Some(&own(&[]))), said, "{text}");
    }
    let sections = own(&[("unit = \"pounds\"", "unit = \"pounds\"\nunder = \"Adults' services\"")]);
    let (accepted, names) = tried("Year: 2006-07\nPool,Paid\nAdult services\nLD,8\n", Some(&sections));
    assert_eq!((accepted, names), (vec!["0.00".to_owned()], vec!["missing-column".into(), "unread-figures".into()]));
    let row = |hidden: &str, cells: [&str; 2]| {
        let cell = |text: &str| format!("<Cell><Data ss:Type=\"String\">{text}</Data></Cell>");
        format!("<Row{hidden}>{}</Row>", cells.map(cell).concat())
    };
    let rows = [
        row("", ["Year", "2006-07"]),
        row("", ["Pool", "Paid"]),
        row("", ["LD", "8"]),
        row(" ss:Hidden=\"1\"", ["MH", "7"]),
    ];
    let hidden = format!(
        "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" \
         xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet ss:Name=\"S\"><Table>{}</Table>\
         </Worksheet></Workbook>",
        rows.concat()
    );
    let left_out = own(&[("header-rows = 1", "hidden = { rows = \"left-out\" }")]);
    let said = (vec!["8.00".to_owned()], vec!["hidden-content".to_owned(), "number-as-text".to_owned()]);
    assert_eq!(tried(&hidden, Some(&left_out)), said);
}

#[test]
fn a_dated_total_is_no_payment_and_an_undated_payment_is_no_total() {
    let head = "Supplier,Payment date,Amount,Directorate\nAqua,01/04/2024,-,Adults\nBolt,01/04/2024,50,Adults\n";
    for (row, accepted, names) in [
        ("Total Gas & Power,02/04/2024,60,Adults", "110.00", vec![]),
        ("Total Gas & Power,,60,Adults", "50.00", vec!["no-period"]),
        ("Grand total,30/04/2024,50,", "50.00", vec![]),
        ("Total of April,,50,", "50.00", vec![]),
    ] {
        let names: Vec<String> = names.into_iter().map(str::to_owned).collect();
        assert_eq!(tried(&format!("{head}{row}\n"), None), (vec![accepted.to_owned()], names), "{row}");
    }
}

#[test]
fn a_year_in_a_title_below_a_table_is_another_table() {
    let table = "Year: 2006-07\nPool,Paid\nLD,8\n\n";
    for (below, names) in [
        ("Payments in 2007-08\nLD,9\n", vec!["second-table".to_owned()]),
        ("The outturn of 2005-06 was lower.\n", Vec::new()),
    ] {
        assert_eq!(tried(&format!("{table}{below}"), Some(&own(&[]))), (vec!["8.00".to_owned()], names), "{below}");
    }
}

#[test]
fn a_column_that_two_amounts_would_read_is_read_once_or_not_at_all() {
    let two = |heading: &str| {
        let other = format!("[[amounts]]\nkind = \"receipt\"\nheader = \"{heading}\"\nunit = \"stated\"\n\n[fixed]");
        own(&[
            ("rows = 1", "rows = 2"),
            ("\"pounds\"", "\"stated\""),
            ("\"Paid\"\n", "\"Paid (£)\"\n"),
            ("[fixed]", &other),
        ])
    };
    let missing = vec!["missing-column".to_owned()];
    let stacked = tried("Year: 2006-07\n\n,Not yet\nPool,Paid (£)\nLD,8\n", Some(&two("Not yet paid")));
    assert_eq!(stacked, (vec!["8.00".to_owned()], missing));
    let alike = tried("Year: 2006-07\n\nPool,Paid (£)\nLD,8\n", Some(&two("Paid (£m)")));
    assert_eq!(alike, (vec!["0.00".to_owned()], vec!["missing-column".into(), "unread-figures".into()]));
}

#[test]
fn a_second_table_whose_year_cannot_be_read_has_not_that_of_the_first() {
    let tables = tried("Year: 2006-07\nPool,Paid\nLD,8\n\nYear: tbc\nPool,Paid\nLD,9\n", Some(&own(&[])));
    assert_eq!(tables, (vec!["8.00".to_owned(), "0.00".to_owned()], vec!["no-period".to_owned()]));
    let adjusted = "Year: 2006-07\nPool,Paid\nLD,8\nYear end adjustment,5\nMH,7\n\nYear: 2007-08\nPool,Paid\nLD,9\n";
    assert_eq!(tried(adjusted, Some(&own(&[]))), (vec!["20.00".to_owned(), "9.00".to_owned()], Vec::new()));
    let high = own(&[("header-rows = 1", "header-rows = 3")]);
    assert_eq!(tried("Paid\nYear: 2006-07\nPool,Paid\nLD,8\n", Some(&high)), (vec!["8.00".to_owned()], Vec::new()));
}

#[test]
fn an_amount_with_its_own_unit_is_never_scaled_twice() {
    let area = Area::salford();
    let text = "[S]\nFinancial year|2006/07\nService|PCT contribution (£m)\nDrug and Alcohol|1.9 m\nLearning Difficulties|8.6\nCommunity Equipment|1.3\n";
    area.file(TRUST, workbook::from_text(text, false));
    assert_eq!(area.names(), ["not-money"]);
}

#[test]
fn a_sheet_that_was_copied_inside_a_workbook_is_counted_once() {
    let with_sheets = |sheets: &str| {
        let area = Area::salford();
        area.file(TRUST, workbook::from_text(sheets, false));
        area
    };
    let sheet = "Financial year|2006/07\nService|PCT contribution (£m)\nDrug and Alcohol|1.9\nLearning Difficulties|8.6\nCommunity Equipment|1.3\n";
    let made = with_sheets(&format!("[A]\n{sheet}[B]\n{sheet}")).published();
    assert_eq!(made.found(), [""; 0]);
    assert_eq!(made.figures().value("contributions.total", None, None), "22000000.00");
    let changed = sheet.replace("8.6", "8.7");
    assert_eq!(with_sheets(&format!("[A]\n{sheet}[B]\n{changed}")).names(), ["conflicting-returns"]);
}

#[test]
fn an_agreement_that_is_listed_twice_counts_once() {
    let again = [("Agreement", "drug-and-alcohol"), ("Title", "Again"), ("Arrangements", "Section 31 pooled fund")];
    let made = Area::salford().first_row("Agreements", &again).published();
    assert!(made.found().contains(&"unusable-cell".to_owned()));
    assert_eq!(made.figures().value("contributions.total", None, None), "22000000.00");
}

#[test]
fn a_partner_that_leaves_a_pool_without_a_word_is_named() {
    let area = Area::salford().agreement("Drug and Alcohol").commits(COUNCIL, 400_000).with("Year", "2005-06");
    area.replace(
        RETURN,
        &[("Drug and Alcohol,Salford Primary Care Trust,\"400,000.00\"\r\n", ""), ("10,200,000.00", "9,800,000.00")],
    );
    assert_eq!(area.names(), ["disinvestment"]);
}

#[test]
fn two_columns_with_one_heading_are_said() {
    let area = Area::salford();
    area.replace(
        RETURN,
        &[
            ("Pooled fund,Host,", "Pooled fund,Council budget (£),"),
            ("Alcohol,Salford Primary Care Trust", "Alcohol,\"5.00\""),
        ],
    );
    let made = area.published();
    assert!(made.found().contains(&"unread-figures".to_owned()), "{:?}", made.found());
    assert_eq!(made.json("run.json")["status"], "draft");
}

#[test]
fn an_agreement_may_be_called_total() {
    let area = Area::salford().agreement("Learning Difficulties").with("Title", "Total Communication");
    area.replace(RETURN, &[("Learning Difficulties,", "Total Communication,")]);
    let figures = area.published().figures();
    let council = figures.value("contributions.budgeted", Some("learning-difficulties"), Some(COUNCIL));
    assert_eq!(council, "8700000.00");
}

#[test]
fn a_total_that_does_not_stand_first_on_its_row_is_still_a_total() {
    let area = Area::salford();
    area.file(RETURN, "Year: 2006-07\nRef,Pooled fund,Council budget (£)\n1,Drug and Alcohol,400000\n2,Learning Difficulties,8700000\n3,Community Equipment,1100000\nx,Total,10200000\n");
    let made = area.published();
    assert_eq!(made.found(), ["unread-figures"], "the reference numbers");
    assert_eq!(made.figures().value("contributions.total", None, None), "22000000.00");
}

#[test]
fn no_figure_beside_a_figure_is_not_nil() {
    let area = Area::salford();
    area.replace(RETURN, &[("Community Equipment,", "Learning Difficulties,,..\r\nCommunity Equipment,")]);
    let made = area.published();
    assert_eq!(made.found(), ["missing-return"]);
    assert_eq!(*made.figures().value("contributions.budgeted", None, None), Value::Null);
}

#[test]
fn a_year_that_is_over_without_payments_is_no_final_paper() {
    let made = Area::salford().at("2007-04-30").published();
    assert_eq!(made.found(), ["missing-return", "not-known-to-be-paid"]);
    assert_eq!(*made.figures().value("contributions.total", None, None), Value::Null);
    assert_eq!(made.json("run.json")["status"], "draft");
}

#[test]
fn a_year_without_commitments_is_no_clean_year() {
    let area = Area::salford();
    let said = area.command("run", &["--period", "2007-08"]);
    assert_eq!(said.code, 1);
    assert!(
        said.err.contains("error[missing-commitment]") && said.err.contains("error[disinvestment]"),
        "{}",
        said.err
    );
}

#[test]
fn rounding_to_a_tenth_of_a_million_is_no_disinvestment() {
    let committed = |amount: u32| {
        Area::salford().agreement("Learning Difficulties").commits("Salford Primary Care Trust", amount).names()
    };
    assert_eq!(committed(8_649_000), [""; 0]);
    assert_eq!(committed(8_651_000), ["disinvestment"]);
}

#[test]
fn a_commitment_that_cannot_be_read_is_not_left_out_of_a_sum() {
    let made = Area::salford().agreement("Learning Difficulties").commits(COUNCIL, "8,7OO,000").published();
    assert_eq!(made.found(), ["unusable-cell"]);
    assert_eq!(*made.figures().value("contributions.committed", None, None), Value::Null);
}

#[test]
fn a_variation_that_nobody_agreed_is_named() {
    let area = Area::salford().agreement("Learning Difficulties").varies(COUNCIL, "", -100_000);
    area.replace(RETURN, &[("8,700,000.00", "8,600,000.00"), ("10,200,000.00", "10,100,000.00")]);
    assert_eq!(area.names(), ["disinvestment", "variation-incomplete"], "it makes no cut an agreed one");
}

#[test]
fn a_note_about_nothing_is_refused_and_an_acknowledgement_is_printed() {
    let noted =
        |about: &str| Area::salford().agreement("Learning Difficulties").note("why", "The pool").with("About", about);
    assert_eq!(noted("wy").names(), ["unusable-cell"]);
    let area = noted("disinvestment");
    area.replace(RETURN, &[("8,700,000.00", "8,600,000.00"), ("10,200,000.00", "10,100,000.00")]);
    assert_eq!(area.command("run", &["-q"]).code, 0, "an officer has acknowledged it");
    assert!(area.newest().words().contains("Acknowledged"));
}

#[test]
fn a_thousand_cells_that_are_not_money_are_said_together() {
    let area = Area::salford();
    let rows: String = (0..1_000).map(|_| "Drug and Alcohol,,8O0\r\n").collect();
    area.replace(RETURN, &[("Total,", &format!("{rows}Total,"))]);
    assert_eq!(area.findings().iter().filter(|finding| finding["name"] == "not-money").count(), 11);
}

#[test]
fn an_agreement_that_has_ended_is_neither_withdrawn_nor_missing() {
    let area = Area::salford()
        .agreement("Old Pool")
        .arrangements("Section 31 pooled fund")
        .host("Salford Primary Care Trust")
        .with("Start", "2000-04-01")
        .with("End", "2006-03-31")
        .commits_for("2005-06", COUNCIL, 500_000);
    let made = area.published();
    assert_eq!(made.found(), [""; 0]);
    let figures = made.figures();
    assert_eq!(figures.value("contributions.total", None, None), "22000000.00");
    let share = figures.0.iter().find(|figure| figure["definition"] == "council-share").unwrap();
    assert_eq!(share["percent"], "8.2");
}

#[test]
fn a_finding_in_a_thousand_cells_still_makes_a_pack() {
    let area = Area::salford();
    let rows: String = (0..1_000).map(|pounds| format!("Somewhere else,,\"{pounds}.00\"\r\n")).collect();
    area.replace(RETURN, &[("Total,", &format!("{rows}Total,"))]);
    let made = area.published();
    assert_eq!(made.found(), ["totals-disagree", "unknown-agreement"]);
    assert!(!made.bytes("figures.xlsx").is_empty());
}

#[test]
fn the_budget_of_a_month_is_not_the_year_s() {
    let area = Area::salford().period("2006-07-M02");
    let returned = |text: &str| {
        area.file("returns/salford-primary-care-trust/months.csv", text);
        area.published().figures()
    };
    let figures = returned(
        "Financial year: 2006-07\n,April,,May,\nScheme,Budget (£),Actual (£),Budget (£),Actual (£)\nDrug and Alcohol,100,90,100,120\n",
    );
    let pool = Some("drug-and-alcohol");
    assert_eq!(figures.value("expenditure.actual", pool, None), "210.00", "April and May");
    assert_eq!(*figures.value("expenditure.budget", pool, None), Value::Null, "ten months are to come");
    let figures = returned(
        "Period: 2006-07-M02\nScheme,Annual budget (£),Actual to date (£),Forecast outturn (£)\nDrug and Alcohol,1200,210,1300\n",
    );
    assert_eq!(figures.value("variance", pool, None), "-2298700.00", "the year's forecast less the agreed pool");
}

#[test]
fn a_sheet_that_is_filled_to_the_edge_may_have_lost_its_end() {
    let area = Area::salford();
    // Rows without an amount are rows, too, and cost less.
    let said = |rows: usize, columns: usize| {
        let row = format!("2006-05-02,Housing,{}\n", ",".repeat(columns.saturating_sub(3)));
        let text = format!("Date of payment,Directorate,Amount\n{}", row.repeat(rows - 1));
        area.file("returns/salford-city-council/payments.csv", text);
        area.screen()
    };
    assert!(!said(65_535, 3).contains("truncated-sheet"));
    assert!(!said(65_537, 3).contains("truncated-sheet"));
    let words = "warning[truncated-sheet]: sheet `payments` has 65,536 rows, and a workbook of Excel before 2007 holds no more \
                 than 65,536: some may have fallen off";
    let full = said(65_536, 3);
    assert!(full.contains(words), "{full}");
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 255, "lone").unwrap();
    let wide = "returns/salford-city-council/wide.xlsx";
    area.file(wide, book.save_to_buffer().unwrap());
    assert!(!said(3, 3).contains("truncated-sheet"), "one cell in the last column");
    book.worksheet_from_index(0).unwrap().write_string(0, 254, "beside it").unwrap();
    area.file(wide, book.save_to_buffer().unwrap());
    assert!(said(3, 3).contains("sheet `Sheet1` has 256 columns"));
}
