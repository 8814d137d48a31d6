//! The sheet `Successions`: which bodies took over from which, of which agreement, and in which shares.

use super::{Record, RegisterColumn, RegisterSheet};

/// Its columns.
pub const SHEET: RegisterSheet = RegisterSheet {
    record: Record::Successions,
    name: "Successions",
    columns: &[
        RegisterColumn::new("partner", "Partner", "The body that was taken over from, as on the sheet Partners"),
        RegisterColumn::new(
            "successor",
            "Successor",
            "Who took over, as on the sheet Partners; a row for each, and then the column Successor there is not looked at",
        ),
        RegisterColumn::new(
            "agreement",
            "Agreement",
            "Where that is of one agreement only, as on the sheet Agreements; empty for all that have no row of their own",
        )
        .that_may_be_lacking(),
        RegisterColumn::new(
            "share",
            "Share",
            "A percentage of what the body had committed; needed where several took over. What is shared out to nobody is not rolled forward",
        )
        .that_may_be_lacking(),
        RegisterColumn::new("from", "From", "The first day on which it answers; empty for the day after the body's last")
            .that_may_be_lacking(),
    ],
    may_be_lacking: true,
};
