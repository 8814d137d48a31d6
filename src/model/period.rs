//! Financial years and the parts of them that a publication covers.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Serialize};

/// A financial year, April to March, named by the calendar year in which it starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Year(u16);

impl Year {
    /// The financial year that starts in April of `start`; from 1948, when the health service began, to 2147.
    #[must_use]
    pub const fn starting(start: u16) -> Option<Self> {
        if start >= 1948 && start <= 2147 { Some(Self(start)) } else { None }
    }

    /// The calendar year in which it starts.
    #[must_use]
    pub const fn start(self) -> u16 {
        self.0
    }

    /// The year before; `None` before the health service.
    #[must_use]
    pub const fn before(self) -> Option<Self> {
        Self::starting(self.0 - 1)
    }

    /// The financial year that a day lies in.
    #[must_use]
    pub fn of(day: NaiveDate) -> Option<Self> {
        let start = if day.month() >= 4 { day.year() } else { day.year() - 1 };
        u16::try_from(start).ok().and_then(Self::starting)
    }

    /// Its first day, 1 April.
    #[must_use]
    pub fn first_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(i32::from(self.0), 4, 1).unwrap_or(NaiveDate::MIN)
    }

    /// Its last day, 31 March.
    #[must_use]
    pub fn last_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(i32::from(self.0) + 1, 3, 31).unwrap_or(NaiveDate::MAX)
    }
}

impl fmt::Display for Year {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:02}", self.0, (self.0 + 1) % 100)
    }
}

impl FromStr for Year {
    type Err = NotAPeriod;

    /// Reads `2006-07`, `2006/07`, `2006..07`, `2006-2007` and the same after `FY`; a lone `FY25` is ambiguous and refused.
    fn from_str(text: &str) -> Result<Self, NotAPeriod> {
        let trimmed = text.trim();
        let bare = trimmed.strip_prefix("FY").or_else(|| trimmed.strip_prefix("fy")).unwrap_or(trimmed).trim();
        let (start, end) = bare.split_once("..").or_else(|| bare.split_once(['-', '/', '–'])).ok_or(NotAPeriod)?;
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if start.len() != 4 || !matches!(end.len(), 2 | 4) || !digits(start) || !digits(end) {
            return Err(NotAPeriod);
        }
        let start: u16 = start.parse().map_err(|_| NotAPeriod)?;
        let end: u16 = end.parse().map_err(|_| NotAPeriod)?;
        let follows = end == start + 1 || (end < 100 && end == (start + 1) % 100);
        if follows { Self::starting(start).ok_or(NotAPeriod) } else { Err(NotAPeriod) }
    }
}

/// A year, or a year to date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// The financial year.
    pub year: Year,
    /// How much of it.
    pub part: Part,
}

/// How much of a financial year a period covers; quarters and months run to date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// To the end of a month, 1 (April) to 12 (March).
    Month(u8),
    /// To the end of a quarter, 1 (April to June) to 4.
    Quarter(u8),
    /// All of it.
    Whole,
}

impl Period {
    /// The whole of a year.
    #[must_use]
    pub const fn whole(year: Year) -> Self {
        Self { year, part: Part::Whole }
    }

    /// What adds up to this period from the start of its year: quarters, or months; for a month only months.
    #[must_use]
    pub fn parts(self) -> Vec<Vec<Self>> {
        let parts = |last: u8, part: fn(u8) -> Part| {
            (1..=last).map(|number| Self { year: self.year, part: part(number) }).collect::<Vec<_>>()
        };
        match self.part {
            Part::Whole => vec![parts(4, Part::Quarter), parts(12, Part::Month)],
            Part::Quarter(quarter) => vec![parts(quarter, Part::Quarter), parts(quarter * 3, Part::Month)],
            Part::Month(month) => vec![parts(month, Part::Month)],
        }
    }

    /// The period of the same kind that ends before this one does; `None` for the first of a year, and for a whole year.
    #[must_use]
    pub fn before(self) -> Option<Self> {
        let part = match self.part {
            Part::Month(month) if month > 1 => Part::Month(month - 1),
            Part::Quarter(quarter) if quarter > 1 => Part::Quarter(quarter - 1),
            Part::Month(_) | Part::Quarter(_) | Part::Whole => return None,
        };
        Some(Self { part, ..self })
    }

    /// Whether this is a whole year, and all of it had passed on a day.
    #[must_use]
    pub fn is_closed(self, on: NaiveDate) -> bool {
        self.part == Part::Whole && on >= self.year.last_day()
    }

    /// The financial year and the month of it with which the period ends; a whole year ends after its last month.
    #[must_use]
    pub const fn end(self) -> (u16, u8) {
        match self.part {
            Part::Month(month) => (self.year.0, month),
            Part::Quarter(quarter) => (self.year.0, quarter * 3),
            Part::Whole => (self.year.0, 13),
        }
    }

    /// How many months of the year it runs to the end of: 6 for the second quarter.
    #[must_use]
    pub const fn months(self) -> u8 {
        match self.part {
            Part::Whole => 12,
            Part::Quarter(quarter) => quarter * 3,
            Part::Month(month) => month,
        }
    }

    /// Its first day, of a quarter or month by itself: 1 October for the third quarter.
    #[must_use]
    pub fn first_day(self) -> NaiveDate {
        let before = match self.part {
            Part::Whole => 0,
            Part::Quarter(_) => self.months() - 3,
            Part::Month(month) => month - 1,
        };
        let first = self.year.first_day();
        first.checked_add_months(Months::new(u32::from(before))).unwrap_or(first)
    }

    /// The period by itself in words: `October 2024`, `October to December 2024`, `2024-25`.
    #[must_use]
    pub fn alone_in_words(self) -> String {
        let (first, last) = (self.first_day(), self.last_day());
        match self.part {
            Part::Whole => self.to_string(),
            Part::Month(_) => first.format("%B %Y").to_string(),
            Part::Quarter(_) => format!("{} to {}", first.format("%B"), last.format("%B %Y")),
        }
    }

    /// Its last day.
    #[must_use]
    pub fn last_day(self) -> NaiveDate {
        let first = self.year.first_day();
        let next = first.checked_add_months(Months::new(u32::from(self.months())));
        next.and_then(|next| next.pred_opt()).unwrap_or(NaiveDate::MAX)
    }

    /// As much of it as was over on a day, in whole months; `None` before its first month was over.
    #[must_use]
    pub fn over_by(self, day: NaiveDate) -> Option<Self> {
        let months = (1..=self.months()).map(|month| Self { year: self.year, part: Part::Month(month) });
        months
            .rev()
            .find(|month| month.last_day() <= day)
            .map(|month| if month.months() == self.months() { self } else { month })
    }

    /// The period in words: `financial year 2006-07`, or `April to September 2024 (2024-25-Q2), year to date`.
    #[must_use]
    pub fn in_words(self) -> String {
        if self.part == Part::Whole {
            return format!("financial year {}", self.year);
        }
        let months = self.months();
        let start = self.year.start();
        let end = if months > 9 { start + 1 } else { start };
        let first_of_last = NaiveDate::from_ymd_opt(i32::from(end), (u32::from(months) + 2) % 12 + 1, 1);
        let last = first_of_last.map(|day| day.format("%B").to_string()).unwrap_or_default();
        match months {
            1 => format!("April {start} ({self})"),
            _ if end == start => format!("April to {last} {end} ({self}), year to date"),
            _ => format!("April {start} to {last} {end} ({self}), year to date"),
        }
    }
}

/// As folders and files write it: `2006-07`, `2024-25-Q2`, `2024-25-M06`.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.part {
            Part::Whole => write!(f, "{}", self.year),
            Part::Quarter(quarter) => write!(f, "{}-Q{quarter}", self.year),
            Part::Month(month) => write!(f, "{}-M{month:02}", self.year),
        }
    }
}

impl FromStr for Period {
    type Err = NotAPeriod;

    /// Reads a year as [`Year`] does, and the program's own `2024-25-Q2` and `2024-25-M06`.
    fn from_str(text: &str) -> Result<Self, NotAPeriod> {
        let text = text.trim();
        if let Ok(year) = text.parse() {
            return Ok(Self::whole(year));
        }
        let (year, part) = text.rsplit_once(['-', ' ']).ok_or(NotAPeriod)?;
        let year = year.parse()?;
        let number =
            |digits: &str, last: u8| digits.parse().ok().filter(|number| (1..=last).contains(number)).ok_or(NotAPeriod);
        let part = match part.split_at_checked(1) {
            Some(("Q" | "q", digits)) => Part::Quarter(number(digits, 4)?),
            Some(("M" | "m", digits)) => Part::Month(number(digits, 12)?),
            _ => return Err(NotAPeriod),
        };
        Ok(Self { year, part })
    }
}

impl Serialize for Period {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// Text that names no period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", Self::WORDS)]
pub struct NotAPeriod;

impl NotAPeriod {
    /// What is said of it.
    pub const WORDS: &str = "not a period: write it like `2006-07`, `2024-25-Q2` or `2024-25-M06`";
}

#[cfg(test)]
mod tests {
    use super::{NotAPeriod, Period};

    #[test]
    fn periods_are_read_in_every_spelling_and_written_in_one() {
        for (text, written) in [
            ("2006-07", "2006-07"),
            ("2006/07", "2006-07"),
            (" FY2006-07 ", "2006-07"),
            ("2006/2007", "2006-07"),
            ("2005..06", "2005-06"),
            ("1999-2000", "1999-00"),
            ("1999-00", "1999-00"),
            ("2024-25-Q2", "2024-25-Q2"),
            ("2024/25 M6", "2024-25-M06"),
        ] {
            assert_eq!(text.parse::<Period>().map(|period| period.to_string()).as_deref(), Ok(written), "{text}");
        }
    }

    #[test]
    fn periods_are_said_in_words() {
        let words = |text: &str| text.parse::<Period>().unwrap().in_words();
        assert_eq!(words("2006-07"), "financial year 2006-07");
        assert_eq!(words("2024-25-Q2"), "April to September 2024 (2024-25-Q2), year to date");
        assert_eq!(words("2024-25-M10"), "April 2024 to January 2025 (2024-25-M10), year to date");
        assert_eq!(words("2024-25-M01"), "April 2024 (2024-25-M01)");
    }

    #[test]
    fn a_period_is_the_sum_of_its_quarters_or_of_its_months() {
        let parts = |text: &str| {
            let parts = text.parse::<Period>().unwrap().parts();
            parts.iter().map(|part| part.len()).collect::<Vec<_>>()
        };
        assert_eq!(parts("2024-25"), [4, 12]);
        assert_eq!(parts("2024-25-Q2"), [2, 6]);
        assert_eq!(parts("2024-25-M05"), [5]);
    }

    #[test]
    fn a_period_is_over_month_by_month() {
        let over = |period: &str, day: &str| {
            let over = period.parse::<Period>().unwrap().over_by(day.parse().unwrap());
            over.map(|over| over.to_string())
        };
        assert_eq!(over("2006-07", "2006-04-29"), None);
        assert_eq!(over("2006-07", "2006-09-06").as_deref(), Some("2006-07-M05"));
        assert_eq!(over("2023-24", "2024-02-29").as_deref(), Some("2023-24-M11"));
        assert_eq!(over("2006-07", "2007-03-31").as_deref(), Some("2006-07"));
        assert_eq!(over("2024-25-Q2", "2025-01-15").as_deref(), Some("2024-25-Q2"));
        assert_eq!(over("2024-25-Q2", "2024-09-29").as_deref(), Some("2024-25-M05"));
    }

    #[test]
    fn what_is_ambiguous_or_impossible_is_refused() {
        for text in ["FY25", "2006", "2006-08", "2006-7", "2024-25-Q5", "2024-25-M13", "2024-25-", "", "1066-67"] {
            assert_eq!(text.parse::<Period>(), Err(NotAPeriod), "{text}");
        }
    }
}
