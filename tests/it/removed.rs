//! Whatever return is taken away, no figure falls without a word: a finding names it, or the figure is not available.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::{copy_folder, files, folders, load, root};

/// The figures and the findings of an area, as a run that publishes nothing has them.
fn found(input: &Path) -> (Vec<Value>, Vec<String>) {
    let (_, report) =
        load(input, &root().join("templates"), &input.join("never")).unwrap_or_else(|| panic!("the area is refused"));
    let figures = serde_json::to_value(report.pack.figures.records("area")).unwrap();
    let findings = report.findings.iter().map(|finding| format!("{}: {}", finding.about.name, finding.message));
    (figures.as_array().unwrap().clone(), findings.collect())
}

/// The amounts of a figure: its value, or the part and the whole of a share.
fn amounts(figure: &Value) -> Vec<f64> {
    let amount = |key: &str| figure[key].as_str().and_then(|text| text.parse().ok());
    ["value", "numerator", "denominator"].into_iter().filter_map(amount).collect()
}

fn key(figure: &Value) -> String {
    let parts = ["id", "definition", "agreement", "scheme", "partner", "class", "source", "period"]
        .map(|key| figure[key].to_string());
    parts.join(" ")
}

#[test]
fn a_return_that_is_taken_away_lowers_nothing_without_a_word() {
    let mut areas = vec![root().join("input/salford")];
    for folder in ["tests/backtests", "tests/cases"] {
        let inputs = folders(&root().join(folder)).into_iter().map(|case| case.join("input"));
        areas.extend(inputs.filter(|input| input.join("area.toml").exists()));
    }
    let mut tried = 0;
    for area in areas {
        let (before, known) = found(&area);
        for file in files(&area.join("returns")) {
            let folder = tempfile::tempdir().unwrap();
            let input = folder.path().join("area");
            copy_folder(&area, &input);
            fs::remove_file(input.join(file.strip_prefix(&area).unwrap())).unwrap();
            let (after, findings) = found(&input);
            let is_new = |finding: &&String| !known.contains(finding);
            let is_said = findings.iter().any(|finding| is_new(&finding));
            for figure in &before {
                let now = after.iter().find(|now| key(now) == key(figure));
                let fell = now.is_some_and(|now| amounts(now).iter().zip(amounts(figure)).any(|(now, was)| *now < was));
                let was_known = !amounts(figure).is_empty();
                assert!(!fell || !was_known || is_said, "without {}: {figure} fell to {now:?}", file.display());
            }
            tried += 1;
        }
    }
    assert!(tried > 15, "{tried} returns were taken away");
}
