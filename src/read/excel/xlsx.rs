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
        strings: strings::read(&mut package, &workbook.strings)?,
        formats: styles::read(&mut package, &workbook.styles)?,
        is_1904: workbook.is_1904,
    };
    for Tab { name, visible, what } in &workbook.tabs {
        match what {
            What::Other(what) => sink.passed_over(name, what)?,
            What::Cells(part) => {
                let missing = || corrupt(&format!("its sheet `{name}` is missing"));
                let mut xml = package.xml(part)?.ok_or_else(missing)?;
                sink.sheet(name, *visible)?;
                sheet::read(&mut xml, &shared, sink)?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
