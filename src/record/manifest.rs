//! The manifest, `run.json`: what a revision was made from, what became of every amount, and the hash of each file.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::finding::{Finding, LevelCounts};
use crate::job::Templates;
use crate::job::area::{Area, Status};
use crate::job::settings::sha256_hex;
use crate::ledger::Ledger;
use crate::model::account::{RunRecord, SheetRecord};
use crate::model::figure_record::RULES;
use crate::model::period::Period;
use crate::model::rating::{Rated, RatingRecord};
use crate::model::source::Source;

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

/// The whole of `run.json`, as it is written and as it is read back.
///
/// What stands in an `Option` a roll-up does not say, and perhaps not the manifest of an earlier version.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Manifest {
    made_from: Inputs,
    /// The number of what its figures mean; see [`RULES`].
    #[serde(default = "first_rules")]
    pub rules: u32,
    /// The area's title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Whether it is a draft.
    pub status: Status,
    /// The day to which its figures run.
    pub as_at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    findings: Option<LevelCounts>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ledger: Option<LedgerCounts>,
    #[serde(skip_serializing_if = "Option::is_none")]
    account: Option<RunRecord>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sheets: Option<Vec<SheetRecord>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ratings: Option<BTreeMap<String, RatingRecord>>,
    files: Vec<HashedFile>,
}

/// What the figures of a manifest mean that does not say it.
const fn first_rules() -> u32 {
    1
}

/// The ledger's total is found by polars and by a checked sum of its entries; a run in which they differ stops.
#[derive(Debug, Serialize, Deserialize)]
struct LedgerCounts {
    amounts: usize,
    pence: i64,
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

    /// Whether these are made from the same files of an area, whatever the settings and the program.
    #[must_use]
    pub fn has_files_of(&self, other: &Self) -> bool {
        self.input == other.input
    }

    /// The area's files with their hashes.
    pub fn files(self) -> impl Iterator<Item = (String, Option<String>)> {
        self.input.into_iter().map(|file| (file.name, file.sha256))
    }
}

impl Manifest {
    /// The manifest of a revision with these files, each a name and its bytes.
    #[must_use]
    pub fn new<'f>(
        made_from: Inputs,
        status: Status,
        as_at: NaiveDate,
        files: impl Iterator<Item = (&'f str, &'f [u8])>,
    ) -> Self {
        let files = files.map(|(name, bytes)| HashedFile { name: name.to_owned(), sha256: Some(sha256_hex(bytes)) });
        Self {
            made_from,
            rules: RULES,
            title: None,
            status,
            as_at: as_at.to_string(),
            findings: None,
            ledger: None,
            account: None,
            sheets: None,
            ratings: None,
            files: files.collect(),
        }
    }

    /// The same with what only an area has: a title, findings, amounts that come from sheets, and agreements with their ratings.
    #[must_use]
    pub fn of_area(
        self,
        title: &str,
        findings: &[Finding],
        ledger: &Ledger,
        ratings: &BTreeMap<String, Rated>,
    ) -> Self {
        let accounts = ledger.accounts();
        Self {
            title: Some(title.to_owned()),
            findings: Some(LevelCounts::of(findings)),
            ledger: Some(LedgerCounts { amounts: ledger.len(), pence: ledger.total().pence() }),
            account: Some(RunRecord::from(accounts)),
            sheets: Some(accounts.iter().map(SheetRecord::from).collect()),
            ratings: Some(ratings.iter().map(|(id, rated)| (id.clone(), RatingRecord::from(rated))).collect()),
            ..self
        }
    }

    /// The manifest of a revision's folder; `None` where it cannot be read.
    #[must_use]
    pub fn read(revision: &Path) -> Option<Self> {
        Self::parsed(&fs::read(revision.join(NAME)).ok()?)
    }

    /// The manifest in the bytes of a `run.json`; `None` where they are not as the program writes them.
    #[must_use]
    pub fn parsed(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok()
    }

    /// What the revision was made from.
    #[must_use]
    pub const fn made_from(&self) -> &Inputs {
        &self.made_from
    }

    /// What the revision was made from, without the rest.
    #[must_use]
    pub fn into_made_from(self) -> Inputs {
        self.made_from
    }

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

    /// Whether the revision was made from these inputs, and what its figures mean is what they mean now.
    #[must_use]
    pub fn is_made_from(&self, inputs: &Inputs) -> bool {
        self.rules == RULES && self.made_from == *inputs
    }

    /// Whether the revision was made from these inputs and its folder still has every file as it was made.
    #[must_use]
    pub fn holds(&self, inputs: &Inputs, revision: &Path) -> bool {
        let same = |file: &HashedFile| {
            fs::read(revision.join(&file.name)).is_ok_and(|bytes| file.sha256.as_deref() == Some(&sha256_hex(&bytes)))
        };
        self.is_made_from(inputs) && self.files.iter().all(same)
    }
}

#[cfg(test)]
mod tests {
    use super::{BTreeMap, Inputs, Ledger, Manifest, NaiveDate, Status};
    use crate::model::account::{SheetAccount, Tally};

    fn of_roll_up() -> Manifest {
        let text = |text: &str| text.to_owned();
        let made_from = Inputs {
            program: text("scrutiny"),
            version: text("1"),
            area: text("roll-up"),
            period: text("2006-07"),
            input: Vec::new(),
            settings: Vec::new(),
        };
        let files = [("pack.pdf", &b"%PDF"[..])];
        Manifest::new(made_from, Status::Draft, NaiveDate::MIN, files.into_iter())
    }

    #[test]
    fn what_is_written_is_read_back_and_a_roll_up_says_less() {
        let sheet = SheetAccount::of_accepted("f".into(), "\"s\"".into(), Tally::default());
        let ledger = Ledger::new(Vec::new(), Vec::new(), vec![sheet]).unwrap();
        let of_area = of_roll_up().of_area("Alderby", &[], &ledger, &BTreeMap::new());
        let keys = |manifest: &Manifest| {
            let bytes = serde_json::to_string_pretty(manifest).unwrap();
            let again = Manifest::parsed(bytes.as_bytes()).unwrap();
            assert_eq!(serde_json::to_string_pretty(&again).unwrap(), bytes);
            let keys = bytes.lines().filter_map(|line| line.strip_prefix("  \"")?.split('"').next());
            keys.map(str::to_owned).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(keys(&of_area), "made-from rules title status as-at findings ledger account sheets ratings files");
        assert_eq!(keys(&of_roll_up()), "made-from rules status as-at files");
    }

    #[test]
    fn an_earlier_version_may_say_less_of_a_sheet() {
        let text = r#"{"made-from": {"program": "scrutiny", "version": "0", "area": "alderby", "period": "2006-07", "input": [],
            "settings": []}, "status": "final", "as-at": "2007-03-31", "sheets": [{"file": "f", "sheet": "s"}], "account": {},
            "files": [{"name": "figures.json", "sha256": "ab"}]}"#;
        let manifest = Manifest::parsed(text.as_bytes()).unwrap();
        assert_eq!((manifest.status, manifest.hash("figures.json")), (Status::Final, Some("ab")));
        assert!(manifest.title.is_none());
        assert!(Manifest::parsed(b"{}").is_none());
    }
}
