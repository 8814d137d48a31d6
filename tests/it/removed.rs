//! Whatever return is taken away, no figure falls without a word: a finding names it, or the figure is not available.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::support::{copy_folder, folders, root, scrutiny};

/// The figures and the findings of an area.
fn published(input: &Path) -> (Vec<Value>, Vec<String>) {
    let output = tempfile::tempdir().unwrap();
    let templates = root().join("templates");
    let paths = [input, &templates, output.path()].map(|path| path.to_str().unwrap());
    let said = scrutiny(&["run", "-q", "--input", paths[0], "--templates", paths[1], "--output", paths[2]]);
    assert!(said.code < 2, "{}: {}", input.display(), said.err);
    let area = folders(output.path()).into_iter().next().unwrap();
    let revision = folders(&area).into_iter().next().unwrap().join("r1");
    let json = |name: &str| serde_json::from_slice::<Vec<Value>>(&fs::read(revision.join(name)).unwrap()).unwrap();
    let findings =
        json("findings.json").into_iter().map(|finding| format!("{}: {}", finding["name"], finding["message"]));
    (json("figures.json"), findings.collect())
}

fn returns(folder: &Path, all: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() { returns(&path, all) } else { all.push(path) }
    }
}

/// The amounts of a figure: its value, or what stands above and below the line.
fn amounts(figure: &Value) -> Vec<f64> {
    let amount = |key: &str| figure[key].as_str().and_then(|text| text.parse().ok());
    ["value", "numerator", "denominator"].into_iter().filter_map(amount).collect()
}

fn key(figure: &Value) -> String {
    let parts = ["id", "definition", "agreement", "partner", "class", "period"].map(|key| figure[key].to_string());
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
        let (before, known) = published(&area);
        let mut files = Vec::new();
        if area.join("returns").exists() {
            returns(&area.join("returns"), &mut files);
        }
        for file in files {
            let folder = tempfile::tempdir().unwrap();
            let input = folder.path().join("area");
            copy_folder(&area, &input);
            fs::remove_file(input.join(file.strip_prefix(&area).unwrap())).unwrap();
            let (after, findings) = published(&input);
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
