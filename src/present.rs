//! Present: figures and findings as headings, paragraphs, tables and charts, in words that anyone can read.

pub mod feedback;
pub mod letters;
pub mod pack;
pub mod sections;
pub mod words;

use std::collections::BTreeSet;

use crate::finding::{About, Finding, Level, Outcome, sort};
use crate::job::Templates;
use crate::job::area::{Area, Status};
use crate::measure::Figures;
use crate::model::source::Source;
use pack::{Pack, Section};
use sections::Desk;

/// What this stage can find: what it cannot print.
pub const FINDINGS: &[&About] = &[&letters::NOT_IN_THE_FONT];

/// Writes the pack. It is a draft where officers say so, or where an error finding stands.
pub fn present(
    figures: Figures,
    findings: &[Finding],
    sources: &[Source],
    area: &Area,
    templates: &Templates,
) -> Outcome<Pack> {
    let draft = area.status == Status::Draft || findings.iter().any(|finding| finding.level == Level::Error);
    let template = templates.packs.get(&area.pack);
    let title = template.map_or("", |template| template.title.as_str());
    let names = template.map_or(&[][..], |template| template.sections.as_slice());
    let mut desk =
        Desk { figures: &figures, findings, sources, area, templates, title, draft, printed: BTreeSet::new() };
    let write =
        |desk: &Desk<'_>| -> Vec<Section> { names.iter().filter_map(|name| sections::write(name, desk)).collect() };
    // What is printed decides the lines of the appendix.
    desk.printed = write(&desk).iter().flat_map(Section::figures).map(|(figure, _)| figure.whole()).collect();
    let mut written = write(&desk);
    let mut found = letters::findings(&desk, &written);
    let mut all: Vec<Finding>;
    if !found.is_empty() {
        // What is found stands in the pack, too.
        templates.house.set_levels(&mut found);
        all = [findings, &found].concat();
        sort(&mut all);
        desk.draft = desk.draft || found.iter().any(|finding| finding.level == Level::Error);
        desk.findings = &all;
        written = write(&desk);
    }
    let draft = desk.draft;
    let feedback = feedback::letters(desk.findings, &figures.books.register, area);
    let pack = Pack {
        title: format!("{title}: {}, {}", area.title, area.period),
        author: area.author.clone(),
        committee: area.committee.clone(),
        area: area.title.clone(),
        period: area.period.to_string(),
        as_at: area.as_at,
        draft,
        sections: written,
        feedback,
        figures,
    };
    Outcome::new(pack, found)
}
