//! What was reported of one figure: from every sheet that speaks of it, one amount, or why there is none.

mod statements;
mod told;

use crate::model::money::Money;
use crate::model::origin::Origin;

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
}

impl Reported {
    /// The figure, if there is exactly one and all of it is known.
    #[must_use]
    pub fn figure(&self) -> Option<&Sum> {
        match self {
            Self::Figure(sum) => Some(sum),
            Self::Nothing | Self::Conflict(_) | Self::Incomplete { .. } => None,
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

    /// By how much this falls short of another, beyond what rounding explains.
    #[must_use]
    pub fn short_of(&self, other: &Self) -> Option<Money> {
        let less = other.amount.checked_sub(self.amount)?;
        let slack = self.slack.checked_add(other.slack)?;
        (less > Money::ZERO && less > slack).then_some(less)
    }
}
