//! The sheet `Partners`: who they are, and when each was in being.

use super::{Column, Record, Sheet};

/// Its columns.
pub const SHEET: Sheet = Sheet {
    record: Record::Partners,
    name: "Partners",
    columns: &[
        Column::new("partner", "Partner", "Its name; its drop folder has the same one"),
        Column::new("sector", "Sector", "health, council or other"),
        Column::new("from", "From", "The first day on which it was in being"),
        Column::new("to", "To", "The last such day"),
        Column::new("successor", "Successor", "Who took over from it"),
    ],
};
