//! Drafting: of which kind amounts are, and how they run: by their heading, then by a title or a name over them.

use super::calendar::time_in;
use super::columns::{NamedColumn, Role, is_ledger};
use super::doubts::{Doubts, is_of_part_alone};
use super::table::SheetTable;
use super::words::{FiguresHeading, is_body, is_cumulative, is_of_whole_year, of_title, says_paid};
use super::write::{TomlLine, TomlValue};
use crate::normalise::meaning::period::{Run, Spoken, run_in};

/// What stands over a table of the kind of its amounts.
#[derive(Debug)]
pub(super) struct Kinds {
    /// The kind that a title or a name says, and which of them.
    title: Option<(&'static str, &'static str)>,
    /// Whether the rows name agreements and partners, or payments have a day each.
    contributors: bool,
    ledger: bool,
    /// Whether each row says its own period.
    dated: bool,
    /// What the words over the table leave doubtful.
    doubts: Doubts,
    /// Whether the sheet is for a part of a year, and does not say how its amounts run.
    of_part: bool,
}

/// How amounts run within the period that they are for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Runs {
    /// For the period itself.
    Own,
    /// From the start of the year.
    ToDate,
    /// For a part of a year, of which nothing says whether they run from its start.
    Silent,
    /// For the whole year; why, where it is a guess.
    WholeYear(Option<String>),
}

impl Kinds {
    /// Looks at what stands over a table: cells, then the names of its sheet and its file; `said` is the period that these say.
    pub fn of(table: &SheetTable<'_>, named: &[NamedColumn<'_>], file: &str, said: Option<Spoken>) -> Self {
        let above = table.above().into_iter().find_map(|(_, text)| of_title(&text));
        let words: Vec<String> = table.above().into_iter().map(|(_, text)| text).collect();
        let doubts = Doubts::of(words.iter().map(String::as_str).chain([&*table.sheet.name, file]));
        let says_run = words.iter().any(|text| run_in(text) != Run::Unsaid);
        let names = [(&*table.sheet.name, "the sheet's name says so"), (file, "the file's name says so")];
        let by_name = || names.into_iter().find_map(|(name, why)| Some((of_title(name)?, why)));
        let has = |test: fn(Role) -> bool| named.iter().any(|named| test(named.role));
        Self {
            title: above.map(|kind| (kind, "a title above the table says so")).or_else(by_name),
            contributors: has(|role| role == Role::Partner) && has(|role| role == Role::Agreement),
            ledger: is_ledger(named),
            dated: has(|role| matches!(role, Role::Period(..))),
            doubts,
            of_part: !says_run && said.is_some_and(|said| said.part.is_some() && said.run == Run::Unsaid),
        }
    }

    /// The kind of a column's amounts, and why it is a guess.
    pub fn kind(&self, named: &NamedColumn<'_>, across: Option<&str>) -> (&'static str, Option<String>) {
        if let Some(why) = named.guess {
            return (self.title.map_or("expenditure", |(kind, _)| kind), Some(why.to_owned()));
        }
        if let Role::Amount(Some(FiguresHeading::Kind(kind))) = named.role {
            let heading = &named.column.heading;
            let (kind, guess) = self.named_kind(kind, heading);
            let is_below_zero = named.column.values.last().is_some_and(|most| *most < 0);
            let sign = || is_below_zero.then_some("all its figures are below zero: what does the sign mean?");
            let doubt = || self.doubts.of_kind(kind, heading).or_else(sign).map(str::to_owned);
            return (kind, guess.or_else(doubt));
        }
        let says_money = matches!(named.role, Role::Amount(Some(_)));
        match self.title {
            Some((kind, why)) => (kind, Some(why.to_owned())),
            None if across == Some("partner") || self.contributors && !self.ledger => (
                "contribution",
                Some("a row or column for each partner, and no word says what the figures are".to_owned()),
            ),
            None if says_money => {
                ("expenditure", Some("its heading says that it is money, and not of which kind".to_owned()))
            }
            None => ("expenditure", Some("its heading does not say what the figures are".to_owned())),
        }
    }

    /// The kind that a heading names; its words may mean another one.
    fn named_kind(&self, kind: &'static str, heading: &str) -> (&'static str, Option<String>) {
        let (kind, guess) = match kind {
            // What a ledger calls paid is spending.
            "contribution" if self.ledger && self.title.is_none_or(|(title, _)| title != kind) => {
                ("expenditure", Some("in a list of payments it is taken for spending"))
            }
            "contribution" if !says_paid(heading) => (kind, Some("was it paid, or is it what was budgeted?")),
            "budget" if is_body(heading) => {
                ("contribution-budget", Some("the budget of a body is taken for what it will put into the pool"))
            }
            _ => (kind, None),
        };
        (kind, guess.map(str::to_owned))
    }

    /// How a column's amounts run.
    pub fn runs(&self, heading: &str, kind: &str, across: Option<&str>) -> Runs {
        let is_across = matches!(across, Some("month" | "quarter" | "year"));
        if is_to_date(heading, is_across) {
            return Runs::ToDate;
        }
        let is_plan = matches!(kind, "budget" | "contribution-budget" | "forecast");
        match is_of_whole_year(heading) {
            _ if is_across || self.dated || self.ledger || names_part(heading) => Runs::Own,
            true => Runs::WholeYear(None),
            false if is_plan => Runs::WholeYear(Some(format!("a {} is mostly for the year", kind.replace('-', " ")))),
            false if self.of_part && !is_of_part_alone(heading) => Runs::Silent,
            false => Runs::Own,
        }
    }
}

/// Whether a heading names a month or a quarter, and so no year.
fn names_part(heading: &str) -> bool {
    time_in(heading).is_some_and(|time| time.said.part.is_some())
}

/// Whether a heading says that its amounts run from the start of the year: `Actual to date`, `Paid to Q1`.
fn is_to_date(heading: &str, is_across: bool) -> bool {
    let time = time_in(heading).filter(|_| !is_across);
    let ends_then = time.is_some_and(|time| {
        let last = time.before.rsplit(' ').next().unwrap_or_default();
        time.said.part.is_some() && (time.said.run == Run::ToDate || last.eq_ignore_ascii_case("to"))
    });
    is_cumulative(heading) || ends_then
}

impl Runs {
    /// The line of a layout that says it.
    pub fn line(&self) -> Option<TomlLine> {
        match self {
            Self::Own => None,
            Self::Silent => {
                let why = "in the month or quarter alone, or to date? its heading does not say".to_owned();
                Some(TomlLine::with("cumulative", TomlValue::No, Some(why)))
            }
            Self::ToDate => Some(TomlLine::stated("cumulative", TomlValue::Yes)),
            Self::WholeYear(guess) => Some(TomlLine::with("whole-year", TomlValue::Yes, guess.clone())),
        }
    }
}
