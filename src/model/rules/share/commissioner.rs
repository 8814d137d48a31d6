//! The commissioner bears its own: whoever commissions what over- or underspends.

use std::sync::Arc;

use super::{ShareBasis, ShareRule, Sharing, words};
use crate::model::reason::Reason;
use crate::model::rules::entry::{Entries, Ways};
use crate::model::rules::parts::Shares;
use crate::model::rules::{Rule, RuleWords};

/// What is said of this rule, and how it is read.
pub const RULE: Rule<ShareRule> = Rule {
    words: RuleWords {
        name: "share-commissioner",
        entries: Entries::Saying {
            all: &[&[COMMISSIONER]],
            also: &[words::BEARS, words::ALL, OF_WHAT],
            percentages: (0, 0),
        },
        such_as: "The commissioner bears its own",
        means: "whoever commissions a scheme bears what it over- or underspends. Without schemes, which commissioner that is is not \
                known, and nobody has a part.",
        example: "an overspend of £100.00 is shown, and nobody with a part of it until it is known who commissions what overspent.",
    },
    read: |_| Some(Arc::new(Commissioner)),
};

const COMMISSIONER: Ways = &[
    "commissioner",
    "commissioners",
    "commissioning partner",
    "commissioning body",
    "partner that commissions",
    "partner which commissions",
    "body that commissions",
    "whoever commissions",
    "who commissions",
    "what it commissions",
];

const OF_WHAT: Ways = &[
    "its own",
    "their own",
    "own",
    "of",
    "of scheme",
    "of schemes",
    "scheme",
    "schemes",
    "of service",
    "service",
    "services",
    "it",
];

#[derive(Debug)]
struct Commissioner;

impl Sharing for Commissioner {
    // With schemes and their commissioners in the basis, each would bear the variance of its own.
    fn shares<'a>(&self, _: ShareBasis<'a>) -> Result<Shares<'a>, Reason> {
        Err("which commissioner bears it is not known without schemes".into())
    }
}

#[cfg(test)]
mod tests {
    use crate::model::rules::parts::tests::part;
    use crate::model::rules::share::tests::{pool, shares};

    #[test]
    fn who_commissions_what_is_not_known() {
        for rule in [
            super::RULE.words.such_as,
            "Borne by whoever commissions the scheme",
            "Each partner bears what it commissions",
        ] {
            let why = shares(rule, pool(10_000, &[], &[part("Health", 1, None)])).unwrap_err().to_string();
            assert_eq!(why, "which commissioner bears it is not known without schemes", "{rule}");
        }
    }
}
