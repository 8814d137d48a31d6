//! Tables of web pages, which many ledgers save as `.xls`.

mod cascade;
mod characters;
mod page;
mod table;
mod tokens;
mod value;

use crate::read::grid::{Halt, Sink};
use crate::read::markup::decoded;
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
    let text = decoded(content, stated);
    let mut page = Page::new(sink);
    for token in Tokens::new(&text) {
        page.take(token)?;
    }
    page.end()
}

/// What `<meta charset=…>` or `<meta content="text/html; charset=…">` says near the beginning.
fn stated(content: &[u8]) -> Option<String> {
    let start = String::from_utf8_lossy(content.get(..4_096).unwrap_or(content)).to_ascii_lowercase();
    let after = start.split("<meta").skip(1).find_map(|tag| tag.split('>').next()?.split_once("charset"))?.1;
    let label = after.trim_start().strip_prefix('=')?.trim_start_matches([' ', '"', '\'']);
    label.split(['"', '\'', ' ', ';', '/']).next().map(str::to_owned)
}

#[cfg(test)]
mod tests;
