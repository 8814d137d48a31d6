//! The sheet `Names`: other names under which returns show partners and agreements.

use super::{Record, RegisterColumn, RegisterSheet};

/// Its columns.
pub const SHEET: RegisterSheet = RegisterSheet {
    record: Record::Names,
    name: "Names",
    columns: &[
        RegisterColumn::new("name", "Partner or agreement", "As the other sheets name it"),
        RegisterColumn::new("name-seen", "Name seen", "Another name under which returns show it"),
        RegisterColumn::new("from", "From", "The first day on which that name was used; empty for always"),
        RegisterColumn::new("to", "To", "The last such day"),
    ],
    may_be_lacking: false,
};
