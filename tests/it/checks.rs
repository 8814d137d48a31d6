//! The checks where they must hold their tongue, and where a small change makes them speak.

mod funds;
mod papers;

use std::fmt::Display;

use crate::support::Area;

const NOTHING: [&str; 0] = [];

/// A health board that pays £1.1m into a pool, and a host that says what it got.
fn two_sides(matters: impl Display, received: impl Display) -> Area {
    Area::new()
        .at("2025-04-30")
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
        .at("2024-10-15")
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
    assert_eq!(area.at("2024-09-29").found(), NOTHING, "the second quarter is not over");
}

#[test]
fn in_a_year_that_is_not_over_the_instalments_to_date_are_due() {
    let account = |as_at: &str, equipment: u32, home_first: u32| {
        half_way(IN_PARTS)
            .period("2024-25")
            .at(as_at)
            .agreement("Community Equipment")
            .pays("Council", equipment)
            .agreement("Home First")
            .pays("Council", home_first)
            .found()
    };
    assert_eq!(account("2024-10-15", 600_000, 559_990), ["warning late-instalment"]);
    let found = account("2024-10-15", 299_990, 560_000);
    assert_eq!(found, ["error late-instalment"], "the first quarter is not paid in full either");
    assert_eq!(account("2025-04-15", 299_990, 560_000), ["error shortfall"; 2], "at the year's end it is a shortfall");
}

#[test]
fn a_pattern_that_cannot_be_read_leaves_what_is_due_not_known() {
    let area = paid_too_little("Q1 40%; Q2 30%; Q4 20%");
    assert_eq!(area.found(), ["error unknown-rule", "warning late-instalment"]);
    let said = area.screen();
    assert!(said.contains("the parts of the instalments add up to 90.00%, not to 100%"), "{said}");
}

/// A payment under section 256 of £500,000.
fn payment() -> Area {
    Area::new()
        .at("2025-04-30")
        .agreement("Reablement")
        .arrangements("Section 256 payment")
        .host("")
        .commits("Health Board", 500_000)
        .budgets("Health Board", 500_000)
        .row("Payments", &[("Agreement", "reablement"), ("Year", "2024-25"), ("Minute", "Board, 4 March, item 9")])
}

#[test]
fn a_voucher_is_noted_for_its_year() {
    let paid = || payment().pays("Health Board", 500_000);
    let note = |period: &str| paid().note("voucher-missing", "Signed in May").with("Period", period).found();
    assert_eq!(note("2024-25"), NOTHING);
    assert_eq!(note("2023-24"), ["warning voucher-missing"]);
    assert_eq!(note(""), ["warning voucher-missing"], "every year has its own");
    let kept =
        |area: Area| area.row("Payments", &[("Agreement", "reablement"), ("Year", "2024-25"), ("Voucher", "V 7")]);
    assert_eq!(kept(paid()).found(), ["warning decision-missing", "warning voucher-missing"], "each row is a purpose");
    assert_eq!(paid().at("2025-03-30").found(), NOTHING, "the year is not over");
}

#[test]
fn additionality_is_said_once_and_only_where_spending_fell() {
    let spends = |amount: u32| {
        payment().at("2024-06-06").total_for("2023-24", "Council", "council-line", 2_100_000).total(
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
        .budgets("Health Board", 1)
        .row("Payments", &[("Agreement", "advice"), ("Year", "2024-25"), ("Minute", "Board, 4 March, item 10")]);
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

/// A pool into which a council has committed £1.2m.
fn equipment() -> Area {
    Area::new().agreement("Community Equipment").commits("Council", 1_200_000)
}

#[test]
fn four_quarters_are_the_year_to_the_rounding_of_their_cells() {
    let area = equipment().at("2025-04-30").pays("Council", 1_200_000);
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
    equipment().returned_for("2024-25").budgets("Council", 1_200_000).period("2024-25-M02").at("2024-05-31")
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

#[test]
fn an_account_for_the_year_replaces_what_was_said_in_march() {
    let to_date = |area: Area, period: &str, paid: u32| {
        area.returned_for(period)
            .agreement("Community Equipment")
            .pays("Council", paid)
            .agreement("Home First")
            .pays("Council", 800_000)
    };
    let area = half_way(IN_PARTS).period("2024-25").at("2025-04-15");
    let area = to_date(to_date(area, "2024-25-M11", 900_000), "2024-25-M12", 1_199_990);
    assert_eq!(area.found(), ["error shortfall"], "March to date is the year");
    let area = to_date(area, "2024-25-Q4", 1_200_000);
    assert_eq!(area.found(), ["error conflicting-returns"], "and so is the fourth quarter to date");
    assert_eq!(to_date(area, "2024-25", 1_200_000).found(), NOTHING);
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
