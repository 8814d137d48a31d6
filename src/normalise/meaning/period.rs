//! Periods in words: the year and the part of it that a text names, and how the amounts of that part run.

mod day;
mod pieces;
mod scan;
mod words;

use chrono::{Datelike, NaiveDate};

use self::pieces::numbered;
use self::scan::{Reading, Scan};
use self::words::{BEARING, COMPARING, LEADING, NEUTRAL, OF_ANOTHER_TIME, OF_ANOTHER_YEAR, OWN_RUN, TO, TO_DATE};
use super::calendar;
use super::marks::{Mark, Marks, lower};
use super::unit;
use crate::model::period::{NotAPeriod, Part, Period, Year};
use crate::model::reason::Reason;

/// What a text says of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Spoken {
    /// The financial year.
    pub year: Option<Year>,
    /// The part of it; all of it where a year is named alone.
    pub part: Option<Part>,
    /// How the amounts run.
    pub run: Run,
}

/// How the amounts of a part of a year run, as the words for it say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Run {
    /// The words do not say: `M6`, `Q2`.
    #[default]
    Unsaid,
    /// From the start of the year: `April to September`, `Q2 YTD`.
    ToDate,
    /// Those of the part alone: `July to September`.
    Own,
}

/// What a number alone means in a cell, by the label beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BareNumber {
    /// Nothing.
    Unknown,
    /// A financial month, as beside `Period`.
    Month,
    /// A quarter.
    Quarter,
}

/// Whether a folded text is a label beside which a period stands: `period`, `financial year`, `as at`, `month number`.
#[must_use]
pub fn names_a_period(label: &str) -> bool {
    let is_one = |word: &str| words::NAMES.contains(&word);
    label.split(' ').any(is_one) && label.split(' ').all(|word| is_one(word) || words::BESIDE_NAMES.contains(&word))
}

impl BareNumber {
    /// What a number means beside a label, folded.
    #[must_use]
    pub fn beside(label: &str) -> Self {
        let is = |words: &[&str]| label.split(' ').any(|word| words.contains(&word));
        match label {
            _ if is(&["quarter", "qtr"]) => Self::Quarter,
            _ if is(&["period", "month", "months", "mth"]) => Self::Month,
            _ => Self::Unknown,
        }
    }
}

impl Spoken {
    /// A year alone.
    #[must_use]
    pub const fn of_year(year: Year) -> Self {
        Self { year: Some(year), part: None, run: Run::Unsaid }
    }

    /// A period as the program writes it.
    #[must_use]
    pub fn of(period: Period) -> Self {
        let part = (period.part != Part::Whole).then_some(period.part);
        Self { year: Some(period.year), part, run: Run::Unsaid }
    }

    /// Both together; `None` where they say different years, parts or runs.
    #[must_use]
    pub fn with(self, other: Self) -> Option<Self> {
        let year = one_of_two(self.year, other.year, |one, other| (one == other).then_some(one))?;
        let part = one_of_two(self.part, other.part, same_part)?;
        let run = match (self.run, other.run) {
            // `Q2 (Jul-Sep)` explains a quarter, and does not say how its amounts run.
            (Run::Unsaid, Run::Own) | (Run::Own, Run::Unsaid) if self.part.is_some() && self.part == other.part => {
                Run::Unsaid
            }
            (Run::Unsaid, run) | (run, Run::Unsaid) => run,
            (one, other) if one == other => one,
            _ => return None,
        };
        Some(Self { year, part, run })
    }

    /// The period, where the year is named.
    #[must_use]
    pub fn period(self) -> Option<Period> {
        Some(Period { year: self.year?, part: self.part.unwrap_or(Part::Whole) })
    }
}

fn one_of_two<T>(one: Option<T>, other: Option<T>, both: fn(T, T) -> Option<T>) -> Option<Option<T>> {
    match (one, other) {
        (Some(one), Some(other)) => both(one, other).map(Some),
        (one, other) => Some(one.or(other)),
    }
}

/// The part that both mean: the second quarter ends with the sixth month.
fn same_part(one: Part, other: Part) -> Option<Part> {
    match (one, other) {
        _ if one == other => Some(one),
        (Part::Quarter(quarter), Part::Month(month)) | (Part::Month(month), Part::Quarter(quarter)) => {
            (month == quarter * 3).then_some(Part::Quarter(quarter))
        }
        _ => None,
    }
}

/// The period in a cell whose label, column or layout says that it holds one: every word counts.
///
/// # Errors
///
/// Why the text is not understood.
pub fn labelled(text: &str, bare: BareNumber) -> Result<Spoken, Reason> {
    if let Ok(period) = text.parse() {
        return Ok(Spoken::of(period));
    }
    let lower = plain(&unit::without(text));
    let marks = Marks::of(&lower);
    let mut scan = Scan::new(&marks, Reading::Labelled);
    scan.bare = bare;
    scan.all();
    scan.understood(scan.left_of_label(NEUTRAL))?.ok_or_else(|| NotAPeriod::WORDS.into())
}

/// What a title says of a period.
#[derive(Debug)]
pub enum Heard {
    /// Nothing, or it speaks of another time.
    Nothing,
    /// One period.
    Clear(Spoken),
    /// Words that bear on a period are left over: what was understood beside them, where that may still contradict what other
    /// places say; whether a part of a year may be meant; and why it is not understood.
    Unclear(Option<Spoken>, bool, Reason),
}

/// The period in a title, heading or name, where words that bear on none may stand around one clear expression; `None` where
/// the text says nothing of a period, or speaks of another time.
///
/// # Errors
///
/// Why the text, which bears on a period, is not understood.
pub fn in_title(text: &str) -> Result<Option<Spoken>, Reason> {
    match heard(text) {
        Heard::Nothing => Ok(None),
        Heard::Clear(said) => Ok(Some(said)),
        Heard::Unclear(_, _, why) => Err(why),
    }
}

/// Whether a text speaks of when something was written, met or is due.
#[must_use]
pub fn is_of_another_time(text: &str) -> bool {
    let lower = plain(text);
    Marks::of(&lower).all.iter().any(|mark| mark.is_any(OF_ANOTHER_TIME) || mark.is_any(OF_ANOTHER_YEAR))
}

/// The period among other words where a layout says that there is one; the rest as in a title.
///
/// # Errors
///
/// Why the text is not understood.
pub fn among_words(text: &str) -> Result<Option<Spoken>, Reason> {
    let lower = plain(&unit::without(text));
    let marks = Marks::of(&lower);
    let mut scan = Scan::new(&marks, Reading::Title);
    scan.all();
    scan.understood(left_of_title(&scan, &marks.all))
}

/// The first mark of a title that belongs to no piece and bears on a period.
fn left_of_title<'t>(scan: &Scan<'_, '_>, marks: &[Mark<'t>]) -> Option<&'t str> {
    scan.left.iter().find_map(|place| match marks.get(*place) {
        Some(Mark::Number(word)) => Some(*word),
        Some(Mark::Word(word)) if bears(word) || LEADING.contains(word) && leads(scan, marks, *place) => Some(*word),
        _ => None,
    })
}

/// The same with what a text says that is not understood as a whole.
#[must_use]
pub fn heard(text: &str) -> Heard {
    let lower = plain(&unit::without(text));
    let marks = Marks::of(&lower);
    let has = |words: &[&str]| marks.all.iter().any(|mark| mark.is_any(words));
    if has(OF_ANOTHER_YEAR) {
        return Heard::Nothing;
    }
    let is_to_date = |place: usize| place > 0 && marks.all.get(place - 1).is_some_and(|mark| mark.is_any(&["to"]));
    let mut written = marks.all.iter().enumerate().filter(|(_, mark)| mark.is_any(OF_ANOTHER_TIME));
    let of_another_time = written.any(|(place, mark)| !(mark.is_any(&["date"]) && is_to_date(place)));
    let reading = if of_another_time { Reading::Numbered } else { Reading::Title };
    let mut scan = Scan::new(&marks, reading);
    scan.all();
    if scan.is_only_a_letter() {
        return Heard::Nothing;
    }
    if of_another_time {
        return match scan.said.filter(|said| said.part.is_some()) {
            Some(said) => Heard::Clear(said),
            None => Heard::Nothing,
        };
    }
    let left = left_of_title(&scan, &marks.all);
    let is_number = left.is_some_and(|left| left.starts_with(|first: char| first.is_ascii_digit()));
    let may_differ = scan.said.filter(|said| said.part.is_some() && is_number && !has(COMPARING));
    if scan.names_day && left.is_none() && scan.said == Some(Spoken::default()) {
        return Heard::Unclear(
            None,
            true,
            "not understood as a period: it may be the day on which this was written".into(),
        );
    }
    // `May` is a verb more often than a month.
    let is_month =
        |mark: &Mark<'_>| matches!(mark, Mark::Word(word) if *word != "may" && calendar::month(word).is_some());
    let names_month = scan.left.iter().any(|place| marks.all.get(*place).is_some_and(is_month));
    let of_a_part = names_month || scan.said.is_some_and(|said| said.part.is_some());
    match scan.understood(left) {
        Ok(None) => Heard::Nothing,
        Ok(Some(said)) => Heard::Clear(said),
        Err(why) => Heard::Unclear(may_differ, of_a_part, why),
    }
}

/// How the amounts of a sheet run, where a title says it: `cumulative`, `in-month figures`.
#[must_use]
pub fn run_in(text: &str) -> Run {
    let lower = plain(text);
    let marks = Marks::of(&lower);
    let has = |words: &[&str]| {
        let words: Vec<Mark<'_>> = words.iter().map(|word| Mark::Word(word)).collect();
        let said: Vec<Mark<'_>> = marks.all.iter().copied().filter(|mark| matches!(mark, Mark::Word(_))).collect();
        said.windows(words.len()).any(|window| window == words)
    };
    match (OWN_RUN.iter().any(|words| has(words)), TO_DATE.iter().any(|word| has(&[word])) || has(&["to", "date"])) {
        (true, _) => Run::Own,
        (false, true) => Run::ToDate,
        (false, false) => Run::Unsaid,
    }
}

/// A text in small letters in which every dash is one.
fn plain(text: &str) -> String {
    lower(&text.replace(['\u{2010}', '\u{2011}', '\u{2012}', '\u{2212}', '\u{ff0d}'], "-"))
}

/// Whether a word in a title bears on a period.
fn bears(word: &str) -> bool {
    BEARING.contains(&word) || calendar::month(word).is_some()
}

/// Whether a word that belongs to no piece stands before what bears on a period, but for an article, or right behind it.
fn leads(scan: &Scan<'_, '_>, marks: &[Mark<'_>], place: usize) -> bool {
    let is_of_time = |place: usize| match marks.get(place) {
        Some(Mark::Word(word)) => !scan.left.contains(&place) || bears(word) || LEADING.contains(word),
        Some(Mark::Number(_)) => true,
        Some(Mark::Sign(_)) | None => false,
    };
    let next = (place + 1..).find(|next| !marks.get(*next).is_some_and(|mark| mark.is_any(&["the", "end", "of"])));
    next.is_some_and(is_of_time) || place.checked_sub(1).is_some_and(is_of_time)
}

/// The part of a year that a heading or a cell names, with the year where it names that too; `None` where the text says
/// anything else. In headings of `cumulative` amounts the thirteenth month ends the year.
#[must_use]
pub fn part(text: &str, cumulative: bool) -> Option<Spoken> {
    if let Some(period) = super::date::date(text).ok().filter(|day| day.day() == 1 || cumulative).and_then(month_of) {
        return Some(Spoken::of(period));
    }
    let lower = plain(text);
    let marks = Marks::of(&lower);
    let mut scan = Scan::new(&marks, Reading::Labelled);
    scan.cumulative = cumulative;
    scan.all();
    let spoken = scan.understood(scan.left_of_label(&[])).ok().flatten().or_else(|| in_digits(&marks.all))?;
    // Only the thirteenth month is the whole of a year in a run of its parts: `Full year` is the sum of them.
    let is_sum = spoken.part == Some(Part::Whole) && !marks.all.contains(&Mark::Number("13"));
    (spoken.part.is_some() && !is_sum).then_some(spoken)
}

/// The month to which amounts run: `to M3`, `up to the end of June`; `None` where a text says anything else.
#[must_use]
pub fn to_month(text: &str) -> Option<Spoken> {
    let text = plain(text);
    let (to, month) = text.trim().trim_start_matches("up ").split_once(' ')?;
    let articles = ["the end of ", "end of ", "end "];
    let month = articles.iter().find_map(|words| month.strip_prefix(words)).unwrap_or(month);
    let spoken = part(month, false).filter(|said| matches!(said.part, Some(Part::Month(_))))?;
    (TO.contains(&to) && spoken.run == Run::Unsaid).then_some(Spoken { run: Run::ToDate, ..spoken })
}

/// A month of a calendar year in digits, as headings have it: `2024-04`, `04/2024`.
fn in_digits(marks: &[Mark<'_>]) -> Option<Spoken> {
    let (year, month) = match marks {
        [Mark::Number(year), Mark::Sign('-' | '/'), Mark::Number(month)] if year.len() == 4 && month.len() == 2 => {
            (year, month)
        }
        [Mark::Number(month), Mark::Sign('-' | '/' | '.'), Mark::Number(year)]
            if year.len() == 4 && month.len() == 2 =>
        {
            (year, month)
        }
        _ => return None,
    };
    month_of(NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, 1)?).map(Spoken::of)
}

/// The month, quarter or year that a run of months is: `July 2010-September 2010`.
#[must_use]
pub fn of_run(text: &str) -> Option<Period> {
    let lower = plain(text);
    let marks = Marks::of(&lower);
    let mut scan = Scan::new(&marks, Reading::Labelled);
    scan.all();
    let whole = scan.left.iter().all(|place| matches!(marks.all.get(*place), Some(Mark::Sign(_))));
    let spoken = scan.said.filter(|said| whole && said.part.is_some() && said.run != Run::ToDate)?;
    spoken.period()
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

/// The financial month that a day lies in; `None` outside the years of the health service.
#[must_use]
pub fn month_of(day: NaiveDate) -> Option<Period> {
    Some(Period { year: Year::of(day)?, part: Part::Month(calendar::financial(day.month())?) })
}

#[cfg(test)]
mod tests;
