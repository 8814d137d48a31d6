//! The sheet `Variations`: agreed changes to commitments.

use super::{Record, RegisterColumn, RegisterSheet};

/// Its columns.
pub const SHEET: RegisterSheet = RegisterSheet {
    record: Record::Variations,
    name: "Variations",
    columns: &[
        RegisterColumn::new("agreement", "Agreement", "As on the sheet Agreements"),
        RegisterColumn::new("partner", "Partner", "Whose commitment changes"),
        RegisterColumn::new("year", "Year", "Such as 2006-07"),
        RegisterColumn::new("date", "Date", "When it was agreed"),
        RegisterColumn::new("amount", "Amount", "In pounds, below zero where it lowers the commitment"),
        RegisterColumn::new("class", "Class", "revenue or capital; empty for revenue"),
        RegisterColumn::new(
            "form",
            "Form",
            "cash or in kind, where the partner has commitments of both; the column may be left out",
        )
        .that_may_be_lacking(),
        RegisterColumn::new(
            "grant",
            "Grant",
            "As on the sheet Commitments, where the partner has several; the column may be left out",
        )
        .that_may_be_lacking(),
        RegisterColumn::new(
            "purpose",
            "For",
            "As on the sheet Commitments, where the partner has several; the column may be left out",
        )
        .that_may_be_lacking(),
        RegisterColumn::new("recurrent", "Recurrent", "yes or no"),
        RegisterColumn::new("consulted", "Consulted", "Whom, and when"),
        RegisterColumn::new("approved-by", "Approved by", "Who approved it"),
        RegisterColumn::new("reference", "Reference", "Where that is written"),
    ],
    may_be_lacking: false,
};
