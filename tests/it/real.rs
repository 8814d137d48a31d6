//! Real published spreadsheets: each is read by a shipped layout and adds up to what was published or worked out elsewhere.
//!
//! The files stand beside the project, in `../shared/real`; where they are not at hand, each test says so and passes.

mod drafts;
mod ledgers;
mod outturn;
mod small;
mod social_care;
mod spend;

use std::path::PathBuf;

use crate::support::{root, say};

/// A file or folder among the real ones; none where they are not at hand.
fn real(path: &str) -> Option<PathBuf> {
    let folder = root().join("../shared/real");
    if !folder.is_dir() {
        say("skipped: ../shared/real is not here");
        return None;
    }
    let path = folder.join(path);
    assert!(path.exists(), "{} is missing", path.display());
    Some(path)
}

/// The files of a folder that end so, in order of their names.
fn files(folder: &std::path::Path, ending: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|found| found == ending)).collect();
    files.sort();
    files
}
