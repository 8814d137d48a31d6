//! The sheet `Totals`: reference figures, and where they were published.

use super::{Column, Record, Sheet};

/// Its columns.
pub const SHEET: Sheet = Sheet {
    record: Record::Totals,
    name: "Totals",
    columns: &[
        Column::new("whose", "Partner or area", "As on the sheet Partners, or the word area"),
        Column::new(
            "agreement",
            "Agreement",
            "For what is carried or brought forward: whose, as on the sheet Agreements; else empty",
        )
        .that_may_be_lacking(),
        Column::new("figure", "Figure", "One word of the closed list in the README"),
        Column::new("period", "Period", "Such as 2006-07"),
        Column::new("amount", "Amount", "In pounds"),
        Column::new("source", "Source", "Where it was published"),
    ],
};
