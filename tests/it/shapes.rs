//! Shapes: a small look-alike of each kind of sheet that the shipped layouts read, under `tests/shapes/`, with what `try` says.
//!
//! Names and figures are invented; the shape is that of a real published file, so that it is held where those are not at hand.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use crate::support::trial::{found, pence, tried};
use crate::support::{Area, expect_file, root, scrutiny};

/// A look-alike, and what must come of it.
struct Shape {
    file: &'static str,
    layouts: &'static [&'static str],
    /// What its lines come to, added up by hand.
    adds_up_to: &'static str,
    findings: &'static [&'static str],
}

const SHAPES: [Shape; 16] = [
    of("Northbridge.csv", &["pss-ex1-2000"], "1531800.00", &[]),
    of("RS capital items 2018-19.csv", &["revenue-outturn-capital"], "30000.00", &["unread-figures"]),
    of("RS total 2018-19.csv", &["revenue-outturn-total"], "300000.00", &["unread-figures"]),
    of("adults_and_children_901-Northbridge.csv", &["pss-ex1-2007"], "5795940.00", &[]),
    of("contributions-to-date.csv", &["contributions-to-date"], "33500000.50", &[]),
    of("councils-across.xlsx", &["councils-across-net", "councils-across-gross"], "1189200.00", &[]),
    of("monthly-monitoring.xlsx", &["monthly-monitoring"], "7014750.00", &["number-as-text"]),
    of("payments-of-a-council.csv", &["payments"], "63106.17", &["parts-disagree"]),
    of("payments-of-care-boards.xlsx", &["payments", "payments"], "2957000.50", &[]),
    of("payments-with-brackets.csv", &["payments"], "16920.46", &["not-money"]),
    of("quarterly-contributions.xlsx", &["quarterly-contributions"], "1634500.75", &[]),
    of(
        "revenue-outturn.xlsx",
        &["revenue-outturn"],
        "481505875.00",
        &["unread-figures", "unread-figures", "hidden-content"],
    ),
    of("social-care-by-council.xlsx", &["pss-ex1-2000", "pss-ex1-2000", "pss-ex1-2000"], "11600800.00", &[]),
    of("two-periods.xlsx", &["council-contribution-budget", "council-contribution-budget"], "2290000.50", &[]),
    of("year-to-date-monitoring.xlsx", &["year-to-date-monitoring"], "5144250.00", &[]),
    of("years-across.xlsx", &["years-across-gross"], "7245750.00", &["unread-figures"]),
];

const fn of(
    file: &'static str,
    layouts: &'static [&'static str],
    adds_up_to: &'static str,
    findings: &'static [&'static str],
) -> Shape {
    Shape { file, layouts, adds_up_to, findings }
}

fn shape(name: &str) -> PathBuf {
    root().join("tests/shapes").join(name)
}

#[test]
fn each_shape_is_read_as_it_should_be() {
    for Shape { file, layouts, adds_up_to, .. } in SHAPES {
        // From the project's folder, so that the path is the same everywhere.
        let said = scrutiny(&["try", &format!("tests/shapes/{file}"), "--json"]);
        assert!(said.code < 2, "{file}: {}", said.err);
        expect_file(&shape(file).with_extension("json"), said.out.as_bytes());
        let trial = tried(&shape(file), &[]);
        let read: Vec<&str> = trial.tables().filter_map(|table| table.layout.as_deref()).collect();
        assert_eq!(read, layouts, "{file}");
        assert_eq!(trial.accepted(), pence(adds_up_to), "{file}");
    }
}

#[test]
fn each_shape_raises_what_is_wrong_with_it_and_no_more() {
    for Shape { file, findings, .. } in SHAPES {
        let found = found(&shape(file));
        assert_eq!(found.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), findings, "{file}: {found:#?}");
    }
}

#[test]
fn every_file_among_the_shapes_is_tried() {
    let entries = fs::read_dir(root().join("tests/shapes")).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let files: BTreeSet<String> = names.filter(|name| name.ends_with(".csv") || name.ends_with(".xlsx")).collect();
    assert_eq!(files, SHAPES.iter().map(|shape| shape.file.to_owned()).collect());
}

#[test]
fn payments_of_a_directorate_that_the_register_names_are_the_pools_and_all_others_are_outside() {
    let council = "Northbridge City Council";
    let area = Area::new()
        .period("2024-25-M01")
        .at("2024-04-30")
        .partner(council, "council")
        .agreement("Better Care Fund")
        .with("Agreement", "pool")
        .row("Names", &[("Partner or agreement", "pool"), ("Name seen", "Better Care Fund Pooled Budget")]);
    let payments = fs::read(shape("payments-of-a-council.csv")).unwrap();
    area.file("returns/northbridge-city-council/payments.csv", payments);
    let said = area.run();
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(!said.err.contains("unknown-agreement"), "{}", said.err);
    let figures = area.newest().figures();
    let spent: Vec<(&str, &str)> = figures
        .0
        .iter()
        .filter(|figure| figure["id"] == "expenditure.actual" && figure["agreement"].is_string())
        .filter_map(|figure| Some((figure["agreement"].as_str()?, figure["value"].as_str()?)))
        .collect();
    // 48,000.00 less the 600.00 that came back.
    assert_eq!(spent, [("pool", "47400.00")]);
}
