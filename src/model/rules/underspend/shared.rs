//! Shared: an underspend is the partners', as an overspend is.

use super::{Goes, UnderspendRule};
use crate::model::rules::{Entries, Rule, RuleWords};

/// What is said of this rule, and how it is read.
pub const RULE: Rule<UnderspendRule> = Rule {
    words: RuleWords {
        name: "underspend-shared",
        entries: Entries::Beginning(&["shared"]),
        such_as: "Shared as an overspend is",
        means: "what the pool did not spend is shared by the rule under `Risk share`, as an overspend is.",
        example: "of a pool of £100.00 that cost £90.00, shared by halves, each of two partners gets £5.00.",
    },
    read: |_| Some(UnderspendRule { becomes: "shared by the partners", goes: Goes::ToThePartners }),
};

#[cfg(test)]
mod tests {
    use super::{Goes, RULE};
    use crate::model::rules::underspend::read;

    #[test]
    fn an_underspend_is_shared() {
        let rule = read(RULE.words.such_as).unwrap();
        assert_eq!(rule.goes, Goes::ToThePartners);
        assert_eq!(rule.not_shared(), None);
    }
}
