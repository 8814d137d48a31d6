//! A sheet as cells at their true addresses, and nothing interpreted.

mod separated;
mod traits;

use std::sync::Arc;

use chrono::naive::serde::ts_microseconds;
use chrono::{NaiveDateTime, NaiveTime};
use serde::{Deserialize, Serialize};

#[cfg(test)]
pub use self::separated::FieldRun;
pub use self::separated::Separated;
pub use self::traits::{How, Ink, Shown, Traits};
use crate::model::origin::Address;
use crate::read::runs::STROKE;

/// One sheet of a file.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// Its name.
    pub name: Arc<str>,
    /// Whether a reader of the workbook sees it.
    pub visible: bool,
    /// Its merged regions, in the order of the file.
    pub merged: Vec<Region>,
    /// Runs of rows that nobody sees, first and last, counted from zero.
    pub hidden_rows: Vec<(u32, u32)>,
    /// Runs of columns that nobody sees, first and last, counted from zero.
    pub hidden_columns: Vec<(u32, u32)>,
    /// Those of the hidden rows that are not hidden as such, but have no height.
    pub flat_rows: Vec<(u32, u32)>,
    /// Those of the hidden columns that are not hidden as such, but have no width.
    pub flat_columns: Vec<(u32, u32)>,
    /// The codes of the number formats that its file's cells refer to.
    pub formats: Arc<[Box<str>]>,
    /// Addresses at which the file has more than one cell.
    pub repeated: Vec<Address>,
    /// How its rows are divided, if it is that of a text file.
    pub separated: Option<Separated>,
    pub(super) cells: Vec<Cell>,
    has_struck: bool,
}

/// A block of cells that a sheet shows as one; its value stands in the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region {
    /// Its upper left cell.
    pub first: Address,
    /// Its lower right cell.
    pub last: Address,
}

/// A run of rows or columns that nobody sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unseen {
    /// Whether they are columns.
    pub columns: bool,
    /// Whether they are not hidden as such, but have no height or width.
    pub flat: bool,
    /// The first, counted from zero.
    pub first: u32,
    /// The last, counted from zero.
    pub last: u32,
}

/// A cell that has a value, or a formula that lacks one.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// Where it stands.
    pub address: Address,
    /// What it says.
    pub value: CellValue,
    /// How it is shown and where its value comes from.
    pub traits: Traits,
}

/// What a cell says.
#[derive(Debug, Clone, PartialEq)]
pub enum CellValue {
    /// Text as it stands.
    Text(String),
    /// A number; never NaN and never infinite.
    Number(f64),
    /// True or false.
    Truth(bool),
    /// A date, with a time of day.
    Date(NaiveDateTime),
    /// An error, as the sheet shows it: `#REF!`.
    Error(String),
    /// A formula that has no value: the program that wrote the workbook did not work it out.
    Stale,
}

impl CellValue {
    /// The value as text: numbers in their shortest form, dates as `2006-09-06`, with the time of day if it is not midnight.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Text(text) | Self::Error(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Truth(truth) => if *truth { "TRUE" } else { "FALSE" }.to_owned(),
            Self::Date(date) if date.time() == NaiveTime::MIN => date.date().to_string(),
            Self::Date(date) => date.to_string(),
            Self::Stale => "a formula without a value".to_owned(),
        }
    }

    /// What a sink saw, to keep.
    #[must_use]
    pub fn kept(seen: Seen<'_>) -> Self {
        match seen {
            Seen::Text(text) => Self::Text(text.to_owned()),
            Seen::Number(number) => Self::Number(number),
            Seen::Truth(truth) => Self::Truth(truth),
            Seen::Date(date) => Self::Date(date),
            Seen::Error(error) => Self::Error(error.to_owned()),
            Seen::Stale => Self::Stale,
        }
    }

    /// The value as a sink sees it.
    #[must_use]
    pub fn seen(&self) -> Seen<'_> {
        match self {
            Self::Text(text) => Seen::Text(text),
            Self::Number(number) => Seen::Number(*number),
            Self::Truth(truth) => Seen::Truth(*truth),
            Self::Date(date) => Seen::Date(*date),
            Self::Error(error) => Seen::Error(error),
            Self::Stale => Seen::Stale,
        }
    }

    /// Whether nobody sees the value: text of nothing but spaces.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        matches!(self, Self::Text(text) if text.trim().is_empty())
    }
}

/// The cells of one row that have a value that anybody sees, from the left.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    /// The row, counted from zero.
    pub number: u32,
    cells: &'a [Cell],
}

impl<'a> Row<'a> {
    /// Its cells.
    pub fn cells(&self) -> impl DoubleEndedIterator<Item = &'a Cell> + Clone + use<'a> {
        self.cells.iter().filter(|cell| !cell.value.is_blank())
    }

    /// The cell in a column, if it has a value.
    #[must_use]
    pub fn cell(&self, column: u32) -> Option<&'a Cell> {
        let place = self.cells.binary_search_by_key(&column, |cell| cell.address.column).ok()?;
        self.cells.get(place).filter(|cell| !cell.value.is_blank())
    }
}

impl Sheet {
    /// A sheet without cells.
    #[must_use]
    pub fn new(name: &str, visible: bool) -> Self {
        Self {
            name: name.into(),
            visible,
            merged: Vec::new(),
            hidden_rows: Vec::new(),
            hidden_columns: Vec::new(),
            flat_rows: Vec::new(),
            flat_columns: Vec::new(),
            formats: Arc::default(),
            repeated: Vec::new(),
            separated: None,
            cells: Vec::new(),
            has_struck: false,
        }
    }

    /// Gives the sheet its cells, in reading order; of two at one address the last holds, as Excel has it.
    pub fn fill(&mut self, mut cells: Vec<Cell>) {
        cells.reverse();
        cells.sort_by_key(|cell| cell.address);
        self.repeated = cells
            .windows(2)
            .filter_map(|two| {
                matches!(two, [one, other] if one.address == other.address).then(|| two.first()).flatten()
            })
            .map(|cell| cell.address)
            .collect();
        self.repeated.dedup();
        cells.dedup_by_key(|cell| cell.address);
        self.has_struck = cells.iter().any(|cell| cell.traits.ink == Ink::Struck);
        self.cells = cells;
    }

    /// Keeps a run of rows or columns that nobody sees.
    pub fn hide(&mut self, Unseen { columns, flat, first, last }: Unseen) {
        let (all, flat_ones) = match columns {
            true => (&mut self.hidden_columns, &mut self.flat_columns),
            false => (&mut self.hidden_rows, &mut self.flat_rows),
        };
        all.push((first, last));
        if flat {
            flat_ones.push((first, last));
        }
    }

    /// Whether text in a row is struck through.
    #[must_use]
    pub fn is_struck(&self, row: Row<'_>) -> bool {
        let is_struck = |cell: &Cell| matches!(cell.value, CellValue::Text(_)) && cell.traits.ink == Ink::Struck;
        self.has_struck && row.cells().any(is_struck)
    }

    /// Whether somebody who looks at the sheet sees the cell, and sees it whole.
    #[must_use]
    pub fn is_seen(&self, cell: &Cell) -> bool {
        let Address { row, column } = cell.address;
        let is_in = |runs: &[(u32, u32)], place| runs.iter().any(|(first, last)| (*first..=*last).contains(&place));
        let covers = |region: &Region| {
            region.first != cell.address
                && (region.first.row..=region.last.row).contains(&row)
                && (region.first.column..=region.last.column).contains(&column)
        };
        let is_whole = !matches!(&cell.value, CellValue::Text(text) if text.contains(STROKE));
        is_whole
            && cell.traits.ink == Ink::Plain
            && !matches!(cell.traits.shown.how(), Some(How::Nothing | How::White))
            && !is_in(&self.hidden_rows, row)
            && !is_in(&self.hidden_columns, column)
            && !self.merged.iter().any(covers)
    }

    /// The code of the number format that shows a value otherwise than it is.
    #[must_use]
    pub fn format(&self, shown: Shown) -> Option<&str> {
        let Shown::Otherwise { format, .. } = shown else { return None };
        self.formats.get(usize::from(format.checked_sub(1)?)).map(AsRef::as_ref)
    }

    /// Its cells, row by row, blank text among them.
    #[must_use]
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// The cell at an address, if it has a value that anybody sees.
    #[must_use]
    pub fn cell(&self, address: Address) -> Option<&Cell> {
        let place = self.cells.binary_search_by_key(&address, |cell| cell.address).ok()?;
        self.cells.get(place).filter(|cell| !cell.value.is_blank())
    }

    /// How many rows and columns it has, up to its last cells.
    #[must_use]
    pub fn extent(&self) -> (u32, u32) {
        let rows = self.cells.last().map_or(0, |cell| cell.address.row + 1);
        (rows, self.cells.iter().map(|cell| cell.address.column + 1).max().unwrap_or(0))
    }

    /// Its rows that have a value that anybody sees, from the top.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows_from(0)
    }

    /// Those of its rows from one on.
    pub fn rows_from(&self, first: u32) -> impl Iterator<Item = Row<'_>> {
        let above = self.cells.partition_point(|cell| cell.address.row < first);
        let cells = self.cells.get(above..).unwrap_or_default();
        cells.chunk_by(|one, two| one.address.row == two.address.row).filter_map(|cells| {
            let row = Row { number: cells.first()?.address.row, cells };
            row.cells().next().is_some().then_some(row)
        })
    }
}

/// What a reader sees in a cell, before anybody keeps it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum Seen<'a> {
    /// Text as it stands.
    Text(&'a str),
    /// A number; NaN and infinity are passed as `Error`.
    Number(f64),
    /// True or false.
    Truth(bool),
    /// A date, with a time of day.
    Date(#[serde(with = "ts_microseconds")] NaiveDateTime),
    /// An error, as the sheet shows it, or a number that is none (`NaN`, `inf`).
    Error(&'a str),
    /// A formula that has no value.
    Stale,
}

/// What stops a reader.
#[derive(Debug)]
pub enum Halt {
    /// The file is refused.
    Refused(super::verdict::Refusal),
    /// The file has more cells than the limit allows.
    Full,
    /// Nobody takes the cells any more.
    Gone(std::io::Error),
}

/// Takes what a reader sees, sheet by sheet.
pub trait Sink {
    /// Begins a worksheet; everything until the next call belongs to it.
    ///
    /// # Errors
    ///
    /// Where nothing more is wanted.
    fn sheet(&mut self, name: &str, visible: bool) -> Result<(), Halt>;
    /// A cell of the sheet, blank text among them; cells may come in any order.
    ///
    /// # Errors
    ///
    /// Where nothing more is wanted.
    fn cell(&mut self, address: Address, seen: Seen<'_>, traits: Traits) -> Result<(), Halt>;
    /// A merged region of the sheet.
    ///
    /// # Errors
    ///
    /// Where nothing more is wanted.
    fn merged(&mut self, region: Region) -> Result<(), Halt>;
    /// A run of rows or columns of the sheet that nobody sees.
    ///
    /// # Errors
    ///
    /// Where nothing more is wanted.
    fn hidden(&mut self, run: Unseen) -> Result<(), Halt>;
    /// The code of a number format that shows values otherwise than they are; its number is what cells refer to it by, and 0
    /// where there are too many.
    ///
    /// # Errors
    ///
    /// Where nothing more is wanted.
    fn format(&mut self, code: &str) -> Result<u16, Halt>;
    /// A sheet that holds no cells and is passed over, with what it is: "a chart", "macros", "a dialogue".
    ///
    /// # Errors
    ///
    /// Where nothing more is wanted.
    fn passed_over(&mut self, name: &str, what: &'static str) -> Result<(), Halt>;
}

#[cfg(test)]
mod tests {
    use super::{Address, Cell, CellValue, Sheet, Traits};

    #[test]
    fn rows_keep_their_true_addresses() {
        let cell = |row, column, text: &str| Cell {
            address: Address { row, column },
            value: CellValue::Text(text.into()),
            traits: Traits::default(),
        };
        let mut sheet = Sheet::new("S", true);
        sheet.fill(vec![cell(9, 3, "d"), cell(4, 1, "b"), cell(4, 0, " "), cell(6, 0, ""), cell(9, 0, "a")]);
        let rows: Vec<(u32, usize)> = sheet.rows().map(|row| (row.number, row.cells().count())).collect();
        assert_eq!(rows, [(4, 1), (9, 2)]);
        assert_eq!(sheet.cells().len(), 5, "blank text counts as a cell");
        let last = sheet.rows().last();
        assert_eq!(last.and_then(|row| row.cell(3)).map(|cell| cell.address.to_string()).as_deref(), Some("D10"));
        assert_eq!(last.and_then(|row| row.cell(1)), None);
        assert!(sheet.repeated.is_empty());
        sheet.fill(vec![cell(4, 1, "first"), cell(4, 0, "x"), cell(4, 1, "last")]);
        assert_eq!(sheet.repeated, [Address { row: 4, column: 1 }]);
        assert_eq!(sheet.cells().last().map(|cell| cell.value.text()).as_deref(), Some("last"));
    }
}
