//! Text from somebody's file as it is shown: nothing in it commands a screen, turns a line round, or is a formula.

use std::borrow::Cow;
use std::fmt::Write;

/// Whether a character cannot be seen but does something: control characters, and marks of the direction of writing, which show
/// a line as another one.
#[must_use]
pub fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a character ends a line or moves along it: shown in one line it is a space.
#[must_use]
pub fn is_space(character: char) -> bool {
    matches!(character, '\t'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether a character leaves no mark and does nothing but allow or forbid a break: a soft hyphen, and spaces without width.
#[must_use]
pub const fn is_nothing(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// The text in one line, with each hidden character as its number: `[U+202E]`.
#[must_use]
pub fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut before = ' ';
    for character in text.chars() {
        match character {
            '\n' if before == '\r' => {}
            space if is_space(space) => shown.push(' '),
            other => push(&mut shown, other),
        }
        before = character;
    }
    shown
}

/// Text of several lines, such as a page of HTML, with each hidden character as its number; line breaks stay.
#[must_use]
pub fn visible_lines(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if is_space(character) { shown.push(character) } else { push(&mut shown, character) }
    }
    shown
}

/// Adds a character, or its number if it is hidden.
fn push(shown: &mut String, character: char) {
    if is_hidden(character) {
        // Writing to a string cannot fail.
        let _ = write!(shown, "[U+{:04X}]", u32::from(character));
    } else {
        shown.push(character);
    }
}

/// JSON in which hidden characters are escaped: `\u202e`. Outside its strings JSON has none but line breaks.
#[must_use]
pub fn escaped_json(json: &str) -> Cow<'_, str> {
    let escapes = |character: char| is_hidden(character) && !character.is_ascii_control() || character == '\u{7f}';
    if !json.contains(escapes) {
        return Cow::Borrowed(json);
    }
    let mut escaped = String::with_capacity(json.len() + 16);
    for character in json.chars() {
        if escapes(character) {
            let _ = write!(escaped, "\\u{:04x}", u32::from(character));
        } else {
            escaped.push(character);
        }
    }
    Cow::Owned(escaped)
}

/// A field of a csv file that no spreadsheet program takes for a formula: an apostrophe stands before text that begins with
/// `=`, `+`, `-`, `@` (also as wide characters), a tab or a line break. Numbers stay as they are.
#[must_use]
pub fn never_a_formula(text: &str) -> Cow<'_, str> {
    let begins = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    let is_number = |rest: &str| {
        rest.starts_with(|first: char| first.is_ascii_digit())
            && rest.chars().all(|character| character.is_ascii_digit() || matches!(character, '.' | ','))
    };
    if !text.starts_with(begins) || text.strip_prefix(['-', '+']).is_some_and(is_number) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(format!("'{text}"))
}

#[cfg(test)]
mod tests {
    use super::{escaped_json, never_a_formula, visible, visible_lines};

    #[test]
    fn hidden_characters_are_shown_as_their_numbers() {
        assert_eq!(visible("a\u{1b}[2Jb\u{202e}c\u{7f}\u{9b}"), "a[U+001B][2Jb[U+202E]c[U+007F][U+009B]");
        assert_eq!(visible("one\r\ntwo\nthree\tfour"), "one two three four");
        assert_eq!(visible("Café £5 – ŵ"), "Café £5 – ŵ");
        assert_eq!(visible_lines("<p>\n\u{200f}x</p>\n"), "<p>\n[U+200F]x</p>\n");
    }

    #[test]
    fn json_escapes_what_is_hidden() {
        assert_eq!(
            escaped_json("{\n  \"a\": \"\u{202e}\u{9b}\u{7f}é\"\n}"),
            "{\n  \"a\": \"\\u202e\\u009b\\u007fé\"\n}"
        );
    }

    #[test]
    fn text_of_a_csv_file_is_no_formula_and_a_number_stays_one() {
        for text in ["=1+1", "+cmd", "-x", "@SUM(A1)", "\t=1", "\r=1", "-1+1", "＝1", "--1", "-"] {
            assert_eq!(never_a_formula(text), format!("'{text}"));
        }
        for text in ["", "-5", "-1,234.50", "+7", "−£5", "5-6", "a=b", "'=1"] {
            assert_eq!(never_a_formula(text), text);
        }
    }
}
