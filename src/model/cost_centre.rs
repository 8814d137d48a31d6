//! Cost centres: the codes and names by which ledgers know an agreement, and how a cell of the register lists them.

use std::borrow::Cow;

use super::origin::Origin;
use super::reason::Reason;
use super::words::{folded, seen};

/// One entry of the register's column `Cost centres`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CostCentre {
    /// The entry as it is written; a ledger may have it as a whole.
    pub name: String,
    /// The codes that it lists, where commas stand between them.
    pub parts: Vec<String>,
    /// The cell.
    pub origin: Origin,
}

impl CostCentre {
    /// The entries of a cell: semicolons and new lines divide them, and commas where each part has a digit, as a code has and
    /// `Libraries, Arts and Heritage` has not.
    ///
    /// # Errors
    ///
    /// Where commas may divide codes or the thousands of one number.
    pub fn listed(text: &str, origin: &Origin) -> Result<Vec<Self>, Reason> {
        let entries = text.split([';', '\n']).map(str::trim).filter(|entry| !entry.is_empty());
        entries
            .map(|entry| {
                if is_grouped(entry) {
                    return Err(Reason::new("`{}` may be one number or several codes", [entry]));
                }
                Ok(Self { name: entry.to_owned(), parts: parts(entry), origin: origin.clone() })
            })
            .collect()
    }

    /// Every name that stands for the agreement by this entry, with the cell.
    pub fn names(&self) -> impl Iterator<Item = (&str, &Origin)> {
        self.parts.iter().chain([&self.name]).map(|name| (name.as_str(), &self.origin))
    }

    /// What a ledger is searched for where it does not have the entry as a whole.
    #[must_use]
    pub fn sought(&self) -> &[String] {
        if self.parts.is_empty() { std::slice::from_ref(&self.name) } else { &self.parts }
    }
}

/// The codes of an entry that lists several.
fn parts(entry: &str) -> Vec<String> {
    let mut parts: Vec<&str> = entry.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
    if let [firsts @ .., last] = parts.as_slice()
        && let Some((before, after)) = last.split_once(" and ").or_else(|| last.split_once(" & "))
        && is_code(before)
        && is_code(after)
    {
        parts = firsts.iter().copied().chain([before.trim(), after.trim()]).collect();
    }
    let is_list = parts.len() > 1 && parts.iter().all(|part| has_digit(part));
    if is_list { parts.into_iter().map(str::to_owned).collect() } else { Vec::new() }
}

/// Whether a text may be one number with commas between its thousands.
fn is_grouped(text: &str) -> bool {
    let is_group = |group: &str| group.len() == 3 && group.bytes().all(|byte| byte.is_ascii_digit());
    text.split_once(',').is_some_and(|(first, rest)| {
        (1..=3).contains(&first.len())
            && first.bytes().all(|byte| byte.is_ascii_digit())
            && rest.split(',').all(is_group)
    })
}

/// The digits of a code that has nothing else, as it was before a program took it for a number or kept it as text: without
/// noughts before it and without decimals of nought. `E012` is another code than `E12`.
#[must_use]
pub fn digits(text: &str) -> Option<Cow<'_, str>> {
    match seen(text) {
        Cow::Borrowed(text) => plain_digits(text).map(Cow::Borrowed),
        Cow::Owned(text) => plain_digits(&text).map(|digits| Cow::Owned(digits.to_owned())),
    }
}

fn plain_digits(text: &str) -> Option<&str> {
    let plain = text.trim_matches(|character: char| !character.is_alphanumeric());
    let whole = plain.split_once('.').map_or(Some(plain), |(whole, decimals)| {
        (!decimals.is_empty() && decimals.bytes().all(|digit| digit == b'0')).then_some(whole)
    })?;
    let is_code = !whole.is_empty() && whole.bytes().all(|byte| byte.is_ascii_digit());
    let significant = whole.trim_start_matches('0');
    is_code.then(|| if significant.is_empty() { whole.get(..1).unwrap_or(whole) } else { significant })
}

/// Whether a name may be a code.
#[must_use]
pub fn has_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

/// Whether a text is a code of digits alone.
fn is_code(text: &str) -> bool {
    digits(text).is_some()
}

/// What a code or a name is compared by: its digits where it has nothing else, else its folded words.
#[must_use]
pub fn key(text: &str) -> Cow<'_, str> {
    digits(text).unwrap_or_else(|| folded(text).into())
}

#[cfg(test)]
mod tests {
    use super::{CostCentre, digits, key};
    use crate::model::origin::{Address, Origin};

    #[test]
    fn a_code_of_digits_is_the_same_however_it_was_kept() {
        for text in ["012345", "12345", "12345.0", " 0012345.00 ", "'12345", "=\"012345\"", "12\u{200b}345"] {
            assert_eq!(digits(text).as_deref(), Some("12345"), "{text}");
        }
        assert_eq!(digits("000").as_deref(), Some("0"));
        for text in ["E012", "12345.5", "12,345", "12345.", "4020-4021", "", "-", "12 345"] {
            let expected = (text == "12345.").then_some("12345");
            assert_eq!(digits(text).as_deref(), expected, "{text}");
        }
        assert_ne!(key("E012"), key("E12"));
    }

    #[test]
    fn a_cell_lists_codes_and_names() {
        let origin = Origin { file: "f".into(), sheet: "s".into(), cell: Address { row: 1, column: 2 } };
        let sought = |text: &str| {
            let all = CostCentre::listed(text, &origin).ok()?;
            Some(all.iter().flat_map(|one| one.sought().to_vec()).collect::<Vec<_>>().join("|"))
        };
        for (text, expected) in [
            ("4020; 4021\n4022", Some("4020|4021|4022")),
            ("4020,4021, E022", Some("4020|4021|E022")),
            ("4020, 4021 and 4022", Some("4020|4021|4022")),
            ("Libraries, Arts and Heritage", Some("Libraries, Arts and Heritage")),
            ("Equipment, 4020", Some("Equipment, 4020")),
            ("4020/4021", Some("4020/4021")),
            ("4,020", None),
            ("401,402", None),
            ("401, 402", Some("401|402")),
        ] {
            assert_eq!(sought(text).as_deref(), expected, "{text}");
        }
    }
}
