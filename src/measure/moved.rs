//! What moved since the last publication: the figures that it printed and that are otherwise now.

use super::{Figure, FigureRef, Quantity, id};
use crate::finding::phrase::{count, listed, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::model::earlier::{Earlier, Said};
use crate::model::entry::Class;
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
    pub figure: FigureRef,
    /// What the last publication said of it.
    pub before: Said,
}

/// What moved since the last publication.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Moves {
    /// The last publication; `None` where this is the first.
    pub last: Option<String>,
    /// Whether what it said can be read.
    pub is_readable: bool,
    /// The figures that moved, in the order of `figures.json`.
    pub figures: Vec<Move>,
    /// What the last publication said of the variance and of what was put in for each agreement, where it was about the same year,
    /// with its period.
    pub positions: Vec<(FigureRef, Money, String)>,
    /// Files that are new, changed or gone, with what became of them.
    pub files: Vec<(String, &'static str)>,
}

impl Moves {
    /// Holds figures against what the last publication said.
    #[must_use]
    pub fn of(all: &[Figure], period: Period, earlier: Option<&Earlier>, sources: &[Source]) -> Self {
        let Some(earlier) = earlier else { return Self::default() };
        let before = earlier.figures.as_deref().unwrap_or_default();
        // A publication says of its own year what was paid and spent, and of earlier ones what was committed.
        let other_basis = |figure: &Figure| {
            figure.id == id::JOINT && (figure.period == period) != (figure.period.to_string() == earlier.period)
        };
        let moved = |(place, figure): (usize, &Figure)| {
            let now = Some(said(figure)).filter(|_| !other_basis(figure))?;
            let before = before.iter().find(|before| before.is_of(&now) && before.is_known())?;
            (!before.agrees(&now)).then(|| Move { figure: FigureRef::at(place), before: before.clone() })
        };
        Self {
            last: Some(earlier.name.clone()),
            is_readable: earlier.figures.is_some(),
            figures: all.iter().enumerate().filter_map(moved).collect(),
            positions: positions(all, period, earlier),
            files: files(earlier, sources),
        }
    }

    /// Where an agreement stood in the last publication: one of its figures then, and the period that it was about.
    #[must_use]
    pub fn position(&self, figure: FigureRef) -> Option<(Money, &str)> {
        let found = self.positions.iter().find(|(known, ..)| *known == figure);
        found.map(|(_, amount, period)| (*amount, period.as_str()))
    }

    /// What is said of figures that were already published.
    #[must_use]
    pub fn finding(&self, all: &[Figure]) -> Option<Finding> {
        let (last, first) = (self.last.as_ref()?, self.figures.first()?);
        let named = |one: &Move| {
            let now = all.get(one.figure.place).map(|figure| said(figure).amounts()).unwrap_or_default();
            let whose = [&one.before.definition, &one.before.agreement, &one.before.partner];
            let whose: Vec<&str> = whose.into_iter().flatten().map(String::as_str).collect();
            let of = (!whose.is_empty()).then(|| phrase!(" ({})", whose.join(", ")));
            let what = id::words(&one.before.id).unwrap_or(&one.before.id);
            phrase!("`{}`{} was {} and is {}", what, of, one.before.amounts(), now)
        };
        let mut words = vec![named(first)];
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

fn positions(all: &[Figure], period: Period, earlier: &Earlier) -> Vec<(FigureRef, Money, String)> {
    let same_year = earlier.period.parse::<Period>().is_ok_and(|before| before.year == period.year);
    let before = earlier.figures.as_deref().filter(|_| same_year).unwrap_or_default();
    let is_position = |figure: &Figure| [id::VARIANCE, id::DIFFERENCE].contains(&figure.id) && figure.partner.is_none();
    let of_now = all.iter().enumerate().filter(|(_, figure)| is_position(figure) && figure.period == period);
    of_now
        .filter_map(|(place, figure)| {
            let then = Said { period: earlier.period.clone(), ..said(figure) };
            let value = before.iter().find(|before| before.is_of(&then))?.value.as_deref()?;
            Some((FigureRef::at(place), Money::from_plain(value)?, earlier.period.clone()))
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

/// A figure as a publication says it.
fn said(figure: &Figure) -> Said {
    let class = figure.class.map(|class: Class| class.word().to_owned());
    let (mut value, mut numerator, mut denominator) = (None, None, None);
    match &figure.quantity {
        Quantity::Amount(amount, _) => value = Some(amount.plain()),
        Quantity::NoAmount(_) => {}
        Quantity::Share(share) => {
            (numerator, denominator) = (Some(share.numerator.plain()), Some(share.denominator.plain()));
        }
        Quantity::NoShare { numerator: above, denominator: below, .. } => {
            (numerator, denominator) = (above.map(Money::plain), below.map(Money::plain));
        }
    }
    Said {
        id: figure.id.to_owned(),
        // Amounts have no definition in `figures.json`.
        definition: figure
            .definition
            .clone()
            .filter(|_| matches!(figure.quantity, Quantity::Share(_) | Quantity::NoShare { .. })),
        agreement: figure.agreement.clone(),
        partner: figure.partner.clone(),
        class,
        period: figure.period.to_string(),
        value,
        numerator,
        denominator,
    }
}
