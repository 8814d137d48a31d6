//! The rules of the house, as far as a test can hold them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::support::root;

/// The rooms that every stage may use.
const VOCABULARY: [&str; 5] = ["model", "finding", "fault", "job", "ledger"];

/// Each stage, and the stages whose nouns it may name: the one before it, and one whose noun that one holds.
const STAGES: [(&str, &[&str]); 8] = [
    ("discover", &[]),
    ("read", &["discover"]),
    ("normalise", &["read"]),
    ("reconcile", &[]),
    ("measure", &["reconcile"]),
    ("present", &["measure", "reconcile"]),
    ("publish", &["present"]),
    // Not a stage of the line: it comes after it, and publishes figures that are already published.
    ("roll_up", &["measure", "present", "publish"]),
];

/// Foreign crates, and the files that may name them.
const FENCES: [(&str, &[&str]); 21] = [
    ("calamine", &["read/excel"]),
    ("quick_xml", &["read/"]),
    ("cap", &["read/worker.rs"]),
    ("rlimit", &["read/worker.rs"]),
    ("csv", &["read/text", "publish/trace", "cli/read.rs"]),
    ("encoding_rs", &["read/", "discover/encoding.rs"]),
    ("zip", &["discover/", "read/excel/"]),
    ("walkdir", &["discover.rs"]),
    ("polars", &["ledger.rs"]),
    ("polars_io", &["ledger.rs"]),
    ("minijinja", &["present/words"]),
    ("pulldown_cmark", &["present/words"]),
    ("printpdf", &["publish/pdf"]),
    ("lopdf", &["publish/pdf"]),
    ("allsorts", &["publish/pdf"]),
    ("rust_xlsxwriter", &["publish/sheet"]),
    ("maud", &["publish/html"]),
    ("base64", &["publish/html"]),
    ("clap", &["cli.rs"]),
    ("toml", &["job.rs", "job/"]),
    ("annotate_snippets", &["finding/screen.rs", "job/settings.rs"]),
];

/// A source file: its path below `src/` and its text.
struct Source {
    path: String,
    text: String,
}

impl Source {
    /// The code without its comments and its tests.
    fn code(&self) -> impl Iterator<Item = &str> {
        let is_test =
            ["/tests.rs", "/fixture.rs", "read/hostile.rs", "read/kept.rs"].iter().any(|end| self.path.ends_with(end));
        let until_tests = self.text.lines().take_while(move |line| !is_test && !line.starts_with("#[cfg(test)]"));
        until_tests.filter(|line| !line.trim_start().starts_with("//"))
    }

    /// The stage or room that the file belongs to.
    fn room(&self) -> &str {
        self.path.split(['/', '.']).next().unwrap()
    }
}

fn sources() -> Vec<Source> {
    fn walk(folder: &Path, base: &Path, sources: &mut Vec<Source>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, base, sources);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let below = path.strip_prefix(base).unwrap().to_str().unwrap().replace('\\', "/");
                sources.push(Source { path: below, text: fs::read_to_string(&path).unwrap() });
            }
        }
    }
    let base = root().join("src");
    let mut sources = Vec::new();
    walk(&base, &base, &mut sources);
    assert!(sources.len() > 50, "where is the code?");
    sources
}

/// What breaks the rule of who may use whom.
fn forbidden_uses(sources: &[Source]) -> Vec<String> {
    let stages: BTreeMap<&str, &[&str]> = STAGES.into_iter().collect();
    let mut broken = Vec::new();
    for source in sources {
        let room = source.room();
        let is_vocabulary = VOCABULARY.contains(&room);
        let Some(allowed) = stages.get(room).copied().or(is_vocabulary.then_some(&[][..])) else { continue };
        for line in source.code() {
            for used in line.split("crate::").skip(1) {
                let other = used.split(|letter: char| !letter.is_alphanumeric() && letter != '_').next().unwrap();
                let fine = other == room || VOCABULARY.contains(&other) || allowed.contains(&other);
                if !fine {
                    broken.push(format!("src/{}: `{}` may not use `{other}`: {}", source.path, room, line.trim()));
                }
            }
        }
    }
    broken
}

/// What names a crate outside its fence.
fn escaped_crates(sources: &[Source]) -> Vec<String> {
    let mut broken = Vec::new();
    for source in sources {
        for (name, homes) in FENCES {
            let at_home = homes.iter().any(|home| source.path.starts_with(home));
            let named = |line: &str| {
                line.contains(&format!("use {name}::"))
                    || line.contains(&format!("{name}::")) && !line.contains(&format!("_{name}::"))
            };
            if !at_home && source.code().any(named) {
                broken.push(format!("src/{}: `{name}` is named outside {homes:?}", source.path));
            }
        }
    }
    broken
}

/// What breaks the rules about files: their length, their first line, and words that have no place in the library.
fn untidy_files(sources: &[Source]) -> Vec<String> {
    let mut broken = Vec::new();
    for source in sources {
        let mut complain = |what: &str| broken.push(format!("src/{}: {what}", source.path));
        let first = source.text.lines().next().unwrap_or_default();
        if !(first.starts_with("//! ") && first.len() > 20) {
            complain("does not open with one `//!` sentence");
        }
        if source.text.lines().count() > 400 {
            complain("is longer than 400 lines");
        }
        if source.path.ends_with("mod.rs") || source.path.ends_with("util.rs") || source.path.ends_with("utils.rs") {
            complain("has a name that says nothing");
        }
        for word in [
            ".unwrap()",
            ".expect(",
            "panic!(",
            "todo!(",
            "unimplemented!(",
            "println!(",
            "dbg!(",
            "anyhow",
            "#[allow(",
        ] {
            if source.code().any(|line| line.contains(word)) {
                complain(&format!("says `{word}`"));
            }
        }
        if source.code().any(|line| line.trim_start().starts_with("use super::*")) {
            complain("uses everything above it");
        }
    }
    broken
}

/// What turns a float into money outside the one place for it, or fills an amount that is missing.
fn invented_money(sources: &[Source]) -> Vec<String> {
    let mut broken = Vec::new();
    for source in sources.iter().filter(|source| source.path != "normalise/convert.rs") {
        for line in source.code() {
            let line = line.trim();
            if line.contains("from_f64") || line.contains("from_f32") || line.contains("from_scientific") {
                broken.push(format!("src/{}: a float becomes a number here: {line}", source.path));
            }
            if line.contains("Money::ZERO") && line.contains("unwrap_or") {
                broken.push(format!("src/{}: a missing amount is filled here: {line}", source.path));
            }
        }
    }
    broken
}

fn assert_none(broken: Vec<String>) {
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

#[test]
fn a_stage_uses_the_vocabulary_and_the_stage_before_it() {
    assert_none(forbidden_uses(&sources()));
}

#[test]
fn foreign_crates_stay_behind_their_fences() {
    assert_none(escaped_crates(&sources()));
}

#[test]
fn files_are_tidy() {
    assert_none(untidy_files(&sources()));
}

#[test]
fn a_float_becomes_money_in_one_place_and_nothing_fills_what_is_missing() {
    assert_none(invented_money(&sources()));
}

#[test]
fn each_dependency_says_why_it_is_there() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let dependencies = manifest.split("\n[").filter(|part| part.contains("dependencies]\n"));
    for line in dependencies.flat_map(|part| part.lines().skip(1)) {
        let fine = line.is_empty() || line.starts_with('#') || line.contains(" # ");
        assert!(fine, "no reason: {line}");
    }
    for pinned in ["polars = { version = \"=", "polars-io = { version = \"=", "printpdf = { version = \"="] {
        assert!(manifest.contains(pinned), "not pinned exactly: {pinned}");
    }
}

#[test]
fn what_stands_at_the_top_is_what_belongs_there() {
    const TOP: [&str; 20] = [
        ".ci",
        ".git",
        ".gitignore",
        "CHANGELOG.md",
        "Cargo.lock",
        "Cargo.toml",
        "LICENSE-APACHE",
        "LICENSE-MIT",
        "README.md",
        "benches",
        "clippy.toml",
        "docs",
        "examples",
        "input",
        "output",
        "rustfmt.toml",
        "src",
        "target",
        "templates",
        "tests",
    ];
    for entry in fs::read_dir(root()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(TOP.contains(&name.as_str()), "`{name}` has no place at the top level");
    }
}

#[test]
fn the_rules_bite() {
    let source = |path: &str, text: &str| vec![Source { path: path.to_owned(), text: text.to_owned() }];
    let tidy = "//! A sentence that is long enough.\n";
    assert_eq!(forbidden_uses(&source("read/excel.rs", "use crate::reconcile::Books;\n")).len(), 1);
    assert_eq!(forbidden_uses(&source("model/money.rs", "fn f(x: crate::read::Sheet) {}\n")).len(), 1);
    assert_eq!(forbidden_uses(&source("normalise/layout.rs", "use crate::read::Sheet;\n")).len(), 0);
    assert_eq!(forbidden_uses(&source("roll_up/found.rs", "use crate::reconcile::Books;\n")).len(), 1);
    assert_eq!(escaped_crates(&source("measure.rs", "use polars::prelude::DataFrame;\n")).len(), 1);
    assert_eq!(escaped_crates(&source("normalise.rs", "let x = calamine::Data::Empty;\n")).len(), 1);
    assert_eq!(escaped_crates(&source("ledger.rs", "use polars::prelude::DataFrame;\n")).len(), 0);
    assert_eq!(untidy_files(&source("measure.rs", "use std::fmt;\n")).len(), 1);
    assert_eq!(untidy_files(&source("measure.rs", &format!("{tidy}let x = y.unwrap();\n"))).len(), 1);
    assert_eq!(untidy_files(&source("measure.rs", &format!("{tidy}{}", "\n".repeat(400)))).len(), 1);
    assert_eq!(untidy_files(&source("measure.rs", &format!("{tidy}#[cfg(test)]\nlet x = y.unwrap();\n"))).len(), 0);
    assert_eq!(invented_money(&source("measure.rs", "let x = Decimal::from_f64(0.1);\n")).len(), 1);
    assert_eq!(invented_money(&source("measure.rs", "x.unwrap_or(Money::ZERO)\n")).len(), 1);
}

#[test]
fn what_is_deflated_is_the_same_on_every_machine() {
    let lock = fs::read_to_string(root().join("Cargo.lock")).unwrap();
    assert!(lock.contains("name = \"zlib-rs\""), "who deflates?");
    for other in ["libz-sys", "libz-ng-sys", "cloudflare-zlib-sys"] {
        assert!(
            !lock.contains(&format!("name = \"{other}\"")),
            "{other} takes the place of zlib-rs, and C differs by machine"
        );
    }
}
