//! Parts below their whole: the rows below `of which` that add up to the row above it.

use std::collections::BTreeMap;

use super::TableReading;
use super::kinds::RowIs;
use super::sums::Figure;
use crate::model::words::folded;
use crate::normalise::convert::CellAmount;
use crate::normalise::meaning::total::{RowLabel, label};
use crate::normalise::recognise::first_text;
use crate::read::Row;

/// The amounts of a row in pence, by their columns; what is nought says nothing.
type Pence = BTreeMap<u32, i128>;

/// The rows below a row that is said to be divided.
#[derive(Debug, Default)]
pub struct Parts {
    /// The last row whose amounts may be divided.
    whole: Pence,
    /// The last of the rows that are its parts.
    last: Option<u32>,
    /// Whether they add up to it; else they may be its parts.
    pub add_up: bool,
}

impl Parts {
    /// Whether a row is one of them.
    #[must_use]
    pub fn has(&self, row: u32) -> bool {
        self.last.is_some_and(|last| row <= last)
    }
}

impl<'a, 'l> TableReading<'a, 'l, '_> {
    /// Keeps the amounts of a row that the next ones may be parts of.
    pub(super) fn keep_whole(&mut self, kind: RowIs, figures: &[Figure<'a, 'l>]) {
        if matches!(kind, RowIs::Line | RowIs::Total) {
            self.parts.whole = pence(figures.iter().map(|(cell, figure)| (cell.address.column, figure.money.pence())));
        }
    }

    /// Looks from `of which` on for the rows that are the parts of the one above: those with amounts up to one that is called
    /// something else, as far as they add up to it. Without a sum, those are meant that fit into it.
    pub(super) fn seek_parts(&mut self, row: Row<'a>, has_amounts: bool) {
        // A payment consists of nothing else.
        if self.table.layout.transactions {
            return;
        }
        let says_part = |text: &str| matches!(label(text), Some(RowLabel::Part { or_name: false }));
        let first = first_text(row, &self.table.layout.empty);
        let is_seeking = first.is_some_and(says_part) && !self.parts.whole.is_empty() && !self.parts.has(row.number);
        if !is_seeking || self.table.pages.contains(&row.number) {
            return;
        }
        let (mut sum, mut number) = (Pence::new(), row.number + u32::from(!has_amounts));
        let whole = &self.parts.whole;
        let mut fits = None;
        for part in self.place.sheet.rows_from(number) {
            let is_named = || first_text(part, &self.table.layout.empty).is_none_or(is_part_or_name);
            let figures = self.pence_in(part);
            if part.number != number || figures.is_empty() || part.number > row.number && !is_named() {
                break;
            }
            number += 1;
            figures.into_iter().for_each(|(column, pence)| *sum.entry(column).or_default() += pence);
            sum.retain(|_, pence| *pence != 0);
            if sum == *whole {
                (self.parts.last, self.parts.add_up) = (Some(part.number), true);
                return;
            }
            if sum.iter().any(|(column, pence)| whole.get(column).is_none_or(|whole| pence.abs() > whole.abs())) {
                break;
            }
            fits = Some(part.number);
        }
        if !has_amounts {
            (self.parts.last, self.parts.add_up) = (fits, false);
        }
    }

    fn pence_in(&self, row: Row<'a>) -> Pence {
        let given = self.table.amounts_in(row.number).filter_map(|placed| {
            match placed.amount(&self.table.cell(row, placed.column)?.value) {
                CellAmount::Given { money, .. } => Some((placed.column, money.pence())),
                CellAmount::NotGiven | CellAmount::Refused(_) => None,
            }
        });
        pence(given)
    }
}

fn pence(figures: impl Iterator<Item = (u32, i64)>) -> Pence {
    figures.filter(|(_, pence)| *pence != 0).map(|(column, pence)| (column, i128::from(pence))).collect()
}

fn is_part_or_name(text: &str) -> bool {
    let is_name =
        !matches!(label(text), Some(said) if said != RowLabel::Nobody && !matches!(said, RowLabel::Part { .. }));
    is_name && !folded(text).is_empty()
}
