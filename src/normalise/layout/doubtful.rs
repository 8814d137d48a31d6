//! Doubtful payments: rows of a ledger that turn their amount round, leave it blank, or leave blank whose it is.

mod blank;
mod taken_back;
mod unclaimed;

use self::blank::BlankAmounts;
use self::unclaimed::Unclaimed;
use super::SheetContext;
use crate::finding::Finding;
use crate::model::words::folded;
use crate::normalise::recognise::{RecognisedTable, first_text};
use crate::read::Row;

/// What is doubtful about the payments of one table.
#[derive(Debug, Default)]
pub struct Doubtful<'a> {
    /// Columns whose codes may turn an amount round.
    with_codes: Vec<u32>,
    /// The row without amounts above, where it turns those below it round.
    section: Option<&'a str>,
    blank: BlankAmounts,
    unclaimed: Unclaimed<'a>,
}

impl<'a> Doubtful<'a> {
    /// Nothing found yet.
    pub fn of(place: SheetContext<'_>, table: &RecognisedTable<'_>) -> Self {
        let with_codes = if table.layout.transactions { taken_back::with_codes(place, table) } else { Vec::new() };
        Self { with_codes, ..Self::default() }
    }

    /// Looks at a row without amounts: one text alone is a heading of the payments below it.
    pub fn heading(&mut self, table: &RecognisedTable<'_>, row: Row<'a>) {
        if table.layout.transactions && table.has(row.number) && row.cells().count() == 1 {
            let said = first_text(row, &table.layout.empty);
            self.section = said.filter(|text| taken_back::is_called(&folded(text)));
            self.unclaimed.begin(said);
        }
    }

    /// Looks at a total, which ends what stood above it.
    pub fn total(&mut self) {
        self.unclaimed.begin(None);
    }

    /// What is said of the table, but for rows that turn their amounts round.
    pub fn findings(self, place: SheetContext<'_>) -> Vec<Finding> {
        self.blank.finding(place).into_iter().chain(self.unclaimed.findings()).collect()
    }
}
