//! The pieces of which a text makes a period: years, numbered and named parts, days, runs of months, and what ends where.

use super::day::{Day, bare_year, behind, calendar_year, day, dividing, year_of};
use super::words::{
    ENDS, FULL, HALVES, MONTH_WORDS, QUARTER_WORDS, TO, TO_DATE, YEAR_WORDS, number_word, ordinal_word,
};
use super::{Run, Spoken};
use crate::model::period::{Part, Period, Year};
use crate::normalise::meaning::calendar::financial_month;
use crate::normalise::meaning::marks::Mark;

/// What the marks from the left say, and how many of them say it.
pub type Piece = Option<(Spoken, usize)>;

/// The pieces, in the order in which they are tried: what takes more marks stands before what takes fewer.
pub const PIECES: [fn(&[Mark<'_>], bool) -> Piece; 9] = [
    |marks, _| run_of_months(marks),
    numbered_parts,
    |marks, _| ended(marks),
    |marks, _| year(marks),
    |marks, _| month(marks),
    |marks, _| ordinal_part(marks),
    |marks, _| half(marks),
    |marks, _| months_counted(marks),
    |marks, _| to_date(marks),
];

/// Those that name no month or day of the calendar.
pub const NUMBERED: [fn(&[Mark<'_>], bool) -> Piece; 5] = [
    numbered_parts,
    |marks, _| year(marks),
    |marks, _| ordinal_part(marks),
    |marks, _| half(marks),
    |marks, _| to_date(marks),
];

/// A number of at most two digits, or in a word.
fn small_number(mark: Option<&Mark<'_>>) -> Option<u8> {
    match mark? {
        Mark::Number(digits) if digits.len() <= 2 => digits.parse().ok(),
        Mark::Word(word) => number_word(word),
        _ => None,
    }
}

/// A financial year, with the words for it before and behind.
#[must_use]
pub fn year(marks: &[Mark<'_>]) -> Piece {
    let before = marks.iter().take_while(|mark| mark.is_any(&YEAR_WORDS)).count();
    let start = if before > 0 { before + dividing(behind(marks, before)) } else { 0 };
    let (found, used) = bare_year(behind(marks, start), before > 0)?;
    let end = start + used;
    let after = behind(marks, end).iter().take_while(|mark| mark.is_any(&YEAR_WORDS)).count();
    // `2024/25 year to date` and `2024/25 year end` say more of the year than that it is one.
    let goes_on = behind(marks, end + after).first().is_some_and(|mark| mark.is_any(&ENDS) || mark.is_any(&TO));
    Some((Spoken::of_year(found), if goes_on { end } else { end + after }))
}

/// A day with which a month ends, for the month.
#[must_use]
pub fn day_of_period(marks: &[Mark<'_>]) -> Piece {
    let (day, used) = day(marks)?;
    Some((day.spoken().filter(|_| day.is_last_of_month())?, used))
}

/// A month by its name, with the calendar year where one stands behind it.
fn month(marks: &[Mark<'_>]) -> Piece {
    let Mark::Word(word) = marks.first()? else { return None };
    let number = financial_month(word)?;
    let part = Some(Part::Month(number));
    // `December: 24 schemes` names no year.
    let divides = matches!(marks.get(1), Some(Mark::Sign('-' | '/' | '.' | ',' | '_' | '\'' | '’')));
    let divided = usize::from(divides);
    let rest = behind(marks, 1 + divided);
    let year = if bare_year(rest, false).is_none() { calendar_year(rest) } else { None };
    match year {
        Some(year) => {
            let calendar = (u32::from(number) + 2) % 12 + 1;
            Some((Spoken { year: Some(year_of(year, calendar)?), part, run: Run::Unsaid }, 2 + divided))
        }
        None => Some((Spoken { year: None, part, run: Run::Unsaid }, 1)),
    }
}

/// What a run from one financial month to another is, where the program knows such a part of a year.
fn run(first: u8, last: u8) -> Option<(Part, Run)> {
    match (first, last) {
        (1, 12) => Some((Part::Whole, Run::Unsaid)),
        (1, 1) => Some((Part::Month(1), Run::Unsaid)),
        (1, 3) => Some((Part::Quarter(1), Run::Unsaid)),
        (1, 2..=11) => Some((Part::Month(last), Run::ToDate)),
        (4 | 7 | 10, _) if last == first + 2 => Some((Part::Quarter(last / 3), Run::Own)),
        _ if first == last => Some((Part::Month(last), Run::Own)),
        _ => None,
    }
}

/// `July 2010 - September 2010`, `Apr-Sep`, `1 April 2024 to 30 September 2024`.
fn run_of_months(marks: &[Mark<'_>]) -> Piece {
    let (from, first) = end_of_run(marks, |day| day.day == 1)?;
    let rest = behind(marks, first);
    let divided = match rest.first()? {
        Mark::Sign('-' | '–' | '—' | '/') => 1,
        mark if mark.is_any(&TO) => 1,
        _ => return None,
    };
    let (to, second) = end_of_run(behind(rest, divided), Day::is_last_of_month)?;
    let (Some(Part::Month(start)), Some(Part::Month(end))) = (from.part, to.part) else { return None };
    if from.year.is_some() && to.year.is_some() && from.year != to.year {
        return None;
    }
    let (part, runs) = run(start, end)?;
    Some((Spoken { year: to.year.or(from.year), part: Some(part), run: runs }, first + divided + second))
}

fn end_of_run(marks: &[Mark<'_>], fits: fn(Day) -> bool) -> Piece {
    match day(marks) {
        Some((day, used)) => Some((day.spoken().filter(|_| fits(day))?, used)),
        None => month(marks),
    }
}

/// A financial month by its number; the thirteenth holds what is booked after March, and belongs to it.
#[must_use]
pub fn numbered(month: u8, cumulative: bool) -> Option<Part> {
    match month {
        1..=12 => Some(Part::Month(month)),
        13 if cumulative => Some(Part::Whole),
        13 => Some(Part::Month(12)),
        _ => None,
    }
}

/// `M6`, `Period 06`, `month six`, `P6 of 12`, `Q2`; and runs of them: `M1-M6`, `Quarters 1 to 2`.
fn numbered_parts(marks: &[Mark<'_>], cumulative: bool) -> Piece {
    let ((months, first), used) = one_numbered(marks)?;
    let rest = behind(marks, used);
    let divided = match rest.first() {
        Some(Mark::Sign('-' | '–' | '—')) => 1,
        Some(mark) if mark.is_any(&TO) => 1,
        _ => 0,
    };
    let second = behind(rest, divided);
    let another = one_numbered(second).or_else(|| {
        let is_year = bare_year(second, false).is_some();
        Some(((months, small_number(second.first()).filter(|_| !is_year)?), 1))
    });
    if let Some(((of, last), more)) = another.filter(|_| divided > 0) {
        let (from, to) = (first.checked_sub(1)? * months + 1, last.checked_mul(months)?);
        let (part, runs) = run(from, to).filter(|_| of == months && first < last)?;
        return Some((Spoken { year: None, part: Some(part), run: runs }, used + divided + more));
    }
    let part = match months {
        3 if (1..=4).contains(&first) => Part::Quarter(first),
        3 => return None,
        _ => numbered(first, cumulative)?,
    };
    Some((Spoken { year: None, part: Some(part), run: Run::Unsaid }, used + of_all(rest, months)))
}

/// A word for a month or a quarter with its number: how many months it has, and which it is.
fn one_numbered(marks: &[Mark<'_>]) -> Option<((u8, u8), usize)> {
    let [first @ Mark::Word(_), ..] = marks else { return None };
    let months = match first {
        word if word.is_any(&MONTH_WORDS) => 1,
        word if word.is_any(&QUARTER_WORDS) => 3,
        _ => return None,
    };
    let mut at = 1;
    at += usize::from(marks.get(at).is_some_and(|mark| mark.is_any(&["no", "number"])));
    at += dividing(behind(marks, at));
    // `Period 24/25` has a year there, and `Mon 6 May` is a day of the week.
    let number = small_number(marks.get(at)).filter(|_| bare_year(behind(marks, at), false).is_none())?;
    let is_day = first.is_any(&["mon"])
        && matches!(marks.get(at + 1), Some(Mark::Word(word)) if financial_month(word).is_some());
    if is_day {
        return None;
    }
    Some(((months, number), at + 1))
}

/// How many marks say of how many parts a part is one: `of 12`, `/4`.
fn of_all(marks: &[Mark<'_>], months: u8) -> usize {
    let all = if months == 3 { "4" } else { "12" };
    match marks {
        [Mark::Word("of") | Mark::Sign('/'), Mark::Number(number), ..] if *number == all => 2,
        _ => 0,
    }
}

/// `2nd quarter`, `second quarter`, `6th month`.
fn ordinal_part(marks: &[Mark<'_>]) -> Piece {
    let (number, used) = match marks {
        [Mark::Number(digits), Mark::Word("st" | "nd" | "rd" | "th"), ..] => (digits.parse().ok()?, 2),
        [Mark::Word(word), ..] => (ordinal_word(word)?, 1),
        _ => return None,
    };
    let part = match marks.get(used)? {
        word if word.is_any(&QUARTER_WORDS) && (1..=4).contains(&number) => Part::Quarter(number),
        word if word.is_any(&["month", "period"]) => numbered(number, false)?,
        _ => return None,
    };
    Some((Spoken { year: None, part: Some(part), run: Run::Unsaid }, used + 1))
}

/// The first half of a year: `H1`, `first half`, `half year`, `half-year`.
fn half(marks: &[Mark<'_>]) -> Piece {
    let used = HALVES.iter().find(|words| {
        words.iter().enumerate().all(|(place, word)| match marks.get(place) {
            Some(Mark::Word(said) | Mark::Number(said)) => said == word,
            Some(Mark::Sign(sign)) => word.chars().eq([*sign]),
            None => false,
        })
    })?;
    Some((Spoken { year: None, part: Some(Part::Month(6)), run: Run::ToDate }, used.len()))
}

/// `6 months`, `first six months`: from April on.
fn months_counted(marks: &[Mark<'_>]) -> Piece {
    let first = usize::from(marks.first().is_some_and(|mark| mark.is_any(&["first"])));
    let number = small_number(marks.get(first)).filter(|number| (1..=12).contains(number))?;
    let is_months = marks.get(first + 1).is_some_and(|mark| mark.is_any(&["month", "months", "mths"]));
    let (part, runs) = run(1, number).filter(|_| is_months)?;
    Some((Spoken { year: None, part: Some(part), run: runs }, first + 2))
}

/// `YTD`, `year to date`, `to date`, `cumulative`.
fn to_date(marks: &[Mark<'_>]) -> Piece {
    let year = usize::from(marks.first().is_some_and(|mark| mark.is_any(&YEAR_WORDS)));
    let used = match behind(marks, year) {
        [Mark::Word("to"), Mark::Sign('-'), Mark::Word("date"), ..] => year + 3,
        [Mark::Word("to"), Mark::Word("date"), ..] => year + 2,
        [word, ..] if year == 0 && word.is_any(&TO_DATE) => 1,
        _ => return None,
    };
    Some((Spoken { year: None, part: None, run: Run::ToDate }, used))
}

/// `full year`, `whole year`.
#[must_use]
pub fn full_year(marks: &[Mark<'_>]) -> Piece {
    match marks {
        [full, Mark::Word("year"), ..] if full.is_any(&FULL) => {
            Some((Spoken { year: None, part: Some(Part::Whole), run: Run::Unsaid }, 2))
        }
        _ => None,
    }
}

/// What ends where: `year ended 31 March 2025`, `six months to September`, `to end of month 6`, `month end 30 September`.
fn ended(marks: &[Mark<'_>]) -> Piece {
    let (span, start) = spanning(marks);
    let ends =
        |mark: &&Mark<'_>| mark.is_any(&ENDS) || mark.is_any(&TO) || mark.is_any(&["the", "of", "as", "up", "on"]);
    let skipped = start + dividing(behind(marks, start)).min(usize::from(start > 0));
    let words = behind(marks, skipped).iter().take_while(ends).count();
    let said = behind(marks, skipped).get(..words).unwrap_or_default();
    let to = said.iter().any(|mark| mark.is_any(&TO));
    // `Y/E 31 March` ends by its letter.
    let is_short =
        start.checked_sub(1).and_then(|last| marks.get(last)).is_some_and(|mark| mark.is_any(&["e", "ye", "fye"]));
    if !to && !is_short && !said.iter().any(|mark| mark.is_any(&ENDS)) {
        return None;
    }
    let at = skipped + words + dividing(behind(marks, skipped + words));
    let rest = behind(marks, at);
    let ending = day_of_period(rest)
        .or_else(|| numbered_parts(rest, false))
        .or_else(|| ordinal_part(rest))
        .or_else(|| month(rest));
    let (end, used) = match ending {
        Some(found) => found,
        None if span == Some(12) => {
            let (year, used) = year(rest)?;
            return Some((Spoken { part: Some(Part::Whole), ..year }, at + used));
        }
        None => return None,
    };
    let last = Period { year: Year::starting(2000)?, part: end.part? }.months();
    let (part, runs) = match span {
        None if to => run(1, last)?,
        None => (end.part?, end.run),
        Some(months) => run((last + 1).checked_sub(months)?.max(1), last).filter(|_| months <= last)?,
    };
    // What a quarter or a month is called does not say how its amounts run; a count of months does.
    let is_counted = matches!(marks.get(1), Some(Mark::Word("months" | "mths")));
    let runs = if matches!(span, Some(1 | 3)) && !is_counted { Run::Unsaid } else { runs };
    Some((Spoken { year: end.year, part: Some(part), run: runs }, at + used))
}

/// How many months a word before `ended` spans; nothing is said where a period is just called one.
fn spanning(marks: &[Mark<'_>]) -> (Option<u8>, usize) {
    match marks {
        [Mark::Word("half"), Mark::Word("year"), ..] => (Some(6), 2),
        [Mark::Word("half"), Mark::Sign('-'), Mark::Word("year"), ..] => (Some(6), 3),
        [financial, Mark::Word("year"), ..] if financial.is_any(&["financial", "fiscal", "full", "whole"]) => {
            (Some(12), 2)
        }
        [Mark::Word("year"), ..] => (Some(12), 1),
        [Mark::Word("y"), Mark::Sign('/'), Mark::Word("e"), ..] => (Some(12), 3),
        [Mark::Word("q"), Mark::Sign('/'), Mark::Word("e"), ..] => (Some(3), 3),
        [Mark::Word("m"), Mark::Sign('/'), Mark::Word("e"), ..] => (Some(1), 3),
        [Mark::Word("p"), Mark::Sign('/'), Mark::Word("e"), ..] => (None, 3),
        [Mark::Word("yr" | "ye" | "fye"), ..] => (Some(12), 1),
        [Mark::Word("quarter" | "qtr"), ..] => (Some(3), 1),
        [Mark::Word("month"), ..] => (Some(1), 1),
        [Mark::Word("period"), ..] => (None, 1),
        [number, Mark::Word("months" | "mths"), ..] if small_number(Some(number)).is_some() => {
            (small_number(Some(number)), 2)
        }
        _ => (None, 0),
    }
}
