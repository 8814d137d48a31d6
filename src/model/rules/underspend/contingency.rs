//! Contingency: an underspend is held back, or for use that does not recur.

use super::{Goes, UnderspendRule};
use crate::model::rules::{Entries, Rule, RuleWords};

/// What is said of this rule, and how it is read.
pub const RULE: Rule<UnderspendRule> = Rule {
    words: RuleWords {
        name: "underspend-contingency",
        entries: Entries::Beginning(&["contingency", "non recurrent"]),
        such_as: "Contingency",
        means: "what the pool did not spend is held back as a contingency, or for use that does not recur, and no partner has a share of it.",
        example: "a pool of £100.00 that cost £90.00 holds £10.00 back.",
    },
    read: |_| Some(UnderspendRule { becomes: "held as a contingency", goes: Goes::Elsewhere }),
};

#[cfg(test)]
mod tests {
    use super::{Goes, RULE};
    use crate::model::rules::underspend::read;

    #[test]
    fn an_underspend_is_held_back() {
        let rule = read(RULE.words.such_as).unwrap();
        assert_eq!(rule.goes, Goes::Elsewhere);
        assert_eq!(read("Non-recurrent use only"), Ok(rule));
        assert_eq!(rule.not_shared().unwrap().to_string(), "an underspend is held as a contingency");
    }
}
