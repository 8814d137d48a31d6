//! Present: figures and findings as headings, paragraphs, tables and charts, in words that anyone can read.

pub mod characters;
pub mod exempt;
pub mod feedback;
pub mod pack;
pub mod sections;
pub mod unused_notes;
pub mod words;

use crate::finding::{About, Finding, Level, Outcome, sort};
use crate::job::Templates;
use crate::job::area::{Access, Area, Status};
use crate::job::pack::PackTemplate;
use crate::measure::Figures;
pub use crate::measure::rating::Ratings;
use crate::measure::rating::ratings;
use crate::model::source::Source;
use feedback::Letter;
use pack::{Block, Pack, Section, Span};
use sections::Desk;

/// What this stage can find: what it cannot print, and what it has no place for.
pub const FINDINGS: &[&About] =
    &[&unused_notes::NOTE_UNUSED, &characters::NOT_IN_THE_FONT, &exempt::EXEMPT_WITHOUT_REASON];

/// What an area's publication says: to the committee, and to each partner.
#[derive(Debug)]
pub struct Presented {
    /// The pack.
    pub pack: Pack,
    /// What each partner has to correct, a letter each.
    pub letters: Vec<Letter>,
    /// How each agreement is rated.
    pub ratings: Ratings,
}

/// Writes the pack and the letters. The pack is a draft where officers say so, or where an error finding stands.
pub fn present(
    figures: Figures,
    findings: &[Finding],
    sources: &[Source],
    area: &Area,
    templates: &Templates,
) -> Outcome<Presented> {
    let nothing = PackTemplate::default();
    let pages = templates.packs.get(&area.pack).unwrap_or(&nothing);
    let mut found = unused_notes::findings(&figures.books, findings, &pages.implications);
    found.extend(exempt::finding(area));
    let all = with(findings, &mut found, templates);
    let is_error = |finding: &Finding| finding.level == Level::Error;
    let draft = area.status == Status::Draft || all.iter().any(is_error);
    let title = pages.title.as_str();
    let ratings = ratings(&figures, &all, &templates.house.ratings, templates.house.style);
    let mut desk =
        Desk { figures: &figures, ratings: &ratings, findings: &all, sources, area, templates, title, draft };
    let mut written = sections::write(pages, &desk);
    number(&mut written.paper);
    number(&mut written.evidence);
    let mut unprintable = characters::findings(&desk, written.paper.iter().chain(&written.evidence));
    let again: Vec<Finding>;
    if !unprintable.is_empty() {
        // What no font can print is found only in what is written, and it stands in the pack, too.
        again = with(&all, &mut unprintable, templates);
        desk = Desk { draft: draft || unprintable.iter().any(is_error), findings: &again, ..desk };
        written = sections::write(pages, &desk);
        number(&mut written.paper);
        number(&mut written.evidence);
        found.extend(unprintable);
    }
    let draft = desk.draft;
    let letters = feedback::letters(desk.findings, &figures.books, area, templates);
    let pack = Pack {
        title: format!("{title}: {}, {}", area.title, templates.house.style.period(area.period)),
        author: area.author.clone(),
        committee: area.committee.clone(),
        area: area.title.clone(),
        period: templates.house.style.period(area.period),
        as_at: area.as_at,
        draft,
        sections: written.paper,
        is_public: area.access == Access::Public,
        evidence: written.evidence,
        figures,
    };
    Outcome::new(Presented { pack, letters, ratings }, found)
}

/// Findings with more that were found since, at the levels that the house gives them.
fn with(findings: &[Finding], more: &mut [Finding], templates: &Templates) -> Vec<Finding> {
    templates.house.set_levels(more);
    let mut all = [findings, &*more].concat();
    sort(&mut all);
    all
}

/// Numbers the footnotes of a document from one, in the order in which they are read.
fn number(sections: &mut [Section]) {
    let blocks = sections.iter_mut().flat_map(|section| &mut section.blocks);
    let spans = blocks.flat_map(Block::paragraphs_mut).flatten();
    let marks = spans.filter_map(|span| match span {
        Span::Note { mark, .. } => Some(mark),
        _ => None,
    });
    for (number, mark) in (1..).zip(marks) {
        *mark = raised(number);
    }
}

/// A number in raised digits.
fn raised(number: usize) -> String {
    let raise = |digit: char| match digit {
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        digit => digit.to_digit(10).and_then(|digit| char::from_u32(0x2070 + digit)).unwrap_or(digit),
    };
    number.to_string().chars().map(raise).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn footnotes_are_numbered_in_raised_digits() {
        assert_eq!([1, 2, 3, 40, 567].map(super::raised).join(" "), "¹ ² ³ ⁴⁰ ⁵⁶⁷");
    }
}
