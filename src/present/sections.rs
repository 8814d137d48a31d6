//! The kinds of section: each is one file; this is the list, and what all of them write with.

mod accounts;
mod agreements;
mod balances;
mod calendar;
mod changes;
mod compliance;
mod contributions;
mod cover;
mod data_quality;
mod desk;
mod disinvestment;
mod exceptions;
mod glossary;
mod joint_expenditure;
mod naming;
mod numbers;
mod one_page;
mod parts;
mod payments;
mod position;
mod purpose;
mod reasons;
mod recommendations;
mod schemes;
mod share_of_variance;
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
    /// Whether it should stand on one page, with nothing else on it.
    one_page: bool,
    /// Whether a pack does without it where it has neither table nor chart.
    may_be_absent: bool,
    /// The names of its tables and charts.
    places: &'static [&'static str],
    writes: Writes,
}

/// What a kind of section has to place: tables and charts in the order in which they stand if its words do not place them.
#[derive(Clone, Copy)]
enum Writes {
    One(fn(&Desk<'_>) -> NamedBlocks),
    /// A section for each agreement, under the agreement's title.
    PerAgreement,
}

/// A kind that flows on and is always there.
const fn flows(
    name: &'static str,
    places: &'static [&'static str],
    blocks: fn(&Desk<'_>) -> NamedBlocks,
) -> SectionKind {
    SectionKind { name, new_page: false, one_page: false, may_be_absent: false, places, writes: Writes::One(blocks) }
}

impl SectionKind {
    const fn or_absent(self) -> Self {
        Self { may_be_absent: true, ..self }
    }

    const fn on_a_new_page(self) -> Self {
        Self { new_page: true, ..self }
    }
}

const KINDS: &[SectionKind] = &[
    flows("cover", &["facts"], cover::blocks).on_a_new_page(),
    flows(purpose::NAME, &["to-know"], purpose::blocks),
    flows("recommendations", &["recommendations"], recommendations::blocks),
    flows("implications", &["implications"], recommendations::implications).or_absent(),
    flows("background-papers", &["papers"], recommendations::background).or_absent(),
    SectionKind {
        one_page: true,
        ..flows(ONE_PAGE, &["headline", "exceptions", "agreements", "officers"], one_page::blocks).on_a_new_page()
    },
    flows("exceptions", &["exceptions"], exceptions::blocks).on_a_new_page(),
    SectionKind {
        name: "agreements",
        new_page: true,
        one_page: true,
        may_be_absent: true,
        places: &["rating", "contributions", "share-of-variance", "schemes", "life", "officers", "governance"],
        writes: Writes::PerAgreement,
    },
    flows("other-agreements", &["others"], agreements::others).or_absent().on_a_new_page(),
    flows("joint-expenditure", &["headline", "definitions", "chart", "years"], joint_expenditure::blocks),
    flows("changes", &["changes"], changes::blocks),
    flows("compliance", &["conditions"], compliance::blocks).or_absent(),
    flows("calendar", &["dates", "instalments"], calendar::blocks).or_absent(),
    flows("dates", &["dates", "instalments"], calendar::all).or_absent(),
    flows("evidence-cover", &["facts"], cover::of_evidence).on_a_new_page(),
    flows("position", &["types", "agreements"], position::blocks),
    flows("contributions", &["contributions", "open", "life"], contributions::blocks),
    flows("payments", &["payments"], payments::blocks).or_absent(),
    flows("balances", &["balances"], balances::blocks).or_absent(),
    flows("variance", &["pools", "shares", "carried"], variance::blocks).or_absent(),
    flows("schemes", &["schemes", "funding"], schemes::blocks).or_absent(),
    flows("definitions", &["parts", "meanings", "years"], joint_expenditure::definitions).or_absent(),
    flows("disinvestment", &["found", "notices"], disinvestment::blocks),
    flows("accounts", &["accounts"], accounts::blocks).or_absent(),
    flows("data-quality", &["findings"], data_quality::blocks),
    flows("glossary", &[], glossary::blocks),
    flows("sources", &["files", "totals", "account", sources::LINES], sources::blocks).on_a_new_page(),
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
    let of = |names: &[String]| -> Vec<Written> { names.iter().flat_map(|name| sections(name, pack, desk)).collect() };
    let (paper, evidence) = (of(&pack.sections), of(&pack.evidence));
    let all = paper.iter().chain(&evidence);
    let printed: BTreeSet<FigureRef> =
        all.flat_map(|one| one.section.figures()).map(|(figure, _)| figure.whole()).collect();
    let finish = |Written { mut section, lines_at }: Written| {
        if let Some(place) = lines_at {
            let tables = lines::tables(desk, &printed).into_iter().map(Block::Table);
            section.blocks.splice(place..place, tables);
        }
        section
    };
    let finished = |written: Vec<Written>| written.into_iter().map(&finish).collect();
    let mut written = WrittenPack { paper: finished(paper), evidence: finished(evidence) };
    glossary::keep_used(&mut written);
    numbers::add(&mut written);
    written
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

/// The sections of a kind: one, or one for each agreement.
fn sections(name: &str, pack: &PackTemplate, desk: &Desk<'_>) -> Vec<Written> {
    let Some(kind) = KINDS.iter().find(|kind| kind.name == name) else { return Vec::new() };
    match kind.writes {
        Writes::One(blocks) => {
            let named = blocks(desk);
            let is_empty = named.iter().all(|(_, blocks)| blocks.is_empty());
            let is_left_out = kind.may_be_absent && is_empty;
            let written = if is_left_out { None } else { section(kind, (name, None), named, (pack, desk)) };
            written.into_iter().collect()
        }
        Writes::PerAgreement => {
            let pages = agreements::pages(desk).into_iter();
            let page = |page: agreements::AgreementPage<'_>| {
                section(kind, (&page.name, Some(page.title)), page.blocks, (pack, desk))
            };
            pages.filter_map(page).collect()
        }
    }
}

/// A section; one with a title of its own is in the part that the words of its kind head.
fn section(
    kind: &SectionKind,
    (name, title): (&str, Option<&str>),
    mut named: NamedBlocks,
    (pack, desk): (&PackTemplate, &Desk<'_>),
) -> Option<Written> {
    let template = pack.words.get(kind.name)?;
    let prose = words::render(template, &desk.facts(), desk.figures, &|figure, form| desk.printed(figure, form));
    let (heading, parts) = match prose {
        Ok(prose) => (prose.heading, prose.parts),
        Err(why) => {
            let text = format!("The words of this section cannot be printed (packs/words/{}.md, {why}).", kind.name);
            (kind.name.to_owned(), vec![ProsePart::Block(Block::Callout(vec![Span::Text(text)]))])
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
    let heading = pack.headings.get(kind.name).cloned().unwrap_or(heading);
    let (heading, part) = match title {
        Some(title) => (title.to_owned(), Some(heading)),
        None => (heading, None),
    };
    let (new_page, one_page) = (kind.new_page, kind.one_page);
    let section = Section { name: name.to_owned(), heading, part, new_page, one_page, blocks };
    Some(Written { section, lines_at })
}
