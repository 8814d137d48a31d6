//! Texts of several runs: one that is raised, lowered or struck through among others is written so that it stays apart from them.

use std::ops::Range;

/// What stands over a character that is struck through, as plain text has it.
pub const STROKE: char = '\u{336}';

/// Digits, signs and letters, and each of them raised. There is no raised `q`.
const RAISED: [(&str, &str); 2] =
    [("0123456789+-−–=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾"), ("abcdefghijklmnoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")];

/// How a run looks beside others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Look {
    /// Whether it is raised or lowered, as marks of notes are.
    pub raised: bool,
    /// Whether it is struck through.
    pub struck: bool,
}

impl Look {
    /// What an element of a page or of a rich text does to what stands in it.
    #[must_use]
    pub fn of(element: &str) -> Self {
        let is_any = |names: &[&str]| names.iter().any(|name| name.eq_ignore_ascii_case(element));
        Self { raised: is_any(&["sup", "sub"]), struck: is_any(&["s", "strike", "del"]) }
    }

    /// That of a run within another.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self { raised: self.raised || other.raised, struck: self.struck || other.struck }
    }
}

/// The runs of one text that do not look as any others.
#[derive(Debug, Default)]
pub struct Looks {
    odd: Vec<(Range<usize>, Look)>,
    has_level: bool,
    has_whole: bool,
}

impl Looks {
    /// Begins another text.
    pub fn begin(&mut self) {
        self.odd.clear();
        (self.has_level, self.has_whole) = (false, false);
    }

    /// Keeps how a part of the text looks, if there is anything in it.
    pub fn keep(&mut self, text: &str, part: Range<usize>, look: Look) {
        if text.get(part.clone()).is_some_and(|part| !part.trim().is_empty()) {
            (self.has_level, self.has_whole) = (self.has_level || !look.raised, self.has_whole || !look.struck);
            if look != Look::default() {
                self.odd.push((part, look));
            }
        }
    }

    /// Whether everything in the text is struck through.
    #[must_use]
    pub const fn is_struck(&self) -> bool {
        !self.odd.is_empty() && !self.has_whole
    }

    /// Writes the text so that what looks otherwise than the rest stays apart from it: raised digits, and a stroke over what is
    /// struck through.
    pub fn finish(&self, text: &mut String) {
        for (part, look) in self.odd.iter().rev() {
            let Some(run) = text.get(part.clone()) else { continue };
            let (raise, strike) = (look.raised && self.has_level, look.struck && self.has_whole);
            let letters = run.trim().chars().count() == 1;
            let written: String = run
                .chars()
                .map(|character| if raise { raised(character, letters) } else { character })
                .flat_map(|character| [Some(character), (strike && !character.is_whitespace()).then_some(STROKE)])
                .flatten()
                .collect();
            text.replace_range(part.clone(), &written);
        }
    }
}

/// A character as it stands above the others. Letters mark a note where they stand alone; those of `1st` are read as they are.
fn raised(character: char, letters: bool) -> char {
    let lists = RAISED.iter().take(if letters { 2 } else { 1 });
    let lower = character.to_ascii_lowercase();
    let found = lists.flat_map(|(plain, raised)| plain.chars().zip(raised.chars())).find(|(plain, _)| *plain == lower);
    found.map_or(character, |(_, raised)| raised)
}

#[cfg(test)]
mod tests {
    use super::{Look, Looks};

    #[test]
    fn a_run_that_looks_otherwise_stays_apart() {
        for (runs, written) in [
            (&[("2000", ""), ("1", "sup")][..], "2000¹"),
            (&[("1", "sup"), ("2000", "")], "¹2000"),
            (&[("2000", ""), ("a", "sub")], "2000ᵃ"),
            (&[("1", ""), ("st", "SUP"), (" April", "")], "1st April"),
            (&[("1", "s"), ("2000", "")], "1\u{336}2000"),
            (&[("500", "del")], "500"),
            (&[("500", "sup"), (" ", "")], "500 "),
            (&[("5", "b"), ("00", "")], "500"),
        ] {
            let (mut looks, mut text) = (Looks::default(), String::new());
            for (run, element) in runs {
                let start = text.len();
                text.push_str(run);
                looks.keep(&text, start..text.len(), Look::of(element));
            }
            looks.finish(&mut text);
            assert_eq!(text, written);
        }
    }
}
