//! Findings: what was found in partners' data, in plain words, with a cell and one action.

pub mod explain;
pub mod json;
pub mod phrase;
pub mod repeated;
pub mod screen;

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::model::money::Money;
use crate::model::origin::{Origin, Place};
use crate::model::period::Period;
use crate::model::words::{counted, listed};
use phrase::Phrase;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Good to know.
    Note,
    /// Somebody should look.
    Warning,
    /// A published pack is marked as a draft until it is put right.
    Error,
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// Whether a finding is arithmetic, or asks for somebody's judgement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nature {
    /// Anyone who does the sum gets the same answer.
    Fact,
    /// An officer has to say what it means.
    Judgement,
}

impl fmt::Display for Nature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Fact => "fact",
            Self::Judgement => "judgement",
        })
    }
}

/// What one name of finding means; a constant beside the code that raises it.
#[derive(Debug, PartialEq, Eq)]
pub struct About {
    /// Its name, in kebab-case.
    pub name: &'static str,
    /// Its level, unless `templates/house.toml` sets another.
    pub level: Level,
    /// Fact or judgement.
    pub nature: Nature,
    /// What it finds.
    pub finds: &'static str,
    /// Why that matters.
    pub matters: &'static str,
    /// What to do, where the finding itself says nothing more exact; lower case, no full stop.
    pub action: &'static str,
    /// What a partner is asked to do, said to it; `None` where the finance team puts it right.
    pub ask: Option<&'static str>,
}

/// How many findings there are of each level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LevelCounts {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Notes.
    pub notes: usize,
}

impl LevelCounts {
    /// Counts findings.
    #[must_use]
    pub fn of(findings: &[Finding]) -> Self {
        let count_of = |level| findings.iter().filter(|finding| finding.level == level).count();
        Self { errors: count_of(Level::Error), warnings: count_of(Level::Warning), notes: count_of(Level::Note) }
    }
}

/// `1 error and 2 warnings`, or that nothing was found.
impl fmt::Display for LevelCounts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts = [(self.errors, "error"), (self.warnings, "warning"), (self.notes, "note")];
        let counts: Vec<String> =
            counts.into_iter().filter(|(count, _)| *count > 0).map(|(count, noun)| counted(count, noun)).collect();
        f.write_str(&if counts.is_empty() { "no findings".to_owned() } else { listed(&counts) })
    }
}

/// Something found in partners' data.
#[derive(Debug, Clone)]
pub struct Finding {
    /// What kind of finding it is.
    pub about: &'static About,
    /// How much it matters here.
    pub level: Level,
    /// What was found, what was expected and where that is written.
    pub message: Phrase,
    /// The same as a partner can understand it, who knows nothing of layouts; `None` where the message will do.
    pub told: Option<Phrase>,
    /// One action.
    pub action: Phrase,
    /// What a partner is asked to do; `None` where what it follows from asks it already, or the finance team puts it right.
    pub ask: Option<&'static str>,
    /// What it follows from: a finding of that kind about that file.
    pub because: Vec<(Arc<str>, &'static About)>,
    /// What was found, where that is an amount.
    pub found: Option<Amount>,
    /// What was expected, where that is an amount.
    pub expected: Option<Amount>,
    /// By how much the two differ; the house may tolerate it.
    pub difference: Option<Money>,
    /// The cells, sheets or files that it is about.
    pub places: Vec<Place>,
    /// The row that it is about, rebuilt from the cells that the layout reads.
    pub excerpt: Option<Excerpt>,
    /// Whose it is.
    pub subject: Subject,
}

/// Whose a finding is; what is not known, or does not apply, is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Subject {
    /// The agreement, by id.
    pub agreement: Option<String>,
    /// The scheme in it, by id.
    pub scheme: Option<String>,
    /// The partner.
    pub partner: Option<String>,
    /// The period.
    pub period: Option<Period>,
}

/// An amount that a finding rests on, with its cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amount {
    /// How much.
    pub money: Money,
    /// The cells that it is the sum of.
    pub cells: Vec<Origin>,
}

/// A row of a sheet, rebuilt from the cells that the layout reads, with a mark under one of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// The row as the sheet numbers it.
    pub row: u32,
    /// Column letters and text of each cell.
    pub cells: Vec<(String, String)>,
    /// Which of the cells the mark stands under.
    pub marked: usize,
    /// What the mark says.
    pub label: Phrase,
}

impl Finding {
    /// A finding with its usual level and action, and nothing pointed at yet.
    #[must_use]
    pub fn new(about: &'static About, message: impl Into<Phrase>) -> Self {
        Self {
            about,
            level: about.level,
            message: message.into(),
            told: None,
            action: about.action.into(),
            ask: about.ask,
            because: Vec::new(),
            found: None,
            expected: None,
            difference: None,
            places: Vec::new(),
            excerpt: None,
            subject: Subject::default(),
        }
    }

    /// Asks for something more exact than the usual action.
    #[must_use]
    pub fn asking(mut self, action: impl Into<Phrase>) -> Self {
        self.action = action.into();
        self
    }

    /// Tells a partner what was found in its own words.
    #[must_use]
    pub fn telling_partner(mut self, message: impl Into<Phrase>) -> Self {
        self.told = Some(message.into());
        self
    }

    /// Asks a partner for something else than usual, or for nothing.
    #[must_use]
    pub fn asking_partner(mut self, ask: Option<&'static str>) -> Self {
        self.ask = ask;
        self
    }

    /// Says what it follows from.
    #[must_use]
    pub fn because(mut self, file: &Arc<str>, about: &'static About) -> Self {
        self.because.push((Arc::clone(file), about));
        self
    }

    /// Says what was found, and points at its cells.
    #[must_use]
    pub fn found(mut self, money: Money, cells: &[Origin]) -> Self {
        self.found = Some(Amount { money, cells: cells.to_vec() });
        self.at_cells(cells)
    }

    /// Says what was expected, and points at its cells.
    #[must_use]
    pub fn expected(mut self, money: Money, cells: &[Origin]) -> Self {
        self.expected = Some(Amount { money, cells: cells.to_vec() });
        self.at_cells(cells)
    }

    /// Points at a file, sheet or cell.
    #[must_use]
    pub fn at(mut self, place: impl Into<Place>) -> Self {
        let place = place.into();
        // Among many places each comes from a cell of its own; only a few can be the same.
        if self.places.len() > 64 || !self.places.contains(&place) {
            self.places.push(place);
        }
        self
    }

    /// Points at cells.
    #[must_use]
    pub fn at_cells<'a>(self, origins: impl IntoIterator<Item = &'a Origin>) -> Self {
        origins.into_iter().fold(self, Self::at)
    }

    /// Gives it another level than its usual one.
    #[must_use]
    pub fn at_level(mut self, level: Level) -> Self {
        self.level = level;
        self
    }

    /// Shows a row.
    #[must_use]
    pub fn showing(mut self, excerpt: Excerpt) -> Self {
        self.excerpt = Some(excerpt);
        self
    }

    /// Names the agreement.
    #[must_use]
    pub fn on_agreement(mut self, agreement: Option<&str>) -> Self {
        self.subject.agreement = agreement.map(str::to_owned);
        self
    }

    /// Names the scheme of the agreement.
    #[must_use]
    pub fn on_scheme(mut self, scheme: Option<&str>) -> Self {
        self.subject.scheme = scheme.map(str::to_owned);
        self
    }

    /// Names the partner.
    #[must_use]
    pub fn on_partner(mut self, partner: Option<&str>) -> Self {
        self.subject.partner = partner.map(str::to_owned);
        self
    }

    /// Says by how much what was found and what was expected differ.
    #[must_use]
    pub fn differing_by(mut self, difference: Money) -> Self {
        self.difference = Some(difference);
        self
    }

    /// Names the period.
    #[must_use]
    pub fn in_period(mut self, period: Period) -> Self {
        self.subject.period = Some(period);
        self
    }
}

/// What a stage made, and what it found on the way.
#[derive(Debug)]
#[must_use]
pub struct Outcome<T> {
    /// What the stage made.
    pub value: T,
    /// What it found.
    pub findings: Vec<Finding>,
}

impl<T> Outcome<T> {
    /// Something made, with findings.
    pub fn new(value: T, findings: Vec<Finding>) -> Self {
        Self { value, findings }
    }

    /// Hands over what was made and adds what was found to a list.
    pub fn into_value(self, findings: &mut Vec<Finding>) -> T {
        findings.extend(self.findings);
        self.value
    }
}

/// Raises what others follow from to their level: a sheet that no layout reads is an error where a partner's part is not known for
/// want of it.
pub fn raise_causes(findings: &mut [Finding]) {
    let follow: Vec<(Level, Arc<str>, &About)> = findings
        .iter()
        .flat_map(|finding| finding.because.iter().map(|(file, about)| (finding.level, Arc::clone(file), *about)))
        .collect();
    for (level, file, about) in follow {
        let is_cause = |one: &&mut Finding| one.about == about && one.places.iter().any(|place| *place.file == *file);
        findings.iter_mut().filter(is_cause).for_each(|cause| cause.level = cause.level.max(level));
    }
}

/// Puts findings in the order in which they are read: worst first, and among equals as the stages raised them, so that a
/// cause stands before what follows from it.
pub fn sort(findings: &mut [Finding]) {
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.level));
}
