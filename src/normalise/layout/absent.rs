//! Absent: amount cells that say in words that there is no figure, or none yet.

use super::{AmountCell, SheetContext, origin};
use crate::finding::phrase::{Phrase, count, listed, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::model::origin::Origin;
use crate::normalise::convert::is_mark;
use crate::normalise::meaning::amount::{NoFigure, no_figure};
use crate::read::CellValue;

/// Amounts that a return does not give.
pub const NOT_GIVEN: About = About {
    name: "not-given",
    level: Level::Note,
    nature: Nature::Fact,
    finds: "amount cells that say in words that there is no figure, such as `n/a`, or none yet, such as `TBC`, which is a warning. \
            Marks that the layout lists under `not-given`, such as `..`, are not said. A payment whose amount is blank while \
            another column of its row holds money is an error.",
    matters: "a figure that such a cell belongs to is not known, unless another file gives it; it is never taken for nought.",
    action: "ask the partner for the figure, or for 0 if it is nought",
    ask: Some("Give us the figure; write 0 if it is nought."),
};

/// How many different texts are named.
const NAMED: usize = 4;

/// Such cells of one sheet.
#[derive(Debug, Default)]
pub struct Absent {
    promised: Words,
    none: Words,
}

/// The cells of one kind, and the first of their texts.
#[derive(Debug, Default)]
struct Words {
    texts: Vec<String>,
    cells: Vec<Origin>,
}

impl Absent {
    /// Keeps a cell that does not give an amount, if it says so in words that the layout does not know.
    pub fn keep(&mut self, place: SheetContext<'_>, cell: AmountCell<'_, '_>) {
        let CellValue::Text(text) = cell.value else { return };
        let words = match no_figure(text) {
            Some(NoFigure::Promised) => &mut self.promised,
            Some(NoFigure::None) if !is_mark(text, &cell.placed.amounts.not_given) => &mut self.none,
            _ => return,
        };
        let text = text.trim();
        if words.texts.len() < NAMED && !words.texts.iter().any(|known| known == text) {
            words.texts.push(text.to_owned());
        }
        words.cells.push(origin(place, cell.address));
    }

    /// What is said of the sheet.
    #[must_use]
    pub fn findings(self, place: SheetContext<'_>) -> Vec<Finding> {
        let of = |words: Words, level: Level, yet: &str| {
            let texts = listed(words.texts.iter().map(|text| phrase!("`{}`", text)).collect::<Vec<Phrase>>());
            let (cells, say) =
                (count(words.cells.len(), "amount cell"), if words.cells.len() == 1 { "says" } else { "say" });
            let message = phrase!("{} of sheet `{}` {} {}: no figure{}", cells, place.sheet.name, say, texts, yet);
            let finding = Finding::new(&NOT_GIVEN, message).at_level(level).at_cells(&words.cells);
            (!words.cells.is_empty()).then_some(finding)
        };
        [of(self.promised, Level::Warning, " yet"), of(self.none, Level::Note, "")].into_iter().flatten().collect()
    }
}
