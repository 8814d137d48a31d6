//! Marks: a text cut into words, runs of digits and signs, which every grammar reads from the left.

use std::ops::Range;

/// A piece of a text that can bear a meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark<'t> {
    /// Letters, in small ones.
    Word(&'t str),
    /// Digits, with their leading noughts.
    Number(&'t str),
    /// Anything else but a space.
    Sign(char),
}

/// The marks of a text, and where each stands in it.
#[derive(Debug)]
pub struct Marks<'t> {
    /// From the left.
    pub all: Vec<Mark<'t>>,
    /// Where each stands, in bytes.
    pub places: Vec<Range<usize>>,
}

impl<'t> Marks<'t> {
    /// Cuts a text, which is in small letters already ([`lower`]).
    #[must_use]
    pub fn of(text: &'t str) -> Self {
        let mut marks = Self { all: Vec::new(), places: Vec::new() };
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let start = text.len() - rest.len();
            let run = |of: fn(char) -> bool| rest.find(|character| !of(character)).unwrap_or(rest.len());
            let length = match first {
                _ if first.is_ascii_digit() => run(|character| character.is_ascii_digit()),
                _ if is_letter(first) => run(is_letter),
                _ => first.len_utf8(),
            };
            let (piece, after) = rest.split_at(length);
            rest = after;
            let mark = match first {
                _ if first.is_whitespace() || is_of_note(first) => continue,
                _ if first.is_ascii_digit() => Mark::Number(piece),
                _ if is_letter(first) => Mark::Word(piece),
                _ => Mark::Sign(first),
            };
            marks.all.push(mark);
            marks.places.push(start..start + length);
        }
        marks
    }

    /// Whether nothing stands between a mark and the one before it.
    #[must_use]
    pub fn is_glued(&self, place: usize) -> bool {
        let before = place.checked_sub(1).and_then(|before| self.places.get(before));
        before.zip(self.places.get(place)).is_some_and(|(before, here)| before.end == here.start)
    }
}

impl Mark<'_> {
    /// The number that a run of digits says.
    #[must_use]
    pub fn number(self) -> Option<u32> {
        match self {
            Self::Number(digits) => digits.parse().ok(),
            _ => None,
        }
    }

    /// Whether this is one of some words.
    #[must_use]
    pub fn is_any(self, words: &[&str]) -> bool {
        matches!(self, Self::Word(word) if words.contains(&word))
    }
}

/// A text in small letters, every byte in its place.
#[must_use]
pub fn lower(text: &str) -> String {
    text.to_ascii_lowercase()
}

fn is_letter(character: char) -> bool {
    character.is_alphanumeric() && !character.is_ascii_digit() && !is_of_note(character)
}

/// A text without the marks of notes at its end: `Paid to date¹`, `Total ⁽³⁾`, `Supplier*`.
#[must_use]
pub fn unmarked(text: &str) -> &str {
    let is_mark = |character: char| {
        character.is_whitespace() || is_of_note(character) || matches!(character, '⁽' | '⁾' | '*' | '†' | '‡' | '§')
    };
    text.trim_end_matches(is_mark)
}

/// Raised digits mark a note: `2025-26¹`.
const fn is_of_note(character: char) -> bool {
    matches!(character, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹')
}

#[cfg(test)]
mod tests {
    use super::{Mark, Marks, lower};

    #[test]
    fn a_text_is_cut_into_words_digits_and_signs() {
        let text = lower("M06 of £000s,\u{a0}2024/25");
        let marks = Marks::of(&text);
        let expected = [
            Mark::Word("m"),
            Mark::Number("06"),
            Mark::Word("of"),
            Mark::Sign('£'),
            Mark::Number("000"),
            Mark::Word("s"),
            Mark::Sign(','),
            Mark::Number("2024"),
            Mark::Sign('/'),
            Mark::Number("25"),
        ];
        assert_eq!(marks.all, expected);
        assert!(marks.is_glued(1) && !marks.is_glued(2) && marks.is_glued(5) && !marks.is_glued(7));
        assert_eq!(marks.places[3], 7..9);
    }
}
