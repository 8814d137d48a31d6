//! Tables: their columns, their rows, and what stands behind a cell.

use rust_decimal::Decimal;

use super::{FIGURE_LINES, FigureRef, Money};

/// A table with one row of headings and no merged cells.
#[derive(Debug)]
pub struct Table {
    /// A short name in kebab-case, unique in the pack; the sheet of `figures.xlsx`.
    pub name: String,
    /// What the table shows, with its period, unit and "as at".
    pub caption: String,
    /// Its columns; the first one heads each row.
    pub columns: Vec<Column>,
    /// Its rows; each has as many cells as there are columns.
    pub rows: Vec<Row>,
    /// The key, printed under the table.
    pub notes: Vec<String>,
}

impl Table {
    /// Whether its rows are the lines to which figures lead.
    #[must_use]
    pub fn holds_lines(&self) -> bool {
        self.name.starts_with(FIGURE_LINES)
    }
}

/// A column of a table.
#[derive(Debug)]
pub struct Column {
    /// Its heading.
    pub heading: String,
    /// Whether its cells are words or figures.
    pub holds: Holds,
    /// How much of the table's spare width it should have; 1 is usual, 3 is for sentences.
    pub weight: u8,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// Words, set from the left.
    Words,
    /// Figures, set to the right.
    Figures,
}

/// A row of a table.
#[derive(Debug)]
pub struct Row {
    /// Whether the row is the total of those above it.
    pub total: bool,
    /// Its cells, one a column.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// What is printed.
    pub text: String,
    /// The value behind it, for `figures.xlsx`.
    pub value: Value,
    /// The figure that it prints, if it prints one.
    pub figure: Option<FigureRef>,
    /// The finding whose words it prints, if it prints one's.
    pub said_by: Option<Saying>,
    /// A small bar that shows its value beside those of the other rows; what it shows stands in words in the row.
    pub bar: Option<CellBar>,
}

/// A small bar in a cell, on the scale of its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CellBar {
    /// Where the bar ends; it begins at zero.
    pub to: Decimal,
    /// The least value of the column; not above zero.
    pub least: Decimal,
    /// The greatest value of the column; not below zero.
    pub most: Decimal,
}

/// A finding by its number in the order of `findings.json`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FindingNumber(pub usize);

/// Which words of which finding a cell prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saying {
    /// What was found.
    Message(FindingNumber),
    /// What was found, with the cell that it marks and what officers say of it.
    InFull(FindingNumber),
    /// What to do.
    Action(FindingNumber),
}

/// The value behind a printed cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// Words, or no value.
    Words,
    /// An amount.
    Money(Money),
    /// A percentage, as printed: 53.6 for 53.6%.
    Percent(Decimal),
}
