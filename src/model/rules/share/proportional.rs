//! In proportion: the partners bear it as they committed when the year began.

use std::sync::Arc;

use super::{ShareBasis, ShareRule, Sharing};
use crate::model::reason::Reason;
use crate::model::rules::parts::{Shares, shared};
use crate::model::rules::{Entries, Rule, RuleWords};

/// What is said of this rule, and how it is read.
pub const RULE: Rule<ShareRule> = Rule {
    words: RuleWords {
        name: "share-proportional",
        entries: Entries::FirstWord(&["proportional"]),
        such_as: "Proportional to opening contributions",
        means: "the partners bear an over- or underspend in proportion to what they committed as the year began, before any \
                variation.",
        example: "where Health committed £8.60 and the Council £8.70, of an overspend of £10.00 Health bears £4.97 and the \
                  Council £5.03; of an underspend of £10.00 likewise.",
    },
    read: |_| Some(Arc::new(Proportional)),
};

#[derive(Debug)]
struct Proportional;

impl Sharing for Proportional {
    fn shares<'a>(&self, pool: ShareBasis<'a>) -> Result<Shares<'a>, Reason> {
        shared(pool.opening?, pool.amount)
    }
}

#[cfg(test)]
mod tests {
    use crate::model::rules::parts::tests::{fixed, part};
    use crate::model::rules::share::tests::{pool, shares};

    #[test]
    fn what_was_committed_as_the_year_began_shares() {
        let opening = [part("Health", 860, None), part("Council", 870, None)];
        let rule = super::RULE.words.such_as;
        assert_eq!(shares(rule, pool(1_000, &[], &opening)), Ok((vec![497, 503], 0)));
        assert_eq!(shares(rule, pool(-1_000, &[], &opening)), Ok((vec![-497, -503], 0)));
        let beside = [fixed("Health", "51%", None)];
        assert_eq!(
            shares(rule, pool(1_000, &beside, &opening)),
            Ok((vec![497, 503], 0)),
            "whatever is fixed beside it"
        );
        assert!(shares(rule, pool(1_000, &[], &[])).is_err(), "nobody committed anything");
    }
}
