//! Files as they were met elsewhere, damaged, hostile, old or odd: each is read as Excel reads it, or named.
//!
//! The files stand beside the project, in `../shared`; where they are not at hand, the tests say so and pass.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::support::{root, say, scrutiny};

/// What `scrutiny read --json` says of a file; none where it is not at hand.
fn answer(path: &str) -> Option<Value> {
    let path: PathBuf = root().join("../shared").join(path);
    if !path.is_file() {
        say(&format!("skipped: ../shared/{} is not here", relative(&path)));
        return None;
    }
    Some(serde_json::from_str(&scrutiny(&["read", "--json", path.to_str().unwrap()]).out).unwrap())
}

fn relative(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

#[test]
fn a_file_is_read_whole_or_refused_by_name() {
    for (path, verdict, why) in [
        ("attacks/cut-read-as-empty.xls", "corrupt", "it is damaged or cut short (its workbook ends early)"),
        ("attacks/one-bit-8.6-to-9.6.xlsx", "corrupt", "it is damaged or cut short (Invalid checksum)"),
        ("attacks/crc-mismatch.xlsx", "corrupt", "it is damaged or cut short (Invalid checksum)"),
        ("attacks/765-bytes-19m-cells.ods", "too-large", "a few cells of it stand for millions, as no return has them"),
        ("attacks/50000-sheets.ods", "too-large", "it has more than 10,000 sheets"),
        ("small-real/x.slk", "unsupported", "it is a table in the Symbolic Link format (SYLK)"),
        ("corpus/apache-poi/test-data/spreadsheet/testEXCEL_3.xls", "unsupported", "it is an Excel 3 workbook"),
        ("corpus/apache-poi/test-data/spreadsheet/testEXCEL_4.xls", "unsupported", "it is an Excel 4 workbook"),
        ("corpus/apache-poi/test-data/spreadsheet/password.xls", "encrypted", "it is protected with a password"),
        (
            "corpus/messytables/horror/encrypted_no_password.xls",
            "encrypted",
            "it is protected against changes, which encrypts it, though Excel opens it without asking",
        ),
    ] {
        let Some(said) = answer(path) else { continue };
        assert_eq!((&said["verdict"], &said["why"]), (&verdict.into(), &why.into()), "{path}");
    }
    for (path, sheets) in [
        ("small-real/Test_git_issue_411.xls", &[("Sheet1", 305)][..]),
        ("small-real/Test_git_issue_111_NoRowRecords.xls", &[("Sheet1", 108)]),
        ("small-real/utf16be.xlsx", &[("Sheet1", 1)]),
    ] {
        let Some(said) = answer(path) else { continue };
        assert_eq!(said["verdict"], "read", "{path}");
        let cells = |sheet: &Value| (sheet["name"].as_str().unwrap().to_owned(), sheet["cells"].as_u64().unwrap());
        let found: Vec<_> = said["sheets"].as_array().unwrap().iter().map(cells).collect();
        assert_eq!(
            found,
            sheets.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect::<Vec<_>>(),
            "{path}"
        );
    }
}

#[test]
fn texts_of_a_workbook_hold_no_nul() {
    let path = root().join("../shared/small-real/Test_git_issue_111_NoRowRecords.xls");
    if !path.is_file() {
        return say("skipped: ../shared/small-real is not here");
    }
    let said = scrutiny(&["read", "--csv", path.to_str().unwrap()]).out;
    assert_eq!(said.lines().next(), Some(",,,,,Barclay UCITS Index Historical Data"));
    assert!(!said.contains('\0'));
}
