//! The calendar in words: what names a month or a day of the week, and what two digits of a year mean.

use chrono::Weekday;

/// The names of the months, from January.
pub const MONTHS: [&[&str]; 12] = [
    &["january", "jan"],
    &["february", "feb"],
    &["march", "mar"],
    &["april", "apr"],
    &["may"],
    &["june", "jun"],
    &["july", "jul"],
    &["august", "aug"],
    &["september", "sept", "sep"],
    &["october", "oct"],
    &["november", "nov"],
    &["december", "dec"],
];

/// The days of the week, and what names each.
pub const WEEKDAYS: [(Weekday, &[&str]); 7] = [
    (Weekday::Mon, &["monday", "mon"]),
    (Weekday::Tue, &["tuesday", "tues", "tue"]),
    (Weekday::Wed, &["wednesday", "wed"]),
    (Weekday::Thu, &["thursday", "thurs", "thur", "thu"]),
    (Weekday::Fri, &["friday", "fri"]),
    (Weekday::Sat, &["saturday", "sat"]),
    (Weekday::Sun, &["sunday", "sun"]),
];

/// The calendar month that a word in small letters names, from 1 for January.
#[must_use]
pub fn month(word: &str) -> Option<u32> {
    let place = MONTHS.iter().position(|names| names.contains(&word))?;
    u32::try_from(place + 1).ok()
}

/// The number of the financial month that a word in small letters names, from 1 for April.
#[must_use]
pub fn financial_month(word: &str) -> Option<u8> {
    month(word).and_then(financial)
}

/// The number of a calendar month in the financial year, from 1 for April.
#[must_use]
pub fn financial(month: u32) -> Option<u8> {
    u8::try_from((month + 8) % 12 + 1).ok()
}

/// The day of the week that a word in small letters names, with its full name.
#[must_use]
pub fn weekday(word: &str) -> Option<(Weekday, &'static str)> {
    let (day, names) = WEEKDAYS.iter().find(|(_, names)| names.contains(&word))?;
    Some((*day, names.first().copied().unwrap_or_default()))
}

/// The year that two digits mean: one from 1969 to 2068.
#[must_use]
pub const fn of_two_digits(year: u32) -> u32 {
    if year < 69 { 2000 + year } else { 1900 + year }
}
