//! Text files as one sheet of text cells.

use std::path::Path;
use std::sync::Arc;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use super::grid::{Cell, CellValue, Sheet};
use super::verdict::Refusal;
use crate::model::origin::Address;

/// The one sheet of a text file, named after the file; every record is a row, and a blank line is a row too.
pub fn sheets(file: &Arc<str>, content: &[u8]) -> Result<Vec<Sheet>, Refusal> {
    let text = decoded(content);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(&text))
        .from_reader(text.as_bytes());
    let mut cells = Vec::new();
    let mut row = 0;
    let mut line = 1;
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).map_err(|error| Refusal::corrupt(&error))? {
        // The reader passes over blank lines; they are rows of the sheet, so the lines that it passed are counted.
        let next = reader.position().line();
        let breaks = record.iter().map(line_breaks).sum::<u64>();
        row += u32::try_from((next - line).saturating_sub(breaks)).unwrap_or(u32::MAX).max(1);
        line = next;
        for (column, text) in record.iter().enumerate() {
            let column = u32::try_from(column).unwrap_or(u32::MAX);
            let address = Address { row: row - 1, column };
            cells.push(Cell { address, value: CellValue::Text(text.to_owned()) });
        }
    }
    let name =
        Path::new(&**file).file_stem().map_or_else(|| file.to_string(), |stem| stem.to_string_lossy().into_owned());
    Ok(vec![Sheet::new(&name, true, cells)])
}

fn line_breaks(field: &str) -> u64 {
    field.bytes().filter(|byte| *byte == b'\n').count() as u64
}

/// UTF-8 or UTF-16 by its mark, else UTF-8 if it is valid, else what Excel saves on an English Windows.
fn decoded(content: &[u8]) -> String {
    let encoding = match Encoding::for_bom(content) {
        Some((encoding, _)) => encoding,
        None if std::str::from_utf8(content).is_ok() => UTF_8,
        None => WINDOWS_1252,
    };
    encoding.decode(content).0.into_owned()
}

/// The separator that stands most often outside quotes; a comma where none does.
fn delimiter(text: &str) -> u8 {
    let mut quoted = false;
    let mut counts = [(b',', 0_usize), (b';', 0), (b'\t', 0), (b'|', 0)];
    for byte in text.bytes().take(1 << 16) {
        if byte == b'"' {
            quoted = !quoted;
        } else if !quoted && let Some((_, count)) = counts.iter_mut().find(|(separator, _)| *separator == byte) {
            *count += 1;
        }
    }
    let mut best = (b',', 0);
    for (separator, count) in counts {
        if count > best.1 {
            best = (separator, count);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::{Refusal, delimiter, sheets};

    fn read(content: &[u8]) -> Result<Vec<(String, String)>, Refusal> {
        let sheets = sheets(&"returns/council/q1.csv".into(), content)?;
        let cells = sheets.iter().flat_map(|sheet| sheet.cells());
        Ok(cells.map(|cell| (cell.address.to_string(), cell.value.text())).collect())
    }

    #[test]
    fn blank_lines_and_breaks_inside_quotes_keep_addresses_true() {
        let cells = read(b"Title\n\n\"two\nlines\",5\nlast,6\n").unwrap();
        let expected = [("A1", "Title"), ("A3", "two\nlines"), ("B3", "5"), ("A4", "last"), ("B4", "6")];
        assert_eq!(cells, expected.map(|(address, text)| (address.to_owned(), text.to_owned())));
    }

    #[test]
    fn text_is_decoded_by_its_mark_or_by_its_bytes() {
        for content in [&b"\xef\xbb\xbf\xc2\xa35"[..], b"\xc2\xa35", b"\xa35", b"\xff\xfe\xa3\x005\x00"] {
            assert_eq!(read(content).unwrap(), [("A1".to_owned(), "£5".to_owned())]);
        }
    }

    #[test]
    fn the_separator_is_found() {
        assert_eq!(delimiter("a;b;c\n1,5;2,5;3"), b';');
        assert_eq!(delimiter("\"a;b;c;d\",1"), b',');
        assert_eq!(delimiter("a\tb\n"), b'\t');
        assert_eq!(delimiter("alone"), b',');
    }
}
