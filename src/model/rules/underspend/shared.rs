//! Shared: an underspend is the partners', as an overspend is.

use super::{Goes, UnderspendRule};
use crate::model::rules::entry::{Entries, Ways};
use crate::model::rules::{Rule, RuleWords};

/// What is said of this rule, and how it is read.
pub const RULE: Rule<UnderspendRule> = Rule {
    words: RuleWords {
        name: "underspend-shared",
        entries: Entries::Saying { all: &[&[SHARED]], also: &[HOW], percentages: (0, 0) },
        such_as: "Shared as an overspend is",
        means: "what the pool did not spend is shared by the rule under `Risk share`, as an overspend is.",
        example: "of a pool of £100.00 that cost £90.00, shared by halves, each of two partners gets £5.00.",
    },
    read: |_| Some(UnderspendRule { becomes: "shared by the partners", goes: Goes::ToThePartners }),
};

const SHARED: Ways = &[
    "shared",
    "returned by shares",
    "returned by their shares",
    "returned in shares",
    "returned by risk shares",
    "returned to partners by shares",
    "returned to partners by their shares",
    "returned to partners by risk shares",
    "returned as overspend",
    "returned to partners as overspend",
];

const HOW: Ways = &[
    "by partners",
    "between partners",
    "among partners",
    "by shares",
    "by their shares",
    "by risk shares",
    "by risk share",
    "as overspend",
    "as overspends",
    "like overspend",
    "in same way",
    "in same way as overspend",
    "in same proportions",
    "borne",
];

#[cfg(test)]
mod tests {
    use super::{Goes, RULE};
    use crate::model::rules::underspend::read;

    #[test]
    fn an_underspend_is_shared() {
        let rule = read(RULE.words.such_as).unwrap();
        assert_eq!(rule.goes, Goes::ToThePartners);
        for same in
            ["Shared", "Returned by shares", "Returned to the partners by their shares", "Shared, as an overspend is"]
        {
            assert_eq!(read(same), Ok(rule), "{same}");
        }
        for other in ["Shared equally", "Returned to the council", "Returned in proportion to contributions"] {
            assert!(read(other).is_err(), "{other}");
        }
        assert_eq!(rule.not_shared(), None);
    }
}
