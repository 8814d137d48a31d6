//! Instalments: when in a year the parts of a commitment fall due.

use std::str::FromStr;

use super::money::Money;
use super::period::Period;
use super::words::folded;

/// The months of a financial year, April first.
const MONTHS: usize = 12;

/// A hundred per cent, in hundredths of one.
const WHOLE: u32 = 10_000;

/// When a commitment is paid: what part of it falls due by the end of each month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Instalments {
    /// The part that falls due by the end of each month, April first.
    parts: [u32; MONTHS],
}

/// Four equal quarters, each due by its end: what an empty cell means.
impl Default for Instalments {
    fn default() -> Self {
        Self { parts: [0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1] }
    }
}

impl Instalments {
    /// Twelve equal months, each due by its end.
    const TWELFTHS: Self = Self { parts: [1; MONTHS] };

    /// One payment, due in April.
    const IN_ADVANCE: Self = Self { parts: [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] };

    /// One payment, due in March.
    const IN_ARREARS: Self = Self { parts: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1] };

    /// What of an amount for the year is due by the end of a period, to the penny.
    ///
    /// What is due runs from the start of the year and is rounded half away from zero, so that the instalments add up to the
    /// amount; `None` where it does not fit.
    #[must_use]
    pub fn due(self, amount: Money, period: Period) -> Option<Money> {
        let add = |parts: &[u32]| parts.iter().map(|part| i128::from(*part)).sum::<i128>();
        let (whole, by_then) = (add(&self.parts), add(self.parts.get(..usize::from(period.months()))?));
        let doubled = i128::from(amount.pence()).checked_mul(by_then)?.checked_mul(2)?;
        let pence = (doubled + whole * doubled.signum()) / (whole * 2);
        i64::try_from(pence).ok().map(Money::from_sum)
    }

    /// Reads a profile such as `Q1 30%; Q2 70%` or `M01 50%; M12 50%`: what is not named is nothing.
    fn profile(text: &str) -> Result<Self, NotInstalments> {
        let mut parts = [0; MONTHS];
        for named in text.split([';', ',', '\n']).map(str::trim).filter(|named| !named.is_empty()) {
            let (when, percent) = named.split_once([' ', ':', '=']).ok_or(NotInstalments::Unknown)?;
            let place = last_month(when).ok_or(NotInstalments::Unknown)?;
            let hundredths = hundredths(percent).ok_or(NotInstalments::Unknown)?;
            let part: &mut u32 = parts.get_mut(place - 1).ok_or(NotInstalments::Unknown)?;
            if *part > 0 {
                return Err(NotInstalments::Twice(when.to_owned()));
            }
            *part = hundredths;
        }
        match parts.iter().sum() {
            WHOLE => Ok(Self { parts }),
            sum => Err(NotInstalments::NotTheWhole(sum / 100, sum % 100)),
        }
    }
}

/// Reads the words of the register's column `Instalments`, or a profile.
impl FromStr for Instalments {
    type Err = NotInstalments;

    fn from_str(text: &str) -> Result<Self, NotInstalments> {
        match folded(text).as_str() {
            "" | "quarterly" | "quarters" | "equal quarters" | "four equal quarters" => Ok(Self::default()),
            "monthly" | "twelfths" | "equal twelfths" | "twelve equal months" => Ok(Self::TWELFTHS),
            "in advance" => Ok(Self::IN_ADVANCE),
            "in arrears" => Ok(Self::IN_ARREARS),
            _ => Self::profile(text),
        }
    }
}

/// The last month of `Q3` or `M09`, counted from April.
fn last_month(text: &str) -> Option<usize> {
    let (letter, digits) = text.split_at_checked(1)?;
    let number: usize = digits.parse().ok()?;
    match letter {
        "Q" | "q" if (1..=4).contains(&number) => Some(number * 3),
        "M" | "m" if (1..=MONTHS).contains(&number) => Some(number),
        _ => None,
    }
}

/// `33.25%` as hundredths of one per cent.
fn hundredths(text: &str) -> Option<u32> {
    let number = text.trim().strip_suffix('%')?.trim_end();
    let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
    let all_digits = [whole, decimals].iter().all(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
    if whole.is_empty() || whole.len() > 3 || decimals.len() > 2 || !all_digits {
        return None;
    }
    format!("{whole}{decimals:0<2}").parse().ok().filter(|hundredths| (1..=WHOLE).contains(hundredths))
}

/// Text that says no pattern of instalments.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotInstalments {
    /// Neither a word of the list nor a profile.
    #[error("no pattern of instalments: write `quarterly`, `monthly`, `in advance`, `in arrears`, or `Q1 30%; Q2 70%`")]
    Unknown,
    /// Two parts that fall due together.
    #[error("the end of `{0}` is named twice")]
    Twice(String),
    /// A profile of more or less than the whole.
    #[error("the parts add up to {0}.{1:02}%, not to 100%")]
    NotTheWhole(u32, u32),
}

#[cfg(test)]
mod tests {
    use super::{Instalments, Money, NotInstalments};

    fn due(pattern: &str, pence: i64, period: &str) -> i64 {
        let pattern: Instalments = pattern.parse().unwrap();
        pattern.due(Money::from_sum(pence), period.parse().unwrap()).unwrap().pence()
    }

    #[test]
    fn an_instalment_is_due_by_the_end_of_its_quarter_or_month() {
        for (pattern, expected) in [
            ("", [0, 3_000, 6_000, 12_000]),
            ("Equal quarters", [0, 3_000, 6_000, 12_000]),
            ("Monthly", [1_000, 3_000, 8_000, 12_000]),
            ("in advance", [12_000; 4]),
            ("In arrears", [0, 0, 0, 12_000]),
            ("Q1 30%; Q2 30%; Q3 20%; Q4 20%", [0, 3_600, 7_200, 12_000]),
            ("M01 50%; M12 50%", [6_000, 6_000, 6_000, 12_000]),
            ("q1: 33.25%, q4: 66.75 %", [0, 3_990, 3_990, 12_000]),
        ] {
            let found =
                ["2024-25-M01", "2024-25-Q1", "2024-25-M08", "2024-25"].map(|period| due(pattern, 12_000, period));
            assert_eq!(found, expected, "{pattern}");
        }
    }

    #[test]
    fn what_is_due_adds_up_to_the_whole_amount_to_the_penny() {
        for pence in [1, 5, 1_001, -1_001, 99_999_999_999_999] {
            for pattern in ["quarterly", "monthly", "Q1 33.33%; Q2 33.33%; Q3 33.34%"] {
                assert_eq!(due(pattern, pence, "2024-25"), pence);
                assert_eq!(due(pattern, -pence, "2024-25-M07"), -due(pattern, pence, "2024-25-M07"));
            }
        }
        assert_eq!(due("quarterly", 2, "2024-25-Q1"), 1, "half a penny is rounded away from zero");
        assert_eq!(due("quarterly", 1_001, "2024-25-Q2"), 501);
    }

    #[test]
    fn what_cannot_be_read_is_refused_with_the_reason() {
        let refused = |text: &str| text.parse::<Instalments>().unwrap_err();
        for text in ["when asked", "Q5 100%", "M13 100%", "Q1 100", "Q1 -5%; Q2 105%", "Q1 33.333%", "Q1", "é 5%"] {
            assert_eq!(refused(text), NotInstalments::Unknown, "{text}");
        }
        assert_eq!(refused("Q1 50%; M03 50%"), NotInstalments::Twice("M03".to_owned()));
        assert_eq!(refused("Q1 50%; Q2 40.5%").to_string(), "the parts add up to 90.50%, not to 100%");
    }
}
