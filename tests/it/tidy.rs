//! The rules of the house, as far as a test can hold them.

mod circles;
mod source;

use std::collections::BTreeMap;
use std::fs;

use crate::support::root;
use circles::circles;
use source::{Source, sources};

/// The rooms that every stage may use.
const VOCABULARY: [&str; 5] = ["model", "finding", "fault", "job", "ledger"];

/// Each stage or room, and those whose nouns it may name: the stage before it, and one whose noun that one holds.
const STAGES: [(&str, &[&str]); 10] = [
    ("discover", &[]),
    ("read", &["discover"]),
    ("normalise", &["read"]),
    ("reconcile", &[]),
    ("measure", &["reconcile", "record"]),
    ("present", &["measure", "reconcile"]),
    ("publish", &["present", "record"]),
    // Rooms beside the line: what has been published, first layouts, and publications side by side.
    ("record", &[]),
    ("draft", &["normalise", "read"]),
    ("roll_up", &["measure", "present", "publish", "record"]),
];

/// Foreign crates, and the files that may name them.
const FENCES: [(&str, &[&str]); 34] = [
    ("calamine", &["read/excel"]),
    ("quick_xml", &["read/", "publish/docx", "publish/ods"]),
    ("htmlize", &["read/markup/html"]),
    ("postcard", &["read/wire"]),
    ("md5", &["read/excel/xls/password.rs"]),
    ("sha1", &["read/excel/xls/password.rs"]),
    ("rc4", &["read/excel/xls/password.rs"]),
    ("cap", &["read/worker.rs"]),
    ("rlimit", &["read/worker.rs"]),
    ("csv", &["read/text", "publish/csvw", "publish/trace", "cli/read.rs"]),
    ("encoding_rs", &["read/", "discover/encoding.rs"]),
    ("zip", &["discover/", "publish/docx", "publish/ods", "read/excel/"]),
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
    ("toml", &["job/"]),
    ("annotate_snippets", &["finding/screen.rs", "job/settings.rs"]),
    ("sha2", &["discover.rs", "job/settings.rs", "publish/html", "publish/pdf"]),
    ("strsim", &["model/words.rs"]),
    ("unicode_normalization", &["model/words.rs"]),
    ("serde_json", &["record/", "publish/html/dataset.rs", "publish/outputs.rs", "roll_up/found.rs", "cli/"]),
    ("notosans", &["publish/pdf/fonts"]),
    ("unicode_linebreak", &["publish/pdf/breaks.rs"]),
    ("png", &["job/livery/logo.rs"]),
    ("moxcms", &["publish/pdf/archive.rs"]),
];

/// Foreign crates that any file may name: words of the language, as it were.
const ANYWHERE: [&str; 4] = ["chrono", "rust_decimal", "serde", "thiserror"];

/// Packages whose crate has another name.
const RENAMED: [(&str, &str); 2] = [("allsorts-azul", "allsorts"), ("md-5", "md5")];

/// What breaks the rule of who may use whom.
fn forbidden_uses(sources: &[Source]) -> Vec<String> {
    let stages: BTreeMap<&str, &[&str]> = STAGES.into_iter().collect();
    let mut broken = Vec::new();
    for source in sources {
        let room = source.room();
        let is_vocabulary = VOCABULARY.contains(&room);
        let Some(allowed) = stages.get(room).copied().or(is_vocabulary.then_some(&[][..])) else { continue };
        for other in source.rooms() {
            if other != room && !VOCABULARY.contains(&other) && !allowed.contains(&other) {
                broken.push(format!("src/{}: `{room}` may not use `{other}`", source.path));
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
            if !at_home && source.paths.iter().any(|path| path[0] == name) {
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

/// What meets the machine in the middle of the line: files, the clock, the environment, other processes.
fn machine_in_the_middle(sources: &[Source]) -> Vec<String> {
    const MIDDLE: [&str; 7] = ["model", "finding", "ledger", "normalise", "reconcile", "measure", "present"];
    const MACHINE: [&str; 7] =
        ["std::fs", "std::env", "std::process", "std::net", "Utc::now", "SystemTime", "Instant::now"];
    let mut broken = Vec::new();
    for source in sources.iter().filter(|source| MIDDLE.contains(&source.room())) {
        for line in source.code() {
            if let Some(word) = MACHINE.iter().find(|word| line.contains(**word)) {
                broken.push(format!("src/{}: `{word}` in the middle of the line", source.path));
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

/// The crates that the library is built with, by the names that code has for them.
fn dependencies(manifest: &str) -> Vec<String> {
    let parts = manifest.split("\n[").filter(|part| part.contains("dependencies]\n") && !part.starts_with("dev-"));
    let lines = parts.flat_map(|part| part.lines().skip(1)).filter(|line| !line.starts_with('#'));
    let named = lines.filter_map(|line| Some(line.split_once('=')?.0.trim()));
    let renamed = |name: &str| RENAMED.iter().find(|(package, _)| *package == name).map(|(_, name)| (*name).to_owned());
    named.map(|name| renamed(name).unwrap_or_else(|| name.replace('-', "_"))).collect()
}

#[test]
fn each_foreign_crate_has_a_fence_or_may_be_named_anywhere() {
    let dependencies = dependencies(&fs::read_to_string(root().join("Cargo.toml")).unwrap());
    assert!(dependencies.len() > 20, "{dependencies:?}");
    let known: Vec<&str> = FENCES.iter().map(|(name, _)| *name).chain(ANYWHERE).collect();
    for name in &dependencies {
        assert!(known.contains(&name.as_str()), "`{name}` has no fence");
    }
    for name in &known {
        assert!(dependencies.iter().any(|one| one == name), "`{name}` has a fence and is no dependency");
    }
    let sources = sources();
    for (name, homes) in FENCES {
        for home in homes {
            let mut within = sources.iter().filter(|source| source.path.starts_with(home));
            let is_named = within.any(|source| source.paths.iter().any(|path| path[0] == name));
            assert!(is_named, "`{name}` is not in {home}");
        }
    }
}

#[test]
fn no_siblings_use_each_other() {
    assert_none(circles(&sources()).into_iter().map(|(parent, tie)| format!("src/{parent}: {tie}")).collect());
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
fn the_middle_of_the_line_does_not_meet_the_machine() {
    assert_none(machine_in_the_middle(&sources()));
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
    const TOP: [&str; 21] = [
        ".ci",
        ".git",
        ".gitignore",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
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
    let source = |path: &str, text: &str| vec![Source::new(path, text)];
    let tidy = "//! A sentence that is long enough.\n";
    assert_eq!(forbidden_uses(&source("read/excel.rs", "use crate::reconcile::Books;\n")).len(), 1);
    assert_eq!(forbidden_uses(&source("model/money.rs", "fn f(x: crate::read::Sheet) {}\n")).len(), 1);
    assert_eq!(forbidden_uses(&source("normalise/layout.rs", "use crate::read::Sheet;\n")).len(), 0);
    assert_eq!(forbidden_uses(&source("read/excel.rs", "use super::super::reconcile::Books;\n")).len(), 1);
    assert_eq!(forbidden_uses(&source("read/excel.rs", "use crate::{job::Job, reconcile::{Books, Line}};\n")).len(), 1);
    assert_eq!(forbidden_uses(&source("record/earlier.rs", "use crate::present::pack::Pack;\n")).len(), 1);
    assert_eq!(forbidden_uses(&source("roll_up/found.rs", "use crate::reconcile::Books;\n")).len(), 1);
    assert_eq!(escaped_crates(&source("measure.rs", "use polars::prelude::DataFrame;\n")).len(), 1);
    assert_eq!(escaped_crates(&source("normalise.rs", "let x = calamine::Data::Empty;\n")).len(), 1);
    assert_eq!(escaped_crates(&source("ledger.rs", "use polars::prelude::DataFrame;\n")).len(), 0);
    assert_eq!(untidy_files(&source("measure.rs", "use std::fmt;\n")).len(), 1);
    assert_eq!(untidy_files(&source("measure.rs", &format!("{tidy}let x = y.unwrap();\n"))).len(), 1);
    assert_eq!(untidy_files(&source("measure.rs", &format!("{tidy}{}", "\n".repeat(400)))).len(), 1);
    assert_eq!(invented_money(&source("measure.rs", "let x = Decimal::from_f64(0.1);\n")).len(), 1);
    assert_eq!(invented_money(&source("measure.rs", "x.unwrap_or(Money::ZERO)\n")).len(), 1);
    assert_eq!(machine_in_the_middle(&source("measure/joint.rs", "let now = Utc::now();\n")).len(), 1);
    assert_eq!(machine_in_the_middle(&source("publish.rs", "use std::fs;\n")).len(), 0);
}

#[test]
fn tests_are_no_code_and_what_stands_after_them_is() {
    let untidy = |text: &str| {
        let text = format!("//! A sentence that is long enough.\n{text}\n");
        untidy_files(&[Source::new("measure.rs", &text)]).len()
    };
    assert_eq!(untidy("#[cfg(test)]\nmod tests {\n    fn f() { x.unwrap(); }\n}"), 0);
    assert_eq!(untidy("#[cfg(test)]\nmod tests;\nfn f() { x.unwrap(); }"), 1, "after a module of its own file");
    assert_eq!(untidy("#[cfg(test)]\nmod tests {\n    const C: char = '{';\n}\nfn f() { x.unwrap(); }"), 1);
    assert_eq!(untidy("#[cfg(test)]\n#[derive(Debug)]\nstruct S(u8);\nfn f() { x.unwrap(); }"), 1);
    assert_eq!(untidy("fn f() -> &'static str { \".unwrap()\" } // .unwrap()"), 0, "words are no code");
    assert_eq!(untidy("fn f() -> &'static str { r#\"a \" {\"# }\nfn g<'a>(x: &'a str) { x.unwrap(); }"), 1);
}

#[test]
fn circles_are_seen_at_every_level() {
    let seen = |files: &[(&str, &str)]| {
        let sources: Vec<Source> = files.iter().map(|(path, text)| Source::new(path, text)).collect();
        circles(&sources).into_iter().map(|(parent, _)| parent).collect::<Vec<_>>()
    };
    assert_eq!(seen(&[("a.rs", "use crate::b::C;"), ("b.rs", "fn f(x: crate::a::D) {}")]), [""]);
    assert_eq!(seen(&[("a.rs", "use crate::b::C;"), ("b.rs", "use crate::c::C;"), ("c.rs", "use crate::a::C;")]), [""]);
    let in_child =
        [("a.rs", ""), ("a/b.rs", ""), ("a/b/c.rs", "use crate::a::{self, d};"), ("a/d.rs", "use super::b;")];
    assert_eq!(seen(&in_child), ["a"], "also through children");
    let up = [("a.rs", "mod b; use b::c;"), ("a/b.rs", "use super::D; fn f() { super::super::e::f() }"), ("e.rs", "")];
    assert!(seen(&up).is_empty(), "a child may use its parent, which uses it");
    let of_tests = "use crate::a::C;\n#[cfg(test)]\nmod tests {\n    use crate::b::C;\n}\n";
    assert!(seen(&[("a.rs", "// crate::b::C\n"), ("b.rs", of_tests)]).is_empty(), "tests look wherever they like");
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
