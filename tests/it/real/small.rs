//! Small files with the shape of real ones that were misread: headings in one word, sheets with `of which`, damaged workbooks.

use std::path::PathBuf;

use crate::support::trial::{found, pence, thousands, tried};
use crate::support::{root, say, scrutiny};

/// A small file; none where they are not at hand.
fn small(name: &str) -> Option<PathBuf> {
    let folder = root().join("../shared/small-real");
    if !folder.is_dir() {
        say("skipped: ../shared/small-real is not here");
        return None;
    }
    Some(folder.join(name))
}

#[test]
fn a_ledger_with_headings_in_one_word_is_read() {
    let Some(file) = small("leeds-camelcase.csv") else { return };
    let trial = tried(&file, &[]);
    let table = trial.table();
    assert_eq!((table.layout.as_deref(), table.accepted_cells, table.cells()), (Some("payments"), 40, 40));
    assert_eq!(table.accepted, "187339.54");
    assert!(table.totals.iter().all(|total| total.period == "2012-13-M08"));
}

#[test]
fn a_ledger_of_a_care_board_is_read() {
    let Some(file) = small("nhs-over-25k.csv") else { return };
    let trial = tried(&file, &[]);
    let table = trial.table();
    assert_eq!((table.layout.as_deref(), table.accepted.as_str()), (Some("payments"), "38351850.00"));
    assert!(table.totals.iter().all(|total| total.period == "2024-25-M01"));
}

#[test]
fn what_a_line_consists_of_is_not_counted_again() {
    let Some(file) = small("pss-ex1-2006-07-salford.xlsx") else { return };
    let trial = tried(&file, &[]);
    let table = trial.table();
    let figures = ["social-care-gross", "joint-arrangements", "nhs-income"];
    let figures = figures.map(|figure| table.line(figure).map(thousands).unwrap());
    assert_eq!(figures, ["124062.0", "4377.0", "8080.0"]);
    assert_eq!((table.refused_cells, table.totals[0].period.as_str()), (0, "2006-07"));
    let found = found(&file);
    // Each amount is given to far more decimals than a penny; all totals agree with their lines.
    assert_eq!(found.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["sub-penny"], "{found:#?}");
}

#[test]
fn what_no_layout_reads_is_named_and_may_be_drafted() {
    for name in [
        "budget-years-across.csv",
        "total-at-the-end.csv",
        "Test_git_issue_111_NoRowRecords.xls",
        "Test_git_issue_411.xls",
    ] {
        let Some(file) = small(name) else { return };
        assert_eq!(tried(&file, &[]).accepted(), pence("0.00"), "{name}");
        assert_eq!(found(&file)[0].name, "unrecognised-sheet", "{name}");
    }
    let Some(file) = small("budget-years-across.csv") else { return };
    let said =
        scrutiny(&["draft-layout", file.to_str().unwrap(), "--templates", root().join("templates").to_str().unwrap()]);
    assert_eq!(said.code, 0, "{}", said.err);
}
