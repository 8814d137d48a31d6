//! Backtests: areas rebuilt from published papers, run from their files to their publication, and the published numbers.

use std::fs;
use std::path::Path;

use rust_decimal::{Decimal, RoundingStrategy};
use serde::Deserialize;
use serde_json::Value;

use crate::support::paper::characters;
use crate::support::{Area, folders, root};

/// The keys that tell one figure from another; what a backtest leaves out is null, and the period is the area's.
const KEYS: [&str; 4] = ["definition", "agreement", "partner", "class"];

/// What was published, and where.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Published {
    about: String,
    published_in: String,
    /// The findings that the rebuilt returns raise, by name.
    #[serde(default)]
    findings: Vec<String>,
    /// Words that the pack must print.
    #[serde(default)]
    pack: Vec<String>,
    /// Elements of `figures.json`; `false` stands for null, and `published` for a percentage with more decimals.
    figures: Vec<serde_json::Map<String, Value>>,
}

/// What is found because papers do not say who signed and when, when a board met, or what was paid by a day.
const NOT_PUBLISHED: [&str; 4] = ["board-not-met", "decision-missing", "not-known-to-be-paid", "not-signed"];

#[test]
fn published_numbers_come_out_again() {
    let backtests = folders(&root().join("tests/backtests"));
    assert!(backtests.len() >= 13, "where are they?");
    for folder in backtests {
        let published: Published = toml::from_str(&fs::read_to_string(folder.join("published.toml")).unwrap()).unwrap();
        assert!(!published.about.is_empty() && !published.published_in.is_empty() && !published.figures.is_empty());
        compare(&folder, &published);
    }
}

fn compare(folder: &Path, published: &Published) {
    let name = folder.file_name().unwrap().to_str().unwrap();
    let area = Area::copy(&folder.join("input"));
    let said = area.run();
    let made = area.newest();
    let figures = made.figures();
    let findings = made.list("findings.json");
    assert!(said.code < 2, "{name}: {}", said.err);
    let names = findings.iter().map(|one| one["name"].as_str().unwrap());
    let found: Vec<&str> = names.filter(|name| !NOT_PUBLISHED.contains(name)).collect();
    assert_eq!(found, published.findings, "{name}: {}", said.err);
    let period = made.folder().parent().unwrap().file_name().unwrap();
    let period = Value::from(period.to_str().unwrap());
    for expected in &published.figures {
        let wanted = |key: &str| expected.get(key).unwrap_or(&Value::Null);
        let is_it = |figure: &&Value| {
            figure["id"] == *wanted("id")
                && figure["period"] == *expected.get("period").unwrap_or(&period)
                && KEYS.iter().all(|key| figure[*key] == *wanted(key))
        };
        let matching: Vec<&Value> = figures.0.iter().filter(is_it).collect();
        assert_eq!(matching.len(), 1, "{name}: {expected:?}");
        same(name, matching[0], expected);
    }
    printed(name, &characters(&made.words()), &published.pack);
}

fn same(name: &str, figure: &Value, expected: &serde_json::Map<String, Value>) {
    for (key, value) in expected.iter().filter(|(key, _)| *key != "published") {
        let value = if *value == false { &Value::Null } else { value };
        assert_eq!(figure[key], *value, "{name}: `{key}` of {figure}");
    }
    if let Some(percent) = expected.get("published") {
        let amount = |part: &str| figure[part].as_str().unwrap().parse::<Decimal>().unwrap();
        let exact = amount("numerator") * Decimal::ONE_HUNDRED / amount("denominator");
        let rounded = exact.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
        assert_eq!(Value::from(rounded.to_string()), *percent, "{name}: {figure}");
    }
}

fn printed(name: &str, text: &str, words: &[String]) {
    for said in words {
        assert!(text.contains(&characters(said)), "{name}: the pack does not say \"{said}\"");
    }
}

#[test]
fn an_uplift_that_was_met_to_the_pound_is_missed_by_a_pound_less() {
    let area = Area::copy(&root().join("tests/backtests/north-tyneside/input")).rewritten("12310605", "12310604");
    let returned = "returns/north-east-and-north-cumbria-integrated-care-board/income.csv";
    area.replace(returned, &[("12310605", "12310604")]);
    let said = area.screen();
    assert!(said.contains("warning[uplift-not-met]") && said.contains("£12,310,605.00"), "{said}");
}
