//! Money: whole pence, bounded where it enters, summed with checks.

use std::fmt;

use rust_decimal::{Decimal, RoundingStrategy};
use serde::Deserialize;

/// An amount of money in whole pence.
///
/// A single amount is bounded by [`Money::BOUND`] when it is made from a cell, so that sums of many amounts stay inside
/// 64 bits; sums are checked all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(i64);

impl Money {
    /// The largest amount that one cell may hold, in pence: a trillion pounds, ten times what England spends on health and
    /// social care in a year.
    pub const BOUND: i64 = 100_000_000_000_000;

    /// Nothing owed, nothing paid. Not a stand-in for a figure that is missing.
    pub const ZERO: Self = Self(0);

    /// An amount of so many pence, or `None` beyond [`Money::BOUND`].
    #[must_use]
    pub const fn from_pence(pence: i64) -> Option<Self> {
        if pence > Self::BOUND || pence < -Self::BOUND { None } else { Some(Self(pence)) }
    }

    /// The sum of amounts that were already accepted, in pence; it may exceed the bound of one cell.
    #[must_use]
    pub const fn from_sum(pence: i64) -> Self {
        Self(pence)
    }

    /// Whole pence.
    #[must_use]
    pub const fn pence(self) -> i64 {
        self.0
    }

    /// The sum, or `None` where it does not fit.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// The difference, or `None` where it does not fit.
    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// The sum of all amounts, or `None` where it does not fit.
    pub fn sum(amounts: impl IntoIterator<Item = Self>) -> Option<Self> {
        amounts.into_iter().try_fold(Self::ZERO, Self::checked_add)
    }

    /// The amount without its sign.
    #[must_use]
    pub const fn abs(self) -> Self {
        Self(self.0.saturating_abs())
    }

    /// The amount with the other sign.
    #[must_use]
    pub const fn negated(self) -> Self {
        Self(self.0.saturating_neg())
    }

    /// Exact pounds.
    #[must_use]
    pub fn pounds(self) -> Decimal {
        Decimal::new(self.0, 2)
    }

    /// To whole pounds, rounded half away from zero.
    #[must_use]
    pub const fn in_whole_pounds(self) -> Self {
        let half = if self.0 < 0 { -50 } else { 50 };
        Self((self.0.saturating_add(half)) / 100 * 100)
    }

    /// So many per cent more, to whole pounds, rounded half away from zero; `None` where it does not fit.
    #[must_use]
    pub fn uplifted(self, percent: Decimal) -> Option<Self> {
        let factor = Decimal::ONE_HUNDRED.checked_add(percent)?.checked_div(Decimal::ONE_HUNDRED)?;
        let pounds = self.pounds().checked_mul(factor)?;
        let whole = pounds.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
        i64::try_from(whole.mantissa()).ok()?.checked_mul(100).map(Self)
    }

    /// Pounds and pence without grouping or currency, for files that programs read: `8600000.00`.
    #[must_use]
    pub fn plain(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        let pence = self.0.unsigned_abs();
        format!("{sign}{}.{:02}", pence / 100, pence % 100)
    }

    /// The amount that [`Money::plain`] wrote; `None` where the text is not of that form.
    #[must_use]
    pub fn from_plain(text: &str) -> Option<Self> {
        let (pounds, pence) = text.split_once('.')?;
        let digits = pounds.strip_prefix('-').unwrap_or(pounds);
        let is_plain = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        if !(is_plain(digits) && is_plain(pence) && pence.len() == 2) {
            return None;
        }
        format!("{pounds}{pence}").parse().ok().map(Self)
    }

    /// As the house shortens amounts where a page has no room for pence.
    #[must_use]
    pub fn short(self, form: Short) -> String {
        match form {
            Short::Millions => self.millions(),
            Short::Thousands => self.thousands(),
        }
    }

    /// Whole pounds, rounded half away from zero: `£8,600,000`.
    #[must_use]
    pub fn whole(self) -> String {
        let pounds = self.0.saturating_add(if self.0 < 0 { -50 } else { 50 }) / 100;
        format!("{}£{}", if pounds < 0 { "−" } else { "" }, grouped(pounds.unsigned_abs()))
    }

    /// Millions of pounds with so many decimals, rounded half away from zero, in words: `£6.0 million`.
    #[must_use]
    pub fn in_words_of_millions(self, decimals: u32) -> String {
        let mut millions = (self.pounds() / Decimal::from(1_000_000))
            .round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
            .abs();
        millions.rescale(decimals);
        let sign = if self.0 < 0 && !millions.is_zero() { "−" } else { "" };
        format!("{sign}£{millions}\u{a0}million")
    }

    /// Whole thousands of pounds, rounded half away from zero: `£8,600k`.
    #[must_use]
    pub fn thousands(self) -> String {
        let half = if self.0 < 0 { -50_000 } else { 50_000 };
        let thousands = self.0.saturating_add(half) / 100_000;
        format!("{}£{}k", if thousands < 0 { "−" } else { "" }, grouped(thousands.unsigned_abs()))
    }

    /// Millions of pounds with one decimal, rounded half away from zero: `£8.6m`.
    #[must_use]
    pub fn millions(self) -> String {
        let millions = (self.pounds() / Decimal::from(1_000_000))
            .round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero)
            .abs();
        let sign = if self.0 < 0 && !millions.is_zero() { "−" } else { "" };
        let text = format!("{millions:.1}");
        let (whole, tenth) = text.split_once('.').unwrap_or((&text, "0"));
        format!("{sign}£{}.{tenth}m", whole.parse().map_or_else(|_| whole.to_owned(), grouped))
    }
}

/// How amounts are shortened where a page has no room for pence.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Short {
    /// Millions with one decimal.
    #[default]
    Millions,
    /// Whole thousands.
    Thousands,
}

/// As a pack prints it: `£8,600,000.00`, with a true minus sign where it is below zero.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "−" } else { "" };
        let pence = self.0.unsigned_abs();
        write!(f, "{sign}£{}.{:02}", grouped(pence / 100), pence % 100)
    }
}

/// A whole number with a comma before every third digit: `16,702`.
#[must_use]
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{Money, Short, grouped};

    #[test]
    fn amounts_print_as_a_pack_prints_them() {
        let check = |pence: i64, full: &str, plain: &str, short: &str| {
            let money = Money::from_sum(pence);
            assert_eq!(
                (money.to_string().as_str(), money.plain().as_str(), money.millions().as_str()),
                (full, plain, short)
            );
        };
        check(860_000_000, "£8,600,000.00", "8600000.00", "£8.6m");
        check(-10_000_000, "−£100,000.00", "-100000.00", "−£0.1m");
        check(-42_005, "−£420.05", "-420.05", "£0.0m");
        check(5_000_000, "£50,000.00", "50000.00", "£0.1m");
        check(150_000_000_000, "£1,500,000,000.00", "1500000000.00", "£1,500.0m");
        check(-5_000_000, "−£50,000.00", "-50000.00", "−£0.1m");
        let thousands =
            [860_000_000, -10_000_000, 49_999, -50_000, 0].map(|pence| Money::from_sum(pence).short(Short::Thousands));
        assert_eq!(thousands, ["£8,600k", "−£100k", "£0k", "−£1k", "£0k"]);
    }

    #[test]
    fn plain_amounts_are_read_as_they_were_written() {
        for pence in [0, 5, -5, -42_005, 860_000_000, i64::MAX] {
            let money = Money::from_sum(pence);
            assert_eq!(Money::from_plain(&money.plain()), Some(money));
        }
        for text in
            ["", "5", "5.", ".50", "-.50", "5.5", "5.555", "1,000.00", "+5.00", "5.-1", "99999999999999999999.00"]
        {
            assert_eq!(Money::from_plain(text), None, "{text}");
        }
    }

    #[test]
    fn one_cell_is_bounded_and_sums_are_checked() {
        assert_eq!(Money::from_pence(Money::BOUND + 1), None);
        assert_eq!(Money::sum([Money::from_sum(i64::MAX), Money::from_sum(1)]), None);
        assert_eq!(Money::sum([]), Some(Money::ZERO));
    }

    #[test]
    fn uplifts_are_compared_in_whole_pounds() {
        let uplifted = |pence: i64, percent: &str| Money::from_sum(pence).uplifted(percent.parse().unwrap());
        // North Tyneside, Better Care Fund: what the NHS put into social care in 2021-22 and 2022-23.
        assert_eq!(uplifted(1_165_115_000, "5.66"), Some(Money::from_sum(1_231_060_500)));
        assert_eq!(uplifted(-50, "0"), Some(Money::from_sum(-100)));
        assert_eq!(uplifted(i64::MAX, "5.66"), None);
        assert_eq!(
            [49, 50, -50, 12_349].map(|pence| Money::from_sum(pence).in_whole_pounds().pence()),
            [0, 100, -100, 12_300]
        );
    }

    #[test]
    fn thousands_are_grouped() {
        assert_eq!([0, 999, 1_000, 16_702, 1_048_576].map(grouped), ["0", "999", "1,000", "16,702", "1,048,576"]);
    }
}
