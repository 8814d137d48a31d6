//! Number formats: which ones make a date of a number, and what a cell shows of its value where that is something else.

mod meaning;
mod render;
mod section;
#[cfg(test)]
mod tests;

use std::cell::Cell;

use self::meaning::Meaning;
pub use self::render::render;
use self::section::{Condition, Section, place, sections};
use crate::read::grid::{Halt, How, Shown, Sink};

/// What a number is by its format.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum NumberKind {
    /// A number.
    #[default]
    Number,
    /// A date or a time of day.
    Date,
    /// A duration in hours, minutes or seconds.
    Duration,
}

/// What a format does to the values that it shows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Format {
    /// What the numbers are.
    pub kind: NumberKind,
    /// Its sections, if any of them shows a number otherwise than it is.
    sections: Vec<FormatSection>,
    text: Option<How>,
    code: Box<str>,
    number: Cell<Option<u16>>,
}

/// What is kept of one of the parts between semicolons.
#[derive(Debug, Clone, Copy, PartialEq)]
struct FormatSection {
    condition: Option<Condition>,
    meaning: Meaning,
    minus: bool,
}

/// The longest code of a format that is passed on, in bytes; Excel allows 255 characters.
const LONGEST: usize = 1_024;

impl Format {
    /// The format of a number that the file formats define.
    pub fn builtin(id: u32) -> Self {
        let of = |kind| Self { kind, ..Self::default() };
        match id {
            9 | 10 => Self::read("0%"),
            14..=22 | 27..=36 | 45 | 47 | 50..=58 => of(NumberKind::Date),
            46 => Self::read("[h]:mm:ss"),
            _ => Self::default(),
        }
    }

    /// A format by its number and code: those that Excel defines for money show the money of the machine.
    pub fn numbered(id: u32, code: &str) -> Self {
        match id {
            5..=8 | 41..=44 => Self::read(&code.replace('$', "£")),
            _ => Self::read(code),
        }
    }

    /// A format by its code: `#,##0,;[Red]-#,##0,`.
    pub fn read(code: &str) -> Self {
        if code.trim().is_empty() {
            return Self::default();
        }
        let read = sections(code);
        let kind = read.first().map_or(NumberKind::Number, |section| section.kind);
        let conditions: Vec<_> = read.iter().map(|section| section.condition).collect();
        let kept = |(place, section): (usize, &Section)| FormatSection {
            condition: section.condition,
            meaning: Meaning::of(section),
            minus: takes_minus(&conditions, place),
        };
        let text = render::text_section(&read).and_then(|section| Meaning::of(section).how(1.0, false));
        let sections = read.iter().enumerate().map(kept).collect();
        let mut format = Self { kind, sections, text, code: code.into(), number: Cell::new(None) };
        let bounds = conditions.iter().flatten().flat_map(|condition| around(condition.bound));
        if bounds.chain([-1.0, 0.0, 1.0]).all(|value| format.how(value).is_none()) {
            format.sections.clear();
        }
        format
    }

    /// Whether any value is shown otherwise than it is.
    pub fn misleads(&self) -> bool {
        !self.sections.is_empty() || self.text.is_some()
    }

    /// How a number is shown otherwise than it is.
    pub fn how(&self, value: f64) -> Option<How> {
        let at = match self.sections.as_slice() {
            [] => return None,
            [one] if one.condition.is_none() => 0,
            several => place(several.iter().map(|section| section.condition), value)?,
        };
        self.sections.get(at).and_then(|section| section.meaning.how(value, section.minus))
    }

    /// How text is shown otherwise than it is.
    pub const fn how_text(&self) -> Option<How> {
        self.text
    }

    /// What a cell of this format shows; a sink that does not know the format yet is told of it.
    ///
    /// # Errors
    ///
    /// Where the sink wants nothing more.
    pub fn shown(&self, how: Option<How>, sink: &mut dyn Sink) -> Result<Shown, Halt> {
        let Some(how) = how else { return Ok(Shown::AsIs) };
        let format = match self.number.get() {
            Some(number) => number,
            None if self.code.is_empty() || self.code.len() > LONGEST => 0,
            None => sink.format(&self.code)?,
        };
        self.number.set(Some(format));
        Ok(Shown::Otherwise { how, format })
    }
}

/// Whether a program puts a minus before the numbers below zero that a section shows: where it is for those alone, the section
/// has to show that by itself.
fn takes_minus(conditions: &[Option<Condition>], at: usize) -> bool {
    let bounds = conditions.iter().flatten().flat_map(|condition| around(condition.bound));
    let mut above = bounds.chain([1e-9, 1e300]).filter(|value| *value > 0.0);
    above.any(|value| place(conditions.iter().copied(), value) == Some(at))
}

fn around(bound: f64) -> [f64; 3] {
    [bound - 0.5, bound, bound + 0.5]
}
