//! What a file of characters is: a web page, a workbook in XML, an e-mail, a table in plain text.

use super::{FileKind, interchange};
use crate::discover::encoding::{encoding, utf16_without_mark};

/// How many characters are looked at.
const SAMPLE: usize = 1 << 16;

/// Elements that a web page begins with, however badly it is made.
const HTML: [&str; 27] = [
    "html", "head", "body", "meta", "title", "style", "link", "base", "script", "table", "thead", "tbody", "tr", "td",
    "th", "div", "span", "center", "font", "form", "p", "b", "br", "h1", "h2", "h3", "caption",
];

/// Tells text apart by the characters that it starts with.
pub fn kind(start: &[u8]) -> FileKind {
    let start = start.get(..SAMPLE).unwrap_or(start);
    if holds_no_text(start) {
        return FileKind::Other("a file that holds no text");
    }
    // The start may end in the middle of a letter: the look is at ASCII letters only.
    let text = encoding(start).decode_with_bom_removal(start).0;
    let text = text.trim_start();
    if text.starts_with('<') {
        return markup(text);
    }
    if is_json(text) {
        return FileKind::Other("a JSON document");
    }
    interchange::known(text).or_else(|| mail(text)).map_or(FileKind::Text, FileKind::Other)
}

fn holds_no_text(start: &[u8]) -> bool {
    if start.starts_with(b"\xff\xfe") || start.starts_with(b"\xfe\xff") || utf16_without_mark(start).is_some() {
        return false;
    }
    let is_control = |byte: &&u8| **byte < 0x20 && !matches!(**byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1a | 0x1b | 0x1f);
    start.contains(&0) || start.iter().filter(is_control).count() * 20 > start.len()
}

fn markup(text: &str) -> FileKind {
    let lower = text.to_ascii_lowercase();
    let Some(root) = root(&lower) else {
        return if lower.starts_with("<!doctype html") { FileKind::Html } else { FileKind::Text };
    };
    let is_excel = lower.contains("urn:schemas-microsoft-com:office:spreadsheet") || lower.contains("\"excel.sheet\"");
    match root.rsplit(':').next().unwrap_or(root) {
        "workbook" if is_excel => FileKind::SpreadsheetMl,
        name if HTML.contains(&name) && is_page(&lower, name) => FileKind::Html,
        "svg" => FileKind::Other("a picture"),
        "worddocument" => FileKind::Other("a Word document"),
        "document" if lower.contains("opendocument.spreadsheet") => {
            FileKind::Other("an OpenDocument spreadsheet as one XML document")
        }
        _ if lower.starts_with("<?xml") => FileKind::Other("an XML document that is no workbook"),
        _ => FileKind::Text,
    }
}

/// A text may begin with a word in angle brackets; a page says that it is one, or has a table near its beginning.
fn is_page(lower: &str, root: &str) -> bool {
    matches!(root, "html" | "table" | "head" | "body")
        || ["<!doctype html", "<html", "<table", "<tr", "<td"].iter().any(|mark| lower.contains(mark))
}

/// The name of the first element, after declarations, instructions and comments.
fn root(mut text: &str) -> Option<&str> {
    loop {
        text = text.trim_start();
        let after = if text.starts_with("<!--") {
            text.split_once("-->")?.1
        } else if text.starts_with("<?") || text.starts_with("<!") {
            past_declaration(text)?
        } else {
            let name = text.strip_prefix('<')?;
            let end = name.find(|character: char| character.is_whitespace() || character == '>' || character == '/');
            return name.get(..end?).filter(|name| name.starts_with(|character: char| character.is_ascii_alphabetic()));
        };
        text = after;
    }
}

/// A document type may hold declarations of its own in square brackets.
fn past_declaration(text: &str) -> Option<&str> {
    let end = text.find('>')?;
    match text.find('[') {
        Some(bracket) if bracket < end && text.starts_with("<!doctype") => {
            text.get(bracket..)?.split_once(']')?.1.split_once('>').map(|(_, after)| after)
        }
        _ => text.get(end + 1..),
    }
}

/// An object, or a list of objects, whose first name is in quotes and followed by a colon.
fn is_json(text: &str) -> bool {
    let inside = text.strip_prefix('[').unwrap_or(text).trim_start();
    let Some(name) = inside.strip_prefix('{').and_then(|rest| rest.trim_start().strip_prefix('"')) else {
        return false;
    };
    name.split_once('"').is_some_and(|(_, after)| after.trim_start().starts_with(':'))
}

/// A message begins with header lines; a table that lists a few of the same words has none of those that only mail
/// programs write.
fn mail(text: &str) -> Option<&'static str> {
    const WORDS: [&str; 12] = [
        "from",
        "to",
        "subject",
        "date",
        "cc",
        "reply-to",
        "sender",
        "content-type",
        "received",
        "mime-version",
        "message-id",
        "return-path",
    ];
    let mut known = 0;
    let mut sure = false;
    for (index, line) in text.lines().take_while(|line| !line.is_empty()).take(60).enumerate() {
        if line.starts_with([' ', '\t']) {
            continue;
        }
        let (word, _) = line.split_once(':').filter(|(word, _)| !word.contains([' ', ',', ';', '\t']))?;
        let word = word.to_ascii_lowercase();
        if index == 0 && !WORDS.contains(&&*word) && !word.contains('-') {
            return None;
        }
        known += usize::from(WORDS.contains(&&*word));
        sure |= matches!(&*word, "received" | "mime-version" | "message-id" | "return-path");
    }
    let is_mail = sure && known >= 2;
    let is_page = text.lines().take(60).any(|line| line.to_ascii_lowercase().contains("multipart/related"));
    is_mail.then_some(if is_page { "a web archive or an e-mail" } else { "an e-mail" })
}
