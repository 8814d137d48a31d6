//! Fixed percentages: the register's sheet `Risk shares` gives each partner its own, which may change in steps and be capped.

use std::sync::Arc;

use super::{ShareBasis, ShareRule, Sharing};
use crate::model::reason::Reason;
use crate::model::rules::parts::{Shares, shared};
use crate::model::rules::{Entries, Rule, RuleWords};

/// What is said of this rule, and how it is read.
pub const RULE: Rule<ShareRule> = Rule {
    words: RuleWords {
        name: "share-fixed",
        entries: Entries::FirstWord(&["fixed", "stepped", "capped"]),
        such_as: "Fixed percentages",
        means: "each partner bears the percentage that the register's sheet `Risk shares` gives it. It may change in steps, \
                such as `50% of the first £500,000; 80% of the rest`. What lies above a partner's cap falls to the others by \
                their percentages; what the percentages leave over, or nobody can bear, is nobody's and is said.",
        example: "with 51% for Health and 49% for the Council, of an overspend of £100.01 Health bears £51.01 and the Council \
                  £49.00. With half each and a cap of £20.00 for the Council, of £100.00 Health bears £80.00.",
    },
    read: |_| Some(Arc::new(Fixed)),
};

#[derive(Debug)]
struct Fixed;

impl Sharing for Fixed {
    fn shares<'a>(&self, pool: ShareBasis<'a>) -> Result<Shares<'a>, Reason> {
        if pool.fixed.is_empty() {
            return Err("the register's sheet `Risk shares` has no share for it".into());
        }
        shared(pool.fixed, pool.amount)
    }
}

#[cfg(test)]
mod tests {
    use crate::model::rules::parts::tests::{fixed, part};
    use crate::model::rules::share::tests::{pool, shares};

    #[test]
    fn the_percentages_of_the_register_share() {
        let rule = super::RULE.words.such_as;
        let uneven = [fixed("Health", "51%", None), fixed("Council", "49%", None)];
        assert_eq!(shares(rule, pool(10_001, &uneven, &[])), Ok((vec![5_101, 4_900], 0)));
        let capped = [fixed("Health", "50%", None), fixed("Council", "50%", Some(2_000))];
        assert_eq!(shares("Stepped and capped", pool(10_000, &capped, &[])), Ok((vec![8_000, 2_000], 0)));
        let none = shares(rule, pool(10_000, &[], &[part("Health", 1, None)])).unwrap_err();
        assert_eq!(none.to_string(), "the register's sheet `Risk shares` has no share for it");
    }
}
