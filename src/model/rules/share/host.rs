//! The host bears all, as the lead does that is entered as the host.

use std::sync::Arc;

use super::{CONTRADICTION, ShareBasis, ShareRule, Sharing, Wording, words};
use crate::model::reason::Reason;
use crate::model::rules::entry::Entries;
use crate::model::rules::parts::{Bearer, Shares, Weight};
use crate::model::rules::percent::Percent;
use crate::model::rules::steps::Steps;
use crate::model::rules::{Rule, RuleWords};

/// What is said of this rule, and how it is read.
pub const RULE: Rule<ShareRule> = Rule {
    words: RuleWords {
        name: "share-host",
        entries: Entries::Saying {
            all: &[&[words::HOST]],
            also: &[words::BEARS, words::ALL, words::CAPPED, words::BOTH_WAYS, words::REST_NOT_ALLOTTED],
            percentages: (0, 1),
        },
        such_as: "Host bears all",
        means: "the partner that hosts the pool bears all of an over- or underspend; the register must name it under `Host`.",
        example: "of an overspend of £100.00 in a pool that the Council hosts, the Council bears £100.00.",
    },
    read: |entry| {
        let is_all = entry.percentages.iter().all(|percent| *percent == Percent::WHOLE);
        is_all.then(|| Arc::new(HostBearsAll(Wording::of(entry))) as ShareRule)
    },
};

#[derive(Debug)]
struct HostBearsAll(Wording);

impl Sharing for HostBearsAll {
    fn shares<'a>(&self, pool: ShareBasis<'a>) -> Result<Shares<'a>, Reason> {
        let partner = pool.host.ok_or("the host bears it, and the register names no host")?;
        let all = Weight::Fixed(Steps::from(Percent::WHOLE));
        let has_all = |bearer: &Bearer<'_>| bearer.partner == partner && bearer.weight == all;
        let has_none = |bearer: &Bearer<'_>| bearer.weight == Weight::Fixed(Steps::from(Percent::WHOLE.rest()));
        if !pool.fixed.iter().all(|bearer| has_all(bearer) || has_none(bearer)) {
            return Err(CONTRADICTION.into());
        }
        pool.shared(vec![Bearer { partner, weight: all, cap: None, origins: Vec::new() }], self.0)
    }
}

#[cfg(test)]
mod tests {
    use crate::model::rules::parts::tests::{fixed, part};
    use crate::model::rules::share::ShareBasis;
    use crate::model::rules::share::tests::{cap, pool, shares};

    #[test]
    fn the_host_bears_all() {
        let partners = [part("Health", 1, None), part("Council", 3, None)];
        for rule in [super::RULE.words.such_as, "The lead partner is liable for 100%", "Falls to the host in full"] {
            assert_eq!(shares(rule, pool(10_000, &[], &partners)), Ok((vec![10_000], 0)), "{rule}");
            assert_eq!(shares(rule, pool(-10_000, &[], &partners)), Ok((vec![-10_000], 0)), "{rule}");
        }
        let rule = super::RULE.words.such_as;
        let same = [fixed("Council", "100%", None), fixed("Health", "0%", None)];
        assert_eq!(shares(rule, pool(10_000, &same, &partners)), Ok((vec![10_000], 0)), "the sheet says the same");
        let capped = ShareBasis { caps: vec![cap("Council", 2_000)], ..pool(10_000, &[], &partners) };
        assert_eq!(shares(rule, capped), Ok((vec![2_000], 8_000)), "nobody has agreed to bear more");
        let hostless = ShareBasis { host: None, ..pool(10_000, &[], &partners) };
        let why = shares(rule, hostless).unwrap_err().to_string();
        assert_eq!(why, "the host bears it, and the register names no host");
    }
}
