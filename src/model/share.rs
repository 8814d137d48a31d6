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
        let hundredfold = self.numerator.pounds().checked_mul(Decimal::ONE_HUNDRED)?;
        let percent = hundredfold.checked_div(self.denominator.pounds())?;
        let mut rounded = percent.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero);
        rounded.rescale(1);
        Some(rounded)
    }
}

/// A percentage as a pack prints it, with a true minus sign where it is below zero: `53.6 %`, with a space that does not break.
#[must_use]
pub fn in_words(percent: Decimal) -> String {
    let sign = if percent.is_sign_negative() && !percent.is_zero() { "−" } else { "" };
    format!("{sign}{}\u{a0}%", percent.abs())
}

/// How far one percentage is from another, in percentage points: `−0.1 points`.
#[must_use]
pub fn in_points(difference: Decimal) -> String {
    let sign = if difference.is_sign_negative() && !difference.is_zero() { "−" } else { "" };
    format!("{sign}{}\u{a0}points", difference.abs())
}

#[cfg(test)]
mod tests {
    use super::{Money, Share, in_words};

    #[test]
    fn percentages_are_printed_with_a_true_minus_sign() {
        let printed = |text: &str| in_words(text.parse().unwrap());
        assert_eq!([printed("53.6"), printed("-0.1"), printed("-0.0")], ["53.6\u{a0}%", "−0.1\u{a0}%", "0.0\u{a0}%"]);
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
