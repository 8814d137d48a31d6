//! Packs: every pack that the shipped area and the test cases make, as PDF.

mod forty;

use std::fs;
use std::path::{Path, PathBuf};

use crate::story;
use crate::support::{copy_folder, folders, root, scrutiny};

/// Every area that the tests have, by name, written below a folder.
fn areas(below: &Path) -> Vec<(String, PathBuf)> {
    let mut areas = Vec::new();
    let mut add = |name: String, write: &dyn Fn(&Path)| {
        let area = below.join(&name).join("area");
        fs::create_dir_all(&area).unwrap();
        write(&area);
        areas.push((name, area));
    };
    let copies =
        [("shipped", "input"), ("case", "tests/cases"), ("finding", "tests/findings"), ("backtest", "tests/backtests")];
    for (kind, folder) in copies {
        for found in folders(&root().join(folder)) {
            let input = if kind == "shipped" { found.clone() } else { found.join("input") };
            if input.is_dir() {
                let name = found.file_name().unwrap().to_str().unwrap();
                add(format!("{kind}-{name}"), &|area| copy_folder(&input, area));
            }
        }
    }
    add("forty".to_owned(), &|area| forty::write(area));
    for chapter in ["M04", "M09", "year-end"] {
        add(format!("story-{chapter}"), &|area| story::write(chapter, area));
    }
    areas
}

/// Publishes an area and gives its newest revision, or nothing where there is none.
fn publish(area: &Path, output: &Path) -> Option<PathBuf> {
    let templates = root().join("templates");
    let paths = [area, &templates, output].map(|path| path.to_str().unwrap());
    scrutiny(&["run", "-q", "--input", paths[0], "--templates", paths[1], "--output", paths[2]]);
    let periods = output.join("area").is_dir().then(|| folders(&output.join("area")))?;
    folders(periods.first()?).pop()
}

/// Writes every pack as `<name>.pdf` into the folder `SCRUTINY_PACKS`, to be looked at or held against the standards.
#[test]
#[ignore = "writes files: SCRUTINY_PACKS says where"]
fn every_pack_is_written_out() {
    let target = PathBuf::from(std::env::var_os("SCRUTINY_PACKS").unwrap());
    fs::create_dir_all(&target).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut count = 0;
    for (name, area) in areas(folder.path()) {
        if let Some(revision) = publish(&area, &folder.path().join(&name).join("output")) {
            fs::copy(revision.join("pack.pdf"), target.join(format!("{name}.pdf"))).unwrap();
            count += 1;
        }
    }
    assert!(count > 60, "only {count} packs were made");
}
