//! Brought forward: what of a payment of the year before there still was to spend, or that nobody says where it went.

use super::{Unspent, known};
use crate::finding::phrase::{Phrase, phrase};
use crate::model::agreement::Agreement;
use crate::model::money::Money;
use crate::model::origin::Origin;
use crate::model::payment::{PaymentRecord, Treatment};
use crate::model::period::Year;
use crate::model::total::TotalFigure;
use crate::model::unreadable::OpenWhat;
use crate::reconcile::checks::unspent_payment;
use crate::reconcile::{Books, Sum};

/// What is left of a year, with its cells; not yet what becomes of it.
type Left = Option<Sum>;
/// What becomes of it, with the words that say so.
type Goes<'a> = (Treatment, &'a str);
/// What a row says of both: what becomes of it, and how much was left.
type RowSays<'a> = (Option<Goes<'a>>, Option<(Money, &'a Origin)>);

impl Books {
    /// Whether something was brought forward into a year, or may have been.
    pub(super) fn may_have_brought_forward(&self, agreement: &Agreement, year: Year) -> bool {
        self.is_payment(agreement)
            && self.brought_into(agreement, year).map_or(true, |sum| sum.is_some_and(|sum| sum.amount > Money::ZERO))
    }

    /// Whether a year lives on what was brought forward alone, so that nothing need be committed for it.
    #[must_use]
    pub fn lives_on_brought_forward(&self, agreement: &Agreement, year: Year) -> bool {
        let has = |sum: Option<Sum>| sum.is_some_and(|sum| sum.amount > Money::ZERO);
        let is_brought = self.brought_into(agreement, year).is_ok_and(has);
        self.is_payment(agreement) && is_brought && !self.is_paid_in(agreement, year)
    }

    /// What of the payment of the year before was brought forward into one, wherever the register says so; `None` where nothing was.
    ///
    /// # Errors
    ///
    /// Why that is not known: something was left, and nobody says where it went.
    pub fn brought_into(&self, agreement: &Agreement, year: Year) -> Result<Option<Sum>, Phrase> {
        let register = &self.register;
        let Some(last) = year.before() else { return Ok(None) };
        let mut open = register.open_parts_in(&agreement.id, year);
        if open.any(|open| open.what == OpenWhat::BroughtForward) {
            return Err(phrase!("the register does not say what was brought forward from {}", last));
        }
        let total = |figure, year| {
            let rows = register.totals_of(&agreement.id, figure, year);
            Sum::of_amounts(rows.map(|total| (total.amount, &total.origin)))
        };
        let totals = [total(TotalFigure::BroughtForward, year), total(TotalFigure::CarriedForward, last)];
        let carried = match self.carried(agreement, last, year) {
            // The sheet `Totals` says what the words under `Treatment` do not.
            Err(_) if totals.iter().any(Option::is_some) => None,
            carried => carried?,
        };
        let mut said = totals.into_iter().chain([carried]).flatten();
        let first = said.next();
        match said.find(|other| first.as_ref().is_some_and(|first| first.amount != other.amount)) {
            Some(_) => Err(phrase!("the register has two amounts for what was brought forward from {}", last)),
            None => Ok(first),
        }
    }

    /// What the sheet `Payments`, or a note, says was carried from a year into the next.
    fn carried(&self, agreement: &Agreement, last: Year, year: Year) -> Result<Option<Sum>, Phrase> {
        let rows: Vec<&PaymentRecord> =
            self.register.payments.under(&agreement.id).filter(|row| row.year == Some(last)).collect();
        let note = self.register.settled(&agreement.id, last, unspent_payment::ABOUT.name);
        let noted = note.map(|note| (Treatment::of(&note.text), note.text.as_str()));
        let said: Vec<RowSays<'_>> = rows
            .iter()
            .map(|row| (row.treatment().zip(row.treatment.as_deref()).or(noted), known(&row.unspent)))
            .collect();
        let by_returns = self.unspent(agreement, last).into_iter().next().map(|(_, whole)| whole);
        let all_returned =
            !said.is_empty() && said.iter().all(|(goes, _)| matches!(goes, Some((Treatment::Returned, _))));
        let left: Left = match by_returns {
            Some(Unspent::Contradicted { .. }) if !all_returned => {
                return Err(phrase!("the register and the returns have two amounts for what was left of {}", last));
            }
            Some(Unspent::Known(left)) => Some(left).filter(|left| left.amount > Money::ZERO),
            _ => None,
        };
        let lacks_amounts = said.iter().all(|(_, amount)| amount.is_none());
        if lacks_amounts && said.iter().all(|(goes, _)| goes.is_none()) {
            return match left {
                Some(left) => goes_into(noted, Some(left), last, year),
                None => Ok(None),
            };
        }
        let mut all = Vec::new();
        for (goes, amount) in said {
            let of_row = match amount {
                Some((amount, _)) if amount <= Money::ZERO => continue,
                Some(amount) => Sum::of_amounts([amount]),
                None if lacks_amounts && rows.len() == 1 => left.clone(),
                None => None,
            };
            // Words that nobody can place, of money that nobody says was left, are about something else.
            let is_about_nothing = of_row.is_none() && matches!(goes, None | Some((Treatment::Unread, _)));
            all.extend(if is_about_nothing { None } else { goes_into(goes, of_row, last, year)? });
        }
        Ok(Sum::total(&all))
    }
}

/// What of an amount that was left of a year goes into the next one, as words say.
fn goes_into(goes: Option<Goes<'_>>, left: Left, last: Year, year: Year) -> Result<Option<Sum>, Phrase> {
    match goes {
        Some((Treatment::Returned, _)) => Ok(None),
        Some((Treatment::CarriedForward { .. }, _)) => {
            left.map(Some).ok_or_else(|| phrase!("what was carried forward from {} is not recorded", last))
        }
        Some((Treatment::Reused, words)) if left.is_some() && words.contains(&year.to_string()) => Ok(left),
        _ => Err(phrase!("nobody says what of that which was left of {} was brought forward", last)),
    }
}
