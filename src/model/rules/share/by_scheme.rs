//! By scheme: each scheme is shared on its own, by what the partners put into it.

use std::sync::Arc;

use super::{ShareBasis, ShareRule, Sharing, words};
use crate::model::reason::Reason;
use crate::model::rules::entry::{Entries, Ways};
use crate::model::rules::parts::Shares;
use crate::model::rules::{Rule, RuleWords};

/// What is said of this rule, and how it is read.
pub const RULE: Rule<ShareRule> = Rule {
    words: RuleWords {
        name: "share-by-scheme",
        entries: Entries::Saying {
            all: &[&[BY_SCHEME]],
            also: &[words::PROPORTION, words::CURRENT, words::CAPPED, words::BOTH_WAYS, words::REST_NOT_ALLOTTED],
            percentages: (0, 0),
        },
        such_as: "By scheme",
        means: "each scheme is shared on its own, in proportion to what the partners put into that scheme. Without schemes nobody \
                has a part.",
        example: "an overspend of £100.00 is shown, and nobody with a part of it until it is known what each partner puts into the \
                  schemes that overspent.",
    },
    read: |_| Some(Arc::new(ByScheme)),
};

const BY_SCHEME: Ways = &[
    "by scheme",
    "scheme by scheme",
    "per scheme",
    "to scheme",
    "to schemes",
    "to that scheme",
    "to each scheme",
    "for each scheme",
    "of each scheme",
    "in each scheme",
];

#[derive(Debug)]
struct ByScheme;

impl Sharing for ByScheme {
    // With schemes and their sources in the basis, each would be shared by its own.
    fn shares<'a>(&self, _: ShareBasis<'a>) -> Result<Shares<'a>, Reason> {
        Err("it is shared by scheme, and which schemes it is of is not known".into())
    }
}

#[cfg(test)]
mod tests {
    use crate::model::rules::parts::tests::part;
    use crate::model::rules::share::tests::{pool, shares};

    #[test]
    fn schemes_are_not_known() {
        for rule in [super::RULE.words.such_as, "Proportional to contributions to each scheme"] {
            let why = shares(rule, pool(10_000, &[], &[part("Health", 1, None)])).unwrap_err().to_string();
            assert_eq!(why, "it is shared by scheme, and which schemes it is of is not known", "{rule}");
        }
    }
}
