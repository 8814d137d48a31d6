//! Rows without a code in a table whose lines all have one: they say of what the line above consists.

use super::TableReading;
use super::ambiguous::Doubt;
use super::kinds::{RowIs, first_beside_amounts};
use super::sums::Figure;
use crate::normalise::meaning::total::{RowLabel, label};
use crate::read::Row;

impl<'a, 'l> TableReading<'a, 'l, '_> {
    /// Whether a row has no code where every line has one.
    pub(super) fn lacks_code(&mut self, row: Row<'_>) -> bool {
        let witness = &self.table.layout.witness;
        let code = witness.codes.filter(|_| witness.coded_only);
        let lacks = code.is_some_and(|column| self.table.cell(row, column.0).is_none());
        self.of_which &= lacks;
        lacks
    }

    /// A row without a code is a part of the line above, and that is said unless `of which` says it.
    pub(super) fn part_of_line(&mut self, row: Row<'a>, figures: &[Figure<'a, 'l>]) -> RowIs {
        let text = first_beside_amounts(self.table, row).map(|cell| cell.value.text()).unwrap_or_default();
        self.of_which |= matches!(label(&text), Some(RowLabel::Part { .. }));
        if self.of_which { RowIs::Apart } else { self.doubted(figures, RowIs::Apart, Doubt::IsPart, &text) }
    }
}
