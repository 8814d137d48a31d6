//! The sheet `Commitments`: what each partner promised for a year.

use super::{Column, Record, Sheet};

/// Its columns.
pub const SHEET: Sheet = Sheet {
    record: Record::Commitments,
    name: "Commitments",
    columns: &[
        Column::new("agreement", "Agreement", "As on the sheet Agreements"),
        Column::new("partner", "Partner", "As on the sheet Partners"),
        Column::new("year", "Year", "Such as 2006-07"),
        Column::new("class", "Class", "revenue or capital; empty for revenue"),
        Column::new("form", "Form", "cash or in kind; empty for cash"),
        Column::new("recurrent", "Recurrent", "yes or no"),
        Column::new("amount", "Amount", "In pounds"),
        Column::new("instalments", "Instalments", "Empty for four equal quarters"),
        Column::new(
            "grant",
            "Grant",
            "ibcf, dfg or discharge where a council passes that grant on; the column may be left out",
        )
        .that_may_be_lacking(),
    ],
};
