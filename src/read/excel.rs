//! Excel and OpenDocument workbooks, through calamine.

use std::io::Cursor;

use calamine::{
    Data, DataType, Ods, OdsError, Range, Reader, SheetType, SheetVisible, Xls, XlsError, Xlsb, XlsbError, Xlsx,
    XlsxError,
};

use super::grid::{Cell, CellValue, Sheet};
use super::verdict::Refusal;
use crate::discover::FileKind;
use crate::model::origin::Address;

/// The worksheets of a workbook; chart and macro sheets hold no cells of their own.
pub fn sheets(kind: FileKind, content: Vec<u8>) -> Result<Vec<Sheet>, Refusal> {
    let content = Cursor::new(content);
    match kind {
        FileKind::Xlsb => Xlsb::new(content).map_err(xlsb).and_then(|book| all(book, xlsb)),
        FileKind::Ods => Ods::new(content).map_err(ods).and_then(|book| all(book, ods)),
        FileKind::Compound if holds_encrypted_package(content.get_ref()) => Err(Refusal::encrypted()),
        FileKind::Compound => Xls::new(content).map_err(xls).and_then(|book| all(book, xls)),
        _ => Xlsx::new(content).map_err(xlsx).and_then(|book| all(book, xlsx)),
    }
}

/// An xlsx with a password is a compound file with a stream of this name, which its directory holds as UTF-16.
fn holds_encrypted_package(content: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    content.windows(name.len()).any(|window| window == name)
}

fn all<B: Reader<Cursor<Vec<u8>>>>(mut book: B, refusal: impl Fn(B::Error) -> Refusal) -> Result<Vec<Sheet>, Refusal> {
    let names = book.sheets_metadata().to_vec();
    let mut sheets = Vec::new();
    for sheet in names.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet) {
        let range = book.worksheet_range(&sheet.name).map_err(&refusal)?;
        sheets.push(Sheet::new(&sheet.name, sheet.visible == SheetVisible::Visible, cells(&range)));
    }
    Ok(sheets)
}

/// A range starts at its first used cell: its start is added, so that addresses are the sheet's own.
fn cells(range: &Range<Data>) -> Vec<Cell> {
    let (first_row, first_column) = range.start().unwrap_or((0, 0));
    let address = |row: usize, column: usize| {
        let row = u32::try_from(row).ok()?.checked_add(first_row)?;
        Some(Address { row, column: u32::try_from(column).ok()?.checked_add(first_column)? })
    };
    range
        .used_cells()
        .filter_map(|(row, column, data)| Some(Cell { address: address(row, column)?, value: value(data)? }))
        .collect()
}

fn value(data: &Data) -> Option<CellValue> {
    Some(match data {
        Data::Empty => return None,
        Data::Int(number) => whole(*number),
        Data::Float(number) => CellValue::Number(*number),
        Data::String(text) | Data::DurationIso(text) => CellValue::Text(text.clone()),
        Data::Bool(truth) => CellValue::Truth(*truth),
        Data::DateTime(serial) => match data.as_datetime() {
            Some(date) if serial.is_datetime() => CellValue::Date(date),
            _ => CellValue::Number(serial.as_f64()),
        },
        Data::DateTimeIso(text) => match data.as_datetime() {
            Some(date) => CellValue::Date(date),
            None => CellValue::Text(text.clone()),
        },
        Data::Error(error) => CellValue::Error(error.to_string()),
    })
}

/// A whole number that a float cannot hold exactly stays text, so that no digit is lost.
#[expect(clippy::cast_precision_loss, reason = "only numbers below 2^53 are cast")]
fn whole(number: i64) -> CellValue {
    if number.unsigned_abs() < 1 << 53 { CellValue::Number(number as f64) } else { CellValue::Text(number.to_string()) }
}

fn xlsx(error: XlsxError) -> Refusal {
    match error {
        XlsxError::Password => Refusal::encrypted(),
        other => Refusal::corrupt(&other),
    }
}

fn xlsb(error: XlsbError) -> Refusal {
    match error {
        XlsbError::Password => Refusal::encrypted(),
        other => Refusal::corrupt(&other),
    }
}

/// An encrypted xlsx is a compound file too, without the stream of a workbook before 2007.
fn xls(error: XlsError) -> Refusal {
    match error {
        XlsError::Password => Refusal::encrypted(),
        other => Refusal::corrupt(&other),
    }
}

fn ods(error: OdsError) -> Refusal {
    match error {
        OdsError::Password => Refusal::encrypted(),
        other => Refusal::corrupt(&other),
    }
}
