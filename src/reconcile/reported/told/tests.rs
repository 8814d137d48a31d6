//! What is told of a figure.

use super::{Asked, Class, Form, Kind, Ledger, Reported, Told};
use crate::model::account::{SheetAccount, Tally};
use crate::model::entry::{AmountSubject, Entry};
use crate::model::money::Money;
use crate::model::origin::{Address, Origin};

/// What somebody says in a file, as exact as half of a step in pence.
fn said(kind: Kind, period: &str, reporter: &str, file: &str, line: Option<&str>, (pence, step): (i64, i64)) -> Entry {
    let file: std::sync::Arc<str> = format!("{file}.csv").into();
    let subject = AmountSubject {
        kind,
        agreement: Some("pool".to_owned()),
        scheme: None,
        line: line.map(str::to_owned),
        partner: Some("Council".to_owned()),
        reporter: Some(reporter.to_owned()),
        class: Class::Revenue,
        form: Form::Cash,
    };
    let (amount, slack) = (Money::from_sum(pence), Money::from_sum(step));
    let origin = Origin { file: file.clone(), sheet: file, cell: Address { row: 1, column: 1 } };
    let (period, text) = (period.parse().unwrap(), String::new());
    Entry {
        subject,
        period,
        day: None,
        cumulative: false,
        amount,
        slack,
        step: slack,
        origin,
        table: 1,
        text,
        payment: None,
    }
}

/// What all of it comes to by the end of a period of 2024-25.
fn comes_to(kind: Kind, entries: Vec<Entry>, by: &str) -> Reported {
    let account = |entry: &Entry| {
        let accepted = Tally { cells: 1, amount: Some(entry.amount) };
        SheetAccount::of_accepted(entry.origin.file.clone(), entry.origin.sheet.clone(), accepted)
    };
    let accounts = entries.iter().map(account).collect();
    let ledger = Ledger::new(entries, Vec::new(), accounts).unwrap();
    let asked = Asked { agreement: "pool", kind, class: Class::Revenue, of: None };
    Told::about(&ledger, asked, "2024-25".parse().unwrap(), |_| true).by_the_end_of(by.parse().unwrap())
}

/// What a quarter comes to, where each month has a file with some of two lines.
fn quarter(kind: Kind, months: &[(u8, &[&str])]) -> Reported {
    let of_month = |(month, lines): &(u8, &[&str])| {
        let (period, file) = (format!("2024-25-M{month:02}"), format!("m{month}"));
        let line = |line: &&str| said(kind, &period, "Council", &file, Some(line), (100, 0));
        lines.iter().map(line).collect::<Vec<_>>()
    };
    comes_to(kind, months.iter().flat_map(of_month).collect(), "2024-25-Q1")
}

#[test]
fn spending_may_lack_a_line_in_a_month_and_a_contribution_may_not() {
    let all: &[(u8, &[&str])] = &[(1, &["Meals", "Beds"]), (2, &["Meals"]), (3, &["Meals", "Beds"])];
    let pence = |reported: &Reported| reported.figure().map(|sum| sum.amount.pence());
    assert_eq!(pence(&quarter(Kind::Expenditure, all)), Some(500));
    let is_open = |reported: &Reported| matches!(reported, Reported::Incomplete { refused: false, .. });
    assert!(is_open(&quarter(Kind::Contribution, all)), "nothing says that Beds were not paid in May");
    let whole: &[(u8, &[&str])] = &[(1, &["Meals"]), (2, &["Meals"]), (3, &["Meals"])];
    assert_eq!(pence(&quarter(Kind::Contribution, whole)), Some(300));
    let files: &[(u8, &[&str])] = &[(1, &["Meals", "Beds"]), (3, &["Meals", "Beds"])];
    let may = |reported: &Reported| match reported {
        Reported::AtLeast(partly) => Some((partly.known.amount.pence(), partly.in_words().to_string())),
        _ => None,
    };
    let known = may(&quarter(Kind::Expenditure, files));
    assert_eq!(known, Some((400, "no return for May 2024".to_owned())), "May is missing");
    let apart: &[(u8, &[&str])] = &[(1, &["Meals"]), (2, &["Meals"]), (3, &["Meals"]), (4, &["Beds"])];
    assert_eq!(pence(&quarter(Kind::Expenditure, apart)), Some(300), "July is not of the quarter");
}

#[test]
fn what_another_says_in_thousands_is_no_conflict() {
    let by = |reporter: &str, figure| said(Kind::Contribution, "2024-25", reporter, reporter, None, figure);
    let of = |thousands: i64| {
        let entries = vec![by("A", (thousands * 100_000, 50_000)), by("Council", (123_456_700, 50))];
        comes_to(Kind::Contribution, entries, "2024-25")
    };
    assert_eq!(of(1_235).figure().map(|sum| (sum.amount.pence(), sum.origins.len())), Some((123_456_700, 1)));
    assert!(matches!(of(1_236), Reported::Conflict(_)));
}

#[test]
fn a_whole_written_to_the_penny_is_held_against_all_of_its_lines() {
    let by = |file, line, figure| said(Kind::Contribution, "2024-25", "Council", file, line, figure);
    let of = |whole| {
        let lines = [by("a", Some("Beds"), (10_000, 50)), by("b", Some("Hoists"), (20_000, 50))];
        comes_to(Kind::Contribution, lines.into_iter().chain([by("c", None, (whole, 0))]).collect(), "2024-25")
    };
    assert_eq!(of(30_000).figure().map(|sum| sum.amount.pence()), Some(30_000));
    assert!(matches!(of(30_001), Reported::Conflict(_)));
}

#[test]
fn a_forecast_of_the_year_is_kept_as_it_stood_at_each_time() {
    let to_date = |period: &str, file: &str, pence: i64| Entry {
        cumulative: true,
        ..said(Kind::Forecast, period, "Council", file, None, (pence, 0))
    };
    let of_a_month = said(Kind::Forecast, "2024-25-M01", "Council", "april", None, (5, 0));
    let entries = vec![
        to_date("2024-25-M05", "august", 300),
        to_date("2024-25-M02", "may", 200),
        to_date("2024-25-M03", "june", 210),
        to_date("2024-25-Q1", "quarter", 220),
        to_date("2024-25-M06", "september", 400),
        to_date("2023-24-M02", "last-may", 900),
        of_a_month,
    ];
    let account = |entry: &Entry| {
        let accepted = Tally { cells: 1, amount: Some(entry.amount) };
        SheetAccount::of_accepted(entry.origin.file.clone(), entry.origin.sheet.clone(), accepted)
    };
    let accounts = entries.iter().map(account).collect();
    let ledger = Ledger::new(entries, Vec::new(), accounts).unwrap();
    let asked = Asked { agreement: "pool", kind: Kind::Forecast, class: Class::Revenue, of: None };
    let told = Told::about(&ledger, asked, "2024-25".parse().unwrap(), |_| true);
    let stood = told.as_it_stood_before("2024-25-Q2".parse().unwrap());
    let stood: Vec<(String, Option<i64>)> =
        stood.into_iter().map(|(part, said)| (part.to_string(), said.figure().map(|sum| sum.amount.pence()))).collect();
    let known = |part: &str, pence: Option<i64>| (part.to_owned(), pence);
    let june = known("2024-25-M03", None);
    assert_eq!(stood, [known("2024-25-M02", Some(200)), june, known("2024-25-M05", Some(300))], "June is in conflict");
}
