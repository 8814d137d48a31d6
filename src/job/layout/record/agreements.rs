//! The sheet `Agreements`: what the partners agreed, how it is governed, and by which rules.

use super::{Record, RegisterColumn, RegisterSheet};

/// Its columns.
pub const SHEET: RegisterSheet = RegisterSheet {
    record: Record::Agreements,
    name: "Agreements",
    columns: &[
        RegisterColumn::new("agreement", "Agreement", "A short name that the other sheets use"),
        RegisterColumn::new("title", "Title", "As the pack prints it"),
        RegisterColumn::new("service", "Service", "What it pays for"),
        RegisterColumn::new(
            "arrangements",
            "Arrangements",
            "One or more types, such as Section 75 pooled fund; semicolons between",
        ),
        RegisterColumn::new("host", "Host", "The partner that holds the pool"),
        RegisterColumn::new("pool-manager", "Pool manager", "Who manages it"),
        RegisterColumn::new("board", "Board", "The partnership board"),
        RegisterColumn::new("board-last-met", "Board last met", "A date"),
        RegisterColumn::new("users-and-carers", "Users and carers", "How they are represented"),
        RegisterColumn::new("aims", "Aims", "What it is for"),
        RegisterColumn::new("start", "Start", "The first day that it covers"),
        RegisterColumn::new("end", "End", "The last day; empty where it runs until notice"),
        RegisterColumn::new("signed", "Signed", "A date, which may be later than the start"),
        RegisterColumn::new("notice-months", "Notice months", "How many months' notice"),
        RegisterColumn::new("status", "Status", "Active, under notice, disputed or ended"),
        RegisterColumn::new("review", "Review", "When or how it is reviewed; the column may be left out")
            .that_may_be_lacking(),
        RegisterColumn::new(
            "risk-share",
            "Risk share",
            "Proportional to opening contributions; Proportional to contributions; Fixed percentages or 60/40 (who has which on \
             the sheet Risk shares); Part of the pool: 40%; Host bears all; The commissioner bears its own; By scheme; None: each \
             bears its own. Add: capped, both ways, rest not allotted, stepped",
        ),
        RegisterColumn::new(
            "underspend",
            "Underspend",
            "Carried forward in the pool; Kept by the host; Returned by shares; Non-recurrent use only; Contingency",
        ),
        RegisterColumn::new(
            "variance-base",
            "Variance base",
            "paid, where the agreement measures an overspend against what partners paid in; empty for what they \
             committed; the column may be left out",
        )
        .that_may_be_lacking(),
        RegisterColumn::new(
            "materiality",
            "Materiality",
            "The difference between two partners' figures that matters, in pounds",
        ),
        RegisterColumn::new("vat", "VAT", "Whether amounts are with or without VAT"),
        RegisterColumn::new(
            "basis",
            "Basis",
            "gross or net of client income; and `in kind counts` where what is given in kind is a part of the pool",
        ),
        RegisterColumn::new("cost-centres", "Cost centres", "Those that identify it in ledgers; semicolons between"),
    ],
    may_be_lacking: false,
};
