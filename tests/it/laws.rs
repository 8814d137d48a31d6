//! Laws that hold for any input: what does not change a return does not change what is read from it.

use std::fs;

use proptest::prelude::{Just, Strategy, any, prop};
use proptest::test_runner::{Config, TestRunner};
use scrutiny::model::money::Money;
use serde_json::Value;

use crate::support::Area;

const COUNCIL: &str = "returns/salford-city-council/contributions-2006-07.csv";

/// The council's return with its lines in an order, its columns in an order, and titles and blank lines above.
fn csv(lines: &[(String, i64)], amount_first: bool, titles: usize, blanks: usize, total: bool) -> String {
    let mut text = "A title,,\n".repeat(titles) + "Year: 2006-07,,\n" + &"\n".repeat(blanks);
    let mut row = |name: &str, amount: &str| {
        let cells = if amount_first { [amount, name] } else { [name, amount] };
        text.push_str(&format!("\"{}\",\"{}\"\n", cells[0], cells[1]));
    };
    row("Pooled fund", "Council budget (£)");
    for (name, pounds) in lines {
        row(name, &format!("{pounds}.00"));
    }
    if total {
        row("Total", &format!("{}.00", lines.iter().map(|(_, pounds)| pounds).sum::<i64>()));
    }
    text
}

/// The figures, and the amounts of the ledger and what they come to.
fn figures(area: &Area, text: &str) -> (Value, usize, Money) {
    area.file(COUNCIL, text);
    let (_, report) = area.load();
    let figures = report.pack.figures;
    let ledger = &figures.books.ledger;
    (serde_json::to_value(figures.records("salford")).unwrap(), ledger.len(), ledger.total())
}

#[test]
fn the_order_of_rows_and_columns_and_what_stands_above_change_nothing() {
    let area = Area::salford();
    let pools = ["Drug and Alcohol", "Learning Difficulties", "Community Equipment"];
    let lines: Vec<(String, i64)> =
        pools.iter().zip([400_000, 8_600_000, 1_100_000]).map(|(name, pounds)| ((*name).to_owned(), pounds)).collect();
    let expected = figures(&area, &csv(&lines, false, 1, 1, true));
    let shapes = (Just(lines).prop_shuffle(), any::<bool>(), 0..3_usize, 0..4_usize, any::<bool>());
    let mut runner = TestRunner::new_with_rng(
        Config { cases: 24, failure_persistence: None, ..Config::default() },
        proptest::test_runner::TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha),
    );
    runner
        .run(&shapes, |(lines, amount_first, titles, blanks, total)| {
            proptest::prop_assert_eq!(&figures(&area, &csv(&lines, amount_first, titles, blanks, total)), &expected);
            Ok(())
        })
        .unwrap();
}

#[test]
fn no_bytes_make_the_run_fail() {
    let area = Area::salford();
    let names = ["odd.csv", "odd.xlsx", "odd.xls", "odd.ods"];
    let starts: [&[u8]; 5] =
        [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe", b"Pooled fund,Council budget (\xa3)\n"];
    let files = (0..names.len(), 0..starts.len(), prop::collection::vec(any::<u8>(), 0..300));
    let mut runner = TestRunner::new_with_rng(
        Config { cases: 48, failure_persistence: None, ..Config::default() },
        proptest::test_runner::TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha),
    );
    runner
        .run(&files, |(name, start, rest)| {
            let path = area.input().join("returns/salford-city-council").join(names[name]);
            fs::write(&path, [starts[start], &rest].concat()).unwrap();
            let said = area.command("check", &["-q"]);
            fs::remove_file(&path).unwrap();
            proptest::prop_assert!(said.code < 2, "{}", said.err);
            Ok(())
        })
        .unwrap();
}
