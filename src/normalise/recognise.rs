//! Recognise: which tables a sheet has, by their header words.

pub mod headings;
pub mod labels;
pub mod near;
mod notes;
pub mod place;
pub mod sought;

use std::collections::{BTreeMap, BTreeSet};

use self::headings::{Headings, is_empty_mark};
use self::labels::labelled;
use self::place::{Columns, Placed, placed};
use self::sought::Sought;
use super::convert::Amount;
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
    /// The first row that is not above or in the headings of the table before.
    pub above: u32,
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
    /// The rows below the headings and above the end.
    pub fn rows<'s>(&self, sheet: &'s Sheet) -> impl Iterator<Item = Row<'s>> + use<'s> {
        let end = self.end;
        sheet.rows_from(self.header_last.saturating_add(1)).take_while(move |row| row.number < end)
    }

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

    /// Whether an amount column is read below one of its own headings only, and this row stands above all such headings.
    #[must_use]
    pub fn lacks_section(&self, row: u32, placed: &Placed<'_>) -> bool {
        let is_read = self.has(row) && !self.passed_over.contains(&row);
        is_read && !placed.amounts.under.is_empty() && !self.sections.iter().any(|(first, _)| *first <= row)
    }

    /// Whether the table has one of the headings below which an amount column is read.
    #[must_use]
    pub fn has_section(&self, placed: &Placed<'_>) -> bool {
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
    let mut search = Search { sheet, rows: &rows, sought: &sought, floor: 0, stated: (0, None) };
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
    } else if !ambiguous {
        findings.extend(notes::outside(file, sheet, &tables));
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
    /// The unit that the rows above a place state, and the place.
    stated: (usize, Option<Unit>),
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
            row.map(|row| self.at(place, *row)).unwrap_or_default()
        };
        let (place, mut found) = places.map(|place| (place, here(place))).find(|(_, found)| !found.is_empty())?;
        // A heading that is stacked over more rows is complete further down.
        let deepest = self.sought.iter().map(|sought| sought.layout.header_rows as usize).max().unwrap_or(1);
        for below in place + 1..(place + deepest).min(self.rows.len()) {
            for later in here(below).into_iter().filter(|later| later.sought.layout.header_rows > 1) {
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
    fn at(&self, place: usize, row: Row<'s>) -> Vec<Found<'s, 'l>> {
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

    /// The row in which the next table begins: that of its headings, or of a label above them and below the last amount before.
    fn start(&self, best: &[Found<'s, 'l>], before: Option<&Table<'l>>) -> u32 {
        let first = best.iter().map(|found| found.headings.first).min().unwrap_or(u32::MAX);
        let layouts = best.iter().map(|found| found.sought.layout);
        let labels: Vec<String> = layouts
            .flat_map(|layout| layout.fixed.values().filter_map(|fixed| fixed.above_header.as_deref()))
            .map(folded)
            .collect();
        let last = self.rows.partition_point(|row| row.number < first);
        let between = self.rows.get(self.floor..last).unwrap_or_default().iter().rev();
        between
            .take_while(|row| !before.is_some_and(|table| is_data(table, **row)))
            .filter(|row| labels.iter().any(|label| labelled(**row, label).is_some()))
            .map(|row| row.number)
            .last()
            .unwrap_or(first)
    }

    fn table(&mut self, found: Found<'s, 'l>, before: usize) -> Table<'l> {
        let Found { sought, headings, mut columns } = found;
        let above = self.stated_above(&headings);
        let below = self.rows.get(self.rows.partition_point(|row| row.number <= headings.last)).copied();
        let units = units_alone(below, &columns);
        for placed in &mut columns.amounts {
            let own = units.get(&placed.column).copied();
            let stated = own.or(above);
            placed.unit = match (placed.amounts.unit.declared(), placed.unit, stated) {
                (None, Some(unit), _) if own.is_some_and(|own| own != unit) => None,
                (Some(declared), _, Some(stated)) if declared != stated => None,
                (None, None, None) if placed.amounts.unit == UnitRule::StatedOrPounds => Some(Unit::Pounds),
                (None, None, stated) => stated,
                (_, unit, _) => unit,
            };
        }
        Table {
            number: u32::try_from(before + 1).unwrap_or(u32::MAX),
            layout: sought.layout,
            above: self.rows.get(self.floor).map_or(0, |row| row.number),
            header_first: headings.first,
            header_last: headings.last,
            end: u32::MAX,
            columns,
            passed_over: if units.is_empty() { BTreeSet::new() } else { below.iter().map(|row| row.number).collect() },
            sections: Vec::new(),
        }
    }

    /// The unit that the nearest cell above the headings states for the whole table. A row with one cell is a title, though a
    /// heading may be stacked so high.
    fn stated_above(&mut self, headings: &Headings) -> Option<Unit> {
        let place = |number: u32| self.rows.partition_point(|row| row.number < number);
        let (first, last) = (place(headings.first), place(headings.last));
        let rows = |range: std::ops::Range<usize>| self.rows.get(range).unwrap_or_default().iter().rev().copied();
        let of = |row: Row<'_>| {
            row.cells().find_map(|cell| match &cell.value {
                CellValue::Text(text) => unit::of_table(text),
                _ => None,
            })
        };
        let (seen, known) = self.stated;
        let above = rows(seen..first).find_map(of).or(known);
        let titles = rows(first..last).filter(|row| row.cells().count() == 1);
        let stated = titles.map(of).find(Option::is_some).flatten().or(above);
        self.stated = (first, above);
        stated
    }
}

/// The units that stand alone right below the headings, by column; none unless nothing else stands in columns of amounts
/// there.
fn units_alone(below: Option<Row<'_>>, columns: &Columns<'_>) -> BTreeMap<u32, Unit> {
    let cells =
        below.into_iter().flat_map(|row| columns.amounts.iter().filter_map(move |placed| row.cell(placed.column)));
    let units = cells.map(|cell| match &cell.value {
        CellValue::Text(text) => Some((cell.address.column, unit::alone(text)?)),
        _ => None,
    });
    units.collect::<Option<_>>().unwrap_or_default()
}

/// Whether a row of a table holds an amount, so that it cannot be a row of headings. A whole number may be a year.
fn is_data(table: &Table<'_>, row: Row<'_>) -> bool {
    table.columns.amounts.iter().any(|placed| {
        table.cell(row, placed.column).is_some_and(|cell| match &cell.value {
            CellValue::Number(number) => number.fract() != 0.0 || !(1948.0..=2147.0).contains(number),
            value => matches!(placed.amount(value), Amount::Given { .. }),
        })
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
