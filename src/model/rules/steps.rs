//! Steps: a share that is one percentage, or changes with how much there is to bear.

use std::fmt;
use std::str::FromStr;

use super::percent::{NotAPercentage, Percent};
use crate::model::money::Money;

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

    /// The percentage where it is the only one.
    #[must_use]
    pub fn only(&self) -> Option<Percent> {
        match self.0.as_slice() {
            [(_, percent)] => Some(*percent),
            _ => None,
        }
    }
}

/// As a paper prints it: `51%`, or `50% of the first £500,000.00; 80% of the rest`.
impl fmt::Display for Steps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, (end, percent)) in self.0.iter().enumerate() {
            match (place, end) {
                (0, None) => write!(f, "{percent}")?,
                (0, Some(end)) => write!(f, "{percent} of the first {end}")?,
                (_, Some(end)) => write!(f, "; {percent} of the next to {end}")?,
                (_, None) => write!(f, "; {percent} of the rest")?,
            }
        }
        Ok(())
    }
}

impl Steps {
    /// Where its steps end.
    pub fn ends(&self) -> impl Iterator<Item = Money> {
        self.0.iter().filter_map(|(end, _)| *end)
    }
}

/// One percentage of all.
impl From<Percent> for Steps {
    fn from(percent: Percent) -> Self {
        Self(vec![(None, percent)])
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
    let digits: String = amount.chars().filter(|character| !matches!(character, '£' | ',')).collect();
    let pounds: i64 = digits.trim().parse().ok()?;
    Money::from_pence(pounds.checked_mul(100)?)
}

#[cfg(test)]
mod tests {
    use super::{Money, Steps};

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
