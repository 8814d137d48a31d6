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

use super::grid::{Halt, How, Ink, Shown, Sink, Traits};
use super::verdict::{Refusal, Verdict};
use crate::discover::FileKind;

/// What the sheets of a workbook since 2007 share.
struct Shared {
    strings: Strings,
    styles: Vec<Style>,
    is_1904: bool,
}

/// What a style of cells does to what they show.
#[derive(Debug, Clone, Default)]
struct Style {
    format: Format,
    ink: Ink,
}

/// What is behind the characters of a cell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Fill {
    /// White, or nothing.
    #[default]
    White,
    /// Anything else.
    Coloured,
}

/// How the characters of a style look.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Font {
    struck: bool,
    white: bool,
}

impl Font {
    const fn ink(self, fill: Fill) -> Ink {
        match (self.struck, self.white, fill) {
            (true, ..) => Ink::Struck,
            (false, true, Fill::White) => Ink::White,
            _ => Ink::Plain,
        }
    }
}

impl Shared {
    /// What a cell shows: a number, or text, by its style; text may be struck through by itself.
    fn traits(
        &self,
        style: Option<usize>,
        how: Option<How>,
        linked: bool,
        sink: &mut dyn Sink,
    ) -> Result<Traits, Halt> {
        let style = style.and_then(|style| self.styles.get(style));
        let shown = style.map_or(Ok(Shown::AsIs), |style| style.format.shown(how, sink))?;
        Ok(Traits { shown, linked, ink: style.map_or(Ink::Plain, |style| style.ink) })
    }
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
