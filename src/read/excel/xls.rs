//! Excel workbooks before 2007: calamine reads the cells, a pass over the records sees what is damaged and what is hidden.

mod handed;
mod password;
mod records;

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data, Dimensions, Range, Reader, SheetType, SheetVisible, Xls, XlsError, XlsOptions};

use super::corrupt;
use super::value::seen;
use crate::discover::FileKind;
use crate::discover::kind::compound::{Compound, Stream};
use crate::model::origin::Address;
use crate::read::grid::{Halt, Region, Seen, Sink, Traits};
use crate::read::verdict::{Refusal, Verdict};
use records::{Book, SheetFacts};

/// Passes every sheet of a compound file to a sink, if it holds a workbook.
///
/// # Errors
///
/// The verdict on a file that cannot be read, or what the sink says.
pub fn read(content: &[u8], sink: &mut dyn Sink) -> Result<(), Halt> {
    let stream = workbook(content).map_err(Halt::Refused)?;
    let looked = Book::look(&stream).map_err(Halt::Refused)?;
    let nothing = SheetFacts::default();
    let mut book = open(handed::on(stream, &looked), looked.code_page)?;
    let tabs = book.sheets_metadata().to_vec();
    for (place, tab) in tabs.iter().enumerate() {
        match tab.typ {
            SheetType::WorkSheet => {
                let range = book.worksheet_range(&tab.name).map_err(|error| corrupt(&error))?;
                let merged = book.merge_cells_by_sheet_name(&tab.name).map_err(|error| corrupt(&error))?;
                sink.sheet(&tab.name, tab.visible == SheetVisible::Visible)?;
                let outline = looked.sheets.get(place).unwrap_or(&nothing);
                outline.pass(sink)?;
                pass(&range, |at, seen, sink| looked.traits(outline, at, seen, sink), sink)?;
                merged.iter().try_for_each(|region| sink.merged(self::region(region)))?;
            }
            SheetType::ChartSheet => sink.passed_over(&tab.name, "a chart")?,
            SheetType::DialogSheet => sink.passed_over(&tab.name, "a dialogue")?,
            SheetType::MacroSheet | SheetType::Vba => sink.passed_over(&tab.name, "macros")?,
        }
    }
    Ok(())
}

/// The stream that holds the workbook; what holds none, needs a password or is cut short is refused before it is read.
fn workbook(content: &[u8]) -> Result<Vec<u8>, Refusal> {
    let mut file =
        Compound::open(Cursor::new(content)).ok_or_else(|| Refusal::corrupt(&"it has no list of its streams"))?;
    if let FileKind::Other(what) = file.kind() {
        return Err(Refusal::new(Verdict::Unsupported, format!("it is {what}")));
    }
    if file.has("EncryptedPackage") || file.has("EncryptionInfo") {
        return Err(Refusal::encrypted());
    }
    // Excel 97 could write both: the older one is for those who had not changed yet.
    match file.stream("Workbook").or_else(|| file.stream("Book")) {
        Some(Stream { bytes, whole: true }) => Ok(bytes),
        Some(_) => Err(Refusal::corrupt(&"its workbook ends early")),
        None => Err(Refusal::corrupt(&"it has no workbook in it")),
    }
}

/// Has calamine read everything; where it stops in the middle, the file is damaged.
fn open(container: Vec<u8>, code_page: u16) -> Result<Xls<Cursor<Vec<u8>>>, Halt> {
    let mut options = XlsOptions::default();
    options.force_codepage = Some(code_page);
    let opened = catch_unwind(AssertUnwindSafe(|| Xls::new_with_options(Cursor::new(container), options)));
    opened.map_err(|_| corrupt(&"its reader stopped in the middle of it"))?.map_err(|error| match error {
        XlsError::Password => Halt::Refused(Refusal::encrypted()),
        other => corrupt(&other),
    })
}

/// A range starts at its first used cell: its start is added, so that addresses are the sheet's own.
fn pass(
    range: &Range<Data>,
    traits: impl Fn(Address, Seen<'_>, &mut dyn Sink) -> Result<Traits, Halt>,
    sink: &mut dyn Sink,
) -> Result<(), Halt> {
    for (row, column, data) in range.used_cells() {
        let Some(at) = address(range.start(), row, column) else { continue };
        let take = |seen: Seen<'_>| {
            let traits = traits(at, seen, sink)?;
            sink.cell(at, seen, traits)
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
