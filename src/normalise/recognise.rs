//! Recognise: which tables a sheet has, by their header words.

mod data;
pub mod headings;
mod held;
pub mod labels;
pub mod near;
mod notes;
mod pages;
pub mod place;
mod search;
pub mod sought;
pub mod stated;
pub mod sums;
pub mod units;

use std::collections::BTreeSet;
use std::sync::Arc;

use self::headings::is_empty_mark;
use self::held::HeldNames;
use self::labels::Labels;
use self::pages::Pages;
use self::place::{PlacedColumn, PlacedColumns};
use self::search::{FoundLayout, Search};
use self::sought::Sought;
use crate::finding::phrase::{names, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::job::layout::ReturnLayout;
use crate::job::layout::columns::Field;
use crate::job::layout::table::Fate;
use crate::model::origin::{Address, Place};
use crate::model::words::folded;
use crate::read::{Cell, CellValue, Row, Sheet};

pub use notes::{HIDDEN_CONTENT, MISSING_COLUMN, UNREAD_FIGURES, UNRECOGNISED_SHEET, figures, worth_a_note};

/// A sheet that two layouts match equally well.
pub const AMBIGUOUS_LAYOUT: About = About {
    name: "ambiguous-layout",
    level: Level::Error,
    nature: Nature::Fact,
    finds: "a table that two layouts match with the same number of header words.",
    matters: "the program does not guess which is meant; none of the table's figures is used.",
    action: "give one of the layouts another header word that the sheet has",
    ask: None,
};

/// A table on a sheet: a layout, where its columns are, and which rows belong to it.
#[derive(Debug)]
pub struct RecognisedTable<'l> {
    /// Which table of the sheet it is, counted from one.
    pub number: u32,
    /// The layout.
    pub layout: &'l ReturnLayout,
    /// The first row that is not above or in the headings of the table before.
    pub above: u32,
    /// The first row that is its own: of a second table, that of a label above its headings.
    pub start: u32,
    /// The row in which its headings begin.
    pub header_first: u32,
    /// The row in which they end.
    pub header_last: u32,
    /// The first row that does not belong to it any more.
    pub end: u32,
    /// Where its columns are.
    pub columns: PlacedColumns<'l>,
    /// Rows whose amounts are not read: headings, notes, and hidden rows that do not count.
    pub passed_over: BTreeSet<u32>,
    /// Rows that begin a part of the table in which a column means something else, with what they say, folded.
    sections: Vec<(u32, String)>,
    /// Rows of later pages that are no lines: its headings once more, with titles and numbers of pages.
    pub pages: BTreeSet<u32>,
    /// Names that hold for more rows than their own.
    pub held: HeldNames,
    /// What its sheet says behind labels.
    pub labels: Arc<Labels>,
}

impl<'l> RecognisedTable<'l> {
    /// The rows below the headings and above the end, without the headings of later pages.
    pub fn rows<'t, 's: 't>(&'t self, sheet: &'s Sheet) -> impl Iterator<Item = Row<'s>> + use<'t, 's, 'l> {
        let below = sheet.rows_from(self.header_last.saturating_add(1)).take_while(|row| row.number < self.end);
        below.filter(|row| !self.pages.contains(&row.number))
    }

    /// Whether a row lies below the headings and above the end.
    #[must_use]
    pub fn has(&self, row: u32) -> bool {
        row > self.header_last && row < self.end
    }

    /// The columns of amounts that are read in a row.
    pub fn amounts_in(&self, row: u32) -> impl Iterator<Item = &PlacedColumn<'l>> {
        let is_read = self.has(row) && !self.passed_over.contains(&row);
        let above = self.sections.partition_point(|(first, _)| *first <= row);
        let section = above.checked_sub(1).and_then(|last| self.sections.get(last)).map(|(_, words)| words.as_str());
        let applies = move |placed: &&PlacedColumn<'l>| {
            let under = &placed.amounts.under;
            is_read
                && (under.is_empty() || section.is_some_and(|words| under.iter().any(|start| folded(start) == words)))
        };
        self.columns.amounts.iter().filter(applies)
    }

    /// Whether an amount column is read below one of its own headings only, and this row stands above all such headings.
    #[must_use]
    pub fn lacks_section(&self, row: u32, placed: &PlacedColumn<'_>) -> bool {
        let is_read = self.has(row) && !self.passed_over.contains(&row);
        is_read && !placed.amounts.under.is_empty() && !self.sections.iter().any(|(first, _)| *first <= row)
    }

    /// Whether the table has one of the headings below which an amount column is read.
    #[must_use]
    pub fn has_section(&self, placed: &PlacedColumn<'_>) -> bool {
        let under = &placed.amounts.under;
        under.is_empty() || self.sections.iter().any(|(_, words)| under.iter().any(|start| folded(start) == *words))
    }

    /// The columns of a field.
    #[must_use]
    pub fn field(&self, field: Field) -> &[u32] {
        self.columns.fields.get(&field).map(Vec::as_slice).unwrap_or_default()
    }

    /// The cell in a column of a row, unless it says that it is empty.
    #[must_use]
    pub fn cell<'s>(&self, row: Row<'s>, column: u32) -> Option<&'s Cell> {
        row.cell(column).filter(|cell| !is_empty_mark(&cell.value, &self.layout.empty))
    }

    /// The cell that says something of a row in a column of names: its own, or one above that holds for it.
    #[must_use]
    pub fn name<'s>(&'s self, row: Row<'s>, column: u32) -> Option<&'s Cell> {
        self.cell(row, column).or_else(|| self.held.over(row.number, column, false))
    }

    /// The cell that a sheet shows in a row: its own, or a merged one that reaches over it.
    #[must_use]
    pub fn shown<'s>(&'s self, row: Row<'s>, column: u32) -> Option<&'s Cell> {
        self.cell(row, column).or_else(|| self.held.over(row.number, column, true))
    }

    /// Every column that the table reads, from the left.
    #[must_use]
    pub fn read_columns(&self) -> Vec<u32> {
        // A column called `VAT` may hold tax, which is not read.
        let fields = self.columns.fields.iter().filter(|(field, _)| **field != Field::Vat);
        let fields = fields.flat_map(|(_, columns)| columns).copied();
        let amounts =
            self.columns.amounts.iter().flat_map(|placed| placed.parts.iter().copied().chain([placed.column]));
        let mut columns: Vec<u32> = fields.chain(amounts).collect();
        columns.sort_unstable();
        columns.dedup();
        columns
    }
}

/// The first text of a row that is no empty mark.
#[must_use]
pub fn first_text<'s>(row: Row<'s>, empty: &[String]) -> Option<&'s str> {
    row.cells().find_map(|cell| match &cell.value {
        CellValue::Text(text) if !is_empty_mark(&cell.value, empty) => Some(text.as_str()),
        _ => None,
    })
}

/// The tables of a sheet, from the top: at each block of headings the layout with most header words.
///
/// A sheet without figures needs no layout. A sheet with figures that none matches, or two match equally, is a finding.
pub fn recognise<'l>(
    file: &str,
    sheet: &Sheet,
    layouts: &'l [ReturnLayout],
    findings: &mut Vec<Finding>,
) -> Vec<RecognisedTable<'l>> {
    let sought: Vec<Sought<'l>> = layouts.iter().map(Sought::of).collect();
    let rows: Vec<Row<'_>> = sheet.rows().collect();
    let mut search = Search { sheet, rows: &rows, sought: &sought, floor: 0, pages: None };
    let mut tables: Vec<RecognisedTable<'l>> = Vec::new();
    let mut ambiguous = false;
    loop {
        let next = search.next(tables.last());
        if let (Some(before), Some(pages)) = (tables.last_mut(), search.pages.take()) {
            before.passed_over.extend(&pages.rows);
            before.pages = pages.rows;
        }
        let Some(best) = next else { break };
        let start = search.start(&best, tables.last());
        if let Some(before) = tables.last_mut() {
            before.end = before.end.min(start);
        }
        let last = best.iter().map(|found| found.headings.last).max().unwrap_or(u32::MAX);
        match <[FoundLayout<'_, 'l>; 1]>::try_from(best) {
            Ok([found]) => {
                let start = if tables.is_empty() { 0 } else { start };
                let table = RecognisedTable { start, ..search.table(found, tables.len()) };
                search.pages = Some(Pages::of(&table, &rows));
                tables.push(table);
            }
            Err(several) => {
                ambiguous = true;
                findings.push(equally(file, sheet, &several));
            }
        }
        search.floor = rows.partition_point(|row| row.number <= last);
    }
    let labels = Arc::new(Labels::of(&tables, &rows));
    for table in &mut tables {
        table.labels = Arc::clone(&labels);
        pass_over(table, sheet, &rows);
        table.held = HeldNames::of(table, sheet);
    }
    units::settle(&mut tables, file, sheet, &rows);
    if !sheet.visible && tables.iter().any(|table| table.layout.hidden.sheets == Fate::LeftOut) {
        findings.push(notes::hidden_sheet(file, sheet, "is hidden, and its layout leaves hidden sheets out"));
        return Vec::new();
    }
    if tables.is_empty() && !ambiguous {
        findings.extend(notes::unrecognised(file, sheet, layouts));
    } else if !ambiguous {
        findings.extend(notes::outside(file, sheet, &tables));
    }
    tables
}

/// Finds the rows of a table whose amounts are not read, and those that begin a part of it.
fn pass_over(table: &mut RecognisedTable<'_>, sheet: &Sheet, rows: &[Row<'_>]) {
    let layout = table.layout;
    let (ends, furniture) = (folded_all(&layout.ends), folded_all(&layout.furniture));
    let headings: BTreeSet<String> = layout.amounts.iter().flat_map(|amounts| folded_all(&amounts.under)).collect();
    let asked = !(ends.is_empty() && furniture.is_empty() && headings.is_empty());
    let first = rows.partition_point(|row| row.number <= table.header_last);
    for row in rows.iter().skip(first) {
        if row.number >= table.end {
            break;
        }
        if layout.hidden.rows == Fate::LeftOut && is_within(&sheet.hidden_rows, row.number) {
            table.passed_over.insert(row.number);
        }
        if !asked {
            continue;
        }
        let Some(words) = first_text(*row, &layout.empty).map(folded) else { continue };
        if begins(&words, &ends) {
            table.end = row.number;
            break;
        }
        if begins(&words, &furniture) {
            table.passed_over.insert(row.number);
        }
        if headings.contains(&words) {
            table.sections.push((row.number, words));
        }
    }
    if layout.hidden.columns == Fate::LeftOut {
        table.columns.amounts.retain(|placed| !is_within(&sheet.hidden_columns, placed.column));
    }
}

fn folded_all(texts: &[String]) -> Vec<String> {
    texts.iter().map(|text| folded(text)).collect()
}

/// Whether a folded text begins with one of some folded words.
fn begins(words: &str, starts: &[String]) -> bool {
    starts.iter().any(|start| words.strip_prefix(start.as_str()).is_some_and(place::ends_a_word))
}

/// Whether a row or column lies in one of some runs.
#[must_use]
pub fn is_within(runs: &[(u32, u32)], at: u32) -> bool {
    runs.iter().any(|(first, last)| (*first..=*last).contains(&at))
}

fn equally(file: &str, sheet: &Sheet, found: &[FoundLayout<'_, '_>]) -> Finding {
    let layouts = names(found.iter().map(|found| &found.sought.layout.name));
    let message = phrase!("the layouts {} match sheet `{}` equally well; none of it is used", layouts, sheet.name);
    let row = found.first().map_or(0, |found| found.headings.last);
    let column = found.first().and_then(|found| found.headings.columns.keys().next().copied()).unwrap_or(0);
    let cell = Address { row, column };
    Finding::new(&AMBIGUOUS_LAYOUT, message).at(Place::cell(file, &sheet.name, cell))
}
