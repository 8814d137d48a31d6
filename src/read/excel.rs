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

/// A colour, of characters or of what is behind them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Colour {
    /// That which a program gives them by itself: black characters, white paper.
    #[default]
    Usual,
    /// White, or so near to it that nobody sees the difference.
    White,
    /// Another one, by its red, green and blue, or its place in a palette or a theme.
    Of(u32),
    /// One that is not known: a tint, say.
    Other,
}

/// How dark each of red, green and blue of a colour may be that passes for white.
const NEAR_WHITE: u32 = 0xF0;

impl Colour {
    /// A colour by its six digits.
    fn of(digits: &str) -> Self {
        let digits = digits.len().checked_sub(6).and_then(|start| digits.get(start..));
        match digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()) {
            Some(rgb) if [rgb >> 16, rgb >> 8, rgb].iter().all(|part| part & 0xFF >= NEAR_WHITE) => Self::White,
            Some(rgb) => Self::Of(rgb),
            None => Self::Other,
        }
    }

    /// That of a fill, which is black where a program gives it its usual colour.
    fn filled(self) -> Self {
        if self == Self::Usual { Self::Other } else { self }
    }

    /// A colour by its place in the palette that all workbooks begin with; the last places are those of a program's own colours.
    const fn of_palette(place: u32) -> Self {
        match place {
            1 | 9 => Self::White,
            64.. => Self::Usual,
            other => Self::Of(1 << 24 | other),
        }
    }

    /// A colour by its place in the theme, of which the first is that of the paper.
    const fn of_theme(place: u32) -> Self {
        if place == 0 { Self::White } else { Self::Of(2 << 24 | place) }
    }
}

/// How the characters of a style look.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Font {
    struck: bool,
    colour: Colour,
    /// Whether they are too small for anybody to read them.
    tiny: bool,
}

impl Font {
    fn ink(self, fill: Colour) -> Ink {
        let is_lost = match (self.colour, fill) {
            (Colour::White, Colour::Usual | Colour::White) => true,
            (Colour::Of(one), Colour::Of(other)) => one == other,
            _ => false,
        };
        if self.struck {
            Ink::Struck
        } else if is_lost || self.tiny {
            Ink::White
        } else {
            Ink::Plain
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
