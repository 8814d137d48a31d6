//! Figures lead to their lines in the appendix of the pack, where their cells are named.

use std::collections::BTreeMap;

use maud::{Markup, html};

use crate::present::pack::{Block, FigureRef, Pack, Row};

/// The rows to which figures lead.
#[derive(Debug, Default)]
pub(super) struct FigureRows {
    /// The name of each figure's row.
    names: BTreeMap<FigureRef, String>,
}

impl FigureRows {
    /// The lines of a pack; a roll-up has none.
    pub(super) fn of<F>(pack: &Pack<F>) -> Self {
        let mut lines = Self::default();
        for block in pack.sections.iter().flat_map(|section| &section.blocks) {
            let Block::Table(table) = block else { continue };
            for (place, row) in table.rows.iter().enumerate().filter(|_| table.holds_lines()) {
                for figure in row.cells.iter().filter_map(|cell| cell.figure) {
                    lines.names.entry(figure.whole()).or_insert_with(|| format!("f{}", place + 1));
                }
            }
        }
        lines
    }

    /// The name of a row that figures lead to.
    pub(super) fn name(&self, row: &Row) -> Option<&str> {
        row.cells.iter().find_map(|cell| self.names.get(&cell.figure?.whole())).map(String::as_str)
    }

    /// A printed figure that leads to its line; words where it has none.
    pub(super) fn linked(&self, figure: FigureRef, text: &str) -> Markup {
        match self.names.get(&figure.whole()) {
            Some(name) => html! { a.f href={ "#" (name) } { (text) } },
            None => html! { (text) },
        }
    }
}
