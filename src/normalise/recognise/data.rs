//! Rows of data: those that hold an amount, so that they cannot be headings.

use super::RecognisedTable;
use super::headings::is_empty_mark;
use super::place::PlacedColumns;
use crate::job::layout::ReturnLayout;
use crate::job::layout::amounts::Unit;
use crate::normalise::convert::{CellAmount, amount};
use crate::read::{CellValue, Row};

/// Whether a row of a table holds an amount, so that it cannot be a row of headings.
pub fn is_data(table: &RecognisedTable<'_>, row: Row<'_>) -> bool {
    !table.pages.contains(&row.number) && holds_amount(&table.columns, table.layout, row)
}

/// Whether a row holds an amount in a column of amounts. A whole number may be a year.
pub fn holds_amount(columns: &PlacedColumns<'_>, layout: &ReturnLayout, row: Row<'_>) -> bool {
    let cells = columns.amounts.iter().filter_map(|placed| Some((placed, row.cell(placed.column)?)));
    cells.filter(|(_, cell)| !is_empty_mark(&cell.value, &layout.empty)).any(|(placed, cell)| match &cell.value {
        CellValue::Number(number) => number.fract() != 0.0 || !(1948.0..=2147.0).contains(number),
        value => matches!(amount(value, Unit::Pounds, &placed.amounts.not_given), CellAmount::Given { .. }),
    })
}
