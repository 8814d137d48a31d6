//! A part of the pool: only so much of it is shared, and the host bears the rest.

use std::sync::Arc;

use super::{ShareBasis, ShareRule, Sharing};
use crate::model::money::Money;
use crate::model::reason::Reason;
use crate::model::rules::apportion::apportion;
use crate::model::rules::parts::{Borne, Shares, TOO_LARGE, shared};
use crate::model::rules::percent::Percent;
use crate::model::rules::{Entries, Rule, RuleWords};

/// What is said of this rule, and how it is read.
pub const RULE: Rule<ShareRule> = Rule {
    words: RuleWords {
        name: "share-part-of-the-pool",
        entries: Entries::FirstWord(&["part"]),
        such_as: "Part of the pool: 40%",
        means: "only that part of an over- or underspend is shared, and the host bears the rest. It is shared by the percentages \
                of the register's sheet `Risk shares` or, where it has none, in proportion to what the partners committed as \
                the year began.",
        example: "with `Part of the pool: 40%`, half of it each, and the Council as host, of an overspend of £100.00 Health bears \
                  £20.00 and the Council £80.00.",
    },
    read: |text| {
        let percent = text.split_whitespace().find_map(|word| word.parse().ok())?;
        Some(Arc::new(PartOfThePool(percent)))
    },
};

#[derive(Debug)]
struct PartOfThePool(Percent);

impl Sharing for PartOfThePool {
    fn shares<'a>(&self, pool: ShareBasis<'a>) -> Result<Shares<'a>, Reason> {
        let parts = if pool.fixed.is_empty() { pool.opening? } else { pool.fixed };
        let (together, kept) = self.split(pool.amount).ok_or("its part of the pool cannot be worked out")?;
        let mut shares = shared(parts, together)?;
        if kept != Money::ZERO {
            let host = pool.host.ok_or("a part of it is the host's, and the register names no host")?;
            match shares.borne.iter_mut().find(|borne| borne.partner == host) {
                Some(borne) => borne.amount = borne.amount.checked_add(kept).ok_or(TOO_LARGE)?,
                None => shares.borne.push(Borne { partner: host, amount: kept, origins: Vec::new() }),
            }
        }
        Ok(shares)
    }
}

impl PartOfThePool {
    /// What of an amount is shared, and what the host keeps.
    fn split(&self, amount: Money) -> Option<(Money, Money)> {
        let weights = [("a shared", self.0.weight()), ("b kept", self.0.rest().weight())];
        match apportion(amount, &weights)?.as_slice() {
            [together, kept] => Some((*together, *kept)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{RULE, ShareBasis};
    use crate::model::rules::parts::tests::{fixed, part};
    use crate::model::rules::share::tests::{pool, shares};

    #[test]
    fn the_host_bears_what_is_not_shared() {
        let rule = RULE.words.such_as;
        let halves = [fixed("Health", "50%", None), fixed("Council", "50%", None)];
        let opening = [part("Health", 1, None), part("Council", 3, None)];
        assert_eq!(shares(rule, pool(10_000, &halves, &opening)), Ok((vec![2_000, 8_000], 0)), "by percentages");
        assert_eq!(shares(rule, pool(-10_000, &[], &opening)), Ok((vec![-1_000, -9_000], 0)), "else in proportion");
        assert_eq!(shares("Part: 100%", pool(10_000, &halves, &[])), Ok((vec![5_000, 5_000], 0)), "all of it");
        let guests = [fixed("Health", "50%", None), fixed("Trust", "50%", None)];
        assert_eq!(
            shares(rule, pool(10_000, &guests, &[])),
            Ok((vec![2_000, 2_000, 6_000], 0)),
            "a host without a share"
        );
        let hostless = ShareBasis { host: None, ..pool(10_000, &halves, &[]) };
        let why = shares(rule, hostless).unwrap_err().to_string();
        assert_eq!(why, "a part of it is the host's, and the register names no host");
    }
}
