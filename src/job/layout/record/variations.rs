//! The sheet `Variations`: agreed changes to commitments.

use super::{Column, Record, Sheet};

/// Its columns.
pub const SHEET: Sheet = Sheet {
    record: Record::Variations,
    name: "Variations",
    columns: &[
        Column::new("agreement", "Agreement", "As on the sheet Agreements"),
        Column::new("partner", "Partner", "Whose commitment changes"),
        Column::new("year", "Year", "Such as 2006-07"),
        Column::new("date", "Date", "When it was agreed"),
        Column::new("amount", "Amount", "In pounds, below zero where it lowers the commitment"),
        Column::new("class", "Class", "revenue or capital; empty for revenue"),
        Column::new("recurrent", "Recurrent", "yes or no"),
        Column::new("consulted", "Consulted", "Whom, and when"),
        Column::new("approved-by", "Approved by", "Who approved it"),
        Column::new("reference", "Reference", "Where that is written"),
    ],
};
