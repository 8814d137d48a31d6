//! Lines: one promise of one partner, and everything that was reported about it.

use crate::ledger::{Ledger, Position};
use crate::model::agreement::{Commitment, Variation};
use crate::model::entry::{Class, Form, Kind, Subject};
use crate::model::money::Money;
use crate::model::origin::Origin;
use crate::model::period::{Period, Year};
use crate::model::register::Register;

/// What one partner committed to one agreement, in one class and form, and what was reported about it.
#[derive(Debug, Clone)]
pub struct Line {
    /// The agreement's id.
    pub agreement: String,
    /// The partner.
    pub partner: String,
    /// Revenue or capital.
    pub class: Class,
    /// Cash or in kind.
    pub form: Form,
    /// The commitment as the year began; `None` where the register has none.
    pub opening: Option<Sum>,
    /// Agreed changes in the year.
    pub variations: Sum,
    /// The commitment after variations.
    pub committed: Option<Sum>,
    /// Last year's recurrent commitment after recurrent variations.
    pub last_recurrent: Option<Sum>,
    /// The partner's own budget for it.
    pub budgeted: Reported,
    /// What the partner says it paid.
    pub paid: Reported,
    /// What the host says it received.
    pub received: Reported,
}

/// What was reported of one pool as a whole.
#[derive(Debug, Clone)]
pub struct Pool {
    /// The agreement's id.
    pub agreement: String,
    /// Revenue or capital.
    pub class: Class,
    /// Its budget.
    pub budget: Reported,
    /// What it spent.
    pub expenditure: Reported,
    /// What it expects to spend in the year.
    pub forecast: Reported,
}

/// An amount with the cells that it is the sum of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// The amount.
    pub amount: Money,
    /// Its cells.
    pub origins: Vec<Origin>,
}

/// What was reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reported {
    /// Nothing: not nil.
    Nothing,
    /// One figure.
    Figure(Sum),
    /// Different figures in different files; none of them is used.
    Conflict(Vec<Sum>),
    /// A figure of which some cells could not be read; what the others add up to is not used.
    Unreadable(Vec<Origin>),
}

impl Reported {
    /// The figure, if there is exactly one.
    #[must_use]
    pub fn figure(&self) -> Option<&Sum> {
        match self {
            Self::Figure(sum) => Some(sum),
            Self::Nothing | Self::Conflict(_) | Self::Unreadable(_) => None,
        }
    }
}

/// Where a line stands: what was reported, held against the commitment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// As promised.
    AsPromised,
    /// So much less.
    Below(Money),
    /// What was promised, but that is so much less than last year's recurrent commitment.
    BelowLastYear(Money),
    /// So much more.
    Above(Money),
    /// Nothing was reported.
    NotReceived,
    /// Different figures were reported.
    Conflicting,
    /// What was reported could not be read in full.
    Unreadable,
    /// Reported without a promise.
    NotPromised,
}

impl Line {
    /// What is held against the commitment: what was paid once the year is over, until then the partner's budget.
    #[must_use]
    pub fn held(&self, closed: bool) -> &Reported {
        if closed { &self.paid } else { &self.budgeted }
    }

    /// Where the line stands.
    #[must_use]
    pub fn standing(&self, closed: bool) -> Standing {
        let reported = match self.held(closed) {
            Reported::Nothing => return Standing::NotReceived,
            Reported::Conflict(_) => return Standing::Conflicting,
            Reported::Unreadable(_) => return Standing::Unreadable,
            Reported::Figure(sum) => sum.amount,
        };
        let Some(committed) = &self.committed else { return Standing::NotPromised };
        match reported.checked_sub(committed.amount) {
            Some(more) if more > Money::ZERO => Standing::Above(more),
            Some(less) if less < Money::ZERO => Standing::Below(less.abs()),
            _ => self.cut().map_or(Standing::AsPromised, Standing::BelowLastYear),
        }
    }

    /// By how much the commitment is below last year's recurrent one.
    #[must_use]
    pub fn cut(&self) -> Option<Money> {
        let (last, opening) = (self.last_recurrent.as_ref()?, self.opening.as_ref()?);
        last.amount.checked_sub(opening.amount).filter(|less| *less > Money::ZERO)
    }
}

impl Sum {
    /// Amounts with their cells, added up; `None` of nothing.
    pub fn of<'a>(amounts: impl IntoIterator<Item = (Money, &'a Origin)>) -> Option<Self> {
        let (amounts, origins): (Vec<Money>, Vec<Origin>) =
            amounts.into_iter().map(|(amount, origin)| (amount, origin.clone())).unzip();
        if amounts.is_empty() { None } else { Some(Self { amount: Money::sum(amounts)?, origins }) }
    }

    /// This and another.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Option<Self> {
        let origins = self.origins.iter().chain(&other.origins).cloned().collect();
        Some(Self { amount: self.amount.checked_add(other.amount)?, origins })
    }

    /// Nothing, of no cell: what agreed changes add up to where there are none.
    fn none() -> Self {
        Self { amount: Money::ZERO, origins: Vec::new() }
    }
}

type Key<'a> = (&'a str, &'a str, Class, Form);

/// Every line that the register promises for a period, or that was reported without a promise.
pub fn lines(ledger: &Ledger, register: &Register, period: Period) -> Vec<Line> {
    let mut keys: Vec<Key<'_>> = Vec::new();
    let mut add = |key| {
        if !keys.contains(&key) {
            keys.push(key);
        }
    };
    for agreement in &register.agreements {
        let of_agreement = |commitment: &&Commitment| commitment.agreement == agreement.id;
        for commitment in register.commitments.iter().filter(of_agreement) {
            if commitment.year == period.year || period.year.before() == Some(commitment.year) {
                add((&commitment.agreement, &commitment.partner, commitment.class, commitment.form));
            }
        }
        for position in ledger.positions() {
            let subject = &position.subject;
            let contributed = matches!(subject.kind, Kind::ContributionBudget | Kind::Contribution | Kind::Receipt);
            if let (true, Some(id), Some(partner)) = (contributed, &subject.agreement, &subject.partner)
                && *id == agreement.id
                && position.period.year == period.year
            {
                add((id, partner, subject.class, subject.form));
            }
        }
    }
    keys.into_iter().map(|key| line(ledger, register, period, key)).collect()
}

fn line(ledger: &Ledger, register: &Register, period: Period, key: Key<'_>) -> Line {
    let (agreement, partner, class, form) = key;
    let opening = commitments(register, period.year, key, |_| true);
    let variations = variations(register, period.year, key, |_| true).unwrap_or_else(Sum::none);
    let committed = opening.as_ref().and_then(|opening| opening.plus(&variations));
    let last_recurrent = period.year.before().and_then(|year| {
        let last = commitments(register, year, key, |commitment| commitment.recurrent)?;
        let varied = self::variations(register, year, key, |variation| variation.recurrent == Some(true));
        last.plus(&varied.unwrap_or_else(Sum::none))
    });
    let of = |kind: Kind, own: bool| {
        reported(ledger, kind, period, |subject| {
            subject.agreement.as_deref() == Some(agreement)
                && subject.partner.as_deref() == Some(partner)
                && (!own || subject.reporter.as_deref() == Some(partner))
                && (subject.class, subject.form) == (class, form)
        })
    };
    Line {
        budgeted: of(Kind::ContributionBudget, true),
        paid: of(Kind::Contribution, true),
        received: of(Kind::Receipt, false),
        agreement: agreement.to_owned(),
        partner: partner.to_owned(),
        class,
        form,
        opening,
        variations,
        committed,
        last_recurrent,
    }
}

fn commitments(register: &Register, year: Year, key: Key<'_>, which: impl Fn(&Commitment) -> bool) -> Option<Sum> {
    let (agreement, partner, class, form) = key;
    let of_line = |one: &&Commitment| {
        (one.agreement.as_str(), one.partner.as_str(), one.class, one.form) == (agreement, partner, class, form)
    };
    let year_of = register.commitments.iter().filter(of_line).filter(|one| one.year == year && which(one));
    Sum::of(year_of.map(|one| (one.amount, &one.origin)))
}

/// Variations change money, so those of a partner with cash and in-kind lines belong to the cash.
fn variations(register: &Register, year: Year, key: Key<'_>, which: impl Fn(&Variation) -> bool) -> Option<Sum> {
    let (agreement, partner, class, form) = key;
    if form == Form::InKind && commitments(register, year, (agreement, partner, class, Form::Cash), |_| true).is_some()
    {
        return None;
    }
    let of_line =
        |one: &&Variation| (one.agreement.as_str(), one.partner.as_str(), one.class) == (agreement, partner, class);
    let year_of = register.variations.iter().filter(of_line).filter(|one| one.year == year && which(one));
    Sum::of(year_of.map(|one| (one.amount, &one.origin)))
}

/// Every pool for which a budget, spending or a forecast was reported.
pub fn pools(ledger: &Ledger, register: &Register, period: Period) -> Vec<Pool> {
    let mut pools = Vec::new();
    for agreement in &register.agreements {
        for (_, class) in Class::WORDS {
            let of = |kind: Kind| {
                reported(ledger, kind, period, |subject| {
                    subject.agreement.as_deref() == Some(&agreement.id) && subject.class == class
                })
            };
            let (budget, expenditure, forecast) = (of(Kind::Budget), of(Kind::Expenditure), of(Kind::Forecast));
            if [&budget, &expenditure, &forecast].into_iter().any(|reported| *reported != Reported::Nothing) {
                pools.push(Pool { agreement: agreement.id.clone(), class, budget, expenditure, forecast });
            }
        }
    }
    pools
}

/// What was reported of one kind to the end of a period.
///
/// A figure for the period itself stands first; else the parts of the year up to it are added up, if every one was reported.
fn reported(ledger: &Ledger, kind: Kind, period: Period, matches: impl Fn(&Subject) -> bool) -> Reported {
    let matches = |subject: &Subject| subject.kind == kind && matches(subject);
    let gaps = ledger
        .gaps()
        .iter()
        .filter(|gap| gap.period.is_none_or(|missed| missed.year == period.year) && matches(&gap.subject));
    let gaps: Vec<Origin> = gaps.map(|gap| gap.origin.clone()).collect();
    if !gaps.is_empty() {
        return Reported::Unreadable(gaps);
    }
    let all: Vec<&Position> = ledger.positions().iter().filter(|position| matches(&position.subject)).collect();
    let whole = Period::whole(period.year);
    let yearly = matches!(kind, Kind::ContributionBudget | Kind::Budget | Kind::Forecast);
    let to_date = |position: &&&Position| {
        (position.period == period && (period == whole || position.cumulative || yearly))
            || (yearly && position.period == whole)
    };
    let exact: Vec<&Position> = all.iter().filter(to_date).copied().collect();
    if !exact.is_empty() {
        return one_figure(ledger, &exact);
    }
    for parts in period.parts() {
        let in_parts: Vec<&Position> =
            all.iter().filter(|position| !position.cumulative && parts.contains(&position.period)).copied().collect();
        if parts.iter().all(|part| in_parts.iter().any(|position| position.period == *part)) {
            return one_figure(ledger, &in_parts);
        }
    }
    Reported::Nothing
}

fn keep_both<'a>(conflict: &mut Vec<&'a Position>, one: &'a Position, other: &'a Position) {
    for position in [one, other] {
        if !conflict.contains(&position) {
            conflict.push(position);
        }
    }
}

/// Adds up lines and periods; files that say the same of one line are counted once, files that differ are in conflict.
fn one_figure(ledger: &Ledger, positions: &[&Position]) -> Reported {
    let mut kept: Vec<&Position> = Vec::new();
    let mut conflict: Vec<&Position> = Vec::new();
    for position in positions {
        let same = |other: &&&Position| {
            other.subject.line == position.subject.line
                && other.period == position.period
                && other.file != position.file
        };
        match kept.iter().find(same) {
            None => kept.push(position),
            Some(other) if other.amount == position.amount => {}
            Some(other) => keep_both(&mut conflict, other, position),
        }
    }
    let sum = |position: &Position| Sum { amount: position.amount, origins: ledger.origins(position) };
    if !conflict.is_empty() {
        return Reported::Conflict(conflict.into_iter().map(sum).collect());
    }
    let mut sums = kept.into_iter().map(sum);
    let Some(first) = sums.next() else { return Reported::Nothing };
    match sums.try_fold(first, |all, next| all.plus(&next)) {
        Some(sum) => Reported::Figure(sum),
        None => Reported::Nothing,
    }
}
