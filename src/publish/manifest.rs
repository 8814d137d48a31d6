//! The manifest, `run.json`: what a revision was made from, what became of every amount, and the hash of each file.

use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::finding::{Finding, LevelCounts};
use crate::job::Templates;
use crate::job::area::{Area, Status};
use crate::job::settings::sha256_hex;
use crate::model::account::{RunRecord, SheetRecord};
use crate::model::period::Period;
use crate::model::source::Source;
use crate::present::pack::Pack;

/// The manifest's file name.
pub const NAME: &str = "run.json";

/// Everything that decides the bytes of a revision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inputs {
    program: String,
    version: String,
    area: String,
    period: String,
    input: Vec<HashedFile>,
    settings: Vec<HashedFile>,
}

/// A file with its hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct HashedFile {
    name: String,
    sha256: Option<String>,
}

/// The whole of `run.json`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Manifest<'a> {
    made_from: &'a Inputs,
    title: &'a str,
    status: &'static str,
    as_at: String,
    findings: LevelCounts,
    ledger: LedgerCounts,
    account: RunRecord,
    sheets: Vec<SheetRecord<'a>>,
    files: Vec<HashedFile>,
}

/// The ledger's total is found by polars and by a checked sum of its entries; a run in which they differ stops.
#[derive(Debug, Serialize)]
struct LedgerCounts {
    amounts: usize,
    pence: i64,
}

/// What an earlier manifest is asked.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Earlier {
    made_from: Inputs,
    files: Vec<HashedFile>,
}

impl Inputs {
    /// What a run of an area is made from.
    #[must_use]
    pub fn new(area: &Area, sources: &[Source], templates: &Templates) -> Self {
        Self::of(&area.name, area.period, sources, templates)
    }

    /// What a revision of an area, or of the roll-up, is made from.
    #[must_use]
    pub fn of(name: &str, period: Period, sources: &[Source], templates: &Templates) -> Self {
        let input =
            sources.iter().map(|source| HashedFile { name: source.name.to_string(), sha256: source.sha256.clone() });
        let settings = templates
            .files
            .iter()
            .map(|file| HashedFile { name: file.name.clone(), sha256: Some(file.sha256.clone()) });
        Self {
            program: env!("CARGO_PKG_NAME").to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            area: name.to_owned(),
            period: period.to_string(),
            input: input.collect(),
            settings: settings.collect(),
        }
    }
}

impl Inputs {
    /// Whether these are made from the same files of an area, whatever the settings and the program.
    #[must_use]
    pub fn has_files_of(&self, other: &Self) -> bool {
        self.input == other.input
    }

    /// The area's files with their hashes.
    #[must_use]
    pub fn files(self) -> Vec<(String, Option<String>)> {
        self.input.into_iter().map(|file| (file.name, file.sha256)).collect()
    }
}

impl<'a> Manifest<'a> {
    /// The manifest of a revision with these files.
    #[must_use]
    pub fn new(inputs: &'a Inputs, pack: &'a Pack, findings: &[Finding], files: &[(&str, &[u8])]) -> Self {
        let ledger = &pack.figures.books.ledger;
        Self {
            made_from: inputs,
            title: &pack.area,
            status: status(pack.draft),
            as_at: pack.as_at.to_string(),
            findings: LevelCounts::of(findings),
            ledger: LedgerCounts { amounts: ledger.len(), pence: ledger.total().pence() },
            account: RunRecord::from(ledger.accounts()),
            sheets: ledger.accounts().iter().map(SheetRecord::from).collect(),
            files: hashed(files),
        }
    }
}

/// The whole of a roll-up's `run.json`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct RollUpManifest<'a> {
    made_from: &'a Inputs,
    status: &'static str,
    as_at: String,
    files: Vec<HashedFile>,
}

impl<'a> RollUpManifest<'a> {
    /// The manifest of a revision of the roll-up with these files.
    #[must_use]
    pub fn new<F>(inputs: &'a Inputs, pack: &Pack<F>, files: &[(&str, &[u8])]) -> Self {
        let (status, as_at) = (status(pack.draft), pack.as_at.to_string());
        Self { made_from: inputs, status, as_at, files: hashed(files) }
    }
}

const fn status(draft: bool) -> &'static str {
    if draft { "draft" } else { "final" }
}

fn hashed(files: &[(&str, &[u8])]) -> Vec<HashedFile> {
    let hashed =
        |(name, bytes): &(&str, &[u8])| HashedFile { name: (*name).to_owned(), sha256: Some(sha256_hex(bytes)) };
    files.iter().map(hashed).collect()
}

/// What the manifest of a publication says to those who use its figures.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Stated {
    made_from: Inputs,
    /// The area's title; manifests of earlier versions do not have it.
    #[serde(default)]
    pub title: Option<String>,
    /// Whether it is a draft.
    pub status: Status,
    /// The day to which its figures run.
    pub as_at: String,
    files: Vec<HashedFile>,
}

impl Stated {
    /// Whether it is the manifest of this area and period.
    #[must_use]
    pub fn is_of(&self, area: &str, period: Period) -> bool {
        self.made_from.area == area && self.made_from.period == period.to_string()
    }

    /// The hash of a file as it was published.
    #[must_use]
    pub fn hash(&self, file: &str) -> Option<&str> {
        self.files.iter().find(|one| one.name == file)?.sha256.as_deref()
    }
}

/// What a revision was made from; `None` where its manifest cannot be read.
#[must_use]
pub fn made_from(revision: &Path) -> Option<Inputs> {
    let bytes = fs::read(revision.join(NAME)).ok()?;
    serde_json::from_slice::<Earlier>(&bytes).ok().map(|earlier| earlier.made_from)
}

/// Whether a revision says that it is final.
#[must_use]
pub fn is_final(revision: &Path) -> bool {
    let stated = fs::read(revision.join(NAME)).ok().and_then(|bytes| serde_json::from_slice::<Stated>(&bytes).ok());
    stated.is_some_and(|stated| stated.status == Status::Final)
}

/// Whether a revision was made from these inputs and still has every file as it was made.
#[must_use]
pub fn is_intact(revision: &Path, inputs: &Inputs) -> bool {
    let earlier = fs::read(revision.join(NAME)).ok().and_then(|bytes| serde_json::from_slice::<Earlier>(&bytes).ok());
    earlier.is_some_and(|earlier| {
        let same = |file: &HashedFile| {
            fs::read(revision.join(&file.name)).is_ok_and(|bytes| file.sha256.as_deref() == Some(&sha256_hex(&bytes)))
        };
        earlier.made_from == *inputs && earlier.files.iter().all(same)
    })
}
