//! The search for blocks of headings: at each one, the layouts with most header words.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::RecognisedTable;
use super::data::{holds_amount, is_data};
use super::headings::{Headings, spellings};
use super::held::HeldNames;
use super::labels::labelled;
use super::pages::Pages;
use super::place::{PlacedColumns, placed};
use super::sought::Sought;
use crate::job::layout::ReturnLayout;
use crate::job::layout::columns::Field;
use crate::model::words::folded;
use crate::read::{Row, Sheet};

/// The search for blocks of headings from the top of a sheet.
pub struct Search<'s, 'l> {
    /// The sheet.
    pub sheet: &'s Sheet,
    /// Its rows.
    pub rows: &'s [Row<'s>],
    /// What is looked for.
    pub sought: &'s [Sought<'l>],
    /// The place of the first row that is still to be searched.
    pub floor: usize,
    /// The pages of the table found last.
    pub pages: Option<Pages>,
}

/// A layout whose header words stand in a block of headings.
pub struct FoundLayout<'s, 'l> {
    /// The layout.
    pub sought: &'s Sought<'l>,
    /// The headings.
    pub headings: Headings,
    /// Where its columns are.
    pub columns: PlacedColumns<'l>,
}

impl<'s, 'l> Search<'s, 'l> {
    /// The layouts with most header words at the next block of headings.
    pub fn next(&mut self, before: Option<&RecognisedTable<'l>>) -> Option<Vec<FoundLayout<'s, 'l>>> {
        let (place, mut found) = self.first(before)?;
        let here = |place| self.here(place, before);
        // A heading that is stacked over more rows is complete further down, but not below an amount: that is another table's.
        let top = self.rows.get(place).map_or(0, |row| row.number);
        let amount = |row: &Row<'_>| found.iter().any(|found| holds_amount(&found.columns, found.sought.layout, *row));
        let deepest = self.sought.iter().map(|sought| sought.layout.header_rows as usize).max().unwrap_or(1);
        let end = (place + deepest).min(self.rows.len());
        let rest = self.rows.get(place + 1..end).unwrap_or_default();
        let end = rest.iter().position(amount).map_or(end, |first| place + 1 + first);
        for below in place + 1..end {
            let stacked =
                |later: &FoundLayout<'s, 'l>| later.sought.layout.header_rows > 1 && later.headings.first <= top;
            for later in here(below).into_iter().filter(stacked) {
                match found.iter_mut().find(|known| std::ptr::eq(known.sought, later.sought)) {
                    Some(known) if known.columns.amounts.len() < later.columns.amounts.len() => *known = later,
                    Some(_) => {}
                    None => found.push(later),
                }
            }
        }
        let most = found.iter().map(|found| found.sought.weight()).max();
        found.retain(|found| Some(found.sought.weight()) == most);
        Some(found)
    }

    /// The first row in which header words are complete, but for those in which the table before goes on.
    fn first(&mut self, before: Option<&RecognisedTable<'l>>) -> Option<(usize, Vec<FoundLayout<'s, 'l>>)> {
        (self.floor..self.rows.len()).find_map(|place| {
            let pages = before.zip(self.pages.as_mut());
            if pages.is_some_and(|(table, pages)| pages.go_on(table, self.rows, place)) {
                return None;
            }
            let found = self.here(place, before);
            (!found.is_empty()).then_some((place, found))
        })
    }

    /// The layouts whose header words are complete in a row that is none of the table before.
    fn here(&self, place: usize, before: Option<&RecognisedTable<'l>>) -> Vec<FoundLayout<'s, 'l>> {
        let row = self.rows.get(place).filter(|row| !before.is_some_and(|table| is_data(table, **row)));
        row.map(|row| self.at(place, *row, before)).unwrap_or_default()
    }

    /// The layouts whose header words are complete in a row.
    fn at(&self, place: usize, row: Row<'s>, before: Option<&RecognisedTable<'l>>) -> Vec<FoundLayout<'s, 'l>> {
        let texts: Vec<String> = row.cells().map(|cell| cell.value.text()).collect();
        let spelt = |stated: bool| texts.iter().flat_map(|text| spellings(text, stated)).collect::<Vec<_>>();
        let (plain, bare) = (spelt(false), spelt(true));
        let mut found = Vec::new();
        for sought in self.sought {
            let deep = sought.layout.header_rows as usize;
            if !(if sought.stated { &bare } else { &plain }).iter().any(|word| sought.ends_with(word, deep > 1)) {
                continue;
            }
            let lowest = self.rows.get(place).map_or(0, |row| row.number).saturating_sub(sought.layout.header_rows - 1);
            let first = self.rows.partition_point(|row| row.number < lowest).max(self.floor);
            let first = self.below_labels(self.below_amounts(first, place, before), place, sought.layout);
            let block = self.rows.get(first..=place).unwrap_or_default();
            let mut headings = Headings::of(self.sheet, block, &sought.layout.empty, sought.stated);
            let above = (self.rows.get(self.floor).map_or(0, |row| row.number), row.number);
            let titles = self.rows.get(self.floor..first).unwrap_or_default();
            let is_barred = || sought.barred_by(&self.sheet.name, titles, &headings).is_some();
            if sought.stands_in(&headings) && sought.is_titled(&self.sheet.name, self.rows, above) && !is_barred() {
                headings.see_groups(self.sheet);
                let columns = placed(sought, &headings);
                if columns.amounts.is_empty() && !sought.of_columns_across().is_empty() {
                    continue;
                }
                found.push(FoundLayout { sought, headings, columns });
            }
        }
        found
    }

    /// The first place from one to another that lies below every amount of the table before.
    fn below_amounts(&self, from: usize, to: usize, before: Option<&RecognisedTable<'l>>) -> usize {
        let (Some(table), Some(rows)) = (before, self.rows.get(from..to)) else { return from };
        rows.iter().rposition(|row| is_data(table, *row)).map_or(from, |last| from + last + 1)
    }

    /// The row in which the next table begins: that of its headings, or of a label above them. No row with an amount of the
    /// table before belongs to it, whatever the row is called: `Year of Care` is a pool.
    pub fn start(&self, best: &[FoundLayout<'s, 'l>], before: Option<&RecognisedTable<'l>>) -> u32 {
        let first = best.iter().map(|found| found.headings.first).min().unwrap_or(u32::MAX);
        let layouts = best.iter().map(|found| found.sought.layout);
        let labels: Vec<(Field, String)> = layouts
            .flat_map(|layout| layout.fixed.iter())
            .filter_map(|(field, fixed)| Some((*field, folded(fixed.above_header.as_deref()?))))
            .collect();
        let end = self.rows.partition_point(|row| row.number < first);
        let above = self.rows.get(self.below_amounts(self.floor, end, before)..end).unwrap_or_default();
        let is_label = |row: &&Row<'_>| {
            labels.iter().any(|(field, label)| labelled(**row, label).is_some_and(|said| said.holds(*field)))
        };
        above.iter().find(is_label).map_or(first, |row| row.number)
    }

    /// The first row of a block that stands below the labels of a layout: a label is no heading.
    fn below_labels(&self, first: usize, last: usize, layout: &ReturnLayout) -> usize {
        let fixed =
            || layout.fixed.iter().filter_map(|(field, fixed)| Some((*field, folded(fixed.above_header.as_deref()?))));
        let is_label =
            |row: &Row<'_>| fixed().any(|(field, label)| labelled(*row, &label).is_some_and(|said| said.holds(field)));
        let above = self.rows.get(first..last).unwrap_or_default();
        above.iter().rposition(is_label).map_or(first, |label| first + label + 1)
    }

    /// A table with its layout; the units of its columns are settled when all tables are known.
    pub fn table(&self, found: FoundLayout<'s, 'l>, before: usize) -> RecognisedTable<'l> {
        let FoundLayout { sought, headings, columns } = found;
        RecognisedTable {
            number: u32::try_from(before + 1).unwrap_or(u32::MAX),
            layout: sought.layout,
            above: self.rows.get(self.floor).map_or(0, |row| row.number),
            start: headings.first,
            header_first: headings.first,
            header_last: headings.last,
            end: u32::MAX,
            columns,
            passed_over: BTreeSet::new(),
            sections: Vec::new(),
            pages: BTreeSet::new(),
            held: HeldNames::default(),
            labels: Arc::default(),
        }
    }
}
