//! Variations: which of them count, which commitment each varies, and what those lack that move nothing.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::model::agreement::{Commitment, Variation};
use crate::model::entry::Form;
use crate::model::keyed::{HasKey, Keyed};
use crate::model::money::Money;
use crate::model::register::Register;

/// A variation that moves nothing, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotCounted {
    /// The variation.
    pub variation: Variation,
    /// Why not; one or more.
    pub lacks: Vec<Lack>,
}

/// What a variation lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    /// A date.
    Date,
    /// A word on whether it goes on next year.
    Recurrent,
    /// Consultation, though it lowers a contribution.
    Consultation,
    /// An approver.
    Approver,
    /// A commitment that it varies.
    Commitment,
    /// A word on which of several commitments it varies.
    Which,
    /// A commitment that is as large as the cut.
    Enough,
    /// A date that has come: it was agreed only after the day to which the figures run.
    DayToCome,
}

impl Lack {
    /// The same in words, as they follow `has`.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Date => "no date",
            Self::Recurrent => "no word on whether it is recurrent",
            Self::Consultation => "no consultation, though it lowers the contribution",
            Self::Approver => "no approver",
            Self::Commitment => "no commitment that it varies",
            Self::Which => "no word on which of the partner's commitments it varies",
            Self::Enough => "no commitment as large as its cut",
            Self::DayToCome => "a date after the day to which the figures run",
        }
    }

    /// Whether a variation that lacks it moves nothing. Nobody has to approve a rise for it to be one.
    fn matters_to(self, variation: &Variation) -> bool {
        self != Self::Approver || variation.amount < Money::ZERO
    }
}

impl HasKey for NotCounted {
    fn key(&self) -> &str {
        &self.variation.agreement
    }
}

/// The variations of a register that count, each with the form of the commitment that it varies; and those that do not.
pub fn judged(register: &Register, as_at: NaiveDate) -> (Keyed<Variation>, Keyed<NotCounted>) {
    // A cut takes what those before it have left, in whatever order the register lists them.
    let mut in_turn: Vec<(usize, &Variation)> = register.variations.iter().enumerate().collect();
    in_turn.sort_by_key(|(_, one)| (one.date, Reverse(one.amount), one.recurrent));
    let mut left = BTreeMap::new();
    let mut all: Vec<(usize, &Variation, Vec<Lack>)> = Vec::new();
    for (place, variation) in in_turn {
        let mut lacks = lacks(variation, register);
        if variation.date.is_some_and(|date| date > as_at) {
            lacks.push(Lack::DayToCome);
        }
        let rows = varied(variation, register);
        if let Some(first) = rows.first().filter(|_| counts(variation, &lacks)) {
            let opening = || Money::sum(rows.iter().map(|one| one.amount));
            let before = left.entry(&first.origin).or_insert_with(opening);
            let after = before.and_then(|before| before.checked_add(variation.amount));
            let is_too_much = after.is_some_and(|after| variation.amount < Money::ZERO && after < Money::ZERO);
            if is_too_much && !is_unreadable(variation, register) {
                lacks.push(Lack::Enough);
            } else {
                *before = after;
            }
        }
        all.push((place, variation, lacks));
    }
    all.sort_by_key(|(place, ..)| *place);
    let (mut counting, mut others) = (Keyed::default(), Keyed::default());
    for (_, variation, lacks) in all {
        if counts(variation, &lacks) {
            let form = varied(variation, register).first().map(|one| one.form);
            counting.push(Variation { form, ..variation.clone() });
        } else {
            others.push(NotCounted { variation: variation.clone(), lacks });
        }
    }
    (counting, others)
}

fn counts(variation: &Variation, lacks: &[Lack]) -> bool {
    !lacks.iter().any(|lack| lack.matters_to(variation))
}

/// What the row of a variation lacks, whenever it was agreed.
#[must_use]
pub fn lacks(variation: &Variation, register: &Register) -> Vec<Lack> {
    let varied = varied(variation, register);
    let which = |one: &Commitment| (one.form, one.grant, one.purpose);
    let are_alike = varied.windows(2).all(|two| matches!(two, [one, other] if which(one) == which(other)));
    let lowers = variation.amount < Money::ZERO;
    let missing = [
        (Lack::Date, variation.date.is_none()),
        (Lack::Approver, variation.approved_by.is_none()),
        (Lack::Recurrent, variation.recurrent.is_none()),
        (Lack::Consultation, lowers && variation.consulted.is_none()),
        (Lack::Commitment, varied.is_empty() && !is_unreadable(variation, register)),
        (Lack::Which, !are_alike),
    ];
    missing.into_iter().filter(|(_, is_missing)| *is_missing).map(|(lack, _)| lack).collect()
}

/// The commitments of a register that a variation may vary, by what its row says of them.
fn varied<'a>(variation: &Variation, register: &'a Register) -> Vec<&'a Commitment> {
    varied_of(variation, register.commitments.under(&variation.agreement))
}

/// Those of an agreement's commitments that a variation may vary. One that names no grant, or no purpose, varies what has none, where
/// there is such a commitment in the same form.
pub(super) fn varied_of<'a>(
    variation: &Variation,
    commitments: impl IntoIterator<Item = &'a Commitment>,
) -> Vec<&'a Commitment> {
    let is_its = |one: &&Commitment| {
        (&one.partner, one.year, one.class) == (&variation.partner, variation.year, variation.class)
            && variation.form.is_none_or(|form| form == one.form)
            && variation.grant.is_none_or(|grant| one.grant == Some(grant))
            && variation.purpose.is_none_or(|purpose| one.purpose == Some(purpose))
    };
    let all: Vec<&Commitment> = commitments.into_iter().filter(is_its).collect();
    let without = |form: Form, has: fn(&Commitment) -> bool| all.iter().any(|one| one.form == form && !has(one));
    let (grant, purpose) = (|one: &Commitment| one.grant.is_some(), |one: &Commitment| one.purpose.is_some());
    let is_plain = |one: &&Commitment| {
        (variation.grant.is_some() || !grant(one) || !without(one.form, grant))
            && (variation.purpose.is_some() || !purpose(one) || !without(one.form, purpose))
    };
    let plain: Vec<&Commitment> = all.iter().copied().filter(is_plain).collect();
    // Where one has no grant and another no purpose, nobody can tell.
    let has_form = |form: Form| plain.iter().any(|one| one.form == form);
    all.iter().copied().filter(|one| is_plain(one) || !has_form(one.form)).collect()
}

/// Whether the commitment that it varies may be one that cannot be read.
fn is_unreadable(variation: &Variation, register: &Register) -> bool {
    let mut open = register.unreadable_commitments.under(&variation.agreement);
    open.any(|one| (&one.partner, one.year) == (&variation.partner, variation.year))
}
