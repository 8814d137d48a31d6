//! Commitments: what the register holds of one agreement, apart from all others.

use super::reported::Sum;
use crate::model::agreement::{Commitment, Variation};
use crate::model::entry::{Class, Form};
use crate::model::money::Money;
use crate::model::period::Year;
use crate::model::register::Register;
use crate::model::unreadable::UnreadableCommitment;

/// Whose commitment it is, of which class and in which form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key<'a> {
    pub partner: &'a str,
    pub class: Class,
    pub form: Form,
}

/// The commitments and variations of one agreement.
pub struct Commitments<'a> {
    commitments: Vec<&'a Commitment>,
    variations: Vec<&'a Variation>,
    unreadable: Vec<&'a UnreadableCommitment>,
}

impl<'a> Commitments<'a> {
    pub fn to_agreement(agreement: &str, register: &'a Register) -> Self {
        Self {
            commitments: register.commitments.under(agreement).collect(),
            variations: register.variations.under(agreement).collect(),
            unreadable: register.unreadable_commitments.under(agreement).collect(),
        }
    }

    /// Whose commitments there are for one of some years, in the register's order.
    pub fn keys_in(&self, years: &[Option<Year>]) -> Vec<Key<'a>> {
        let of_years = self.commitments.iter().filter(|one| years.contains(&Some(one.year)));
        of_years.map(|one| Key { partner: &one.partner, class: one.class, form: one.form }).collect()
    }

    /// Whose commitments for a year cannot be read.
    pub fn unreadable_in(&self, year: Year) -> impl Iterator<Item = Key<'a>> {
        let of_year = self.unreadable.iter().filter(move |one| one.year == year);
        of_year.map(|one| Key { partner: &one.partner, class: Class::default(), form: Form::default() })
    }

    /// Whether a commitment of a partner for a year cannot be read.
    pub fn is_unreadable(&self, partner: &str, year: Year) -> bool {
        self.unreadable.iter().any(|one| (one.partner.as_str(), one.year) == (partner, year))
    }

    /// The register's rows for a line and a year.
    pub fn rows(&self, year: Year, key: Key<'_>) -> Vec<&'a Commitment> {
        let of_line = |one: &&&Commitment| {
            one.year == year && Key { partner: &one.partner, class: one.class, form: one.form } == key
        };
        self.commitments.iter().filter(of_line).copied().collect()
    }

    /// What was committed for a year as it began; `None` where nothing was.
    pub fn committed(&self, year: Year, key: Key<'_>, which: impl Fn(&Commitment) -> bool) -> Option<Sum> {
        let rows = self.rows(year, key);
        Sum::of_amounts(rows.into_iter().filter(|one| which(one)).map(|one| (one.amount, &one.origin)))
    }

    /// What variations of a line come to in a year.
    pub fn varied(&self, year: Year, key: Key<'_>, which: impl Fn(&Variation) -> bool) -> Option<Sum> {
        let varied = self.variations(year, key).into_iter().filter(|one| which(one));
        Sum::of_amounts(varied.map(|one| (one.amount, &one.origin)))
    }

    /// What was committed for a year, of all of it or of what is recurrent, with what variations of the year added to it: what they
    /// took was agreed, and is no quiet cut.
    pub fn raised(&self, year: Year, key: Key<'_>, is_recurrent: bool) -> Option<Sum> {
        let opening = self.committed(year, key, |one| one.recurrent || !is_recurrent);
        let varied = self.varied(year, key, |one| one.recurrent == Some(true) || !is_recurrent);
        let sums = [opening, varied.filter(|varied| varied.amount > Money::ZERO)];
        Sum::total(&sums.into_iter().flatten().collect::<Vec<_>>())
    }

    /// The variations of a line and a year.
    pub fn variations(&self, year: Year, key: Key<'_>) -> Vec<&'a Variation> {
        let is_its = |one: &&&Variation| {
            let form = one.form.unwrap_or_default();
            one.year == year && Key { partner: &one.partner, class: one.class, form } == key
        };
        self.variations.iter().filter(is_its).copied().collect()
    }
}
