//! Tables of web pages, which many ledgers save as `.xls`.

mod cascade;
mod characters;
mod page;
mod table;
mod tokens;
mod value;

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8};

use crate::discover::encoding::{encoding, utf16_without_mark};
use crate::read::grid::{Halt, Sink};
use page::Page;
use tokens::Tokens;

/// Passes on every table that holds a value as a sheet, `Table 1` and so on in the order of the page.
///
/// Lines of text above a table, such as its caption, are rows above it, as a spreadsheet program shows them; those
/// below the last table are rows below it. A table inside a cell of another is a sheet of its own after it.
///
/// # Errors
///
/// A refusal where the page has no table; else what the sink says.
pub fn read(content: &[u8], sink: &mut dyn Sink) -> Result<(), Halt> {
    let text = decoded(content);
    let mut page = Page::new(sink);
    for token in Tokens::new(&text) {
        page.take(token)?;
    }
    page.end()
}

/// By its mark or pattern, else as the page itself says, else UTF-8 where it is valid.
fn decoded(content: &[u8]) -> Cow<'_, str> {
    let by_bytes = encoding(content);
    let has_mark = Encoding::for_bom(content).is_some() || utf16_without_mark(content).is_some();
    let chosen = if has_mark { by_bytes } else { stated(content).unwrap_or(by_bytes) };
    // A page that says UTF-8 and holds other bytes is as common as one that says nothing.
    let chosen = if chosen == UTF_8 { by_bytes } else { chosen };
    chosen.decode_with_bom_removal(content).0
}

/// What `<meta charset=…>` or `<meta content="text/html; charset=…">` says near the beginning.
fn stated(content: &[u8]) -> Option<&'static Encoding> {
    let start = String::from_utf8_lossy(content.get(..4_096).unwrap_or(content)).to_ascii_lowercase();
    let after = start.split("<meta").skip(1).find_map(|tag| tag.split('>').next()?.split_once("charset"))?.1;
    let label = after.trim_start().strip_prefix('=')?.trim_start_matches([' ', '"', '\'']);
    let label = label.split(['"', '\'', ' ', ';', '/']).next()?;
    Encoding::for_label_no_replacement(label.as_bytes()).filter(|encoding| encoding.is_ascii_compatible())
}

#[cfg(test)]
mod tests;
