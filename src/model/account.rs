//! The account of a run: for every sheet, what was read and what became of it.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::money::Money;

/// What became of the amount cells of one table of a sheet under one layout.
///
/// Every amount cell is accepted, witnessed, refused or not given, and the pence read are the pence accepted, witnessed and
/// refused (where a refused cell can be read at all).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetAccount {
    /// The file's path below the area's folder.
    pub file: Arc<str>,
    /// The sheet.
    pub sheet: Arc<str>,
    /// Which table of the sheet, counted from one.
    pub table: u32,
    /// The layout that read it; `None` for a sheet that no layout matches.
    pub layout: Option<String>,
    /// Rows with at least one cell that has a value.
    pub rows: usize,
    /// Rows without an amount cell: titles, headings, notes.
    pub furniture_rows: usize,
    /// What a count of the cells alone finds, before any row is judged.
    pub read: Tally,
    /// Amounts in the ledger.
    pub accepted: Tally,
    /// Totals, subtotals and roundings of figures that stand elsewhere, compared and never added in.
    pub witnessed: Tally,
    /// Cells that could not be used; their pence where they can be read.
    pub refused: Tally,
    /// Cells that say that there is no figure.
    pub not_given: usize,
}

impl SheetAccount {
    /// The account of a sheet that holds one table, a row an amount, all of them in the ledger.
    #[must_use]
    pub fn of_accepted(file: Arc<str>, sheet: Arc<str>, accepted: Tally) -> Self {
        Self {
            file,
            sheet,
            table: 1,
            layout: None,
            rows: accepted.cells,
            furniture_rows: 0,
            read: accepted,
            accepted,
            witnessed: Tally::default(),
            refused: Tally::default(),
            not_given: 0,
        }
    }
}

/// How many cells, and what they add up to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// How many cells.
    pub cells: usize,
    /// What those that can be read add up to; `None` where that does not fit.
    pub amount: Option<Money>,
}

impl Default for Tally {
    fn default() -> Self {
        Self { cells: 0, amount: Some(Money::ZERO) }
    }
}

impl Tally {
    /// Counts one more cell, with its amount where it can be read.
    pub fn count(&mut self, amount: Option<Money>) {
        self.cells += 1;
        if let Some(amount) = amount {
            self.amount = self.amount.and_then(|sum| sum.checked_add(amount));
        }
    }

    /// This and another together.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        let amount = self.amount.zip(other.amount).and_then(|(one, two)| one.checked_add(two));
        Self { cells: self.cells + other.cells, amount }
    }

    /// This without a part of it.
    #[must_use]
    pub fn without(self, part: Self) -> Self {
        let amount = self.amount.zip(part.amount).and_then(|(one, two)| one.checked_sub(two));
        Self { cells: self.cells.saturating_sub(part.cells), amount }
    }
}

impl SheetAccount {
    /// Whether every cell that was read is accounted for, to the penny.
    #[must_use]
    pub fn is_conserved(&self) -> bool {
        let mut fates = self.accepted.with(self.witnessed).with(self.refused);
        fates.cells += self.not_given;
        fates == self.read && fates.amount.is_some()
    }
}

/// What became of the amount cells of all sheets of a run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Fates {
    /// What a count of the cells alone finds.
    pub read: Tally,
    /// Amounts in the ledger.
    pub accepted: Tally,
    /// Totals and subtotals.
    pub witnessed: Tally,
    /// Cells that could not be used.
    pub refused: Tally,
    /// Cells that say that there is no figure.
    pub not_given: usize,
}

impl Fates {
    /// The accounts of all sheets added up.
    #[must_use]
    pub fn of(accounts: &[SheetAccount]) -> Self {
        accounts.iter().fold(Self::default(), |all, sheet| Self {
            read: all.read.with(sheet.read),
            accepted: all.accepted.with(sheet.accepted),
            witnessed: all.witnessed.with(sheet.witnessed),
            refused: all.refused.with(sheet.refused),
            not_given: all.not_given + sheet.not_given,
        })
    }
}

/// The account of a whole run as `run.json` prints it; what an earlier version did not print is nil.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct RunRecord {
    read_cells: usize,
    accepted_cells: usize,
    witnessed_cells: usize,
    refused_cells: usize,
    not_given: usize,
    read_pence: Option<i64>,
    accepted_pence: Option<i64>,
    witnessed_pence: Option<i64>,
    refused_pence: Option<i64>,
    conserved: bool,
}

impl From<&[SheetAccount]> for RunRecord {
    fn from(accounts: &[SheetAccount]) -> Self {
        let Fates { read, accepted, witnessed, refused, not_given } = Fates::of(accounts);
        let pence = |tally: Tally| tally.amount.map(Money::pence);
        Self {
            read_cells: read.cells,
            accepted_cells: accepted.cells,
            witnessed_cells: witnessed.cells,
            refused_cells: refused.cells,
            not_given,
            read_pence: pence(read),
            accepted_pence: pence(accepted),
            witnessed_pence: pence(witnessed),
            refused_pence: pence(refused),
            conserved: accounts.iter().all(SheetAccount::is_conserved),
        }
    }
}

/// The account of a sheet as `run.json` prints it; what an earlier version did not print is nil.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct SheetRecord {
    file: Arc<str>,
    sheet: Arc<str>,
    table: u32,
    layout: Option<String>,
    rows: usize,
    furniture_rows: usize,
    read_cells: usize,
    accepted_cells: usize,
    witnessed_cells: usize,
    refused_cells: usize,
    not_given: usize,
    read_pence: Option<i64>,
    accepted_pence: Option<i64>,
    witnessed_pence: Option<i64>,
    refused_pence: Option<i64>,
}

impl From<&SheetAccount> for SheetRecord {
    fn from(account: &SheetAccount) -> Self {
        let pence = |tally: Tally| tally.amount.map(Money::pence);
        Self {
            file: Arc::clone(&account.file),
            sheet: Arc::clone(&account.sheet),
            table: account.table,
            layout: account.layout.clone(),
            rows: account.rows,
            furniture_rows: account.furniture_rows,
            read_cells: account.read.cells,
            accepted_cells: account.accepted.cells,
            witnessed_cells: account.witnessed.cells,
            refused_cells: account.refused.cells,
            not_given: account.not_given,
            read_pence: pence(account.read),
            accepted_pence: pence(account.accepted),
            witnessed_pence: pence(account.witnessed),
            refused_pence: pence(account.refused),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Money, SheetAccount, Tally};

    #[test]
    fn a_cell_that_is_lost_breaks_the_account() {
        let tally = |amounts: &[i64]| {
            let mut tally = Tally::default();
            amounts.iter().for_each(|pence| tally.count(Some(Money::from_sum(*pence))));
            tally
        };
        let account = |accepted: &[i64]| SheetAccount {
            file: "f".into(),
            sheet: "s".into(),
            table: 1,
            layout: None,
            rows: 3,
            furniture_rows: 0,
            read: tally(&[100, 200, 300]),
            accepted: tally(accepted),
            witnessed: tally(&[300]),
            refused: Tally::default(),
            not_given: 0,
        };
        assert!(account(&[100, 200]).is_conserved());
        assert!(!account(&[100]).is_conserved());
        assert!(!account(&[100, 199]).is_conserved());
        assert!(!account(&[300]).is_conserved(), "the pence agree and the cells do not");
    }
}
