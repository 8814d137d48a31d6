//! Recognise: which tables a sheet has, by their header words.

pub mod headings;
pub mod labels;
pub mod near;
mod notes;
pub mod place;
pub mod sought;
pub mod sums;

use std::collections::BTreeSet;

use self::headings::{Headings, is_empty_mark};
use self::labels::labelled;
use self::place::{Columns, Placed, placed};
use self::sought::Sought;
use super::convert::{Amount, amount};
use super::unit;
use crate::finding::{About, Finding, Level, Nature};
use crate::job::layout::ReturnLayout;
use crate::job::layout::amounts::{Unit, UnitRule};
use crate::job::layout::columns::Field;
use crate::job::layout::table::Fate;
use crate::model::origin::{Address, Place};
use crate::model::words::{folded, listed};
use crate::read::{Cell, CellValue, Row, Sheet};

pub use notes::{MISSING_COLUMN, UNREAD_FIGURES, UNRECOGNISED_SHEET, worth_a_note};

/// A sheet that two layouts match equally well.
pub const AMBIGUOUS_LAYOUT: About = About {
    name: "ambiguous-layout",
    level: Level::Error,
    nature: Nature::Fact,
    finds: "a table that two layouts match with the same number of header words.",
    matters: "the program does not guess which is meant; none of the table's figures is used.",
    action: "give one of the layouts another header word that the table has.",
};

/// A table on a sheet: a layout, where its columns are, and which rows belong to it.
#[derive(Debug)]
pub struct Table<'l> {
    /// Which table of the sheet it is, counted from one.
    pub number: u32,
    /// The layout.
    pub layout: &'l ReturnLayout,
    /// The row in which its headings begin.
    pub header_first: u32,
    /// The row in which they end.
    pub header_last: u32,
    /// The first row that does not belong to it any more.
    pub end: u32,
    /// Where its columns are.
    pub columns: Columns<'l>,
    /// Rows whose amounts are not read: headings, notes, and hidden rows that do not count.
    pub passed_over: BTreeSet<u32>,
    /// Rows that begin a part of the table in which a column means something else, with what they say, folded.
    sections: Vec<(u32, String)>,
}

impl<'l> Table<'l> {
    /// Whether a row lies below the headings and above the end.
    #[must_use]
    pub fn has(&self, row: u32) -> bool {
        row > self.header_last && row < self.end
    }

    /// The columns of amounts that are read in a row.
    pub fn amounts_in(&self, row: u32) -> impl Iterator<Item = &Placed<'l>> {
        let is_read = self.has(row) && !self.passed_over.contains(&row);
        let above = self.sections.partition_point(|(first, _)| *first <= row);
        let section = above.checked_sub(1).and_then(|last| self.sections.get(last)).map(|(_, words)| words.as_str());
        let applies = move |placed: &&Placed<'l>| {
            let under = &placed.amounts.under;
            is_read
                && (under.is_empty() || section.is_some_and(|words| under.iter().any(|start| folded(start) == words)))
        };
        self.columns.amounts.iter().filter(applies)
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

    /// Every column that the table reads, from the left.
    #[must_use]
    pub fn read_columns(&self) -> Vec<u32> {
        let fields = self.columns.fields.values().flatten().copied();
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
) -> Vec<Table<'l>> {
    let sought: Vec<Sought<'l>> = layouts.iter().map(Sought::of).collect();
    let rows: Vec<Row<'_>> = sheet.rows().collect();
    let mut search = Search { sheet, rows: &rows, sought: &sought, floor: 0 };
    let mut tables: Vec<Table<'l>> = Vec::new();
    let mut ambiguous = false;
    while let Some(best) = search.next(tables.last()) {
        let start = search.start(&best, tables.last());
        if let Some(before) = tables.last_mut() {
            before.end = before.end.min(start);
        }
        let last = best.iter().map(|found| found.headings.last).max().unwrap_or(u32::MAX);
        match <[Found<'_, 'l>; 1]>::try_from(best) {
            Ok([found]) => tables.push(search.table(found, tables.len())),
            Err(several) => {
                ambiguous = true;
                findings.push(equally(file, sheet, &several));
            }
        }
        search.floor = rows.partition_point(|row| row.number <= last);
    }
    for table in &mut tables {
        pass_over(table, sheet, &rows);
    }
    if !sheet.visible && tables.iter().any(|table| table.layout.hidden.sheets == Fate::LeftOut) {
        findings.push(notes::hidden_sheet(file, sheet, "is hidden, and its layout leaves hidden sheets out"));
        return Vec::new();
    }
    if tables.is_empty() && !ambiguous {
        findings.extend(notes::unrecognised(file, sheet));
    }
    tables
}

/// The search for blocks of headings from the top of a sheet.
struct Search<'s, 'l> {
    sheet: &'s Sheet,
    rows: &'s [Row<'s>],
    sought: &'s [Sought<'l>],
    /// The place of the first row that is still to be searched.
    floor: usize,
}

/// A layout whose header words stand in a block of headings.
struct Found<'s, 'l> {
    sought: &'s Sought<'l>,
    headings: Headings,
    columns: Columns<'l>,
}

impl<'s, 'l> Search<'s, 'l> {
    /// The layouts with most header words at the next block of headings.
    fn next(&self, before: Option<&Table<'l>>) -> Option<Vec<Found<'s, 'l>>> {
        let places = self.floor..self.rows.len();
        let here = |place: usize| -> Vec<Found<'s, 'l>> {
            let row = self.rows.get(place).filter(|row| !before.is_some_and(|table| is_data(table, **row)));
            row.map(|row| self.at(place, *row, before)).unwrap_or_default()
        };
        let (place, mut found) = places.map(|place| (place, here(place))).find(|(_, found)| !found.is_empty())?;
        // A heading that is stacked over more rows is complete further down, but not below an amount: that is another table's.
        let top = self.rows.get(place).map_or(0, |row| row.number);
        let amount = |row: &Row<'_>| found.iter().any(|found| holds_amount(&found.columns, found.sought.layout, *row));
        let deepest = self.sought.iter().map(|sought| sought.layout.header_rows as usize).max().unwrap_or(1);
        let end = (place + deepest).min(self.rows.len());
        let rest = self.rows.get(place + 1..end).unwrap_or_default();
        let end = rest.iter().position(amount).map_or(end, |first| place + 1 + first);
        for below in place + 1..end {
            let stacked = |later: &Found<'s, 'l>| later.sought.layout.header_rows > 1 && later.headings.first <= top;
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

    /// The layouts whose header words are complete in a row.
    fn at(&self, place: usize, row: Row<'s>, before: Option<&Table<'l>>) -> Vec<Found<'s, 'l>> {
        let texts: Vec<String> = row.cells().map(|cell| cell.value.text()).collect();
        let words: Vec<String> = texts.iter().map(|text| folded(text)).collect();
        let bare: Vec<String> = texts.iter().map(|text| folded(&unit::without(text))).collect();
        let mut found = Vec::new();
        for sought in self.sought {
            let deep = sought.layout.header_rows as usize;
            let mut names = words.iter().chain(bare.iter().filter(|_| sought.stated));
            if !names.any(|word| sought.ends_with(word, deep > 1)) {
                continue;
            }
            let lowest = self.rows.get(place).map_or(0, |row| row.number).saturating_sub(sought.layout.header_rows - 1);
            let first = self.rows.partition_point(|row| row.number < lowest).max(self.floor);
            let first = self.below_labels(self.below_amounts(first, place, before), place, sought.layout);
            let block = self.rows.get(first..=place).unwrap_or_default();
            let headings = Headings::of(self.sheet, block, &sought.layout.empty, sought.stated);
            let above = self.rows.get(self.floor..place).unwrap_or_default().iter().copied();
            if sought.stands_in(&headings) && sought.is_titled(above) {
                let columns = placed(sought, &headings);
                found.push(Found { sought, headings, columns });
            }
        }
        found
    }

    /// The first place from one to another that lies below every amount of the table before.
    fn below_amounts(&self, from: usize, to: usize, before: Option<&Table<'l>>) -> usize {
        let (Some(table), Some(rows)) = (before, self.rows.get(from..to)) else { return from };
        rows.iter().rposition(|row| is_data(table, *row)).map_or(from, |last| from + last + 1)
    }

    /// The row in which the next table begins: that of its headings, or of a label above them. No row with an amount of the
    /// table before belongs to it, whatever the row is called: `Year of Care` is a pool.
    fn start(&self, best: &[Found<'s, 'l>], before: Option<&Table<'l>>) -> u32 {
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

    fn table(&self, found: Found<'s, 'l>, before: usize) -> Table<'l> {
        let Found { sought, headings, mut columns } = found;
        let (nearest, of_its_own) =
            (self.stated_above(headings.first, 0), self.stated_above(headings.first, self.floor));
        for placed in &mut columns.amounts {
            // What stands above another table does not contradict a heading that states its unit.
            let stated = if unit::in_heading(&placed.heading).is_some() { of_its_own } else { nearest };
            placed.unit = match (placed.amounts.unit.declared(), placed.unit, stated) {
                (Some(declared), _, Some(stated)) if declared != stated => None,
                (None, None, None) if placed.amounts.unit == UnitRule::StatedOrPounds => Some(Unit::Pounds),
                (None, None, stated) => stated,
                (_, unit, _) => unit,
            };
        }
        Table {
            number: u32::try_from(before + 1).unwrap_or(u32::MAX),
            layout: sought.layout,
            header_first: headings.first,
            header_last: headings.last,
            end: u32::MAX,
            columns,
            passed_over: BTreeSet::new(),
            sections: Vec::new(),
        }
    }

    /// The unit that the nearest cell above the headings, and not above a place, states for the whole table.
    fn stated_above(&self, header_first: u32, from: usize) -> Option<Unit> {
        let above = self.rows.iter().skip(from).rev().filter(|row| row.number < header_first);
        above.flat_map(|row| row.cells()).find_map(|cell| match &cell.value {
            CellValue::Text(text) => unit::of_table(text),
            _ => None,
        })
    }
}

/// Whether a row of a table holds an amount, so that it cannot be a row of headings.
fn is_data(table: &Table<'_>, row: Row<'_>) -> bool {
    holds_amount(&table.columns, table.layout, row)
}

/// Whether a row holds an amount in a column of amounts. A whole number may be a year.
fn holds_amount(columns: &Columns<'_>, layout: &ReturnLayout, row: Row<'_>) -> bool {
    let cells = columns.amounts.iter().filter_map(|placed| Some((placed, row.cell(placed.column)?)));
    cells.filter(|(_, cell)| !is_empty_mark(&cell.value, &layout.empty)).any(|(placed, cell)| match &cell.value {
        CellValue::Number(number) => number.fract() != 0.0 || !(1948.0..=2147.0).contains(number),
        value => matches!(amount(value, Unit::Pounds, &placed.amounts.not_given), Amount::Given { .. }),
    })
}

/// Finds the rows of a table whose amounts are not read, and those that begin a part of it.
fn pass_over(table: &mut Table<'_>, sheet: &Sheet, rows: &[Row<'_>]) {
    let fold = |texts: &[String]| texts.iter().map(|text| folded(text)).collect::<Vec<_>>();
    let layout = table.layout;
    let (ends, furniture) = (fold(&layout.ends), fold(&layout.furniture));
    let headings: BTreeSet<String> = layout.amounts.iter().flat_map(|amounts| fold(&amounts.under)).collect();
    let asked = !(ends.is_empty() && furniture.is_empty() && headings.is_empty());
    let begins = |words: &str, starts: &[String]| {
        starts.iter().any(|start| words.strip_prefix(start.as_str()).is_some_and(place::ends_a_word))
    };
    for row in rows.iter().filter(|row| table.header_last < row.number && row.number < table.end) {
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

/// Whether a row or column lies in one of some runs.
#[must_use]
pub fn is_within(runs: &[(u32, u32)], at: u32) -> bool {
    runs.iter().any(|(first, last)| (*first..=*last).contains(&at))
}

fn equally(file: &str, sheet: &Sheet, found: &[Found<'_, '_>]) -> Finding {
    let names: Vec<String> = found.iter().map(|found| format!("`{}`", found.sought.layout.name)).collect();
    let message =
        format!("the layouts {} match sheet `{}` equally well; none of it is used", listed(&names), sheet.name);
    let help = "give one of the layouts another header word that the sheet has";
    let row = found.first().map_or(0, |found| found.headings.last);
    let column = found.first().and_then(|found| found.headings.columns.keys().next().copied()).unwrap_or(0);
    let cell = Some(Address { row, column }.to_string());
    Finding::new(&AMBIGUOUS_LAYOUT, message, help).at(Place { cell, ..Place::sheet(file, &sheet.name) })
}
