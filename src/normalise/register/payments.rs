//! Rows of the register's sheet `Payments`.

use super::rows::RowFields;
use crate::model::payment::PaymentRecord;
use crate::model::register::Register;
use crate::normalise::convert::date;

/// Reads a row. A cell that cannot be used costs itself: even of a row without a year it is known that somebody kept a record.
pub fn payment(row: &mut RowFields<'_, '_>, register: &Register) -> Option<PaymentRecord> {
    let agreement = row.agreement(register)?;
    Some(PaymentRecord {
        agreement,
        year: row.year("year"),
        purpose: row.text("purpose"),
        decided_by: row.text("decided-by"),
        decided_on: row.stated_with("decided-on", date),
        minute: row.text("minute"),
        more_effective_because: row.text("more-effective-because"),
        conditions: row.text("conditions"),
        voucher: row.text("voucher"),
        voucher_date: row.stated_with("voucher-date", date),
        signed_by: row.text("signed-by"),
        unspent: row.stated_size("unspent"),
        treatment: row.text("treatment"),
        origin: row.origin("agreement"),
    })
}
