//! What the returns show of an agreement for which officers give no reason: what harms most, and how much more there is.

use std::cmp::Reverse;

use super::{Desk, NO_REASON, capital, plain, said_cell, words_cell};
use crate::finding::{Finding, Level};
use crate::model::agreement::{Agreement, AgreementStatus};
use crate::model::words::folded;
use crate::present::pack::{Cell, Saying};
use crate::reconcile::checks::{disinvestment, late_instalment, shortfall};

/// What is said before anything else: a contribution that is not made, then one that is not paid.
const WORST: [&[&str]; 2] = [&[disinvestment::ABOUT.name, shortfall::ABOUT.name], &[late_instalment::ABOUT.name]];

/// The agreements without a reason of which something has to be acted on, so many of those that are harmed most.
pub fn most_harmed<'a>(desk: &Desk<'a>, most: usize) -> Vec<&'a str> {
    let mut errors: Vec<&Finding> = desk.findings.iter().filter(|finding| finding.level == Level::Error).collect();
    errors.sort_by_key(|finding| order(finding));
    let mut told: Vec<&str> = Vec::new();
    for id in errors.into_iter().filter_map(|finding| finding.subject.agreement.as_deref()) {
        if told.len() < most && !told.contains(&id) && desk.noted(Some(id), "why").is_none() {
            told.push(id);
        }
    }
    told
}

/// The reason that there is, and what somebody has to act on, without its cells, which stand under data quality; of what was found
/// only that it is there where there is no room. Nothing where neither is known.
pub fn cell(desk: &Desk<'_>, agreement: &Agreement, has_room: bool) -> Option<Cell> {
    let id = Some(agreement.id.as_str());
    let is_its = |finding: &Finding| finding.level == Level::Error && finding.subject.agreement.as_deref() == id;
    let mut errors: Vec<_> = desk.numbered_findings().filter(|(_, finding)| is_its(finding)).collect();
    errors.sort_by_key(|(_, finding)| order(finding));
    let status = status(agreement);
    let reason = status.clone().unwrap_or_else(|| NO_REASON.to_owned());
    let Some((number, worst)) = errors.first() else { return status.map(|status| words_cell(&status)) };
    if !has_room {
        return Some(words_cell(&format!("{reason}. Found: see data quality.")));
    }
    let more = match errors.len() {
        1 => String::new(),
        many => format!(" And {} more, under data quality.", many - 1),
    };
    let text = format!("{reason}. Found: {}.{more}", plain(&worst.message.without_cells()));
    Some(said_cell(Saying::Message(*number), &text))
}

/// The worst first, and of what is as bad the largest.
fn order(finding: &Finding) -> impl Ord + use<> {
    let harm = WORST.iter().position(|names| names.contains(&finding.about.name));
    (harm.unwrap_or(WORST.len()), Reverse(harm.and(finding.difference)))
}

/// What officers wrote of a notice, a dispute or an end beside the one word for it.
pub fn status(agreement: &Agreement) -> Option<String> {
    let stated = agreement.status.as_ref()?;
    let says_more = AgreementStatus::WORDS.into_iter().all(|(word, _)| folded(&stated.text) != word);
    let is_open = agreement.statuses().iter().any(|status| *status != AgreementStatus::Active);
    (is_open && says_more).then(|| capital(stated.text.trim().trim_end_matches('.')))
}
