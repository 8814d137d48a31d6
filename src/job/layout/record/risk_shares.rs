//! The sheet `Risk shares`: the percentages of an over- or underspend that agreements fix.

use super::{Column, Record, Sheet};

/// Its columns.
pub const SHEET: Sheet = Sheet {
    record: Record::RiskShares,
    name: "Risk shares",
    columns: &[
        Column::new("agreement", "Agreement", "As on the sheet Agreements"),
        Column::new("partner", "Partner", "As on the sheet Partners"),
        Column::new("share", "Share", "Such as 51 %"),
        Column::new("cap", "Cap", "The most that the partner bears, in pounds"),
    ],
};
