//! The sheet `Notes`: what officers say.

use super::{Record, RegisterColumn, RegisterSheet};

/// Its columns.
pub const SHEET: RegisterSheet = RegisterSheet {
    record: Record::Notes,
    name: "Notes",
    columns: &[
        RegisterColumn::new("agreement", "Agreement", "As on the sheet Agreements; empty for the whole area"),
        RegisterColumn::new("period", "Period", "Such as 2006-07; empty for every period"),
        RegisterColumn::new("about", "About", "why, ask, recommendation, or the name of a finding"),
        RegisterColumn::new("text", "Text", "What the officer says"),
        RegisterColumn::new("officer", "Officer", "Who says it"),
    ],
};
