//! Carried forward: an underspend stays in the pool for the next year.

use super::{Goes, UnderspendRule};
use crate::model::rules::{Entries, Rule, RuleWords};

/// What is said of this rule, and how it is read.
pub const RULE: Rule<UnderspendRule> = Rule {
    words: RuleWords {
        name: "underspend-carried-forward",
        entries: Entries::Beginning(&["carried"]),
        such_as: "Carried forward in the pool",
        means: "what the pool did not spend stays in it for the next year, and no partner has a share of it.",
        example: "a pool of £100.00 that cost £90.00 in a year that is over carries £10.00 forward.",
    },
    read: |_| Some(UnderspendRule { becomes: "carried forward in the pool", goes: Goes::IntoNextYear }),
};

#[cfg(test)]
mod tests {
    use super::{Goes, RULE};
    use crate::model::rules::underspend::read;

    #[test]
    fn an_underspend_stays_in_the_pool() {
        let rule = read(RULE.words.such_as).unwrap();
        assert_eq!(rule.goes, Goes::IntoNextYear);
        assert_eq!(rule.not_shared().unwrap().to_string(), "an underspend is carried forward in the pool");
    }
}
