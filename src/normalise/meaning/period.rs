//! Periods in words: the year and the part of it that a text names, and how the amounts of that part run.

mod day;
mod pieces;
mod words;

use chrono::{Datelike, NaiveDate};

use self::pieces::{PIECES, Piece, day_of_period, numbered};
use self::words::{BEARING, LEADING, NEUTRAL, NUMBERED_THINGS, OF_ANOTHER_TIME};
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

impl BareNumber {
    /// What a number means beside a label, folded.
    #[must_use]
    pub fn beside(label: &str) -> Self {
        let is = |words: &[&str]| label.split(' ').any(|word| words.contains(&word));
        match label {
            _ if is(&["quarter", "qtr"]) => Self::Quarter,
            _ if is(&["period", "month", "mth"]) => Self::Month,
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
    let lower = lower(&unit::without(text));
    let marks = Marks::of(&lower);
    let mut scan = Scan { bare, ..Scan::new(&marks, false) };
    scan.all();
    let left = scan.left.iter().find_map(|place| match marks.all.get(*place) {
        Some(Mark::Number(word)) => Some(*word),
        Some(Mark::Word(word)) if !NEUTRAL.contains(word) => Some(*word),
        _ => None,
    });
    scan.understood(left)?.ok_or_else(|| NotAPeriod::WORDS.into())
}

/// The period in a title, heading or name, where words that bear on none may stand around one clear expression; `None` where
/// the text says nothing of a period, or speaks of another time.
///
/// # Errors
///
/// Why the text, which bears on a period, is not understood.
pub fn in_title(text: &str) -> Result<Option<Spoken>, Reason> {
    let lower = lower(&unit::without(text));
    let marks = Marks::of(&lower);
    if marks.all.iter().any(|mark| mark.is_any(&OF_ANOTHER_TIME)) {
        return Ok(None);
    }
    let mut scan = Scan::new(&marks, true);
    scan.all();
    if scan.is_only_a_letter() {
        return Ok(None);
    }
    let left = scan.left.iter().find_map(|place| match marks.all.get(*place) {
        Some(Mark::Number(word)) => Some(*word),
        Some(Mark::Word(word)) if bears(word) || LEADING.contains(word) && leads(&marks.all, *place) => Some(*word),
        _ => None,
    });
    scan.understood(left)
}

/// Whether a word in a title bears on a period.
fn bears(word: &str) -> bool {
    BEARING.contains(&word) || calendar::month(word).is_some()
}

/// Whether a word stands before what bears on a period, but for an article, or right behind it.
fn leads(marks: &[Mark<'_>], place: usize) -> bool {
    let is_of_time = |mark: &Mark<'_>| match mark {
        Mark::Number(_) => true,
        Mark::Word(word) => bears(word) || LEADING.contains(word) || words::ordinal_word(word).is_some(),
        Mark::Sign(_) => false,
    };
    let mut following = marks.iter().skip(place + 1).filter(|mark| !mark.is_any(&["the", "end", "of"]));
    let before = place.checked_sub(1).and_then(|before| marks.get(before));
    following.next().is_some_and(is_of_time) || before.is_some_and(is_of_time)
}

/// The part of a year that a heading or a cell names, with the year where it names that too; `None` where the text says
/// anything else. In headings of `cumulative` amounts the thirteenth month ends the year.
#[must_use]
pub fn part(text: &str, cumulative: bool) -> Option<Spoken> {
    if let Some(period) = super::date::date(text).ok().filter(|day| day.day() == 1 || cumulative).and_then(month_of) {
        return Some(Spoken::of(period));
    }
    let lower = lower(text);
    let marks = Marks::of(&lower);
    let mut scan = Scan { cumulative, ..Scan::new(&marks, false) };
    scan.all();
    let left = scan.left.iter().find_map(|place| match marks.all.get(*place) {
        Some(Mark::Number(word) | Mark::Word(word)) => Some(*word),
        _ => None,
    });
    let spoken = scan.understood(left).ok().flatten().or_else(|| in_digits(&marks.all))?;
    // Only the thirteenth month is the whole of a year in a run of its parts: `Full year` is the sum of them.
    let is_sum = spoken.part == Some(Part::Whole) && !marks.all.contains(&Mark::Number("13"));
    (spoken.part.is_some() && !is_sum).then_some(spoken)
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
    let lower = lower(text);
    let marks = Marks::of(&lower);
    let mut scan = Scan::new(&marks, false);
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
    let month = u8::try_from((day.month() + 8) % 12 + 1).ok()?;
    Some(Period { year: Year::of(day)?, part: Part::Month(month) })
}

/// A text read from the left: what its pieces say together, and which marks belong to none.
struct Scan<'m, 't> {
    marks: &'m Marks<'t>,
    bare: BareNumber,
    cumulative: bool,
    title: bool,
    /// What was said so far; `None` where two pieces contradict each other.
    said: Option<Spoken>,
    left: Vec<usize>,
}

impl<'m, 't> Scan<'m, 't> {
    fn new(marks: &'m Marks<'t>, title: bool) -> Self {
        Self {
            marks,
            bare: BareNumber::Unknown,
            cumulative: false,
            title,
            said: Some(Spoken::default()),
            left: Vec::new(),
        }
    }

    fn all(&mut self) {
        let mut at = 0;
        while at < self.marks.all.len() {
            at += match self.piece(at) {
                Some((spoken, used)) => {
                    self.said = self.said.and_then(|said| said.with(spoken));
                    used
                }
                None if self.title && self.nothing(at) > 0 => self.nothing(at),
                None => {
                    self.left.push(at);
                    1
                }
            };
        }
    }

    fn piece(&self, at: usize) -> Piece {
        let marks = self.marks.all.get(at..)?;
        let found = PIECES.iter().find_map(|piece| piece(marks, self.cumulative));
        // A day alone in a title may be that on which it was written.
        let found = found.or_else(|| day_of_period(marks).filter(|_| !self.title));
        found.filter(|_| !self.is_code(at)).or_else(|| self.bare_number(at))
    }

    /// Whether a mark goes on with the letters or digits before it, as the digits of `EX1` do.
    fn is_code(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.marks.all.get(before));
        self.marks.is_glued(at)
            && self.left.last() == at.checked_sub(1).as_ref()
            && !matches!(before, Some(Mark::Sign(_)))
    }

    fn bare_number(&self, at: usize) -> Piece {
        let number = match self.marks.all.get(at)? {
            Mark::Number(digits) if digits.len() <= 2 => digits.parse().ok()?,
            Mark::Word(word) => words::number_word(word)?,
            _ => return None,
        };
        let part = match self.bare {
            BareNumber::Unknown => return None,
            BareNumber::Month => numbered(number, self.cumulative)?,
            BareNumber::Quarter => Some(Part::Quarter(number)).filter(|_| (1..=4).contains(&number))?,
        };
        Some((Spoken { year: None, part: Some(part), run: Run::Unsaid }, 1))
    }

    /// How many marks of a title are a number of something else: `£1.9m`, `section 75`, `EX1`.
    fn nothing(&self, at: usize) -> usize {
        let marks = self.marks.all.get(at..).unwrap_or_default();
        match marks {
            [Mark::Sign('£'), Mark::Number(_), rest @ ..] => {
                let more =
                    rest.chunks_exact(2).take_while(|pair| matches!(pair, [Mark::Sign(',' | '.'), Mark::Number(_)]));
                2 + 2 * more.count()
            }
            [thing, Mark::Number(_), ..] if thing.is_any(&NUMBERED_THINGS) => 2,
            [Mark::Word(_), Mark::Number(_), ..] if self.marks.is_glued(at + 1) => {
                let goes_on = |place: &usize| *place < self.marks.all.len() && self.marks.is_glued(*place);
                let is_sign = |place: usize| matches!(self.marks.all.get(place), Some(Mark::Sign(_)));
                1 + (at + 1..).take_while(|place| goes_on(place) && !is_sign(*place)).count()
            }
            _ => 0,
        }
    }

    /// Whether a longer text names a part of a year by nothing but a letter and its number, as `Room M6` and `p06_table` do.
    fn is_only_a_letter(&self) -> bool {
        let is_letter = |pair: &[Mark<'_>]| matches!(pair, [Mark::Word("m" | "p" | "h"), Mark::Number(_)]);
        let is_longer = self.left.iter().any(|place| matches!(self.marks.all.get(*place), Some(Mark::Word(_))));
        is_longer && self.said.is_some_and(|said| said.year.is_none()) && self.marks.all.windows(2).any(is_letter)
    }

    /// What was said, where no mark that bears on a period is left over.
    fn understood(&self, left: Option<&str>) -> Result<Option<Spoken>, Reason> {
        if let Some(left) = left {
            let nothing = self.said == Some(Spoken::default());
            return Err(if nothing {
                NotAPeriod::WORDS.into()
            } else {
                Reason::new("not understood as a period: `{}` is left over", [left])
            });
        }
        match self.said {
            None => Err("two different periods in one text".into()),
            Some(Spoken { part: None, run: Run::ToDate, .. }) => {
                Err("a year to date that does not say to which date".into())
            }
            Some(said) => Ok((said != Spoken::default()).then_some(said)),
        }
    }
}

#[cfg(test)]
mod tests;
