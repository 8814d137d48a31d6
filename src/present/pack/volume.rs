//! The two documents of a pack as they are printed, and the lines in one of them to which all figures lead.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Block, FigureRef, Pack, Section};

impl<F> Pack<F> {
    /// The paper that members read.
    #[must_use]
    pub fn paper(&self) -> Volume<'_> {
        self.volume(&self.sections, &self.evidence)
    }

    /// The evidence for it; `None` where there is none.
    #[must_use]
    pub fn evidence(&self) -> Option<Volume<'_>> {
        (!self.evidence.is_empty()).then(|| self.volume(&self.evidence, &[]))
    }

    /// Every section: of the paper, and then of the evidence.
    pub fn all_sections(&self) -> impl Iterator<Item = &Section> {
        self.sections.iter().chain(&self.evidence)
    }

    fn volume<'a>(&'a self, sections: &'a [Section], others: &'a [Section]) -> Volume<'a> {
        let Self { title, author, committee, area, period, as_at, draft, .. } = self;
        let lines_elsewhere = lines(others);
        let lines = if lines_elsewhere.is_empty() { lines(sections) } else { lines_elsewhere };
        Volume { title, author, committee, area, period, as_at: *as_at, draft: *draft, sections, lines }
    }
}

/// The name of a line in the evidence, by its number: names in the order of the alphabet are in the order of the lines.
#[must_use]
pub fn line_name(number: usize) -> String {
    format!("figure-{number:06}")
}

/// The number of each figure's line in the tables of lines, counted from one through all of them.
#[must_use]
pub fn lines(sections: &[Section]) -> BTreeMap<FigureRef, usize> {
    let rows = sections.iter().flat_map(|section| &section.blocks).filter_map(|block| match block {
        Block::Table(table) if table.holds_lines() => Some(&table.rows),
        _ => None,
    });
    let mut lines = BTreeMap::new();
    for (number, row) in (1..).zip(rows.flatten()) {
        for figure in row.cells.iter().filter_map(|cell| cell.figure) {
            lines.entry(figure.whole()).or_insert(number);
        }
    }
    lines
}

/// One document of a pack, as it is printed: the paper, or the evidence for it.
#[derive(Debug, Clone)]
pub struct Volume<'a> {
    /// The document's title.
    pub title: &'a str,
    /// Who wrote it.
    pub author: &'a str,
    /// The committee that it goes to.
    pub committee: &'a str,
    /// The area's title.
    pub area: &'a str,
    /// The period, as printed.
    pub period: &'a str,
    /// The date to which the figures run.
    pub as_at: NaiveDate,
    /// Whether every page is marked as a draft.
    pub draft: bool,
    /// The sections; the first is the cover.
    pub sections: &'a [Section],
    /// The number of the line to which each figure leads; where none of the sections has these lines, they stand in the evidence.
    pub lines: BTreeMap<FigureRef, usize>,
}
