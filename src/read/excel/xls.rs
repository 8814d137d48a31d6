//! Excel workbooks before 2007: calamine reads the cells, a pass over the records sees what is hidden.

mod records;

use std::io::Cursor;

use calamine::{Data, Dimensions, Range, Reader, SheetType, SheetVisible, Xls, XlsError};

use super::compound::Compound;
use super::corrupt;
use super::value::seen;
use crate::model::origin::Address;
use crate::read::grid::{Halt, Region, Seen, Shown, Sink, Traits};
use crate::read::verdict::{Refusal, Verdict};
use records::{Book, SheetFacts};

/// What other compound files hold, by a stream that only they have.
const OTHERS: [(&str, &str); 7] = [
    ("WordDocument", "a Word document"),
    ("PowerPoint Document", "a PowerPoint presentation"),
    ("Current User", "a PowerPoint presentation"),
    ("__properties_version1.0", "an Outlook message"),
    ("VisioDocument", "a Visio drawing"),
    ("Quill", "a Publisher document"),
    ("!_Tables", "an installer"),
];

/// Passes every sheet of a compound file to a sink, if it holds a workbook.
///
/// # Errors
///
/// The verdict on a file that cannot be read, or what the sink says.
pub fn read(content: &[u8], sink: &mut dyn Sink) -> Result<(), Halt> {
    if !content.starts_with(b"\xd0\xcf\x11\xe0") && content.first() == Some(&9) {
        let why = "it is an Excel file from before 1993".to_owned();
        return Err(Halt::Refused(Refusal::new(Verdict::Unsupported, why)));
    }
    let looked = Compound::open(content).map_or(Ok(Book::default()), |file| look(&file)).map_err(Halt::Refused)?;
    let nothing = SheetFacts::default();
    let mut book = Xls::new(Cursor::new(content)).map_err(|error| match error {
        XlsError::Password => Halt::Refused(Refusal::encrypted()),
        other => corrupt(&other),
    })?;
    let tabs = book.sheets_metadata().to_vec();
    for (place, tab) in tabs.iter().enumerate() {
        match tab.typ {
            SheetType::WorkSheet => {
                let range = book.worksheet_range(&tab.name).map_err(|error| corrupt(&error))?;
                let merged = book.merge_cells_by_sheet_name(&tab.name).map_err(|error| corrupt(&error))?;
                sink.sheet(&tab.name, tab.visible == SheetVisible::Visible)?;
                let outline = looked.sheets.get(place).unwrap_or(&nothing);
                outline.pass(sink)?;
                pass(&range, |at, value| looked.shown(outline, at, value), sink)?;
                merged.iter().try_for_each(|region| sink.merged(self::region(region)))?;
            }
            SheetType::ChartSheet => sink.passed_over(&tab.name, "a chart")?,
            SheetType::DialogSheet => sink.passed_over(&tab.name, "a dialogue")?,
            SheetType::MacroSheet | SheetType::Vba => sink.passed_over(&tab.name, "macros")?,
        }
    }
    Ok(())
}

/// Refuses what holds no workbook or needs a password, before it is read.
fn look(file: &Compound<'_>) -> Result<Book, Refusal> {
    if file.has("EncryptedPackage") || file.has("EncryptionInfo") {
        return Err(Refusal::encrypted());
    }
    let Some(stream) = file.stream("Workbook").or_else(|| file.stream("Book")) else {
        return match OTHERS.iter().find(|(stream, _)| file.has(stream)) {
            Some((_, what)) => Err(Refusal::new(Verdict::Unsupported, format!("it is {what}"))),
            None => Ok(Book::default()),
        };
    };
    Book::look(&stream).ok_or_else(Refusal::encrypted)
}

/// A range starts at its first used cell: its start is added, so that addresses are the sheet's own.
fn pass(range: &Range<Data>, shown: impl Fn(Address, f64) -> Shown, sink: &mut dyn Sink) -> Result<(), Halt> {
    for (row, column, data) in range.used_cells() {
        let Some(at) = address(range.start(), row, column) else { continue };
        let take = |seen: Seen<'_>| {
            let shown = if let Seen::Number(value) = seen { shown(at, value) } else { Shown::AsIs };
            sink.cell(at, seen, Traits { shown, linked: false })
        };
        seen(data, take).unwrap_or(Ok(()))?;
    }
    Ok(())
}

fn address(start: Option<(u32, u32)>, row: usize, column: usize) -> Option<Address> {
    let (first_row, first_column) = start.unwrap_or((0, 0));
    let row = u32::try_from(row).ok()?.checked_add(first_row)?;
    Some(Address { row, column: u32::try_from(column).ok()?.checked_add(first_column)? })
}

fn region(dimensions: &Dimensions) -> Region {
    let address = |(row, column)| Address { row, column };
    Region { first: address(dimensions.start), last: address(dimensions.end) }
}

#[cfg(test)]
mod tests;
