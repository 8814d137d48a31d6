//! Payments without an amount: rows that leave it blank while another column, or that of the day, holds money.

use super::super::absent::NOT_GIVEN;
use super::super::{AmountCell, SheetContext, TableReading, origin};
use crate::finding::phrase::{count, phrase};
use crate::finding::{Finding, Level};
use crate::job::layout::amounts::Unit;
use crate::job::layout::columns::Field;
use crate::model::money::Money;
use crate::model::origin::Origin;
use crate::normalise::convert::{CellAmount, amount};
use crate::normalise::meaning::total::label;
use crate::normalise::recognise::first_text;
use crate::normalise::recognise::place::PlacedColumn;
use crate::read::{Cell, CellValue, Row};

/// The payments of one table that lack their amount.
#[derive(Debug, Default)]
pub struct BlankAmounts {
    /// The heading of the amount, and what stands elsewhere in the row.
    first: Option<(String, String)>,
    cells: Vec<Origin>,
}

impl BlankAmounts {
    /// What is said of them.
    pub fn finding(self, place: SheetContext<'_>) -> Option<Finding> {
        let ((heading, said), first) = (self.first?, self.cells.first()?);
        let message = match self.cells.len() {
            1 => phrase!(
                "row {} of sheet `{}` has nothing under `{}`, and `{}` in {}; the payment is not used",
                first.cell.row_number().to_string(),
                place.sheet.name,
                heading,
                said,
                first.cell
            ),
            rows => phrase!(
                "{} of sheet `{}` have nothing under `{}`, and money in another column, the first `{}` in {}; none of these \
                 payments is used",
                count(rows, "row"),
                place.sheet.name,
                heading,
                said,
                first.cell
            ),
        };
        let finding = Finding::new(&NOT_GIVEN, message).asking("ask the partner for the amount of the payment");
        Some(finding.at_level(Level::Error).at_cells(&self.cells))
    }
}

impl<'a, 'l> TableReading<'a, 'l, '_> {
    /// Looks at a row of which no amount is read for one in another column.
    pub(in super::super) fn blank_amount(&mut self, row: Row<'a>, cells: &[AmountCell<'a, 'l>]) {
        let is_given = |cell: &AmountCell<'a, 'l>| !matches!(cell.placed.amount(cell.value), CellAmount::NotGiven);
        if !self.table.layout.transactions || cells.iter().any(is_given) || self.headless.is_some() {
            return;
        }
        let Some(placed) = self.table.amounts_in(row.number).next() else { return };
        if self.table.pages.contains(&row.number) || first_text(row, &self.table.layout.empty).is_none_or(is_labelled) {
            return;
        }
        let Some(cell) = self.money_beside(row, placed) else { return };
        self.doubtful.blank.first.get_or_insert_with(|| (placed.heading.clone(), cell.value.text()));
        self.doubtful.blank.cells.push(origin(self.place, cell.address));
        self.gap(AmountCell { row, address: cell.address, value: &cell.value, traits: cell.traits, placed }, true);
    }

    /// The first cell with money under a heading of the amount or of its parts, or in place of the day.
    fn money_beside(&mut self, row: Row<'a>, placed: &PlacedColumn<'l>) -> Option<&'a Cell> {
        let is_undated = self.says.date(row) == Some(false);
        let days = if is_undated { self.table.field(Field::Period) } else { &[] };
        let mut cells = placed.beside.iter().chain(days).filter_map(|column| self.table.cell(row, *column));
        cells.find(|cell| has_money(&cell.value))
    }
}

fn has_money(value: &CellValue) -> bool {
    matches!(amount(value, Unit::Pounds, &[]), CellAmount::Given { money, .. } if money != Money::ZERO)
}

fn is_labelled(text: &str) -> bool {
    label(text).is_some()
}
