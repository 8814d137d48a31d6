//! Rules of instalments: on which days of a year the parts of a commitment fall due.

pub mod in_advance;
pub mod in_arrears;
pub mod monthly;
pub mod monthly_in_advance;
pub mod profile;
pub mod quarterly;
pub mod quarterly_in_advance;

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use super::{Family, Rule};
use crate::model::money::Money;
use crate::model::period::Year;
use crate::model::reason::Reason;
use crate::model::words::{folded, listed};

/// Every rule of instalments; that of profiles reads what no word of the others is.
pub const RULES: &[Rule<Result<Instalments, Reason>>] = &[
    quarterly::RULE,
    monthly::RULE,
    quarterly_in_advance::RULE,
    monthly_in_advance::RULE,
    in_advance::RULE,
    in_arrears::RULE,
    profile::RULE,
];

/// What changes nothing in a rule of instalments.
const HARMLESS: &[&str] = &["paid", "payable", "due", "instalments", "payments"];

/// What `explain` says of them.
pub const FAMILY: Family =
    Family { of: "instalments", sheet: "Commitments", heading: "Instalments", words: || super::words_of(RULES) };

/// When a commitment is paid: which part of it falls due on which day of a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instalments {
    /// Each day with its part beside the others'; in the order of the days.
    parts: Vec<(Day, u32)>,
    /// Whether the register names the days itself; else they are those of any whole year.
    are_named: bool,
}

/// A day of any financial year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Day {
    /// The month, from 1, which is April.
    month: u32,
    /// The day of the month, or its last where it is shorter.
    day: u32,
}

impl Day {
    const fn first_of(month: u32) -> Self {
        Self { month, day: 1 }
    }

    const fn last_of(month: u32) -> Self {
        Self { month, day: 31 }
    }

    /// The day that a date is.
    fn of(date: NaiveDate) -> Self {
        Self { month: (date.month() + 8) % 12 + 1, day: date.day() }
    }

    fn in_year(self, year: Year) -> NaiveDate {
        let first = year.first_day() + chrono::Months::new(self.month.saturating_sub(1));
        let last = first + chrono::Months::new(1) - chrono::Days::new(1);
        last.min(first + chrono::Days::new(u64::from(self.day.saturating_sub(1))))
    }
}

/// What an empty cell means.
impl Default for Instalments {
    fn default() -> Self {
        quarterly::quarters()
    }
}

impl Instalments {
    /// Equal parts on some days, in their order.
    fn equal(days: impl IntoIterator<Item = Day>) -> Self {
        Self { parts: days.into_iter().map(|day| (day, 1)).collect(), are_named: false }
    }

    /// The instalments of a year in which the commitment runs only from one day to another: what is committed is shared over those
    /// that fall in that time. Where none does, all is due on its last day; what is paid in advance, on its first. Days that the
    /// register names stay as they are, and so do all where nothing of the year is in that time.
    #[must_use]
    pub fn between(&self, from: Option<NaiveDate>, to: Option<NaiveDate>, year: Year) -> Self {
        let first = from.map_or(year.first_day(), |from| from.max(year.first_day()));
        let last = to.map_or(year.last_day(), |to| to.min(year.last_day()));
        if self.are_named || first > last {
            return self.clone();
        }
        let runs = |day: &Day| (first..=last).contains(&day.in_year(year));
        let days: Vec<Day> = self.parts.iter().map(|(day, _)| *day).filter(runs).collect();
        if days.is_empty() {
            return Self::equal(self.days(year).map(|day| Day::of(day.clamp(first, last))).max());
        }
        Self::equal(days)
    }

    /// The days of a year on which something falls due.
    pub fn days(&self, year: Year) -> impl Iterator<Item = NaiveDate> {
        self.parts.iter().map(move |(day, _)| day.in_year(year))
    }

    /// On which days of a year which parts fall due, in words: `4 equal parts, on 30 June, …`.
    #[must_use]
    pub fn in_words(&self, year: Year) -> String {
        let days: Vec<String> = self.days(year).map(|day| day.format("%-d %B").to_string()).collect();
        let mut sizes = self.parts.iter().map(|(_, part)| *part);
        let first = sizes.next();
        match days.as_slice() {
            [only] => format!("all of it on {only}"),
            several if sizes.all(|part| Some(part) == first) => {
                format!("{} equal parts, on {}", several.len(), listed(several))
            }
            several => {
                let whole: u32 = self.parts.iter().map(|(_, part)| part).sum();
                let percent =
                    |part: u32| (Decimal::from(part) * Decimal::ONE_HUNDRED / Decimal::from(whole)).round_dp(2);
                let each = several
                    .iter()
                    .zip(&self.parts)
                    .map(|(day, (_, part))| format!("{}% on {day}", percent(*part).normalize()));
                listed(&each.collect::<Vec<_>>())
            }
        }
    }

    /// What of an amount for the year is due by a day, that day's instalment included.
    ///
    /// What is due runs from the start of the year and is rounded half away from zero, so that the instalments add up to the
    /// amount; `None` where it does not fit.
    #[must_use]
    pub fn due(&self, amount: Money, year: Year, by: NaiveDate) -> Option<Money> {
        let add = |parts: &mut dyn Iterator<Item = &(Day, u32)>| parts.map(|(_, part)| i128::from(*part)).sum::<i128>();
        let whole = add(&mut self.parts.iter());
        let by_then = add(&mut self.parts.iter().filter(|(day, _)| day.in_year(year) <= by));
        part_of(amount, by_then, whole)
    }

    /// What of a variation is due by a day. It moves only the instalments due after its own date, in equal parts; where none is, all
    /// of it is due on the year's last day.
    #[must_use]
    pub fn due_of_variation(&self, amount: Money, dated: NaiveDate, year: Year, by: NaiveDate) -> Option<Money> {
        let later: Vec<NaiveDate> = self.days(year).filter(|day| *day > dated).collect();
        let days = if later.is_empty() { vec![year.last_day()] } else { later };
        let by_then = days.iter().filter(|day| **day <= by).count();
        part_of(amount, i128::try_from(by_then).ok()?, i128::try_from(days.len()).ok()?)
    }
}

/// So many parts of a whole of them, rounded half away from zero.
fn part_of(amount: Money, parts: i128, whole: i128) -> Option<Money> {
    let doubled = i128::from(amount.pence()).checked_mul(parts)?.checked_mul(2)?;
    let pence = (doubled + whole * doubled.signum()).checked_div(whole * 2)?;
    i64::try_from(pence).ok().map(Money::from_sum)
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
    let unknown = || Err(Reason::new("`{}` is no pattern of instalments", [text]));
    super::read(RULES, text, HARMLESS).unwrap_or_else(unknown)
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::{prop, proptest};

    use super::{Money, NaiveDate, RULES, Year, read};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn year() -> Year {
        "2024-25".parse().unwrap()
    }

    /// What of so many pence is due by a day.
    pub fn due(pattern: &str, pence: i64, by: &str) -> i64 {
        read(pattern).unwrap().due(Money::from_sum(pence), year(), day(by)).unwrap().pence()
    }

    /// What of £120.00 is due by the ends of April, June, November and March, in pence.
    pub fn of_the_year(pattern: &str) -> [i64; 4] {
        ["2024-04-30", "2024-06-30", "2024-11-30", "2025-03-31"].map(|by| due(pattern, 12_000, by))
    }

    #[test]
    fn what_is_due_adds_up_to_the_whole_amount_to_the_penny() {
        for pence in [1, 5, 1_001, -1_001, 99_999_999_999_999] {
            for pattern in ["quarterly", "monthly", "Q1 33.33%; Q2 33.33%; Q3 33.34%"] {
                assert_eq!(due(pattern, pence, "2025-03-31"), pence);
                assert_eq!(due(pattern, -pence, "2024-10-31"), -due(pattern, pence, "2024-10-31"));
            }
        }
        assert_eq!(due("quarterly", 2, "2024-06-30"), 1, "half a penny is rounded away from zero");
        assert_eq!(due("quarterly", 1_001, "2024-09-30"), 501);
    }

    #[test]
    fn an_instalment_is_due_on_its_day_and_not_before() {
        assert_eq!([due("", 400, "2024-06-29"), due("", 400, "2024-06-30")], [0, 100]);
        assert_eq!([due("in advance", 400, "2024-03-31"), due("in advance", 400, "2024-04-01")], [0, 400]);
        assert_eq!([due("monthly", 1_200, "2025-02-27"), due("monthly", 1_200, "2025-02-28")], [1_000, 1_100]);
    }

    #[test]
    fn a_variation_moves_what_falls_due_after_it() {
        let due = |pattern: &str, dated: &str, by: &str| {
            let pattern = read(pattern).unwrap();
            pattern.due_of_variation(Money::from_sum(-300), day(dated), year(), day(by)).unwrap().pence()
        };
        for (by, expected) in [("2024-06-30", 0), ("2024-09-30", -100), ("2024-12-31", -200), ("2025-03-31", -300)] {
            assert_eq!(due("quarterly", "2024-06-30", by), expected, "{by}");
        }
        assert_eq!(due("quarterly", "2024-03-01", "2024-06-30"), -75, "agreed before the year: every instalment");
        assert_eq!(due("in advance", "2024-06-01", "2025-03-30"), 0, "after the last instalment");
        assert_eq!(due("in advance", "2024-06-01", "2025-03-31"), -300, "the year's last day");
        assert_eq!(due("Q1 90%; Q4 10%", "2024-04-01", "2024-06-30"), -150, "in equal parts");
    }

    #[test]
    fn instalments_are_those_of_the_time_in_which_the_commitment_runs() {
        let due = |pattern: &str, from: Option<&str>, to: Option<&str>| {
            let pattern = read(pattern).unwrap().between(from.map(day), to.map(day), year());
            let due = |by: &str| pattern.due(Money::from_sum(1_200), year(), day(by)).unwrap().pence();
            ["2024-04-01", "2024-06-30", "2024-09-30", "2024-12-31", "2025-03-31"].map(due)
        };
        let whole = [0, 300, 600, 900, 1_200];
        for (from, to) in [(None, None), (Some("2020-04-01"), None), (Some("2024-06-30"), Some("2029-03-31"))] {
            assert_eq!(due("quarterly", from, to), whole, "{from:?} {to:?}");
        }
        assert_eq!(due("", Some("2024-07-01"), None), [0, 0, 400, 800, 1_200]);
        assert_eq!(due("", Some("2024-10-01"), None), [0, 0, 0, 600, 1_200]);
        assert_eq!(due("", None, Some("2024-09-30")), [0, 600, 1_200, 1_200, 1_200]);
        assert_eq!(due("monthly in advance", Some("2025-01-01"), None), [0, 0, 0, 0, 1_200]);
        assert_eq!(
            due("quarterly", Some("2024-07-05"), Some("2024-09-20")),
            [0, 0, 1_200, 1_200, 1_200],
            "its last day"
        );
        assert_eq!(due("in advance", Some("2024-07-01"), None), [0, 0, 1_200, 1_200, 1_200], "its first");
        assert_eq!(due("in arrears", None, Some("2024-12-31")), [0, 0, 0, 1_200, 1_200]);
        assert_eq!(due("Q1 50%; Q4 50%", Some("2024-07-01"), None), [0, 600, 600, 600, 1_200], "days that are named");
        assert_eq!(due("quarterly", Some("2025-07-01"), None), whole, "nothing of the year");
        assert_eq!(due("quarterly", None, Some("2024-03-31")), whole);
    }

    #[test]
    fn what_is_no_pattern_is_said() {
        let why = read("when asked").unwrap_err().to_string();
        assert_eq!(why, "`when asked` is no pattern of instalments");
        assert_eq!(read(""), read("quarterly"), "what an empty cell means");
        assert_eq!(read(" – "), read("quarterly"));
    }

    proptest! {
        #[test]
        fn a_variation_adds_up_and_changes_nothing_that_was_due(
            amount in -100_000_000_i64..100_000_000, varied in -100_000_000_i64..100_000_000,
            pattern in 0..RULES.len(), dated in 0_u64..500, by in prop::collection::vec(0_u64..365, 1..5),
        ) {
            let pattern = read(RULES[pattern].words.such_as).unwrap();
            let start = year().first_day() - chrono::Days::new(100);
            let dated = start + chrono::Days::new(dated);
            let (amount, varied) = (Money::from_sum(amount), Money::from_sum(varied));
            let of = |by| pattern.due_of_variation(varied, dated, year(), by).unwrap();
            for by in by {
                let by = year().first_day() + chrono::Days::new(by);
                if by <= dated && by < year().last_day() {
                    assert_eq!(of(by), Money::ZERO);
                }
            }
            if dated < year().last_day() {
                assert_eq!(of(year().last_day()), varied);
            }
            assert_eq!(pattern.due(amount, year(), year().last_day()), Some(amount));
        }
    }
}
