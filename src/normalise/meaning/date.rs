//! Dates in words: the day that a text names, day before month or year first, or why it names none.

use chrono::{Datelike, NaiveDate, NaiveTime, Weekday};

use super::calendar;
use super::marks::{Mark, Marks, lower};
use crate::model::reason::Reason;

/// What may stand behind a time of day; `true` is the time of Greenwich.
const ZONES: [(&str, bool); 4] = [("z", true), ("utc", true), ("gmt", true), ("bst", false)];

/// The years of which a date is taken; two digits are of the years from 1969 to 2068.
const YEARS: std::ops::RangeInclusive<u32> = 1900..=2099;

/// How a text writes its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// In numbers, the day before the month.
    DayFirst,
    /// With the year first, or the month by its name.
    Clear,
}

/// One of the three things that a date is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// So many, in so many digits.
    Number(u32, usize),
    /// A month by its name.
    Month(u32),
}

/// What stands between two parts.
type Between = Option<char>;

/// A date from text like `06/09/2006`, `2006-09-06` or `05-Dec-24`.
///
/// # Errors
///
/// Why the text is no date.
pub fn date(text: &str) -> Result<NaiveDate, Reason> {
    written(text).map(|(date, _)| date)
}

/// A date, and how the text writes it.
///
/// # Errors
///
/// Why the text is no date.
pub fn written(text: &str) -> Result<(NaiveDate, Order), Reason> {
    let text = lower(text);
    let marks = Marks::of(&text);
    let (weekday, rest) = weekday(&marks.all);
    let first = marks.all.len() - rest.len();
    let (day, time) = at_the_time(&marks, first);
    let (parts, between) = parts(&marks, first..day)?;
    let (date, order) = in_order(parts, between)?;
    if let Some((_, name)) = weekday.filter(|(weekday, _)| *weekday != date.weekday()) {
        return Err(Reason::new("no date: that day is no `{}`", [name]));
    }
    match time {
        Time::Unreadable => Err("no date: a time of day that is none".into()),
        Time::OfGreenwich(hour) if hour == 23 && (3..=10).contains(&date.month()) => {
            Err("no date: at that time by Greenwich the next day may have begun".into())
        }
        _ => Ok((date, order)),
    }
}

/// Whether a text is a date in numbers of which only the American order makes a day: `04/13/2024`.
#[must_use]
pub fn is_american(text: &str) -> bool {
    let text = lower(text);
    let marks = Marks::of(&text);
    let (day, _) = at_the_time(&marks, 0);
    parts(&marks, 0..day).is_ok_and(|(parts, between)| is_month_first(parts, between))
}

/// Whether the day and the month of a date could be each other's, and are not the same.
#[must_use]
pub fn is_swappable(date: NaiveDate) -> bool {
    date.day() <= 12 && date.day() != date.month()
}

/// The day of the week that a text begins with, its name, and what follows it.
fn weekday<'m, 't>(marks: &'m [Mark<'t>]) -> (Option<(Weekday, &'static str)>, &'m [Mark<'t>]) {
    match marks {
        [Mark::Word(first), rest @ ..] if calendar::weekday(first).is_some() => {
            (calendar::weekday(first), rest.strip_prefix(&[Mark::Sign(',')]).unwrap_or(rest))
        }
        _ => (None, marks),
    }
}

/// A time of day behind a date.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Time {
    /// None, or one here.
    Here,
    /// One in the time of Greenwich, with its hour.
    OfGreenwich(u32),
    /// One that is none.
    Unreadable,
}

/// Where the day ends and a time begins, and that time: `T00:00:00.000Z`, `09:15`, `12:00:00 AM`.
fn at_the_time(marks: &Marks<'_>, first: usize) -> (usize, Time) {
    let Some(colon) = marks.all.iter().position(|mark| *mark == Mark::Sign(':')) else {
        return (marks.all.len(), Time::Here);
    };
    let Some(hour) = colon.checked_sub(1).filter(|hour| *hour > first) else {
        return (marks.all.len(), Time::Here);
    };
    let before = hour.checked_sub(1).and_then(|before| marks.all.get(before));
    let day = if matches!(before, Some(Mark::Word("t") | Mark::Sign(','))) { hour - 1 } else { hour };
    (day, time(marks.all.get(hour..).unwrap_or_default()).unwrap_or(Time::Unreadable))
}

fn time(marks: &[Mark<'_>]) -> Option<Time> {
    let (hour, rest) = marks.split_first()?;
    let mut hour = hour.number()?;
    let (minute, rest) = behind(rest, ':')?;
    let (second, rest) = behind(rest, ':').unwrap_or((0, rest));
    let (_, rest) = behind(rest, '.').unwrap_or((0, rest));
    let rest = match rest {
        [Mark::Word(half @ ("am" | "pm")), rest @ ..] if (1..=12).contains(&hour) => {
            hour = hour % 12 + if *half == "pm" { 12 } else { 0 };
            rest
        }
        rest => rest,
    };
    NaiveTime::from_hms_opt(hour, minute, second)?;
    match rest {
        [] => Some(Time::Here),
        [Mark::Word(word)] => {
            let (_, of_greenwich) = ZONES.iter().find(|(zone, _)| zone == word)?;
            Some(if *of_greenwich { Time::OfGreenwich(hour) } else { Time::Here })
        }
        [Mark::Sign('+'), Mark::Number("00"), Mark::Sign(':'), Mark::Number("00")] => Some(Time::OfGreenwich(hour)),
        [Mark::Sign('+'), Mark::Number("01"), Mark::Sign(':'), Mark::Number("00")] => Some(Time::Here),
        _ => None,
    }
}

/// A number behind a sign.
fn behind<'m, 't>(marks: &'m [Mark<'t>], sign: char) -> Option<(u32, &'m [Mark<'t>])> {
    match marks {
        [Mark::Sign(first), number, rest @ ..] if *first == sign => Some((number.number()?, rest)),
        _ => None,
    }
}

/// The three parts of a date and what stands between them; of eight digits, the three that they are.
fn parts(marks: &Marks<'_>, range: std::ops::Range<usize>) -> Result<([Part; 3], [Between; 2]), Reason> {
    let of_marks = marks.all.get(range.clone()).unwrap_or_default();
    if let [Mark::Number(digits)] = of_marks {
        return together(digits);
    }
    let (mut parts, mut between) = (Vec::with_capacity(3), [None; 2]);
    for (place, mark) in range.zip(of_marks) {
        let part = match mark {
            Mark::Number(digits) if digits.len() <= 4 => Part::Number(mark.number().unwrap_or_default(), digits.len()),
            Mark::Word(word) if is_ordinal(parts.last(), word) && marks.is_glued(place) => continue,
            Mark::Word("the" | "of") => continue,
            Mark::Word(word) => Part::Month(calendar::month(word).ok_or_else(no_date)?),
            // A point or comma behind the name of a month or before a space, and what joins numbers.
            Mark::Sign(sign @ ('/' | '-' | '.' | ',')) => {
                let gap = parts.len().checked_sub(1).and_then(|before| between.get_mut(before)).ok_or_else(no_date)?;
                if gap.replace(*sign).is_some() {
                    return Err(no_date());
                }
                continue;
            }
            _ => return Err(no_date()),
        };
        parts.push(part);
    }
    match <[Part; 3]>::try_from(parts) {
        Ok(parts) => Ok((parts, between)),
        Err(parts)
            if matches!(
                parts[..],
                [Part::Number(_, 1 | 2), Part::Month(_)] | [Part::Month(_), Part::Number(_, 1 | 2)]
            ) =>
        {
            Err("no date: which year?".into())
        }
        Err(_) => Err(no_date()),
    }
}

/// `20240401`; other numbers may be Excel's count of days.
fn together(digits: &str) -> Result<([Part; 3], [Between; 2]), Reason> {
    let number = |range: std::ops::Range<usize>| digits.get(range).and_then(|part| part.parse().ok());
    match (digits.len(), number(0..4), number(4..6), number(6..8)) {
        (8, Some(year), Some(month), Some(day)) => {
            Ok(([Part::Number(year, 4), Part::Number(month, 2), Part::Number(day, 2)], [Some('-'); 2]))
        }
        (5, ..) => Err("no date: it may be a spreadsheet's count of days".into()),
        _ => Err(no_date()),
    }
}

/// Whether a word is the ending of the number before it: `1st`, `22nd`.
fn is_ordinal(before: Option<&Part>, word: &str) -> bool {
    let Some(Part::Number(number, 1 | 2)) = before else { return false };
    let ending = match (number / 10, number % 10) {
        (1, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    word == ending
}

/// The day that three parts are in one of the orders that are clear.
fn in_order(parts: [Part; 3], between: [Between; 2]) -> Result<(NaiveDate, Order), Reason> {
    use Part::{Month, Number};
    let joined = between[0] == between[1] && between[0] != Some(',');
    let (year, month, day, order) = match parts {
        [Number(day, 1 | 2), Number(month, 1 | 2), Number(year, digits @ (2 | 4))] if joined => {
            (of_digits(year, digits), month, day, Order::DayFirst)
        }
        [Number(year, 4), Number(month, 1 | 2), Number(day, 1 | 2)] if joined => (year, month, day, Order::Clear),
        [Number(day, 1 | 2), Month(month), Number(year, digits @ (2 | 4))] => {
            (of_digits(year, digits), month, day, Order::Clear)
        }
        [Number(year, 4), Month(month), Number(day, 1 | 2)] | [Month(month), Number(day, 1 | 2), Number(year, 4)] => {
            (year, month, day, Order::Clear)
        }
        _ => return Err(no_date()),
    };
    if !YEARS.contains(&year) {
        return Err("no date: no year from 1900 to 2099".into());
    }
    let date = i32::try_from(year).ok().and_then(|year| NaiveDate::from_ymd_opt(year, month, day));
    match date {
        Some(date) => Ok((date, order)),
        None if is_month_first(parts, between) => {
            Err("no date: only the American order fits; write the day first".into())
        }
        None => Err("no date: the calendar has no such day".into()),
    }
}

/// Whether three numbers are a day only if the month stands first.
fn is_month_first(parts: [Part; 3], between: [Between; 2]) -> bool {
    match parts {
        [Part::Number(month, 1 | 2), Part::Number(day, 1 | 2), Part::Number(year, digits @ (2 | 4))] => {
            let year = i32::try_from(of_digits(year, digits)).unwrap_or_default();
            day > 12 && between[0] == between[1] && NaiveDate::from_ymd_opt(year, month, day).is_some()
        }
        _ => false,
    }
}

/// A year of four digits, or of two.
const fn of_digits(year: u32, digits: usize) -> u32 {
    if digits == 2 { calendar::of_two_digits(year) } else { year }
}

fn no_date() -> Reason {
    "no date: write it like `06/09/2006`".into()
}

#[cfg(test)]
mod tests;
