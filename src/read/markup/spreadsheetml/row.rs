//! Rows, columns and cells of a SpreadsheetML document: their places and their values.

use chrono::{NaiveDate, NaiveDateTime};
use quick_xml::events::BytesStart;

use super::attribute;
use crate::model::origin::Address;
use crate::read::excel::formats::Format;
use crate::read::grid::{Halt, Seen};
use crate::read::runs::{Look, Looks};
use crate::read::verdict::Refusal;

/// Counts rows, columns or cells, which say their place only where some are left out.
#[derive(Debug, Default)]
pub struct PlaceCounter {
    next: u32,
    current: u32,
}

impl PlaceCounter {
    /// The place of an element, counted from zero.
    ///
    /// # Errors
    ///
    /// A refusal where it says a place that no sheet has: everything after it would stand wrong.
    pub fn place(&mut self, tag: &BytesStart<'_>, most: u32) -> Result<u32, Halt> {
        let place = match attribute(tag, "Index") {
            None => self.next,
            Some(stated) => match stated.trim().parse::<u32>() {
                Ok(index) if (1..=most).contains(&index) => index - 1,
                _ => return Err(Halt::Refused(Refusal::corrupt(&format!("there is no place `{stated}` in a sheet")))),
            },
        };
        self.current = place;
        self.next = place.saturating_add(1);
        Ok(place)
    }

    /// The last place that an element takes which goes on over its neighbours.
    pub fn span(&mut self, first: u32, tag: &BytesStart<'_>, name: &str) -> u32 {
        let last = first.saturating_add(number(tag, name).unwrap_or(0).min(super::outline::ROWS));
        self.next = last.saturating_add(1);
        last
    }

    /// The place of the last element.
    pub const fn current(&self) -> u32 {
        self.current
    }
}

/// Neighbouring places joined into runs.
#[derive(Debug, Default)]
pub struct Run(Option<(u32, u32)>);

impl Run {
    /// Adds places; gives the run before them where they do not go on with it.
    pub fn add(&mut self, first: u32, last: u32) -> Option<(u32, u32)> {
        match &mut self.0 {
            Some(run) if run.1.saturating_add(1) == first => {
                run.1 = last;
                None
            }
            run => run.replace((first, last)),
        }
    }

    /// The run that is still open.
    pub fn end(&mut self) -> Option<(u32, u32)> {
        self.0.take()
    }
}

/// A count in an attribute.
pub fn number(tag: &BytesStart<'_>, name: &str) -> Option<u32> {
    attribute(tag, name)?.trim().parse().ok()
}

/// Whether an attribute says yes.
pub fn is_true(tag: &BytesStart<'_>, name: &str) -> bool {
    attribute(tag, name).is_some_and(|said| matches!(said.trim(), "1" | "true" | "True"))
}

/// A cell whose value is being read.
#[derive(Debug)]
pub struct SpreadsheetMlCell<'o> {
    /// Where it stands.
    pub address: Address,
    /// Its number format, if it has one.
    pub format: Option<&'o Format>,
    /// Whether its formula looks into another workbook.
    pub linked: bool,
    /// The characters of its value so far.
    pub text: String,
    /// How the elements within the value look, each with those around it, and what is in them.
    pub open: Vec<Look>,
    /// How its characters look.
    pub looks: Looks,
    kind: Option<ValueKind>,
    has_formula: bool,
}

/// What a value is said to be.
#[derive(Debug, Clone, Copy)]
enum ValueKind {
    Text,
    Number,
    Date,
    Truth,
    Error,
}

impl<'o> SpreadsheetMlCell<'o> {
    /// A cell without a value yet.
    pub fn new(address: Address, formula: Option<&str>, format: Option<&'o Format>) -> Self {
        let linked = formula.is_some_and(looks_into_another_workbook);
        Self {
            address,
            format,
            linked,
            text: String::new(),
            open: Vec::new(),
            looks: Looks::default(),
            kind: None,
            has_formula: formula.is_some(),
        }
    }

    /// Begins the value.
    pub fn begin_data(&mut self, kind: &str) {
        self.text.clear();
        self.looks.begin();
        self.kind = Some(match kind {
            "Number" => ValueKind::Number,
            "DateTime" => ValueKind::Date,
            "Boolean" => ValueKind::Truth,
            "Error" => ValueKind::Error,
            _ => ValueKind::Text,
        });
    }

    /// Adds characters of the value.
    pub fn characters(&mut self, text: &str) {
        let start = self.text.len();
        self.text.push_str(text);
        self.looks.keep(&self.text, start..self.text.len(), self.look());
    }

    /// How the characters look that come next.
    pub fn look(&self) -> Look {
        self.open.last().copied().unwrap_or_default()
    }

    /// What the cell says; a number or a date that is none stays text, so that it is found.
    pub fn seen(&self) -> Option<Seen<'_>> {
        let said = self.text.trim();
        let Some(kind) = self.kind.filter(|kind| matches!(kind, ValueKind::Text) || !said.is_empty()) else {
            return self.has_formula.then_some(Seen::Stale);
        };
        if said.is_empty() {
            return None;
        }
        Some(match kind {
            ValueKind::Text => Seen::Text(&self.text),
            ValueKind::Error => Seen::Error(said),
            ValueKind::Truth => match said {
                "1" | "true" => Seen::Truth(true),
                "0" | "false" => Seen::Truth(false),
                _ => Seen::Text(said),
            },
            ValueKind::Number => match said.parse::<f64>() {
                Ok(number) if number.is_finite() => Seen::Number(number),
                Ok(_) => Seen::Error(said),
                Err(_) => Seen::Text(said),
            },
            ValueKind::Date => date(said).map_or(Seen::Text(said), Seen::Date),
        })
    }
}

/// Excel writes a time of day with every date; others leave it out, or end it with the letter of universal time.
fn date(said: &str) -> Option<NaiveDateTime> {
    let said = said.trim_end_matches('Z');
    said.parse().ok().or_else(|| said.parse::<NaiveDate>().ok()?.and_hms_opt(0, 0, 0))
}

/// A formula names another workbook in square brackets; those after `R` and `C` count rows and columns.
fn looks_into_another_workbook(formula: &str) -> bool {
    formula.match_indices('[').any(|(at, _)| {
        let counts = formula.get(..at).is_some_and(|before| before.ends_with(['R', 'C', 'r', 'c']));
        let after = formula.get(at..).and_then(|rest| rest.split_once(']'));
        !counts && after.is_some_and(|(_, after)| after.contains('!'))
    })
}
