//! Text files as one sheet of text cells.

mod aligned;
mod ragged;
mod records;
mod separator;

use std::path::Path;

use super::grid::{Halt, Seen, Separated, Sink, Traits};
use super::verdict::Refusal;
use crate::discover::encoding::encoding;
use crate::model::origin::Address;
use ragged::Widths;
use records::Records;

/// What a text file is like beyond its cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextFacts {
    /// How its characters are written, by the name that the Encoding Standard gives it.
    pub encoding: &'static str,
    /// What stands between its fields, and how many each row has.
    pub separated: Separated,
    /// Rows, counted from zero, whose number of fields is not the table's; titles and notes are left out.
    pub ragged_rows: Vec<u32>,
    /// Rows, counted from zero, where a quote that never closes was read as an ordinary character.
    pub stray_quotes: Vec<u32>,
}

/// Passes on the one sheet of a text file, named after the file; every record is a row, and so is a blank line.
///
/// # Errors
///
/// What the sink says; no text is refused.
pub fn read(name: &str, content: &[u8], sink: &mut dyn Sink) -> Result<TextFacts, Halt> {
    let encoding = encoding(content);
    let (text, _) = encoding.decode_with_bom_removal(content);
    // Files that were put together have a mark of the encoding twice.
    let text = text.trim_start_matches('\u{feff}');
    let stem = Path::new(name).file_stem().map_or_else(|| name.into(), |stem| stem.to_string_lossy());
    sink.sheet(&stem, true)?;
    let (stated, rest) = separator::stated(text);
    let mut facts = TextFacts {
        encoding: encoding.name(),
        separated: Separated::default(),
        ragged_rows: Vec::new(),
        stray_quotes: Vec::new(),
    };
    let found = separator::found(rest);
    if stated.is_none()
        && !found.in_most_lines
        && let Some(rows) = aligned::rows(rest, 0)
    {
        facts.separated.by = ' ';
        for (row, cells) in rows {
            cells.iter().enumerate().try_for_each(|(column, text)| cell(sink, row, column, text.trim()))?;
        }
        return Ok(facts);
    }
    let (separator, rest) = stated.map_or((found.separator, found.text), |separator| (separator, rest.into()));
    let mut widths = Widths::default();
    let mut records = Records::new(&rest, separator, u32::from(stated.is_some()));
    while let Some((row, record)) = records.next().map_err(|error| Halt::Refused(Refusal::corrupt(&error)))? {
        record.iter().enumerate().try_for_each(|(column, text)| cell(sink, row, column, text))?;
        widths.note(row, record);
        let fields = record.len();
        facts.separated.note(row, fields, records.has_quotes());
    }
    facts.separated.by = separator::shown(separator);
    facts.ragged_rows = widths.ragged();
    facts.stray_quotes = records.stray_quotes();
    Ok(facts)
}

fn cell(sink: &mut dyn Sink, row: u32, column: usize, text: &str) -> Result<(), Halt> {
    if text.trim().is_empty() {
        return Ok(());
    }
    let column = u32::try_from(column).unwrap_or(u32::MAX);
    sink.cell(Address { row, column }, Seen::Text(text), Traits::default())
}

#[cfg(test)]
mod tests;
