//! Looking ahead: rows that only the rest of their table tells from lines: copies, wholes beside their parts, and what stands
//! under a heading of something else.

use std::collections::{BTreeMap, HashSet};

use super::TableReading;
use super::ambiguous::Doubt;
use super::kinds::{RowIs, first_beside_amounts};
use super::sums::Figure;
use crate::model::words::folded;
use crate::read::Row;

/// What was found of rows before any was read.
#[derive(Debug, Default)]
pub struct Ahead {
    rows: BTreeMap<u32, Found>,
}

/// What a row is; nothing is said of one without a doubt.
#[derive(Debug, Clone)]
pub struct Found {
    /// What kind of row.
    pub kind: RowIs,
    /// What is doubtful about it.
    pub doubt: Option<Doubt>,
    /// What it is called, or stands under.
    pub text: String,
}

impl Ahead {
    /// Keeps what a row is; what was found first holds.
    pub fn keep(&mut self, row: Row<'_>, kind: RowIs, doubt: Option<Doubt>, text: &str) {
        self.rows.entry(row.number).or_insert_with(|| Found { kind, doubt, text: text.to_owned() });
    }

    /// Whether anything was found of a row.
    #[must_use]
    pub fn has(&self, row: Row<'_>) -> bool {
        self.rows.contains_key(&row.number)
    }
}

impl<'a, 'l> TableReading<'a, 'l, '_> {
    /// Looks through the table for rows that others tell from lines.
    pub(super) fn look_ahead(&mut self) {
        self.copies();
        let witness = &self.table.layout.witness;
        if self.names.are_payments || witness.codes.is_some() || self.totals.is_sheet_of_totals {
            return;
        }
        self.under_headings();
        self.repeated();
        self.wholes();
    }

    /// What was found ahead of a row.
    pub(super) fn found_ahead(&mut self, row: Row<'a>, figures: &[Figure<'a, 'l>]) -> Option<RowIs> {
        let Found { kind, doubt, text } = self.ahead.rows.get(&row.number)?.clone();
        Some(match doubt {
            Some(doubt) => self.doubted(figures, kind, doubt, &text),
            None => kind,
        })
    }

    /// Pages that another page has already, row by row: the table stands twice on its sheet.
    fn copies(&mut self) {
        let mut pages: Vec<Vec<Row<'a>>> = Vec::new();
        let mut last = None;
        for row in self.table.rows(self.place.sheet) {
            let above = last.replace(row.number).unwrap_or(self.table.header_last);
            if pages.is_empty() || self.table.pages.range(above..row.number).next().is_some() {
                pages.push(Vec::new());
            }
            pages.last_mut().into_iter().for_each(|page| page.push(row));
        }
        if pages.len() < 2 {
            return;
        }
        let texts: Vec<Vec<Vec<(u32, String)>>> =
            pages.iter().map(|page| page.iter().map(|row| texts(*row)).collect()).collect();
        for (number, (page, said)) in pages.iter().zip(&texts).enumerate() {
            // One payment can be made again.
            let is_all = |other: &[Vec<(u32, String)>]| other.len() == said.len() || said.len() > 1;
            let stands_in = |other: &&Vec<Vec<(u32, String)>>| {
                other.windows(said.len()).any(|rows| rows == said.as_slice())
                    && (!self.names.are_payments || is_all(other))
            };
            if texts.iter().take(number).any(|other| stands_in(&other)) {
                page.iter().for_each(|row| self.ahead.keep(*row, RowIs::Apart, Some(Doubt::IsCopy), ""));
            }
        }
    }

    /// Lines that are the same in every cell as one above, with no heading between; a total that counts both has them twice.
    fn repeated(&mut self) {
        let mut seen: HashSet<Vec<(u32, String)>> = HashSet::new();
        let (mut again, mut since): (Vec<Row<'a>>, Vec<Row<'a>>) = (Vec::new(), Vec::new());
        let mut repeated = Vec::new();
        for row in self.rows_ahead().into_iter().filter(|row| !self.ahead.has(*row)) {
            if !self.has_amounts(row) {
                seen.clear();
            } else if self.is_called_line(row) {
                since.push(row);
                let is_named = first_beside_amounts(self.table, row).is_some();
                if !seen.insert(texts(row)) && is_named && self.pence(row).iter().any(|pence| *pence != Some(0)) {
                    again.push(row);
                }
            } else {
                let again = std::mem::take(&mut again);
                let counts_both = self.is_sum_of(row, &std::mem::take(&mut since));
                repeated.extend(again.into_iter().filter(|_| !counts_both));
            }
        }
        for row in repeated.into_iter().chain(again) {
            let text = first_beside_amounts(self.table, row).map(|cell| cell.value.text()).unwrap_or_default();
            self.ahead.keep(row, RowIs::Below, Some(Doubt::IsRepeated), &text);
        }
    }

    /// The rows of the table, but for those that its layout passes over.
    pub(super) fn rows_ahead(&self) -> Vec<Row<'a>> {
        let rows = self.table.rows(self.place.sheet);
        rows.filter(|row| !self.table.passed_over.contains(&row.number)).collect()
    }

    /// Whether a row has an amount cell.
    pub(super) fn has_amounts(&self, row: Row<'a>) -> bool {
        self.table.amounts_in(row.number).any(|placed| self.table.cell(row, placed.column).is_some())
    }
}

fn texts(row: Row<'_>) -> Vec<(u32, String)> {
    row.cells().map(|cell| (cell.address.column, folded(&cell.value.text()))).collect()
}
