//! One row of an OpenDocument sheet, kept until it ends, because it may stand for many.

use crate::model::origin::Address;
use crate::read::grid::{CellValue, Halt, Sink, Traits};

/// How many columns and rows a sheet has at most.
pub const COLUMNS: u32 = 16_384;
/// How many rows a sheet has at most.
pub const ROWS: u32 = 1_048_576;

/// The cells of a row that have a value.
#[derive(Debug, Default)]
pub struct OdsRow {
    cells: Vec<(u32, u32, CellValue, Traits)>,
    /// The column that comes next.
    pub column: u32,
}

impl OdsRow {
    /// Adds a cell that stands in `times` columns.
    pub fn push(&mut self, value: Option<CellValue>, times: u32, traits: Traits) {
        let end = self.column.saturating_add(times).min(COLUMNS);
        if let Some(value) = value {
            self.cells.push((self.column, end, value, traits));
        }
        self.column = end;
    }

    /// Passes on the row as often as it stands in the sheet, and begins another.
    pub fn pass(&mut self, first: u32, times: u32, sink: &mut dyn Sink) -> Result<(), Halt> {
        let rows = if self.cells.is_empty() { first..first } else { first..first.saturating_add(times).min(ROWS) };
        for row in rows {
            for (start, end, value, traits) in &self.cells {
                for column in *start..*end {
                    sink.cell(Address { row, column }, value.seen(), *traits)?;
                }
            }
        }
        self.cells.clear();
        self.column = 0;
        Ok(())
    }
}
