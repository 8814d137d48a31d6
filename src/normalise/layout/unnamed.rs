//! Rows that no label calls a total: lines, unless what they leave blank and what they add up to speak against it.

use super::TableReading;
use super::ambiguous::Doubt;
use super::kinds::{RowIs, first_beside_amounts};
use super::names::LABELS;
use super::sums::Figure;
use crate::model::money::Money;
use crate::normalise::meaning::total::is_below_total;
use crate::read::Row;

/// How many lines that are not nought make it no chance that a row is exactly their sum in every column.
const NO_CHANCE: usize = 3;

impl<'a, 'l> TableReading<'a, 'l, '_> {
    /// A row that says nothing of itself is a line, unless it leaves blank what the lines fill and its amounts are their sum, it
    /// stands below the total of all of them, or it ends them and is their sum under a name.
    pub(super) fn unnamed(&mut self, row: Row<'a>, figures: &[Figure<'a, 'l>]) -> RowIs {
        let lacks_one = self.names.lacks_one(self.table, row);
        let first = first_beside_amounts(self.table, row);
        let text = first.map(|cell| cell.value.text()).unwrap_or_default();
        let is_bare = !self.names.are_payments && first.is_none() && self.names.columns > 0;
        let is_sum = (lacks_one || is_bare) && self.is_exact_sum(figures);
        if is_sum && lacks_one && self.is_in_every_column(row, figures) && self.is_apart(row) && !self.is_filled(row) {
            return self.doubted(figures, RowIs::Total, Doubt::HasNoName, &text);
        }
        if is_sum {
            return self.doubted(figures, RowIs::Below, Doubt::MayBeTheSum, &text);
        }
        let is_below = !self.names.are_payments
            && self.names.below_total
            && (lacks_one || self.names.columns == 1 && is_below_total(&text));
        if is_below && figures.iter().any(|(_, figure)| figure.money != Money::ZERO) {
            return self.doubted(figures, RowIs::Below, Doubt::IsBelow, &text);
        }
        if self.is_sum_under_a_name(row, figures) {
            return self.doubted(figures, RowIs::Below, Doubt::MayBeTheSum, &text);
        }
        RowIs::Line
    }

    /// Whether a row ends the lines of a table with one name, and is to the penny the sum of so many that it cannot be chance.
    fn is_sum_under_a_name(&self, row: Row<'a>, figures: &[Figure<'a, 'l>]) -> bool {
        let nonzero = || figures.iter().filter_map(|(cell, figure)| self.totals.exactly(cell.placed, *figure));
        let names = &self.names;
        !names.are_payments
            && names.columns == 1
            && self.is_exact_sum(figures)
            && nonzero().map(|sum| sum.nonzero()).max() >= Some(NO_CHANCE)
            && self.is_in_every_column(row, figures)
            && self.is_last(row)
            && !self.is_known(row)
    }

    /// Whether the register has one of a row's names: an agreement may cost what others do.
    fn is_known(&self, row: Row<'a>) -> bool {
        let columns = LABELS.iter().flat_map(|field| self.table.field(*field));
        let mut names = columns.filter_map(|column| self.table.name(row, *column));
        names.any(|cell| self.sinks.who.is_name(&cell.value.text()))
    }

    /// Whether a row has an amount in every column that has lines.
    fn is_in_every_column(&self, row: Row<'a>, figures: &[Figure<'a, 'l>]) -> bool {
        let is_given = |column: u32| figures.iter().any(|(cell, _)| cell.address.column == column);
        self.table.amounts_in(row.number).all(|placed| is_given(placed.column) || !self.totals.has_lines(placed))
    }

    /// Whether the layout gives a row a name from above.
    fn is_filled(&self, row: Row<'a>) -> bool {
        let mut columns = LABELS.iter().flat_map(|field| self.table.field(*field));
        columns.any(|column| self.table.shown(row, *column).is_none() && self.table.name(row, *column).is_some())
    }

    /// The row right below another, where it is one of the same lines.
    fn below(&self, row: Row<'a>) -> Option<Row<'a>> {
        let next = self.place.sheet.rows_from(row.number + 1).next()?;
        let has_amount = || self.table.amounts_in(next.number).any(|placed| next.cell(placed.column).is_some());
        (next.number == row.number + 1 && self.table.has(next.number) && has_amount()).then_some(next)
    }

    /// Whether the next row is named, blank, or not there.
    fn is_apart(&self, row: Row<'a>) -> bool {
        self.below(row).is_none_or(|next| !self.names.lacks_one(self.table, next))
    }

    /// Whether no line follows at once. A page that ends is no end of its lines.
    fn is_last(&self, row: Row<'a>) -> bool {
        self.below(row).is_none() && !self.is_above_page(row)
    }
}
