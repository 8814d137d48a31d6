//! No share: each partner bears its own.

use std::sync::Arc;

use super::{CONTRADICTION, ShareBasis, ShareRule, Sharing, words};
use crate::model::money::Money;
use crate::model::reason::Reason;
use crate::model::rules::entry::{Entries, Ways};
use crate::model::rules::parts::Shares;
use crate::model::rules::{Rule, RuleWords};

/// What is said of this rule, and how it is read.
pub const RULE: Rule<ShareRule> = Rule {
    words: RuleWords {
        name: "share-none",
        entries: Entries::Saying { all: &[&[NONE]], also: &[words::BEARS, ALSO], percentages: (0, 0) },
        such_as: "None: each bears its own",
        means: "nothing is shared: each partner bears its own over- or underspend, and no shares are shown.",
        example: "an overspend of £100.00 is shown, and nobody with a part of it.",
    },
    read: |_| Some(Arc::new(EachItsOwn)),
};

const NONE: Ways = &[
    "none",
    "its own",
    "their own",
    "its own risk",
    "its own risks",
    "their own risk",
    "their own risks",
    "not shared",
    "nothing shared",
    "no sharing",
    "no share",
    "no risk share",
    "no risk sharing",
    "no pool",
    "no pooled fund",
    "no money pooled",
    "nothing pooled",
];

const ALSO: Ways = &["body", "costs", "spending", "no money pooled", "no pool", "nothing pooled"];

#[derive(Debug)]
struct EachItsOwn;

impl Sharing for EachItsOwn {
    fn is_shared(&self) -> bool {
        false
    }

    fn shares<'a>(&self, pool: ShareBasis<'a>) -> Result<Shares<'a>, Reason> {
        if !pool.fixed.is_empty() {
            return Err(CONTRADICTION.into());
        }
        Ok(Shares { borne: Vec::new(), not_allotted: Money::ZERO, unallocated: Money::ZERO, part: None })
    }
}

#[cfg(test)]
mod tests {
    use crate::model::rules::parts::tests::part;
    use crate::model::rules::share::read;
    use crate::model::rules::share::tests::{pool, shares};

    #[test]
    fn nobody_has_a_share() {
        let rule = super::RULE.words.such_as;
        assert!(!read(rule).unwrap().is_shared() && read("Fixed percentages").unwrap().is_shared());
        assert_eq!(shares(rule, pool(10_000, &[], &[part("Health", 1, None)])), Ok((Vec::new(), 0)));
    }
}
