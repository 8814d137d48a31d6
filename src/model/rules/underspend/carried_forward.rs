//! Carried forward: an underspend stays in the pool for the next year.

use super::{Goes, UnderspendRule};
use crate::model::rules::entry::{Entries, Ways};
use crate::model::rules::{Rule, RuleWords};

/// What is said of this rule, and how it is read.
pub const RULE: Rule<UnderspendRule> = Rule {
    words: RuleWords {
        name: "underspend-carried-forward",
        entries: Entries::Saying { all: &[&[CARRIED]], also: &[WHERE], percentages: (0, 0) },
        such_as: "Carried forward in the pool",
        means: "what the pool did not spend stays in it for the next year, and no partner has a share of it.",
        example: "a pool of £100.00 that cost £90.00 in a year that is over carries £10.00 forward.",
    },
    read: |_| Some(UnderspendRule { becomes: "carried forward in the pool", goes: Goes::IntoNextYear }),
};

const CARRIED: Ways = &[
    "carried forward",
    "carry forward",
    "carried over",
    "stays in pool",
    "kept in pool",
    "retained in pool",
    "remains in pool",
];

const WHERE: Ways = &[
    "in pool",
    "in pooled fund",
    "within pool",
    "within pooled fund",
    "to next year",
    "into next year",
    "for next year",
    "to following year",
    "into following year",
];

#[cfg(test)]
mod tests {
    use super::{Goes, RULE};
    use crate::model::rules::underspend::read;

    #[test]
    fn an_underspend_stays_in_the_pool() {
        let rule = read(RULE.words.such_as).unwrap();
        assert_eq!(rule.goes, Goes::IntoNextYear);
        assert_eq!(read("To be carried forward into the next year"), Ok(rule));
        assert!(read("Carried forward by the council").is_err() && read("Carried").is_err());
        assert_eq!(rule.not_shared().unwrap().to_string(), "an underspend is carried forward in the pool");
    }
}
