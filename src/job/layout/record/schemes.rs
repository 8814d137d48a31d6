//! Schemes: what the money of a pool is for, a row for each source that pays a scheme.

use super::{Record, RegisterColumn, RegisterSheet};

/// Its columns.
pub const SHEET: RegisterSheet = RegisterSheet {
    record: Record::Schemes,
    name: "Schemes",
    columns: &[
        RegisterColumn::new("agreement", "Agreement", "As on the sheet Agreements"),
        RegisterColumn::new("scheme", "Scheme", "A short name or number, the same in every year; returns may use it"),
        RegisterColumn::new("title", "Title", "As the pack prints it; returns may use it").that_may_be_lacking(),
        RegisterColumn::new("type", "Type", "The kind of scheme, such as Home care or Personal budget")
            .that_may_be_lacking(),
        RegisterColumn::new(
            "area-of-spend",
            "Area of spend",
            "acute, mental health, community health, continuing care, primary care, social care or other",
        )
        .that_may_be_lacking(),
        RegisterColumn::new(
            "commissioner",
            "Commissioner",
            "The partner that commissions it, or joint: those who pay it, each for its part",
        )
        .that_may_be_lacking(),
        RegisterColumn::new("provider", "Provider", "Who provides it").that_may_be_lacking(),
        RegisterColumn::new(
            "source",
            "Source of funding",
            "A partner, a grant as on the sheet Commitments, NHS minimum contribution, Additional NHS contribution, \
             Additional council contribution, client income or brought forward; a row for each",
        )
        .that_may_be_lacking(),
        RegisterColumn::new("year", "Year", "Such as 2006-07"),
        RegisterColumn::new("class", "Class", "revenue or capital; empty for revenue").that_may_be_lacking(),
        RegisterColumn::new("budget", "Budget", "In pounds: what the source is to pay for it in the year"),
        RegisterColumn::new(
            "risk-share",
            "Risk share",
            "Who bears what it over- or underspends, as on the sheet Agreements; empty where the agreement's rule holds",
        )
        .that_may_be_lacking(),
        RegisterColumn::new("uncommitted", "Uncommitted", "In pounds: what of the budget nobody has committed yet")
            .that_may_be_lacking(),
    ],
    may_be_lacking: true,
};
