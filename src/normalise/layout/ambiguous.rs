//! Rows that may be totals or parts of lines, by what they are called, and what became of them.

use super::excerpt::excerpt;
use super::{AmountCell, SheetContext, origin};
use crate::finding::phrase::{Phrase, count, phrase};
use crate::finding::{About, Excerpt, Finding, Level, Nature};
use crate::model::origin::Origin;
use crate::normalise::recognise::RecognisedTable;

/// A row that may be a total of others or a part of one.
pub const AMBIGUOUS_ROW: About = About {
    name: "ambiguous-row",
    level: Level::Warning,
    nature: Nature::Fact,
    finds: "a row with amounts whose label says that it may be a total of other rows (`Balance`, `All schemes`), a part of one \
            (`of which`, `Memo`), or taken away from them (`Less`); the message says what became of it.",
    matters: "a total that is added to its lines counts everything twice; a line that is taken for a total is missing.",
    action: "ask the partner what the row is, and have it called `Total` if it is one",
    ask: Some("Call the row Total if it is the sum of others; else give it the name of what it is for."),
};

/// How many rows are said one by one.
const ONE_BY_ONE: usize = 10;

/// What is doubtful about a row, and what became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// Called like a total, and the sum of the lines above or below: not counted.
    IsTheSum {
        /// Whether a part of its label can be a name.
        named: bool,
    },
    /// Called like a total, and not the sum of lines: counted.
    IsNotTheSum,
    /// A total, and the sheet has no line of it: not counted.
    HasNoLines,
    /// A part of a line: not counted.
    IsPart,
    /// Taken away, but not below nought: refused.
    IsLess,
}

/// The doubtful rows of one table, in the order in which they stand.
#[derive(Debug, Default)]
pub struct Ambiguous {
    rows: Vec<AmbiguousRow>,
    others: Vec<Origin>,
    other_rows: usize,
}

#[derive(Debug)]
struct AmbiguousRow {
    doubt: Doubt,
    label: String,
    cells: Vec<Origin>,
    excerpt: Option<Excerpt>,
}

impl Ambiguous {
    /// Keeps a row with those of its amounts that are in doubt.
    pub fn keep(
        &mut self,
        place: SheetContext<'_>,
        table: &RecognisedTable<'_>,
        (doubt, label): (Doubt, &str),
        cells: &[AmountCell<'_, '_>],
    ) {
        let Some(first) = cells.first() else { return };
        let cells: Vec<Origin> = cells.iter().map(|cell| origin(place, cell.address)).collect();
        if let Some(known) = self.rows.iter_mut().find(|row| row.doubt == doubt && row.label == label) {
            known.cells.extend(cells);
        } else if self.rows.len() < ONE_BY_ONE {
            let excerpt = excerpt(table, first.row, first.address, doubt.in_short());
            self.rows.push(AmbiguousRow { doubt, label: label.to_owned(), cells, excerpt });
        } else {
            self.other_rows += 1;
            self.others.extend(cells);
        }
    }

    /// What is said of them.
    #[must_use]
    pub fn findings(self, table: &RecognisedTable<'_>) -> Vec<Finding> {
        let layout = &table.layout.name;
        let mut findings: Vec<Finding> = self.rows.into_iter().map(|row| row.finding(layout)).collect();
        if self.other_rows > 0 {
            let message = phrase!(
                "{} may be totals of others or parts of them, as those above are",
                count(self.other_rows, "more row")
            );
            findings.push(Finding::new(&AMBIGUOUS_ROW, message).at_cells(&self.others));
        }
        findings
    }
}

impl AmbiguousRow {
    fn finding(self, layout: &str) -> Finding {
        let (message, action) = self.doubt.in_words(&self.label, layout);
        let level = if self.doubt == (Doubt::IsTheSum { named: false }) { Level::Note } else { Level::Warning };
        let finding = Finding::new(&AMBIGUOUS_ROW, message).asking(action).at_level(level).at_cells(&self.cells);
        match self.excerpt {
            Some(excerpt) => finding.showing(excerpt),
            None => finding,
        }
    }
}

impl Doubt {
    fn in_short(self) -> Phrase {
        match self {
            Self::IsTheSum { .. } => "the sum of lines, not counted",
            Self::IsNotTheSum => "a total or a line, counted",
            Self::HasNoLines => "a total without lines, not counted",
            Self::IsPart => "part of a line, not counted",
            Self::IsLess => "taken away or added, not used",
        }
        .into()
    }

    fn in_words(self, label: &str, layout: &str) -> (Phrase, Phrase) {
        let is_line =
            || phrase!("if it is a line, list its first text under `not-totals` in templates/layouts/{}.toml", layout);
        match self {
            Self::IsTheSum { .. } => (
                phrase!("the row `{}` is the sum of other lines; it is taken for their total and not counted", label),
                is_line(),
            ),
            Self::IsNotTheSum => {
                let message = phrase!(
                    "the row `{}` may be a total, but is the sum of no lines beside it; it is read as a line",
                    label
                );
                let action = phrase!(
                    "if it is a total, list how it begins under `rows-starting` in templates/layouts/{}.toml",
                    layout
                );
                (message, action)
            }
            Self::HasNoLines => (
                phrase!("the row `{}` is a total, and the table has no line of it; it is not counted", label),
                is_line(),
            ),
            Self::IsPart => (
                phrase!("the row `{}` is a part of a line that is counted already; it is not counted", label),
                is_line(),
            ),
            Self::IsLess => {
                let message = phrase!(
                    "the row `{}` says that it is taken away, and its amount is not below nought; it is not used",
                    label
                );
                (message, "ask the partner to write what is taken away as an amount below nought".into())
            }
        }
    }
}
