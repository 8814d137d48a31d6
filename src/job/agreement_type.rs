//! Types of agreement: what one type means, as data.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;

use super::Vocabulary;
use super::settings::{Reader, date};

/// One file of `templates/agreements/`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct AgreementType {
    /// Its title, as the pack prints it.
    pub title: String,
    /// The law that allows it.
    pub legal_basis: String,
    /// The first day on which that law was in force.
    #[serde(default, deserialize_with = "date::optional::deserialize")]
    pub from: Option<NaiveDate>,
    /// The last such day.
    #[serde(default, deserialize_with = "date::optional::deserialize")]
    pub to: Option<NaiveDate>,
    /// What its money counts as in measures of joint expenditure.
    pub counts: Counts,
    /// Whether one body must host it.
    pub host: Host,
    /// In which direction money may move.
    pub money_moves: MoneyMoves,
    /// The checks that apply to it.
    pub checks: Vec<toml::Spanned<String>>,
    /// What a reader should know about it.
    pub note: String,
}

/// What the money of an agreement counts as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Counts {
    /// In one fund.
    Pooled,
    /// Paid by one body to another.
    Transfer,
    /// Kept apart and shown beside a pool, never in it.
    Aligned,
    /// No money is joined.
    None,
}

/// Whether one body must host an agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Host {
    /// The law asks for one.
    Required,
    /// There is none.
    None,
}

/// In which direction money may move under an agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MoneyMoves {
    /// From every partner into one fund.
    IntoOneFund,
    /// From every partner to the one that commissions or provides for all.
    ToTheLead,
    /// From the NHS to a council.
    NhsToCouncil,
    /// From a council to the NHS.
    CouncilToNhs,
    /// Nowhere.
    Nowhere,
}

impl AgreementType {
    /// Whether a check applies to agreements of this type.
    #[must_use]
    pub fn asks_for(&self, check: &str) -> bool {
        self.checks.iter().any(|name| name.get_ref() == check)
    }
}

/// Reads and checks `agreements/*.toml`.
pub fn load(reader: &mut Reader<'_>, vocabulary: Vocabulary<'_>) -> BTreeMap<String, AgreementType> {
    let mut types = BTreeMap::new();
    for loaded in reader.toml_folder::<AgreementType>("agreements") {
        loaded.check_names(&loaded.value.checks, "check", vocabulary.checks, reader.problems);
        types.insert(loaded.name, loaded.value);
    }
    types
}
