//! Periods in the spellings seen, and the laws of their grammar over random texts.

use proptest::prelude::Strategy;
use proptest::sample::select;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use proptest::{prop_assert, prop_assert_eq};

use super::{BareNumber, Run, Spoken, financial, in_title, labelled, of_run, part, to_month};
use crate::model::period::{Part, Year};

fn shown(said: Spoken) -> String {
    let period = said.period().map_or_else(|| format!("{:?}", said.part), |period| period.to_string());
    match said.run {
        Run::Unsaid => period,
        run => format!("{period} {run:?}"),
    }
}

#[test]
fn a_labelled_cell_says_a_period_in_many_spellings() {
    for (text, bare, expected) in [
        ("2025/26", BareNumber::Month, "2025-26"),
        ("2025 - 26", BareNumber::Month, "2025-26"),
        ("1999-00", BareNumber::Month, "1999-00"),
        ("FY 25/26", BareNumber::Month, "2025-26"),
        ("Financial year: 2025-2026", BareNumber::Month, "2025-26"),
        ("2025-26-Q3", BareNumber::Month, "2025-26-Q3"),
        ("Mth 9 2025/26", BareNumber::Unknown, "2025-26-M09"),
        ("2025/26 AP9", BareNumber::Unknown, "2025-26-M09"),
        ("Per. 9, 2025/26", BareNumber::Unknown, "2025-26-M09"),
        ("Period 9 of 12, 2025/26", BareNumber::Unknown, "2025-26-M09"),
        ("month nine 2025/26", BareNumber::Unknown, "2025-26-M09"),
        ("9 2025/26", BareNumber::Month, "2025-26-M09"),
        ("2025/26 (09)", BareNumber::Month, "2025-26-M09"),
        ("3 2025/26", BareNumber::Quarter, "2025-26-Q3"),
        ("3rd quarter 2025/26", BareNumber::Unknown, "2025-26-Q3"),
        ("third quarter 2025/26", BareNumber::Unknown, "2025-26-Q3"),
        ("Qtr three, 2025/26", BareNumber::Unknown, "2025-26-Q3"),
        ("Q3 (Oct-Dec) 2025/26", BareNumber::Unknown, "2025-26-Q3"),
        ("1 April - 31 December 2025", BareNumber::Unknown, "2025-26-M09 ToDate"),
        ("Y/E 31 March 2026", BareNumber::Unknown, "2025-26"),
        ("m/e 31/12/2025", BareNumber::Unknown, "2025-26-M09"),
        ("2025\u{2011}26 outturn", BareNumber::Unknown, "2025-26"),
        ("M9 2025/26 v2", BareNumber::Unknown, "2025-26-M09"),
        ("October 2025 to December 2025", BareNumber::Unknown, "2025-26-Q3 Own"),
        ("1 April 2025 to 31 December 2025", BareNumber::Unknown, "2025-26-M09 ToDate"),
        ("H1 2025/26", BareNumber::Unknown, "2025-26-M06 ToDate"),
        ("first half of 2025/26", BareNumber::Unknown, "2025-26-M06 ToDate"),
        ("nine months to 31 December 2025", BareNumber::Unknown, "2025-26-M09 ToDate"),
        ("three months to Dec 2025", BareNumber::Unknown, "2025-26-Q3 Own"),
        ("quarter ended 31 December 2025", BareNumber::Unknown, "2025-26-Q3"),
        ("year ended 31 March 2026", BareNumber::Unknown, "2025-26"),
        ("12 months to March 2026", BareNumber::Unknown, "2025-26"),
        ("to end of Dec 2025/26", BareNumber::Month, "2025-26-M09 ToDate"),
        ("as at 31st December 2025", BareNumber::Month, "2025-26-M09"),
        ("31/12/2025", BareNumber::Month, "2025-26-M09"),
        ("Q3 YTD 2025/26", BareNumber::Unknown, "2025-26-Q3 ToDate"),
        ("P1-P9 2025/26", BareNumber::Unknown, "2025-26-M09 ToDate"),
        ("2025-26 M9 (£000)", BareNumber::Month, "2025-26-M09"),
        ("M9", BareNumber::Month, "Some(Month(9))"),
    ] {
        assert_eq!(labelled(text, bare).map(shown).as_deref(), Ok(expected), "{text}");
    }
}

#[test]
fn what_bears_on_a_period_and_is_not_understood_refuses_it() {
    for text in [
        "2025/26 wk 39",
        "2025/26 week 39",
        "2025/26 year to date",
        "M9 2025/26 compared with M9 2024/25",
        "2024/25 to 2025/26",
        "M8 2025/26 and M9",
        "H2 2025/26",
        "year ended 31 December 2025",
        "six months to December 2025",
        "15 December 2025",
        "FY25",
        "2025-6",
        "202509",
        "2025/26 kitchen",
        "Mon 6 May 2025",
        "soon",
        "",
    ] {
        assert!(labelled(text, BareNumber::Month).is_err(), "{text}");
    }
}

#[test]
fn a_title_says_a_period_among_words_that_bear_on_none() {
    for (text, expected) in [
        ("PSS EX1 Return for 2000-2001", Ok(Some("2000-01"))),
        ("contributions-2006-07", Ok(Some("2006-07"))),
        ("Section 75 monitoring 2024/25 month 6", Ok(Some("2024-25-M06"))),
        ("Payments over £25,000.00, Q2 2024-25", Ok(Some("2024-25-Q2"))),
        ("pool_M6_2024-25", Ok(Some("2024-25-M06"))),
        ("Position at month 6", Ok(Some("Some(Month(6))"))),
        ("Room M6, Civic Centre", Ok(None)),
        ("Prepared on 30 September 2024", Ok(None)),
        ("All figures in £000", Ok(None)),
        ("Better Care Fund", Ok(None)),
        ("Cabinet report, Month 9 2025/26", Ok(Some("2025-26-M09"))),
        ("Cabinet report, November 2025", Ok(None)),
        ("Year to date position, Month 9 2025/26", Ok(Some("2025-26-M09 ToDate"))),
        ("May be subject to change", Err(())),
        ("Forecast to 31 March 2026", Ok(None)),
        ("Wards 24-25", Ok(None)),
        ("Month 9 2025/26 v1.2", Ok(Some("2025-26-M09"))),
        ("December: 24 schemes", Err(())),
        ("Not Month 9 2025/26", Err(())),
        ("Academic year 2025/26 M9", Err(())),
        ("30 September 2024", Err(())),
        ("1994-95 to 2006-07", Err(())),
        ("2024/25 compared with last year", Ok(None)),
        ("2024/25 compared with 2023/24", Err(())),
        ("spend 2012-04", Err(())),
    ] {
        let read = in_title(text).map(|said| said.map(shown));
        assert_eq!(read.as_ref().map(Option::as_deref).map_err(|_| ()), expected, "{text}");
    }
}

#[test]
fn headings_name_parts_of_a_year() {
    for (words, expected) in [
        ("Apr", Some("Some(Month(1))")),
        ("March", Some("Some(Month(12))")),
        ("Sept", Some("Some(Month(6))")),
        ("M1", Some("Some(Month(1))")),
        ("M1 Apr", Some("Some(Month(1))")),
        ("P13", Some("Some(Month(12))")),
        ("Qtr 2", Some("Some(Quarter(2))")),
        ("Q 3", Some("Some(Quarter(3))")),
        ("2nd Quarter", Some("Some(Quarter(2))")),
        ("Q2 (Jul-Sep)", Some("Some(Quarter(2))")),
        ("Q2 %", None),
        ("Jun?", None),
        ("Q2 YTD", Some("Some(Quarter(2)) ToDate")),
        ("Apr-24", Some("2024-25-M01")),
        ("January 2025", Some("2024-25-M10")),
        ("2024-04-01", Some("2024-25-M01")),
        ("2024-04", Some("2024-25-M01")),
        ("04/2024", Some("2024-25-M01")),
        ("Q1 2024/25", Some("2024-25-Q1")),
        ("Q2 Forecast", None),
        ("Full year", None),
        ("Budget", None),
        ("Ma", None),
        ("Q5", None),
        ("", None),
    ] {
        assert_eq!(part(words, false).map(shown).as_deref(), expected, "{words}");
    }
}

#[test]
fn a_run_of_months_is_a_period() {
    for (words, expected) in [
        ("July 2010-September 2010", Some("2010-11-Q2")),
        ("Apr 2010 to Mar 2011", Some("2010-11")),
        ("January 2011", Some("2010-11-M10")),
        ("July 2010-October 2010", None),
        ("soon", None),
    ] {
        assert_eq!(of_run(words).map(|period| period.to_string()).as_deref(), expected, "{words}");
    }
    assert_eq!(financial("201009").map(|period| period.to_string()).as_deref(), Ok("2010-11-M09"), "December 2010");
    assert!(financial("201014").is_err());
}

const MONTHS: [&str; 12] = [
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
    "January",
    "February",
    "March",
];

/// A period in one of its spellings, and what it is.
fn spelling() -> impl Strategy<Value = (String, Spoken)> {
    let years = 1990_u16..2040;
    let year_forms = select(vec!["{}/{}", "{}-{}", "FY{}/{}", "{} - {}", "financial year {}/{}"]);
    let part_forms = select(vec![
        "",
        "M{}",
        "Month {}",
        "P0{}",
        "Pd {}",
        "Mth {}",
        "Period {}",
        "AP{}",
        "Q{q}",
        "Qtr {q}",
        "quarter {q}",
        "{name}",
        "{name3}",
    ]);
    (years, 1_u8..=9, year_forms, part_forms, proptest::bool::ANY).prop_map(|(start, month, year, form, first)| {
        let quarter = (month - 1) / 3 + 1;
        let name = MONTHS[usize::from(month) - 1];
        let part = form
            .replace("{q}", &quarter.to_string())
            .replace("{name3}", &name[..3])
            .replace("{name}", name)
            .replace("{}", &month.to_string());
        let year = year.replacen("{}", &start.to_string(), 1).replacen("{}", &format!("{:02}", (start + 1) % 100), 1);
        let meant = match form {
            "" => None,
            form if form.contains("{q}") => Some(Part::Quarter(quarter)),
            _ => Some(Part::Month(month)),
        };
        let text = if first { format!("{part} {year}") } else { format!("{year} {part}") };
        (text.trim().to_owned(), Spoken { year: Year::starting(start), part: meant, run: Run::Unsaid })
    })
}

fn law(check: impl Fn((String, Spoken), usize, bool) -> Result<(), proptest::test_runner::TestCaseError>) {
    let config = Config { cases: 10_000, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let texts = (spelling(), 0..1_000_usize, proptest::bool::ANY);
    runner.run(&texts, |(said, word, before)| check(said, word, before)).unwrap();
}

#[test]
fn every_period_in_every_spelling_reads_back() {
    law(|(text, meant), _, _| {
        prop_assert_eq!(labelled(&text, BareNumber::Unknown).ok(), Some(meant), "{}", &text);
        prop_assert_eq!(in_title(&text).ok().flatten(), Some(meant), "{}", &text);
        Ok(())
    });
}

#[test]
fn a_word_that_bears_on_a_period_is_never_ignored() {
    let words =
        ["week 3", "half", "compared", "17", "previous", "since", "1985/86", "Q4 to Q2", "M11", "weeks", "kitchen"];
    law(|(text, meant), word, before| {
        let word = words[word % words.len()];
        let text = if before { format!("{word} {text}") } else { format!("{text} {word}") };
        prop_assert!(labelled(&text, BareNumber::Unknown).ok() != Some(meant), "{}", &text);
        if word != "kitchen" {
            prop_assert!(in_title(&text).ok().flatten() != Some(meant), "{}", &text);
        }
        Ok(())
    });
}

#[test]
fn a_word_that_bears_nothing_changes_no_titles_meaning() {
    let words = [
        "Salford",
        "pooled fund",
        "Monitoring,",
        "(unaudited)",
        "section 75",
        "EX1",
        "over £25,000",
        "– revised",
        "BCF:",
    ];
    law(|(text, meant), word, before| {
        let word = words[word % words.len()];
        let text = if before { format!("{word} {text}") } else { format!("{text} {word}") };
        prop_assert_eq!(in_title(&text).ok().flatten(), Some(meant), "{}", &text);
        Ok(())
    });
}

#[test]
fn a_month_to_which_amounts_run_stays_that_month() {
    for (text, month) in
        [("to M3", 3), ("To June", 3), ("up to the end of P9", 9), ("to end Mar", 12), ("until month 12", 12)]
    {
        let said = to_month(text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!((said.part, said.run), (Some(Part::Month(month)), Run::ToDate), "{text}");
    }
    for text in ["M3", "June", "to Q1", "to date", "April to June", "to be paid in June", "to H1", "June to"] {
        assert_eq!(to_month(text), None, "{text}");
    }
}
