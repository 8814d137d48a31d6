//! Rounded: a sum with what rounding in its cells may have moved, so that a rounding of a finer figure is known as one.

use std::collections::HashMap;
use std::sync::Arc;

use super::entry::{Entry, Kind};
use super::money::Money;

/// How many times coarser the cells of a rounding are, at least: one decimal place.
const PLACE: i128 = 10;

/// What rounding moves in the cells of a rounding, at least, in pence: half of a hundred pounds, as £000 with one decimal
/// have it. A column of whole pounds is no rounding of another: it may be of other payments.
const COARSE: i128 = 50_00;

/// Gives the amounts of each kind in each table the smallest step that any of them shows: they are written alike.
pub fn settle_steps(entries: &mut [Entry]) {
    let column =
        |entry: &Entry| (Arc::clone(&entry.origin.sheet), entry.table, entry.subject.kind, entry.origin.file.clone());
    let mut finest: HashMap<(Arc<str>, u32, Kind, Arc<str>), Money> = HashMap::new();
    for entry in entries.iter() {
        let least = finest.entry(column(entry)).or_insert(entry.slack);
        *least = entry.slack.min(*least);
    }
    for entry in entries {
        entry.step = finest.get(&column(entry)).copied().unwrap_or(entry.slack);
    }
}

/// A sum that is as exact as its cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rounded {
    /// The sum.
    pub amount: Money,
    /// Half of the smallest step that its column shows.
    pub step: Money,
    /// How many cells.
    pub cells: usize,
}

impl Rounded {
    /// What several come to, as coarse as the coarsest; `None` where there are none, or the sum is too large.
    #[must_use]
    pub fn total(all: &[Self]) -> Option<Self> {
        let amount = Money::sum(all.iter().map(|one| one.amount))?;
        let step = all.iter().map(|one| one.step).max()?;
        Some(Self { amount, step, cells: all.iter().map(|one| one.cells).sum() })
    }

    /// How coarse it is where it may be a rounding; nought for all that is written to the pound or finer.
    #[must_use]
    pub fn coarseness(&self) -> i64 {
        if i128::from(self.step.pence()) >= COARSE { self.step.pence() } else { 0 }
    }

    /// Whether this can be another figure, rounded: its cells show at least one place less, and the two differ by no more than
    /// rounding explains.
    #[must_use]
    pub fn is_rounding_of(&self, finer: &Self) -> bool {
        let [coarse, fine] = [self, finer].map(|one| i128::from(one.step.pence()));
        let moved = [self, finer]
            .map(|one| i128::from(one.step.pence()).saturating_mul(i128::try_from(one.cells).unwrap_or(i128::MAX)));
        let is_coarser = coarse >= COARSE && coarse >= fine * PLACE;
        let apart = (i128::from(self.amount.pence()) - i128::from(finer.amount.pence())).abs();
        is_coarser && apart <= moved.into_iter().fold(0, i128::saturating_add)
    }
}

#[cfg(test)]
mod tests {
    use super::{Money, Rounded};

    fn figure(pence: i64, step: i64, cells: usize) -> Rounded {
        Rounded { amount: Money::from_sum(pence), step: Money::from_sum(step), cells }
    }

    #[test]
    fn thousands_are_a_rounding_of_pounds() {
        let pounds = figure(123_456_700, 50, 1);
        assert!(figure(123_500_000, 50_000, 1).is_rounding_of(&pounds));
        assert!(figure(120_000_000, 5_000_000, 1).is_rounding_of(&pounds), "£1.2m");
        assert!(!figure(123_600_000, 50_000, 1).is_rounding_of(&pounds));
        assert!(figure(123_400_000, 50_000, 3).is_rounding_of(&pounds), "three lines, each rounded");
        assert!(!pounds.is_rounding_of(&figure(123_500_000, 50_000, 1)), "the finer is no rounding of the coarser");
    }

    #[test]
    fn pounds_are_no_rounding_of_pounds() {
        assert!(!figure(100_100, 50, 1).is_rounding_of(&figure(100_000, 50, 1)));
        // Two ledgers of a thousand payments, one of which has a payment more.
        assert!(!figure(200_030_000, 50, 1_001).is_rounding_of(&figure(200_000_000, 50, 1_000)));
    }
}
