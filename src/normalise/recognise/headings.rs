//! Headings: what stands over each column, on one row or stacked over several.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::model::period::{Part, Year};
use crate::model::stated_basis;
use crate::model::words::{divided, folded};
use crate::normalise::meaning::marks::unmarked;
use crate::normalise::meaning::period::{self, BareNumber, Run};
use crate::normalise::meaning::unit;
use crate::read::{CellValue, Row, Sheet};

/// The headings of a row, or of a block of rows.
#[derive(Debug)]
pub struct Headings {
    /// The first row of the block.
    pub first: u32,
    /// Its last row.
    pub last: u32,
    /// What stands over each column, from the left.
    pub columns: BTreeMap<u32, Heading>,
    names: BTreeMap<String, Vec<(Rank, u32)>>,
    parts: OnceCell<BTreeSet<Part>>,
    /// What stands in the row above the block, by the column from which each reaches to the next.
    groups: BTreeMap<u32, Group>,
}

/// What is said over a group of columns, each of which names a part of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// Of which year it is.
    Year(Year),
    /// That its amounts run from the start of the year.
    ToDate,
    /// That it holds something else: `Prior year`, `Forecast`, `% of budget`.
    Other,
    /// Nothing of all that.
    Nothing,
}

/// Words over a group of columns that hold something else than the amounts of the year.
const OTHER_GROUPS: [&str; 22] = [
    "prior",
    "previous",
    "last",
    "next",
    "forecast",
    "forecasts",
    "projected",
    "planned",
    "plan",
    "budget",
    "target",
    "variance",
    "percentage",
    "percent",
    "per",
    "fte",
    "ftes",
    "hours",
    "number",
    "count",
    "activity",
    "volume",
];

impl Group {
    fn of(text: &str) -> Self {
        let words = folded(text);
        let has = |words_of: &[&str]| words.split(' ').any(|word| words_of.contains(&word));
        let year = period::labelled(text, BareNumber::Unknown).ok().filter(|said| said.part.is_none());
        match year.and_then(|said| said.year) {
            Some(year) => Self::Year(year),
            None if text.contains('%') || has(&OTHER_GROUPS) => Self::Other,
            None if period::run_in(text) == Run::ToDate => Self::ToDate,
            None => Self::Nothing,
        }
    }
}

/// What stands over one column.
#[derive(Debug, Default)]
pub struct Heading {
    /// The texts of the column's own cells, from the top.
    pub own: Vec<String>,
    /// The same with those of cells that reach over several columns.
    pub stack: Vec<String>,
}

/// How well a name fits a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// It is all that stands in the column's own cells.
    Own,
    /// It is all that stands over the column.
    Whole,
    /// It is the end of that.
    End,
}

impl Heading {
    /// All that stands over the column, as a message shows it.
    #[must_use]
    pub fn text(&self) -> String {
        self.own.join(" ")
    }
}

/// Whether a cell is one of the texts that mean an empty cell.
#[must_use]
pub fn is_empty_mark(value: &CellValue, empty: &[String]) -> bool {
    !empty.is_empty() && matches!(value, CellValue::Text(text) if empty.iter().any(|mark| mark.trim() == text.trim()))
}

impl Headings {
    /// The headings of a block of rows that ends with `rows`' last one.
    ///
    /// With `stated`, a heading is also found without the unit that it states.
    #[must_use]
    pub fn of(sheet: &Sheet, rows: &[Row<'_>], empty: &[String], stated: bool) -> Self {
        let mut columns: BTreeMap<u32, Heading> = BTreeMap::new();
        let stacked = rows.len() > 1;
        let all: BTreeSet<u32> = if stacked { columns_of(rows, empty) } else { BTreeSet::new() };
        for (place, row) in rows.iter().enumerate() {
            let own: BTreeMap<u32, String> = row
                .cells()
                .filter(|cell| !is_empty_mark(&cell.value, empty))
                .filter_map(|cell| Some((cell.address.column, heading_text(&cell.value)?)))
                .collect();
            for (column, text) in &own {
                let heading = columns.entry(*column).or_default();
                heading.own.push(text.clone());
                heading.stack.push(text.clone());
            }
            if stacked && place + 1 < rows.len() {
                for column in all.iter().filter(|column| !own.contains_key(column)) {
                    if let Some(text) = reaching_over(sheet, row.number, *column, &own) {
                        columns.entry(*column).or_default().stack.push(text.to_owned());
                    }
                }
            }
        }
        columns.retain(|_, heading| !heading.own.is_empty());
        let names = names(&columns, stated, stacked);
        let (first, last) = (rows.first().map_or(0, |row| row.number), rows.last().map_or(0, |row| row.number));
        Self { first, last, columns, names, parts: OnceCell::new(), groups: BTreeMap::new() }
    }

    /// Whether a column names a part of a year, in any spelling.
    #[must_use]
    pub fn names_part(&self, part: Part) -> bool {
        let texts = || self.columns.values().map(|heading| unit::without(&heading.text()));
        let parts = || texts().filter_map(|text| period::part(&text, false)?.part).collect();
        self.parts.get_or_init(parts).contains(&part)
    }

    /// Looks at the row above for what stands over groups of columns.
    pub fn see_groups(&mut self, sheet: &Sheet) {
        let Some(above) = self.first.checked_sub(1) else { return };
        let Some(row) = sheet.rows_from(above).next().filter(|row| row.number == above) else { return };
        let names_part = |heading: &Heading| period::part(&unit::without(&heading.text()), false).is_some();
        let Some((first, _)) = self.columns.iter().find(|(_, heading)| names_part(heading)) else { return };
        let over = row.cells().filter(|cell| cell.address.column >= *first);
        self.groups = over.map(|cell| (cell.address.column, Group::of(&cell.value.text()))).collect();
    }

    /// What stands over a column.
    #[must_use]
    pub fn group_over(&self, column: u32) -> Group {
        self.groups.range(..=column).next_back().map_or(Group::Nothing, |(_, group)| *group)
    }

    /// Whether a column has one of these folded names.
    #[must_use]
    pub fn has(&self, names: &[String]) -> bool {
        names.iter().any(|name| self.names.contains_key(name))
    }

    /// The column that has the first of these folded names that any column has; of several the best and leftmost.
    #[must_use]
    pub fn column(&self, names: &[String]) -> Option<u32> {
        names.iter().find_map(|name| self.all(name).next())
    }

    /// The columns that have a folded name, best first and then from the left.
    pub fn all(&self, name: &str) -> impl Iterator<Item = u32> {
        self.names.get(name).into_iter().flatten().map(|(_, column)| *column)
    }

    /// How well a column fits the best of some folded names.
    #[must_use]
    pub fn rank(&self, names: &[String], column: u32) -> Option<Rank> {
        let found = names.iter().filter_map(|name| self.names.get(name)).flatten();
        found.filter(|(_, other)| *other == column).map(|(rank, _)| *rank).min()
    }

    /// The columns that fit a folded name as well as the best one does.
    pub fn equals(&self, name: &str) -> impl Iterator<Item = u32> {
        let found = self.names.get(name).map(Vec::as_slice).unwrap_or_default();
        let best = found.first().map(|(rank, _)| *rank);
        found.iter().filter(move |(rank, _)| Some(*rank) == best).map(|(_, column)| *column)
    }
}

/// What a cell says as a heading: text, a date or a whole number such as a year.
fn heading_text(value: &CellValue) -> Option<String> {
    match value {
        CellValue::Text(text) => Some(text.trim().to_owned()),
        CellValue::Date(_) => Some(value.text()),
        CellValue::Number(number) if number.fract() == 0.0 => Some(value.text()),
        _ => None,
    }
}

fn columns_of(rows: &[Row<'_>], empty: &[String]) -> BTreeSet<u32> {
    let cells = rows.iter().flat_map(|row| row.cells());
    cells.filter(|cell| !is_empty_mark(&cell.value, empty)).map(|cell| cell.address.column).collect()
}

/// The text of a cell that reaches over an empty one: merged with it, or, where nothing on the sheet is merged, the next one
/// to its left.
fn reaching_over<'t>(sheet: &Sheet, row: u32, column: u32, own: &'t BTreeMap<u32, String>) -> Option<&'t str> {
    if sheet.merged.is_empty() {
        return own.range(..column).next_back().map(|(_, text)| text.as_str());
    }
    let over = sheet
        .merged
        .iter()
        .find(|region| region.first.row == row && (region.first.column..=region.last.column).contains(&column))?;
    own.get(&over.first.column).map(String::as_str)
}

fn names(columns: &BTreeMap<u32, Heading>, stated: bool, stacked: bool) -> BTreeMap<String, Vec<(Rank, u32)>> {
    let mut names: BTreeMap<String, Vec<(Rank, u32)>> = BTreeMap::new();
    let mut add = |text: &str, rank: Rank, column: u32| {
        for name in spellings(text, stated) {
            let known = names.entry(name).or_default();
            // Columns come from the left: what is known of this one stands last.
            if known.last().is_none_or(|(_, last)| *last != column) {
                known.push((rank, column));
            }
        }
    };
    for (column, heading) in columns {
        add(&heading.own.join(" "), Rank::Own, *column);
        if stacked {
            add(&heading.stack.join(" "), Rank::Whole, *column);
            for start in 1..heading.stack.len() {
                add(&heading.stack.get(start..).unwrap_or_default().join(" "), Rank::End, *column);
            }
        }
    }
    for found in names.values_mut() {
        found.sort_unstable();
    }
    names
}

/// What a heading is called, folded: as it stands; with the words apart that capitals divide, and without the marks of notes;
/// and, with `stated`, without the unit that it states.
#[must_use]
pub fn spellings(text: &str, stated: bool) -> Vec<String> {
    let apart = divided(text);
    let mut spellings: Vec<String> = vec![folded(text)];
    let mut add = |text: &str| {
        let name = folded(unmarked(text));
        if !spellings.contains(&name) {
            spellings.push(name);
        }
    };
    for text in [text].into_iter().chain((apart != text).then_some(apart.as_str())) {
        add(text);
        if stated {
            add(&unit::without(unmarked(text)));
        }
    }
    // What it says of VAT, or of gross and net, is a word about the amounts, and no part of their name.
    let bare: Vec<String> = spellings.iter().filter_map(|name| Some(stated_basis::in_heading(name)?.0)).collect();
    spellings.extend(bare);
    spellings
}

/// The columns of a row of headings, by their folded text; of two that are the same, the first.
#[must_use]
pub fn headings(row: Row<'_>) -> BTreeMap<String, u32> {
    let mut headings = BTreeMap::new();
    for cell in row.cells() {
        if let CellValue::Text(text) = &cell.value {
            headings.entry(folded(text)).or_insert(cell.address.column);
        }
    }
    headings
}
