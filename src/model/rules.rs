//! Rules: what the register can say of shares of an over- or underspend, of underspends, and of instalments.
//!
//! They stand in three families, each of which lists its rules. A rule is one file below its family: its words, its parser, its
//! arithmetic and its test. What several of them work with stands beside the families.

pub mod apportion;
pub mod caps;
pub mod instalments;
pub mod parts;
pub mod percent;
pub mod share;
pub mod steps;
pub mod underspend;

use super::words::folded;

/// A rule: what is said of it, and how an entry of the register becomes one.
#[derive(Debug)]
pub struct Rule<T> {
    /// What the register may say, and what `explain` prints.
    pub words: RuleWords,
    /// Reads an entry that the rule's words fit; `None` where it is not this rule after all.
    pub read: fn(&str) -> Option<T>,
}

/// The words of a rule.
#[derive(Debug)]
pub struct RuleWords {
    /// Its name, in kebab case; it begins with that of its family.
    pub name: &'static str,
    /// Which entries of the register may mean it.
    pub entries: Entries,
    /// An entry that does.
    pub such_as: &'static str,
    /// What it means, in sentences.
    pub means: &'static str,
    /// Its arithmetic by an example, in sentences; where it has some of its own, its test works out the same one.
    pub example: &'static str,
}

/// Which entries may mean a rule; words are in lower case and without punctuation.
#[derive(Debug)]
pub enum Entries {
    /// Those of which the first word is one of these.
    FirstWord(&'static [&'static str]),
    /// Those that begin with one of these.
    Beginning(&'static [&'static str]),
    /// Those that say one of these and nothing else.
    Whole(&'static [&'static str]),
    /// Those that the rule's parser can read.
    Readable,
}

impl Entries {
    /// Which entries they are, in words: an entry …; `None` where no words tell.
    #[must_use]
    pub fn in_words(&self) -> Option<String> {
        let one_of = |words: &[&str]| {
            let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
            match words.split_last() {
                Some((last, others)) if !others.is_empty() => format!("{} or {last}", others.join(", ")),
                _ => words.concat(),
            }
        };
        match self {
            Self::FirstWord(words) => Some(format!("whose first word is {}", one_of(words))),
            Self::Beginning(words) => Some(format!("that begins with {}", one_of(words))),
            Self::Whole(words) => Some(format!("that says {} and nothing else", one_of(words))),
            Self::Readable => None,
        }
    }

    fn may_be(&self, text: &str) -> bool {
        let text = folded(text);
        match self {
            Self::FirstWord(words) => text.split(' ').next().is_some_and(|first| words.contains(&first)),
            Self::Beginning(words) => words.iter().any(|word| text.starts_with(word)),
            Self::Whole(words) => words.contains(&text.as_str()),
            Self::Readable => true,
        }
    }
}

/// What the first rule that can read an entry makes of it.
fn read<T>(rules: &[Rule<T>], text: &str) -> Option<T> {
    rules.iter().filter(|rule| rule.words.entries.may_be(text)).find_map(|rule| (rule.read)(text))
}

/// Rules of the same thing.
#[derive(Debug)]
pub struct Family {
    /// What they are rules of.
    pub of: &'static str,
    /// The sheet of the register on which they stand.
    pub sheet: &'static str,
    /// The heading of their column.
    pub heading: &'static str,
    words: fn() -> Vec<&'static RuleWords>,
}

impl Family {
    /// The words of each rule, in the order in which they are tried.
    #[must_use]
    pub fn words(&self) -> Vec<&'static RuleWords> {
        (self.words)()
    }
}

/// Every family.
pub const FAMILIES: &[Family] = &[share::FAMILY, underspend::FAMILY, instalments::FAMILY];

fn words_of<T>(rules: &'static [Rule<T>]) -> Vec<&'static RuleWords> {
    rules.iter().map(|rule| &rule.words).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Entries, FAMILIES};

    #[test]
    fn rules_are_worded_alike_and_named_once() {
        let mut names = BTreeSet::new();
        for words in FAMILIES.iter().flat_map(super::Family::words) {
            let name = words.name;
            assert!(names.insert(name), "{name} is named twice");
            assert!(name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{name}");
            assert!(crate::findings().all(|about| about.name != name), "{name} is a finding, too");
            for text in [words.means, words.example] {
                assert!(text.ends_with('.') && !text.contains("  "), "{name}: {text}");
                assert!(text.starts_with(char::is_lowercase), "{name}: {text}");
            }
            assert!(words.entries.may_be(words.such_as), "{name}");
        }
    }

    #[test]
    fn an_entry_may_mean_a_rule_by_its_first_word_its_beginning_or_the_whole_of_it() {
        let (first, beginning) = (Entries::FirstWord(&["none"]), Entries::Beginning(&["non recurrent"]));
        assert!(first.may_be("None: each bears its own") && !first.may_be("Nonetheless") && !first.may_be(""));
        assert!(beginning.may_be("Non-recurrently used") && !beginning.may_be("recurrent"));
        let whole = Entries::Whole(&["in advance"]);
        assert!(whole.may_be("In advance.") && !whole.may_be("in advance of April"));
        assert_eq!(whole.in_words().unwrap(), "that says `in advance` and nothing else");
        let several = Entries::FirstWord(&["fixed", "stepped", "capped"]).in_words();
        assert_eq!(several.unwrap(), "whose first word is `fixed`, `stepped` or `capped`");
    }
}
