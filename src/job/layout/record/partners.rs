//! The sheet `Partners`: who they are, and when each was in being.

use super::{Record, RegisterColumn, RegisterSheet};

/// Its columns.
pub const SHEET: RegisterSheet = RegisterSheet {
    record: Record::Partners,
    name: "Partners",
    columns: &[
        RegisterColumn::new("partner", "Partner", "Its name; its drop folder has the same one"),
        RegisterColumn::new("sector", "Sector", "health, council or other"),
        RegisterColumn::new("from", "From", "The first day on which it was in being"),
        RegisterColumn::new("to", "To", "The last such day"),
        RegisterColumn::new("successor", "Successor", "Who took over from it"),
    ],
    may_be_lacking: false,
};
