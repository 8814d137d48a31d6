//! Days and years in a run of marks, with which a period begins or ends.

use chrono::{Datelike, Months, NaiveDate};

use super::{Run, Spoken};
use crate::model::period::{Part, Year};
use crate::normalise::meaning::calendar;
use crate::normalise::meaning::marks::Mark;

/// A day as a text names it, perhaps without its year.
#[derive(Debug, Clone, Copy)]
pub struct Day {
    /// The calendar year.
    pub year: Option<i32>,
    /// The calendar month.
    pub month: u32,
    /// The day of it.
    pub day: u32,
}

/// How many of the first marks are signs that only divide.
#[must_use]
pub fn dividing(marks: &[Mark<'_>]) -> usize {
    let divides =
        |mark: &&Mark<'_>| matches!(mark, Mark::Sign('-' | '–' | '—' | '/' | '.' | ':' | ',' | '(' | '#' | '_'));
    marks.iter().take_while(divides).take(2).count()
}

/// The marks behind the first few, and none where there are not so many.
#[must_use]
pub fn behind<'m, 't>(marks: &'m [Mark<'t>], count: usize) -> &'m [Mark<'t>] {
    marks.get(count..).unwrap_or_default()
}

/// A calendar year of four digits, or of two where no word goes on: `Dec 24 schemes` counts schemes.
#[must_use]
pub fn calendar_year(marks: &[Mark<'_>]) -> Option<i32> {
    match marks.first()? {
        Mark::Number(digits) if digits.len() == 4 => digits.parse().ok().filter(|year| (1948..=2147).contains(year)),
        Mark::Number(digits) if digits.len() == 2 && !matches!(marks.get(1), Some(Mark::Word(_))) => {
            i32::try_from(calendar::of_two_digits(digits.parse().ok()?)).ok()
        }
        _ => None,
    }
}

/// `2024/25`, `2024-2025`, `2024..25`; `24/25` where no day of a month is written so, or a word says that it is a year.
#[must_use]
pub fn bare_year(marks: &[Mark<'_>], said: bool) -> Option<(Year, usize)> {
    let Mark::Number(start) = marks.first()? else { return None };
    let divided =
        behind(marks, 1).iter().take_while(|mark| matches!(mark, Mark::Sign('-' | '–' | '—' | '/' | '.' | '_')));
    let divided = divided.take(2).count();
    let Mark::Number(end) = marks.get(1 + divided)? else { return None };
    if divided == 2 && !matches!(marks, [_, Mark::Sign('.'), Mark::Sign('.'), ..])
        || divided == 1 && matches!(marks.get(1), Some(Mark::Sign('.')))
    {
        return None;
    }
    let year = match (start.len(), end.len()) {
        (4, 2 | 4) => format!("{start}-{end}").parse().ok()?,
        (2, 2) if divided == 1 => {
            let first: u32 = start.parse().ok().filter(|first| said || *first > 12)?;
            let follows = end.parse() == Ok((first + 1) % 100);
            u16::try_from(calendar::of_two_digits(first)).ok().and_then(Year::starting).filter(|_| follows)?
        }
        _ => return None,
    };
    Some((year, 2 + divided))
}

/// A day, with or without its weekday and its year: `30 September 2024`, `Sept 30th, 2024`, `30/09/24`, `2024-09-30`.
#[must_use]
pub fn day(marks: &[Mark<'_>]) -> Option<(Day, usize)> {
    let weekday = matches!(marks.first(), Some(Mark::Word(word)) if calendar::weekday(word).is_some());
    let start = if weekday { 1 + dividing(behind(marks, 1)) } else { 0 };
    let rest = behind(marks, start);
    let (day, used) = match rest {
        [
            Mark::Number(year),
            Mark::Sign(one @ ('-' | '/' | '.')),
            Mark::Number(month),
            Mark::Sign(two),
            Mark::Number(day),
            ..,
        ] if one == two && year.len() == 4 && month.len() <= 2 && day.len() <= 2 => {
            (Day { year: year.parse().ok(), month: month.parse().ok()?, day: day.parse().ok()? }, 5)
        }
        [
            Mark::Number(day),
            Mark::Sign(one @ ('-' | '/' | '.')),
            Mark::Number(month),
            Mark::Sign(two),
            Mark::Number(_),
            ..,
        ] if one == two && day.len() <= 2 && month.len() <= 2 => {
            (Day { year: Some(calendar_year(behind(rest, 4))?), month: month.parse().ok()?, day: day.parse().ok()? }, 5)
        }
        _ => day_in_words(rest)?,
    };
    let is_one = NaiveDate::from_ymd_opt(day.year.unwrap_or(2000), day.month, day.day).is_some();
    is_one.then_some((day, start + used))
}

fn day_in_words(marks: &[Mark<'_>]) -> Option<(Day, usize)> {
    let ordinal = |at: usize| usize::from(marks.get(at).is_some_and(|mark| mark.is_any(&["st", "nd", "rd", "th"])));
    let number = |at: usize| match marks.get(at) {
        Some(Mark::Number(digits)) if digits.len() <= 2 => digits.parse::<u32>().ok(),
        _ => None,
    };
    let named = |at: usize| match marks.get(at) {
        Some(Mark::Word(word)) => calendar::month(word),
        _ => None,
    };
    let (day, month, mut used) = if let Some(day) = number(0) {
        let mut at = 1 + ordinal(1);
        at += usize::from(marks.get(at).is_some_and(|mark| mark.is_any(&["of"])));
        at += dividing(behind(marks, at)).min(1);
        (day, named(at)?, at + 1)
    } else {
        let month = named(0)?;
        let at = 1 + dividing(behind(marks, 1)).min(1);
        // `Sept 24` is a month of a year; a day has its ending, or a year behind it.
        let day = number(at)?;
        let end = at + 1 + ordinal(at + 1);
        let year = end + dividing(behind(marks, end));
        let is_day = ordinal(at + 1) == 1 || matches!(marks.get(year), Some(Mark::Number(digits)) if digits.len() == 4);
        (is_day.then_some(day)?, month, end)
    };
    let skipped = used
        + dividing(behind(marks, used)).min(1)
        + usize::from(matches!(marks.get(used), Some(Mark::Sign('\'' | '’'))));
    let year =
        if bare_year(behind(marks, skipped), false).is_none() { calendar_year(behind(marks, skipped)) } else { None };
    if year.is_some() {
        used = skipped + 1;
    }
    Some((Day { year, month, day }, used))
}

/// The financial year of a calendar month.
#[must_use]
pub fn year_of(year: i32, month: u32) -> Option<Year> {
    NaiveDate::from_ymd_opt(year, month, 1).and_then(Year::of)
}

impl Day {
    /// Whether a month ends with it.
    #[must_use]
    pub fn is_last_of_month(self) -> bool {
        let year = self.year.unwrap_or(2000);
        let after =
            NaiveDate::from_ymd_opt(year, self.month, 1).and_then(|first| first.checked_add_months(Months::new(1)));
        let last = after.and_then(|after| after.pred_opt()).map_or(31, |last| last.day());
        self.day == last || self.year.is_none() && self.month == 2 && self.day == 28
    }

    /// The month that it lies in.
    #[must_use]
    pub fn spoken(self) -> Option<Spoken> {
        let year = match self.year {
            Some(year) => Some(year_of(year, self.month)?),
            None => None,
        };
        Some(Spoken { year, part: Some(Part::Month(calendar::financial(self.month)?)), run: Run::Unsaid })
    }
}
