//! Contingency: an underspend is held back.

use super::{Goes, UnderspendRule};
use crate::model::rules::entry::{Entries, Ways};
use crate::model::rules::{Rule, RuleWords};

/// What is said of this rule, and how it is read.
pub const RULE: Rule<UnderspendRule> = Rule {
    words: RuleWords {
        name: "underspend-contingency",
        entries: Entries::Saying { all: &[&[CONTINGENCY]], also: &[], percentages: (0, 0) },
        such_as: "Contingency",
        means: "what the pool did not spend is held back as a contingency, and no partner has a share of it.",
        example: "a pool of £100.00 that cost £90.00 holds £10.00 back.",
    },
    read: |_| Some(UnderspendRule { becomes: "held as a contingency", goes: Goes::Elsewhere }),
};

const CONTINGENCY: Ways = &[
    "contingency",
    "as contingency",
    "held as contingency",
    "kept as contingency",
    "held back",
    "held back as contingency",
    "retained as contingency",
];

#[cfg(test)]
mod tests {
    use super::{Goes, RULE};
    use crate::model::rules::underspend::read;

    #[test]
    fn an_underspend_is_held_back() {
        let rule = read(RULE.words.such_as).unwrap();
        assert_eq!(rule.goes, Goes::Elsewhere);
        assert_eq!(read("Held back as a contingency"), Ok(rule));
        assert!(read("Contingency, else as the board decides").is_err());
        assert_eq!(rule.not_shared().unwrap().to_string(), "an underspend is held as a contingency");
    }
}
