//! Settings and requests that are wrong are refused before any work, with file, line and the nearest right word.

use scrutiny::reconcile::checks::tolerable;

use crate::support::{Area, scrutiny, workbook};

fn refused(area: &Area, words: &[&str]) {
    let said = area.run();
    assert_eq!(said.code, 2, "{}", said.err);
    assert_eq!(said.out, "");
    for word in words {
        assert!(said.err.contains(word), "no `{word}` in:\n{}", said.err);
    }
    assert!(!area.output().exists(), "nothing is done");
}

#[test]
fn a_missing_folder_is_one_clear_sentence() {
    for option in ["--input", "--templates"] {
        let area = Area::salford();
        assert_eq!(area.command("check", &[]).code, 0);
        let templates = area.templates();
        let mut arguments = vec!["run", option, "nowhere"];
        if option == "--input" {
            arguments.extend(["--templates", templates.to_str().unwrap()]);
        }
        let said = scrutiny(&arguments);
        assert_eq!(said.code, 2);
        assert!(said.err.starts_with("error: the folder `nowhere` for the "), "{}", said.err);
    }
}

#[test]
fn an_unknown_key_is_shown_with_its_line_and_the_nearest_right_one() {
    let area = Area::salford();
    area.house("layouts/council-contribution-budget.toml", &[("recognise =", "recognize =")]);
    refused(
        &area,
        &["council-contribution-budget.toml:3:1", "recognize = [", "^^^^^^^^^", "did you mean `recognise`?"],
    );
}

#[test]
fn a_layout_that_looks_for_nothing_is_refused() {
    for (old, new, said) in [
        ("\"Total\"", "\"\"", "`rows-starting` has the text ``"),
        ("\"Pooled fund\", \"Council", "\"£\", \"Council", "`recognise` has the text `£`"),
        ("\"Council budget (£)\", \"Council", "\"-\", \"Council", "`header` has the text `-`"),
        ("header = [\"Pooled fund\", \"Pool\"]", "column = \"AAAAAAA\"", "not the letters of a column"),
    ] {
        let area = Area::salford();
        area.house("layouts/council-contribution-budget.toml", &[(old, new)]);
        refused(&area, &["council-contribution-budget.toml", said]);
    }
}

#[test]
fn an_unknown_word_is_shown_with_the_nearest_right_one() {
    for (file, old, new, near) in [
        ("layouts/pool-year.toml", "\"receipt\"", "\"reciept\"", "did you mean `receipt`?"),
        ("agreements/section-75-pooled.toml", "\"shortfall\"", "\"short-fall\"", "did you mean `shortfall`?"),
        ("agreements/section-75-pooled.toml", "\"pooled\"", "\"poold\"", "did you mean `pooled`?"),
        (
            "measures/formal-joint.toml",
            "\"health-and-social-care\"",
            "\"health-and-care\"",
            "did you mean `health-and-social-care`?",
        ),
        ("packs/scrutiny.toml", "\"glossary\"", "\"glosary\"", "did you mean `glossary`?"),
        (
            "packs/words/one-page.md",
            "contributions.total",
            "contributions.totals",
            "did you mean `contributions.total`?",
        ),
        ("packs/words/data-quality.md", "(#sources)", "(#source)", "did you mean `sources`?"),
        ("packs/words/variance.md", "says who.[^pool]", "says who.", "the footnote `pool` is never referred to"),
        ("packs/words/variance.md", "{{ show(\"pools\") }}", "- a\n  - b", "a list in a list cannot be set"),
        ("house.toml", "[levels]", "[levels]\ndisinvestmnt = \"note\"", "did you mean `disinvestment`?"),
    ] {
        let area = Area::salford();
        area.house(file, &[(old, new)]);
        refused(&area, &[file, "^", near]);
    }
}

#[test]
fn an_area_is_checked_too() {
    for (old, new, words) in [
        ("\"2006-07\"", "\"2006-08\"", "`2006-08` is not a period"),
        ("\"scrutiny\"", "\"scrutinee\"", "did you mean `scrutiny`?"),
        ("\"council-share\"", "\"council-shares\"", "did you mean `council-share`?"),
        ("status ", "state ", "unknown field `state`"),
        ("2006-09-06", "\"September\"", "expected"),
    ] {
        let area = Area::salford();
        area.replace("area.toml", &[(old, new)]);
        refused(&area, &["area.toml:", words]);
    }
}

#[test]
fn every_problem_is_said_at_once() {
    let area = Area::salford();
    area.house("house.toml", &[("heading", "headings")]);
    area.replace("area.toml", &[("author ", "authors ")]);
    refused(&area, &["unknown field `headings`", "unknown field `authors`"]);
}

#[test]
fn an_unknown_area_and_an_unknown_period_are_refused() {
    let area = Area::salford();
    let said = area.command("run", &["--area", "salfrod"]);
    assert!(said.code == 2 && said.err.contains("did you mean `salford`?"), "{}", said.err);
    let said = area.command("run", &["--period", "last year"]);
    assert!(said.code == 2 && said.err.contains("`last year` (`--period`) is not a period"), "{}", said.err);
}

#[test]
fn a_register_without_a_sheet_or_a_heading_is_refused() {
    let area = Area::salford();
    area.file("agreements.xlsx", workbook::from_text("[Agreement]\nAgreement|Title\n", false));
    refused(&area, &["has no sheet `Agreements`", "did you mean the sheet `Agreement`?", "has no sheet `Notes`"]);
    area.without("agreements.xlsx");
    refused(&area, &["the area has no register"]);
}

#[test]
fn a_colour_too_pale_to_read_is_refused() {
    let area = Area::salford();
    area.house("house.toml", &[("#1b1b1b", "#aaaaaa")]);
    refused(&area, &["the colour `text` is too pale"]);
    area.house("house.toml", &[("#aaaaaa", "#555555")]);
    area.house("house.toml", &[("#e8f1f4", "#999999")]);
    refused(&area, &["the colour `tint` is too dark for headings and text to be read on it"]);
}

#[test]
fn the_house_can_set_a_level() {
    let area = Area::salford();
    area.house("house.toml", &[("[levels]", "[levels]\ndisinvestment = \"warning\"")]);
    area.replace(
        "returns/salford-city-council/contributions-2006-07.csv",
        &[("8,700,000.00", "8,600,000.00"), ("10,200,000.00", "10,100,000.00")],
    );
    assert_eq!(area.run().out, "salford 2006-07: published (r1, final): 1 warning\n");
}

#[test]
fn a_sum_that_cannot_be_checked_is_refused() {
    for (is, words) in [
        ("[\"-Annual budget\"]", "`Variance` is checked against nothing"),
        ("[]", "`Variance` is checked against nothing"),
        ("[\"Outturn\", \"-Plan\"]", "`Variance` cannot be checked: its unit is not known"),
    ] {
        let area = Area::salford();
        let checked = "[\"Forecast outturn\", \"-Annual budget\"]";
        area.house("layouts/year-to-date-monitoring.toml", &[(checked, is)]);
        refused(&area, &["year-to-date-monitoring.toml", words]);
    }
}

#[test]
fn tolerances_and_levels_of_one_agreement_are_checked_too() {
    for (setting, words) in [
        ("[tolerances]\nshort-fall = \"1\"", "did you mean `shortfall`?"),
        ("[tolerances]\nbelow-minimum = \"1\"", "`below-minimum` is not a known check that allows a tolerance"),
        ("[tolerances]\nshortfall = \"1,000\"", "`1,000` is not an amount in pounds"),
        ("[tolerances]\nshortfall = \"-1\"", "`-1` is not an amount in pounds"),
        ("[tolerances]\n[agreements.community-equipment.levels]\nshort-fall = \"note\"", "did you mean `shortfall`?"),
        ("[tolerances]\n[agreements.community-equipmnt.levels]", "did you mean `community-equipment`?"),
    ] {
        let area = Area::salford();
        area.house("house.toml", &[("[tolerances]", setting)]);
        refused(&area, &["house.toml:", "^", words]);
    }
    let area = Area::salford();
    area.house("house.toml", &[("[tolerances]", "[tolerances]\n[agreements.elsewhere.levels]")]);
    assert_eq!(area.run().code, 2);
    assert_eq!(area.command("check", &["--area", "salford"]).code, 0, "the areas that are left out may have it");
}

/// What `check` finds in the area of a finding's folder under settings of the house.
fn found_under(finding: &str, settings: &str) -> String {
    let area = Area::finding(finding);
    area.house("house.toml", &[("[tolerances]", &format!("[tolerances]\n{settings}"))]);
    let said = area.command("check", &[]);
    assert!(said.code < 2, "{}", said.err);
    said.err
}

#[test]
fn a_difference_within_its_tolerance_is_no_finding() {
    for (check, _) in tolerable() {
        let raised = format!("[{check}]");
        assert!(!found_under(check, &format!("{check} = \"99999999\"")).contains(&raised), "{check}");
        assert!(found_under(check, &format!("{check} = \"0\"")).contains(&raised), "{check}");
    }
    let of = |settings: &str| found_under("two-sided-difference", settings).contains("[two-sided-difference]");
    assert!(!of("two-sided-difference = \"50000.00\""));
    assert!(of("two-sided-difference = \"49999.99\""));
    assert!(of("two-sided-difference = \"50000\"\n[agreements.equipment.tolerances]\ntwo-sided-difference = \"0\""));
    assert!(!of("[agreements.equipment.tolerances]\ntwo-sided-difference = \"50000\""));
}

#[test]
fn a_pound_is_tolerated_unless_the_house_says_otherwise() {
    let is_short = |paid: &str, settings: &str| {
        let area = Area::finding("shortfall");
        area.replace("returns/council/pool.csv", &[("1000000", paid)]);
        area.house("house.toml", &[("[tolerances]", &format!("[tolerances]\n{settings}"))]);
        area.command("check", &[]).err.contains("[shortfall]")
    };
    assert!(!is_short("1099999.99", ""), "a penny short");
    assert!(!is_short("1099999", ""), "a pound short");
    assert!(is_short("1099998.99", ""), "more than a pound short");
    assert!(is_short("1099999.99", "shortfall = \"0\""), "a house that tolerates nothing");
}

#[test]
fn the_level_of_one_agreement_goes_before_that_of_all() {
    let settings = "[agreements.Equipment.levels]\ntwo-sided-difference = \"note\"";
    assert!(found_under("two-sided-difference", settings).contains("note[two-sided-difference]"));
}

#[test]
fn the_house_can_have_its_amounts_in_thousands() {
    let area = Area::salford();
    area.house("house.toml", &[("money   = \"£6.0m\"", "money   = \"£6,000k\"")]);
    let said = area.run();
    assert_eq!(said.code, 0, "{}", said.err);
    let html = area.newest().text("pack.html");
    assert!(html.contains("£17,300k") && !html.contains("£17.3m"));
    area.house("house.toml", &[("money   = \"£6,000k\"", "money   = \"pounds\"")]);
    assert_eq!(area.run().code, 2);
}
