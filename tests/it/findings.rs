//! Every finding has its smallest input and its exact words under `tests/findings/<name>/`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::support::{expect_file, folders, root, scrutiny};

/// Findings that no small file in a repository can raise: they need a file without permission, a mistake in a reader, a file
/// that somebody is writing, or one that takes too much.
/// `machine.rs` and `hostile.rs` hold them; `published.rs` holds the one that needs an earlier publication, and `traps.rs` the
/// one that needs 65,536 rows.
const NOT_IN_A_FILE: [&str; 7] =
    ["unreadable", "crashed", "still-changing", "too-large", "timed-out", "restated", "truncated-sheet"];

#[test]
fn every_finding_has_its_smallest_input() {
    let raised: BTreeSet<String> = folders(&root().join("tests/findings"))
        .iter()
        .map(|folder| folder.file_name().unwrap().to_str().unwrap().to_owned())
        .collect();
    let known: BTreeSet<String> = scrutiny::findings()
        .map(|about| about.name.to_owned())
        .filter(|name| !NOT_IN_A_FILE.contains(&name.as_str()))
        .collect();
    assert_eq!(raised, known);
}

#[test]
fn every_finding_says_its_exact_words() {
    for folder in folders(&root().join("tests/findings")) {
        let name = folder.file_name().unwrap().to_str().unwrap();
        let said = check(&folder, &[]);
        assert!(said.contains(&format!("[{name}]")), "{name} is not raised:\n{said}");
        expect_file(&folder.join("expected.txt"), said.as_bytes());
    }
}

#[test]
fn check_prints_findings_as_json() {
    for folder in folders(&root().join("tests/findings")) {
        let name = folder.file_name().unwrap().to_str().unwrap();
        let found: Vec<serde_json::Value> = serde_json::from_str(&check(&folder, &["--json"])).unwrap();
        assert!(found.iter().any(|finding| finding["name"] == name), "{name} is not raised");
        for finding in &found {
            let keys: Vec<&str> = finding.as_object().unwrap().keys().map(String::as_str).collect();
            assert_eq!(keys.len(), 12, "{keys:?}");
            assert!(!finding["help"].as_str().unwrap().is_empty());
            assert!(!finding["places"].as_array().unwrap().is_empty(), "{name} points at nothing");
        }
    }
}

#[test]
fn findings_are_worded_alike_and_named_once() {
    let mut names = BTreeSet::new();
    for about in scrutiny::findings() {
        assert!(names.insert(about.name), "{} is named twice", about.name);
        assert!(about.name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{}", about.name);
        for (text, is_sentence) in [(about.finds, true), (about.matters, true), (about.action, false)] {
            assert!(text.ends_with('.') == is_sentence && !text.contains("  "), "{}: {text}", about.name);
            assert!(text.starts_with(char::is_lowercase), "{}: {text}", about.name);
        }
        let page = scrutiny(&["explain", about.name, "--templates", root().join("templates").to_str().unwrap()]);
        assert!(page.code == 0 && page.out.contains(about.finds), "{}", page.err);
    }
}

fn check(folder: &Path, more: &[&str]) -> String {
    let input = folder.join("input");
    assert!(fs::exists(&input).unwrap());
    let templates = root().join("templates");
    let mut arguments = vec!["check", "--input", input.to_str().unwrap(), "--templates", templates.to_str().unwrap()];
    arguments.extend(more);
    let said = scrutiny(&arguments);
    let text = if more.is_empty() { said.err } else { said.out };
    text.replace(input.to_str().unwrap(), "input")
}
