//! Excel workbooks since 2007, streamed: a pass over each sheet's XML sees values, formulas, formats and what is hidden.

mod formula;
mod places;
mod sheet;
mod strings;
mod styles;
mod workbook;

use super::package::Package;
use super::tabs::{Tab, What};
use super::{Shared, corrupt, xml};
use crate::read::grid::{Halt, Sink};

/// Passes every sheet of an xlsx or xlsm workbook to a sink.
///
/// # Errors
///
/// The verdict on a workbook that cannot be read, or what the sink says.
pub fn read(content: &[u8], sink: &mut dyn Sink) -> Result<(), Halt> {
    let mut package = Package::open(content)?;
    let workbook = workbook::read(&mut package)?;
    let shared = Shared {
        strings: package.xml_or_default(workbook.strings.as_deref(), strings::read)?,
        styles: package.xml_or_default(workbook.styles.as_deref(), styles::read)?,
        is_1904: workbook.is_1904,
    };
    for Tab { name, visible, what } in &workbook.tabs {
        match what {
            What::Other(what) => sink.passed_over(name, what)?,
            What::Cells(part) => {
                let missing = || corrupt(&format!("its sheet `{name}` is missing"));
                let read = package.xml(part, |xml| {
                    sink.sheet(name, *visible)?;
                    sheet::read(xml, &shared, sink)
                })?;
                read.ok_or_else(missing)?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
