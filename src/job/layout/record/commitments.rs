//! The sheet `Commitments`: what each partner committed to for a year.

use super::{Record, RegisterColumn, RegisterSheet};

/// Its columns.
pub const SHEET: RegisterSheet = RegisterSheet {
    record: Record::Commitments,
    name: "Commitments",
    columns: &[
        RegisterColumn::new("agreement", "Agreement", "As on the sheet Agreements"),
        RegisterColumn::new(
            "partner",
            "Partner",
            "As on the sheet Partners; empty for income that a gross pool is agreed to have",
        ),
        RegisterColumn::new("year", "Year", "Such as 2006-07"),
        RegisterColumn::new("class", "Class", "revenue or capital; empty for revenue"),
        RegisterColumn::new("form", "Form", "cash or in kind; empty for cash"),
        RegisterColumn::new("recurrent", "Recurrent", "yes or no"),
        RegisterColumn::new("amount", "Amount", "In pounds"),
        RegisterColumn::new(
            "instalments",
            "Instalments",
            "Empty for four equal quarters; monthly, quarterly in advance, monthly in advance, in advance, in arrears, Q1 30%; \
             Q2 70%, or 1 Apr 50%; 1 Oct 50%",
        ),
        RegisterColumn::new(
            "grant",
            "Grant",
            "ibcf, labcg, dfg, discharge or winter where a council passes that grant on; the column may be left out",
        )
        .that_may_be_lacking(),
        RegisterColumn::new(
            "purpose",
            "For",
            "social care or out of hospital, where a minimum is published for it; the column may be left out",
        )
        .that_may_be_lacking(),
    ],
    may_be_lacking: false,
};
