//! Classes: a word in a column of classes is understood, or its amounts are refused; none is taken for revenue.

use std::fs;

use serde_json::Value;

use crate::support::Area;
use crate::support::trial::{Trial, tried};

const PAYMENTS: &str = "Payment date,Supplier,Directorate,HEADING,Amount\n";

/// What `try` makes of payments of £1, £2, £4 … under a heading, one for each class.
fn payments(heading: &str, classes: &[&str]) -> Trial {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("paid.csv");
    let mut text = PAYMENTS.replace("HEADING", heading);
    for (place, class) in classes.iter().enumerate() {
        text.push_str(&format!("03/04/2006,Acme,Equipment,{class},{}.00\n", 1 << place));
    }
    fs::write(&file, text).unwrap();
    tried(&file, &[])
}

#[test]
fn an_amount_whose_class_is_not_understood_is_refused() {
    let trial = payments("Capital/Revenue", &["C", "Kapital", "R", "Capital charges", "Revenue grants"]);
    assert_eq!(trial.accepted(), 100 + 400 + 1600);
    assert!(trial.table().refusals.iter().all(|refusal| refusal.finding == "class-unknown"));
    assert_eq!(trial.refused(), [("E3", "2.00"), ("E5", "8.00")]);
}

#[test]
fn a_letter_is_a_class_only_where_the_column_says_so() {
    assert_eq!(payments("Type of expenditure", &["C", "R", "Cap"]).refused(), []);
    let trial = payments("Type of expenditure", &["C", "Revenue", "Kapital"]);
    assert_eq!(trial.refused(), [("E2", "1.00"), ("E4", "4.00")]);
}

#[test]
fn a_column_of_other_types_costs_nothing() {
    assert_eq!(payments("Type", &["Invoice", "Standing order"]).refused(), []);
}

#[test]
fn a_class_of_the_register_that_is_not_understood_costs_its_row() {
    let area = Area::finding("class-unknown");
    let figures = area.published().figures();
    for id in ["contributions.committed", "contributions.difference"] {
        let key = [("id", Some(id))];
        let values: Vec<&Value> = figures.having(&key).map(|one| &one["value"]).collect();
        assert!(!values.is_empty() && values.iter().all(|value| value.is_null()), "{id}: {values:?}");
    }
    assert_eq!(area.found(), ["error class-unknown", "error class-unknown"], "one in the register, one in a return");
}
