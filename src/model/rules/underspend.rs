//! Rules of an underspend: what becomes of what a pool does not spend.

pub mod carried_forward;
pub mod contingency;
pub mod kept_by_host;
pub mod non_recurrent;
pub mod shared;

use super::{Family, Rule};
use crate::model::reason::Reason;

/// Every rule of an underspend.
pub const RULES: &[Rule<UnderspendRule>] =
    &[carried_forward::RULE, kept_by_host::RULE, contingency::RULE, non_recurrent::RULE, shared::RULE];

/// What changes nothing in a rule of an underspend.
const HARMLESS: &[&str] = &["underspend", "underspends", "any", "to", "it", "and"];

/// What `explain` says of them.
pub const FAMILY: Family =
    Family { of: "an underspend", sheet: "Agreements", heading: "Underspend", words: || super::words_of(RULES) };

/// What becomes of an underspend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnderspendRule {
    /// What becomes of it, as papers print it: an underspend is …
    pub becomes: &'static str,
    /// Where it goes.
    pub goes: Goes,
}

/// Where an underspend goes: all that the arithmetic needs to know of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goes {
    /// To the partners, by the rule that shares an overspend.
    ToThePartners,
    /// Into the pool of the next year.
    IntoNextYear,
    /// To somebody or something else.
    Elsewhere,
}

impl UnderspendRule {
    /// Why the partners have no shares in an underspend; `None` where they have.
    #[must_use]
    pub fn not_shared(self) -> Option<Reason> {
        (self.goes != Goes::ToThePartners).then(|| Reason::new("an underspend is {}", [self.becomes]))
    }
}

/// The rule that an entry under `Underspend` means.
///
/// # Errors
///
/// That it is none.
pub fn read(text: &str) -> Result<UnderspendRule, Reason> {
    super::read(RULES, text, HARMLESS).ok_or_else(|| Reason::new("`{}` is no rule of an underspend", [text]))
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn what_is_no_rule_is_said_as_it_stands() {
        for text in ["whatever", "", "carried forward or kept by the lead"] {
            let why = read(text).unwrap_err().to_string();
            assert_eq!(why, format!("`{text}` is no rule of an underspend"));
        }
    }
}
