//! One pass over the XML of a worksheet.

use quick_xml::events::{BytesStart, Event};

use super::formula::Formula;
use super::places::{address, number_from_one, region};
use super::xml::{Runs, attributes, is_true, push_unescaped, refer};
use super::{Shared, corrupt};
use crate::model::origin::Address;
use crate::read::excel::broken::broken;
use crate::read::excel::formats::Format;
use crate::read::excel::package::Xml;
use crate::read::excel::value::{iso_date, number};
use crate::read::grid::{Halt, Ink, Seen, Sink, Unseen};

/// The height of a row, in points, and the width of a column, in characters, below which nobody reads what stands there.
const LOW: f64 = 2.0;
const NARROW: f64 = 0.6;

/// How many columns a sheet has.
const COLUMNS: u32 = 16_384;

/// Passes the cells of a sheet to a sink, and what it hides and merges.
pub fn read(xml: &mut Xml<'_, '_, '_>, shared: &Shared, sink: &mut dyn Sink) -> Result<(), Halt> {
    let mut pass = Pass::new(shared, sink);
    let mut buffer = Vec::with_capacity(1 << 10);
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(|error| broken(&error))? {
            Event::Start(element) => pass.start(&element)?,
            Event::Text(text) => {
                if let Some(into) = pass.open() {
                    into.push_str(&text.xml10_content());
                }
            }
            Event::CData(text) => {
                if let Some(into) = pass.open() {
                    into.push_str(&text.xml10_content());
                }
            }
            Event::GeneralRef(reference) => {
                if let Some(into) = pass.open() {
                    refer(&reference, into)?;
                }
            }
            Event::End(element) if pass.end(element.local_name().as_ref())? => return Ok(()),
            Event::Eof => return pass.cut_short(),
            _ => {}
        }
    }
}

/// Where the pass is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Before,
    Rows,
    Cell,
    Behind,
}

/// Where the characters of a cell belong.
#[derive(Clone, Copy, PartialEq, Eq)]
enum OpenText {
    Nothing,
    Value,
    Formula,
    Inline,
}

/// What a cell's `t` says its value is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum CellType {
    Number,
    Shared,
    Truth,
    Error,
    Text,
    Inline,
    Date,
}

struct Pass<'p> {
    shared: &'p Shared,
    sink: &'p mut dyn Sink,
    within: Within,
    open: OpenText,
    row: u32,
    column: u32,
    at: Address,
    style: Option<usize>,
    typ: CellType,
    value: String,
    has_value: bool,
    inline: Runs,
    has_inline: bool,
    formula: Formula,
    unseen_rows: Option<Unseen>,
    defaults: Defaults,
    text: String,
}

/// What the sheet says of rows and columns that say nothing of themselves.
#[derive(Default)]
struct Defaults {
    /// Rows have no height.
    flat_rows: bool,
    /// Columns have no width.
    flat_columns: bool,
    /// The first column that is not listed yet.
    column: u32,
}

impl<'p> Pass<'p> {
    fn new(shared: &'p Shared, sink: &'p mut dyn Sink) -> Self {
        Self {
            shared,
            sink,
            within: Within::Before,
            open: OpenText::Nothing,
            row: 0,
            column: 0,
            at: Address { row: 0, column: 0 },
            style: None,
            typ: CellType::Number,
            value: String::new(),
            has_value: false,
            inline: Runs::default(),
            has_inline: false,
            formula: Formula::default(),
            unseen_rows: None,
            defaults: Defaults::default(),
            text: String::new(),
        }
    }

    fn open(&mut self) -> Option<&mut String> {
        match self.open {
            OpenText::Nothing => None,
            OpenText::Value => Some(&mut self.value),
            OpenText::Formula => Some(&mut self.formula.text),
            OpenText::Inline => self.inline.open(),
        }
    }

    fn start(&mut self, element: &BytesStart<'_>) -> Result<(), Halt> {
        match (self.within, element.local_name().as_ref()) {
            (Within::Cell, "v") => {
                self.value.clear();
                (self.open, self.has_value) = (OpenText::Value, true);
            }
            (Within::Cell, "f") => {
                self.formula.begin(element);
                self.open = OpenText::Formula;
            }
            (Within::Cell, "is") => {
                self.inline.begin();
                (self.open, self.has_inline) = (OpenText::Inline, true);
            }
            (Within::Cell, name) if self.open == OpenText::Inline => self.inline.start(name, element),
            (Within::Rows, "c") => self.cell(element)?,
            (Within::Rows, "row") => self.row(element)?,
            (Within::Before, "sheetData") => {
                self.within = Within::Rows;
                self.unlisted_columns(COLUMNS)?;
            }
            (Within::Before, "col") => self.hidden_column(element)?,
            (Within::Before, "sheetFormatPr") => self.defaults(element),
            (Within::Behind, "mergeCell") => {
                let merged = attributes(element).find(|(name, _)| *name == "ref").and_then(|(_, value)| region(value));
                if let Some(merged) = merged {
                    self.sink.merged(merged)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Takes the end of an element; true where nothing more can follow that is wanted.
    fn end(&mut self, name: &str) -> Result<bool, Halt> {
        match (self.within, name) {
            (Within::Cell, "v") => self.open = OpenText::Nothing,
            (Within::Cell, "f") => {
                self.open = OpenText::Nothing;
                self.formula.end();
            }
            (Within::Cell, "is") => {
                self.open = OpenText::Nothing;
                self.inline.finish();
            }
            (Within::Cell, "c") => {
                self.within = Within::Rows;
                self.emit()?;
                self.column = self.column.saturating_add(1);
            }
            (Within::Cell, name) if self.open == OpenText::Inline => self.inline.end(name),
            (Within::Rows, "row") => (self.row, self.column) = (self.row.saturating_add(1), 0),
            (Within::Rows, "sheetData") => {
                self.within = Within::Behind;
                self.flush_hidden()?;
            }
            (Within::Behind, "mergeCells") | (_, "worksheet") => return Ok(true),
            _ => {}
        }
        Ok(false)
    }

    fn defaults(&mut self, element: &BytesStart<'_>) {
        for (name, value) in attributes(element) {
            match name {
                "zeroHeight" => self.defaults.flat_rows = is_true(value),
                "defaultColWidth" => self.defaults.flat_columns = is_below(NARROW, value),
                _ => {}
            }
        }
    }

    fn row(&mut self, element: &BytesStart<'_>) -> Result<(), Halt> {
        // A row that says nothing of itself is as the sheet says rows are.
        let (mut hidden, mut flat) = (false, self.defaults.flat_rows);
        for (name, value) in attributes(element) {
            match name {
                "r" => {
                    self.row = number_from_one(value).ok_or_else(|| misplaced(value))?;
                    continue;
                }
                "hidden" => hidden = is_true(value),
                _ => {}
            }
            flat = name == "ht" && is_below(LOW, value) || flat && name == "customHeight";
        }
        if hidden || flat {
            let row = self.row;
            match &mut self.unseen_rows {
                Some(run) if run.last.checked_add(1) == Some(row) && run.flat != hidden => run.last = row,
                _ => {
                    self.flush_hidden()?;
                    self.unseen_rows = Some(Unseen { columns: false, flat: !hidden, first: row, last: row });
                }
            }
        }
        Ok(())
    }

    fn flush_hidden(&mut self) -> Result<(), Halt> {
        self.unseen_rows.take().map_or(Ok(()), |run| self.sink.hidden(run))
    }

    fn hidden_column(&mut self, element: &BytesStart<'_>) -> Result<(), Halt> {
        let (mut first, mut last, mut hidden, mut flat) = (None, None, false, false);
        for (name, value) in attributes(element) {
            match name {
                "min" => first = number_from_one(value),
                "max" => last = number_from_one(value),
                "hidden" => hidden = is_true(value),
                "width" => flat = is_below(NARROW, value),
                _ => {}
            }
        }
        let Some((first, last)) = first.zip(last).filter(|(first, last)| first <= last) else { return Ok(()) };
        self.unlisted_columns(first)?;
        self.defaults.column = last.saturating_add(1);
        if hidden || flat { self.sink.hidden(Unseen { columns: true, flat: !hidden, first, last }) } else { Ok(()) }
    }

    /// Columns that are not listed are as the sheet says columns are.
    fn unlisted_columns(&mut self, end: u32) -> Result<(), Halt> {
        let first = self.defaults.column;
        match end.checked_sub(1) {
            Some(last) if self.defaults.flat_columns && first <= last => {
                self.sink.hidden(Unseen { columns: true, flat: true, first, last })
            }
            _ => Ok(()),
        }
    }

    fn cell(&mut self, element: &BytesStart<'_>) -> Result<(), Halt> {
        self.within = Within::Cell;
        (self.open, self.has_value, self.has_inline) = (OpenText::Nothing, false, false);
        (self.style, self.typ) = (None, CellType::Number);
        self.formula.clear();
        self.at = Address { row: self.row, column: self.column };
        for (name, value) in attributes(element) {
            match name {
                "r" => {
                    self.at = address(value).ok_or_else(|| misplaced(value))?;
                    self.column = self.at.column;
                }
                "s" => self.style = value.parse().ok(),
                "t" => {
                    self.typ = match value {
                        "n" => CellType::Number,
                        "s" => CellType::Shared,
                        "b" => CellType::Truth,
                        "e" => CellType::Error,
                        "d" => CellType::Date,
                        "inlineStr" | "is" => CellType::Inline,
                        _ => CellType::Text,
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Passes on the cell that has just ended.
    fn emit(&mut self) -> Result<(), Halt> {
        let value = if self.has_value { self.value.as_str() } else { "" };
        let format = || self.style.and_then(|style| self.shared.styles.get(style)).map(|style| &style.format);
        let (mut how, mut struck) = (None, false);
        let seen = match self.typ {
            _ if self.has_inline => {
                struck = self.inline.is_struck();
                Seen::Text(&self.inline.text)
            }
            CellType::Text if self.has_value => {
                self.text.clear();
                push_unescaped(value, &mut self.text);
                Seen::Text(&self.text)
            }
            _ if value.is_empty() && self.formula.there => Seen::Stale,
            _ if value.is_empty() => return Ok(()),
            CellType::Shared => {
                struck = value.trim().parse().is_ok_and(|number| self.shared.strings.is_struck(number));
                self.shared_text(value)
            }
            CellType::Truth => truth(value),
            CellType::Error => Seen::Error(value),
            CellType::Text | CellType::Inline => Seen::Text(value),
            CellType::Date => iso_date(value.trim()).map_or(Seen::Text(value), Seen::Date),
            CellType::Number => match value.trim().parse() {
                Ok(value) => {
                    let (seen, shown) = number(value, format(), self.shared.is_1904);
                    how = shown;
                    seen
                }
                Err(_) => Seen::Text(value),
            },
        };
        if matches!(seen, Seen::Text(_)) {
            how = format().and_then(Format::how_text);
        }
        let mut traits = self.shared.traits(self.style, how, self.formula.linked(self.at), self.sink)?;
        if struck {
            traits.ink = Ink::Struck;
        }
        self.sink.cell(self.at, seen, traits)
    }

    /// A text by its number; one that is not in the table costs its cell only.
    fn shared_text(&self, value: &str) -> Seen<'p> {
        let text = value.trim().parse().ok().and_then(|number| self.shared.strings.get(number));
        text.map_or(Seen::Error("text missing"), Seen::Text)
    }

    /// The end of the part before the end of the sheet.
    fn cut_short(&self) -> Result<(), Halt> {
        match self.within {
            Within::Behind => Ok(()),
            _ => Err(corrupt(&"a sheet is cut short")),
        }
    }
}

fn truth(value: &str) -> Seen<'_> {
    match value.trim() {
        yes if yes == "1" || yes.eq_ignore_ascii_case("true") => Seen::Truth(true),
        no if no == "0" || no.eq_ignore_ascii_case("false") => Seen::Truth(false),
        _ => Seen::Text(value),
    }
}

fn is_below(least: f64, text: &str) -> bool {
    text.trim().parse::<f64>().is_ok_and(|size| size < least)
}

fn misplaced(text: &str) -> Halt {
    corrupt(&format!("`{}` is no place in a sheet", text.chars().take(40).collect::<String>()))
}
