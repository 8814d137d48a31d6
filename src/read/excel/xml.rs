//! Attributes and text of the XML parts of a workbook.

use std::borrow::Cow;

use quick_xml::escape;
use quick_xml::events::{BytesRef, BytesStart};

use super::corrupt;
use crate::read::grid::Halt;
use crate::read::runs::{Look, Looks};

/// The attributes of an element: full names and values as they are written, up to the first one without quotes.
pub fn attributes<'e>(element: &'e BytesStart<'_>) -> impl Iterator<Item = (&'e str, &'e str)> {
    let mut rest = element.attributes_raw();
    std::iter::from_fn(move || {
        let (name, after) = split(rest, b'=')?;
        let after = after.trim_ascii_start();
        let quote = *after.as_bytes().first().filter(|quote| matches!(quote, b'"' | b'\''))?;
        let (value, after) = split(after.get(1..)?, quote)?;
        rest = after;
        Some((name.trim_ascii(), value))
    })
}

/// Text before and behind a sign; names and values are too short for a search that is fast on long text.
fn split(text: &str, sign: u8) -> Option<(&str, &str)> {
    let at = text.bytes().position(|byte| byte == sign)?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}

/// The value of one attribute by its full name, with its entities resolved.
pub fn attribute<'e>(element: &'e BytesStart<'_>, wanted: &str) -> Option<Cow<'e, str>> {
    attributes(element).find(|(name, _)| *name == wanted).map(|(_, value)| plain(value))
}

/// A value with its entities resolved; one that cannot be resolved stays as it is written.
pub fn plain(value: &str) -> Cow<'_, str> {
    escape::unescape(value).unwrap_or(Cow::Borrowed(value))
}

/// Whether a value says yes.
pub fn is_true(value: &str) -> bool {
    matches!(value, "1" | "true" | "on")
}

/// Whether an element such as `<strike/>` says yes; one without a value does.
pub fn is_said(element: &BytesStart<'_>) -> bool {
    attribute(element, "val").is_none_or(|value| is_true(value.trim()))
}

/// Adds the character that a reference stands for; only those that XML itself defines are known.
pub fn refer(reference: &BytesRef<'_>, text: &mut String) -> Result<(), Halt> {
    if let Some(known) = escape::resolve_xml_entity(reference) {
        text.push_str(known);
        return Ok(());
    }
    match reference.resolve_char_ref() {
        Ok(Some(character)) => text.push(character),
        _ => return Err(corrupt(&format!("unknown entity `&{};`", reference.chars().take(40).collect::<String>()))),
    }
    Ok(())
}

/// Adds text in which `_x000D_` stands for the UTF-16 unit of that number, as Excel writes it.
pub fn push_unescaped(text: &str, into: &mut String) {
    let mut rest = text;
    while let Some(start) = rest.find("_x") {
        let (before, escape) = rest.split_at(start);
        into.push_str(before);
        let Some(unit) = unit(escape) else {
            into.push_str("_x");
            rest = escape.get(2..).unwrap_or_default();
            continue;
        };
        rest = escape.get(7..).unwrap_or_default();
        let low = unit_pair(unit, rest);
        if low.is_some() {
            rest = rest.get(7..).unwrap_or_default();
        }
        let decoded = char::decode_utf16([Some(unit), low].into_iter().flatten());
        into.extend(decoded.map(|character| character.unwrap_or(char::REPLACEMENT_CHARACTER)));
    }
    into.push_str(rest);
}

/// The second half of a character that takes two units.
fn unit_pair(first: u16, rest: &str) -> Option<u16> {
    unit(rest).filter(|second| (0xD800..0xDC00).contains(&first) && (0xDC00..0xE000).contains(second))
}

fn unit(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("_x")?.get(..5)?.strip_suffix('_')?;
    if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    u16::from_str_radix(digits, 16).ok()
}

/// Text in one or many runs, as shared strings and cells hold it; phonetic guides are left out.
#[derive(Debug, Default)]
pub struct Runs {
    /// What the finished runs say.
    pub text: String,
    run: String,
    open: bool,
    keep_blanks: bool,
    phonetic: bool,
    /// How the run that is open looks, and those that are finished.
    look: Look,
    looks: Looks,
}

impl Runs {
    /// Begins another text.
    pub fn begin(&mut self) {
        self.text.clear();
        (self.open, self.phonetic) = (false, false);
        self.look = Look::default();
        self.looks.begin();
    }

    /// Takes the start of an element within the text.
    pub fn start(&mut self, name: &str, element: &BytesStart<'_>) {
        match name {
            "rPh" => self.phonetic = true,
            "r" => self.look = Look::default(),
            "strike" => self.look.struck = is_said(element),
            "vertAlign" => {
                self.look.raised =
                    attribute(element, "val").is_some_and(|to| matches!(&*to, "superscript" | "subscript"));
            }
            "t" if !self.phonetic => {
                self.run.clear();
                self.open = true;
                self.keep_blanks = attributes(element).any(|pair| pair == ("xml:space", "preserve"));
            }
            _ => {}
        }
    }

    /// Whether everything that the finished runs say is struck through.
    pub const fn is_struck(&self) -> bool {
        self.looks.is_struck()
    }

    /// Ends the text; what looks otherwise than the rest stays apart from it.
    pub fn finish(&mut self) {
        self.looks.finish(&mut self.text);
    }

    /// Where characters belong, if they belong to the text.
    pub fn open(&mut self) -> Option<&mut String> {
        self.open.then_some(&mut self.run)
    }

    /// Takes the end of an element within the text.
    pub fn end(&mut self, name: &str) {
        match name {
            "rPh" => self.phonetic = false,
            "t" if self.open => {
                self.open = false;
                let blanks: &[char] = if self.keep_blanks { &[] } else { &[' ', '\t', '\r', '\n'] };
                let start = self.text.len();
                push_unescaped(self.run.trim_matches(blanks), &mut self.text);
                self.looks.keep(&self.text, start..self.text.len(), self.look);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use quick_xml::events::BytesStart;

    use super::{attribute, attributes, push_unescaped};

    #[test]
    fn attributes_are_read_with_either_quote() {
        let element = BytesStart::from_content("c r=\"A1\" s = '2'\n t=\"&lt;\" broken", 1);
        assert_eq!(attributes(&element).collect::<Vec<_>>(), [("r", "A1"), ("s", "2"), ("t", "&lt;")]);
        assert_eq!(attribute(&element, "t").as_deref(), Some("<"));
        assert_eq!(attribute(&element, "x"), None);
    }

    #[test]
    fn escaped_units_become_characters() {
        let unescaped = |text: &str| {
            let mut into = String::new();
            push_unescaped(text, &mut into);
            into
        };
        assert_eq!(unescaped("a_x000D_b_x005F_x000D_"), "a\rb_x000D_");
        assert_eq!(unescaped("_xD83D__xDCF7__xD83D_!"), "\u{1F4F7}\u{FFFD}!");
        assert_eq!(unescaped("tax_x_xyz_x00é0_"), "tax_x_xyz_x00é0_");
    }
}
