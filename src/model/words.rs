//! Words: how names are compared, and how lists and plurals are written.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use super::shown::{is_hidden, is_nothing};

/// A name folded for comparison: lower case, with every run of spaces and punctuation as one space.
///
/// Matching is exact after folding, never fuzzy: `Learning-Difficulties ` is `learning difficulties`. A letter with its accent is
/// the same in one character as in two. Soft hyphens and marks of format, which nobody sees, count for nothing.
#[must_use]
pub fn folded(text: &str) -> String {
    if text.is_ascii() {
        return folded_characters(text.chars(), text.len());
    }
    folded_characters(text.chars().filter(|character| !is_format(character)).nfc(), text.len())
}

fn is_format(character: &char) -> bool {
    is_nothing(*character) || is_hidden(*character) && !character.is_control()
}

/// A text without the characters that nobody sees.
#[must_use]
pub fn seen(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || !text.chars().any(|character| is_format(&character)) {
        return Cow::Borrowed(text);
    }
    text.chars().filter(|character| !is_format(character)).collect()
}

/// How apostrophes are typed; a name has one or leaves it out.
const APOSTROPHES: [char; 7] = ['\'', '‘', '’', 'ʼ', '′', '´', '`'];

fn folded_characters(characters: impl Iterator<Item = char>, length: usize) -> String {
    let mut folded = String::with_capacity(length);
    for character in characters {
        if APOSTROPHES.contains(&character) {
        } else if character.is_alphanumeric() {
            folded.extend(character.to_lowercase());
        } else if character == '&' {
            push_word(&mut folded, "and ");
        } else {
            push_word(&mut folded, "");
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

fn push_word(folded: &mut String, word: &str) {
    if !folded.is_empty() && !folded.ends_with(' ') {
        folded.push(' ');
    }
    folded.push_str(word);
}

/// A text with the words apart that capitals alone divide: `NetAmount` is `Net Amount`, `APAmount` is `AP Amount`.
#[must_use]
pub fn divided(text: &str) -> String {
    let mut divided = String::with_capacity(text.len() + 4);
    let mut characters = text.chars().peekable();
    let mut before: Option<char> = None;
    while let Some(character) = characters.next() {
        let follows = before.is_some_and(|before| {
            let ends_capitals = before.is_uppercase() && characters.peek().is_some_and(|next| next.is_lowercase());
            character.is_uppercase() && (before.is_lowercase() || ends_capitals)
        });
        if follows {
            divided.push(' ');
        }
        divided.push(character);
        before = Some(character);
    }
    divided
}

/// The first letters and lengths of known words: what most other words fail by, before anything is compared.
#[derive(Debug, Default)]
pub struct Shapes([u64; 26]);

impl Shapes {
    /// Those of some words, which begin with a letter of ASCII.
    pub fn of<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        let mut shapes = Self::default();
        for word in words {
            if let Some(lengths) = place(word).and_then(|place| shapes.0.get_mut(place)) {
                *lengths |= length(word);
            }
        }
        shapes
    }

    /// Whether a word of ASCII may be one of them, in whatever case.
    #[must_use]
    pub fn may_have(&self, word: &str) -> bool {
        place(word).and_then(|place| self.0.get(place)).is_some_and(|lengths| lengths & length(word) != 0)
    }
}

fn place(word: &str) -> Option<usize> {
    let letter = word.bytes().next()?.to_ascii_lowercase();
    letter.checked_sub(b'a').map(usize::from).filter(|place| *place < 26)
}

fn length(word: &str) -> u64 {
    1 << word.len().min(63)
}

/// Words joined as in a sentence: `a`, `a and b`, `a, b and c`.
#[must_use]
pub fn listed<S: AsRef<str>>(words: &[S]) -> String {
    match words {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [firsts @ .., last] => {
            let firsts: Vec<&str> = firsts.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", firsts.join(", "), last.as_ref())
        }
    }
}

/// A count with its noun: `1 cell`, `2 cells`, `no cells`.
#[must_use]
pub fn counted(count: usize, noun: &str) -> String {
    match count {
        0 => format!("no {}", plural(noun)),
        1 => format!("1 {noun}"),
        _ => format!("{} {}", super::money::grouped(count as u64), plural(noun)),
    }
}

fn plural(noun: &str) -> String {
    match noun.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
        _ if noun.ends_with('s') => format!("{noun}es"),
        _ => format!("{noun}s"),
    }
}

/// A name as a folder or a file may carry it: lower case letters and digits with hyphens between words.
#[must_use]
pub fn slug(text: &str) -> String {
    folded(text).replace(' ', "-")
}

/// The candidate nearest to a word, if one is near enough to be what was meant.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded_word = folded(word);
    candidates
        .into_iter()
        .map(|candidate| (strsim::normalized_damerau_levenshtein(&folded_word, &folded(candidate)), candidate))
        .filter(|(likeness, _)| *likeness >= 0.5)
        .max_by(|(one, first), (two, second)| one.total_cmp(two).then_with(|| second.cmp(first)))
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::{counted, divided, folded, listed, nearest, slug};

    #[test]
    fn names_fold_over_case_space_and_punctuation() {
        for text in [
            "Learning Difficulties",
            " learning-difficulties",
            "LEARNING\u{a0}\u{a0}DIFFICULTIES.",
            "learning_difficulties",
            "Lear\u{ad}ning Difficul\u{ad}ties",
            "Learning\u{200b} Difficulties\u{feff}",
        ] {
            assert_eq!(folded(text), "learning difficulties");
        }
        assert_eq!(folded("Drug & Alcohol"), folded("drug and alcohol"));
        for text in ["King’s", "King's", "King‘s", "Kingʼs", "King`s", "King\u{2060}s", "\u{202a}Kings\u{202c}"] {
            assert_eq!(folded(text), "kings");
        }
        assert_eq!(folded("W\u{302}yn"), folded("\u{174}yn"));
        assert_eq!(folded("Cafe\u{301}"), "café");
        assert_eq!(slug("Salford City Council"), "salford-city-council");
    }

    #[test]
    fn words_that_capitals_divide_stand_apart() {
        for (text, apart) in [
            ("NetAmount", "Net Amount"),
            ("APAmount (£)", "AP Amount (£)"),
            ("CapitalOrRevenue", "Capital Or Revenue"),
            ("GLDate", "GL Date"),
            ("datePaid", "date Paid"),
            ("Net Amount", "Net Amount"),
            ("SUPPLIER", "SUPPLIER"),
        ] {
            assert_eq!(divided(text), apart);
        }
    }

    #[test]
    fn lists_and_counts_read_as_sentences() {
        assert_eq!(listed(&["a", "b", "c"]), "a, b and c");
        assert_eq!(listed::<&str>(&[]), "");
        assert_eq!(counted(1, "cell"), "1 cell");
        assert_eq!(counted(2_500, "agency"), "2,500 agencies");
        assert_eq!(counted(0, "day"), "no days");
    }

    #[test]
    fn the_nearest_word_is_offered_only_when_it_is_near() {
        assert_eq!(nearest("reconise", ["title", "recognise", "columns"]), Some("recognise"));
        assert_eq!(nearest("zzz", ["title", "recognise"]), None);
    }
}
