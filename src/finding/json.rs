//! Findings as `findings.json` lists them.

use serde::Serialize;

use super::{Amount, Finding, Level};
use crate::model::figure_record::Pounds;
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
    scheme: Option<&'a str>,
    partner: Option<&'a str>,
    period: Option<Period>,
    found: Option<Pounds>,
    expected: Option<Pounds>,
    difference: Option<Pounds>,
}

impl<'a> From<&'a Finding> for FindingRecord<'a> {
    fn from(finding: &'a Finding) -> Self {
        let pounds = |amount: Option<&Amount>| amount.map(|amount| Pounds(amount.money));
        Self {
            name: finding.about.name,
            level: finding.level,
            message: finding.message.to_string(),
            help: finding.action.to_string(),
            places: &finding.places,
            agreement: finding.subject.agreement.as_deref(),
            scheme: finding.subject.scheme.as_deref(),
            partner: finding.subject.partner.as_deref(),
            period: finding.subject.period,
            found: pounds(finding.found.as_ref()),
            expected: pounds(finding.expected.as_ref()),
            difference: finding.difference.map(Pounds),
        }
    }
}

/// The whole of `findings.json`, ready to be serialised.
#[must_use]
pub fn records(findings: &[Finding]) -> Vec<FindingRecord<'_>> {
    findings.iter().map(FindingRecord::from).collect()
}
