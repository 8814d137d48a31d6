//! One pass over the records of a worksheet.

use super::records::{RecordFields, Records};
use super::{Shared, corrupt};
use crate::model::origin::Address;
use crate::read::excel::formats::Format;
use crate::read::excel::value::number;
use crate::read::grid::{Halt, Region, Seen, Sink, Unseen};

/// The height of a row, in twentieths of a point, and the width of a column, in parts of a character, below which nobody reads
/// what stands there.
const LOW: u16 = 40;
const NARROW: u32 = 154;

/// The last row that a sheet has.
const LAST_ROW: u32 = 1_048_575;

/// The numbers of the records that are looked at.
mod kind {
    pub const ROW: u16 = 0x0000;
    pub const SMALL_NUMBER: u16 = 0x0002;
    pub const ERROR: u16 = 0x0003;
    pub const TRUTH: u16 = 0x0004;
    pub const NUMBER: u16 = 0x0005;
    pub const TEXT: u16 = 0x0006;
    pub const SHARED_TEXT: u16 = 0x0007;
    pub const FORMULA_TEXT: u16 = 0x0008;
    pub const FORMULA_NUMBER: u16 = 0x0009;
    pub const FORMULA_TRUTH: u16 = 0x000A;
    pub const FORMULA_ERROR: u16 = 0x000B;
    pub const COLUMNS: u16 = 0x003C;
    pub const END_OF_SHEET: u16 = 0x0082;
    pub const END_OF_ROWS: u16 = 0x0092;
    pub const MERGED: u16 = 0x00B0;
}

/// Passes the cells of a sheet to a sink, and what it hides and merges.
pub fn read(records: &mut Records<'_, '_, '_>, shared: &Shared, sink: &mut dyn Sink) -> Result<(), Halt> {
    let (mut row, mut hidden, mut complete) = (0, None, false);
    while let Some((kind, data)) = records.next()? {
        let mut fields = RecordFields::new(data);
        match kind {
            kind::ROW => {
                row = fields.word()?;
                if row > LAST_ROW {
                    return Err(corrupt(&"a row lies below the last row"));
                }
                let (_style, height, _dirt, flags) = (fields.word()?, fields.half()?, fields.byte()?, fields.byte()?);
                let is_hidden = flags & 0x10 != 0;
                if is_hidden || height < LOW {
                    hide(row, !is_hidden, &mut hidden, sink)?;
                }
            }
            kind::SMALL_NUMBER..=kind::FORMULA_ERROR if !complete => cell(kind, row, &mut fields, shared, sink)?,
            kind::COLUMNS => {
                let (first, last) = (fields.word()?, fields.word()?);
                let (width, _style, flags) = (fields.word()?, fields.word()?, fields.half()?);
                let is_hidden = flags & 1 != 0;
                if (is_hidden || width < NARROW) && first <= last {
                    sink.hidden(Unseen { columns: true, flat: !is_hidden, first, last })?;
                }
            }
            kind::END_OF_ROWS => {
                complete = true;
                hidden.take().map_or(Ok(()), |run| sink.hidden(run))?;
            }
            kind::MERGED => {
                let (first_row, last_row) = (fields.word()?, fields.word()?);
                let (first, last) = (fields.word()?, fields.word()?);
                let address = |row, column| Address { row, column };
                sink.merged(Region { first: address(first_row, first), last: address(last_row, last) })?;
            }
            kind::END_OF_SHEET => return Ok(()),
            _ => {}
        }
    }
    if complete { Ok(()) } else { Err(corrupt(&"a sheet is cut short")) }
}

fn hide(row: u32, flat: bool, hidden: &mut Option<Unseen>, sink: &mut dyn Sink) -> Result<(), Halt> {
    match hidden {
        Some(run) if run.last + 1 == row && run.flat == flat => run.last = row,
        _ => {
            let run = Unseen { columns: false, flat, first: row, last: row };
            hidden.replace(run).map_or(Ok(()), |before| sink.hidden(before))?;
        }
    }
    Ok(())
}

fn cell(kind: u16, row: u32, fields: &mut RecordFields<'_>, shared: &Shared, sink: &mut dyn Sink) -> Result<(), Halt> {
    let at = Address { row, column: fields.word()? & 0xFFFF };
    let style = usize::try_from(fields.word()? & 0x00FF_FFFF).unwrap_or(usize::MAX);
    let format = shared.styles.get(style).map(|style| &style.format);
    let mut how = None;
    let text;
    let seen = match kind {
        kind::SMALL_NUMBER | kind::NUMBER | kind::FORMULA_NUMBER => {
            let value = if kind == kind::SMALL_NUMBER { small(fields.word()?) } else { fields.number()? };
            let (seen, shown) = number(value, format, shared.is_1904);
            how = shown;
            seen
        }
        kind::ERROR | kind::FORMULA_ERROR => Seen::Error(error(fields.byte()?)),
        kind::TRUTH | kind::FORMULA_TRUTH => Seen::Truth(fields.byte()? != 0),
        kind::TEXT | kind::FORMULA_TEXT => {
            text = fields.text()?;
            Seen::Text(&text)
        }
        kind::SHARED_TEXT => {
            let place = usize::try_from(fields.word()?).unwrap_or(usize::MAX);
            shared.strings.get(place).map_or(Seen::Error("text missing"), Seen::Text)
        }
        _ => return Ok(()),
    };
    if matches!(seen, Seen::Text(_)) {
        how = format.and_then(Format::how_text);
    }
    let traits = shared.traits(Some(style), how, false, sink)?;
    sink.cell(at, seen, traits)
}

/// A number in four bytes: a whole one, or the upper half of a float, each perhaps in hundredths.
fn small(word: u32) -> f64 {
    let value = if word & 2 == 0 {
        f64::from_bits(u64::from(word & 0xFFFF_FFFC) << 32)
    } else {
        f64::from(word.cast_signed() >> 2)
    };
    if word & 1 == 0 { value } else { value / 100.0 }
}

/// An error as the sheet shows it.
fn error(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2A => "#N/A",
        0x2B => "#GETTING_DATA",
        _ => "an unknown error",
    }
}
