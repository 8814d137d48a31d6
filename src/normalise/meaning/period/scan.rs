//! A text read from the left for a period: its pieces, and the marks that belong to none.

use super::day::day;
use super::pieces::{self, NUMBERED, PIECES, Piece, day_of_period, full_year, numbered};
use super::words::{self, NUMBERED_THINGS};
use super::{BareNumber, Run, Spoken};
use crate::model::period::{NotAPeriod, Part};
use crate::model::reason::Reason;
use crate::normalise::meaning::calendar;
use crate::normalise::meaning::marks::{Mark, Marks};

/// Signs that change what stands beside them.
const SIGNS: [&str; 9] = ["%", "<", ">", "+", "~", "?", "≈", "±", "="];

/// How a text is read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// Every word counts.
    Labelled,
    /// Words that bear on no period may stand around.
    Title,
    /// The same, and months and days of the calendar are those of something else.
    Numbered,
}

/// A text read from the left: what its pieces say together, and which marks belong to none.
pub struct Scan<'m, 't> {
    marks: &'m Marks<'t>,
    /// What a number alone means.
    pub bare: BareNumber,
    /// Whether the thirteenth month ends the year.
    pub cumulative: bool,
    reading: Reading,
    /// Whether a title names a day alone, which may be that on which it was written.
    pub names_day: bool,
    /// Where the last financial year ended.
    year_until: Option<usize>,
    /// What was said so far; `None` where two pieces contradict each other.
    pub said: Option<Spoken>,
    /// The places of marks that belong to no piece.
    pub left: Vec<usize>,
}

impl<'m, 't> Scan<'m, 't> {
    /// Before anything is read.
    pub fn new(marks: &'m Marks<'t>, reading: Reading) -> Self {
        Self {
            marks,
            bare: BareNumber::Unknown,
            cumulative: false,
            reading,
            names_day: false,
            year_until: None,
            said: Some(Spoken::default()),
            left: Vec::new(),
        }
    }

    /// Reads all of it.
    pub fn all(&mut self) {
        let mut at = 0;
        while at < self.marks.all.len() {
            let nothing = self.nothing(at);
            at += match self.piece(at).filter(|_| nothing == 0) {
                Some((spoken, used)) => {
                    self.said = self.said.and_then(|said| said.with(spoken));
                    if spoken.year.is_some() {
                        self.year_until = Some(at + used);
                    }
                    used
                }
                None if nothing > 0 => nothing,
                None if self.day_alone(at) > 0 => {
                    self.names_day = true;
                    self.day_alone(at)
                }
                None => {
                    self.left.push(at);
                    1
                }
            };
        }
    }

    /// How many marks of a title name a day that ends no period.
    fn day_alone(&self, at: usize) -> usize {
        let marks = self.marks.all.get(at..).filter(|_| self.reading != Reading::Labelled);
        marks.and_then(day).map_or(0, |(_, used)| used)
    }

    fn piece(&self, at: usize) -> Piece {
        let marks = self.marks.all.get(at..)?;
        let pieces = if self.reading == Reading::Numbered { NUMBERED.as_slice() } else { PIECES.as_slice() };
        let found = pieces.iter().find_map(|piece| piece(marks, self.cumulative));
        // `Dec 24 2025` is a day, and no month of 2024.
        let found = found.filter(|(_, used)| self.day_alone(at) <= *used);
        let found =
            found.filter(|(spoken, used)| self.reading == Reading::Labelled || !self.is_lone_month(at, *spoken, *used));
        // A day alone in a title may be that on which it was written, and a full year that of a forecast.
        let alone = || day_of_period(marks).or_else(|| full_year(marks)).filter(|_| self.reading == Reading::Labelled);
        found.or_else(alone).filter(|_| !self.is_code(at)).or_else(|| self.bare_number(at))
    }

    /// Whether a title names a month and no year beside it: `May` is a verb, and April a name.
    fn is_lone_month(&self, at: usize, spoken: Spoken, used: usize) -> bool {
        let is_name =
            used == 1 && matches!(self.marks.all.get(at), Some(Mark::Word(word)) if calendar::month(word).is_some());
        let is_sign = |place: usize| matches!(self.marks.all.get(place), Some(Mark::Sign(_)));
        let next = (at + 1..).find(|place| !is_sign(*place)).unwrap_or(at + 1);
        let has_year = |marks: &[Mark<'_>]| pieces::year(marks).is_some();
        let behind_year = self.year_until.is_some_and(|end| (end..at).all(is_sign));
        is_name && spoken.year.is_none() && !behind_year && !self.marks.all.get(next..).is_some_and(has_year)
    }

    /// The first mark of a labelled text that belongs to no piece, is none of some words and may bear on a period.
    #[must_use]
    pub fn left_of_label(&self, neutral: &[&str]) -> Option<&'t str> {
        self.left.iter().find_map(|place| match self.marks.all.get(*place) {
            Some(Mark::Number(word)) => Some(*word),
            Some(Mark::Word(word)) if !neutral.contains(word) => Some(*word),
            Some(Mark::Sign(sign)) => SIGNS.iter().find(|known| known.chars().eq([*sign])).copied(),
            _ => None,
        })
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

    /// How many marks of a title are a number of something else: `£1.9m`, `section 75`, `EX1`. Beside a label a version is.
    fn nothing(&self, at: usize) -> usize {
        let marks = self.marks.all.get(at..).unwrap_or_default();
        if self.reading == Reading::Labelled {
            let is_version = matches!(marks, [Mark::Word("v" | "version" | "draft" | "rev"), Mark::Number(_), ..]);
            return if is_version { 2 } else { 0 };
        }
        match marks {
            [Mark::Sign('£'), Mark::Number(_), rest @ ..] => {
                let more =
                    rest.chunks_exact(2).take_while(|pair| matches!(pair, [Mark::Sign(',' | '.'), Mark::Number(_)]));
                2 + 2 * more.count()
            }
            [thing, Mark::Number(number), rest @ ..] if thing.is_any(NUMBERED_THINGS) && number.len() < 4 => {
                let more = rest.chunks_exact(2).take_while(|pair| {
                    matches!(pair, [Mark::Sign('.' | '-' | '/' | '–'), Mark::Number(number)] if number.len() < 4)
                });
                2 + 2 * more.count()
            }
            [Mark::Word(_), Mark::Number(_), ..] if self.marks.is_glued(at + 1) && self.piece(at).is_none() => {
                let goes_on = |place: &usize| *place < self.marks.all.len() && self.marks.is_glued(*place);
                let is_sign = |place: usize| matches!(self.marks.all.get(place), Some(Mark::Sign(_)));
                1 + (at + 1..).take_while(|place| goes_on(place) && !is_sign(*place)).count()
            }
            _ => 0,
        }
    }

    /// Whether a longer text names a part of a year by nothing but a letter and its number, as `Room M6` and `p06_table` do.
    #[must_use]
    pub fn is_only_a_letter(&self) -> bool {
        let is_letter = |pair: &[Mark<'_>]| matches!(pair, [Mark::Word("m" | "p" | "h"), Mark::Number(_)]);
        let is_longer = self.left.iter().any(|place| matches!(self.marks.all.get(*place), Some(Mark::Word(_))));
        is_longer && self.said.is_some_and(|said| said.year.is_none()) && self.marks.all.windows(2).any(is_letter)
    }

    /// What was said, where no mark that bears on a period is left over.
    ///
    /// # Errors
    ///
    /// Why the text is not understood.
    pub fn understood(&self, left: Option<&str>) -> Result<Option<Spoken>, Reason> {
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
