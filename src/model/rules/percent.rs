//! Percentages of the register: exact, and as a text or a cell holds them.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// A percentage with up to four decimals, in ten-thousandths of a per cent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Percent(u32);

impl Percent {
    /// Nothing of it.
    pub const NONE: Self = Self(0);
    /// All of it.
    pub const WHOLE: Self = Self(1_000_000);

    /// As a weight: ten-thousandths of a per cent.
    #[must_use]
    pub fn weight(self) -> i128 {
        i128::from(self.0)
    }

    /// From a weight of no more than the whole.
    pub(super) fn from_weight(weight: i128) -> Self {
        Self(u32::try_from(weight).unwrap_or_default().min(Self::WHOLE.0))
    }

    /// Two together; `None` where they are more than the whole.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).filter(|sum| *sum <= Self::WHOLE.0).map(Self)
    }

    /// Whether shares of the whole leave this only because they are rounded: three times `33.33%`. Shares with less than two decimals
    /// are no rounded ones.
    #[must_use]
    pub fn is_rounding_of(self, shares: &[Self]) -> bool {
        let is_written_in = |unit: &u32| shares.iter().all(|share| share.0 % *unit == 0);
        let unit = [100, 10, 1].into_iter().find(is_written_in).unwrap_or(1);
        let is_rounded = !shares.iter().all(|share| share.0 % 1_000 == 0);
        let most = u32::try_from(shares.len()).unwrap_or(u32::MAX).saturating_mul(unit) / 2;
        is_rounded && self.0 <= most
    }

    /// What is left of the whole.
    #[must_use]
    pub fn rest(self) -> Self {
        Self(Self::WHOLE.0.saturating_sub(self.0))
    }
}

/// As a paper prints it: `51%`, `33.3333%`.
impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}%", Decimal::new(i64::from(self.0), 4).normalize())
    }
}

impl FromStr for Percent {
    type Err = NotAPercentage;

    /// Reads `51%`, `51` and, as a spreadsheet holds it, `0.51`.
    fn from_str(text: &str) -> Result<Self, NotAPercentage> {
        let text = text.trim();
        let bare = text.strip_suffix('%').map(str::trim_end);
        let number: Decimal = bare.unwrap_or(text).parse().map_err(|_| NotAPercentage)?;
        // A cell that is formatted as a percentage holds a fraction.
        let is_fraction = bare.is_none() && number <= Decimal::ONE;
        let parts_of_one = if is_fraction { 1_000_000 } else { 10_000 };
        let parts = number.checked_mul(Decimal::from(parts_of_one)).ok_or(NotAPercentage)?;
        match parts.to_u32().filter(|whole| Decimal::from(*whole) == parts && *whole <= Self::WHOLE.0) {
            Some(parts) => Ok(Self(parts)),
            None => Err(NotAPercentage),
        }
    }
}

/// Text that is no percentage from 0 to 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a percentage: write it like `51%`")]
pub struct NotAPercentage;

#[cfg(test)]
mod tests {
    use super::Percent;

    #[test]
    fn what_rounded_shares_leave_is_rounding() {
        let leave = |shares: &[&str], rest: &str| {
            let shares: Vec<Percent> = shares.iter().map(|share| share.parse().unwrap()).collect();
            rest.parse::<Percent>().unwrap().is_rounding_of(&shares)
        };
        assert!(leave(&["33.3333%", "33.3333%", "33.3333%"], "0.0001%") && leave(&["33.33%"; 3], "0.01%"));
        assert!(!leave(&["33%", "33%", "33%"], "1%") && !leave(&["60%", "30%"], "10%"));
        assert!(!leave(&["60.25%", "39.7%"], "0.05%") && !leave(&[], "100%"));
    }

    #[test]
    fn percentages_are_read_as_text_and_as_cells_hold_them() {
        for (text, weight) in
            [("51%", 510_000), ("51", 510_000), ("0.51", 510_000), ("33.3333 %", 333_333), ("1", 1_000_000)]
        {
            assert_eq!(text.parse::<Percent>().map(Percent::weight), Ok(weight), "{text}");
        }
        for text in ["51%", "33.3333%", "0.5%", "100%", "0%", "10%"] {
            assert_eq!(text.parse::<Percent>().unwrap().to_string(), text);
        }
        for text in ["101%", "-1%", "a half", "", "33.33333%", "79228162514264337593543950335"] {
            assert!(text.parse::<Percent>().is_err(), "{text}");
        }
    }
}
