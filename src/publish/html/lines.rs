//! Figures lead to their lines, where their cells are named: in the page, or in the evidence beside it.

use std::collections::BTreeMap;

use maud::{Markup, html};

use crate::present::pack::{EVIDENCE, FigureRef, Pack, Row, line_name, lines};

/// The rows to which figures lead, by their numbers.
#[derive(Debug, Default)]
pub(super) struct FigureRows {
    /// The lines in the page.
    here: BTreeMap<FigureRef, usize>,
    /// The lines in the evidence.
    elsewhere: BTreeMap<FigureRef, usize>,
}

impl FigureRows {
    /// The lines of a pack; a roll-up has none.
    pub(super) fn of<F>(pack: &Pack<F>) -> Self {
        Self { here: lines(&pack.sections), elsewhere: lines(&pack.evidence) }
    }

    /// The name of a row of the page that figures lead to.
    pub(super) fn name(&self, row: &Row) -> Option<String> {
        row.cells.iter().find_map(|cell| self.here.get(&cell.figure?.whole())).copied().map(line_name)
    }

    /// Whether a figure leads anywhere.
    pub(super) fn lead_from(&self, figure: FigureRef) -> bool {
        let figure = figure.whole();
        self.here.contains_key(&figure) || self.elsewhere.contains_key(&figure)
    }

    /// A printed figure that leads to its line, and says so to those who hear only an amount; words where it has none.
    pub(super) fn linked(&self, figure: FigureRef, text: &str) -> Markup {
        let figure = figure.whole();
        let (target, place) = match (self.here.get(&figure), self.elsewhere.get(&figure)) {
            (Some(number), _) => (format!("#{}", line_name(*number)), String::new()),
            (None, Some(number)) => {
                (format!("{EVIDENCE}#nameddest={}", line_name(*number)), format!(", in {EVIDENCE}"))
            }
            (None, None) => return html! { (text) },
        };
        html! { a.f href=(target) aria-label={ (text) ": where it comes from" (place) } { (text) } }
    }
}
