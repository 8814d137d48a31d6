//! The kinds of section: each is one file; this is the list, and what all of them write with.

mod accounts;
mod balances;
mod calendar;
mod changes;
mod compliance;
mod contributions;
mod cover;
mod data_quality;
mod desk;
mod disinvestment;
mod glossary;
mod joint_expenditure;
mod naming;
mod one_page;
mod parts;
mod payments;
mod position;
mod recommendations;
mod schemes;
mod sources;
mod variance;

use std::collections::BTreeSet;

use super::pack::{Block, FigureRef, ONE_PAGE, Section, Span};
use super::words::{self, ProsePart};
use crate::job::pack::PackTemplate;

pub use desk::Desk;
pub use parts::{
    NO_REASON, capital, chart_words, facts_table, figure_cell, figures_column, finding_text, in_words, paragraph,
    plain, printed, row, said_cell, told_text, words_cell, words_column,
};
use sources::lines;

/// Tables and charts by the names under which words place them.
type NamedBlocks = Vec<(&'static str, Vec<Block>)>;

/// A kind of section.
struct SectionKind {
    name: &'static str,
    new_page: bool,
    /// Whether a pack does without it where it has neither table nor chart.
    may_be_absent: bool,
    /// The names of its tables and charts.
    places: &'static [&'static str],
    /// The tables and charts that its words may place, in the order in which they stand if the words do not.
    blocks: fn(&Desk<'_>) -> NamedBlocks,
}

const KINDS: &[SectionKind] = &[
    SectionKind { name: "cover", new_page: true, may_be_absent: false, places: &["facts"], blocks: cover::blocks },
    SectionKind {
        name: "recommendations",
        new_page: false,
        may_be_absent: false,
        places: &["recommendations"],
        blocks: recommendations::blocks,
    },
    SectionKind {
        name: ONE_PAGE,
        new_page: true,
        may_be_absent: false,
        places: &["headline", "agreements", "officers"],
        blocks: one_page::blocks,
    },
    SectionKind {
        name: "position",
        new_page: true,
        may_be_absent: false,
        places: &["types", "agreements"],
        blocks: position::blocks,
    },
    SectionKind {
        name: "contributions",
        new_page: false,
        may_be_absent: false,
        places: &["contributions", "open", "life"],
        blocks: contributions::blocks,
    },
    SectionKind {
        name: "payments",
        new_page: false,
        may_be_absent: true,
        places: &["payments"],
        blocks: payments::blocks,
    },
    SectionKind {
        name: "balances",
        new_page: false,
        may_be_absent: true,
        places: &["balances"],
        blocks: balances::blocks,
    },
    SectionKind {
        name: "variance",
        new_page: false,
        may_be_absent: true,
        places: &["pools", "shares", "carried"],
        blocks: variance::blocks,
    },
    SectionKind {
        name: "schemes",
        new_page: false,
        may_be_absent: true,
        places: &["schemes", "funding"],
        blocks: schemes::blocks,
    },
    SectionKind {
        name: "joint-expenditure",
        new_page: false,
        may_be_absent: false,
        places: &["headline", "definitions", "parts", "chart", "years", "meanings"],
        blocks: joint_expenditure::blocks,
    },
    SectionKind {
        name: "disinvestment",
        new_page: false,
        may_be_absent: false,
        places: &["found", "notices"],
        blocks: disinvestment::blocks,
    },
    SectionKind {
        name: "compliance",
        new_page: false,
        may_be_absent: true,
        places: &["conditions"],
        blocks: compliance::blocks,
    },
    SectionKind {
        name: "calendar",
        new_page: false,
        may_be_absent: true,
        places: &["dates", "instalments"],
        blocks: calendar::blocks,
    },
    SectionKind {
        name: "changes",
        new_page: false,
        may_be_absent: false,
        places: &["changes"],
        blocks: changes::blocks,
    },
    SectionKind {
        name: "data-quality",
        new_page: false,
        may_be_absent: false,
        places: &["findings"],
        blocks: data_quality::blocks,
    },
    SectionKind {
        name: "accounts",
        new_page: false,
        may_be_absent: true,
        places: &["accounts"],
        blocks: accounts::blocks,
    },
    SectionKind { name: "glossary", new_page: false, may_be_absent: false, places: &[], blocks: glossary::blocks },
    SectionKind {
        name: "sources",
        new_page: true,
        may_be_absent: false,
        places: &["files", "totals", "account", sources::LINES],
        blocks: sources::blocks,
    },
];

/// The names of all kinds of section.
#[must_use]
pub fn names() -> Vec<&'static str> {
    KINDS.iter().map(|kind| kind.name).collect()
}

/// The names of the tables and charts of a kind of section.
fn places(name: &str) -> &'static [&'static str] {
    KINDS.iter().find(|kind| kind.name == name).map_or(&[], |kind| kind.places)
}

/// Checks words before any work; `section` is the kind of section whose words they are, which decides what they may place.
///
/// # Errors
///
/// The line (counted from one) and what is wrong there.
pub fn check_words(words: &str, section: Option<&str>, measures: &[String]) -> Result<(), (usize, String)> {
    words::check(words, section.map(places), &names(), measures)
}

/// Writes the sections of the paper and of the evidence, and then the lines to which all their figures lead.
#[must_use]
pub fn write(pack: &PackTemplate, desk: &Desk<'_>) -> WrittenPack {
    let of = |names: &[String]| -> Vec<Written> { names.iter().filter_map(|name| section(name, desk)).collect() };
    let (paper, evidence) = (of(&pack.sections), of(&pack.evidence));
    let all = paper.iter().chain(&evidence);
    let printed: BTreeSet<FigureRef> =
        all.flat_map(|one| one.section.figures()).map(|(figure, _)| figure.whole()).collect();
    let finish = |Written { mut section, lines_at }: Written| {
        if let Some((place, lines)) = lines_at.zip(lines::table(desk, &printed)) {
            section.blocks.insert(place, Block::Table(lines));
        }
        section
    };
    let finished = |written: Vec<Written>| written.into_iter().map(&finish).collect();
    WrittenPack { paper: finished(paper), evidence: finished(evidence) }
}

/// The sections of a pack's two documents.
#[derive(Debug)]
pub struct WrittenPack {
    /// What members read.
    pub paper: Vec<Section>,
    /// What auditors read.
    pub evidence: Vec<Section>,
}

/// A section, and where in it the lines stand to which figures lead.
struct Written {
    section: Section,
    lines_at: Option<usize>,
}

fn section(name: &str, desk: &Desk<'_>) -> Option<Written> {
    let kind = KINDS.iter().find(|kind| kind.name == name)?;
    let template = desk.templates.packs.get(&desk.area.pack).and_then(|pack| pack.words.get(name))?;
    let mut named = (kind.blocks)(desk);
    if kind.may_be_absent && named.iter().all(|(_, blocks)| blocks.is_empty()) {
        return None;
    }
    let prose = words::render(template, &desk.facts(), desk.figures, &|figure, form| desk.printed(figure, form));
    let (heading, parts) = match prose {
        Ok(prose) => (prose.heading, prose.parts),
        Err(why) => {
            let text = format!("The words of this section cannot be printed (packs/words/{name}.md, {why}).");
            (name.to_owned(), vec![ProsePart::Block(Block::Callout(vec![Span::Text(text)]))])
        }
    };
    let (mut blocks, mut lines_at) = (Vec::new(), None);
    let mut place = |(name, its): (&str, Vec<Block>), blocks: &mut Vec<Block>| {
        if name == sources::LINES {
            lines_at = Some(blocks.len());
        }
        blocks.extend(its);
    };
    for part in parts {
        match part {
            ProsePart::Block(block) => blocks.push(block),
            ProsePart::Place(wanted) => {
                if let Some(found) = named.iter().position(|(name, _)| *name == wanted) {
                    place(named.remove(found), &mut blocks);
                }
            }
        }
    }
    named.into_iter().for_each(|one| place(one, &mut blocks));
    let section =
        Section { name: name.to_owned(), heading, new_page: kind.new_page, one_page: name == ONE_PAGE, blocks };
    Some(Written { section, lines_at })
}
