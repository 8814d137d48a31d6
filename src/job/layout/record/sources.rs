//! Sources: what meets an overspend, in order, before partners share the rest.

use super::{Record, RegisterColumn, RegisterSheet};

/// Its columns.
pub const SHEET: RegisterSheet = RegisterSheet {
    record: Record::Sources,
    name: "Sources",
    columns: &[
        RegisterColumn::new("agreement", "Agreement", "As on the sheet Agreements"),
        RegisterColumn::new("year", "Year", "Such as 2006-07"),
        RegisterColumn::new(
            "class",
            "Class",
            "revenue or capital, where the agreement has both; empty for revenue; the column \
             may be left out",
        )
        .that_may_be_lacking(),
        RegisterColumn::new("order", "Order", "1 for what meets an overspend first"),
        RegisterColumn::new("source", "Source", "brought forward, risk pool or uncommitted schemes"),
        RegisterColumn::new("amount", "Amount", "In pounds: what there is of it"),
    ],
    may_be_lacking: true,
};
