//! The file of a payment: which of its purposes lack something that has to be kept.

use std::collections::BTreeSet;

use super::Books;
use crate::finding::phrase::{Phrase, names, phrase};
use crate::model::agreement::Agreement;
use crate::model::money::Money;
use crate::model::payment::PaymentRecord;
use crate::model::period::Year;

/// What the register's sheet `Payments` lacks of a payment in the year.
#[derive(Debug)]
pub struct Lacking<'a> {
    /// The rows that lack it; none where there is no row.
    pub rows: Vec<&'a PaymentRecord>,
    /// Whether other rows of the year have it, so that it has to be said which do not.
    others: bool,
}

impl Lacking<'_> {
    /// ` for …`, with the purposes that lack it, where others do not.
    #[must_use]
    pub fn purposes(&self) -> Phrase {
        let named: Vec<&str> = self.rows.iter().filter_map(|row| row.purpose.as_deref()).collect();
        if !self.others || named.is_empty() { Phrase::default() } else { phrase!(" for {}", names(named)) }
    }
}

impl Books {
    /// What the register lacks of a payment in a year; `None` where it lacks nothing, or where a row of which nobody can tell the
    /// year may have it.
    #[must_use]
    pub fn lacking<'a>(
        &'a self,
        agreement: &Agreement,
        year: Year,
        has: impl Fn(&PaymentRecord) -> bool,
    ) -> Option<Lacking<'a>> {
        let (own, open): (Vec<_>, Vec<_>) =
            self.register.payments_in(&agreement.id, year).partition(|row| row.year.is_some());
        if open.iter().any(|row| has(row)) {
            return None;
        }
        let (whole, rows): (Vec<_>, Vec<_>) = own.into_iter().partition(|row| has(row));
        let others = !whole.is_empty();
        (!others || !rows.is_empty()).then_some(Lacking { rows, others })
    }

    /// The years before the one that is reported on of which the sheet `Payments` has a row and in which something was committed or
    /// paid, the first one first.
    #[must_use]
    pub fn earlier_payments(&self, agreement: &Agreement) -> BTreeSet<Year> {
        let id = &agreement.id;
        let is_committed = |year: &Year| {
            let mut commitments = self.register.commitments.under(id).filter(|one| one.year == *year);
            commitments.any(|one| one.amount > Money::ZERO) || self.is_paid_in(agreement, *year)
        };
        let years = self.register.payments.under(id).filter_map(|row| row.year);
        years.filter(|year| *year < self.period.year).filter(is_committed).collect()
    }
}
