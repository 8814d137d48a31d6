//! Sheets that end exactly where a file format does: what came after may have fallen off.

use super::{Sheet, Workbook};
use crate::finding::phrase::{count, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::model::money::grouped;
use crate::model::origin::Place;

/// A sheet that is as large as a format allows.
pub const TRUNCATED_SHEET: About = About {
    name: "truncated-sheet",
    level: Level::Warning,
    nature: Nature::Judgement,
    finds: "a sheet that has exactly as many rows (65,536 or 1,048,576) or columns (256 or 16,384) as a workbook of Excel, \
            before 2007 or since then, can hold.",
    matters: "what did not fit may have fallen off when the file was saved, and nothing in the file says so.",
    action: "ask the partner whether its last row is there, and for the rest in a second file if it is not",
    ask: Some("Look whether the last row and column are there; if they are not, send the rest in a second file."),
};

/// How many rows and columns a sheet can hold, and in which workbooks.
const EDGES: [(u32, u32, &str); 2] =
    [(65_536, 256, "a workbook of Excel before 2007"), (1_048_576, 16_384, "a workbook of Excel")];

/// What is said of a sheet that is filled to the edge. A lone cell in the last row or column fills nothing.
#[must_use]
pub fn truncated(workbook: &Workbook, sheet: &Sheet) -> Option<Finding> {
    let has_row = |row: u32| {
        let place = sheet.cells().partition_point(|cell| cell.address.row < row);
        sheet.cells().get(place).is_some_and(|cell| cell.address.row == row)
    };
    let has_column = |column: u32| sheet.cells().iter().any(|cell| cell.address.column == column);
    let (rows, columns) = sheet.extent();
    let (most, noun, of) = EDGES.into_iter().find_map(|(most_rows, most_columns, of)| {
        if rows == most_rows && has_row(rows - 2) {
            Some((rows, "row", of))
        } else if columns == most_columns && has_column(columns - 2) {
            Some((columns, "column", of))
        } else {
            None
        }
    })?;
    let message = phrase!(
        "sheet `{}` has {}, and {} holds no more than {}: some may have fallen off",
        sheet.name,
        count(most as usize, noun),
        of,
        grouped(u64::from(most))
    );
    let action =
        phrase!("ask the partner whether its last {} is there, and for the rest in a second file if it is not", noun);
    Some(Finding::new(&TRUNCATED_SHEET, message).asking(action).at(Place::sheet(&workbook.name, &sheet.name)))
}
