//! Finds the newest publication of every area and period in the output folder, and reads what it says.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::fault::Fault;
use crate::finding::phrase::{Phrase, phrase};
use crate::job::area::Status;
use crate::job::roll_up::NAME;
use crate::job::settings::sha256_hex;
use crate::measure::{Basis, Quantity, id};
use crate::model::figure_record::{FigureRecord, Given, Pounds};
use crate::model::money::Money;
use crate::model::period::Period;
use crate::model::share::Share;
use crate::model::source::Source;
use crate::record::manifest::{self, Manifest};
use crate::record::{FIGURES, newest_revision};

/// The newest publication of an area for a period.
#[derive(Debug)]
pub struct AreaPublication {
    /// The area: the name of its folder.
    pub area: String,
    /// The area's title; its name, where the manifest does not say.
    pub title: String,
    /// The revision.
    pub revision: u32,
    /// What it says, or why that cannot be read.
    pub published: Result<PublishedFacts, Phrase>,
    /// The files that were read, with their hashes.
    pub sources: Vec<Source>,
}

/// What a publication says.
#[derive(Debug)]
pub struct PublishedFacts {
    /// Whether it is a draft.
    pub draft: bool,
    /// The day to which its figures run.
    pub as_at: NaiveDate,
    /// The number of what its figures mean.
    pub rules: u32,
    /// The figures of the area as a whole, in the period.
    pub figures: Vec<PublishedFigure>,
}

/// One figure of a publication.
#[derive(Debug)]
pub struct PublishedFigure {
    /// Which figure.
    pub id: String,
    /// The definition of a share.
    pub definition: Option<String>,
    /// How much.
    pub quantity: Quantity,
}

impl AreaPublication {
    /// How the roll-up names the publication: `weston r2`.
    #[must_use]
    pub fn revision_name(&self) -> String {
        format!("{} {}", self.area, self.number())
    }

    /// The revision as a sentence names it: `r2`.
    #[must_use]
    pub fn number(&self) -> String {
        format!("r{}", self.revision)
    }

    /// The hash of its record of figures, where that is there.
    #[must_use]
    pub fn hash(&self) -> Option<&str> {
        let record = self.sources.iter().find(|source| source.name.ends_with(FIGURES));
        record.and_then(|source| source.sha256.as_deref())
    }
}

/// Every period with the areas that have a publication for it, in order of their names.
///
/// # Errors
///
/// Where a folder cannot be listed.
pub fn all(output: &Path) -> Result<BTreeMap<Period, Vec<AreaPublication>>, Fault> {
    let mut periods: BTreeMap<Period, Vec<AreaPublication>> = BTreeMap::new();
    for area in folders(output)? {
        if area == NAME {
            continue;
        }
        for name in folders(&output.join(&area))? {
            let period = name.parse::<Period>().ok().filter(|period| period.to_string() == name);
            let Some(period) = period else { continue };
            if let Some(revision) = newest_revision(&output.join(&area).join(&name))? {
                periods.entry(period).or_default().push(found(output, &area, period, revision));
            }
        }
    }
    Ok(periods)
}

/// The names of the folders in a folder, in order.
fn folders(folder: &Path) -> Result<Vec<String>, Fault> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(Fault::storage("read", folder))? {
        let entry = entry.map_err(Fault::storage("read", folder))?;
        if entry.path().is_dir() {
            names.extend(entry.file_name().into_string().ok());
        }
    }
    names.sort();
    Ok(names)
}

fn found(output: &Path, area: &str, period: Period, revision: u32) -> AreaPublication {
    let below = format!("{area}/{period}/r{revision}");
    let folder = output.join(area).join(period.to_string()).join(format!("r{revision}"));
    let [figures, manifest] = [FIGURES, manifest::NAME].map(|name| fs::read(folder.join(name)));
    let source = |name: &str, bytes: Option<&Vec<u8>>| Source {
        name: Arc::from(format!("{below}/{name}")),
        sha256: bytes.map(|bytes| sha256_hex(bytes)),
    };
    let sources = vec![source(FIGURES, figures.as_ref().ok()), source(manifest::NAME, manifest.as_ref().ok())];
    let stated =
        manifest.map_err(|error| unread(manifest::NAME, &error)).and_then(|bytes| stated(area, period, &bytes));
    let title = stated.as_ref().ok().and_then(|stated| stated.title.clone());
    let figures = figures.map_err(|error| unread(FIGURES, &error));
    let published = stated.and_then(|stated| read(period, &figures?, &stated));
    AreaPublication {
        area: area.to_owned(),
        title: title.unwrap_or_else(|| area.to_owned()),
        revision,
        published,
        sources,
    }
}

fn unread(file: &str, error: &io::Error) -> Phrase {
    phrase!("`{}` cannot be read: {}", file, error.to_string())
}

/// What the manifest of a publication says.
fn stated(area: &str, period: Period, manifest: &[u8]) -> Result<Manifest, Phrase> {
    let stated =
        Manifest::parsed(manifest).ok_or_else(|| phrase!("`{}` is not as the program writes it", manifest::NAME))?;
    if stated.is_of(area, period) {
        Ok(stated)
    } else {
        Err(phrase!("`{}` is of another area or period", manifest::NAME))
    }
}

/// What a publication says of its area as a whole.
fn read(period: Period, figures: &[u8], stated: &Manifest) -> Result<PublishedFacts, Phrase> {
    if stated.hash(FIGURES) != Some(&sha256_hex(figures)) {
        return Err(phrase!(
            "`{}` is not the file that was published: its hash differs from that in `{}`",
            FIGURES,
            manifest::NAME
        ));
    }
    let unlike = || phrase!("`{}` is not as the program writes it", FIGURES);
    let records: Vec<FigureRecord> = serde_json::from_slice(figures).map_err(|_| unlike())?;
    let is_of_area = |record: &FigureRecord| {
        record.period == period
            && record.agreement.is_none()
            && record.partner.is_none()
            && record.class.is_none()
            && [id::COMMITTED, id::TOTAL, id::JOINT].contains(&record.id.as_str())
    };
    let told = records.into_iter().filter(is_of_area).map(published_figure).collect();
    Ok(PublishedFacts {
        draft: stated.status == Status::Draft,
        as_at: stated.as_at.parse().map_err(|_| phrase!("`{}` has no date `as-at`", manifest::NAME))?,
        rules: stated.rules,
        figures: told,
    })
}

/// A figure as it was published.
fn published_figure(record: FigureRecord) -> PublishedFigure {
    let FigureRecord { id, definition, value, at_least, numerator, denominator, percent, basis, why, .. } = record;
    let amount = |given: &Given<Pounds>| given.known().map(|pounds| pounds.0);
    let why = why.map_or_else(|| "its publication does not say why".into(), |why| Phrase::marked(&why));
    let quantity = if id == id::JOINT {
        match (amount(&numerator), amount(&denominator)) {
            (Some(numerator), Some(denominator)) if percent.known().is_some() && denominator != Money::ZERO => {
                Quantity::Share(Share { numerator, denominator })
            }
            (numerator, denominator) => Quantity::NoShare { numerator, denominator, why },
        }
    } else {
        let basis = basis.and_then(|word| Basis::ALL.into_iter().find(|basis| basis.word() == word));
        amount(&value).map_or(Quantity::NoAmount { why, at_least: at_least.map(|pounds| pounds.0) }, |value| {
            Quantity::Amount(value, basis)
        })
    };
    PublishedFigure { id, definition, quantity }
}
