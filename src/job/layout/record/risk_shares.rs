//! The sheet `Risk shares`: the percentages of an over- or underspend that agreements fix.

use super::{Record, RegisterColumn, RegisterSheet};

/// Its columns.
pub const SHEET: RegisterSheet = RegisterSheet {
    record: Record::RiskShares,
    name: "Risk shares",
    columns: &[
        RegisterColumn::new("agreement", "Agreement", "As on the sheet Agreements"),
        RegisterColumn::new("partner", "Partner", "As on the sheet Partners"),
        RegisterColumn::new(
            "share",
            "Share",
            "Such as 51%, or 50% of the first £500,000; 80% of the rest; empty where only a cap is agreed",
        ),
        RegisterColumn::new("cap", "Cap", "The most that the partner bears of a loss, in pounds"),
    ],
    may_be_lacking: false,
};
