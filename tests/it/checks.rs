//! The checks where they must hold their tongue, and where a small change makes them speak.

use std::fmt::Display;

use crate::support::Area;

const NOTHING: [&str; 0] = [];

/// A health board that pays £1.1m into a pool, and a host that says what it got.
fn two_sides(matters: impl Display, received: impl Display) -> Area {
    Area::new()
        .as_at("2025-04-30")
        .agreement("Community Equipment")
        .materiality(matters)
        .commits("Health Board", 1_100_000)
        .pays("Health Board", 1_100_000)
        .receives("Health Board", received)
}

#[test]
fn two_sides_may_differ_by_what_is_agreed_not_to_matter() {
    assert_eq!(two_sides(50_000, 1_050_000).found(), NOTHING);
    assert_eq!(two_sides("49998.99", 1_050_000).found(), ["warning two-sided-difference"]);
    assert_eq!(two_sides("", 1_100_000).found(), NOTHING);
    assert_eq!(two_sides("", "1100001.01").found(), ["warning two-sided-difference"]);
}

#[test]
fn what_a_payer_writes_under_received_is_no_second_side() {
    let area = two_sides(10_000, 1_050_000);
    area.without("returns/council/account-2024-25.csv");
    area.replace("returns/health-board/account-2024-25.csv", &[("1100000,", "1100000,900000")]);
    assert_eq!(area.found(), NOTHING);
}

/// Two pools of a council half-way through the year, of which one is paid when its agreement says so.
fn half_way(pattern: &str) -> Area {
    Area::new()
        .period("2024-25-Q2")
        .as_at("2024-10-15")
        .returned_for("2024-25")
        .agreement("Community Equipment")
        .commits("Council", 1_200_000)
        .budgets("Council", 1_200_000)
        .agreement("Home First")
        .commits("Council", 800_000)
        .instalments(pattern)
        .budgets("Council", 800_000)
}

/// The same, with what was paid in each quarter: too little.
fn paid_too_little(pattern: &str) -> Area {
    half_way(pattern)
        .agreement("Community Equipment")
        .pays_in_quarters("Council", &[300_000, 200_000])
        .agreement("Home First")
        .pays_in_quarters("Council", &[300_000, 0])
}

const IN_PARTS: &str = "Q1 40%; Q2 30%; Q4 30%";

#[test]
fn an_instalment_is_late_only_once_it_is_due() {
    let area = paid_too_little("in arrears");
    assert_eq!(area.found(), ["warning late-instalment"], "in arrears nothing is due before March");
    assert_eq!(area.as_at("2024-09-29").found(), NOTHING, "the second quarter is not over");
}

#[test]
fn in_a_year_that_is_not_over_the_instalments_to_date_are_due() {
    let account = |as_at: &str, equipment: u32, home_first: u32| {
        half_way(IN_PARTS)
            .period("2024-25")
            .as_at(as_at)
            .agreement("Community Equipment")
            .pays("Council", equipment)
            .agreement("Home First")
            .pays("Council", home_first)
            .found()
    };
    assert_eq!(account("2024-10-15", 600_000, 559_999), ["warning late-instalment"]);
    let found = account("2024-10-15", 299_999, 560_000);
    assert_eq!(found, ["error late-instalment"], "the first quarter is not paid in full either");
    assert_eq!(account("2025-04-15", 299_999, 560_000), ["error shortfall"; 2], "at the year's end it is a shortfall");
}

#[test]
fn a_pattern_that_cannot_be_read_leaves_the_commitment_unreadable() {
    let area = paid_too_little("Q1 40%; Q2 30%; Q4 20%");
    assert_eq!(area.found(), ["error unusable-cell", "warning late-instalment"]);
    let said = area.screen();
    assert!(said.contains("the parts add up to 90.00%, not to 100%"), "{said}");
}

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
        .as_at("2022-09-06")
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
    assert_eq!(succeeded("9310604.49").found(), ["error uplift-not-met"]);
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

/// A payment under section 256 of £500,000.
fn payment() -> Area {
    Area::new()
        .as_at("2025-04-30")
        .agreement("Reablement")
        .arrangements("Section 256 payment")
        .host("")
        .commits("Health Board", 500_000)
        .budgets("Health Board", 500_000)
}

#[test]
fn a_voucher_is_noted_for_its_year() {
    let paid = || payment().pays("Health Board", 500_000);
    let note = |period: &str| paid().note("voucher-missing", "Signed in May").with("Period", period).found();
    assert_eq!(note("2024-25"), NOTHING);
    assert_eq!(note("2023-24"), ["warning voucher-missing"]);
    assert_eq!(note(""), ["warning voucher-missing"], "every year has its own");
    assert_eq!(paid().as_at("2025-03-30").found(), NOTHING, "the year is not over");
}

#[test]
fn additionality_is_said_once_and_only_where_spending_fell() {
    let spends = |amount: u32| {
        payment().as_at("2024-09-06").total_for("2023-24", "Council", "council-line", 2_100_000).total(
            "Council",
            "council-line",
            amount,
        )
    };
    let two = spends(1_900_000)
        .agreement("Advice")
        .arrangements("Section 256 payment")
        .host("")
        .commits("Health Board", 1)
        .budgets("Health Board", 1);
    assert_eq!(two.found(), ["note additionality"]);
    assert_eq!(spends(2_100_000).found(), NOTHING);
}

#[test]
fn an_aligned_budget_is_seen_inside_a_pool_and_as_received() {
    let area = Area::new()
        .agreement("Home First")
        .arrangements("Aligned budget")
        .host("")
        .commits("Council", 600_000)
        .budgets("Council", 600_000)
        .agreement("Big Pool")
        .commits("Council", 5);
    let returned = |rows: &str| {
        let text = format!("Year: 2024-25\nAgreement,Scheme line,Partner,In,Received\n{rows}\n");
        area.file("returns/council/pool.csv", text);
    };
    let layout = "title = \"Pool by line\"\nrecognise = [\"Agreement\", \"Scheme line\"]\n[columns]\n\
        agreement = { header = \"Agreement\", as = \"agreement\" }\nline = { header = \"Scheme line\" }\n\
        partner = { header = \"Partner\", as = \"partner\" }\n\
        [[amounts]]\nkind = \"contribution-budget\"\nheader = \"In\"\nunit = \"pounds\"\n\
        [[amounts]]\nkind = \"receipt\"\nheader = \"Received\"\nunit = \"pounds\"\n\
        [fixed]\nperiod = { above-header = \"Year\", as = \"period\" }\n";
    area.template("layouts/pool-by-line.toml", layout);
    returned("Big Pool,home first,Council,5,");
    assert_eq!(area.found(), ["error aligned-in-pool"]);
    assert!(area.screen().contains("stands as a line in the pool of `Big Pool`"));
    returned("Big Pool,beds,Council,5,\nHome First,,Council,,7");
    assert_eq!(area.found(), ["error aligned-in-pool"]);
    assert!(area.screen().contains("contributions to it are reported as received"));
}

#[test]
fn a_commitment_is_used_where_one_of_the_types_joins_money() {
    let area = Area::new()
        .agreement("Community Teams")
        .arrangements("Joint delivery without a pool; Section 75 pooled fund")
        .host("")
        .commits("Council", 1_100_000);
    assert_eq!(area.found(), ["error missing-return"]);
}

/// A pool into which a council has promised £1.2m.
fn equipment() -> Area {
    Area::new().agreement("Community Equipment").commits("Council", 1_200_000)
}

#[test]
fn four_quarters_are_the_year_to_the_rounding_of_their_cells() {
    let area = equipment().as_at("2025-04-30").pays("Council", 1_200_000);
    let area = area.pays_in_quarters("Council", &[300_000; 4]);
    assert_eq!(area.found(), NOTHING);
    let quarters = "returns/council/quarters-2024-25.csv";
    area.replace(quarters, &[("Unit: £", "Unit: £000"), ("300000,300000,300000,300000", "300,300,300,302")]);
    assert_eq!(area.found(), NOTHING, "four cells and the year may be 2,000.50 apart");
    area.replace(quarters, &[("300,302", "300,303")]);
    assert_eq!(area.found(), ["error quarters-differ"]);
    area.replace(quarters, &[("300,303", "300,..")]);
    assert_eq!(area.found(), NOTHING, "a quarter is not given, and the account for the year stands without it");
}

/// The same pool at the end of May.
fn in_may() -> Area {
    equipment().returned_for("2024-25").budgets("Council", 1_200_000).period("2024-25-M02").as_at("2024-05-31")
}

#[test]
fn spending_that_repeats_is_named_unless_it_is_nil_or_rounded() {
    let said = |april: &str, may: &str, unit: &str| {
        let area = in_may();
        let months = format!(
            "Financial year: 2024-25\n,April,,May,\nScheme,Budget ({unit}),Actual ({unit}),Budget ({unit}),Actual ({unit})\nCommunity Equipment,1,{april},1,{may}\n"
        );
        area.file("returns/council/months.csv", months);
        area.screen()
    };
    assert!(said("98431.17", "196862.34", "£").contains("exactly twice the £98,431.17 of 2024-25-M01"));
    for (april, may, unit) in [("0", "0", "£"), ("98431.17", "98431.18", "£"), ("2", "2", "£000")] {
        assert!(!said(april, may, unit).contains("repeated-total"), "{april} and {may} in {unit}");
    }
    let mut area = in_may();
    for (month, spent) in [("M01", 98_000), ("M02", 196_000), ("M03", 196_000), ("M04", 196_000)] {
        area = area.returned_for(&format!("2024-25-{month}"));
        area = area.pool_budget(1_200_000).pool_spent(spent).pool_forecast(1_200_000);
    }
    let words = "from April to the end of 2024-25-M03, as `Council` reports it, is £196,000.00, exactly what it was at the end of \
                 2024-25-M02; 1 later period repeats the one before it, too";
    let said = area.screen();
    assert!(said.contains(words), "{said}");
}

#[test]
fn an_outturn_adds_up_to_the_rounding_of_its_cells_and_a_missing_figure_proves_nothing() {
    let found = |row: &str| {
        let area = in_may();
        let text = format!(
            "Period: 2024-25-M02\nAll amounts in £000\nScheme,Annual budget,Actual to date,Remaining forecast,Forecast outturn,Variance\nCommunity Equipment,{row}\n"
        );
        area.file("returns/council/monitoring.csv", text);
        area.found()
    };
    assert_eq!(found("1200,196,1034,1231,32"), NOTHING, "each of three cells may be half a thousand off");
    assert_eq!(found("1200,196,1034,1232,32"), ["error outturn-arithmetic"]);
    assert_eq!(found("1200,196,,1232,32"), NOTHING);
    assert_eq!(found("1200,196,1034,1230,(30)"), ["error outturn-arithmetic"]);
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
fn an_account_for_the_year_replaces_what_was_said_in_march() {
    let to_date = |area: Area, period: &str, paid: u32| {
        area.returned_for(period)
            .agreement("Community Equipment")
            .pays("Council", paid)
            .agreement("Home First")
            .pays("Council", 800_000)
    };
    let area = half_way(IN_PARTS).period("2024-25").as_at("2025-04-15");
    let area = to_date(to_date(area, "2024-25-M11", 900_000), "2024-25-M12", 1_199_999);
    assert_eq!(area.found(), ["error shortfall"], "March to date is the year");
    let area = to_date(area, "2024-25-Q4", 1_200_000);
    assert_eq!(area.found(), ["error conflicting-returns"], "and so is the fourth quarter to date");
    assert_eq!(to_date(area, "2024-25", 1_200_000).found(), NOTHING);
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
fn what_is_carried_forward_is_of_an_agreement_and_other_figures_are_not() {
    let carried = |figure: &str, brought: u32, of: &str| {
        equipment()
            .budgets("Council", 1_200_000)
            .total_for("2023-24", "area", figure, 84_000)
            .with("Agreement", "community-equipment")
            .total("area", "brought-forward", brought)
            .with("Agreement", of)
            .found()
    };
    assert_eq!(carried("carried-forward", 84_000, "community-equipment"), NOTHING);
    let found = carried("carried-forward", 64_000, "");
    assert_eq!(found, ["error unusable-cell"], "a figure of an agreement needs one");
    let found = carried("nhs-programme", 64_000, "community-equipment");
    assert_eq!(found, ["error unusable-cell"], "a figure of the area is of no agreement");
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

#[test]
fn more_than_was_paid_is_not_covered_by_a_voucher() {
    let spent = |amount: u32| {
        let area = payment().pays("Health Board", 500_000).note("voucher-missing", "In the file");
        let text = format!(
            "Period: 2024-25\nScheme,Annual budget (£),Actual to date (£),Forecast outturn (£)\nReablement,500000,{amount},{amount}\n"
        );
        area.file("returns/health-board/pool.csv", text);
        area.found()
    };
    assert_eq!(spent(500_000), NOTHING);
    assert_eq!(spent(512_000), ["warning voucher-missing"]);
}
