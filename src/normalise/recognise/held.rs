//! Names that hold for more rows than their own: those in merged cells, and those that a layout fills down.

use std::collections::BTreeSet;

use super::place::ends_a_word;
use super::{RecognisedTable, first_text};
use crate::job::layout::columns::Field;
use crate::model::words::folded;
use crate::normalise::meaning::total::{RowLabel, label};
use crate::read::{Cell, CellValue, Row, Sheet};

/// The names of one table that hold for more rows than their own.
#[derive(Debug, Default)]
pub struct HeldNames {
    /// By column and first row.
    names: Vec<HeldName>,
    /// Rows in which a merged cell shows one name and the cell below it holds another.
    pub contradicted: BTreeSet<u32>,
}

/// A cell that names something, and the rows below it for which it holds.
#[derive(Debug)]
struct HeldName {
    column: u32,
    first: u32,
    last: u32,
    cell: Cell,
    /// Whether a merged cell shows it there.
    is_shown: bool,
}

impl HeldNames {
    /// Those of a table. A merged cell never holds an amount for other rows.
    #[must_use]
    pub fn of(table: &RecognisedTable<'_>, sheet: &Sheet) -> Self {
        let mut held = Self::default();
        let columns: BTreeSet<u32> = table.columns.fields.values().flatten().copied().collect();
        let is_amount = |column: u32| table.columns.amounts.iter().any(|placed| placed.column == column);
        for region in &sheet.merged {
            let (column, first, last) = (region.first.column, region.first.row, region.last.row.min(table.end - 1));
            if last <= first || !table.has(first) || !columns.contains(&column) || is_amount(column) {
                continue;
            }
            let Some(cell) = sheet.cell(region.first) else { continue };
            held.names.push(HeldName { column, first, last, cell: cell.clone(), is_shown: true });
            let shown = folded(&cell.value.text());
            let below = sheet.rows_from(first + 1).take_while(|row| row.number <= last);
            let others = below.filter_map(|row| table.cell(row, column));
            held.contradicted
                .extend(others.filter(|cell| folded(&cell.value.text()) != shown).map(|cell| cell.address.row));
        }
        for (field, column) in &table.layout.columns {
            for place in table.field(*field).iter().filter(|place| column.fill_down && !is_amount(**place)) {
                held.fill_down(table, sheet, *place);
            }
        }
        held.names.sort_by_key(|name| (name.column, name.first));
        held
    }

    /// The name that holds in a row for a column, and stands above it; `shown` where only a merged cell will do.
    #[must_use]
    pub fn over(&self, row: u32, column: u32, shown: bool) -> Option<&Cell> {
        let above = self.names.partition_point(|name| (name.column, name.first) <= (column, row));
        let name = self.names.get(above.checked_sub(1)?)?;
        (name.column == column && row <= name.last && (name.is_shown || !shown)).then_some(&name.cell)
    }

    /// A name holds for the rows below it that leave its column blank, to the next name, total, heading or blank row.
    fn fill_down(&mut self, table: &RecognisedTable<'_>, sheet: &Sheet, column: u32) {
        let mut open: Option<HeldName> = None;
        let mut close = |open: &mut Option<HeldName>| {
            self.names.extend(open.take().filter(|name| name.last > name.first));
        };
        for row in table.rows(sheet) {
            let number = row.number;
            if open.as_ref().is_some_and(|name| number != name.last + 1) {
                close(&mut open);
            }
            let is_line = !is_total(table, row) && !table.passed_over.contains(&number);
            let has_amount = || table.amounts_in(number).any(|placed| table.cell(row, placed.column).is_some());
            match (table.cell(row, column), &mut open) {
                (Some(cell), open) => {
                    close(open);
                    let name = HeldName { column, first: number, last: number, cell: cell.clone(), is_shown: false };
                    *open = is_line.then_some(name);
                }
                (None, Some(name)) if is_line && has_amount() => name.last = number,
                (None, open) => close(open),
            }
        }
        close(&mut open);
    }
}

/// Whether a row is called a total, whatever its amounts are.
fn is_total(table: &RecognisedTable<'_>, row: Row<'_>) -> bool {
    let witness = &table.layout.witness;
    let begins = |text: &str, starts: &[String]| {
        starts.iter().any(|start| folded(text).strip_prefix(folded(start).as_str()).is_some_and(ends_a_word))
    };
    let says = |text: &str| {
        let is_called = label(text).is_some_and(|said| match said {
            RowLabel::Total { .. } | RowLabel::TotalOf | RowLabel::Forward => true,
            RowLabel::Perhaps { alone } | RowLabel::Rest { alone } | RowLabel::Check { alone } => alone,
            RowLabel::Part { .. } | RowLabel::Less { .. } | RowLabel::Nobody => false,
        });
        is_called || begins(text, &witness.rows_starting) || begins(text, &witness.not_compared)
    };
    let names = [Field::Agreement, Field::Line, Field::Partner];
    let columns = names.iter().flat_map(|field| table.field(*field));
    let named = columns.filter_map(|column| match &table.cell(row, *column)?.value {
        CellValue::Text(text) => Some(text.as_str()),
        _ => None,
    });
    first_text(row, &table.layout.empty).into_iter().chain(named).any(says)
}
