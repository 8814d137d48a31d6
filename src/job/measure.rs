//! Measures: definitions of joint expenditure, as data.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Vocabulary;
use super::agreement_type::Counts;
use super::settings::{Problem, Reader};
use super::stated::{FirstOrLast, StatedPercent};
use crate::model::partner::Sector;
use crate::model::period::Year;
use crate::model::total::TotalFigure;

/// One file of `templates/measures/`: a share, with what counts as joint and what it is a part of.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Measure {
    /// Its title, as the pack prints it.
    pub title: String,
    /// Where the definition comes from.
    pub source: String,
    /// The first year for which the figures behind it were collected.
    #[serde(default)]
    pub from: Option<FirstOrLast>,
    /// The last such year.
    #[serde(default)]
    pub to: Option<FirstOrLast>,
    /// What counts as joint, added up.
    pub numerator: Vec<Term>,
    /// What it is a part of, added up.
    pub denominator: Vec<Term>,
    /// What it leaves out, in words.
    #[serde(default)]
    pub exclusions: Vec<String>,
    /// Where a series of it breaks, in order of the years.
    #[serde(default)]
    pub series_breaks: Vec<SeriesBreak>,
    /// The measure beside which it stands: it is printed only where that one has a share, and never leads.
    #[serde(default)]
    pub beside: Option<toml::Spanned<String>>,
    /// The sentence that the pack prints with it.
    pub sentence: String,
    /// A published figure by the same definition, which is drawn as a line across the years and, in a roll-up, across the areas.
    #[serde(default)]
    pub reference: Option<Published>,
}

/// A published figure that areas are held against.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Published {
    /// Of where it is: `England`.
    pub place: String,
    /// How much.
    pub percent: StatedPercent,
    /// Of which year.
    pub year: FirstOrLast,
    /// Where it is written.
    pub source: String,
}

impl Published {
    /// The figure with its place and year: `England, 2007-08: 3.4 %`.
    #[must_use]
    pub fn in_words(&self) -> String {
        format!("{}, {}: {}%", self.place, self.year.year(), self.percent.0)
    }
}

/// A year from which shares cannot be compared with those of earlier years.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SeriesBreak {
    /// The first year after the break.
    pub from: FirstOrLast,
    /// What changed, in words that go on after "from 2006-07".
    pub why: String,
}

/// One amount of a measure.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Term {
    /// What it is called in the pack.
    pub label: String,
    /// A figure of the register's `Totals`.
    #[serde(default)]
    pub total: Option<TotalFigure>,
    /// Whose `total`: one figure for the area, or one for every partner of a sector.
    #[serde(default)]
    pub of: Option<Of>,
    /// Contributions to agreements whose money counts as one of these.
    #[serde(default)]
    pub contributions: Vec<Counts>,
    /// Only contributions by partners of this sector.
    #[serde(default)]
    pub sector: Option<Sector>,
    /// What agreements spend whose money counts as one of these, whoever put it in.
    #[serde(default)]
    pub expenditure: Vec<Counts>,
    /// The first year in which it is a part of the sum; before it, another term held the amount.
    #[serde(default)]
    pub from: Option<FirstOrLast>,
    /// The last such year.
    #[serde(default)]
    pub to: Option<FirstOrLast>,
}

/// Whose figure a total is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Of {
    /// The area's.
    Area,
    /// Every council's.
    Councils,
    /// Every NHS body's.
    HealthBodies,
}

impl Of {
    /// The sector of the partners whose figures they are; `None` for the area's.
    #[must_use]
    pub const fn sector(self) -> Option<Sector> {
        match self {
            Self::Area => None,
            Self::Councils => Some(Sector::Council),
            Self::HealthBodies => Some(Sector::Health),
        }
    }
}

fn within(from: Option<FirstOrLast>, to: Option<FirstOrLast>, year: Year) -> bool {
    from.is_none_or(|first| first.year() <= year) && to.is_none_or(|last| year <= last.year())
}

impl Measure {
    /// Whether the figures behind the measure were collected for a year.
    #[must_use]
    pub fn holds_in(&self, year: Year) -> bool {
        within(self.from, self.to, year)
    }

    /// The terms of the part, and of the whole.
    pub fn terms(&self) -> impl Iterator<Item = &Term> {
        self.numerator.iter().chain(&self.denominator)
    }

    /// Whether a term is of agreements, and not only of figures of `Totals`.
    #[must_use]
    pub fn counts_agreements(&self) -> bool {
        self.terms().any(|term| !term.counts().is_empty())
    }

    /// What broke the series between a year and the one before it.
    #[must_use]
    pub fn break_at(&self, year: Year) -> Option<&SeriesBreak> {
        self.series_breaks.iter().find(|one| one.from.year() == year)
    }

    /// What is wrong with where it stands and where its series breaks, if something is.
    fn fault(&self, name: &str, all: &BTreeMap<&str, bool>) -> Option<(String, &'static str)> {
        let beside = self.beside.as_ref().map(|beside| beside.get_ref().as_str());
        if let Some(other) = beside.filter(|other| *other == name || all.get(other) == Some(&true)) {
            let message = format!("`{name}` stands beside `{other}`, which does not stand alone");
            return Some((message, "name a measure without `beside`"));
        }
        let outside = |one: &&SeriesBreak| {
            !self.holds_in(one.from.year()) || self.from.is_some_and(|from| from.year() == one.from.year())
        };
        let broken = self.series_breaks.iter().find(outside)?;
        let message = format!("there is no year before the series break of `{}`, or none after it", broken.from.year());
        Some((message, "name a year after `from` and not after `to`"))
    }
}

impl Term {
    /// Whether it is a part of the sum in a year.
    #[must_use]
    pub fn holds_in(&self, year: Year) -> bool {
        within(self.from, self.to, year)
    }

    /// What the money of the agreements counts as that it adds up; nothing for a figure of `Totals`.
    #[must_use]
    pub fn counts(&self) -> &[Counts] {
        if self.expenditure.is_empty() { &self.contributions } else { &self.expenditure }
    }

    /// What is wrong with the term, if something is.
    fn fault(&self) -> Option<&'static str> {
        let agreements = [&self.contributions, &self.expenditure].map(|counts| !counts.is_empty());
        match (self.total.is_some(), self.of.is_some(), agreements, self.sector.is_some()) {
            (true, true, [false, false], false)
            | (false, false, [true, false], _)
            | (false, false, [false, true], false) => None,
            (true, false, ..) => Some("a `total` needs `of`: \"area\", \"councils\" or \"health-bodies\""),
            (true, ..) => {
                Some("a `total` stands alone with `of`: leave out `contributions`, `expenditure` and `sector`")
            }
            (false, true, ..) => Some("`of` belongs to a `total`"),
            (.., [true, true], _) => Some("`contributions` and `expenditure` are two terms"),
            (.., [false, true], true) => {
                Some("`sector` belongs to `contributions`: spending of a pool is of no partner")
            }
            (false, ..) => Some("a term needs a `total`, `contributions` or `expenditure`"),
        }
    }
}

/// Reads and checks `measures/*.toml`.
pub fn load(reader: &mut Reader<'_>, vocabulary: Vocabulary<'_>) -> BTreeMap<String, Measure> {
    let mut measures = BTreeMap::new();
    let all = reader.toml_folder::<Measure>("measures");
    let names: Vec<String> = all.iter().map(|loaded| loaded.name.clone()).collect();
    let known: Vec<&str> = names.iter().map(String::as_str).collect();
    let stand_beside: BTreeMap<&str, bool> =
        known.iter().copied().zip(all.iter().map(|loaded| loaded.value.beside.is_some())).collect();
    for mut loaded in all {
        loaded.check_names(&loaded.value.beside, "measure", &known, reader.problems);
        if let Some((message, help)) = loaded.value.fault(&loaded.name, &stand_beside) {
            reader.problems.push(Problem::in_file(&loaded.path, &message, help));
        }
        loaded.value.series_breaks.sort_by_key(|one| one.from.year());
        for term in loaded.value.terms() {
            if let Some(fault) = term.fault() {
                let message = format!("the term `{}` cannot be worked out", term.label);
                reader.problems.push(Problem::in_file(&loaded.path, &message, fault));
            }
        }
        if let Err((_, why)) = (vocabulary.check_words)(&loaded.value.sentence, None, &names) {
            reader.problems.push(Problem::in_file(
                &loaded.path,
                &format!("its `sentence` cannot be printed: {why}"),
                "correct the name",
            ));
        }
        measures.insert(loaded.name, loaded.value);
    }
    measures
}
