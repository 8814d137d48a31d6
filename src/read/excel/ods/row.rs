//! One row of an OpenDocument sheet, kept until it ends, because it may stand for many.

use crate::model::origin::Address;
use crate::read::grid::{CellValue, Halt, Sink, Traits};
use crate::read::verdict::{Refusal, Verdict};

/// How many columns and rows a sheet has at most.
pub const COLUMNS: u32 = 16_384;
/// How many rows a sheet has at most.
pub const ROWS: u32 = 1_048_576;

/// Cells above which a cell may not stand for more than `RATIO` cells on average; a few columns may be filled to their ends
/// with one value.
const MANY: u64 = 4 * ROWS as u64;

/// How many cells one may stand for on average in a large sheet; figures repeat, but not each of them a thousand times.
const RATIO: u64 = 1_000;

/// The cells of a row that have a value.
#[derive(Debug, Default)]
pub struct OdsRow {
    cells: Vec<(u32, u32, CellValue, Traits)>,
    /// How many cells the file has written out, and how many they stand for.
    written: u64,
    stand_for: u64,
    /// The column that comes next.
    pub column: u32,
}

impl OdsRow {
    /// Adds a cell that stands in `times` columns.
    pub fn push(&mut self, value: Option<CellValue>, times: u32, traits: Traits) {
        let end = self.column.saturating_add(times).min(COLUMNS);
        if let Some(value) = value {
            self.written += 1;
            self.cells.push((self.column, end, value, traits));
        }
        self.column = end;
    }

    /// Passes on the row as often as it stands in the sheet, and begins another.
    pub fn pass(&mut self, first: u32, times: u32, sink: &mut dyn Sink) -> Result<(), Halt> {
        let rows = if self.cells.is_empty() { first..first } else { first..first.saturating_add(times).min(ROWS) };
        for row in rows {
            if self.stand_for > MANY && self.stand_for / RATIO > self.written {
                let why = "a few cells of it stand for millions, as no return has them".to_owned();
                return Err(Halt::Refused(Refusal::new(Verdict::TooLarge, why)));
            }
            for (start, end, value, traits) in &self.cells {
                self.stand_for += u64::from(end - start);
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
