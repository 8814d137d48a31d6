//! What was reported of one figure: from every sheet that speaks of it, one amount, or why there is none.

mod statements;
mod told;

use std::collections::BTreeSet;

use chrono::Datelike;

use crate::finding::phrase::{Phrase, Say, count, listed, names, phrase};
use crate::ledger::Contested;
use crate::model::money::Money;
use crate::model::origin::Origin;
use crate::model::period::{Part, Period};

pub use told::{Asked, Told};

/// An amount with the cells that it is the sum of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// The amount.
    pub amount: Money,
    /// By how much rounding in its cells may have moved it; nothing for a commitment, which is exact.
    pub slack: Money,
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
    /// Different figures in different places; none of them is used.
    Conflict(Vec<Sum>),
    /// A figure of which a part is open: cells that could not be used, or that say that there is no figure.
    Incomplete {
        /// The open cells.
        origins: Vec<Origin>,
        /// Whether one of them could not be used, which is an error of its own.
        refused: bool,
    },
    /// A part of a figure that flows through the year.
    AtLeast(Partly),
    /// One figure, which may not be held against what was agreed: the one is with VAT and the other without, or gross and net.
    OtherBasis {
        /// The figure.
        sum: Sum,
        /// Of what each is said to be.
        why: Phrase,
    },
}

/// What is known of a figure, and what it lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partly {
    /// What is known.
    pub known: Sum,
    /// What is missing, of which there is something.
    pub lacks: Vec<Lacks>,
}

impl Partly {
    /// What is missing, as it stands beside what is known: `no ledger for October 2024`.
    #[must_use]
    pub fn in_words(&self) -> Phrase {
        listed(self.lacks.iter().map(Lacks::in_words))
    }
}

/// What a figure lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lacks {
    /// Months or quarters of which nothing came, while others came.
    Months {
        /// Which.
        periods: Vec<Period>,
        /// Whether ledgers say the others; else returns.
        ledgers: bool,
        /// Whose ledgers these would be, or who said the others.
        reporters: Vec<Option<String>>,
    },
    /// Schemes of the register of which nothing was reported beside the others.
    Schemes(Vec<String>),
    /// Nothing but the time that was not over when the figures were drawn up.
    TimeToCome,
    /// Whether payments that two ledgers have are the same.
    Payments(Vec<Contested>),
}

impl Lacks {
    /// The same, in words.
    #[must_use]
    pub fn in_words(&self) -> Phrase {
        match self {
            Self::Months { periods, ledgers, .. } => {
                let came = if *ledgers { "ledger" } else { "return" };
                phrase!("no {} for {}", came, listed(runs(periods).iter().map(Say::say)))
            }
            Self::Schemes(titles) => phrase!("nothing was reported of the scheme {}", names(titles)),
            Self::TimeToCome => "the period was not over".into(),
            Self::Payments(contested) => {
                let all: BTreeSet<_> =
                    contested.iter().flat_map(|one| one.sums.iter().map(|(table, _)| table)).collect();
                phrase!("{} have payments in common", count(all.len(), "ledger"))
            }
        }
    }
}

/// How many files are named where payments stand in several.
const NAMED: usize = 4;

/// Where payments stand that are contested: files, and of one file its sheets.
pub fn tables(contested: &[Contested]) -> Vec<Phrase> {
    let all: BTreeSet<_> = contested.iter().flat_map(|one| one.sums.iter().map(|(table, _)| table)).collect();
    let files: BTreeSet<&str> = all.iter().map(|table| &*table.file).collect();
    let mut named: Vec<Phrase> = match files.len() {
        1 => all.iter().take(NAMED).map(|table| phrase!("sheet `{}` of `{}`", table.sheet, table.file)).collect(),
        _ => files.iter().take(NAMED).map(|file| phrase!("`{}`", *file)).collect(),
    };
    let many = if files.len() == 1 { all.len() } else { files.len() };
    named.extend((many > NAMED).then(|| count(many - NAMED, "other")));
    named
}

/// Periods in words, months that follow each other together: `May to August 2024`.
fn runs(periods: &[Period]) -> Vec<String> {
    let follows = |one: &Period, next: &Period| match (one.part, next.part) {
        (Part::Month(month), Part::Month(after)) => one.year == next.year && month + 1 == after,
        _ => false,
    };
    let in_words = |run: &[Period]| match run {
        [first, .., last] if first.first_day().year() == last.first_day().year() => {
            format!("{} to {}", first.first_day().format("%B"), last.alone_in_words())
        }
        [first, .., last] => format!("{} to {}", first.alone_in_words(), last.alone_in_words()),
        _ => run.iter().map(|only| only.alone_in_words()).collect(),
    };
    periods.chunk_by(follows).map(in_words).collect()
}

impl Reported {
    /// The figure that may not be held against what was agreed, and why not.
    #[must_use]
    pub fn on_another_basis(&self) -> Option<(&Sum, &Phrase)> {
        match self {
            Self::OtherBasis { sum, why } => Some((sum, why)),
            _ => None,
        }
    }

    /// The figure, if there is exactly one and all of it is known.
    #[must_use]
    pub fn figure(&self) -> Option<&Sum> {
        match self {
            Self::Figure(sum) => Some(sum),
            Self::Nothing
            | Self::Conflict(_)
            | Self::Incomplete { .. }
            | Self::AtLeast(_)
            | Self::OtherBasis { .. } => None,
        }
    }
}

impl Sum {
    /// Exact amounts with their cells, added up; `None` of nothing.
    pub fn of_amounts<'a>(amounts: impl IntoIterator<Item = (Money, &'a Origin)>) -> Option<Self> {
        let (amounts, origins): (Vec<Money>, Vec<Origin>) =
            amounts.into_iter().map(|(amount, origin)| (amount, origin.clone())).unzip();
        if amounts.is_empty() { None } else { Some(Self { amount: Money::sum(amounts)?, slack: Money::ZERO, origins }) }
    }

    /// Sums added up; `None` of nothing.
    pub fn total<'a>(sums: impl IntoIterator<Item = &'a Self>) -> Option<Self> {
        let mut sums = sums.into_iter();
        let first = sums.next()?.clone();
        sums.try_fold(first, |mut all, next| all.add(next).map(|()| all))
    }

    /// Adds another to this; `None`, and then of no use any more, where the sum is too large.
    #[must_use]
    pub fn add(&mut self, other: &Self) -> Option<()> {
        self.amount = self.amount.checked_add(other.amount)?;
        self.slack = self.slack.checked_add(other.slack)?;
        self.origins.extend_from_slice(&other.origins);
        Some(())
    }

    /// This and another.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Option<Self> {
        let mut both = self.clone();
        both.add(other).map(|()| both)
    }

    /// This without another.
    #[must_use]
    pub fn less(&self, other: &Self) -> Option<Self> {
        self.plus(&Self { amount: other.amount.negated(), ..other.clone() })
    }

    /// Nothing, of no cell: what agreed changes add up to where there are none.
    #[must_use]
    pub fn none() -> Self {
        Self { amount: Money::ZERO, slack: Money::ZERO, origins: Vec::new() }
    }

    /// Whether it is no more, above zero or below, than rounding may have made it.
    #[must_use]
    pub fn is_rounding(&self) -> bool {
        self.amount.abs() <= self.slack
    }

    /// By how much this falls short of another, beyond what rounding explains.
    #[must_use]
    pub fn short_of(&self, other: &Self) -> Option<Money> {
        let less = other.amount.checked_sub(self.amount)?;
        let slack = self.slack.checked_add(other.slack)?;
        (less > Money::ZERO && less > slack).then_some(less)
    }
}
