//! Risk shares: by which rule the partners in an agreement bear what a pool over- or underspends.

use std::str::FromStr;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::money::Money;
use super::words::folded;

/// How an over- or underspend is shared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RiskRule {
    /// In proportion to the commitments as the year began.
    Proportional,
    /// By percentages in the register's sheet `Risk shares`, which may change in steps and may be capped.
    Fixed,
    /// Only a part of it is shared, by the percentages, or else in proportion; its host bears the rest.
    Part(Percent),
    /// Each partner bears its own.
    None,
}

impl RiskRule {
    /// The rule that the register's words mean; `None` for words that are no rule.
    ///
    /// `Proportional to opening contributions`, `Fixed percentages`, `Stepped and capped`, `Part of the pool: 40%`,
    /// `None: each bears its own`.
    #[must_use]
    pub fn named(text: &str) -> Option<Self> {
        let words = folded(text);
        match words.split(' ').next()? {
            "proportional" => Some(Self::Proportional),
            "fixed" | "stepped" | "capped" => Some(Self::Fixed),
            "part" => {
                let percent = text.split_whitespace().find_map(|word| word.parse().ok())?;
                Some(Self::Part(percent))
            }
            "none" => Some(Self::None),
            _ => None,
        }
    }
}

/// What becomes of an underspend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnderspendRule {
    /// It is carried forward in the pool.
    CarriedForward,
    /// The lead, or host, keeps it.
    KeptByLead,
    /// It is a contingency, or for use that does not recur.
    Contingency,
    /// It is shared as an overspend is.
    Shared,
}

impl UnderspendRule {
    /// The rule that the register's words mean; `None` for words that are no rule.
    #[must_use]
    pub fn named(text: &str) -> Option<Self> {
        let words = folded(text);
        let rules = [
            ("carried", Self::CarriedForward),
            ("kept", Self::KeptByLead),
            ("contingency", Self::Contingency),
            ("non recurrent", Self::Contingency),
            ("shared", Self::Shared),
        ];
        rules.into_iter().find(|(start, _)| words.starts_with(start)).map(|(_, rule)| rule)
    }

    /// What becomes of it, in words.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::CarriedForward => "carried forward in the pool",
            Self::KeptByLead => "kept by the host",
            Self::Contingency => "held as a contingency",
            Self::Shared => "shared by the partners",
        }
    }
}

/// A percentage with up to four decimals, in ten-thousandths of a per cent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Percent(u32);

impl Percent {
    /// All of it.
    pub const WHOLE: Self = Self(1_000_000);

    /// As a weight: ten-thousandths of a per cent.
    #[must_use]
    pub fn weight(self) -> i128 {
        i128::from(self.0)
    }

    /// What is left of the whole.
    #[must_use]
    pub fn rest(self) -> Self {
        Self(Self::WHOLE.0.saturating_sub(self.0))
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
        let percent = if is_fraction { number * Decimal::ONE_HUNDRED } else { number };
        let parts = percent * Decimal::from(10_000);
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

/// A partner's share: one percentage, or one for each step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Steps(Vec<(Option<Money>, Percent)>);

impl Steps {
    /// The percentage in force for what lies above an amount, and where its step ends.
    #[must_use]
    pub fn above(&self, amount: Money) -> Option<(Percent, Option<Money>)> {
        let step = self.0.iter().find(|(end, _)| end.is_none_or(|end| amount < end))?;
        Some((step.1, step.0))
    }
}

impl FromStr for Steps {
    type Err = NotAPercentage;

    /// Reads `51%`, or `50% of the first £500,000; 80% of the rest`, each step's end counted from nothing.
    fn from_str(text: &str) -> Result<Self, NotAPercentage> {
        let mut steps = Vec::new();
        let parts: Vec<&str> = text.split(';').collect();
        for (place, part) in parts.iter().enumerate() {
            let last = place + 1 == parts.len();
            let (percent, end) = match part.split_once(" of the ") {
                None => (part.trim(), None),
                Some((percent, "rest")) => (percent.trim(), None),
                Some((percent, end)) => (percent.trim(), Some(pounds(end.trim()).ok_or(NotAPercentage)?)),
            };
            let ordered = match (steps.last(), end) {
                (Some((Some(before), _)), Some(end)) => *before < end,
                (Some((None, _)), _) => false,
                _ => true,
            };
            if end.is_none() != last || !ordered {
                return Err(NotAPercentage);
            }
            steps.push((end, percent.parse()?));
        }
        Ok(Self(steps))
    }
}

/// `first £500,000`, or `next` and where it ends.
fn pounds(text: &str) -> Option<Money> {
    let amount = text.strip_prefix("first ").or_else(|| text.strip_prefix("next to "))?;
    let digits: String = amount.chars().filter(|letter| !matches!(letter, '£' | ',')).collect();
    let pounds: i64 = digits.trim().parse().ok()?;
    Money::from_pence(pounds.checked_mul(100)?)
}

#[cfg(test)]
mod tests {
    use super::{Money, Percent, RiskRule, Steps, UnderspendRule};

    #[test]
    fn rules_are_named_as_agreements_name_them() {
        for (text, rule) in [
            ("Proportional to opening contributions", Some(RiskRule::Proportional)),
            ("Fixed percentages", Some(RiskRule::Fixed)),
            ("Stepped and capped", Some(RiskRule::Fixed)),
            ("Part of the pool: 40%", Some(RiskRule::Part("40%".parse().unwrap()))),
            ("None: no money is pooled", Some(RiskRule::None)),
            ("Part of the pool", None),
            ("As the board decides", None),
        ] {
            assert_eq!(RiskRule::named(text), rule, "{text}");
        }
        assert_eq!(UnderspendRule::named("Carried forward in the pool"), Some(UnderspendRule::CarriedForward));
        assert_eq!(UnderspendRule::named("whatever"), None);
    }

    #[test]
    fn percentages_are_read_as_text_and_as_cells_hold_them() {
        for (text, weight) in
            [("51%", 510_000), ("51", 510_000), ("0.51", 510_000), ("33.3333 %", 333_333), ("1", 1_000_000)]
        {
            assert_eq!(text.parse::<Percent>().map(Percent::weight), Ok(weight), "{text}");
        }
        for text in ["101%", "-1%", "a half", "", "33.33333%"] {
            assert!(text.parse::<Percent>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_share_may_change_in_steps() {
        let steps: Steps = "50% of the first £500,000; 80% of the rest".parse().unwrap();
        let above =
            |pounds: i64| steps.above(Money::from_sum(pounds * 100)).map(|(percent, end)| (percent.weight(), end));
        assert_eq!(above(0), Some((500_000, Some(Money::from_sum(50_000_000)))));
        assert_eq!(above(499_999), Some((500_000, Some(Money::from_sum(50_000_000)))));
        assert_eq!(above(500_000), Some((800_000, None)));
        for text in ["50% of the first £500,000", "50%; 80%", "50% of the rest; 80% of the first £5"] {
            assert!(text.parse::<Steps>().is_err(), "{text}");
        }
    }
}
