//! A sheet as cells at their true addresses, and nothing interpreted.

use std::sync::Arc;

use chrono::NaiveDateTime;

use crate::model::origin::Address;

/// One sheet of a file.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// Its name.
    pub name: Arc<str>,
    /// Whether a reader of the workbook sees it.
    pub visible: bool,
    cells: Vec<Cell>,
}

/// A cell that has a value.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// Where it stands.
    pub address: Address,
    /// What it says.
    pub value: CellValue,
}

/// What a cell says.
#[derive(Debug, Clone, PartialEq)]
pub enum CellValue {
    /// Text as it stands.
    Text(String),
    /// A number.
    Number(f64),
    /// True or false.
    Truth(bool),
    /// A date, with a time of day.
    Date(NaiveDateTime),
    /// An error, as the sheet shows it.
    Error(String),
}

impl CellValue {
    /// The value as text: numbers in their shortest form, dates as `2006-09-06`.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Text(text) | Self::Error(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Truth(truth) => if *truth { "TRUE" } else { "FALSE" }.to_owned(),
            Self::Date(date) => date.date().to_string(),
        }
    }

    /// Whether the cell has a value that a reader sees.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        matches!(self, Self::Text(text) if text.trim().is_empty())
    }
}

/// The cells of one row that have a value, from the left.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    /// The row, counted from zero.
    pub number: u32,
    /// Its cells.
    pub cells: &'a [Cell],
}

impl<'a> Row<'a> {
    /// The cell in a column, if it has a value.
    #[must_use]
    pub fn cell(&self, column: u32) -> Option<&'a Cell> {
        let place = self.cells.binary_search_by_key(&column, |cell| cell.address.column).ok()?;
        self.cells.get(place)
    }
}

impl Sheet {
    /// A sheet of cells; blank ones are left out and the rest put in reading order.
    #[must_use]
    pub fn new(name: &str, visible: bool, mut cells: Vec<Cell>) -> Self {
        cells.retain(|cell| !cell.value.is_blank());
        cells.sort_by_key(|cell| cell.address);
        Self { name: name.into(), visible, cells }
    }

    /// Its cells, row by row.
    #[must_use]
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// Its rows that have a value, from the top.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.cells.chunk_by(|one, two| one.address.row == two.address.row).filter_map(|cells| {
            let number = cells.first()?.address.row;
            Some(Row { number, cells })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Address, Cell, CellValue, Sheet};

    #[test]
    fn rows_keep_their_true_addresses() {
        let cell =
            |row, column, text: &str| Cell { address: Address { row, column }, value: CellValue::Text(text.into()) };
        let sheet = Sheet::new("S", true, vec![cell(9, 3, "d"), cell(4, 1, "b"), cell(4, 0, " "), cell(9, 0, "a")]);
        let rows: Vec<(u32, usize)> = sheet.rows().map(|row| (row.number, row.cells.len())).collect();
        assert_eq!(rows, [(4, 1), (9, 2)]);
        let last = sheet.rows().last();
        assert_eq!(last.and_then(|row| row.cell(3)).map(|cell| cell.address.to_string()).as_deref(), Some("D10"));
        assert_eq!(last.and_then(|row| row.cell(1)), None);
    }
}
