//! By scheme: each scheme is shared on its own, by what the partners put into it.

use std::sync::Arc;

use super::{ShareBasis, ShareRule, Sharing, Wording, words};
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
        means: "each scheme is shared on its own: by its own rule on the register's sheet Schemes, else in proportion to what the \
                partners put into that scheme. Capped, no partner bears more of a scheme than it puts into it. Without schemes \
                nobody has a part.",
        example: "a scheme into which Health puts £300.00 and the Council £100.00 overspends by £100.00, and another, which the \
                  Council alone pays, by £50.00: Health bears £75.00, the Council £25.00 and £50.00.",
    },
    read: |entry| Some(Arc::new(ByScheme(Wording::of(entry)))),
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
struct ByScheme(Wording);

impl Sharing for ByScheme {
    fn is_by_scheme(&self) -> bool {
        true
    }

    fn shares<'a>(&self, pool: ShareBasis<'a>) -> Result<Shares<'a>, Reason> {
        let Wording { terms, capped, .. } = self.0;
        pool.scheme_by_scheme("it is shared by scheme, and which schemes it is of is not known", |scheme, amount| {
            scheme.by_what_is_put_in(amount, terms, capped)
        })
    }
}

#[cfg(test)]
pub(super) mod tests {
    use crate::model::money::Money;
    use crate::model::rules::parts::tests::part;
    use crate::model::rules::share::schemes::{CommissionedBy, SchemeBasis};
    use crate::model::rules::share::tests::{cap, pool, shares};
    use crate::model::rules::share::{ShareBasis, read};

    /// A scheme with its variance, who commissions it (both for `None`), and what Health and the Council put into it, in pence.
    pub fn scheme<'a>(title: &'a str, pence: i64, by: Option<&'a str>, puts_in: [i128; 2]) -> SchemeBasis<'a> {
        let [health, council] = puts_in;
        SchemeBasis {
            title,
            variance: Ok(Money::from_sum(pence)),
            commissioner: Ok(by.map_or(CommissionedBy::All, CommissionedBy::Partner)),
            puts_in: Ok(vec![part("Health", health, None), part("Council", council, None)]),
            rule: None,
        }
    }

    /// A pool with schemes.
    pub fn pool_of<'a>(amount: i64, schemes: &[SchemeBasis<'a>]) -> ShareBasis<'a> {
        ShareBasis { schemes: schemes.to_vec(), ..pool(amount, &[], &[]) }
    }

    #[test]
    fn each_scheme_is_shared_by_what_is_put_into_it() {
        let schemes = [scheme("Beds", 10_000, None, [30_000, 10_000]), scheme("Stairs", 5_000, None, [0, 5_000])];
        for rule in [super::RULE.words.such_as, "Proportional to contributions to each scheme"] {
            assert_eq!(shares(rule, pool_of(15_000, &schemes)), Ok((vec![7_500, 7_500], 0)), "{rule}");
        }
        let less = [scheme("Beds", 10_000, None, [30_000, 10_000]), scheme("Stairs", -5_000, None, [0, 5_000])];
        assert_eq!(shares("By scheme", pool_of(5_000, &less)), Ok((vec![7_500, -2_500], 0)), "a gain is shared, too");
    }

    #[test]
    fn nobody_bears_more_of_a_scheme_than_it_puts_in_where_it_is_capped() {
        let schemes = [scheme("Beds", 50_000, None, [30_000, 10_000])];
        assert_eq!(shares("By scheme, capped", pool_of(50_000, &schemes)), Ok((vec![30_000, 10_000], 10_000)));
        assert_eq!(shares("By scheme", pool_of(50_000, &schemes)), Ok((vec![37_500, 12_500], 0)));
    }

    #[test]
    fn a_scheme_s_own_rule_comes_first_and_beside_another_rule_it_is_its_own() {
        let own = |rule| SchemeBasis { rule: Some(read(rule)), ..scheme("Beds", 10_000, None, [30_000, 10_000]) };
        let schemes = [own("Host bears all"), scheme("Stairs", 5_000, None, [5_000, 0])];
        assert_eq!(shares("By scheme", pool_of(15_000, &schemes)), Ok((vec![10_000, 5_000], 0)));
        let halves = [part("Health", 1, None), part("Council", 1, None)];
        let pool = ShareBasis { schemes: schemes.to_vec(), ..pool(15_000, &[], &halves) };
        let rule = read("Proportional to opening contributions").unwrap();
        let beside = pool.clone().beside_own_rules(Some(&rule)).unwrap();
        let borne: Vec<_> = beside.borne.iter().map(|one| (one.partner, one.amount.pence())).collect();
        assert_eq!(borne, [("Council", 12_500), ("Health", 2_500)]);
        assert!(pool.clone().beside_own_rules(None).is_err(), "nothing says who bears the others");
        let each = read("None: each bears its own").unwrap();
        assert!(pool.clone().beside_own_rules(Some(&each)).is_err(), "nor whose they are");
        let met = ShareBasis { amount: Money::from_sum(4_000), ..pool };
        assert!(met.beside_own_rules(Some(&rule)).is_err(), "what sources meet is of no scheme");
    }

    #[test]
    fn what_is_not_clear_is_not_shared() {
        let why = |with: ShareBasis<'_>| shares("By scheme", with).unwrap_err().to_string();
        let none = "it is shared by scheme, and which schemes it is of is not known";
        assert_eq!(why(pool_of(10_000, &[])), none);
        let one = [scheme("Beds", 10_000, None, [1, 1])];
        assert_eq!(why(pool_of(9_000, &one)), "the schemes of the register do not come to what is shared");
        let less = [scheme("Beds", 10_000, None, [1, 1]), scheme("Stairs", -5_000, None, [1, 1])];
        let stays = ShareBasis { gains_are_shared: false, ..pool_of(5_000, &less) };
        assert_eq!(
            why(stays),
            "a scheme underspends, and the register does not say which overspend of others that meets"
        );
        let capped = ShareBasis { caps: vec![cap("Health", 4_000)], ..pool_of(10_000, &one) };
        assert_eq!(why(capped), "the shares of `Health` pass its cap, and nothing says of which scheme");
    }
}
