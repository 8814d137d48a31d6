//! What a file is, by its content and never by its name.

pub mod compound;
mod interchange;
mod signature;
mod words;
mod zipped;

use std::io::{self, Read, Seek};

use serde::{Deserialize, Serialize};

/// What a file is, by its content and not by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum FileKind {
    /// An Excel workbook since 2007.
    Xlsx,
    /// An Excel workbook in binary parts.
    Xlsb,
    /// An OpenDocument spreadsheet.
    Ods,
    /// A compound file: an Excel workbook before 2007, or an encrypted one.
    Compound,
    /// A web page with tables, which many ledgers save as `.xls`.
    Html,
    /// An Excel workbook as one XML document, as Excel 2003 writes it.
    SpreadsheetMl,
    /// Text, such as csv.
    Text,
    /// No bytes.
    #[serde(skip)]
    Empty,
    /// Something that holds no table, with its name.
    #[serde(skip)]
    Other(#[serde(skip)] &'static str),
}

impl FileKind {
    /// What it is, with its article.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Xlsx | Self::Xlsb | Self::Compound | Self::SpreadsheetMl => "an Excel workbook",
            Self::Ods => "an OpenDocument spreadsheet",
            Self::Html => "a web page",
            Self::Text => "text",
            Self::Empty => "nothing",
            Self::Other(what) => what,
        }
    }
}

/// Tells what a file is by the bytes that it starts with and, for a zip or a compound file, by its list of parts.
///
/// A broken container is taken for a workbook, so that the reader can say what is wrong with it.
///
/// # Errors
///
/// What the operating system says when the file is opened again.
pub fn kind<F: Read + Seek>(start: &[u8], open: impl FnOnce() -> io::Result<F>) -> io::Result<FileKind> {
    if start.is_empty() {
        return Ok(FileKind::Empty);
    }
    if start.starts_with(compound::SIGNATURE) {
        return Ok(compound::Compound::open(open()?).map_or(FileKind::Compound, |file| file.kind()));
    }
    if start.starts_with(b"PK\x03\x04") {
        return Ok(match zipped::kind_by_mimetype(start) {
            Some(kind) => kind,
            None => zipped::kind(open()?),
        });
    }
    Ok(signature::known(start).map_or_else(|| words::kind(start), FileKind::Other))
}

#[cfg(test)]
mod tests;
