//! A part of the pool: only so much of it is shared, and the host bears the rest.

use std::sync::Arc;

use super::fixed::Fixed;
use super::proportional_to_contributions::ToContributions;
use super::proportional_to_opening::ToOpening;
use super::{ShareBasis, ShareRule, Sharing, Wording, words};
use crate::model::money::Money;
use crate::model::reason::Reason;
use crate::model::rules::apportion::apportion;
use crate::model::rules::entry::{Entries, Entry, Ways};
use crate::model::rules::parts::{Borne, By, Part, PartShared, Shares, TOO_LARGE, Working};
use crate::model::rules::percent::Percent;
use crate::model::rules::{Rule, RuleWords};

/// What is said of this rule, and how it is read.
pub const RULE: Rule<ShareRule> = Rule {
    words: RuleWords {
        name: "share-part-of-the-pool",
        entries: Entries::Saying {
            all: &[&[PART]],
            also: &[
                TO_THE_HOST,
                words::FIXED,
                words::PROPORTION,
                words::OPENING,
                words::CURRENT,
                words::TO_THE_POOL,
                words::CAPPED,
                words::BOTH_WAYS,
                words::REST_NOT_ALLOTTED,
            ],
            percentages: (1, 1),
        },
        such_as: "Part of the pool: 40%",
        means: "only that part of an over- or underspend is shared, and the host bears the rest; nobody does where the entry says \
                `rest not allotted`. It is shared by the percentages of the register's sheet `Risk shares` or, where it has none, in \
                proportion to what the partners committed as the year began, unless the entry says which.",
        example: "with `Part of the pool: 40%`, half of it each, and the Council as host, of an overspend of £100.00 Health bears \
                  £20.00 and the Council £80.00.",
    },
    read,
};

const PART: Ways = &["part", "part only", "part of pool", "part of pool only", "part of pooled fund", "part of it"];

const TO_THE_HOST: Ways = &[
    "host bears rest",
    "host bears remainder",
    "rest borne by host",
    "rest falls to host",
    "rest to host",
    "rest hosts",
    "remainder borne by host",
    "remainder falls to host",
    "remainder to host",
];

fn read(entry: &Entry<'_>) -> Option<ShareRule> {
    let wording = Wording::of(entry);
    let follows = [words::OPENING, words::CURRENT].iter().any(|what| entry.says(what));
    let is_whole = follows == entry.says(words::PROPORTION);
    let is_one = [words::OPENING, words::CURRENT, words::FIXED].iter().filter(|what| entry.says(what)).count() < 2;
    let rest_is_one_s = !(wording.terms.rest_not_allotted && entry.says(TO_THE_HOST));
    let rule: Option<ShareRule> = if entry.says(words::OPENING) {
        Some(Arc::new(ToOpening(wording)))
    } else if entry.says(words::CURRENT) {
        Some(Arc::new(ToContributions(wording)))
    } else if entry.says(words::FIXED) {
        Some(Arc::new(Fixed::worded(wording)))
    } else {
        None
    };
    let percent = *entry.percentages.first()?;
    (is_whole && is_one && rest_is_one_s).then(|| Arc::new(PartOfThePool { percent, rule, wording }) as ShareRule)
}

#[derive(Debug)]
struct PartOfThePool {
    percent: Percent,
    /// How the part is shared, where the entry says so.
    rule: Option<ShareRule>,
    wording: Wording,
}

impl Sharing for PartOfThePool {
    fn shares<'a>(&self, pool: ShareBasis<'a>) -> Result<Shares<'a>, Reason> {
        let (together, kept) = self.split(pool.amount).ok_or("its part of the pool cannot be worked out")?;
        let (host, caps) = (pool.host, pool.caps.clone());
        let part = ShareBasis { amount: together, ..pool };
        let mut shares = match &self.rule {
            Some(rule) => rule.shares(part)?,
            None if part.fixed.is_empty() => ToOpening(self.wording).shares(part)?,
            None => Fixed::worded(self.wording).shares(part)?,
        };
        shares.part = Some(PartShared { percent: self.percent, shared: together, kept });
        if kept == Money::ZERO {
            return Ok(shares);
        }
        if self.wording.terms.rest_not_allotted {
            shares.not_allotted = shares.not_allotted.checked_add(kept).ok_or(TOO_LARGE)?;
            return Ok(shares);
        }
        let host = host.ok_or("a part of it is the host's, and the register names no host")?;
        if caps.iter().any(|cap| cap.partner == host) {
            return Err(
                "a part of it is the host's, and the register's sheet `Risk shares` has a cap for the host".into()
            );
        }
        let all = Part { by: By::All, of: kept, is: kept };
        match shares.borne.iter_mut().find(|borne| borne.partner == host) {
            Some(borne) => {
                borne.amount = borne.amount.checked_add(kept).ok_or(TOO_LARGE)?;
                borne.working.parts.push(all);
            }
            None => {
                let working = Working { parts: vec![all], ..Working::none() };
                shares.borne.push(Borne { partner: host, amount: kept, working, origins: Vec::new() });
            }
        }
        Ok(shares)
    }
}

impl PartOfThePool {
    /// What of an amount is shared, and what the host keeps.
    fn split(&self, amount: Money) -> Option<(Money, Money)> {
        let weights = [("a shared", self.percent.weight()), ("b kept", self.percent.rest().weight())];
        match apportion(amount, &weights)?.as_slice() {
            [together, kept] => Some((*together, *kept)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{RULE, ShareBasis};
    use crate::model::rules::parts::Bearer;
    use crate::model::rules::parts::tests::{fixed, part};
    use crate::model::rules::share::read;
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
        let left = "Part of the pool: 40 %, rest not allotted";
        assert_eq!(shares(left, pool(10_000, &halves, &opening)), Ok((vec![2_000, 2_000], 6_000)));
        let named = "Part of the pool: 40%, in proportion to contributions";
        let varied = ShareBasis { current: Ok(halves_of_it()), ..pool(10_000, &[], &opening) };
        assert_eq!(shares(named, varied), Ok((vec![2_000, 8_000], 0)));
        let hostless = ShareBasis { host: None, ..pool(10_000, &halves, &[]) };
        let why = shares(rule, hostless).unwrap_err().to_string();
        assert_eq!(why, "a part of it is the host's, and the register names no host");
    }

    fn halves_of_it() -> Vec<Bearer<'static>> {
        vec![part("Health", 1, None), part("Council", 1, None)]
    }

    #[test]
    fn an_entry_that_says_two_things_of_it_is_no_rule() {
        for text in [
            "Part of the pool: 40%, fixed, proportional to contributions",
            "Part of the pool: 40%, contributions",
            "Part of the pool: 40%, rest to the host, rest not allotted",
            "Part of the pool: 40%, 60%",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
