//! The workbooks that the project ships are made from texts beside them, so that a change to one can be read.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::{expect_file, files, root, workbook};

/// Where the texts of the shipped area's workbooks stand, and what they make.
const SHIPPED: [(&str, &str); 2] = [
    ("tests/salford/agreements.txt", "input/salford/agreements.xlsx"),
    (
        "tests/salford/contributions-2006-07.txt",
        "input/salford/returns/salford-primary-care-trust/contributions-2006-07.xlsx",
    ),
];

#[test]
fn shipped_workbooks_are_what_their_texts_say() {
    for (text, made) in SHIPPED {
        check(&root().join(text), &root().join(made));
    }
}

#[test]
fn workbooks_of_the_tests_are_what_their_texts_say() {
    let folders = ["tests/backtests", "tests/findings", "tests/cases", "tests/shapes", "tests/stories"];
    let is_text = |path: &PathBuf| path.to_string_lossy().ends_with(".xlsx.txt");
    let texts: Vec<PathBuf> =
        folders.into_iter().flat_map(|folder| files(&root().join(folder))).filter(is_text).collect();
    assert!(!texts.is_empty());
    for text in texts {
        // A text beside a return would be read as one: it stands one folder up, under the return's name.
        let beside = text.with_extension("").with_extension("xlsx");
        let made = if text.ends_with("return.xlsx.txt") {
            text.with_file_name("input/returns/council/return.xlsx")
        } else {
            beside
        };
        check(&text, &made);
    }
}

fn check(text: &Path, made: &Path) {
    let is_register = made.file_name().is_some_and(|name| name == "agreements.xlsx");
    expect_file(made, &workbook::from_text(&fs::read_to_string(text).unwrap(), is_register));
}
