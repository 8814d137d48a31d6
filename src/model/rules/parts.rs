//! Parts: what each partner bears of an amount by weights or percentages, step by step and up to its cap, to the penny.

use super::apportion::apportion;
use super::caps;
use super::percent::Percent;
use super::steps::Steps;
use crate::model::money::Money;
use crate::model::origin::Origin;
use crate::model::reason::Reason;

/// A partner's part in what is shared.
#[derive(Debug, Clone)]
pub struct Bearer<'a> {
    /// The partner.
    pub partner: &'a str,
    /// How much of it the partner bears.
    pub weight: Weight,
    /// The most that the partner bears.
    pub cap: Option<Money>,
    /// The cells that the weight comes from.
    pub origins: Vec<Origin>,
}

/// How much a partner bears of what is shared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Weight {
    /// In proportion to this, beside the others' weights.
    Proportion(i128),
    /// By a percentage, which may change in steps.
    Fixed(Steps),
}

/// An amount, shared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shares<'a> {
    /// What each bears, in the order of the parts.
    pub borne: Vec<Borne<'a>>,
    /// What falls to nobody because the rule or its caps allot it to nobody.
    pub not_allotted: Money,
    /// What falls to nobody because percentages that should add up to the whole do not.
    pub unallocated: Money,
    /// Which part of the amount is shared, where the rule shares only one.
    pub part: Option<PartShared>,
}

/// The part of an amount that is shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartShared {
    /// How much of it.
    pub percent: Percent,
    /// What that is.
    pub shared: Money,
    /// What is left of it.
    pub kept: Money,
}

/// What one partner bears.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Borne<'a> {
    /// The partner.
    pub partner: &'a str,
    /// How much; below zero of an underspend.
    pub amount: Money,
    /// How that was worked out.
    pub working: Working,
    /// The cells that the partner's weight and cap come from.
    pub origins: Vec<Origin>,
}

/// How what a partner bears was worked out: its parts, less what its cap takes off, and what others' caps add, are what it bears.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Working {
    /// What it bears before any cap: one part, or one for each step.
    pub parts: Vec<Part>,
    /// The most that it bears; `None` where it has no cap, or an underspend is shared that no cap bounds.
    pub cap: Option<Money>,
    /// What the cap takes off.
    pub off: Money,
    /// What falls to it because of others' caps.
    pub more: Money,
    /// How it was worked out scheme by scheme, with their titles: what it bears is then the sum of these.
    pub schemes: Vec<(String, Working)>,
}

impl Working {
    /// Nothing yet.
    #[must_use]
    pub const fn none() -> Self {
        Self { parts: Vec::new(), cap: None, off: Money::ZERO, more: Money::ZERO, schemes: Vec::new() }
    }

    /// Every amount of it.
    pub fn amounts(&self) -> Vec<Money> {
        let own = self.own_amounts();
        own.chain(self.schemes.iter().flat_map(|(_, working)| working.amounts())).collect()
    }

    fn own_amounts(&self) -> impl Iterator<Item = Money> {
        let weights = |part: &Part| match part.by {
            By::Proportion { weight, total } => {
                [weight, total].map(|pence| i64::try_from(pence).ok().map(Money::from_sum))
            }
            By::Percent(_) | By::All => [None, None],
        };
        let parts = self
            .parts
            .iter()
            .flat_map(move |part| [Some(part.of), Some(part.is)].into_iter().chain(weights(part)).flatten());
        parts.chain(self.cap).chain([self.off, self.more])
    }
}

/// What a partner bears of an amount, or of one step of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// How much of it.
    pub by: By,
    /// The amount.
    pub of: Money,
    /// What that is, to the penny.
    pub is: Money,
}

/// How much of an amount a partner bears.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// So much of it.
    Percent(Percent),
    /// As this is to what all partners put in, in pence.
    Proportion {
        /// What it puts in.
        weight: i128,
        /// What all do.
        total: i128,
    },
    /// All of it.
    All,
}

/// What a rule says besides who bears how much.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Terms {
    /// Whether caps bound a gain as they bound a loss.
    pub both_ways: bool,
    /// Whether what is above a cap, or beyond the percentages, falls to nobody.
    pub rest_not_allotted: bool,
}

/// Why sums that do not fit are not shared.
pub const TOO_LARGE: &str = "the shares are too large";

/// Shares an amount; an underspend as an overspend, but that no cap bounds it.
///
/// # Errors
///
/// Why it cannot be shared: weights that add up to nothing, percentages of more than the whole, sums that do not fit.
pub fn shared<'a>(parts: Vec<Bearer<'a>>, amount: Money, terms: Terms) -> Result<Shares<'a>, Reason> {
    let mut shared = Banded::nothing(parts.len());
    let weights = shared.by_bands(&parts, amount.abs())?;
    let bounds = amount >= Money::ZERO || terms.both_ways;
    let limits: Vec<Option<Money>> = parts.iter().map(|part| part.cap.filter(|_| bounds)).collect();
    let capped = caps::capped(&weights, &limits, &shared.sums, !terms.rest_not_allotted).ok_or(TOO_LARGE)?;
    let signed = |money: Money| if amount < Money::ZERO { money.negated() } else { money };
    let mut borne = Vec::new();
    let done = shared.sums.iter().zip(shared.parts).zip(limits).zip(capped.off.iter().zip(&capped.more));
    for (part, (((sum, mut done), cap), (off, more))) in parts.into_iter().zip(done) {
        let bears = sum.checked_sub(*off).and_then(|sum| sum.checked_add(*more)).ok_or(TOO_LARGE)?;
        for one in &mut done {
            (one.of, one.is) = (signed(one.of), signed(one.is));
        }
        let working =
            Working { parts: done, cap: cap.map(signed), off: signed(*off), more: signed(*more), schemes: Vec::new() };
        borne.push(Borne { partner: part.partner, amount: signed(bears), working, origins: part.origins });
    }
    let mut not_allotted = capped.left;
    let mut unallocated = shared.missing;
    if terms.rest_not_allotted {
        not_allotted = not_allotted.checked_add(unallocated).ok_or(TOO_LARGE)?;
        unallocated = Money::ZERO;
    }
    Ok(Shares { borne, not_allotted: signed(not_allotted), unallocated: signed(unallocated), part: None })
}

/// What each bears of an amount without a sign, before any cap, and what percentages leave of it.
struct Banded {
    sums: Vec<Money>,
    parts: Vec<Vec<Part>>,
    missing: Money,
}

impl Banded {
    fn nothing(bearers: usize) -> Self {
        Self { sums: vec![Money::ZERO; bearers], parts: vec![Vec::new(); bearers], missing: Money::ZERO }
    }

    /// Shares an amount band by band, and gives the weights of the last.
    fn by_bands<'a>(&mut self, parts: &[Bearer<'a>], size: Money) -> Result<Vec<(&'a str, i128)>, Reason> {
        let mut from = Money::ZERO;
        loop {
            let (weights, to) = band(parts, from, size);
            let of = to.checked_sub(from).ok_or(TOO_LARGE)?;
            let (shared, left) = apportioned(parts, &weights, of)?;
            let total = weights.iter().map(|(_, weight)| weight).sum();
            let each = self.sums.iter_mut().zip(&mut self.parts).zip(parts.iter().zip(&weights).zip(shared));
            for ((sum, done), ((part, (_, weight)), is)) in each {
                *sum = sum.checked_add(is).ok_or(TOO_LARGE)?;
                let by = match &part.weight {
                    Weight::Proportion(weight) => By::Proportion { weight: *weight, total },
                    Weight::Fixed(_) => By::Percent(Percent::from_weight(*weight)),
                };
                done.push(Part { by, of, is });
            }
            self.missing = self.missing.checked_add(left).ok_or(TOO_LARGE)?;
            from = to;
            if from >= size {
                return Ok(weights);
            }
        }
    }
}

/// The weights in force above an amount, and where they change next, at the latest at the end of what is shared.
fn band<'a>(parts: &[Bearer<'a>], from: Money, size: Money) -> (Vec<(&'a str, i128)>, Money) {
    let mut to = size;
    let mut weight = |part: &Bearer<'_>| match &part.weight {
        Weight::Proportion(weight) => *weight,
        Weight::Fixed(steps) => steps.above(from).map_or(0, |(percent, end)| {
            to = end.map_or(to, |end| to.min(end));
            percent.weight()
        }),
    };
    let weights = parts.iter().map(|part| (part.partner, weight(part))).collect();
    (weights, to)
}

/// One band over weights; fixed percentages that do not add up to the whole leave the rest to nobody.
fn apportioned(parts: &[Bearer<'_>], weights: &[(&str, i128)], band: Money) -> Result<(Vec<Money>, Money), Reason> {
    let mut named = weights.to_vec();
    let fixed = parts.iter().any(|part| matches!(part.weight, Weight::Fixed(_)));
    if fixed {
        let missing = Percent::WHOLE.weight() - weights.iter().map(|(_, weight)| weight).sum::<i128>();
        if missing < 0 {
            return Err("the shares in the register's sheet `Risk shares` add up to more than 100 %".into());
        }
        named.push(("", missing));
    } else if let Some((partner, _)) = weights.iter().find(|(_, weight)| *weight < 0) {
        return Err(Reason::new("what `{}` committed is below zero", [partner]));
    }
    let mut shared = apportion(band, &named).ok_or("what the partners committed adds up to nothing")?;
    if !fixed {
        return Ok((shared, Money::ZERO));
    }
    let left = shared.pop().ok_or("there is nobody to bear it")?;
    Ok((shared, left))
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::{any, prop, proptest};

    use super::{Bearer, By, Money, Reason, Shares, Terms, Weight, shared};

    /// A part in proportion, in pence.
    pub fn part(partner: &str, weight: i128, cap: Option<i64>) -> Bearer<'_> {
        let weight = Weight::Proportion(weight);
        Bearer { partner, weight, cap: cap.map(Money::from_sum), origins: Vec::new() }
    }

    /// A part by percentages, with a cap in pence.
    pub fn fixed<'a>(partner: &'a str, steps: &str, cap: Option<i64>) -> Bearer<'a> {
        Bearer { weight: Weight::Fixed(steps.parse().unwrap()), ..part(partner, 0, cap) }
    }

    /// What each bears, and what nobody does, in pence.
    pub fn pence(shares: Shares<'_>) -> (Vec<i64>, i64) {
        let rest = shares.not_allotted.pence() + shares.unallocated.pence();
        (shares.borne.into_iter().map(|borne| borne.amount.pence()).collect(), rest)
    }

    const BOTH_WAYS: Terms = Terms { both_ways: true, rest_not_allotted: false };
    const NOT_ALLOTTED: Terms = Terms { both_ways: false, rest_not_allotted: true };

    fn by(terms: Terms, parts: &[Bearer<'_>], amount: i64) -> Result<(Vec<i64>, i64), Reason> {
        shared(parts.to_vec(), Money::from_sum(amount), terms).map(pence)
    }

    fn shares(parts: &[Bearer<'_>], amount: i64) -> Result<(Vec<i64>, i64), Reason> {
        by(Terms::default(), parts, amount)
    }

    #[test]
    fn each_weight_shares_to_the_penny() {
        let opening = [part("Health", 860, None), part("Council", 870, None)];
        assert_eq!(shares(&opening, 1_000), Ok((vec![497, 503], 0)), "in proportion");
        assert_eq!(shares(&opening, -1_000), Ok((vec![-497, -503], 0)), "an underspend likewise");
        assert_eq!(shares(&opening, 0), Ok((vec![0, 0], 0)));
        let halves = [fixed("Health", "51%", None), fixed("Council", "49%", None)];
        assert_eq!(shares(&halves, 10_001), Ok((vec![5_101, 4_900], 0)), "fixed");
        let open = [fixed("Health", "51%", None), fixed("Council", "40%", None)];
        assert_eq!(shares(&open, 10_000), Ok((vec![5_100, 4_000], 900)), "nine per cent to nobody");
        let over = [fixed("Health", "61%", None), fixed("Council", "40%", None)];
        assert!(shares(&over, 10_000).is_err() && shares(&over, 0).is_err());
        assert!(shares(&[part("Health", 0, None)], 100).is_err() && shares(&[], 100).is_err());
        let below = shares(&[part("Health", -1, None), part("Council", 3, None)], 100).unwrap_err();
        assert_eq!(below.to_string(), "what `Health` committed is below zero");
    }

    #[test]
    fn what_percentages_leave_is_an_error_unless_the_rule_leaves_it() {
        let open = || vec![fixed("Health", "51%", None), fixed("Council", "40%", None)];
        let left = |terms| {
            let shares = shared(open(), Money::from_sum(10_000), terms).unwrap();
            (shares.not_allotted.pence(), shares.unallocated.pence())
        };
        assert_eq!(left(Terms::default()), (0, 900));
        assert_eq!(left(NOT_ALLOTTED), (900, 0));
    }

    #[test]
    fn steps_and_caps_share_to_the_penny() {
        let stepped = [
            fixed("Health", "50% of the first £100; 80% of the rest", None),
            fixed("Council", "50% of the first £100; 20% of the rest", None),
        ];
        assert_eq!(shares(&stepped, 15_000), Ok((vec![9_000, 6_000], 0)), "50 and 50, then 40 and 10");
        let capped = [fixed("Health", "50%", None), fixed("Council", "50%", Some(2_000))];
        assert_eq!(shares(&capped, 10_000), Ok((vec![8_000, 2_000], 0)), "what one cannot bear the other does");
        assert_eq!(by(NOT_ALLOTTED, &capped, 10_000), Ok((vec![5_000, 2_000], 3_000)), "or nobody");
        assert_eq!(shares(&capped, -10_000), Ok((vec![-5_000, -5_000], 0)), "a cap bounds no gain");
        assert_eq!(by(BOTH_WAYS, &capped, -10_000), Ok((vec![-8_000, -2_000], 0)), "unless the rule says so");
        let both = [fixed("Health", "50%", Some(8_000)), fixed("Council", "50%", Some(2_000))];
        assert_eq!(shares(&both, 10_000), Ok((vec![5_000, 2_000], 3_000)), "where each has a cap nobody does");
    }

    #[test]
    fn the_working_says_how_each_bears_what_it_does() {
        let halves = vec![fixed("Health", "50%", None), fixed("Council", "50%", Some(500))];
        let shares = shared(halves, Money::from_sum(4_000), Terms::default()).unwrap();
        let told: Vec<_> = shares.borne.iter().map(|borne| &borne.working).collect();
        let money = |working: &super::Working| [working.off, working.more].map(Money::pence);
        assert_eq!((money(told[0]), money(told[1])), ([0, 1_500], [1_500, 0]));
        assert_eq!((told[0].cap, told[1].cap), (None, Some(Money::from_sum(500))));
        let part = told[1].parts[0];
        assert!(matches!(part.by, By::Percent(percent) if percent.to_string() == "50%"));
        assert_eq!((part.of.pence(), part.is.pence()), (4_000, 2_000));
        let shares = shared(vec![part_of(3), part_of(1)], Money::from_sum(-100), Terms::default()).unwrap();
        assert_eq!(shares.borne[0].working.parts[0].by, By::Proportion { weight: 3, total: 4 });
        assert_eq!(shares.borne[0].working.parts[0].is.pence(), -75);
    }

    fn part_of(weight: i128) -> Bearer<'static> {
        part(if weight == 3 { "Health" } else { "Council" }, weight, None)
    }

    proptest! {
        #![proptest_config(proptest::test_runner::Config::with_cases(10_000))]
        #[test]
        fn shares_add_up_whatever_the_caps_and_do_not_depend_on_the_order(
            amount in -100_000_000_000_i64..100_000_000_000,
            pool in prop::collection::vec((1_i128..10_000_000_000, any::<bool>(), 0_i64..1_000_000_000), 1..7),
            both_ways in any::<bool>(), rest_not_allotted in any::<bool>(), percentages in any::<bool>(),
        ) {
            let terms = Terms { both_ways, rest_not_allotted };
            let names: Vec<String> = (0..pool.len()).map(|number| format!("partner {number}")).collect();
            let parts = |capped: bool| names.iter().zip(&pool).map(move |(name, (weight, has_cap, cap))| {
                let cap = (*has_cap && capped).then_some(*cap);
                // Up to 16 % each, so that six are never more than the whole.
                if percentages { fixed(name, &format!("{}%", weight % 17), cap) } else { part(name, *weight, cap) }
            }).collect::<Vec<_>>();
            let all = shared(parts(true), Money::from_sum(amount), terms).unwrap();
            for borne in &all.borne {
                let parts: i64 = borne.working.parts.iter().map(|part| part.is.pence()).sum();
                assert_eq!(parts - borne.working.off.pence() + borne.working.more.pence(), borne.amount.pence());
            }
            let (one, rest) = pence(all);
            assert_eq!(one.iter().sum::<i64>() + rest, amount);
            let turned: Vec<Bearer<'_>> = parts(true).into_iter().rev().collect();
            let (mut other, other_rest) = by(terms, &turned, amount).unwrap();
            other.reverse();
            assert_eq!((&one, rest), (&other, other_rest));
            let (open, open_rest) = by(terms, &parts(false), amount).unwrap();
            if amount < 0 && !both_ways {
                assert_eq!((&one, rest), (&open, open_rest), "no gain is smaller for a cap");
            }
            let below = open.iter().zip(&pool).all(|(sum, (_, has_cap, cap))| !has_cap || sum.abs() <= *cap);
            if below {
                assert_eq!((one, rest), (open, open_rest), "below all caps they change nothing");
            }
        }
    }
}
