//! Late: payments, receipts and spending of a day after that to which the figures run, which are in the ledger and in no figure.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Ledger, Topics};
use crate::model::entry::{AmountSubject, Entry};
use crate::model::money::Money;
use crate::model::origin::Origin;

/// A row of the ledger that has a day.
#[derive(Debug, Clone, Copy)]
pub(super) struct Dated {
    row: u32,
    day: NaiveDate,
    amount: Money,
    slack: Money,
}

/// An amount of a day after that to which the figures run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LateEntry {
    /// What it is and whose.
    pub subject: AmountSubject,
    /// Its day.
    pub day: NaiveDate,
    /// How much.
    pub amount: Money,
    /// The cell.
    pub origin: Origin,
}

impl Dated {
    /// Those among all rows of a ledger.
    pub(super) fn of(entries: &[Entry]) -> Vec<Self> {
        let rows = (0_u32..).zip(entries);
        let dated = rows
            .filter_map(|(row, entry)| Some(Self { row, day: entry.day?, amount: entry.amount, slack: entry.slack }));
        dated.collect()
    }
}

impl Ledger {
    /// Leaves out of all figures what is dated after a day; its rows stay in the ledger.
    #[must_use]
    pub fn as_at(mut self, day: NaiveDate) -> Self {
        let mut after: BTreeMap<u32, Dated> = BTreeMap::new();
        after.extend(self.dated.iter().filter(|dated| dated.day > day).map(|dated| (dated.row, *dated)));
        if after.is_empty() {
            return self;
        }
        let mut late: BTreeMap<u32, LateEntry> = BTreeMap::new();
        for position in &mut self.positions {
            for Dated { row, day, amount, slack } in position.rows.iter().filter_map(|row| after.get(row)) {
                position.amount = less(position.amount, *amount);
                position.slack = less(position.slack, *slack);
                let origin = usize::try_from(*row).ok().and_then(|row| self.origins.get(row));
                late.extend(origin.map(|origin| {
                    let (subject, origin) = (position.subject.clone(), origin.clone());
                    (*row, LateEntry { subject, day: *day, amount: *amount, origin })
                }));
            }
            position.rows.retain(|row| !after.contains_key(row));
        }
        self.positions.retain(|position| !position.rows.is_empty());
        self.topics = Topics::spoken_of(&self.positions, &self.gaps);
        self.late = late.into_values().collect();
        self
    }

    /// What is left out of all figures, in the order in which it was read.
    #[must_use]
    pub fn late(&self) -> &[LateEntry] {
        &self.late
    }

    /// Whether everything in a file that has a day is left out.
    #[must_use]
    pub fn is_wholly_late(&self, file: &str) -> bool {
        let is_of_file = |row: u32| {
            usize::try_from(row).ok().and_then(|row| self.origins.get(row)).is_some_and(|origin| *origin.file == *file)
        };
        let dated = self.dated.iter().filter(|dated| is_of_file(dated.row)).count();
        dated == self.late.iter().filter(|entry| *entry.origin.file == *file).count()
    }
}

/// What is left of a sum without one of its parts.
fn less(sum: Money, part: Money) -> Money {
    Money::from_sum(sum.pence() - part.pence())
}
