//! Entries: what a cell of the register says of a rule, word by word; an entry with a word left over is no rule.

use super::percent::Percent;
use crate::model::words::{folded, seen};

/// Ways to say the same, in lower case and without punctuation.
pub type Ways = &'static [&'static str];

/// Which entries may mean a rule.
#[derive(Debug)]
pub enum Entries {
    /// Those that say nothing but this.
    Saying {
        /// Of each of these, one of several things in one of its ways.
        all: &'static [&'static [Ways]],
        /// What they may say besides.
        also: &'static [Ways],
        /// How many percentages they name, at least and at most.
        percentages: (usize, usize),
    },
    /// Those that the rule's parser can read.
    Readable,
}

/// What an entry says, in a rule's words.
#[derive(Debug)]
pub struct Entry<'a> {
    /// The entry.
    pub text: &'a str,
    /// The percentages that it names, in its order.
    pub percentages: Vec<Percent>,
    said: Vec<&'static str>,
}

impl Entry<'_> {
    /// Whether it says something, in one of its ways.
    #[must_use]
    pub fn says(&self, one_of: Ways) -> bool {
        self.said.iter().any(|said| one_of.contains(said))
    }
}

impl Entries {
    /// What an entry says in these words; `None` where it says less, or more.
    #[must_use]
    pub fn read<'a>(&self, text: &'a str, harmless: &[&'static str]) -> Option<Entry<'a>> {
        let mut entry = Entry { text, percentages: Vec::new(), said: Vec::new() };
        let Self::Saying { all, also, percentages: (least, most) } = self else { return Some(entry) };
        let known = || all.iter().copied().flatten().chain(*also).copied().flatten().chain(harmless);
        let tokens = tokens(text);
        let mut rest = tokens.as_slice();
        while let Some(token) = rest.first() {
            let length = match token {
                Token::Percentage(percent) => {
                    entry.percentages.push(*percent);
                    1
                }
                Token::Word(_) => {
                    let fitting = known().filter(|way| begins(rest, way));
                    let longest = fitting.max_by_key(|way| way.split(' ').count())?;
                    entry.said.push(longest);
                    longest.split(' ').count()
                }
            };
            rest = rest.get(length..)?;
        }
        let says_all = all.iter().all(|one_of| one_of.iter().any(|ways| entry.says(ways)));
        let says_any = !entry.said.is_empty() || !entry.percentages.is_empty();
        (says_all && says_any && (*least..=*most).contains(&entry.percentages.len())).then_some(entry)
    }

    /// Which entries they are, in words: an entry …; `None` where no words tell.
    #[must_use]
    pub fn in_words(&self) -> Option<String> {
        let Self::Saying { all, also, percentages: (least, _) } = self else { return None };
        let quoted = |ways: &mut dyn Iterator<Item = &&str>| {
            let ways: Vec<String> = ways.map(|way| format!("`{way}`")).collect();
            match ways.split_last() {
                Some((last, others)) if !others.is_empty() => format!("{} or {last}", others.join(", ")),
                _ => ways.concat(),
            }
        };
        let mut needed: Vec<String> = all.iter().map(|one_of| quoted(&mut one_of.iter().copied().flatten())).collect();
        match least {
            0 => {}
            1 => needed.push("a percentage".to_owned()),
            _ => needed.push("percentages".to_owned()),
        }
        let more = match also.is_empty() {
            true => String::new(),
            false => format!(", perhaps with {}", quoted(&mut also.iter().copied().flatten())),
        };
        Some(format!("that says {}{more}, and nothing else", needed.join("; and ")))
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Token {
    Word(String),
    Percentage(Percent),
}

fn begins(tokens: &[Token], way: &str) -> bool {
    let mut tokens = tokens.iter();
    way.split(' ').all(|word| matches!(tokens.next(), Some(Token::Word(said)) if said == word))
}

/// Words that say nothing: they are left out of entries, and of the ways to say something.
const SMALL: [&str; 8] = ["the", "a", "an", "is", "are", "be", "will", "shall"];

/// The words and percentages of an entry. What stands in a sign of its own, such as `£`, is a word, and so is a number that is
/// no percentage.
fn tokens(text: &str) -> Vec<Token> {
    let text = seen(text);
    let mut tokens = Vec::new();
    let mut rest = text.as_ref();
    while let Some(first) = rest.chars().next() {
        let is_part = |character: char| character.is_alphanumeric() || matches!(character, '\'' | '’' | '.' | '£');
        let run = &rest[..rest.find(|character| !is_part(character)).unwrap_or(rest.len())];
        if run.is_empty() {
            tokens.extend((first == '&').then(|| Token::Word("and".to_owned())));
            rest = &rest[first.len_utf8()..];
            continue;
        }
        rest = &rest[run.len()..];
        let run = run.trim_matches(['.', '\'', '’']);
        match format!("{run}%").parse() {
            Ok(percent) => tokens.push(Token::Percentage(percent)),
            Err(_) => tokens.extend(words(run).map(Token::Word)),
        }
    }
    tokens
}

fn words(run: &str) -> impl Iterator<Item = String> {
    let words = if run.contains('£') { run.to_owned() } else { folded(run) };
    let says_something = |word: &&str| !word.is_empty() && !SMALL.contains(word);
    words.split(' ').filter(says_something).map(str::to_owned).collect::<Vec<_>>().into_iter()
}

#[cfg(test)]
pub(super) mod tests {
    use super::{Entries, Token, tokens};

    /// Whether an entry can say this: in lower case, without articles and percentages.
    pub fn can_be_said(way: &str) -> bool {
        let words = tokens(way).into_iter().map(|token| match token {
            Token::Word(word) => word,
            Token::Percentage(percent) => percent.to_string(),
        });
        words.collect::<Vec<_>>().join(" ") == way
    }

    const ENTRIES: Entries = Entries::Saying {
        all: &[&[&["host", "lead partner"]], &[&["bears", "borne by"]]],
        also: &[&["both ways"], &["rest not allotted"]],
        percentages: (0, 2),
    };

    #[test]
    fn every_word_of_an_entry_counts() {
        let read = |text| ENTRIES.read(text, &["the", "of it"]);
        for text in ["Host bears", "The host bears.", "is borne by the HOST", "Lead  partner bears of it; both ways"] {
            assert!(read(text).is_some(), "{text}");
        }
        for text in
            ["", " – ", "the", "Host", "Host bears none", "Host bears £5", "lead bears", "Hosts bear", "Host bears of"]
        {
            assert!(read(text).is_none(), "{text}");
        }
        assert!(read("Host bears, both ways").unwrap().says(&["both ways"]));
        assert!(!read("Host bears").unwrap().says(&["both ways"]));
    }

    #[test]
    fn percentages_are_read_however_they_are_divided() {
        let figures = Entries::Saying { all: &[], also: &[], percentages: (2, 9) };
        for text in ["60/40", "60:40", "60-40", "60 – 40", "60%/40%", "60 % and 40 %", "60.0/40.00", "60, 40."] {
            let entry = figures.read(text, &["and"]).unwrap();
            let weights: Vec<i128> = entry.percentages.iter().map(|one| one.weight()).collect();
            assert_eq!(weights, [600_000, 400_000], "{text}");
        }
        for text in ["60", "60/400", "£60/£40", "60/40ths", "1990-10-01", "60/40 reviewed", ""] {
            assert!(figures.read(text, &["and"]).is_none(), "{text}");
        }
    }

    #[test]
    fn entries_are_told_in_words() {
        assert_eq!(
            ENTRIES.in_words().unwrap(),
            "that says `host` or `lead partner`; and `bears` or `borne by`, perhaps with `both ways` or `rest not allotted`, \
             and nothing else"
        );
        let figures = Entries::Saying { all: &[], also: &[], percentages: (2, 9) };
        assert_eq!(figures.in_words().unwrap(), "that says percentages, and nothing else");
        assert_eq!(Entries::Readable.in_words(), None);
    }
}
