//! Kept by the host: an underspend is the lead partner's.

use super::{Goes, UnderspendRule};
use crate::model::rules::{Entries, Rule, RuleWords};

/// What is said of this rule, and how it is read.
pub const RULE: Rule<UnderspendRule> = Rule {
    words: RuleWords {
        name: "underspend-kept-by-host",
        entries: Entries::Beginning(&["kept"]),
        such_as: "Kept by the lead",
        means: "what the pool did not spend is its host's, and no other partner has a share of it.",
        example: "of a pool of £100.00 that cost £90.00 the host keeps £10.00.",
    },
    read: |_| Some(UnderspendRule { becomes: "kept by the host", goes: Goes::Elsewhere }),
};

#[cfg(test)]
mod tests {
    use super::{Goes, RULE};
    use crate::model::rules::underspend::read;

    #[test]
    fn an_underspend_is_the_host_s() {
        let rule = read(RULE.words.such_as).unwrap();
        assert_eq!(rule.goes, Goes::Elsewhere);
        assert_eq!(rule.not_shared().unwrap().to_string(), "an underspend is kept by the host");
    }
}
