//! Labels: what stands above a table with a word before it, such as `Year: 2006-07`.

use std::collections::{BTreeMap, BTreeSet};

use super::RecognisedTable;
use crate::job::layout::columns::Field;
use crate::model::origin::Address;
use crate::model::period::Period;
use crate::model::words::folded;
use crate::normalise::meaning::period::{self, BareNumber};
use crate::read::{CellValue, Row, Sheet};

/// What a row says behind a folded label.
#[derive(Debug, Clone)]
pub struct LabelledValue {
    /// The cell of the value.
    pub address: Address,
    /// The value.
    pub value: CellValue,
    /// The cells to its right.
    pub following: Vec<(Address, CellValue)>,
    /// What a number alone means there.
    pub bare: BareNumber,
    /// Whether only a space stands between the label and the value.
    pub loosely: bool,
}

impl LabelledValue {
    /// Whether this can be a value of a field: behind nothing but a space only a period is one.
    #[must_use]
    pub fn holds(&self, field: Field) -> bool {
        !self.loosely || field == Field::Period && period::labelled(&self.value.text(), self.bare).is_ok()
    }
}

/// What a row says behind a folded label: in the next cell, or in the rest of the label's own cell.
#[must_use]
pub fn labelled(row: Row<'_>, label: &str) -> Option<LabelledValue> {
    let mut cells = row.cells();
    std::iter::from_fn(move || cells.next().map(|cell| (cell, cells.clone()))).find_map(|(cell, rest)| {
        let CellValue::Text(text) = &cell.value else { return None };
        // Most texts differ in their first character already.
        let first = text.chars().find(|character| character.is_alphanumeric())?;
        if first.to_lowercase().next() != label.chars().next() {
            return None;
        }
        let bare = BareNumber::beside(label);
        let mut following = rest.map(|cell| (cell.address, cell.value.clone()));
        let words = folded(text);
        let is_longer =
            || words.strip_prefix(label).is_some_and(|rest| rest.starts_with(' ')) && period::names_a_period(&words);
        if words == label || is_longer() {
            let (address, value) = following.next()?;
            return Some(LabelledValue { address, value, following: following.collect(), bare, loosely: false });
        }
        let (value, loosely) = behind(text, label)?;
        let value = CellValue::Text(value.to_owned());
        Some(LabelledValue { address: cell.address, value, following: following.collect(), bare, loosely })
    })
}

/// What stands in a text behind the words of a folded label that it begins with, and whether only a space is between them.
fn behind<'t>(text: &'t str, label: &str) -> Option<(&'t str, bool)> {
    // Punctuation and spaces may make the label longer than it is when folded, but not without end.
    let longest = label.len() * 2 + 16;
    let ends =
        text.char_indices().map(|(place, character)| place + character.len_utf8()).take_while(|end| *end <= longest);
    let end = ends.filter(|end| text.get(..*end).is_some_and(|start| folded(start) == label)).last()?;
    let (start, rest) = text.split_at_checked(end)?;
    let between = start.trim_start_matches(|character: char| character.is_alphanumeric());
    let apart = rest.starts_with(|first: char| !first.is_alphanumeric()) || start.ends_with([':', ' ', '-']);
    let value = rest.trim_start_matches([':', ' ', '\u{a0}']).trim();
    (apart && !value.is_empty()).then(|| (value, !between.contains(':') && !rest.trim_start().starts_with(':')))
}

/// What the rows of a sheet say behind the labels of its layouts: looked for once, however many tables there are.
#[derive(Debug, Default)]
pub struct Labels(BTreeMap<String, Vec<LabelledValue>>);

impl Labels {
    /// Those of the layouts of some tables.
    #[must_use]
    pub fn of(tables: &[RecognisedTable<'_>], rows: &[Row<'_>]) -> Self {
        let fixed = tables.iter().flat_map(|table| table.layout.fixed.values());
        let labels: BTreeSet<String> = fixed.filter_map(|fixed| Some(folded(fixed.above_header.as_deref()?))).collect();
        let said = |label: &String| rows.iter().filter_map(|row| labelled(*row, label)).collect();
        Self(labels.into_iter().map(|label| (label.clone(), said(&label))).collect())
    }
}

/// The values that stand with a label above the header, in the next cell or behind the label in the same one: the nearest to
/// the header first, and those last that only a space divides from the label. A second table that has a label of its own has
/// no other.
pub fn above_header<'t>(table: &'t RecognisedTable<'_>, label: &str) -> impl Iterator<Item = &'t LabelledValue> {
    let all = table.labels.0.get(&folded(label)).map(Vec::as_slice).unwrap_or_default();
    let above = |row: u32| all.partition_point(|said| said.address.row < row);
    let first = above(table.header_first);
    // Headings may be stacked so high, and are not always.
    let said = if first > 0 { all.get(..first) } else { all.get(..above(table.header_last)) }.unwrap_or_default();
    let own = said.get(above(table.above).min(said.len())..).unwrap_or_default();
    let said = if own.iter().any(|said| !said.loosely) { own } else { said };
    let nearest = || said.iter().rev();
    nearest().filter(|said| !said.loosely).chain(nearest().filter(|said| said.loosely))
}

/// The first row of a table, below its headings, that names another place for what stands above the header, or alone and above
/// amounts another period than that of the table: a second table that has no headings of its own.
#[must_use]
pub fn headless(sheet: &Sheet, table: &RecognisedTable<'_>, period: Option<Period>) -> Option<u32> {
    let rows = || table.rows(sheet);
    let label = table.layout.fixed.get(&Field::Period).and_then(|fixed| fixed.above_header.as_deref()).map(folded);
    let labelled = label.and_then(|label| rows().find(|row| is_label(*row, &label)).map(|row| row.number));
    if table.layout.columns.contains_key(&Field::Period) || period.is_none() {
        return labelled;
    }
    let titled = rows().find(|row| says_another(*row, period)).map(|row| row.number).filter(|title| {
        rows().any(|row| {
            row.number > *title && table.amounts_in(row.number).any(|placed| row.cell(placed.column).is_some())
        })
    });
    labelled.into_iter().chain(titled).min()
}

/// Whether a row is a title with another period.
fn says_another(row: Row<'_>, period: Option<Period>) -> bool {
    let mut cells = row.cells();
    match (cells.next().map(|cell| &cell.value), cells.next()) {
        (Some(CellValue::Text(text)), None) => {
            let said = period::in_title(text).ok().flatten().and_then(|spoken| spoken.period());
            said.is_some_and(|other| Some(other) != period)
        }
        _ => false,
    }
}

fn is_label(row: Row<'_>, label: &str) -> bool {
    row.cells().any(|cell| match &cell.value {
        CellValue::Text(text) => {
            let before = text.split_once(':').map_or(text.as_str(), |(before, _)| before);
            folded(before) == label
        }
        _ => false,
    })
}
