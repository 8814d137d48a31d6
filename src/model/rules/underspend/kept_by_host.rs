//! Kept by the host: an underspend is the lead partner's.

use super::super::share::words::HOST;
use super::{Goes, UnderspendRule};
use crate::model::rules::entry::{Entries, Ways};
use crate::model::rules::{Rule, RuleWords};

/// What is said of this rule, and how it is read.
pub const RULE: Rule<UnderspendRule> = Rule {
    words: RuleWords {
        name: "underspend-kept-by-host",
        entries: Entries::Saying { all: &[&[KEPT], &[HOST]], also: &[], percentages: (0, 0) },
        such_as: "Kept by the lead",
        means: "what the pool did not spend is its host's, and no other partner has a share of it.",
        example: "of a pool of £100.00 that cost £90.00 the host keeps £10.00.",
    },
    read: |_| Some(UnderspendRule { becomes: "kept by the host", goes: Goes::Elsewhere }),
};

const KEPT: Ways = &[
    "kept",
    "kept by",
    "keeps",
    "retained",
    "retained by",
    "retains",
    "held by",
    "stays with",
    "remains with",
    "goes to",
    "belongs to",
    "returned to",
];

#[cfg(test)]
mod tests {
    use super::{Goes, RULE};
    use crate::model::rules::underspend::read;

    #[test]
    fn an_underspend_is_the_host_s() {
        let rule = read(RULE.words.such_as).unwrap();
        assert_eq!(rule.goes, Goes::Elsewhere);
        assert_eq!(read("The host keeps it"), Ok(rule));
        assert!(read("Kept").is_err() && read("Kept by the board").is_err());
        assert_eq!(rule.not_shared().unwrap().to_string(), "an underspend is kept by the host");
    }
}
