//! The checks where they must hold their tongue, and where a small change makes them speak.

use std::fs;

use crate::support::{Area, root, workbook};

/// The area of a finding's folder, with texts replaced in its register.
fn area(finding: &str, register: &[(&str, &str)]) -> Area {
    let folder = root().join("tests/findings").join(finding).join("input");
    let area = Area::copy(&folder);
    let mut text = fs::read_to_string(folder.join("agreements.xlsx.txt")).unwrap();
    for (old, new) in register {
        assert!(text.contains(old), "the register has no `{old}`");
        text = text.replace(old, new);
    }
    fs::write(area.input().join("agreements.xlsx"), workbook::from_text(&text, true)).unwrap();
    area
}

/// Level and name of everything that is found.
fn found(area: &Area) -> Vec<String> {
    let said = area.command("check", &["--json"]);
    let findings: Vec<serde_json::Value> =
        serde_json::from_str(&said.out).unwrap_or_else(|_| panic!("no list of findings:\n{}", said.err));
    let word = |finding: &serde_json::Value, key: &str| finding[key].as_str().unwrap().to_owned();
    findings.iter().map(|finding| format!("{} {}", word(finding, "level"), word(finding, "name"))).collect()
}

#[test]
fn two_sides_may_differ_by_what_is_agreed_not_to_matter() {
    assert!(found(&area("two-sided-difference", &[("| 10000", "| 50000")])).is_empty());
    assert_eq!(found(&area("two-sided-difference", &[("| 10000", "| 49998.99")])), ["warning two-sided-difference"]);
    let area = area("two-sided-difference", &[("| 10000", "|")]);
    area.replace("returns/council/received.csv", &[("1050000", "1100000")]);
    assert!(found(&area).is_empty());
    area.replace("returns/council/received.csv", &[("1100000", "1100001.01")]);
    assert_eq!(found(&area), ["warning two-sided-difference"]);
}

#[test]
fn what_a_payer_writes_under_received_is_no_second_side() {
    let area = area("two-sided-difference", &[]);
    fs::remove_file(area.input().join("returns/council/received.csv")).unwrap();
    area.replace("returns/health-board/paid.csv", &[("1100000,,", "1100000,900000,")]);
    assert!(found(&area).is_empty());
}

#[test]
fn an_instalment_is_late_only_once_it_is_due() {
    let area = area("late-instalment", &[("Q1 40%; Q2 30%; Q4 30%", "in arrears")]);
    assert_eq!(found(&area), ["warning late-instalment"], "in arrears nothing is due before March");
    area.replace("area.toml", &[("2024-10-15", "2024-09-29")]);
    assert!(found(&area).is_empty(), "the second quarter is not over");
}

#[test]
fn in_a_year_that_is_not_over_the_instalments_to_date_are_due() {
    let area = area("late-instalment", &[]);
    area.replace("area.toml", &[("2024-25-Q2", "2024-25")]);
    fs::remove_file(area.input().join("returns/council/paid.csv")).unwrap();
    let account = |paid: &str| {
        let text = format!("Year: 2024-25\nAgreement,Partner,Budgeted contribution,Paid,Received\n{paid}");
        fs::write(area.input().join("returns/council/account.csv"), text).unwrap();
    };
    account("Community Equipment,Council,,600000,\nHome First,Council,,559999,\n");
    assert_eq!(found(&area), ["warning late-instalment"]);
    account("Community Equipment,Council,,299999,\nHome First,Council,,560000,\n");
    assert_eq!(found(&area), ["error late-instalment"], "the first quarter is not paid in full either");
    area.replace("area.toml", &[("2024-10-15", "2025-04-15")]);
    assert_eq!(found(&area), ["error shortfall"; 2], "at the year's end it is a shortfall");
}

#[test]
fn a_pattern_that_cannot_be_read_leaves_the_commitment_unreadable() {
    let area = area("late-instalment", &[("Q4 30%", "Q4 20%")]);
    assert_eq!(found(&area), ["error unusable-cell", "warning late-instalment"]);
    let said = area.command("check", &[]).err;
    assert!(said.contains("the parts add up to 90.00%, not to 100%"), "{said}");
}

#[test]
fn the_minimum_counts_only_what_goes_to_funds_with_that_condition() {
    let beside = "\nbcf | Health Board | 2024-25 | yes | 12000000\nother | Health Board | 2024-25 | yes | 700000";
    let with = |types: &str| {
        let other = format!("Council\nother | Another Fund | {types} | Council\n");
        let more = [
            ("Better Care Fund | Council\n", &*format!("Better Care Fund | {other}")),
            ("\nbcf | Health Board | 2024-25 | yes | 12000000", beside),
        ];
        let area = area("below-minimum", &more);
        area.replace(
            "returns/health-board/budget.csv",
            &[("12000000,,", "12000000,,\nAnother Fund,Health Board,700000,,")],
        );
        found(&area)
    };
    assert_eq!(with("Section 75 pooled fund"), ["error below-minimum"]);
    assert!(with("Better Care Fund").is_empty(), "two funds of the type are added up");
}

#[test]
fn a_minimum_without_any_commitment_is_not_met_by_silence() {
    let others = ("bcf | Health Board", "bcf | Council");
    let area = area("below-minimum", &[others]);
    area.replace("returns/health-board/budget.csv", &[("Health Board,12000000", "Council,12000000")]);
    assert_eq!(found(&area), ["error below-minimum", "error missing-return"]);
    assert!(area.command("check", &[]).err.contains("the register has no commitment of `Health Board`"));
}

#[test]
fn a_budget_below_the_minimum_is_found_where_the_commitment_meets_it() {
    let area = area("below-minimum", &[("yes | 12000000", "yes | 12500000")]);
    assert_eq!(found(&area), ["error below-minimum", "error disinvestment"]);
    area.replace("returns/health-board/budget.csv", &[("12000000", "12500000")]);
    assert!(found(&area).is_empty());
}

#[test]
fn an_uplift_is_met_to_the_pound_by_a_body_and_its_successor_together() {
    let area_with = |amount: &str| {
        let area = area("uplift-not-met", &[("9310604", amount)]);
        area.replace("returns/health-board/budget.csv", &[("9310604", amount)]);
        area
    };
    assert!(found(&area_with("9310605")).is_empty());
    assert!(found(&area_with("9310604.50")).is_empty());
    assert_eq!(found(&area_with("9310604.49")), ["error uplift-not-met"]);
    let area = area_with("9310604");
    fs::write(area.templates().join("rates.toml"), "").unwrap();
    assert!(found(&area).is_empty(), "a year without a rate has no uplift to meet");
}

#[test]
fn rates_are_checked_like_other_settings() {
    let area = Area::salford();
    let path = area.templates().join("rates.toml");
    let rates = fs::read_to_string(&path).unwrap();
    for (old, new, words) in [
        ("\"5.3\"", "5.3", "rates.toml:"),
        ("\"5.3\"", "\"5,3\"", "`5,3` is not a percentage"),
        ("percent =", "per-cent =", "did you mean `percent`?"),
        ("\"2022-23\"", "\"2021-22\"", "does not begin after that for 2021-22 to 2021-22"),
    ] {
        fs::write(&path, rates.replacen(old, new, 1)).unwrap();
        let said = area.run();
        assert!(said.code == 2 && said.err.contains(words), "{}", said.err);
    }
}

#[test]
fn a_voucher_is_noted_for_its_year() {
    let note = |period: &str| {
        let notes = format!(
            "[Notes]\nAgreement | Period | About | Text\nreablement | {period} | voucher-missing | Signed in May\n"
        );
        found(&area("voucher-missing", &[("[Partners]", &format!("{notes}\n[Partners]"))]))
    };
    assert!(note("2024-25").is_empty());
    assert_eq!(note("2023-24"), ["warning voucher-missing"]);
    assert_eq!(note(""), ["warning voucher-missing"], "every year has its own");
    let area = area("voucher-missing", &[]);
    area.replace("area.toml", &[("2025-04-30", "2025-03-30")]);
    assert!(found(&area).is_empty(), "the year is not over");
}

#[test]
fn additionality_is_said_once_and_only_where_spending_fell() {
    let two = area(
        "additionality",
        &[
            ("Section 256 payment\n", "Section 256 payment\nadvice | Advice | Section 256 payment\n"),
            ("2024-25 | yes | 500000\n", "2024-25 | yes | 500000\nadvice | Health Board | 2024-25 | yes | 1\n"),
        ],
    );
    two.replace("returns/health-board/budget.csv", &[("500000,,", "500000,,\nAdvice,Health Board,1,,")]);
    assert_eq!(found(&two), ["note additionality"]);
    assert!(found(&area("additionality", &[("| 1900000", "| 2100000")])).is_empty());
}

#[test]
fn an_aligned_budget_is_seen_inside_a_pool_and_as_received() {
    let shares =
        "\n[Risk shares]\nAgreement | Partner | Share\nhome-first | Council | 51 %\nhome-first | Health Board | 49 %\n";
    let pool = ("Aligned budget |\n", "Aligned budget |\npool | Big Pool | Section 75 pooled fund | Council\n");
    let promise = ("| 600000\n", "| 600000\npool | Council | 2024-25 | yes | 5\n");
    let area = area("aligned-in-pool", &[(shares, ""), pool, promise]);
    let account = "Year: 2024-25\nAgreement,Scheme line,Partner,In,Received\nBig Pool,home first,Council,5,\n";
    fs::write(area.input().join("returns/council/pool.csv"), account).unwrap();
    let layout = "title = \"Pool by line\"\nrecognise = [\"Agreement\", \"Scheme line\"]\n[columns]\n\
        agreement = { header = \"Agreement\", as = \"agreement\" }\nline = { header = \"Scheme line\" }\n\
        partner = { header = \"Partner\", as = \"partner\" }\n\
        [[amounts]]\nkind = \"contribution-budget\"\nheader = \"In\"\nunit = \"pounds\"\n\
        [[amounts]]\nkind = \"receipt\"\nheader = \"Received\"\nunit = \"pounds\"\n\
        [fixed]\nperiod = { above-header = \"Year\", as = \"period\" }\n";
    fs::write(area.templates().join("layouts/pool-by-line.toml"), layout).unwrap();
    assert_eq!(found(&area), ["error aligned-in-pool"]);
    assert!(area.command("check", &[]).err.contains("stands as a line in the pool of `Big Pool`"));
    area.replace(
        "returns/council/pool.csv",
        &[("Big Pool,home first,Council,5,", "Big Pool,beds,Council,5,\nHome First,,Council,,7")],
    );
    assert_eq!(found(&area), ["error aligned-in-pool"]);
    assert!(area.command("check", &[]).err.contains("contributions to it are reported as received"));
}

#[test]
fn a_commitment_is_used_where_one_of_the_types_joins_money() {
    let types = ("Joint delivery without a pool", "Joint delivery without a pool; Section 75 pooled fund");
    assert_eq!(found(&area("unused-commitment", &[types])), ["error missing-return"]);
}

#[test]
fn four_quarters_are_the_year_to_the_rounding_of_their_cells() {
    let area = area("quarters-differ", &[]);
    area.replace("returns/council/quarters.csv", &[("250000", "300000")]);
    assert!(found(&area).is_empty());
    area.replace(
        "returns/council/quarters.csv",
        &[("Unit: £", "Unit: £000"), ("300000,300000,300000,300000", "300,300,300,302")],
    );
    assert_eq!(found(&area), [""; 0], "four cells and the year may be 2,000.50 apart");
    area.replace("returns/council/quarters.csv", &[("300,302", "300,303")]);
    assert_eq!(found(&area), ["error quarters-differ"]);
    area.replace("returns/council/quarters.csv", &[("300,303", "300,..")]);
    assert_eq!(found(&area), [""; 0], "a quarter is not given, and the account for the year stands without it");
}

#[test]
fn spending_that_repeats_is_named_unless_it_is_nil_or_rounded() {
    let said = |april: &str, may: &str, unit: &str| {
        let area = area("repeated-total", &[]);
        let months = format!(
            "Financial year: 2024-25\n,April,,May,\nScheme,Budget ({unit}),Actual ({unit}),Budget ({unit}),Actual ({unit})\nCommunity Equipment,1,{april},1,{may}\n"
        );
        fs::write(area.input().join("returns/council/months.csv"), months).unwrap();
        area.command("check", &[]).err
    };
    assert!(said("98431.17", "196862.34", "£").contains("exactly twice the £98,431.17 of 2024-25-M01"));
    for (april, may, unit) in [("0", "0", "£"), ("98431.17", "98431.18", "£"), ("2", "2", "£000")] {
        assert!(!said(april, may, unit).contains("repeated-total"), "{april} and {may} in {unit}");
    }
    let area = area("repeated-total", &[]);
    fs::remove_file(area.input().join("returns/council/months.csv")).unwrap();
    for (month, actual) in [("M01", 98), ("M02", 196), ("M03", 196), ("M04", 196)] {
        let to_date = format!(
            "Period: 2024-25-{month}\nScheme,Annual budget (£),Actual to date (£),Forecast outturn (£)\nCommunity Equipment,1200000,{actual}000,1200000\n"
        );
        fs::write(area.input().join(format!("returns/council/{month}.csv")), to_date).unwrap();
    }
    let words = "from April to the end of 2024-25-M03, as `Council` reports it, is £196,000.00, exactly what it was at the end of \
                 2024-25-M02; 1 later period repeats the one before it, too";
    let said = area.command("check", &[]).err;
    assert!(said.contains(words), "{said}");
}

#[test]
fn an_outturn_adds_up_to_the_rounding_of_its_cells_and_a_missing_figure_proves_nothing() {
    let said = |row: &str| {
        let area = area("outturn-arithmetic", &[]);
        let text = format!(
            "Period: 2024-25-M02\nAll amounts in £000\nScheme,Annual budget,Actual to date,Remaining forecast,Forecast outturn,Variance\nCommunity Equipment,{row}\n"
        );
        fs::write(area.input().join("returns/council/monitoring.csv"), text).unwrap();
        found(&area)
    };
    assert_eq!(said("1200,196,1034,1231,32"), [""; 0], "each of three cells may be half a thousand off");
    assert_eq!(said("1200,196,1034,1232,32"), ["error outturn-arithmetic"]);
    assert_eq!(said("1200,196,,1232,32"), [""; 0]);
    assert_eq!(said("1200,196,1034,1230,(30)"), ["error outturn-arithmetic"]);
}

#[test]
fn a_grant_is_held_against_its_allocation_where_the_register_marks_it() {
    let allocation = "Council | allocation-ibcf | 2024-25 | 8350000";
    let found_with = |pairs: &[(&str, &str)]| found(&area("grant-differs", pairs));
    assert_eq!(found_with(&[("8350000", "8300000")]), [""; 0]);
    assert_eq!(found_with(&[(" | Grant", ""), (" | ibcf\n", "\n")]), [""; 0], "an older register lacks the column");
    assert_eq!(found_with(&[(" | ibcf\n", " |\n")]), [""; 0], "nothing is marked in the year");
    assert_eq!(found_with(&[(allocation, "area | allocation-ibcf | 2024-25 | 8350000")]), ["error grant-differs"]);
    assert_eq!(found_with(&[("8350000", "8300000"), (" | ibcf\n", " | IBCF\n")]), [""; 0]);
    assert_eq!(found_with(&[(" | ibcf\n", " | bcf\n")])[0], "error unusable-cell");
    let other = area("grant-differs", &[("allocation-ibcf", "allocation-dfg")]);
    assert_eq!(found(&other), ["error grant-differs"]);
    assert!(other.command("check", &[]).err.contains("no commitment for 2024-25 is marked as `dfg`"));
}

#[test]
fn an_account_for_the_year_replaces_what_was_said_in_march() {
    let area = area("late-instalment", &[]);
    area.replace("area.toml", &[("2024-25-Q2", "2024-25"), ("2024-10-15", "2025-04-15")]);
    fs::remove_file(area.input().join("returns/council/paid.csv")).unwrap();
    let to_date = |month: &str, paid: &str| {
        let heading = "Agreement,Partner,Contribution for the year,Paid to date";
        let text = format!(
            "Period: 2024-25-{month}\n{heading}\nCommunity Equipment,Council,,{paid}\nHome First,Council,,800000\n"
        );
        fs::write(area.input().join(format!("returns/council/{month}.csv")), text).unwrap();
    };
    to_date("M11", "900000");
    to_date("M12", "1199999");
    assert_eq!(found(&area), ["error shortfall"], "March to date is the year");
    to_date("Q4", "1200000");
    assert_eq!(found(&area), ["error conflicting-returns"], "and so is the fourth quarter to date");
    let account = "Year: 2024-25\nAgreement,Partner,Budgeted contribution,Paid,Received\nCommunity Equipment,Council,,1200000,\nHome First,Council,,800000,\n";
    fs::write(area.input().join("returns/council/account.csv"), account).unwrap();
    assert!(found(&area).is_empty(), "{:?}", found(&area));
}

#[test]
fn a_returned_reference_figure_is_held_against_the_register() {
    let area = area(
        "grant-differs",
        &[("Council | allocation-ibcf | 2024-25 | 8350000", "Council | bcf-income | 2024-25 | 8300000")],
    );
    let layout = "title = \"Reference figures\"\nrecognise = [\"Council\", \"BCF income\"]\n\n[columns]\npartner = { header = \"Council\", as = \"partner\" }\n\n\
                  [[amounts]]\nkind = \"total\"\nfigure = \"bcf-income\"\nheader = \"BCF income\"\nunit = \"thousands\"\n\n\
                  [fixed]\nperiod = { above-header = \"Year\", as = \"period\" }\n";
    fs::write(area.templates().join("layouts/reference.toml"), layout).unwrap();
    let returned = |amount: &str| {
        let text = format!("Year,2024-25\nCouncil,BCF income\nCouncil,{amount}\n");
        fs::write(area.input().join("returns/council/reference.csv"), text).unwrap();
    };
    returned("8300.4");
    assert_eq!(found(&area), ["error conflicting-returns"]);
    let said = area.command("check", &[]).err;
    assert!(said.contains("a difference of £400.00; the register's is used"), "{said}");
    returned("8300");
    assert!(found(&area).is_empty());
}

#[test]
fn what_is_carried_forward_is_of_an_agreement_and_other_figures_are_not() {
    assert!(found(&area("carry-forward-break", &[("| 64000 |", "| 84000 |")])).is_empty());
    let without = area("carry-forward-break", &[("area | equipment | brought", "area |  | brought")]);
    assert_eq!(found(&without), ["error unusable-cell"], "a figure of an agreement needs one");
    let another = area("carry-forward-break", &[("carried-forward | 2023-24", "nhs-programme | 2023-24")]);
    assert_eq!(found(&another), ["error unusable-cell"], "a figure of the area is of no agreement");
}

#[test]
fn a_grant_may_be_kept_back_where_that_was_agreed() {
    let exact = area("dfg-not-passed-on", &[("1650000", "1900000")]);
    assert!(found(&exact).is_empty());
    let noted = "An invented figure\n\n[Notes]\nAgreement | Period | About | Text | Officer\n\
                 bcf | 2024-25 | dfg-not-passed-on | Kept for a shared scheme, Cabinet 12 March 2024 | An officer\n";
    let last = ("Southfield District Council | dfg-passed-on | 2024-25 | 1650000 | An invented figure\n", "");
    let row = "Southfield District Council | dfg-passed-on | 2024-25 | 1650000 | ";
    let agreed =
        area("dfg-not-passed-on", &[last, ("2100000 | An invented figure\n", &format!("2100000 | x\n{row}{noted}"))]);
    assert!(found(&agreed).is_empty());
}

#[test]
fn more_than_was_paid_is_not_covered_by_a_voucher() {
    let note = "\n[Notes]\nAgreement | Period | About | Text | Officer\nreablement | 2024-25 | voucher-missing | In the file | An officer\n";
    let area = area("voucher-missing", &[("| yes | 500000\n", &format!("| yes | 500000\n{note}"))]);
    let pool = |spent: &str| {
        let text = format!(
            "Period: 2024-25\nScheme,Annual budget (£),Actual to date (£),Forecast outturn (£)\nReablement,500000,{spent},{spent}\n"
        );
        fs::create_dir_all(area.input().join("returns/health-board")).unwrap();
        fs::write(area.input().join("returns/health-board/pool.csv"), text).unwrap();
    };
    pool("500000");
    assert!(found(&area).is_empty());
    pool("512000");
    assert_eq!(found(&area), ["warning voucher-missing"]);
}
