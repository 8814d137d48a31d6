//! The sheet `Names`: other names under which returns show partners and agreements.

use super::{Column, Record, Sheet};

/// Its columns.
pub const SHEET: Sheet = Sheet {
    record: Record::Names,
    name: "Names",
    columns: &[
        Column::new("name", "Partner or agreement", "As the other sheets name it"),
        Column::new("name-seen", "Name seen", "Another name under which returns show it"),
        Column::new("from", "From", "The first day on which that name was used; empty for always"),
        Column::new("to", "To", "The last such day"),
    ],
};
