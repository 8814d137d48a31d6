//! The sheet `Risk shares`: the percentages of an over- or underspend that agreements fix.

use super::{Record, RegisterColumn, RegisterSheet};

/// Its columns.
pub const SHEET: RegisterSheet = RegisterSheet {
    record: Record::RiskShares,
    name: "Risk shares",
    columns: &[
        RegisterColumn::new("agreement", "Agreement", "As on the sheet Agreements"),
        RegisterColumn::new("partner", "Partner", "As on the sheet Partners"),
        RegisterColumn::new("share", "Share", "Such as 51 %"),
        RegisterColumn::new("cap", "Cap", "The most that the partner bears, in pounds"),
    ],
    may_be_lacking: false,
};
