//! Shares: two amounts, divided once, when they are printed.

use rust_decimal::{Decimal, RoundingStrategy};

use super::money::Money;

/// A part of a whole, kept as two amounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// The part.
    pub numerator: Money,
    /// The whole.
    pub denominator: Money,
}

impl Share {
    /// The share as a percentage with one decimal, rounded half away from zero; `None` of a whole that is zero.
    #[must_use]
    pub fn percent(self) -> Option<Decimal> {
        Some(rounded(self.exact()?, 1))
    }

    /// The same, with as many decimals as it takes to tell one that is below a limit from the limit: 4.999 below 5.
    #[must_use]
    pub fn percent_beside(self, limit: Decimal) -> Option<Decimal> {
        let exact = self.exact()?;
        let mut told = (1..=FINEST).map(|decimals| rounded(exact, decimals));
        told.find(|one| (exact < limit) == (*one < limit)).or_else(|| self.percent())
    }

    fn exact(self) -> Option<Decimal> {
        let hundredfold = self.numerator.pounds().checked_mul(Decimal::ONE_HUNDRED)?;
        hundredfold.checked_div(self.denominator.pounds())
    }
}

/// More decimals than this tell nobody anything.
const FINEST: u32 = 10;

fn rounded(percent: Decimal, decimals: u32) -> Decimal {
    let mut rounded = percent.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
    rounded.rescale(decimals);
    rounded
}

/// How far one percentage is from another, in percentage points: `−0.1 points`.
#[must_use]
pub fn in_points(difference: Decimal) -> String {
    let sign = if difference.is_sign_negative() && !difference.is_zero() { "−" } else { "" };
    format!("{sign}{}\u{a0}points", difference.abs())
}

#[cfg(test)]
mod tests {
    use super::{Money, Share};

    #[test]
    fn what_is_below_a_limit_is_not_printed_as_the_limit() {
        let beside = |part: i64, whole: i64| {
            let share = Share { numerator: Money::from_sum(part), denominator: Money::from_sum(whole) };
            share.percent_beside("5".parse().unwrap()).unwrap().to_string()
        };
        assert_eq!([beside(749_900, 15_000_000), beside(749_000, 15_000_000)], ["4.999", "4.99"]);
        assert_eq!([beside(740_000, 15_000_000), beside(750_000, 15_000_000)], ["4.9", "5.0"]);
        assert_eq!([beside(750_100, 15_000_000), beside(-750_000, 15_000_000)], ["5.0", "-5.0"]);
    }

    #[test]
    fn percentages_round_half_away_from_zero() {
        let check = |numerator: i64, denominator: i64, expected: Option<&str>| {
            let share = Share { numerator: Money::from_sum(numerator), denominator: Money::from_sum(denominator) };
            assert_eq!(share.percent().map(|percent| percent.to_string()).as_deref(), expected);
        };
        check(1_180_000_000, 2_200_000_000, Some("53.6"));
        check(1_020_000_000, 12_406_200_000, Some("8.2"));
        check(1, 2_000, Some("0.1"));
        check(-1, 2_000, Some("-0.1"));
        check(5, 5, Some("100.0"));
        check(0, 5, Some("0.0"));
        check(5, 0, None);
    }
}
