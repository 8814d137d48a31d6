//! Drafting: columns of amounts as a draft has them, and their sections.

use std::collections::BTreeMap;

use super::cells;
use super::doubts::{is_first_plan, is_later_plan};
use super::kinds::Runs;
use super::table::SheetColumn;
use super::write::{TomlLine, TomlSection, TomlValue};
use crate::model::words::folded;
use crate::normalise::meaning::period::Spoken;

/// What a draft says of the columns of figures.
#[derive(Debug, Default)]
pub(super) struct DraftAmounts {
    /// Columns of amounts, and groups of them.
    pub amounts: Vec<AmountDraft>,
    /// What the columns differ in, where they are joined.
    pub across: Option<&'static str>,
    /// How the headings of columns of totals begin.
    pub columns_starting: Vec<String>,
    /// Columns that are not read, and why.
    pub not_read: Vec<(String, &'static str)>,
    /// Headings that tell the sheet from others.
    pub headings: Vec<String>,
    /// Columns of figures that a layout cannot name, because they have no heading, or one that an earlier column has.
    pub unnamed: Vec<String>,
    /// Whether every amount has its year in its heading.
    pub has_years: bool,
    /// The period that their headings name, where all that name one agree.
    pub said: Option<Spoken>,
}

/// One column of amounts, or a group of them, before it is known what stands beside it.
#[derive(Debug)]
pub(super) struct AmountDraft {
    /// Its kind, and why that is a guess.
    pub kind: (&'static str, Option<String>),
    /// Its heading, and what to look at there.
    pub header: Option<(String, Option<String>)>,
    /// What the headings of a group differ in, and why.
    pub across: Option<(&'static str, String)>,
    /// Its unit.
    pub unit: TomlLine,
    /// How its amounts run.
    pub runs: Runs,
    /// Whether its heading calls them capital.
    pub capital: bool,
    /// Texts that mean that there is no figure.
    pub not_given: Option<TomlLine>,
    /// The columns that it is the sum of.
    pub parts: Vec<String>,
}

impl AmountDraft {
    /// Whether it is what was planned or is expected.
    pub fn is_plan(&self) -> bool {
        matches!(self.kind.0, "budget" | "contribution-budget" | "forecast")
    }

    /// Whether its amounts may count the same money as those of another.
    fn is_beside(&self, other: &Self) -> bool {
        // A plan is one sum, however it runs.
        let runs = |one: &Self| (!one.is_plan()).then(|| std::mem::discriminant(&one.runs));
        self.kind.0 == other.kind.0 && runs(self) == runs(other) && self.capital == other.capital
    }

    /// Its section; where others of its kind stand beside it, its heading keeps them apart.
    fn section(&self, beside: usize) -> TomlSection {
        let text = |text: &str| TomlValue::Text(text.to_owned());
        let twice = || format!("{beside} columns are of this kind: leave out what is a part or the sum of another");
        let kind = self.kind.1.clone().or_else(|| (beside > 1).then(twice));
        let mut lines = vec![TomlLine::with("kind", text(self.kind.0), kind)];
        lines.extend(self.header.iter().map(|(header, guess)| TomlLine::with("header", text(header), guess.clone())));
        lines.extend(self.across.iter().map(|(across, why)| TomlLine::with("across", text(across), Some(why.clone()))));
        lines.push(self.unit.clone());
        lines.extend(self.not_given.clone());
        lines.extend(self.runs.line());
        let why = || Some("its heading speaks of capital".to_owned());
        lines.extend(self.capital.then(|| TomlLine::with("class", text("capital"), why())));
        if !self.parts.is_empty() {
            let why = "it is the sum of these columns on nearly every row".to_owned();
            lines.push(TomlLine::with("parts", TomlValue::List(self.parts.clone()), Some(why)));
        }
        if let Some((header, _)) = self.header.as_ref().filter(|_| beside > 1) {
            let why = Some("it keeps columns of one kind apart".to_owned());
            lines.push(TomlLine::with("line", text(header), why));
        }
        TomlSection { heading: "[[amounts]]", lines }
    }
}

impl DraftAmounts {
    /// Leaves out plans that others replace or hold already: of a part of the year beside the whole, original beside revised.
    pub fn keep_whole_plans(&mut self) {
        let heading = |one: &AmountDraft| one.header.as_ref().map(|(heading, _)| heading.clone()).unwrap_or_default();
        let has = |test: &dyn Fn(&AmountDraft) -> bool, one: &AmountDraft| {
            let like = |other: &&AmountDraft| other.kind.0 == one.kind.0 && other.capital == one.capital;
            one.is_plan() && one.across.is_none() && self.amounts.iter().filter(like).any(test)
        };
        let is_whole = |one: &AmountDraft| matches!(one.runs, Runs::WholeYear(_));
        let why = |one: &AmountDraft| match () {
            () if !is_whole(one) && has(&is_whole, one) => Some("a part of a plan, which is read for the whole year"),
            () if is_first_plan(&heading(one)) && has(&|other| is_later_plan(&heading(other)), one) => {
                Some("a plan that was revised, and the later one is read")
            }
            () => None,
        };
        let whys: Vec<Option<&'static str>> = self.amounts.iter().map(why).collect();
        let mut kept = Vec::new();
        for (one, why) in std::mem::take(&mut self.amounts).into_iter().zip(whys) {
            match why {
                Some(why) => {
                    let heading = heading(&one);
                    self.headings.retain(|known| *known != heading);
                    self.not_read.push((heading, why));
                }
                None => kept.push(one),
            }
        }
        self.amounts = kept;
    }

    /// Whether any amounts run from the start of the year.
    pub fn is_to_date(&self) -> bool {
        self.amounts.iter().any(|one| one.runs == Runs::ToDate)
    }

    /// The sections `[[amounts]]`.
    pub fn sections(&self) -> Vec<TomlSection> {
        let beside = |one: &AmountDraft| self.amounts.iter().filter(|other| one.is_beside(other)).count();
        self.amounts.iter().map(|one| one.section(beside(one))).collect()
    }
}

/// Texts among the figures that mean that there is none: marks, and short texts that come again.
pub(super) fn not_given<'c>(columns: impl IntoIterator<Item = &'c SheetColumn>) -> Option<TomlLine> {
    let mut said: BTreeMap<&str, usize> = BTreeMap::new();
    for column in columns {
        for (text, count) in &column.said {
            *said.entry(text).or_default() += count;
        }
    }
    let is_mark = |text: &str, count: usize| {
        let is_short = text.chars().count() <= 24 && !text.contains(|character: char| character.is_ascii_digit());
        let is_zero = matches!(folded(text).as_str(), "nil" | "zero" | "none");
        cells::is_mark(text) || (is_short && !is_zero && count >= 3)
    };
    let marks: Vec<String> = said
        .into_iter()
        .filter(|(text, count)| is_mark(text, *count))
        .map(|(text, _)| text.to_owned())
        .take(20)
        .collect();
    (!marks.is_empty()).then(|| {
        let why = "these texts stand among the figures".to_owned();
        TomlLine::with("not-given", TomlValue::List(marks), Some(why))
    })
}
