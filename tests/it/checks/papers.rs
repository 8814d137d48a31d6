//! What stands behind money: ends, signatures, boards, and what nobody reports; to the day.

use super::NOTHING;
use crate::support::Area;

/// A pool in its third quarter, whose agreement has these cells; nobody says what was paid.
fn silent(cells: &[(&str, &str)]) -> Area {
    let area = Area::new().period("2024-25-Q3").at("2025-01-20").returned_for("2024-25").agreement("Home First");
    let area = cells.iter().fold(area.with("Start", "2022-04-01"), |area, (heading, text)| area.with(heading, text));
    area.commits("Council", 1_200_000).budgets("Council", 1_200_000)
}

/// The same, of which all is paid that is due.
fn paid(cells: &[(&str, &str)]) -> Area {
    silent(cells).pays_in_quarters("Council", &[300_000, 300_000, 300_000])
}

#[test]
fn an_end_is_said_from_the_day_on_which_a_notice_would_be_too_late() {
    // The committee meets on 1 June 2025.
    assert_eq!(paid(&[("End", "2025-09-01")]).found(), ["warning agreement-ends"], "three months where nobody says");
    assert_eq!(paid(&[("End", "2025-09-02")]).found(), NOTHING);
    let notice = |end: &str| paid(&[("End", end), ("Notice months", "12")]).found();
    assert_eq!(notice("2026-06-01"), ["warning agreement-ends"]);
    assert_eq!(notice("2026-06-02"), NOTHING);
    assert_eq!(paid(&[("End", "2024-12-31")]).found(), ["warning agreement-ends"], "it ended in the year");
    let closed =
        |end: &str| silent(&[("End", end)]).period("2024-25").at("2025-04-30").pays("Council", 1_200_000).found();
    assert_eq!(closed("2025-03-31"), NOTHING, "the year that is over had its agreement");
    assert_eq!(closed("2025-04-30"), ["warning agreement-ends"]);
}

#[test]
fn a_signature_counts_on_the_day_to_which_the_figures_run() {
    assert_eq!(paid(&[("Signed", "2025-01-20")]).found(), NOTHING);
    assert_eq!(paid(&[("Signed", "2025-01-21")]).found(), ["warning not-signed"]);
    let said = silent(&[("Signed", "")]).screen();
    assert!(said.contains("and instalments have fallen due under it") && !said.contains("money flows"), "{said}");
}

#[test]
fn a_board_that_nobody_recorded_is_a_note_and_an_ended_agreement_needs_none() {
    assert_eq!(paid(&[("Board last met", "2024-06-01")]).found(), NOTHING);
    assert_eq!(paid(&[("Board last met", "2024-05-31")]).found(), ["note board-not-met"]);
    assert_eq!(paid(&[("Board last met", "")]).found(), ["note board-not-met"]);
}

#[test]
fn money_after_the_last_day_is_an_error_and_a_budget_is_a_warning() {
    assert_eq!(paid(&[("End", "2024-03-31")]).found(), ["error outside-term"]);
    assert_eq!(silent(&[("End", "2024-03-31")]).found(), ["warning outside-term"]);
}
