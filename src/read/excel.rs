//! Excel and OpenDocument workbooks, cell by cell, with what their sheets hide, merge and scale.

mod broken;
#[cfg(test)]
pub mod fixture;
pub mod formats;
mod formula;
mod ods;
mod package;
mod relations;
mod strings;
mod tabs;
mod value;
mod xls;
mod xlsb;
mod xlsx;
mod xml;

use std::fmt;

use formats::Format;
use strings::Strings;

use super::grid::{Halt, Sink};
use super::verdict::{Refusal, Verdict};
use crate::discover::FileKind;

/// What the sheets of a workbook since 2007 share.
struct Shared {
    strings: Strings,
    formats: Vec<Format>,
    is_1904: bool,
}

/// Passes every sheet of a workbook to a sink.
///
/// # Errors
///
/// The verdict on a workbook that cannot be read, or what the sink says.
pub fn read(kind: FileKind, content: &[u8], sink: &mut dyn Sink) -> Result<(), Halt> {
    match kind {
        FileKind::Xlsx => xlsx::read(content, sink),
        FileKind::Xlsb => xlsb::read(content, sink),
        FileKind::Ods => ods::read(content, sink),
        FileKind::Compound => xls::read(content, sink),
        _ => Err(Halt::Refused(Refusal::new(Verdict::Unsupported, "it is no workbook".to_owned()))),
    }
}

fn corrupt(said: &impl fmt::Display) -> Halt {
    Halt::Refused(Refusal::corrupt(said))
}
