//! Drafting: which days, months, quarters and financial years a text names.

use crate::model::words::folded;
use crate::normalise::convert::date;
use crate::normalise::meaning::calendar::month;
use crate::read::CellValue;

/// A financial year in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FoundYear {
    /// The calendar year in which it starts.
    pub start: u16,
    /// What stands before it.
    pub before: String,
    /// What stands behind it.
    pub after: String,
}

/// The one financial year that a text names; `None` where there is none, or more than one.
pub(super) fn year_in(text: &str) -> Option<FoundYear> {
    let mut found: Option<FoundYear> = None;
    let mut after_digit = false;
    let mut skip_until = 0;
    for (place, character) in text.char_indices() {
        if place >= skip_until
            && !after_digit
            && let Some((start, rest)) = text.get(place..).and_then(year_at)
        {
            if found.as_ref().is_some_and(|known| known.start != start) {
                return None;
            }
            skip_until = text.len() - rest.len();
            let before = text.get(..place).unwrap_or_default().to_owned();
            found = found.or_else(|| Some(FoundYear { start, before, after: rest.to_owned() }));
        }
        after_digit = character.is_ascii_digit();
    }
    found
}

/// The financial year at the start of a text, and what follows it.
fn year_at(text: &str) -> Option<(u16, &str)> {
    let (start, rest) = digits(text)?;
    let start: u16 = start.parse().ok().filter(|year| start.len() == 4 && (1948..2148).contains(year))?;
    let rest = ["..", " to ", " - ", "-", "/", "–", "_"].iter().find_map(|between| rest.strip_prefix(between))?;
    let (end, rest) = digits(rest)?;
    let number: u16 = end.parse().ok().filter(|_| matches!(end.len(), 2 | 4))?;
    (number == start + 1 || number == (start + 1) % 100 && end.len() == 2).then_some((start, rest))
}

fn digits(text: &str) -> Option<(&str, &str)> {
    let count = text.bytes().take_while(u8::is_ascii_digit).count();
    (count > 0).then(|| text.split_at(count))
}

/// What the headings of a run of columns name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum TimeHeading {
    /// A financial year.
    Year,
    /// A quarter of one.
    Quarter,
    /// A month of one.
    Month,
}

/// Which part of a calendar a heading names, and the words that stand beside it.
pub(super) fn part_in(heading: &str) -> Option<(TimeHeading, String)> {
    if let Some(found) = year_in(heading) {
        let beside = format!("{} {}", found.before, found.after);
        return Some((TimeHeading::Year, without_filler(&beside)));
    }
    if date(&CellValue::Text(heading.trim().to_owned())).is_ok() {
        return Some((TimeHeading::Month, String::new()));
    }
    let words = folded(heading);
    let words: Vec<&str> = words.split(' ').collect();
    let (place, part, length) = words.iter().enumerate().find_map(|(place, word)| {
        let next = words.get(place + 1).copied();
        part_of_year(word, next).map(|(part, length)| (place, part, length))
    })?;
    let is_year = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit()) && matches!(word.len(), 2 | 4);
    let rest = words.iter().enumerate().filter(|(at, _)| !(place..place + length).contains(at));
    let beside: Vec<&str> = rest.map(|(_, word)| *word).filter(|word| !is_year(word)).collect();
    Some((part, without_filler(&beside.join(" "))))
}

fn part_of_year(word: &str, next: Option<&str>) -> Option<(TimeHeading, usize)> {
    let numbered = |digits: &str, most: u8| digits.parse::<u8>().is_ok_and(|number| (1..=most).contains(&number));
    if month(word).is_some() {
        return Some((TimeHeading::Month, 1));
    }
    for (names, most, part) in [
        (["q", "qtr", "quarter"], 4, TimeHeading::Quarter),
        (["m", "p", "period"], 13, TimeHeading::Month),
        (["month"; 3], 13, TimeHeading::Month),
    ] {
        for name in names {
            if word.strip_prefix(name).is_some_and(|rest| numbered(rest, most)) {
                return Some((part, 1));
            }
            if word == name && next.is_some_and(|next| numbered(next, most)) {
                return Some((part, 2));
            }
        }
    }
    None
}

fn without_filler(text: &str) -> String {
    let trimmed =
        text.trim_matches(|character: char| !character.is_alphanumeric() && !matches!(character, '(' | ')' | '%'));
    if matches!(folded(trimmed).as_str(), "financial year" | "fy" | "year") {
        String::new()
    } else {
        trimmed.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::{TimeHeading, part_in, year_in};

    #[test]
    fn the_one_year_of_a_text_is_found() {
        let start = |text: &str| year_in(text).map(|found| (found.start, found.before.trim().to_owned()));
        assert_eq!(start("PSS EXPENDITURE IN 2000-2001 INCL"), Some((2000, "PSS EXPENDITURE IN".to_owned())));
        assert_eq!(start("2006-07 Grants"), Some((2006, String::new())));
        assert_eq!(start("2005..06"), Some((2005, String::new())));
        assert_eq!(start("1999-2000"), Some((1999, String::new())));
        for text in ["1994-95 to 2006-07", "2012-04", "120067-68", "£ 2006", "", "2006-08"] {
            assert_eq!(start(text), None, "{text}");
        }
    }

    #[test]
    fn headings_name_a_part_and_what_stands_beside_it() {
        for (text, expected) in [
            ("2015 to 2016 - margin of error", Some((TimeHeading::Year, "margin of error"))),
            ("2021-22 financial year", Some((TimeHeading::Year, ""))),
            ("Apr-24", Some((TimeHeading::Month, ""))),
            ("2024-04-01", Some((TimeHeading::Month, ""))),
            ("Period 6 actual", Some((TimeHeading::Month, "actual"))),
            ("Q1 2024", Some((TimeHeading::Quarter, ""))),
            ("Marches of Wales", None),
            ("Budget", None),
        ] {
            assert_eq!(part_in(text), expected.map(|(part, beside)| (part, beside.to_owned())), "{text}");
        }
    }
}
