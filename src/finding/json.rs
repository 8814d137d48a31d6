//! Findings as `findings.json` lists them.

use serde::Serialize;

use super::{Finding, Level};
use crate::model::origin::Place;
use crate::model::period::Period;

/// One element of `findings.json`.
#[derive(Debug, Serialize)]
pub struct FindingRecord<'a> {
    name: &'a str,
    level: Level,
    message: String,
    help: String,
    places: &'a [Place],
    agreement: Option<&'a str>,
    partner: Option<&'a str>,
    period: Option<Period>,
}

impl<'a> From<&'a Finding> for FindingRecord<'a> {
    fn from(finding: &'a Finding) -> Self {
        Self {
            name: finding.about.name,
            level: finding.level,
            message: finding.message.to_string(),
            help: finding.action.to_string(),
            places: &finding.places,
            agreement: finding.subject.agreement.as_deref(),
            partner: finding.subject.partner.as_deref(),
            period: finding.subject.period,
        }
    }
}

/// The whole of `findings.json`, ready to be serialised.
#[must_use]
pub fn records(findings: &[Finding]) -> Vec<FindingRecord<'_>> {
    findings.iter().map(FindingRecord::from).collect()
}
