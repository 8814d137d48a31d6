//! In proportion to contributions: the partners bear it as they have committed, after the variations that count.

use std::sync::Arc;

use super::{ShareBasis, ShareRule, Sharing, Wording, words};
use crate::model::reason::Reason;
use crate::model::rules::entry::Entries;
use crate::model::rules::parts::Shares;
use crate::model::rules::{Rule, RuleWords};

/// What is said of this rule, and how it is read.
pub const RULE: Rule<ShareRule> = Rule {
    words: RuleWords {
        name: "share-proportional-to-contributions",
        entries: Entries::Saying {
            all: &[&[words::PROPORTION], &[words::CURRENT]],
            also: &[words::TO_THE_POOL, words::CAPPED, words::BOTH_WAYS, words::REST_NOT_ALLOTTED],
            percentages: (0, 0),
        },
        such_as: "Proportional to contributions",
        means: "the partners bear an over- or underspend in proportion to what they have committed, after the variations that \
                count. Caps stand on the register's sheet `Risk shares`; shares there count where they are the same, rounded.",
        example: "where Health committed £8.60 and the Council £8.70, and an agreed variation of the year lowers the Council's \
                  to £8.60, of an overspend of £10.00 each bears £5.00.",
    },
    read: |entry| Some(Arc::new(ToContributions(Wording::of(entry)))),
};

#[derive(Debug)]
pub(super) struct ToContributions(pub(super) Wording);

impl Sharing for ToContributions {
    fn shares<'a>(&self, pool: ShareBasis<'a>) -> Result<Shares<'a>, Reason> {
        let bearers = pool.in_proportion(&pool.current)?;
        pool.shared(bearers, self.0)
    }
}

#[cfg(test)]
mod tests {
    use crate::model::rules::parts::tests::part;
    use crate::model::rules::share::ShareBasis;
    use crate::model::rules::share::tests::{pool, shares};

    #[test]
    fn what_is_committed_after_variations_shares() {
        let opening = [part("Health", 860, None), part("Council", 870, None)];
        let current = vec![part("Health", 860, None), part("Council", 860, None)];
        let varied = ShareBasis { current: Ok(current), ..pool(1_000, &[], &opening) };
        assert_eq!(shares(super::RULE.words.such_as, varied), Ok((vec![500, 500], 0)));
    }
}
