//! Amounts of a text file that a comma may have cut: refused before anything is asked of them.

use super::kinds::RowIs;
use super::ragged::RAGGED_ROW;
use super::{AmountCell, TableReading};
use crate::normalise::convert::CellAmount;
use crate::read::Row;

impl<'a, 'l> TableReading<'a, 'l, '_> {
    /// The amount cells of a row that are what they seem to be; the others are refused.
    pub(super) fn whole(&mut self, cells: Vec<AmountCell<'a, 'l>>, kind: RowIs) -> Vec<AmountCell<'a, 'l>> {
        if !self.overlong.can_be() {
            return cells;
        }
        let is_doubted = matches!(kind, RowIs::Beyond | RowIs::Below);
        let row = cells.first().map(|cell| cell.row);
        let is_cut = |row: Row<'a>| self.overlong.is(self.place, row) || self.overlong.is_cut(self.place, row);
        if is_doubted || !row.is_some_and(is_cut) {
            return cells;
        }
        let mut kept = Vec::new();
        for cell in cells {
            let CellAmount::Given { money, .. } = cell.placed.amount(cell.value) else {
                kept.push(cell);
                continue;
            };
            self.overlong.keep(self.place, cell.row, cell.address);
            self.refuse(cell, Some(money), &RAGGED_ROW);
            self.open_line(cell, kind, true);
        }
        kept
    }
}
