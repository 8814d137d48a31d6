//! The roll-up's pack: a cover, joint expenditure by each definition, contributions, and the publications behind them.

use chrono::NaiveDate;

use super::AreaFigure;
use super::found::{AreaPublication, PublishedFacts};
use super::tables::{RollUpDesk, status};
use crate::job::Templates;
use crate::job::roll_up::SectionWords;
use crate::model::period::Period;
use crate::model::words::{counted, listed};
use crate::present::pack::{Block, Pack, Section, Span, Table};
use crate::present::sections::{capital, facts_table, in_words, paragraph, row, words_cell, words_column};

/// Writes the pack of a period.
#[must_use]
pub fn pack(
    period: Period,
    areas: &[AreaPublication],
    figures: Vec<AreaFigure>,
    templates: &Templates,
) -> Pack<Vec<AreaFigure>> {
    let words = &templates.roll_up;
    let published: Vec<&PublishedFacts> = areas.iter().filter_map(|area| area.published.as_ref().ok()).collect();
    let days = published.iter().map(|published| published.as_at);
    let (first, last) = (days.clone().min(), days.max());
    let desk = RollUpDesk { period, areas, figures: &figures, templates };
    let sections = vec![
        cover(period, areas, &published, first.zip(last), templates),
        section("measures", &words.measures, true, desk.measures()),
        section("contributions", &words.contributions, false, desk.contributions()),
        section("sources", &words.sources, true, vec![Block::Table(sources(period, areas))]),
    ];
    Pack {
        title: format!("{}: {}, {period}", words.title, words.areas),
        author: words.author.clone(),
        committee: words.title.clone(),
        area: words.areas.clone(),
        period: period.to_string(),
        as_at: last.unwrap_or_else(|| period.last_day()),
        draft: published.iter().any(|published| published.draft),
        sections,
        is_public: true,
        evidence: Vec::new(),
        figures,
    }
}

fn section(name: &str, words: &SectionWords, new_page: bool, blocks: Vec<Block>) -> Section {
    let paragraphs = words.words.iter().map(paragraph);
    let blocks = paragraphs.chain(blocks).collect();
    Section { name: name.to_owned(), heading: words.heading.clone(), part: None, new_page, one_page: false, blocks }
}

fn cover(
    period: Period,
    areas: &[AreaPublication],
    published: &[&PublishedFacts],
    days: Option<(NaiveDate, NaiveDate)>,
    templates: &Templates,
) -> Section {
    let words = &templates.roll_up;
    let drafts = published.iter().filter(|published| published.draft).count();
    let status = match drafts {
        0 => "Final".to_owned(),
        1 => "Draft: the publication of 1 area is a draft".to_owned(),
        _ => format!("Draft: the publications of {} are drafts", counted(drafts, "area")),
    };
    let as_at = match days {
        Some((first, last)) if first == last => in_words(first),
        Some((first, last)) => format!("Between {} and {}, by area", in_words(first), in_words(last)),
        None => "Not known".to_owned(),
    };
    let facts = [
        ("Period", capital(&period.in_words())),
        ("Areas", format!("{}, listed under “{}”", counted(areas.len(), "area"), words.sources.heading)),
        ("Figures as at", as_at),
        ("Status", status),
        ("Author", words.author.clone()),
    ];
    let mut blocks: Vec<Block> = words.cover.iter().map(paragraph).collect();
    blocks.extend(unread(areas));
    blocks.push(Block::Table(facts_table("cover", "About this paper", ("", ""), &facts)));
    Section {
        name: "cover".to_owned(),
        heading: words.title.clone(),
        part: None,
        new_page: true,
        one_page: false,
        blocks,
    }
}

/// The publications that cannot be read, in a frame.
fn unread(areas: &[AreaPublication]) -> Option<Block> {
    let revision_and_reason = |area: &AreaPublication| {
        let why = area.published.as_ref().err()?;
        Some(format!("{} ({})", area.revision_name(), why.bare()))
    };
    let named: Vec<String> = areas.iter().filter_map(revision_and_reason).collect();
    let text = match named.len() {
        0 => return None,
        1 => format!("One publication cannot be read: {}. Its area is listed as not available.", listed(&named)),
        count => format!(
            "{} cannot be read: {}. Their areas are listed as not available.",
            capital(&counted(count, "publication")),
            listed(&named)
        ),
    };
    Some(Block::Callout(vec![Span::Text(text)]))
}

fn sources(period: Period, areas: &[AreaPublication]) -> Table {
    let rows = areas.iter().map(|area| {
        let (status, as_at) = match &area.published {
            Ok(published) => (status(published.draft), in_words(published.as_at)),
            Err(_) => ("Not readable", "Not known".to_owned()),
        };
        row(vec![
            words_cell(&area.title),
            words_cell(&period.to_string()),
            words_cell(&format!("r{}", area.revision)),
            words_cell(status),
            words_cell(&as_at),
            words_cell(area.hash().unwrap_or("could not be read")),
        ])
    });
    Table {
        name: "sources".to_owned(),
        caption: format!("The publications that this paper is made from, {period}"),
        columns: vec![
            words_column("Area", 1),
            words_column("Period", 1),
            words_column("Revision", 1),
            words_column("Status", 1),
            words_column("As at", 1),
            words_column("SHA-256 of figures.json", 3),
        ],
        rows: rows.collect(),
        notes: Vec::new(),
    }
}
