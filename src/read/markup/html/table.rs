//! A table of a web page while it is read: which cells are taken by those that span rows and columns.

use super::characters::BrowserText;
use super::tokens::Tag;
use crate::model::origin::Address;
use crate::read::grid::{CellValue, Region, Traits};

/// Columns that spans are kept track of, as many as a spreadsheet has.
const COLUMNS: u32 = 16_384;

/// Columns and rows that a cell may span; what pages say beyond is a slip.
const MOST_COLUMNS: u32 = 1_000;
const MOST_ROWS: u32 = 65_534;

/// A cell whose content is being read.
#[derive(Debug)]
pub struct HtmlCell<'p> {
    /// Its tag.
    pub tag: Tag<'p>,
    /// Where it stands.
    pub address: Address,
    /// Its text so far.
    pub shown: BrowserText,
}

/// A table that has not ended.
#[derive(Debug, Default)]
pub struct HtmlTable<'p> {
    /// Its place among the tables of the page.
    pub number: usize,
    /// The cell that is open.
    pub open: Option<HtmlCell<'p>>,
    /// Cells of a table inside another, which waits until that one has ended.
    pub cells: Vec<(Address, CellValue, Traits)>,
    /// Hidden rows and columns, each by its number.
    pub hidden_rows: Vec<u32>,
    /// Hidden columns, each by its number.
    pub hidden_columns: Vec<u32>,
    /// Whether it has rows.
    pub has_rows: bool,
    /// The row after the last.
    pub next_row: u32,
    in_row: bool,
    next_column: u32,
    columns_said: u32,
    /// For each column the first row that no span from above takes.
    free_from: Vec<u32>,
    spans: Vec<Region>,
}

impl<'p> HtmlTable<'p> {
    /// A table without rows.
    pub fn new(number: usize) -> Self {
        Self { number, ..Self::default() }
    }

    /// Begins a row.
    pub fn row(&mut self) {
        self.in_row = true;
        self.has_rows = true;
        self.next_row = self.next_row.saturating_add(1);
        self.next_column = 0;
    }

    /// Ends the row.
    pub const fn end_row(&mut self) {
        self.in_row = false;
    }

    /// Whether a row is open.
    pub const fn is_in_row(&self) -> bool {
        self.in_row
    }

    /// The row that is open, counted from zero.
    pub const fn current_row(&self) -> u32 {
        self.next_row.saturating_sub(1)
    }

    /// Begins a cell in the next place that is free.
    pub fn cell(&mut self, tag: Tag<'p>) {
        let row = self.current_row();
        let is_taken = |column: u32| {
            usize::try_from(column).ok().and_then(|column| self.free_from.get(column)).is_some_and(|from| *from > row)
        };
        let mut column = self.next_column;
        while is_taken(column) {
            column += 1;
        }
        let across = tag.number("colspan").unwrap_or(1).clamp(1, MOST_COLUMNS);
        // A span of no rows goes on to the end of the table.
        let down = tag.number("rowspan").map_or(1, |rows| if rows == 0 { MOST_ROWS } else { rows.min(MOST_ROWS) });
        let address = Address { row, column };
        self.next_column = column.saturating_add(across);
        if across > 1 || down > 1 {
            let last = Address { row: row.saturating_add(down - 1), column: self.next_column.saturating_sub(1) };
            self.spans.push(Region { first: address, last });
            self.take(column, across, last.row.saturating_add(1));
        }
        self.open = Some(HtmlCell { tag, address, shown: BrowserText::default() });
    }

    fn take(&mut self, first: u32, across: u32, free_from: u32) {
        let range = first.min(COLUMNS)..first.saturating_add(across).min(COLUMNS);
        for column in range.filter_map(|column| usize::try_from(column).ok()) {
            if self.free_from.len() <= column {
                self.free_from.resize(column + 1, 0);
            }
            if let Some(from) = self.free_from.get_mut(column) {
                *from = free_from.max(*from);
            }
        }
    }

    /// Notes columns that the page describes before its rows.
    pub fn columns(&mut self, tag: &Tag<'_>, hidden: bool) {
        let first = self.columns_said;
        self.columns_said = first.saturating_add(tag.number("span").unwrap_or(1).clamp(1, MOST_COLUMNS)).min(COLUMNS);
        if hidden {
            self.hidden_columns.extend(first..self.columns_said);
        }
    }

    /// Its merged regions; a span ends with the table.
    pub fn merged(&mut self) -> Vec<Region> {
        let last_row = self.current_row();
        let spans = std::mem::take(&mut self.spans).into_iter();
        let cut = spans.map(|span| Region {
            first: span.first,
            last: Address { row: span.last.row.min(last_row), column: span.last.column },
        });
        cut.filter(|span| span.first != span.last).collect()
    }
}
