//! The sheet `Agreements`: what the partners agreed, how it is governed, and by which rules.

use super::{Column, Record, Sheet};

/// Its columns.
pub const SHEET: Sheet = Sheet {
    record: Record::Agreements,
    name: "Agreements",
    columns: &[
        Column::new("agreement", "Agreement", "A short name that the other sheets use"),
        Column::new("title", "Title", "As the pack prints it"),
        Column::new("service", "Service", "What it pays for"),
        Column::new(
            "arrangements",
            "Arrangements",
            "One or more types, such as Section 75 pooled fund; semicolons between",
        ),
        Column::new("host", "Host", "The partner that holds the pool"),
        Column::new("pool-manager", "Pool manager", "Who manages it"),
        Column::new("board", "Board", "The partnership board"),
        Column::new("board-last-met", "Board last met", "A date"),
        Column::new("users-and-carers", "Users and carers", "How they are represented"),
        Column::new("aims", "Aims", "What it is for"),
        Column::new("start", "Start", "The first day that it covers"),
        Column::new("end", "End", "The last day; empty where it runs until notice"),
        Column::new("signed", "Signed", "A date, which may be later than the start"),
        Column::new("notice-months", "Notice months", "How many months' notice"),
        Column::new("status", "Status", "Active, under notice, disputed or ended"),
        Column::new("risk-share", "Risk share", "Who bears an overspend"),
        Column::new("underspend", "Underspend", "What becomes of an underspend"),
        Column::new(
            "materiality",
            "Materiality",
            "The difference between two partners' figures that matters, in pounds",
        ),
        Column::new("vat", "VAT", "Whether amounts are with or without VAT"),
        Column::new("basis", "Basis", "Gross or net of client income"),
        Column::new("cost-centres", "Cost centres", "Those that identify it in ledgers; semicolons between"),
    ],
};
