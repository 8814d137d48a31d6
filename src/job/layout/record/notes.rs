//! The sheet `Notes`: what officers say.

use super::{Record, RegisterColumn, RegisterSheet};

/// Its columns.
pub const SHEET: RegisterSheet = RegisterSheet {
    record: Record::Notes,
    name: "Notes",
    columns: &[
        RegisterColumn::new("agreement", "Agreement", "As on the sheet Agreements; empty for the whole area"),
        RegisterColumn::new("period", "Period", "Such as 2006-07; empty for every period"),
        RegisterColumn::new("about", "About", "why, ask, recommendation, recovery plan, or the name of a finding"),
        RegisterColumn::new("text", "Text", "What the officer says"),
        RegisterColumn::new("officer", "Officer", "Who says it"),
        RegisterColumn::new(
            "amount",
            "Amount",
            "In pounds, such as what a recovery plan is to save; the column may be left out",
        )
        .that_may_be_lacking(),
        RegisterColumn::new("owner", "Owner", "Who has to act; the column may be left out").that_may_be_lacking(),
        RegisterColumn::new("state", "State", "How far it has come; the column may be left out").that_may_be_lacking(),
    ],
    may_be_lacking: false,
};
