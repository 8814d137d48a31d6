//! Cells that should name something and hold an error, or a formula without a value: the amounts beside them are read without.

use std::collections::BTreeMap;

use super::fixed::{FixedValues, is_unusable};
use super::{SheetContext, origin};
use crate::finding::Finding;
use crate::finding::phrase::{count, phrase};
use crate::job::layout::columns::Field;
use crate::model::origin::{Address, Origin};
use crate::normalise::convert::{ERROR_CELL, STALE_FORMULA};
use crate::normalise::recognise::RecognisedTable;
use crate::read::{CellValue, Row};

/// The fields whose cells name something.
const NAMES: [Field; 4] = [Field::Agreement, Field::Line, Field::Partner, Field::Reporter];

/// The cells of one table that name nothing, by their field, and whether each holds an error.
#[derive(Debug, Default)]
pub struct UnusableNames(BTreeMap<(Field, bool), Vec<Origin>>);

impl UnusableNames {
    /// Those that hold for all rows.
    #[must_use]
    pub fn of(place: SheetContext<'_>, fixed: &FixedValues) -> Self {
        let mut names = Self::default();
        for (field, cell, value) in fixed.unusable.iter().filter(|(field, ..)| NAMES.contains(field)) {
            names.keep(place, *field, *cell, value);
        }
        names
    }

    /// Looks at a row with amounts.
    pub fn row(&mut self, place: SheetContext<'_>, table: &RecognisedTable<'_>, row: Row<'_>) {
        if !row.cells().any(|cell| is_unusable(&cell.value)) {
            return;
        }
        for field in NAMES {
            let cells = table.field(field).iter().filter_map(|column| table.cell(row, *column));
            for cell in cells.filter(|cell| is_unusable(&cell.value)) {
                self.keep(place, field, cell.address, &cell.value);
            }
        }
    }

    fn keep(&mut self, place: SheetContext<'_>, field: Field, cell: Address, value: &CellValue) {
        let is_error = matches!(value, CellValue::Error(_));
        self.0.entry((field, is_error)).or_default().push(origin(place, cell));
    }

    /// What is said of them, each field once.
    #[must_use]
    pub fn findings(self, table: &RecognisedTable<'_>) -> Vec<Finding> {
        let findings = self.0.into_iter().map(|((field, is_error), cells)| {
            let heading = table.layout.columns.get(&field).and_then(|column| column.header.first());
            let word = Field::ALL.iter().find(|(_, known, _)| *known == field).map_or("", |(word, ..)| word);
            let number = count(cells.len(), "cell");
            let hold = if cells.len() == 1 { "holds" } else { "hold" };
            let about = if is_error { &ERROR_CELL } else { &STALE_FORMULA };
            let what = match (is_error, cells.len()) {
                (true, 1) => "an error",
                (true, _) => "errors",
                (false, 1) => "a formula without a value",
                (false, _) => "formulas without values",
            };
            let message = phrase!(
                "{} for `{}` {} {}; the amounts beside are read without that name",
                number,
                heading.map_or(word, String::as_str),
                hold,
                what
            );
            Finding::new(about, message).at_cells(&cells)
        });
        findings.collect()
    }
}
