//! What the amounts of a row are to the lines around it.

use std::collections::BTreeMap;

use super::{AmountCell, TableReading, shown};
use crate::model::money::Money;
use crate::normalise::convert::CellAmount;
use crate::normalise::witness::{LinesAndTotals, ShownAmount, SumOfLines};
use crate::read::Row;

/// An amount cell and the amount that it says.
pub type Figure<'a, 'l> = (AmountCell<'a, 'l>, ShownAmount);

/// What the amounts of a row are to the lines beside it.
pub enum Beside {
    /// They are nought, and change nothing.
    Zero,
    /// In every column they are the sum of some lines, of so many at most.
    Sum(usize),
    /// They are not.
    Others,
    /// There are no lines.
    Nothing,
}

impl<'a, 'l> TableReading<'a, 'l, '_> {
    /// Whether each amount of a row is the sum of the lines in its column and in those before.
    pub(super) fn goes_on(&self, figures: &[Figure<'a, 'l>]) -> bool {
        let mut sum = 0;
        figures.iter().all(|(cell, figure)| {
            sum += self.totals.all_above(cell.placed).pence();
            sum == i128::from(figure.money.pence())
        })
    }

    /// Whether the amounts of a row are to the penny the sums of the same two lines above or more.
    pub(super) fn is_exact_sum(&self, figures: &[Figure<'a, 'l>]) -> bool {
        let lines_of = |(cell, figure): &Figure<'a, 'l>| match figure.money == Money::ZERO
            && !self.totals.has_lines(cell.placed)
        {
            true => Some(0),
            false => self.totals.exactly(cell.placed, *figure).map(SumOfLines::lines),
        };
        let lines = || figures.iter().map(lines_of);
        figures.iter().any(|(_, figure)| figure.money != Money::ZERO)
            && lines().all(|lines| lines.is_some())
            && lines().flatten().max().is_some_and(|lines| lines > 1)
    }

    /// Whether a total is that of all lines above, of which there are several.
    pub(super) fn is_total_of_all(&self, figures: &[Figure<'a, 'l>]) -> bool {
        let all = || figures.iter().map(|(cell, figure)| (self.totals.all_above(cell.placed), *figure));
        all().all(|(sum, figure)| sum.agrees(figure)) && all().any(|(sum, _)| sum.lines() > 1)
    }

    /// Whether the amounts of a row are the sums of all lines above.
    pub(super) fn is_sum_of_all(&self, figures: &[Figure<'a, 'l>]) -> bool {
        let is_sum = |(cell, figure): &Figure<'a, 'l>| {
            let all = self.totals.all_above(cell.placed);
            figure.money == Money::ZERO || all.lines() > 0 && all.agrees(*figure)
        };
        figures.iter().all(is_sum)
    }

    /// Whether a row is the first or the last of a page.
    pub(super) fn is_at_page_edge(&self, row: Row<'a>) -> bool {
        let follows = |above: &u32| self.next_row(*above) == Some(row.number);
        self.table.pages.range(..row.number).next_back().is_some_and(follows) || self.is_above_page(row)
    }

    /// Whether the next row begins a page.
    pub(super) fn is_above_page(&self, row: Row<'a>) -> bool {
        self.next_row(row.number).is_some_and(|next| self.table.pages.contains(&next))
    }

    fn next_row(&self, row: u32) -> Option<u32> {
        self.place.sheet.rows_from(row + 1).next().map(|next| next.number)
    }

    /// What the lines above a row come to, or those below where none stand above.
    pub(super) fn lines_beside(&self, figures: &[Figure<'a, 'l>]) -> Beside {
        if figures.iter().all(|(_, figure)| figure.money == Money::ZERO) {
            return Beside::Zero;
        }
        let above = figures.iter().map(|(cell, figure)| self.totals.lines_of(cell.placed, *figure));
        if let Some(lines) = above.collect::<Option<Vec<usize>>>() {
            return Beside::Sum(lines.into_iter().max().unwrap_or_default());
        }
        let named =
            figures.iter().map(|(cell, figure)| self.totals.lines_named(self.table, cell.row, cell.placed, *figure));
        if let Some(lines) = named.min().flatten().filter(|lines| *lines > 1) {
            return Beside::Sum(lines);
        }
        if figures.iter().any(|(cell, _)| self.totals.has_lines(cell.placed)) {
            return Beside::Others;
        }
        let all = self.all_lines.get_or_init(|| self.lines_of_table());
        let below =
            || figures.iter().map(|(cell, figure)| (all.get(&(cell.placed.column, cell.placed.number)), *figure));
        if below().all(|(lines, _)| lines.is_none()) {
            return Beside::Nothing;
        }
        match below().map(|(lines, figure)| lines?.lines_of(figure)).collect::<Option<Vec<usize>>>() {
            Some(lines) => Beside::Sum(lines.into_iter().max().unwrap_or_default()),
            None => Beside::Others,
        }
    }

    /// The lines of the whole table, by column.
    fn lines_of_table(&self) -> BTreeMap<(u32, usize), LinesAndTotals> {
        let table = self.table;
        let mut all: BTreeMap<(u32, usize), LinesAndTotals> = BTreeMap::new();
        for row in table.rows(self.place.sheet).filter(|row| self.is_called_line(*row)) {
            for placed in table.amounts_in(row.number) {
                let Some(cell) = table.cell(row, placed.column) else { continue };
                match placed.amount(&cell.value) {
                    CellAmount::NotGiven => {}
                    read => {
                        let lines = all.entry((placed.column, placed.number)).or_default();
                        match read {
                            CellAmount::Given { money, decimals, .. } => lines.add(shown(placed, money, decimals)),
                            _ => lines.add_unread(),
                        }
                    }
                }
            }
        }
        all
    }
}
