//! The sheet `Payments`: what is kept of each payment under section 256 or 76, year by year.

use super::{Record, RegisterColumn, RegisterSheet};

/// Its columns.
pub const SHEET: RegisterSheet = RegisterSheet {
    record: Record::Payments,
    name: "Payments",
    columns: &[
        RegisterColumn::new("agreement", "Agreement", "As on the sheet Agreements; a payment under section 256 or 76"),
        RegisterColumn::new("year", "Year", "Such as 2006-07; a row for each year and purpose"),
        RegisterColumn::new("purpose", "Purpose", "What the payment is for").that_may_be_lacking(),
        RegisterColumn::new("decided-by", "Decided by", "Who decided for the body that pays").that_may_be_lacking(),
        RegisterColumn::new("decided-on", "Decided on", "When").that_may_be_lacking(),
        RegisterColumn::new("minute", "Minute", "Where that is written").that_may_be_lacking(),
        RegisterColumn::new(
            "more-effective-because",
            "More effective because",
            "Why the payment is likely to be a more effective use of the money than spending it oneself",
        )
        .that_may_be_lacking(),
        RegisterColumn::new("conditions", "Conditions", "What the payment is subject to").that_may_be_lacking(),
        RegisterColumn::new("voucher", "Voucher", "The reference of the year's voucher").that_may_be_lacking(),
        RegisterColumn::new("voucher-date", "Voucher date", "Its date").that_may_be_lacking(),
        RegisterColumn::new("signed-by", "Signed by", "Who signed it").that_may_be_lacking(),
        RegisterColumn::new(
            "unspent",
            "Unspent",
            "In pounds: what was not spent by the end of the year; 0 where all was",
        )
        .that_may_be_lacking(),
        RegisterColumn::new(
            "treatment",
            "Treatment",
            "What becomes of it: returned, carried forward with whose agreement, or reused",
        )
        .that_may_be_lacking(),
    ],
    may_be_lacking: true,
};
