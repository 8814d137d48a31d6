//! Periods in words: the year, month, quarter or run of months that a text names, or why it names none.

use std::collections::BTreeSet;

use chrono::{Datelike, Months, NaiveDate};

use super::date::date;
use crate::model::period::{NotAPeriod, Part, Period, Year};
use crate::model::reason::Reason;
use crate::model::words::folded;

/// The names of the months, from April.
const MONTHS: [&str; 12] = [
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "january",
    "february",
    "march",
];

/// A period, from text that holds one and no other: `2006-07`, `PSS EX1 Return for 2000-2001`, `2024/25 M6`.
///
/// # Errors
///
/// Why the text is no period.
pub fn period(text: &str) -> Result<Period, Reason> {
    text.parse().or_else(|_| within(text).ok_or_else(|| NotAPeriod::WORDS.into()))
}

/// The month, quarter or year that a run of months is: `July 2010-September 2010`.
#[must_use]
pub fn of_run(text: &str) -> Option<Period> {
    run_of_months(text)
}

/// A year and the number of a financial month, `201009`: the ninth of the year that starts in April 2010.
///
/// # Errors
///
/// Why the text is none.
pub fn financial(text: &str) -> Result<Period, Reason> {
    let digits = text.trim();
    let number = |range: std::ops::Range<usize>| digits.get(range).and_then(|part| part.parse::<u16>().ok());
    let read = match (digits.len(), number(0..4), number(4..6)) {
        (6, Some(start), Some(month)) => Year::starting(start).zip(u8::try_from(month).ok()),
        _ => None,
    };
    read.and_then(|(year, month)| Some(Period { year, part: numbered(month, false)? }))
        .ok_or_else(|| "not a financial period: write it like `201009`".into())
}

/// Part of a year, with the year where the words name it too: `Apr`, `April 2024`, `M1`, `P12`, `Q3`, `Quarter 2`.
#[must_use]
pub fn part(text: &str, cumulative: bool) -> Option<(Option<Year>, Part)> {
    let day = date(text).ok();
    if let Some(period) = day.filter(|day| day.day() == 1 || cumulative).and_then(month_of) {
        return Some((Some(period.year), period.part));
    }
    let words = folded(text);
    let words: Vec<&str> = words.split(' ').collect();
    match words.as_slice() {
        [month] if month_named(month).is_some() => Some((None, Part::Month(month_named(month)?))),
        [month, year] if month_named(month).is_some() => {
            let period = month_of(calendar(month, year)?)?;
            Some((Some(period.year), period.part))
        }
        [word, rest @ ..] => {
            let (kind, number, rest) = match word.find(|character: char| character.is_ascii_digit()) {
                Some(split) => (word.get(..split)?, word.get(split..)?, rest),
                None => (*word, *rest.first()?, rest.get(1..)?),
            };
            let number: u8 = number.parse().ok()?;
            let part = match kind {
                "q" | "qtr" | "quarter" if (1..=4).contains(&number) => Part::Quarter(number),
                "m" | "month" | "p" | "period" => numbered(number, cumulative)?,
                _ => return None,
            };
            match rest {
                [] => Some((None, part)),
                _ => Some((Some(rest.join("-").parse().ok()?), part)),
            }
        }
        [] => None,
    }
}

/// A financial month by its number; the thirteenth holds what is booked after March, and belongs to it.
fn numbered(month: u8, cumulative: bool) -> Option<Part> {
    match month {
        1..=12 => Some(Part::Month(month)),
        13 if cumulative => Some(Part::Whole),
        13 => Some(Part::Month(12)),
        _ => None,
    }
}

/// The number of a financial month from its name in small letters, whole or cut to three letters or more.
#[must_use]
pub fn month_named(word: &str) -> Option<u8> {
    let place = MONTHS.iter().position(|month| word.len() >= 3 && month.starts_with(word))?;
    u8::try_from(place + 1).ok()
}

/// The first day of a month named with a calendar year of four digits or two.
fn calendar(month: &str, year: &str) -> Option<NaiveDate> {
    let number = u32::from(month_named(month)?);
    let year: i32 = year.parse().ok().filter(|_| matches!(year.len(), 2 | 4))?;
    let year = if year < 100 { 2000 + year } else { year };
    NaiveDate::from_ymd_opt(year, (number + 2) % 12 + 1, 1)
}

/// The financial month that a day lies in; `None` outside the years of the health service.
#[must_use]
pub fn month_of(day: NaiveDate) -> Option<Period> {
    let month = u8::try_from((day.month() + 8) % 12 + 1).ok()?;
    Some(Period { year: Year::of(day)?, part: Part::Month(month) })
}

fn run_of_months(text: &str) -> Option<Period> {
    let words = folded(text);
    let words: Vec<&str> = words.split(' ').filter(|word| *word != "to").collect();
    let (first, last) = match words.as_slice() {
        [month, year] => (calendar(month, year)?, calendar(month, year)?),
        [one, first, two, last] => (calendar(one, first)?, calendar(two, last)?),
        _ => return None,
    };
    let months = (1..=12).find(|months| first.checked_add_months(Months::new(months - 1)) == Some(last))?;
    let start = month_of(first)?;
    let Part::Month(number) = start.part else { return None };
    match (months, number) {
        (1, _) => Some(start),
        (3, 1 | 4 | 7 | 10) => Some(Period { year: start.year, part: Part::Quarter(number / 3 + 1) }),
        (12, 1) => Some(Period::whole(start.year)),
        _ => None,
    }
}

/// A run of so many digits at the beginning of a text, and what follows.
fn digits(text: &str, count: usize) -> Option<(&str, &str)> {
    let run = text.bytes().take_while(u8::is_ascii_digit).count();
    (run == count).then(|| text.split_at(count))
}

/// The one period that stands in a text.
fn within(text: &str) -> Option<Period> {
    let mut years = BTreeSet::new();
    let mut after_digit = false;
    for (place, character) in text.char_indices() {
        let rest = text.get(place..).unwrap_or_default();
        if let Some((start, rest)) = digits(rest, 4).filter(|_| !after_digit) {
            let end = rest.strip_prefix("..").or_else(|| rest.strip_prefix(['-', '/', '–', '_', ' ']));
            let end = end.and_then(|end| digits(end, 2).or_else(|| digits(end, 4)));
            years.extend(end.and_then(|(end, _)| format!("{start}-{end}").parse::<Year>().ok()));
        }
        after_digit = character.is_ascii_digit();
    }
    let words = folded(&text.replace('_', " "));
    let words: Vec<&str> = words.split(' ').collect();
    // A month's name in a title may be anything (`year to 31 March`); its number is meant.
    let single = words.iter().filter(|word| word.ends_with(|last: char| last.is_ascii_digit()));
    let single = single.filter_map(|word| part(word, false));
    let double = words.windows(2).filter_map(|two| part(&two.join(" "), false));
    let parts: BTreeSet<Part> = single.chain(double).filter(|(year, _)| year.is_none()).map(|(_, part)| part).collect();
    match (years.len(), parts.len()) {
        (1, 0) => years.first().map(|year| Period::whole(*year)),
        (1, 1) => Some(Period { year: *years.first()?, part: *parts.first()? }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{financial, of_run, part, period};

    #[test]
    fn a_run_of_months_is_a_period() {
        for (words, expected) in [
            ("July 2010-September 2010", Some("2010-11-Q2")),
            ("Apr 2010 to Mar 2011", Some("2010-11")),
            ("January 2011", Some("2010-11-M10")),
            ("July 2010-October 2010", None),
            ("soon", None),
        ] {
            assert_eq!(of_run(words).map(|period| period.to_string()).as_deref(), expected, "{words}");
        }
        assert_eq!(financial("201009").map(|period| period.to_string()).as_deref(), Ok("2010-11-M09"), "December 2010");
        assert!(financial("201014").is_err());
    }

    #[test]
    fn headings_name_parts_of_a_year() {
        for (words, expected) in [
            ("Apr", Some("M01")),
            ("March", Some("M12")),
            ("Sept", Some("M06")),
            ("M1", Some("M01")),
            ("P13", Some("M12")),
            ("Month 6", Some("M06")),
            ("Qtr 2", Some("Q2")),
            ("Quarter 4", Some("Q4")),
            ("Apr-24", Some("2024-25-M01")),
            ("January 2025", Some("2024-25-M10")),
            ("2024-04-01", Some("2024-25-M01")),
            ("Q1 2024/25", Some("2024-25-Q1")),
            ("Budget", None),
            ("Ma", None),
            ("Q5", None),
            ("", None),
        ] {
            let read = part(words, false).map(|(year, part)| match year {
                Some(year) => super::Period { year, part }.to_string(),
                None => super::Period { year: "2000-01".parse().unwrap(), part }.to_string()[8..].to_owned(),
            });
            assert_eq!(read.as_deref(), expected, "{words}");
        }
    }

    #[test]
    fn a_period_is_found_inside_a_longer_text_if_it_is_the_only_one() {
        for (words, expected) in [
            ("PSS EX1 Return for 2000-2001", Some("2000-01")),
            ("contributions-2006-07", Some("2006-07")),
            ("Monitoring 2024/25 month 6", Some("2024-25-M06")),
            ("Q2 return, 2024-25", Some("2024-25-Q2")),
            ("1994-95 to 2006-07", None),
            ("spend 2012-04", None),
            ("no year", None),
        ] {
            let read = period(words).ok().map(|period| period.to_string());
            assert_eq!(read.as_deref(), expected, "{words}");
        }
    }
}
