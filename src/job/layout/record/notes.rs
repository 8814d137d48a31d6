//! The sheet `Notes`: what officers say.

use super::{Column, Record, Sheet};

/// Its columns.
pub const SHEET: Sheet = Sheet {
    record: Record::Notes,
    name: "Notes",
    columns: &[
        Column::new("agreement", "Agreement", "As on the sheet Agreements; empty for the whole area"),
        Column::new("period", "Period", "Such as 2006-07; empty for every period"),
        Column::new("about", "About", "why, ask, recommendation, or the name of a finding"),
        Column::new("text", "Text", "What the officer says"),
        Column::new("officer", "Officer", "Who says it"),
    ],
};
