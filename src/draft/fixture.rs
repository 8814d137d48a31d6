//! Small sheets for the tests of drafting, built from rows of texts and numbers.

use crate::model::origin::Address;
use crate::read::{Cell, CellValue, Sheet, Traits, Workbook};

/// A sheet of rows with `|` between cells; what reads as a number is a number, unless `'` stands before it.
pub(super) fn sheet(name: &str, rows: &[&str]) -> Sheet {
    let mut cells = Vec::new();
    for (row, line) in rows.iter().enumerate() {
        for (column, text) in line.split('|').map(str::trim).enumerate().filter(|(_, text)| !text.is_empty()) {
            let value = match (text.strip_prefix('\''), text.parse::<f64>()) {
                (Some(text), _) => CellValue::Text(text.to_owned()),
                (None, Ok(number)) => CellValue::Number(number),
                (None, Err(_)) => CellValue::Text(text.to_owned()),
            };
            let address = Address { row: row as u32, column: column as u32 };
            cells.push(Cell { address, value, traits: Traits::default() });
        }
    }
    let mut sheet = Sheet::new(name, true);
    sheet.fill(cells);
    sheet
}

/// A workbook of sheets.
pub(super) fn book(name: &str, sheets: Vec<Sheet>) -> Workbook {
    Workbook {
        name: name.into(),
        partner_folder: None,
        shared: false,
        format: "an Excel workbook",
        typed: true,
        sheets,
        passed_over: Vec::new(),
        ragged: Vec::new(),
    }
}
