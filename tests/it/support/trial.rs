//! What `scrutiny try` says of a file: its tables, their totals, and the findings.

use std::path::Path;

use serde::Deserialize;

use super::scrutiny;

/// The answer of `try --json`.
#[derive(Debug, Deserialize)]
pub struct Trial {
    pub verdict: String,
    pub sheets: Vec<Table>,
}

/// One table, or a sheet without one.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Table {
    pub name: String,
    pub layout: Option<String>,
    pub rows: usize,
    pub accepted_cells: usize,
    pub witnessed_cells: usize,
    pub refused_cells: usize,
    pub not_given: usize,
    pub accepted: String,
    pub witnessed: String,
    pub totals: Vec<Total>,
    pub refusals: Vec<Refusal>,
}

/// What the accepted amounts of one kind, line, partner and period add up to.
#[derive(Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
pub struct Total {
    pub kind: String,
    pub line: Option<String>,
    pub partner: Option<String>,
    pub period: String,
    pub amount: String,
}

#[derive(Debug, Deserialize)]
pub struct Refusal {
    pub cell: String,
    pub text: String,
    pub finding: String,
}

/// The name and the sentence of a finding.
#[derive(Debug)]
pub struct Found {
    pub name: String,
    pub message: String,
}

/// Tries a file; `more` may name a layout or other settings.
pub fn tried(file: &Path, more: &[&str]) -> Trial {
    let mut arguments = vec!["try", file.to_str().unwrap(), "--json"];
    arguments.extend(more);
    let said = scrutiny(&arguments);
    assert!(said.code < 2, "{}: {}", file.display(), said.err);
    let trial: Trial = serde_json::from_str(&said.out).unwrap();
    assert_eq!(trial.verdict, "read", "{}", file.display());
    trial
}

/// What is found in a file, in the order in which it is said.
pub fn found(file: &Path) -> Vec<Found> {
    let said = scrutiny(&["try", file.to_str().unwrap()]);
    assert!(said.code < 2, "{}: {}", file.display(), said.err);
    let headlines = said.err.lines().filter_map(|line| {
        let rest = ["error[", "warning[", "note["].iter().find_map(|level| line.strip_prefix(level))?;
        let (name, message) = rest.split_once("]: ")?;
        Some(Found { name: name.to_owned(), message: message.to_owned() })
    });
    headlines.collect()
}

/// The pence of an amount in pounds.
pub fn pence(pounds: &str) -> i64 {
    let (whole, part) = pounds.split_once('.').unwrap();
    assert_eq!(part.len(), 2, "{pounds}");
    format!("{whole}{part}").parse().unwrap()
}

/// Pence as £000 with one decimal, as the published tables of social care have it.
pub fn thousands(pence: i64) -> String {
    let tenths = (pence + 5_000 * pence.signum()) / 10_000;
    format!("{}.{}", tenths / 10, (tenths % 10).abs())
}

impl Trial {
    /// The tables that a layout reads.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.sheets.iter().filter(|table| table.layout.is_some())
    }

    /// The only table that a layout reads.
    pub fn table(&self) -> &Table {
        let tables: Vec<&Table> = self.tables().collect();
        assert_eq!(tables.len(), 1, "{:?}", self.sheets.iter().map(|sheet| &sheet.name).collect::<Vec<_>>());
        tables[0]
    }

    /// Every cell that could not be used.
    pub fn refused(&self) -> Vec<(&str, &str)> {
        let refusals = self.sheets.iter().flat_map(|table| &table.refusals);
        refusals.map(|refusal| (refusal.cell.as_str(), refusal.text.as_str())).collect()
    }

    /// The pence of all that was accepted.
    pub fn accepted(&self) -> i64 {
        self.tables().map(|table| pence(&table.accepted)).sum()
    }
}

impl Table {
    /// Every amount cell, whatever became of it.
    pub fn cells(&self) -> usize {
        self.accepted_cells + self.witnessed_cells + self.refused_cells + self.not_given
    }

    /// The pence of the totals that a test asks for.
    pub fn sum(&self, wanted: impl Fn(&Total) -> bool) -> i64 {
        self.totals.iter().filter(|total| wanted(total)).map(|total| pence(&total.amount)).sum()
    }

    /// The pence of a line, or none where no amount of it was accepted.
    pub fn line(&self, line: &str) -> Option<i64> {
        let has = |total: &Total| total.line.as_deref() == Some(line);
        self.totals.iter().any(has).then(|| self.sum(has))
    }
}
