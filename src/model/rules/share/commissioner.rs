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
        means: "whoever commissions a scheme, by the register's sheet Schemes, bears what it over- or underspends; a joint one is \
                shared in proportion to what each partner puts into it. Without schemes, which commissioner that is is not known, \
                and nobody has a part.",
        example: "a scheme that Health commissions overspends by £100.00, and a joint one, into which Health and the Council put \
                  £50.00 each, by £10.00: Health bears £100.00 and £5.00, the Council £5.00.",
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
    fn is_by_scheme(&self) -> bool {
        true
    }

    fn shares<'a>(&self, pool: ShareBasis<'a>) -> Result<Shares<'a>, Reason> {
        pool.scheme_by_scheme("which commissioner bears it is not known without schemes", |scheme, amount| {
            scheme.by_commissioner(amount)
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::model::rules::parts::tests::part;
    use crate::model::rules::share::by_scheme::tests::{pool_of, scheme};
    use crate::model::rules::share::tests::{pool, shares};

    #[test]
    fn whoever_commissions_a_scheme_bears_it() {
        let schemes =
            [scheme("Beds", 10_000, Some("Health"), [0, 10_000]), scheme("Stairs", 1_000, None, [5_000, 5_000])];
        for rule in [
            super::RULE.words.such_as,
            "Borne by whoever commissions the scheme",
            "Each partner bears what it commissions",
        ] {
            assert_eq!(shares(rule, pool_of(11_000, &schemes)), Ok((vec![10_500, 500], 0)), "{rule}");
            let why = shares(rule, pool(10_000, &[], &[part("Health", 1, None)])).unwrap_err().to_string();
            assert_eq!(why, "which commissioner bears it is not known without schemes", "{rule}");
        }
    }
}
