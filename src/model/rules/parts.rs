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
#[derive(Debug, Clone)]
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
    /// What is left to nobody.
    pub rest: Money,
}

/// What one partner bears.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Borne<'a> {
    /// The partner.
    pub partner: &'a str,
    /// How much; below zero of an underspend.
    pub amount: Money,
    /// The cells that the partner's weight comes from.
    pub origins: Vec<Origin>,
}

/// Why sums that do not fit are not shared.
pub const TOO_LARGE: &str = "the shares are too large";

/// Shares an amount; an underspend as an overspend.
///
/// # Errors
///
/// Why it cannot be shared: weights that add up to nothing, percentages of more than the whole, sums that do not fit.
pub fn shared(parts: Vec<Bearer<'_>>, amount: Money) -> Result<Shares<'_>, Reason> {
    let (sums, rest) = sums(&parts, amount.abs())?;
    let signed = |money: Money| if amount < Money::ZERO { money.negated() } else { money };
    let each = parts.into_iter().zip(sums);
    let borne = each.map(|(part, sum)| Borne { partner: part.partner, amount: signed(sum), origins: part.origins });
    Ok(Shares { borne: borne.collect(), rest: signed(rest) })
}

/// What each part bears of an amount without a sign, and what is left to nobody.
fn sums(parts: &[Bearer<'_>], size: Money) -> Result<(Vec<Money>, Money), Reason> {
    let mut sums = vec![Money::ZERO; parts.len()];
    let mut rest = Money::ZERO;
    let mut from = Money::ZERO;
    let weights = loop {
        let (weights, to) = band(parts, from, size);
        let (shared, left) = apportioned(parts, &weights, to.checked_sub(from).ok_or(TOO_LARGE)?)?;
        for (sum, share) in sums.iter_mut().zip(shared) {
            *sum = sum.checked_add(share).ok_or(TOO_LARGE)?;
        }
        rest = rest.checked_add(left).ok_or(TOO_LARGE)?;
        from = to;
        if from >= size {
            break weights;
        }
    };
    let limits: Vec<Option<Money>> = parts.iter().map(|part| part.cap).collect();
    let left = caps::spread(&weights, &limits, &mut sums).ok_or(TOO_LARGE)?;
    Ok((sums, rest.checked_add(left).ok_or(TOO_LARGE)?))
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
    }
    let mut shared = apportion(band, &named).ok_or("the commitments as the year began add up to nothing")?;
    if !fixed {
        return Ok((shared, Money::ZERO));
    }
    let left = shared.pop().ok_or("there is nobody to bear it")?;
    Ok((shared, left))
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::{any, prop, proptest};

    use super::{Bearer, Money, Reason, Shares, Weight, shared};

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
        (shares.borne.into_iter().map(|borne| borne.amount.pence()).collect(), shares.rest.pence())
    }

    fn shares(parts: &[Bearer<'_>], amount: i64) -> Result<(Vec<i64>, i64), Reason> {
        shared(parts.to_vec(), Money::from_sum(amount)).map(pence)
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
        let both = [fixed("Health", "50%", Some(3_000)), fixed("Council", "50%", Some(2_000))];
        assert_eq!(shares(&both, 10_000), Ok((vec![3_000, 2_000], 5_000)), "beyond all caps nobody does");
    }

    proptest! {
        #![proptest_config(proptest::test_runner::Config::with_cases(10_000))]
        #[test]
        fn shares_add_up_to_the_variance_and_do_not_depend_on_the_order(
            amount in -100_000_000_000_i64..100_000_000_000,
            pool in prop::collection::vec((1_i128..10_000_000_000, any::<bool>(), 0_i64..1_000_000_000), 1..7),
        ) {
            let names: Vec<String> = (0..pool.len()).map(|number| format!("partner {number}")).collect();
            let parts = || names.iter().zip(&pool).map(|(name, (weight, capped, cap))| {
                part(name, *weight, capped.then_some(*cap))
            });
            let (one, rest) = shares(&parts().collect::<Vec<_>>(), amount).unwrap();
            assert_eq!(one.iter().sum::<i64>() + rest, amount);
            let (mut other, turned) = shares(&parts().rev().collect::<Vec<_>>(), amount).unwrap();
            other.reverse();
            assert_eq!((one, rest), (other, turned));
        }
    }
}
