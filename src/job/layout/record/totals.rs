//! The sheet `Totals`: reference figures, and where they were published.

use super::{Record, RegisterColumn, RegisterSheet};

/// Its columns.
pub const SHEET: RegisterSheet = RegisterSheet {
    record: Record::Totals,
    name: "Totals",
    columns: &[
        RegisterColumn::new("whose", "Partner or area", "As on the sheet Partners, or the word area"),
        RegisterColumn::new(
            "agreement",
            "Agreement",
            "For what is carried or brought forward, and for the council-line of one payment: whose, as on the sheet Agreements; else empty",
        )
        .that_may_be_lacking(),
        RegisterColumn::new("figure", "Figure", "One word of the closed list in the README"),
        RegisterColumn::new(
            "class",
            "Class",
            "revenue or capital, of what is carried or brought forward where the agreement has both; empty for revenue; the column \
             may be left out",
        )
        .that_may_be_lacking(),
        RegisterColumn::new("period", "Period", "Such as 2006-07"),
        RegisterColumn::new("amount", "Amount", "In pounds"),
        RegisterColumn::new("source", "Source", "Where it was published"),
    ],
    may_be_lacking: false,
};
