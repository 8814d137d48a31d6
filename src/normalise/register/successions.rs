//! Rows of the register's sheet `Successions`.

use super::rows::RowFields;
use crate::model::passed_on::{Succession, SuccessionOf};
use crate::model::register::Register;
use crate::model::rules::percent::{NotAPercentage, Percent};

/// Reads a row. What of it cannot be used leaves open who took over: a body with such a row passes on only what another row gives.
pub fn succession(row: &mut RowFields<'_, '_>, register: &Register) -> Option<Succession> {
    let partner = row.partner(register)?;
    let successor = row.partner_in("successor", register);
    let of = match (row.has("agreement"), successor.is_some()) {
        (false, _) => SuccessionOf::All,
        (true, _) => row.agreement(register).map_or(SuccessionOf::Unreadable, SuccessionOf::One),
    };
    let share = row.stated("share", |text| text.parse::<Percent>().map_err(|NotAPercentage| "no percentage".into()));
    if share.as_ref().is_some_and(|share| share.means.is_err()) {
        row.doubt("share", "no percentage");
    }
    let from = row.date("from");
    let from_is_readable = from.is_some();
    let origin = row.origin("successor");
    let successor = successor.filter(|_| from_is_readable);
    Some(Succession { partner, successor, of, share, from: from.flatten(), origin })
}
