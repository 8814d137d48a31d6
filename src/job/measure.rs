//! Measures: definitions of joint expenditure, as data.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Vocabulary;
use super::agreement_type::Counts;
use super::settings::{Problem, Reader};
use crate::model::partner::Sector;
use crate::model::period::Year;
use crate::model::register::TotalFigure;

/// One file of `templates/measures/`: a share, with what stands above and below the line.
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
    /// What stands above the line, added up.
    pub numerator: Vec<Term>,
    /// What stands below the line, added up.
    pub denominator: Vec<Term>,
    /// What it leaves out, in words.
    #[serde(default)]
    pub exclusions: Vec<String>,
    /// Where a series of it breaks, in words.
    #[serde(default)]
    pub series_breaks: Vec<String>,
    /// The sentence that the pack prints with it.
    pub sentence: String,
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

/// A financial year in a settings file, such as `"2006-07"`.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(try_from = "String")]
pub struct FirstOrLast(Year);

impl TryFrom<String> for FirstOrLast {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse().map(Self).map_err(|_| format!("`{text}` is not a financial year: write it like \"2006-07\""))
    }
}

impl FirstOrLast {
    /// The year.
    #[must_use]
    pub const fn year(self) -> Year {
        self.0
    }
}

impl Measure {
    /// Whether the figures behind the measure were collected for a year.
    #[must_use]
    pub fn holds_in(&self, year: Year) -> bool {
        self.from.is_none_or(|first| first.0 <= year) && self.to.is_none_or(|last| year <= last.0)
    }
}

impl Term {
    /// What is wrong with the term, if something is.
    fn fault(&self) -> Option<&'static str> {
        match (self.total.is_some(), self.of.is_some(), self.contributions.is_empty(), self.sector.is_some()) {
            (true, true, true, false) | (false, false, false, _) => None,
            (true, false, ..) => Some("a `total` needs `of`: \"area\", \"councils\" or \"health-bodies\""),
            (true, ..) => Some("a `total` stands alone with `of`: leave out `contributions` and `sector`"),
            (false, true, ..) => Some("`of` belongs to a `total`"),
            (false, ..) => Some("a term needs a `total`, or `contributions`"),
        }
    }
}

/// Reads and checks `measures/*.toml`.
pub fn load(reader: &mut Reader<'_>, vocabulary: Vocabulary<'_>) -> BTreeMap<String, Measure> {
    let mut measures = BTreeMap::new();
    let all = reader.toml_folder::<Measure>("measures");
    let names: Vec<String> = all.iter().map(|loaded| loaded.name.clone()).collect();
    for loaded in all {
        for term in loaded.value.numerator.iter().chain(&loaded.value.denominator) {
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
