//! Explained: what would explain that payer and host give different figures of a contribution, as something to ask.

use chrono::NaiveDate;

use super::commitments::{Commitments, Key};
use super::lines::LineSources;
use super::{Books, Line, Sum, due};
use crate::finding::phrase::{Phrase, count, phrase};
use crate::model::agreed_vat::AgreedVat;
use crate::model::agreement::Agreement;
use crate::model::entry::{Class, Form};
use crate::model::money::Money;
use crate::model::stated_basis::Stated;

/// What a difference is as large as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Explanation {
    /// The last instalments that fell due: how many months of them, and the day of the last one.
    Instalments(usize, NaiveDate),
    /// VAT of the smaller amount.
    Vat,
    /// The pool's client income.
    Income,
}

/// A contribution of which payer and host give different figures.
#[derive(Clone, Copy)]
pub struct TwoSides<'a> {
    /// Whose it is.
    pub partner: &'a str,
    /// Revenue or capital.
    pub class: Class,
    /// What the payer says.
    pub paid: &'a Sum,
    /// What the host says.
    pub received: &'a Sum,
}

impl TwoSides<'_> {
    fn difference(self) -> u64 {
        self.paid.amount.pence().abs_diff(self.received.amount.pence())
    }

    fn is_as_large_as(self, amount: Money) -> bool {
        amount != Money::ZERO && amount.abs().pence().unsigned_abs().abs_diff(self.difference()) <= 100
    }
}

impl Books {
    /// What a difference is as large as, as it is told after `a suggestion:`; empty where it is like nothing that is known. What is
    /// stated of bases goes before the guess that money is on its way.
    #[must_use]
    pub fn suggestion(&self, agreement: &Agreement, sides: TwoSides<'_>) -> Phrase {
        let is_on_its_way = sides.paid.amount > sides.received.amount;
        match self.explanation(agreement, sides) {
            Some(Explanation::Instalments(1, day)) => {
                let ask = if is_on_its_way { "whether it was on its way" } else { "whether the payer has counted it" };
                phrase!("the difference is as large as the instalment that fell due on {}, so ask {}", day, ask)
            }
            Some(Explanation::Instalments(many, day)) => {
                let ask = if is_on_its_way { "were on their way" } else { "have been counted by the payer" };
                let all = count(many, "instalment");
                phrase!("the difference is as large as the last {} to {}, so ask whether they {}", all, day, ask)
            }
            Some(Explanation::Vat) => {
                "the difference is a sixth of the larger amount, as VAT at 20 % would be, so ask whether \
                                       one side is with VAT and the other without"
                    .into()
            }
            Some(Explanation::Income) => {
                "the difference is as large as the pool's client income, so ask whether one side is \
                                          gross and the other net of it"
                    .into()
            }
            None => Phrase::default(),
        }
    }

    /// Whether one side of a line says on which basis it is, the other and the agreement say nothing of it, and the difference is what
    /// that basis would make of it: then what was paid cannot be held against what was due. A payer that says nothing and has the
    /// larger amount is held by it as always.
    #[must_use]
    pub fn may_be_on_two_bases(&self, agreement: &Agreement, line: &Line) -> bool {
        let (Some(paid), Some(received)) = (line.paid.figure(), line.received.figure()) else { return false };
        let sides = TwoSides { partner: &line.partner, class: line.class, paid, received };
        let agreed = agreement.stated_basis();
        let of = |sum: &Sum| self.ledger.basis_of(&sum.origins);
        let (payer, host) = (of(paid), of(received));
        let is_held = |is_silent: bool| is_silent && paid.amount > received.amount;
        match self.explanation(agreement, sides) {
            Some(Explanation::Vat) => {
                let is_said = is_one_sided(payer.vat, host.vat) && agreed.vat == Stated::Nothing;
                is_said && !is_held(payer.vat == Stated::Nothing)
            }
            Some(Explanation::Income) => {
                let is_said = is_one_sided(payer.income, host.income) && agreed.income == Stated::Nothing;
                is_said && !is_held(payer.income == Stated::Nothing)
            }
            Some(Explanation::Instalments(..)) | None => false,
        }
    }

    /// What a difference is as large as; nothing of a basis where both sides say which theirs is, or VAT is no matter.
    fn explanation(&self, agreement: &Agreement, sides: TwoSides<'_>) -> Option<Explanation> {
        let [payer, host] = [sides.paid, sides.received].map(|sum| self.ledger.basis_of(&sum.origins));
        let may_be_vat = agreement.agreed_vat() != Some(AgreedVat::NoMatter) && !are_said(payer.vat, host.vat);
        let vat = (may_be_vat && is_vat(sides)).then_some(Explanation::Vat);
        let may_be_income = !are_said(payer.income, host.income);
        let income = (may_be_income && self.is_income(agreement, sides)).then_some(Explanation::Income);
        let said_vat = vat.filter(|_| is_one_sided(payer.vat, host.vat));
        let said_income = income.filter(|_| is_one_sided(payer.income, host.income));
        said_vat.or(said_income).or_else(|| self.instalments_of(agreement, sides)).or(vat).or(income)
    }

    /// The last instalments that fell due by the day of the figures, where they come to the difference.
    fn instalments_of(&self, agreement: &Agreement, sides: TwoSides<'_>) -> Option<Explanation> {
        let Self { ledger, register, period, as_at, .. } = self;
        let key = Key { partner: sides.partner, class: sides.class, form: Form::Cash };
        let commitments = Commitments::to_agreement(&agreement.id, register);
        let (rows, varied) = (commitments.rows(period.year, key), commitments.variations(period.year, key));
        let amounts = rows.iter().map(|one| (one.amount, &one.origin));
        let committed = Sum::of_amounts(amounts.chain(varied.iter().map(|one| (one.amount, &one.origin))))?;
        let sources = LineSources { ledger, register, period: *period, as_at: *as_at };
        let term = sources.term(agreement, &commitments, key);
        let time = (period.year, period.year.first_day(), period.last_day().min(*as_at));
        let months = due::falling_due(&rows, &varied, &committed, term, time).ok()?;
        let last = *months.last()?.0.last()?;
        // A body that received nothing at all lacks more than what is on its way.
        let most = if sides.received.amount == Money::ZERO { 1 } else { months.len() };
        let mut sum = Money::ZERO;
        for (place, (_, month)) in months.iter().rev().take(most).enumerate() {
            sum = sum.checked_add(month.amount)?;
            if sides.is_as_large_as(sum) {
                return Some(Explanation::Instalments(place.saturating_add(1), last));
            }
        }
        None
    }

    /// Whether a difference is the client income of the pool, as it was reported or agreed, to the pound.
    fn is_income(&self, agreement: &Agreement, sides: TwoSides<'_>) -> bool {
        let mut pools = self.pools.under(&agreement.id).filter(|pool| pool.class == sides.class);
        let agreed = self
            .register
            .agreed_income
            .under(&agreement.id)
            .filter(|one| one.year == Some(self.period.year) && one.class.is_none_or(|class| class == sides.class));
        pools.any(|pool| pool.income.figure().is_some_and(|income| sides.is_as_large_as(income.amount)))
            || Money::sum(agreed.filter_map(|one| one.amount)).is_some_and(|sum| sides.is_as_large_as(sum))
    }
}

/// Whether both sides say what they are.
fn are_said<T>(one: Stated<T>, other: Stated<T>) -> bool {
    matches!((one, other), (Stated::One(_), Stated::One(_)))
}

/// Whether one side says it and the other nothing.
fn is_one_sided<T: Copy + PartialEq>(one: Stated<T>, other: Stated<T>) -> bool {
    matches!((one, other), (Stated::One(_), Stated::Nothing) | (Stated::Nothing, Stated::One(_)))
}

/// Whether the larger of two amounts is the smaller and 20 % of it, within a tenth of a per cent of the smaller.
fn is_vat(sides: TwoSides<'_>) -> bool {
    let (paid, received) = (i128::from(sides.paid.amount.pence()), i128::from(sides.received.amount.pence()));
    let (less, more) = (paid.min(received), paid.max(received));
    less > 0 && (1_000 * (more - less) - 200 * less).abs() <= less
}

#[cfg(test)]
mod tests {
    use super::{Class, Money, Sum, TwoSides, is_vat};

    #[test]
    fn a_fifth_more_looks_like_vat_and_what_is_near_it_does_not() {
        let looks = |less: i64, more: i64| {
            let sum = |pence| Sum { amount: Money::from_sum(pence), ..Sum::none() };
            let (paid, received) = (sum(less), sum(more));
            is_vat(TwoSides { partner: "A", class: Class::Revenue, paid: &paid, received: &received })
        };
        assert!(looks(100_000, 120_000) && looks(50_000_000, 60_000_001) && looks(100_000, 119_950));
        assert!(!looks(100_000, 116_667) && !looks(100_000, 125_000) && !looks(100_000, 120_200));
        assert!(!looks(0, 0) && !looks(-120_000, -100_000) && !looks(0, 20_000));
    }
}
