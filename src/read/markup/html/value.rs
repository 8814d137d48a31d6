//! What a cell of a web page says: its characters, or the value that Excel and its kin write beside them.

use super::tokens::Tag;
use crate::read::grid::{CellValue, Seen};

/// Attributes that hold a number's own value: those of Excel and of `LibreOffice`.
const NUMBERS: [&str; 2] = ["x:num", "sdval"];

/// The value of a cell, with the characters that it shows; `None` where it says nothing.
pub fn cell_value(tag: &Tag<'_>, text: String) -> Option<CellValue> {
    let attribute = |name: &str| tag.attribute(name).map(htmlize::unescape_attribute);
    if let Some(stated) = attribute("x:err") {
        return Some(CellValue::Error(if stated.is_empty() { text } else { stated.into_owned() }));
    }
    if let Some(stated) = attribute("x:bool") {
        return Some(CellValue::Truth(stated.eq_ignore_ascii_case("true") || stated == "1"));
    }
    if let Some(stated) = NUMBERS.iter().find_map(|name| attribute(name)).filter(|_| shows_a_number(&text))
        && let Some(value) = number(if stated.is_empty() { &text } else { &stated })
    {
        return Some(value);
    }
    if text.is_empty() {
        return attribute("x:fmla").map(|_| CellValue::Stale);
    }
    Some(CellValue::Text(text))
}

/// A date has a number behind it too, but what it shows says more.
fn shows_a_number(text: &str) -> bool {
    let mut after_digit = false;
    let mut exponent = false;
    text.char_indices().all(|(at, character)| {
        let joins_date = matches!(character, '/' | ':') || (character == '-' && after_digit && !text.ends_with('-'));
        let is_exponent = matches!(character, 'e' | 'E') && after_digit && !exponent;
        exponent |= is_exponent;
        after_digit = character.is_ascii_digit();
        let signs_exponent = character == '-' && text.get(..at).is_some_and(|before| before.ends_with(['e', 'E']));
        (is_exponent || signs_exponent || !character.is_alphabetic()) && !joins_date
    })
}

fn number(stated: &str) -> Option<CellValue> {
    // `1.234,50` is written where the comma is the point: no guess is made.
    if stated.rfind(',') > stated.find('.') && stated.contains('.') {
        return None;
    }
    let bare: String = stated.chars().filter(|character| !matches!(character, ',' | ' ' | '\u{a0}')).collect();
    let number: f64 = bare.parse().ok()?;
    Some(if number.is_finite() { CellValue::Number(number) } else { CellValue::Error(stated.to_owned()) })
}

/// The value as a reader passes it on.
pub fn seen(value: &CellValue) -> Seen<'_> {
    match value {
        CellValue::Text(text) => Seen::Text(text),
        CellValue::Number(number) => Seen::Number(*number),
        CellValue::Truth(truth) => Seen::Truth(*truth),
        CellValue::Date(date) => Seen::Date(*date),
        CellValue::Error(error) => Seen::Error(error),
        CellValue::Stale => Seen::Stale,
    }
}
