//! Which name fields the lines of a table fill: a row that leaves one of them blank may be no line.

use crate::job::layout::columns::{As, Field};
use crate::model::words::folded;
use crate::normalise::recognise::RecognisedTable;
use crate::read::{Row, Sheet};

/// The fields that can say what a row is a total of.
pub const LABELS: [Field; 3] = [Field::Agreement, Field::Line, Field::Partner];

/// The name fields of a table and what its lines so far have in them.
#[derive(Debug)]
pub struct Names {
    /// The columns that every line fills.
    filled: Vec<u32>,
    /// How many columns can have a name.
    pub columns: usize,
    /// How many lines there were.
    lines: usize,
    /// Whether rows are payments, each with a date; they need no name.
    pub are_payments: bool,
    /// Whether the last total was that of all lines above, and no line stands below it yet.
    pub below_total: bool,
}

impl Names {
    /// No line yet.
    #[must_use]
    pub fn of(table: &RecognisedTable<'_>) -> Self {
        let mut filled: Vec<u32> = LABELS.iter().flat_map(|field| table.field(*field)).copied().collect();
        filled.sort_unstable();
        filled.dedup();
        Self { columns: filled.len(), filled, lines: 0, are_payments: are_payments(table), below_total: false }
    }

    /// Takes a line.
    pub fn line(&mut self, table: &RecognisedTable<'_>, row: Row<'_>) {
        self.below_total = false;
        self.lines += 1;
        if !self.are_payments {
            self.filled.retain(|column| table.shown(row, *column).is_some());
        }
    }

    /// Whether a row leaves blank what all lines above fill; one of payments has no text at all beside its date and amounts.
    #[must_use]
    pub fn lacks_one(&self, table: &RecognisedTable<'_>, row: Row<'_>) -> bool {
        if self.are_payments {
            let is_amount = |column: u32| table.columns.amounts.iter().any(|placed| placed.column == column);
            let is_date = |column: u32| table.field(Field::Period).contains(&column);
            return row.cells().all(|cell| is_amount(cell.address.column) || is_date(cell.address.column));
        }
        self.lines > 1 && self.filled.iter().any(|column| table.shown(row, *column).is_none())
    }

    /// Whether a row names more than itself: its fields are filled, and there are several.
    #[must_use]
    pub fn is_full(&self, table: &RecognisedTable<'_>, row: Row<'_>) -> bool {
        !self.are_payments
            && self.filled.len() > 1
            && self.filled.iter().all(|column| table.shown(row, *column).is_some())
    }
}

/// Whether a table has a column of cost centres.
#[must_use]
pub fn has_cost_centres(sheet: &Sheet, table: &RecognisedTable<'_>) -> bool {
    let mut headings = sheet.rows_from(table.header_first).take_while(|row| row.number <= table.header_last);
    headings.any(|row| {
        let names = table.field(Field::Agreement).iter().filter_map(|column| row.cell(*column));
        names.into_iter().any(|cell| folded(&cell.value.text()).contains("cost centre"))
    })
}

/// Whether rows are payments, each with a date.
#[must_use]
pub fn are_payments(table: &RecognisedTable<'_>) -> bool {
    table.layout.columns.get(&Field::Period).is_some_and(|column| column.conversion == As::Date)
}
