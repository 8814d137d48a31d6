//! The records of a workbook before 2007: what is damaged, and what calamine leaves out: number formats, what is hidden.

use std::collections::HashMap;

use super::password::opens_without_asking;
use crate::model::origin::Address;
use crate::read::excel::formats::Format;
use crate::read::excel::{Colour, Font, Style};
use crate::read::grid::{Halt, Ink, Seen, Sink, Traits, Unseen};
use crate::read::verdict::Refusal;

/// The height of a row and of characters, in twentieths of a point, and the width of a column, in parts of a character, below which
/// nobody reads what stands there.
const LOW: u16 = 40;
const NARROW: u16 = 154;

/// The numbers of the records that are looked at.
mod kind {
    pub const FORMULA: u16 = 0x0006;
    pub const END: u16 = 0x000A;
    pub const PASSWORD: u16 = 0x002F;
    pub const FONT: u16 = 0x0031;
    pub const CODE_PAGE: u16 = 0x0042;
    pub const COLUMNS: u16 = 0x007D;
    pub const SHEET: u16 = 0x0085;
    pub const SMALL_NUMBERS: u16 = 0x00BD;
    pub const RICH_TEXT: u16 = 0x00D6;
    pub const STYLE: u16 = 0x00E0;
    pub const SHARED_TEXT: u16 = 0x00FD;
    pub const EXTENT: u16 = 0x0200;
    pub const NUMBER: u16 = 0x0203;
    pub const TEXT: u16 = 0x0204;
    pub const TRUTH: u16 = 0x0205;
    pub const TEXT_OF_FORMULA: u16 = 0x0207;
    pub const ROW: u16 = 0x0208;
    pub const SMALL_NUMBER: u16 = 0x027E;
    pub const ARRAY: u16 = 0x0221;
    pub const TABLE: u16 = 0x0236;
    pub const FORMAT: u16 = 0x041E;
    pub const SHARED_FORMULA: u16 = 0x04BC;
    pub const BEGIN: u16 = 0x0809;
}

/// The last column that a sheet before 2007 has, counted from zero.
const LAST_COLUMN: u16 = 255;

/// What is known of a workbook beside its cells.
#[derive(Debug, Default)]
pub struct Book {
    /// What is known of its sheets, in their order.
    pub sheets: Vec<SheetFacts>,
    /// The code page of its characters.
    pub code_page: u16,
    /// What two bytes of the stream have to be before calamine reads it.
    pub edits: Vec<(usize, u16)>,
    styles: Vec<Style>,
}

/// What is known of a sheet beside its cells.
#[derive(Debug, Default)]
pub struct SheetFacts {
    rows: Vec<Unseen>,
    columns: Vec<Unseen>,
    styled: HashMap<Address, usize>,
    stale: Vec<Address>,
}

impl SheetFacts {
    /// Passes on what the sheet hides, and its formulas that have no value.
    pub fn pass(&self, sink: &mut dyn Sink) -> Result<(), Halt> {
        self.stale.iter().try_for_each(|at| sink.cell(*at, Seen::Stale, Traits::default()))?;
        self.columns.iter().chain(&self.rows).try_for_each(|run| sink.hidden(*run))
    }
}

impl Book {
    /// Looks through the stream of a workbook; one that needs a password or is damaged is refused.
    pub fn look(stream: &[u8]) -> Result<Self, Refusal> {
        let (mut starts, mut looks, mut fonts, mut custom) = (Vec::new(), Vec::new(), Vec::new(), HashMap::new());
        let (mut wide, mut code_page, mut is_whole) = (true, None, false);
        for record in records(stream, 0) {
            match record.kind {
                kind::PASSWORD if opens_without_asking(record.data, wide) => return Err(Refusal::protected()),
                kind::PASSWORD => return Err(Refusal::encrypted()),
                // Characters have been two bytes since Excel 97.
                kind::BEGIN => wide = record.half(0) == Some(0x0600),
                kind::CODE_PAGE => code_page = record.half(0),
                kind::SHEET => starts.push(record.half(0).zip(record.half(2))),
                kind::FONT => fonts.push(record.font()),
                kind::STYLE => looks.push((record.half(0), record.half(2).unwrap_or_default(), record.fill(wide))),
                kind::FORMAT => {
                    let format = |id: u16| (id, Format::numbered(id.into(), &record.code(wide)));
                    custom.extend(record.half(0).map(format));
                }
                kind::END => is_whole = true,
                _ => {}
            }
            if is_whole {
                break;
            }
        }
        if !is_whole {
            return Err(Refusal::corrupt(&"the list of its sheets ends early"));
        }
        if starts.is_empty() {
            return Err(Refusal::corrupt(&"it lists no sheet"));
        }
        // There is no font of the number four.
        let font = |number: u16| fonts.get(usize::from(if number > 4 { number - 1 } else { number })).copied();
        let style = |(number, id, fill): (Option<u16>, u16, Colour)| Style {
            format: custom.get(&id).cloned().unwrap_or_else(|| Format::builtin(id.into())),
            ink: number.and_then(font).unwrap_or_default().ink(fill),
        };
        let styles = looks.into_iter().map(style).collect();
        let mut book = Self { sheets: Vec::new(), edits: Vec::new(), code_page: known(code_page, wide), styles };
        for start in starts {
            let start = start.map_or(usize::MAX, |(low, high)| usize::from(high) << 16 | usize::from(low));
            let sheet = book.outline(stream, start)?;
            book.sheets.push(sheet);
        }
        Ok(book)
    }

    /// How a cell is shown.
    pub fn traits(
        &self,
        outline: &SheetFacts,
        at: Address,
        seen: Seen<'_>,
        sink: &mut dyn Sink,
    ) -> Result<Traits, Halt> {
        let style = outline.styled.get(&at).and_then(|style| self.styles.get(*style));
        let Some(Style { format, ink }) = style else { return Ok(Traits::default()) };
        let how = match seen {
            Seen::Number(value) => format.how(value),
            Seen::Text(_) => format.how_text(),
            _ => None,
        };
        Ok(Traits { shown: format.shown(how, sink)?, linked: false, ink: *ink })
    }

    /// Looks through the records of a sheet, which begin with one that says so and end with another.
    fn outline(&mut self, stream: &[u8], start: usize) -> Result<SheetFacts, Refusal> {
        let mut outline = SheetFacts::default();
        // A chart within the sheet has a beginning and an end of its own.
        let mut depth = 0_u32;
        let mut waiting = None;
        for record in records(stream, start) {
            match record.kind {
                // The text that a formula gives stands behind it.
                kind::TEXT_OF_FORMULA => waiting = None,
                kind::ARRAY | kind::TABLE | kind::SHARED_FORMULA => {}
                _ => outline.stale.extend(waiting.take()),
            }
            match record.kind {
                kind::BEGIN => depth += 1,
                _ if depth == 0 => break,
                kind::END if depth == 1 => return Ok(outline),
                kind::END => depth -= 1,
                _ if depth > 1 => {}
                kind::FORMULA if record.half(12) == Some(0xFFFF) => {
                    let is_text = record.data.get(6) == Some(&0);
                    waiting = record.address().filter(|_| is_text);
                }
                _ => self.keep(&record, &mut outline),
            }
            if depth == 1 {
                self.edit(&record)?;
            }
        }
        Err(Refusal::corrupt(&"one of its sheets ends early"))
    }

    /// Keeps what nobody sees, and which cells are shown in an unusual way.
    fn keep(&self, record: &Record<'_>, outline: &mut SheetFacts) {
        match record.kind {
            kind::ROW => {
                let is_hidden = record.half(12).is_some_and(|flags| flags & 0x20 != 0);
                let Some(row) =
                    record.half(0).filter(|_| is_hidden || record.half(6).is_some_and(|height| height & 0x7FFF < LOW))
                else {
                    return;
                };
                let (row, flat) = (u32::from(row), !is_hidden);
                match outline.rows.last_mut() {
                    Some(run) if run.last + 1 == row && run.flat == flat => run.last = row,
                    _ => outline.rows.push(Unseen { columns: false, flat, first: row, last: row }),
                }
            }
            kind::COLUMNS => {
                let is_hidden = record.half(8).is_some_and(|flags| flags & 1 != 0);
                let unseen = is_hidden || record.half(4).is_some_and(|width| width < NARROW);
                let columns = record.half(0).zip(record.half(2)).filter(|_| unseen);
                let run = |(first, last): (u16, u16)| Unseen {
                    columns: true,
                    flat: !is_hidden,
                    first: first.into(),
                    last: last.into(),
                };
                outline.columns.extend(columns.map(run));
            }
            kind::NUMBER | kind::SMALL_NUMBER | kind::FORMULA | kind::TEXT | kind::RICH_TEXT | kind::SHARED_TEXT => {
                self.style(record, 0, 4, outline)
            }
            kind::SMALL_NUMBERS => {
                (0..record.places()).for_each(|place| self.style(record, place, 4 + 6 * place, outline));
            }
            _ => {}
        }
    }

    /// Notes what calamine must not see: it takes memory for as many cells as a sheet claims to have, and takes every
    /// formula apart though only values are read. A cell beyond the last column would have it do the same.
    fn edit(&mut self, record: &Record<'_>) -> Result<(), Refusal> {
        let last = match record.kind {
            kind::EXTENT => {
                self.edits.push((record.at, 0));
                None
            }
            kind::FORMULA if record.half(12) != Some(0xFFFF) => {
                self.edits.push((record.at, kind::NUMBER));
                record.half(2)
            }
            kind::FORMULA => {
                self.edits.extend(record.half(20).map(|_| (record.at + 24, 0)));
                record.half(2)
            }
            kind::SMALL_NUMBERS => record.half(record.data.len().saturating_sub(2)),
            kind::NUMBER | kind::SMALL_NUMBER | kind::TEXT | kind::RICH_TEXT | kind::SHARED_TEXT | kind::TRUTH => {
                record.half(2)
            }
            _ => None,
        };
        match last {
            Some(column) if column > LAST_COLUMN => Err(Refusal::corrupt(&"a cell lies beyond the last column")),
            _ => Ok(()),
        }
    }

    /// Keeps the style of a cell if it is an unusual one; the cell is some places right of the one that the record begins with.
    fn style(&self, record: &Record<'_>, places: usize, at: usize, outline: &mut SheetFacts) {
        let (Some(first), Some(style)) = (record.address(), record.half(at).map(usize::from)) else { return };
        if self.styles.get(style).is_some_and(|style| style.format.misleads() || style.ink != Ink::Plain) {
            let column = first.column.saturating_add(u32::try_from(places).unwrap_or(u32::MAX));
            outline.styled.insert(Address { row: first.row, column }, style);
        }
    }
}

/// The code page in which calamine is to read text: since Excel 97 all text is Unicode, whatever the workbook says.
fn known(said: Option<u16>, wide: bool) -> u16 {
    match said {
        _ if wide => 1200,
        // What Excel wrote for Apple's and for Windows' own characters.
        Some(0x8000) => 10_000,
        Some(367 | 0x8001) | None => 1252,
        Some(page) => page,
    }
}

/// A record: where it begins, its number and its bytes.
struct Record<'s> {
    at: usize,
    kind: u16,
    data: &'s [u8],
}

impl Record<'_> {
    fn half(&self, at: usize) -> Option<u16> {
        self.data.get(at..).and_then(<[u8]>::first_chunk).map(|bytes| u16::from_le_bytes(*bytes))
    }

    /// The cell that the record begins with.
    fn address(&self) -> Option<Address> {
        self.half(0).zip(self.half(2)).map(|(row, column)| Address { row: row.into(), column: column.into() })
    }

    /// How the characters of a font look; its colour by its place in the palette.
    fn font(&self) -> Font {
        let struck = self.half(2).is_some_and(|flags| flags & 0x0008 != 0);
        let tiny = self.half(0).is_some_and(|height| (1..LOW).contains(&height));
        Font { struck, colour: self.half(4).map_or(Colour::Usual, |place| Colour::of_palette(place.into())), tiny }
    }

    /// What is behind the characters of a style; before Excel 97 that is not looked for.
    fn fill(&self, wide: bool) -> Colour {
        let pattern = self.half(16).map(|border| border >> 10).filter(|_| wide);
        let colour = self.half(18).map(|colours| Colour::of_palette((colours & 0x7F).into()));
        match (pattern, colour) {
            (Some(0), _) => Colour::Usual,
            (Some(1), Some(colour)) => colour.filled(),
            _ => Colour::Other,
        }
    }

    /// How many numbers a record of several has.
    fn places(&self) -> usize {
        self.data.len().saturating_sub(6) / 6
    }

    /// The code of a format, behind the format's number.
    fn code(&self, wide: bool) -> String {
        let bytes = |from: usize| self.data.get(from..).unwrap_or_default();
        match (wide, self.data.get(4)) {
            (true, Some(1)) => {
                let units = bytes(5).as_chunks().0.iter().map(|unit| u16::from_le_bytes(*unit));
                char::decode_utf16(units).map(|character| character.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
            }
            (true, _) => bytes(5).iter().map(|byte| char::from(*byte)).collect(),
            (false, _) => bytes(3).iter().map(|byte| char::from(*byte)).collect(),
        }
    }
}

/// The records of a stream from a place on, up to the first that is cut short.
fn records(stream: &[u8], start: usize) -> impl Iterator<Item = Record<'_>> {
    let mut at = start;
    std::iter::from_fn(move || {
        let (kind, after) = stream.get(at..)?.split_first_chunk()?;
        let (length, after) = after.split_first_chunk()?;
        let data = after.get(..u16::from_le_bytes(*length).into())?;
        let record = Record { at, kind: u16::from_le_bytes(*kind), data };
        at += 4 + data.len();
        Some(record)
    })
}
