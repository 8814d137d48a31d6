//! Text files as one sheet of text cells.

mod ragged;
mod records;
mod separator;

use std::path::Path;

use super::grid::{Halt, Seen, Sink, Traits};
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
    /// What stands between its fields.
    pub separator: char,
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
    let (stated, rest) = separator::stated(&text);
    let separator = stated.unwrap_or_else(|| separator::found(rest));
    let stem = Path::new(name).file_stem().map_or_else(|| name.into(), |stem| stem.to_string_lossy());
    sink.sheet(&stem, true)?;
    let mut widths = Widths::default();
    let mut records = Records::new(rest, separator, u32::from(stated.is_some()));
    while let Some((row, record)) = records.next().map_err(|error| Halt::Refused(Refusal::corrupt(&error)))? {
        for (column, text) in record.iter().enumerate() {
            if !text.trim().is_empty() {
                let column = u32::try_from(column).unwrap_or(u32::MAX);
                sink.cell(Address { row, column }, Seen::Text(text), Traits::default())?;
            }
        }
        widths.note(row, record);
    }
    Ok(TextFacts {
        encoding: encoding.name(),
        separator: char::from(separator),
        ragged_rows: widths.ragged(),
        stray_quotes: records.stray_quotes(),
    })
}

#[cfg(test)]
mod tests;
