//! Present: figures and findings as headings, paragraphs, tables and charts, in words that anyone can read.

pub mod letter;
pub mod pack;
pub mod sections;
pub mod words;

use crate::finding::{About, Finding, Level, Outcome};
use crate::job::Templates;
use crate::job::area::{Area, Status};
use crate::measure::Figures;
use crate::model::source::Source;
use pack::Pack;
use sections::Desk;

/// What this stage can find: nothing yet.
pub const FINDINGS: &[&About] = &[];

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
    let desk = Desk { figures: &figures, findings, sources, area, templates, title, draft };
    let written = names.iter().filter_map(|name| sections::write(name, &desk)).collect();
    let pack = Pack {
        title: format!("{title}: {}, {}", area.title, area.period),
        author: area.author.clone(),
        committee: area.committee.clone(),
        area: area.title.clone(),
        period: area.period.to_string(),
        as_at: area.as_at,
        draft,
        sections: written,
        letters: letter::letters(findings, &figures.books.register, area),
        figures,
    };
    Outcome::new(pack, Vec::new())
}
