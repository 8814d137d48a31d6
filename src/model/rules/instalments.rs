//! Rules of instalments: when in a year the parts of a commitment fall due.

pub mod in_advance;
pub mod in_arrears;
pub mod monthly;
pub mod profile;
pub mod quarterly;

use super::{Family, Rule};
use crate::model::money::Money;
use crate::model::period::Period;
use crate::model::reason::Reason;
use crate::model::words::folded;

/// Every rule of instalments; that of profiles reads what no word of the others is.
pub const RULES: &[Rule<Result<Instalments, Reason>>] =
    &[quarterly::RULE, monthly::RULE, in_advance::RULE, in_arrears::RULE, profile::RULE];

/// What `explain` says of them.
pub const FAMILY: Family =
    Family { of: "instalments", sheet: "Commitments", heading: "Instalments", words: || super::words_of(RULES) };

/// The months of a financial year, April first.
const MONTHS: usize = 12;

/// When a commitment is paid: what part of it falls due by the end of each month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Instalments {
    /// The part that falls due by the end of each month, April first.
    parts: [u32; MONTHS],
}

/// What an empty cell means.
impl Default for Instalments {
    fn default() -> Self {
        quarterly::QUARTERS
    }
}

impl Instalments {
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
}

/// What an entry under `Instalments` means.
///
/// # Errors
///
/// Why it is no pattern of instalments.
pub fn read(text: &str) -> Result<Instalments, Reason> {
    if folded(text).is_empty() {
        return Ok(Instalments::default());
    }
    super::read(RULES, text, &[]).unwrap_or_else(|| Err(unknown()))
}

fn unknown() -> Reason {
    let others = vec!["`{}`"; RULES.len().saturating_sub(1)].join(", ");
    Reason {
        words: format!("no pattern of instalments: write {others}, or `{{}}`").into(),
        values: RULES.iter().map(|rule| rule.words.such_as.to_owned()).collect(),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::{Money, read};

    /// What of so many pence is due by the end of a period.
    pub fn due(pattern: &str, pence: i64, period: &str) -> i64 {
        let pattern = read(pattern).unwrap();
        pattern.due(Money::from_sum(pence), period.parse().unwrap()).unwrap().pence()
    }

    /// What of £120.00 is due by the ends of April, June, November and March, in pence.
    pub fn of_the_year(pattern: &str) -> [i64; 4] {
        ["2024-25-M01", "2024-25-Q1", "2024-25-M08", "2024-25"].map(|period| due(pattern, 12_000, period))
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
    fn what_is_no_pattern_is_told_what_would_be_one() {
        let why = read("when asked").unwrap_err().to_string();
        let patterns = "`quarterly`, `monthly`, `in advance`, `in arrears`, or `Q1 30%; Q2 70%`";
        assert_eq!(why, format!("no pattern of instalments: write {patterns}"));
        assert_eq!(read(""), read("quarterly"), "what an empty cell means");
        assert_eq!(read(" – "), read("quarterly"));
    }
}
