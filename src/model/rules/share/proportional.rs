//! In proportion, without a word on what to: shared where opening contributions and those after variations come to the same.

use std::sync::Arc;

use super::proportional_to_contributions::ToContributions;
use super::proportional_to_opening::ToOpening;
use super::{ShareBasis, ShareRule, Sharing, Wording, words};
use crate::model::reason::Reason;
use crate::model::rules::entry::{Entries, Ways};
use crate::model::rules::parts::Shares;
use crate::model::rules::{Rule, RuleWords};

/// What is said of this rule, and how it is read.
pub const RULE: Rule<ShareRule> = Rule {
    words: RuleWords {
        name: "share-proportional",
        entries: Entries::Saying {
            all: &[&[BARE]],
            also: &[words::CAPPED, words::BOTH_WAYS, words::REST_NOT_ALLOTTED],
            percentages: (0, 0),
        },
        such_as: "Proportional",
        means: "the partners bear an over- or underspend in proportion, and the register does not say to what. It is shared where \
                contributions as the year began and contributions after variations come to the same, and else it is not known \
                who bears it: say `Proportional to opening contributions` or `Proportional to contributions`.",
        example: "where Health and the Council committed £8.60 each and neither was varied, of an overspend of £10.00 each bears \
                  £5.00; where one was, nobody's part is known.",
    },
    read: |entry| Some(Arc::new(Proportional(Wording::of(entry)))),
};

const BARE: Ways =
    &["proportional", "proportionate", "proportionally", "proportionately", "in proportion", "pro rata", "prorata"];

#[derive(Debug)]
struct Proportional(Wording);

impl Sharing for Proportional {
    fn shares<'a>(&self, pool: ShareBasis<'a>) -> Result<Shares<'a>, Reason> {
        let now = ToContributions(self.0).shares(pool.clone());
        let opening = ToOpening(self.0).shares(pool)?;
        let each = |shares: &Shares<'_>| {
            shares.borne.iter().map(|one| (one.partner.to_owned(), one.amount)).collect::<Vec<_>>()
        };
        if each(&now?) == each(&opening) {
            return Ok(opening);
        }
        Err("the register does not say whether it is proportional to opening contributions or to contributions after variations, \
             and those differ"
            .into())
    }
}

#[cfg(test)]
mod tests {
    use crate::model::rules::parts::tests::part;
    use crate::model::rules::share::ShareBasis;
    use crate::model::rules::share::tests::{pool, shares};

    #[test]
    fn what_is_proportional_to_either_is_shared() {
        let rule = super::RULE.words.such_as;
        let opening = [part("Health", 860, None), part("Council", 860, None)];
        assert_eq!(shares(rule, pool(1_000, &[], &opening)), Ok((vec![500, 500], 0)));
        let current = vec![part("Health", 860, None), part("Council", 430, None)];
        let varied = ShareBasis { current: Ok(current), ..pool(1_000, &[], &opening) };
        assert!(shares(rule, varied).unwrap_err().to_string().ends_with("and those differ"));
    }
}
