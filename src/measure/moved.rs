//! What moved since the last publication: the figures that it printed and that are otherwise now.

use std::collections::HashMap;

use super::{Figure, FigureNumber, id};
use crate::finding::phrase::{Phrase, Say, count, listed, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::model::earlier::Earlier;
use crate::model::figure_record::{FigureRecord, Given, Pounds, RULES, SameFigure};
use crate::model::money::Money;
use crate::model::origin::Place;
use crate::model::period::Period;
use crate::model::source::Source;

/// A published figure that changed.
pub const RESTATED: About = About {
    name: "restated",
    level: Level::Note,
    nature: Nature::Fact,
    finds: "a figure that the area's last publication printed for the same period and that has changed.",
    matters: "members may have acted on the old figure; they should hear that it changed, and why.",
    action: "say why in the register's sheet `Notes`",
    ask: None,
};

/// A figure that moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// The figure.
    pub figure: FigureNumber,
    /// What the last publication said of it.
    pub before: FigureRecord,
}

/// What moved since the last publication.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Moves {
    /// The last publication; `None` where this is the first.
    pub last: Option<String>,
    /// The period that it was about, where its name can be read.
    pub last_period: Option<Period>,
    /// Whether what it said can be read.
    pub is_readable: bool,
    /// Whether its figures mean what they mean now; else none of them is compared.
    pub is_comparable: bool,
    /// The figures that moved, in the order of `figures.json`.
    pub figures: Vec<Move>,
    /// What the last publication said of the variance and of what was put in for each agreement, where it was about the same year,
    /// with its period.
    pub positions: HashMap<FigureNumber, (Money, String)>,
    /// Files that are new, changed or gone, with what became of them.
    pub files: Vec<(String, &'static str)>,
}

impl Moves {
    /// Holds figures against what the last publication said.
    #[must_use]
    pub fn of(all: &[Figure], period: Period, earlier: Option<&Earlier>, sources: &[Source]) -> Self {
        let Some(earlier) = earlier else { return Self::default() };
        let is_comparable = earlier.rules == RULES;
        let published = earlier.figures.as_deref().filter(|_| is_comparable).unwrap_or_default();
        let before = by_key(published);
        // A publication says of its own year what was paid and spent, and of earlier ones what was committed.
        let other_basis = |figure: &Figure| {
            let of = figure.key.period;
            figure.key.id == id::JOINT && (of == period) != (of.to_string() == earlier.period)
        };
        let moved = |(place, figure): (usize, &Figure)| {
            let now = Some(record(figure)).filter(|_| !other_basis(figure))?;
            let before = before.get(&now.key()).filter(|before| before.is_known() && !before.agrees(&now))?;
            Some(Move { figure: FigureNumber::new(place), before: (*before).clone() })
        };
        Self {
            last: Some(earlier.name.clone()),
            last_period: earlier.period.parse().ok(),
            is_readable: earlier.figures.is_some(),
            is_comparable,
            figures: all.iter().enumerate().filter_map(moved).collect(),
            positions: positions(all, period, earlier, &before),
            files: files(earlier, sources),
        }
    }

    /// Where an agreement stood in the last publication: one of its figures then, and the period that it was about.
    #[must_use]
    pub fn position(&self, figure: FigureNumber) -> Option<(Money, &str)> {
        self.positions.get(&figure).map(|(amount, period)| (*amount, period.as_str()))
    }

    /// What is said of figures that were already published.
    #[must_use]
    pub fn finding(&self, all: &[Figure]) -> Option<Finding> {
        let (last, first) = (self.last.as_ref()?, self.figures.first()?);
        let move_in_words = |one: &Move| {
            let now = all.get(one.figure.place()).map(|figure| amounts(&record(figure)));
            let whose = [&one.before.definition, &one.before.agreement, &one.before.partner];
            let whose: Vec<&str> = whose.into_iter().flatten().map(String::as_str).collect();
            let of = (!whose.is_empty()).then(|| phrase!(" ({})", whose.join(", ")));
            let own = one.before.partner.as_ref().and_then(|_| id::own_words(&one.before.id));
            let what = own.or_else(|| id::words(&one.before.id)).unwrap_or(&one.before.id);
            phrase!("`{}`{} was {} and is {}", what, of, amounts(&one.before), now)
        };
        let mut words = vec![move_in_words(first)];
        if self.figures.len() > 1 {
            words.push(phrase!("{} moved, too", count(self.figures.len() - 1, "other figure")));
        }
        let message = phrase!("since {}, {}", last, listed(words));
        let finding = Finding::new(&RESTATED, message);
        let finding = self.files.iter().fold(finding, |finding, (file, _)| finding.at(Place::file(file)));
        // Where no file changed, the settings or the program did.
        Some(if self.files.is_empty() { finding.at(Place::file("area.toml")) } else { finding })
    }
}

/// What a publication says of each figure.
fn by_key(records: &[FigureRecord]) -> HashMap<SameFigure<'_>, &FigureRecord> {
    let mut by_key = HashMap::new();
    for record in records {
        by_key.entry(record.key()).or_insert(record);
    }
    by_key
}

fn positions(
    all: &[Figure],
    period: Period,
    earlier: &Earlier,
    before: &HashMap<SameFigure<'_>, &FigureRecord>,
) -> HashMap<FigureNumber, (Money, String)> {
    let Some(then) = earlier.period.parse::<Period>().ok().filter(|then| then.year == period.year) else {
        return HashMap::new();
    };
    let is_position =
        |figure: &Figure| [id::VARIANCE, id::DIFFERENCE].contains(&figure.key.id) && figure.key.partner.is_none();
    let of_now = all.iter().enumerate().filter(|(_, figure)| is_position(figure) && figure.key.period == period);
    of_now
        .filter_map(|(place, figure)| {
            let wanted = FigureRecord { period: then, ..record(figure) };
            let Pounds(amount) = before.get(&wanted.key())?.value.known()?;
            Some((FigureNumber::new(place), (*amount, earlier.period.clone())))
        })
        .collect()
}

fn files(earlier: &Earlier, sources: &[Source]) -> Vec<(String, &'static str)> {
    let mut files: Vec<(String, &'static str)> = sources
        .iter()
        .filter_map(|source| match earlier.files.get(&*source.name) {
            None => Some((source.name.to_string(), "new")),
            Some(before) if *before != source.sha256 => Some((source.name.to_string(), "changed")),
            Some(_) => None,
        })
        .collect();
    let is_gone = |name: &&String| !sources.iter().any(|source| *source.name == ***name);
    files.extend(earlier.files.keys().filter(is_gone).map(|name| (name.clone(), "gone")));
    files
}

/// A figure as a publication of the same area says it.
fn record(figure: &Figure) -> FigureRecord {
    figure.record("")
}

/// The amount that a publication says, or the two amounts of a share.
pub fn amounts(record: &FigureRecord) -> Phrase {
    let pounds =
        |amount: &Given<Pounds>| amount.known().map_or_else(|| "not available".into(), |pounds| pounds.0.say());
    match (&record.numerator, &record.denominator) {
        (Given::Absent | Given::Unknown, Given::Absent | Given::Unknown) => pounds(&record.value),
        (above, below) => phrase!("{} of {}", pounds(above), pounds(below)),
    }
}
