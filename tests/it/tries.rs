//! `try`: on the screen what a finance officer asks, in JSON what programs do.

use std::fs;

use serde_json::Value;

use crate::support::{Area, Said, root, scrutiny};

/// What `try` says of a text file.
fn tried(text: &str, more: &[&str]) -> Said {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("sheet.csv");
    fs::write(&file, text).unwrap();
    let templates = root().join("templates");
    let mut arguments = vec!["try", file.to_str().unwrap(), "--templates", templates.to_str().unwrap()];
    arguments.extend(more);
    let said = scrutiny(&arguments);
    let hide = |text: &str| text.replace(folder.path().to_str().unwrap(), "in");
    Said { out: hide(&said.out), err: hide(&said.err), ..said }
}

#[test]
fn budget_actual_and_forecast_stand_apart_with_their_amounts_below_each_other() {
    let text = "Period: 2024-25-M05\nScheme,Annual budget (£),Actual to date (£),Forecast outturn (£)\n\
        Beds,\"1,200,000\",300000,1250000\nTeams,900,300,-50\nTotal,\"1,200,900\",300300,1249950\n";
    let said = tried(text, &[]);
    let expected = "in/sheet.csv: read\n\n\
        sheet: layout `year-to-date-monitoring` (Pool monitoring to the end of a month, year to date)\n\
        \x20 kind         period                       cells         amount\n";
    assert!(said.out.starts_with(expected), "{}{}", said.out, said.err);
    for amount in ["£1,200,900.00", "£300,300.00", "£1,249,950.00"] {
        assert!(said.out.lines().any(|line| line.ends_with(amount)), "{}", said.out);
    }
    assert!(!said.out.contains("2,751,150"), "three kinds are added together: {}", said.out);
    let json: Value = serde_json::from_str(&tried(text, &["--json"]).out).unwrap();
    assert_eq!(json["sheets"][0]["accepted"], "2751150.00");
    assert_eq!(json["sheets"][0]["amounts"][0]["kind"], "budget");
    assert_eq!(json["sheets"][0]["amounts"][0]["amount"], "1200900.00");
    assert_eq!(json["sheets"][0]["by-agreement"].as_array().unwrap().len(), 0, "without an area");
}

#[test]
fn with_an_area_amounts_are_told_apart_by_agreement_and_findings_are_those_of_a_check() {
    let area = Area::new().agreement("Beds").commits("Council", 1_200);
    let text = "Year: 2024-25\nAgreement,Partner,Budgeted contribution,Paid,Received\n\
        Beds,Council,1200,,\nBets,Council,7,,\nBeds,Council,x,,\n";
    area.file("returns/council/b.csv", text);
    area.write();
    let (file, input) = (area.input().join("returns/council/b.csv"), area.input());
    let arguments = ["try", file.to_str().unwrap(), "--input", input.to_str().unwrap()];
    let templates = area.templates();
    let settings = ["--templates", templates.to_str().unwrap()];
    let said = scrutiny(&[&arguments[..], &settings].concat());
    let lines: Vec<&str> = said.out.lines().map(str::trim).collect();
    let by_agreement = lines.iter().position(|line| line.starts_with("agreement ")).unwrap();
    assert!(lines[by_agreement + 1].ends_with("£1,200.00"), "{}", said.out);
    assert!(lines[by_agreement + 2].starts_with("no agreement") && lines[by_agreement + 2].ends_with("£7.00"));
    let json: Value = serde_json::from_str(&scrutiny(&[&arguments[..], &settings, &["--json"]].concat()).out).unwrap();
    let checked = area.findings();
    let tried = json["findings"].as_array().unwrap();
    assert!(!tried.is_empty());
    for finding in tried {
        assert!(checked.contains(finding), "{finding:#}\n{checked:#?}");
    }
}

#[test]
fn a_file_that_cannot_be_read_is_a_finding_with_what_to_do() {
    let json: Value = serde_json::from_str(&tried("", &["--json"]).out).unwrap();
    assert_eq!((json["verdict"].as_str(), json["findings"][0]["name"].as_str()), (Some("empty"), Some("empty")));
    let said = tried("", &[]);
    assert!(said.code == 1 && said.err.contains("error[empty]") && said.err.contains("= help: "), "{}", said.err);
}

#[test]
fn the_nearest_layout_is_named_with_what_it_asks_for_and_none_where_none_is_near() {
    for (heads, expected) in [
        (
            "Scheme,Annual budget,Actual to date",
            "the nearest layout is `year-to-date-monitoring` (Pool monitoring to the end of a month, year to date), which also \
             asks for the heading `Forecast outturn`",
        ),
        (
            "Agreement,Partner,Q1,Q2",
            "the nearest layout is `quarterly-contributions` (Quarterly contributions, quarters across), which also asks for the \
             headings `Q3` and `Q4`",
        ),
    ] {
        let said = tried(&format!("{heads}\nBeds,5,7,9\n"), &[]).err;
        assert!(said.contains(expected) && said.contains("`scrutiny draft-layout FILE`"), "{said}");
    }
    for heads in ["Place,Sum,Note", "Partner,Sum,Note"] {
        let said = tried(&format!("{heads}\nBeds,5,7\n"), &[]);
        assert!(!said.err.contains("nearest layout") && said.err.contains("draft-layout FILE"), "{}", said.err);
        assert!(said.out.contains("no layout comes near"), "{}", said.out);
    }
}

#[test]
fn amounts_to_date_stand_apart_from_those_that_are_not() {
    let text = "Agreement,Partner,Contribution for the year (£),Paid to date (£)\nBeds,Council,900,225\n";
    let said = tried(&format!("Period: 2024-25\n{text}"), &[]);
    assert!(said.out.contains("contribution         2024-25 to date "), "{}{}", said.out, said.err);
    let json: Value = serde_json::from_str(&tried(&format!("Period: 2024-25\n{text}"), &["--json"]).out).unwrap();
    let totals = json["sheets"][0]["totals"].as_array().unwrap();
    let runs: Vec<bool> = totals.iter().map(|total| total["cumulative"] == true).collect();
    assert_eq!(runs, [false, true], "{totals:#?}");
}

#[test]
fn a_column_across_is_missing_with_its_month_and_a_row_with_its_date() {
    let said = tried("Financial year: 2024-25\n£\nScheme,Budget,Actual to June\nBeds,300,290\n", &[]).err;
    assert!(said.contains("no column `Budget` with a month beside it"), "{said}");
    let said = tried("Date,Supplier,Amount\n01/04/2024,A,100\n,B,30\n02/04/2024,C,50\n", &[]).err;
    assert!(said.contains("error[no-period]: row 3 has no `Date`; its amount is not used"), "{said}");
}
