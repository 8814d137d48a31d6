//! Late: payments, receipts and spending of a day after that to which the figures run, which are in the ledger and in no figure.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Ledger;
use super::left_out::RowAmount;
use crate::model::entry::{AmountSubject, Entry};
use crate::model::money::Money;
use crate::model::origin::Origin;

/// A row of the ledger that has a day.
#[derive(Debug, Clone, Copy)]
pub(super) struct Dated {
    row: u32,
    day: NaiveDate,
    amount: RowAmount,
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
        let dated = rows.filter_map(|(row, entry)| {
            let amount = RowAmount { money: entry.amount, slack: entry.slack };
            Some(Self { row, day: entry.day?, amount })
        });
        dated.collect()
    }
}

impl Ledger {
    /// Leaves out of all figures what is dated after a day; its rows stay in the ledger.
    #[must_use]
    pub fn as_at(mut self, day: NaiveDate) -> Self {
        let after: BTreeMap<u32, Dated> =
            self.dated.iter().filter(|dated| dated.day > day).map(|dated| (dated.row, *dated)).collect();
        if after.is_empty() {
            return self;
        }
        let subjects = self.subjects(&after.keys().copied().collect());
        self.leave_out(&after.iter().map(|(row, dated)| (*row, dated.amount)).collect());
        let late = subjects.into_iter().filter_map(|(row, subject)| {
            let Dated { day, amount, .. } = *after.get(&row)?;
            Some(LateEntry { subject, day, amount: amount.money, origin: self.origin(row)?.clone() })
        });
        self.late = late.collect();
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
        let is_of_file = |row: u32| self.origin(row).is_some_and(|origin| *origin.file == *file);
        let dated = self.dated.iter().filter(|dated| is_of_file(dated.row)).count();
        dated == self.late.iter().filter(|entry| *entry.origin.file == *file).count()
    }
}
