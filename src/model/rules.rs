//! Rules: what the register can say of shares of an over- or underspend, of underspends, and of instalments.
//!
//! They stand in three families, each of which lists its rules. A rule is one file below its family: its words, its parser, its
//! arithmetic and its test. What several of them work with stands beside the families.

pub mod apportion;
pub mod caps;
pub mod entry;
pub mod instalments;
pub mod parts;
pub mod percent;
pub mod share;
pub mod steps;
pub mod underspend;

use entry::{Entries, Entry};

/// A rule: what is said of it, and how an entry of the register becomes one.
#[derive(Debug)]
pub struct Rule<T> {
    /// What the register may say, and what `explain` prints.
    pub words: RuleWords,
    /// Reads an entry that says what the rule's words are; `None` where it is not this rule after all.
    pub read: fn(&Entry<'_>) -> Option<T>,
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

/// Words that change nothing, whichever rule an entry means.
const HARMLESS: &[&str] = &["per cent", "percent"];

/// What the first rule that can read an entry makes of it; words are harmless in its family, or in all.
fn read<T>(rules: &[Rule<T>], text: &str, harmless: &[&'static str]) -> Option<T> {
    let harmless = [HARMLESS, harmless].concat();
    rules.iter().find_map(|rule| rule.words.entries.read(text, &harmless).and_then(|entry| (rule.read)(&entry)))
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

    use super::entry::{Entries, tests::can_be_said};
    use super::{FAMILIES, HARMLESS, share};

    #[test]
    fn what_a_rule_is_said_in_can_be_said() {
        let rules = FAMILIES.iter().flat_map(super::Family::words);
        let ways = rules.flat_map(|words| match &words.entries {
            Entries::Saying { all, also, .. } => {
                all.iter().copied().flatten().chain(*also).copied().flatten().collect()
            }
            Entries::Readable => Vec::new(),
        });
        for way in ways.chain(share::words::HARMLESS).chain(HARMLESS) {
            assert!(can_be_said(way), "{way}");
        }
    }

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
        }
    }
}
