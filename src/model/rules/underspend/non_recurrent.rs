//! Non-recurrent use: an underspend is for use that does not recur.

use super::{Goes, UnderspendRule};
use crate::model::rules::entry::{Entries, Ways};
use crate::model::rules::{Rule, RuleWords};

/// What is said of this rule, and how it is read.
pub const RULE: Rule<UnderspendRule> = Rule {
    words: RuleWords {
        name: "underspend-non-recurrent",
        entries: Entries::Saying { all: &[&[NON_RECURRENT]], also: &[], percentages: (0, 0) },
        such_as: "Non-recurrent use only",
        means: "what the pool did not spend may be used for what does not recur, and no partner has a share of it.",
        example: "a pool of £100.00 that cost £90.00 has £10.00 for what does not recur.",
    },
    read: |_| Some(UnderspendRule { becomes: "for non-recurrent use only", goes: Goes::Elsewhere }),
};

const NON_RECURRENT: Ways = &[
    "non recurrent",
    "non recurrent use",
    "non recurrent use only",
    "for non recurrent use",
    "for non recurrent use only",
    "nonrecurrent use",
    "nonrecurrent use only",
    "used non recurrently",
    "non recurrent spending",
    "non recurrent spending only",
];

#[cfg(test)]
mod tests {
    use super::{Goes, RULE};
    use crate::model::rules::underspend::read;

    #[test]
    fn an_underspend_is_for_what_does_not_recur() {
        let rule = read(RULE.words.such_as).unwrap();
        assert_eq!(rule.goes, Goes::Elsewhere);
        assert_eq!(read("For non-recurrent use"), Ok(rule));
        assert!(read("Non-recurrent use by the council").is_err());
        assert_eq!(rule.not_shared().unwrap().to_string(), "an underspend is for non-recurrent use only");
    }
}
