//! Variations: which of them count, which commitment each varies, and what those lack that move nothing.

use chrono::NaiveDate;

use crate::model::agreement::{Commitment, Variation};
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
    let (mut counting, mut others) = (Keyed::default(), Keyed::default());
    for variation in &register.variations {
        let mut lacks = lacks(variation, register);
        if variation.date.is_some_and(|date| date > as_at) {
            lacks.push(Lack::DayToCome);
        }
        if lacks.iter().any(|lack| lack.matters_to(variation)) {
            others.push(NotCounted { variation: variation.clone(), lacks });
        } else {
            let form = varied(variation, register).first().map(|one| one.form);
            counting.push(Variation { form, ..variation.clone() });
        }
    }
    (counting, others)
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

/// The commitments that a variation may vary, by what its row says of them.
fn varied<'a>(variation: &Variation, register: &'a Register) -> Vec<&'a Commitment> {
    let is_its = |one: &&Commitment| {
        (&one.partner, one.year, one.class) == (&variation.partner, variation.year, variation.class)
            && variation.form.is_none_or(|form| form == one.form)
            && variation.grant.is_none_or(|grant| one.grant == Some(grant))
            && variation.purpose.is_none_or(|purpose| one.purpose == Some(purpose))
    };
    register.commitments.under(&variation.agreement).filter(is_its).collect()
}

/// Whether the commitment that it varies may be one that cannot be read.
fn is_unreadable(variation: &Variation, register: &Register) -> bool {
    let mut open = register.unreadable_commitments.under(&variation.agreement);
    open.any(|one| (&one.partner, one.year) == (&variation.partner, variation.year))
}
