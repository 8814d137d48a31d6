//! Sheets of totals: each of their lines held against the same line of the sheets before them.

use std::collections::HashMap;
use std::sync::Arc;

use super::{LinesAndTotals, ShownAmount, TOTALS_DISAGREE};
use crate::finding::Finding;
use crate::finding::phrase::{Phrase, count, phrase};
use crate::model::origin::{Origin, Place};

/// The lines of the sheets of one file that one layout reads.
#[derive(Debug, Default)]
pub struct SheetLines {
    lines: HashMap<(String, u32), LinesAndTotals>,
    disagreeing: Vec<(Origin, Phrase)>,
}

impl SheetLines {
    fn lines_of(&mut self, line: &str, column: u32) -> &mut LinesAndTotals {
        self.lines.entry((line.to_owned(), column)).or_default()
    }

    /// Adds a line of an ordinary sheet; `None` for one that cannot be read or is not given.
    pub fn add(&mut self, line: &str, column: u32, figure: Option<ShownAmount>) {
        match figure {
            Some(figure) => self.lines_of(line, column).add(figure),
            None => self.lines_of(line, column).add_not_given(),
        }
    }

    /// Holds a line of a sheet of totals against those of the sheets before it.
    pub fn compare(&mut self, line: &str, column: u32, total: ShownAmount, origin: &Origin) {
        if let Some(sum) = self.lines_of(line, column).compare(total, origin) {
            let finding = sum.disagrees(line, total, origin);
            self.disagreeing.push((origin.clone(), finding.message));
        }
    }

    /// What is said of a sheet of totals when it has been read.
    pub fn say(&mut self, file: &Arc<str>, sheet: &str) -> Option<Finding> {
        let disagreeing = std::mem::take(&mut self.disagreeing);
        let (_, first) = disagreeing.first()?;
        let message = match disagreeing.len() {
            1 => phrase!("sheet `{}` of totals: {}", sheet, first),
            several => phrase!(
                "{} on sheet `{}` are not what the sheets before it add up to; the first: {}",
                count(several, "total"),
                sheet,
                first
            ),
        };
        let cells: Vec<Origin> = disagreeing.iter().map(|(origin, _)| origin.clone()).collect();
        let finding = Finding::new(&TOTALS_DISAGREE, message)
            .asking("ask the partner to correct the sheet of totals or the lines");
        Some(if cells.is_empty() { finding.at(Place::sheet(file, sheet)) } else { finding.at_cells(&cells) })
    }
}
