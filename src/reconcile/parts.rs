//! Parts: what is committed for a year, row by row, so that rows are told apart by what they are for and by their grant.

use super::judged::Judged;
use super::reported::Sum;
use super::variations::varied_of;
use crate::finding::phrase::{Phrase, phrase};
use crate::model::condition::{Grant, Purpose};
use crate::model::entry::{Class, Form};
use crate::model::money::Money;
use crate::model::origin::Origin;
use crate::model::period::Year;
use crate::model::register::Register;
use crate::model::unreadable::OpenWhat;

/// A row of commitments, or a variation that counts.
#[derive(Debug, Clone, Copy)]
pub struct Part<'a> {
    /// The agreement's id.
    pub agreement: &'a str,
    /// The partner.
    pub partner: &'a str,
    /// Revenue or capital.
    pub class: Class,
    /// Cash or in kind.
    pub form: Form,
    /// The grant that it passes on, as its row says or the row that it varies.
    pub grant: Option<Grant>,
    /// What it is for, as its row says or the row that it varies.
    pub purpose: Option<Purpose>,
    /// Whether it goes on next year.
    pub recurrent: bool,
    /// How much; of a variation below zero where it lowers the commitment.
    pub amount: Money,
    /// The cell with the amount.
    pub origin: &'a Origin,
    /// Of a variation, whether its own row names the grant; `None` of a commitment.
    pub varies: Option<bool>,
}

/// Every part of a year in an agreement, the commitments first.
pub fn parts<'a>(register: &'a Register, agreement: &str, year: Year) -> Vec<Part<'a>> {
    let commitments = register.commitments.under(agreement).filter(|one| one.year == year).map(|one| Part {
        agreement: &one.agreement,
        partner: &one.partner,
        class: one.class,
        form: one.form,
        grant: one.grant,
        purpose: one.purpose,
        recurrent: one.recurrent,
        amount: one.amount,
        origin: &one.origin,
        varies: None,
    });
    let variations = register.variations.under(agreement).filter(|one| one.year == year).map(|one| {
        let varied = varied_of(one, register.commitments.under(&one.agreement));
        let row = varied.first();
        Part {
            agreement: &one.agreement,
            partner: &one.partner,
            class: one.class,
            form: one.form.unwrap_or_default(),
            grant: one.grant.or_else(|| row.and_then(|row| row.grant)),
            purpose: one.purpose.or_else(|| row.and_then(|row| row.purpose)),
            recurrent: one.recurrent == Some(true),
            amount: one.amount,
            origin: &one.origin,
            varies: Some(one.grant.is_some()),
        }
    });
    commitments.chain(variations).collect()
}

/// Every part of a year in the agreements that a check judges.
pub fn parts_in<'a>(register: &'a Register, judged: &Judged<'_>, year: Year) -> Vec<Part<'a>> {
    judged.agreements.iter().flat_map(|agreement| parts(register, &agreement.id, year)).collect()
}

/// What parts add up to; `None` of nothing.
pub fn sum<'a>(parts: impl IntoIterator<Item = &'a Part<'a>>) -> Option<Sum> {
    Sum::of_amounts(parts.into_iter().map(|part| (part.amount, part.origin)))
}

/// Why it is not known what some partners committed for a year, where a row cannot be read.
pub fn open(register: &Register, judged: &Judged<'_>, year: Year, is_theirs: impl Fn(&str) -> bool) -> Option<Phrase> {
    let mut unreadable = register.unreadable_commitments.iter();
    let is_its = |one: &str, partner: &str, of: Year| of == year && judged.has(one) && is_theirs(partner);
    if let Some(one) = unreadable.find(|one| is_its(&one.agreement, &one.partner, one.year)) {
        return Some(phrase!("the commitment of `{}` cannot be read", one.partner));
    }
    let of_nobody = judged
        .agreements
        .iter()
        .find(|agreement| register.open_parts_in(&agreement.id, year).any(|open| open.what == OpenWhat::Commitment))?;
    Some(phrase!("a commitment to `{}` cannot be read", of_nobody.title))
}
