//! The cover: committee, meeting, period, draft or final, who answers for it, and who may read it.

use super::{Desk, NamedBlocks, capital, in_words};
use crate::finding::LevelCounts;
use crate::job::area::{Access, Status};
use crate::model::period::Part;
use crate::model::words::{counted, listed};
use crate::present::pack::{Block, EVIDENCE, Span};

/// The facts of the publication.
pub fn blocks(desk: &Desk<'_>) -> NamedBlocks {
    let (area, paper) = (desk.area, &desk.area.paper);
    let mut facts = facts(desk);
    let stated = |name: &'static str, text: &Option<String>| text.clone().map(|text| (name, text));
    let key = paper.key_decision.as_ref().map(|text| ("Key decision", text.clone()));
    let wards = (!paper.wards.is_empty()).then(|| ("Wards affected", listed(&paper.wards)));
    facts.extend([stated("Contact", &paper.contact), wards, key].into_iter().flatten());
    facts.push(("Access", access(desk)));
    facts.extend(
        (area.access == Access::Exempt)
            .then(|| paper.public_interest.clone())
            .flatten()
            .map(|text| ("Public interest", text)),
    );
    facts.push(("The same as a web page", "pack.html, for readers who use a screen reader or a phone".to_owned()));
    vec![("facts", vec![list(facts)])]
}

/// The facts of the evidence.
pub fn of_evidence(desk: &Desk<'_>) -> NamedBlocks {
    let mut facts = facts(desk);
    facts.push(("Files", counted(desk.sources.len(), "file")));
    vec![("facts", vec![list(facts)])]
}

fn facts(desk: &Desk<'_>) -> Vec<(&'static str, String)> {
    let area = desk.area;
    let signed = area.signed_off.clone().map(|text| ("Signed off by the responsible finance officer", text));
    let mut facts = vec![
        ("Committee", area.committee.clone()),
        ("Meeting", in_words(area.meeting)),
        ("Period", period(desk)),
        ("Figures as at", in_words(area.as_at)),
        ("Status", status(desk)),
        ("Author", area.author.clone()),
    ];
    facts.extend(signed);
    facts
}

/// The period; one that is not a whole year runs from its first day.
fn period(desk: &Desk<'_>) -> String {
    let period = desk.area.period;
    let to_date = if period.part == Part::Whole { "" } else { ", year to date" };
    format!("{}{to_date}", capital(&desk.period(period)))
}

fn status(desk: &Desk<'_>) -> String {
    let errors = LevelCounts::of(desk.findings).errors;
    match (desk.draft, errors) {
        (false, _) => "Final".to_owned(),
        (true, 0) if desk.area.status == Status::Draft => "Draft: officers have not made it final".to_owned(),
        (true, 0) => "Draft".to_owned(),
        (true, count) => {
            format!("Draft: {} not resolved, listed under data quality in {EVIDENCE}", counted(count, "error"))
        }
    }
}

fn access(desk: &Desk<'_>) -> String {
    match (desk.area.access, desk.area.paper.exempt_paragraph) {
        (Access::Public, _) => "Public".to_owned(),
        (Access::Exempt, Some(paragraph)) => format!(
            "Not for publication: exempt under paragraph {paragraph} of Part 1 of Schedule 12A to the Local Government Act 1972"
        ),
        (Access::Exempt, None) => "Not for publication; no paragraph of Schedule 12A is named".to_owned(),
    }
}

fn list(facts: Vec<(&'static str, String)>) -> Block {
    let item = |(what, known): (&str, String)| vec![Span::Strong(format!("{what}:")), Span::Text(format!(" {known}"))];
    Block::List(facts.into_iter().map(item).collect())
}
