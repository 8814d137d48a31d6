//! The records of a text file, each with the row that a spreadsheet program shows it in.

use csv::{Reader, ReaderBuilder, StringRecord};

/// Goes through the records of a text.
pub struct Records<'t> {
    /// What is still to be read from the place where the reader was started.
    text: &'t str,
    separator: u8,
    reader: Reader<&'t [u8]>,
    /// Where in `text` the next record begins.
    at: usize,
    next_row: u32,
    record: StringRecord,
    stray: Vec<u32>,
    has_quotes: bool,
}

impl<'t> Records<'t> {
    /// Starts at the row, counted from zero, that the text's first line stands in.
    pub fn new(text: &'t str, separator: u8, first_row: u32) -> Self {
        Self {
            text,
            separator,
            reader: reader(text, separator, true),
            at: 0,
            next_row: first_row,
            record: StringRecord::new(),
            stray: Vec::new(),
            has_quotes: false,
        }
    }

    /// The next record and its row, counted from zero; blank lines are passed over and counted.
    ///
    /// A quoted field that never closes, or closes many lines below in the middle of another field, begins with a
    /// stray quote: its line is read again with quotes as ordinary characters, so that it takes no other line with it.
    pub fn next(&mut self) -> Result<Option<(u32, &StringRecord)>, csv::Error> {
        if !self.reader.read_record(&mut self.record)? {
            return Ok(None);
        }
        let end = self.position();
        let (blank, start) = blank_lines(self.text, self.at);
        let row = self.next_row.saturating_add(blank);
        self.next_row = row.saturating_add(1);
        let raw = self.text.get(start..end).unwrap_or_default();
        self.has_quotes = raw.contains('"');
        if is_well_quoted(raw.as_bytes(), self.separator) {
            self.at = end;
            return Ok(Some((row, &self.record)));
        }
        let line = raw.find(['\r', '\n']).map_or(raw, |length| raw.get(..length).unwrap_or(raw));
        self.stray.push(row);
        if !reader(line, self.separator, false).read_record(&mut self.record)? {
            self.record.clear();
        }
        self.text = self.text.get(start + line.len()..).unwrap_or_default();
        self.text = self.text.strip_prefix("\r\n").or_else(|| self.text.get(1..)).unwrap_or_default();
        self.reader = reader(self.text, self.separator, true);
        self.at = 0;
        Ok(Some((row, &self.record)))
    }

    /// Whether quotation marks stand in the last record.
    pub fn has_quotes(&self) -> bool {
        self.has_quotes
    }

    /// Rows, counted from zero, where a quote was read as an ordinary character.
    pub fn stray_quotes(self) -> Vec<u32> {
        self.stray
    }

    fn position(&self) -> usize {
        usize::try_from(self.reader.position().byte()).unwrap_or(usize::MAX).min(self.text.len())
    }
}

fn reader(text: &str, separator: u8, quotes: bool) -> Reader<&[u8]> {
    ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .quoting(quotes)
        .buffer_capacity(text.len().clamp(1, 1 << 13))
        .from_reader(text.as_bytes())
}

/// How many lines are blank from here on, and where the first begins that is not.
fn blank_lines(text: &str, from: usize) -> (u32, usize) {
    let bytes = text.as_bytes();
    let mut at = from;
    // The reader may stop between the two bytes that end a line.
    if bytes.get(at) == Some(&b'\n') && at.checked_sub(1).and_then(|before| bytes.get(before)) == Some(&b'\r') {
        at += 1;
    }
    let mut blank = 0;
    loop {
        at += match (bytes.get(at), bytes.get(at + 1)) {
            (Some(b'\r'), Some(b'\n')) => 2,
            (Some(b'\r' | b'\n'), _) => 1,
            _ => return (blank, at),
        };
        blank += 1;
    }
}

/// Whether every quoted field that goes over several lines closes where a field may end.
fn is_well_quoted(raw: &[u8], separator: u8) -> bool {
    let mut rest = raw;
    loop {
        if let Some(inside) = rest.strip_prefix(b"\"") {
            let Some(length) = quoted_length(inside) else { return false };
            let (field, after) = inside.split_at(length);
            let after = after.get(1..).unwrap_or_default();
            let padding = after.iter().take_while(|byte| **byte == b' ' && separator != b' ').count();
            let follows = after.get(padding).copied();
            let breaks = field.iter().any(|byte| matches!(byte, b'\r' | b'\n'));
            if breaks && !follows.is_none_or(|byte| byte == separator || byte == b'\r' || byte == b'\n') {
                return false;
            }
            rest = after;
        }
        match rest.iter().position(|byte| *byte == separator) {
            Some(end) => rest = rest.get(end + 1..).unwrap_or_default(),
            None => return true,
        }
    }
}

/// How far a quoted field goes; `None` where no quote closes it.
fn quoted_length(inside: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        at += inside.get(at..)?.iter().position(|byte| *byte == b'"')?;
        if inside.get(at + 1) != Some(&b'"') {
            return Some(at);
        }
        at += 2;
    }
}
