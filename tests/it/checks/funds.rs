//! What a Better Care Fund must be: its minimum, its uplift, its grants, and the reference figures that say so.

use super::NOTHING;
use crate::support::Area;

/// A Better Care Fund whose minimum is £12.5m, to which somebody commits and for which a sum is budgeted.
fn fund(by: &str, committed: u32, budgeted: u32) -> Area {
    Area::new()
        .agreement("Testshire Better Care Fund")
        .arrangements("Better Care Fund")
        .commits(by, committed)
        .budgets(by, budgeted)
        .total("Health Board", "nhs-minimum", 12_500_000)
}

#[test]
fn the_minimum_counts_only_what_goes_to_funds_with_that_condition() {
    let with = |types: &str| {
        fund("Health Board", 12_000_000, 12_000_000)
            .agreement("Another Fund")
            .arrangements(types)
            .commits("Health Board", 700_000)
            .budgets("Health Board", 700_000)
            .found()
    };
    assert_eq!(with("Section 75 pooled fund"), ["error below-minimum"]);
    assert_eq!(with("Better Care Fund"), NOTHING, "two funds of the type are added up");
}

#[test]
fn a_minimum_without_any_commitment_is_not_met_by_silence() {
    let area = fund("Council", 12_000_000, 12_000_000);
    area.file(
        "returns/health-board/budget.csv",
        "Year: 2024-25\nAgreement,Partner,Budgeted contribution,Paid,Received\nTestshire Better Care Fund,Council,12000000,,\n",
    );
    area.without("returns/council/account-2024-25.csv");
    assert_eq!(area.found(), ["error below-minimum", "error missing-return"]);
    assert!(area.screen().contains("the register has no commitment of `Health Board`"));
}

#[test]
fn a_budget_below_the_minimum_is_found_where_the_commitment_meets_it() {
    let area = fund("Health Board", 12_500_000, 12_000_000);
    assert_eq!(area.found(), ["error below-minimum", "error disinvestment"]);
    assert_eq!(area.budgets("Health Board", 12_500_000).found(), NOTHING);
}

/// A body and its successor that commit to a fund, of which the successor's is to be tried.
fn succeeded(amount: &str) -> Area {
    let once =
        |area: Area, year: &str, amount: u32| area.commits_for(year, "Health Group", amount).with("Recurrent", "no");
    let area = Area::new()
        .period("2022-23")
        .at("2022-06-06")
        .partner("Health Group", "health")
        .with("From", "2013-04-01")
        .with("To", "2022-06-30")
        .with("Successor", "Health Board")
        .partner("Health Board", "health")
        .with("From", "2022-07-01")
        .agreement("Testshire Better Care Fund")
        .arrangements("Better Care Fund");
    once(once(area, "2021-22", 11_651_150), "2022-23", 3_000_000)
        .budgets("Health Group", 3_000_000)
        .commits("Health Board", amount)
        .budgets("Health Board", amount)
}

#[test]
fn an_uplift_is_met_to_the_pound_by_a_body_and_its_successor_together() {
    assert_eq!(succeeded("9310605").found(), NOTHING);
    assert_eq!(succeeded("9310604.50").found(), NOTHING);
    assert_eq!(succeeded("9310604.49").found(), ["warning uplift-not-met"]);
    let area = succeeded("9310604");
    area.template("rates.toml", "");
    assert_eq!(area.found(), NOTHING, "a year without a rate has no uplift to meet");
}

#[test]
fn rates_are_checked_like_other_settings() {
    for (old, new, words) in [
        ("\"5.3\"", "5.3", "rates.toml:"),
        ("\"5.3\"", "\"5,3\"", "`5,3` is not a percentage"),
        ("percent =", "per-cent =", "did you mean `percent`?"),
        ("\"2022-23\"", "\"2021-22\"", "does not begin after that for 2021-22 to 2021-22"),
    ] {
        let area = Area::salford();
        let rates = std::fs::read_to_string(area.templates().join("rates.toml")).unwrap();
        area.template("rates.toml", &rates.replacen(old, new, 1));
        let said = area.run();
        assert!(said.code == 2 && said.err.contains(words), "{}", said.err);
    }
}

#[test]
fn conditions_are_checked_like_other_settings() {
    for (old, new, words) in [
        ("\"2025-26\"", "\"2024-25\"", "the conditions of 2024-25 do not follow those of 2024-25"),
        ("minimums =", "minimum =", "did you mean `minimums`?"),
        ("\"nhs-minimum-social-care\"", "\"nhs-minimum-socialcare\"", "did you mean `nhs-minimum-social-care`?"),
        ("becomes = \"labcg\"", "becomes = \"discharge\"", "the grant `ibcf` becomes `discharge`"),
    ] {
        let area = Area::salford();
        let conditions = std::fs::read_to_string(area.templates().join("conditions.toml")).unwrap();
        area.template("conditions.toml", &conditions.replacen(old, new, 1));
        let said = area.run();
        assert!(said.code == 2 && said.err.contains(words), "{}", said.err);
    }
}

/// A fund into which a council pays a grant of £8.3m, without saying which.
fn with_grant() -> Area {
    Area::new()
        .agreement("Testshire Better Care Fund")
        .arrangements("Better Care Fund")
        .budgets("Council", 8_300_000)
        .commits("Council", 8_300_000)
}

#[test]
fn a_grant_is_held_against_its_allocation_where_the_register_marks_it() {
    let marked = |grant: &str| with_grant().with("Grant", grant);
    let allocated = |area: Area, amount: u32| area.total("Council", "allocation-ibcf", amount).found();
    assert_eq!(allocated(marked("ibcf"), 8_300_000), NOTHING);
    assert_eq!(allocated(marked("ibcf"), 8_350_000), ["error grant-differs"]);
    assert_eq!(allocated(with_grant(), 8_350_000), NOTHING, "an older register lacks the column");
    assert_eq!(allocated(marked(""), 8_350_000), NOTHING, "nothing is marked in the year");
    let of_the_area = marked("ibcf").total("area", "allocation-ibcf", 8_350_000);
    assert_eq!(of_the_area.found(), ["error grant-differs"]);
    assert_eq!(allocated(marked("IBCF"), 8_300_000), NOTHING);
    assert_eq!(allocated(marked("bcf"), 8_350_000)[0], "error unusable-cell");
    let other = marked("ibcf").total("Council", "allocation-dfg", 8_350_000);
    assert_eq!(other.found(), ["error grant-differs"]);
    assert!(other.screen().contains("no commitment for 2024-25 is marked as `dfg`"));
}

#[test]
fn a_returned_reference_figure_is_held_against_the_register() {
    let area = with_grant().with("Grant", "ibcf").total("Council", "bcf-income", 8_300_000);
    let layout = "title = \"Reference figures\"\nrecognise = [\"Council\", \"BCF income\"]\n\n[columns]\npartner = { header = \"Council\", as = \"partner\" }\n\n\
                  [[amounts]]\nkind = \"total\"\nfigure = \"bcf-income\"\nheader = \"BCF income\"\nunit = \"thousands\"\n\n\
                  [fixed]\nperiod = { above-header = \"Year\", as = \"period\" }\n";
    area.template("layouts/reference.toml", layout);
    let returned = |amount: &str| {
        let text = format!("Year,2024-25\nCouncil,BCF income\nCouncil,{amount}\n");
        area.file("returns/council/reference.csv", text);
    };
    returned("8300.4");
    assert_eq!(area.found(), ["error conflicting-returns"]);
    let said = area.screen();
    assert!(said.contains("a difference of £400.00; the register's is used"), "{said}");
    returned("8300");
    assert_eq!(area.found(), NOTHING);
}

#[test]
fn a_grant_may_be_kept_back_where_that_was_agreed() {
    let passed_on = |to_the_south: u32| {
        Area::new()
            .agreement("Testshire Better Care Fund")
            .arrangements("Better Care Fund")
            .budgets("Council", 4_000_000)
            .commits("Council", 4_000_000)
            .with("Grant", "dfg")
            .total("Council", "allocation-dfg", 4_000_000)
            .total("Northfield District Council", "dfg-passed-on", 2_100_000)
            .total("Southfield District Council", "dfg-passed-on", to_the_south)
    };
    assert_eq!(passed_on(1_900_000).found(), NOTHING);
    let agreed = passed_on(1_650_000);
    assert_eq!(agreed.found(), ["warning dfg-not-passed-on"]);
    let agreed = agreed.note("dfg-not-passed-on", "Kept for a shared scheme, Cabinet 12 March 2024");
    assert_eq!(agreed.found(), NOTHING);
}
