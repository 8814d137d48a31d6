//! In proportion to opening contributions: the partners bear it as they committed when the year began.

use std::sync::Arc;

use super::{ShareBasis, ShareRule, Sharing, Wording, words};
use crate::model::reason::Reason;
use crate::model::rules::entry::Entries;
use crate::model::rules::parts::Shares;
use crate::model::rules::{Rule, RuleWords};

/// What is said of this rule, and how it is read.
pub const RULE: Rule<ShareRule> = Rule {
    words: RuleWords {
        name: "share-proportional-to-opening",
        entries: Entries::Saying {
            all: &[&[words::PROPORTION], &[words::OPENING]],
            also: &[words::TO_THE_POOL, words::CAPPED, words::BOTH_WAYS, words::REST_NOT_ALLOTTED],
            percentages: (0, 0),
        },
        such_as: "Proportional to opening contributions",
        means: "the partners bear an over- or underspend in proportion to what they committed as the year began, before any \
                variation. Caps stand on the register's sheet `Risk shares`; shares there count where they are the same, rounded.",
        example: "where Health committed £8.60 and the Council £8.70, of an overspend of £10.00 Health bears £4.97 and the \
                  Council £5.03; of an underspend of £10.00 likewise.",
    },
    read: |entry| Some(Arc::new(ToOpening(Wording::of(entry)))),
};

#[derive(Debug, Default)]
pub(super) struct ToOpening(pub(super) Wording);

impl Sharing for ToOpening {
    fn shares<'a>(&self, pool: ShareBasis<'a>) -> Result<Shares<'a>, Reason> {
        let bearers = pool.in_proportion(&pool.opening)?;
        pool.shared(bearers, self.0)
    }
}

#[cfg(test)]
mod tests {
    use crate::model::rules::parts::tests::part;
    use crate::model::rules::share::tests::{pool, shares};

    #[test]
    fn what_was_committed_as_the_year_began_shares() {
        let opening = [part("Health", 860, None), part("Council", 870, None)];
        let rule = super::RULE.words.such_as;
        assert_eq!(shares(rule, pool(1_000, &[], &opening)), Ok((vec![497, 503], 0)));
        assert_eq!(shares(rule, pool(-1_000, &[], &opening)), Ok((vec![-497, -503], 0)));
        assert!(shares(rule, pool(1_000, &[], &[])).is_err(), "nobody committed anything");
    }
}
