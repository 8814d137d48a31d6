//! The units of columns: every place that states one, in a fixed order, and one answer or none.

mod beside;

use std::ops::Range;

use super::RecognisedTable;
use super::data::is_data;
use super::place::PlacedColumn;
use super::stated::{self, NoUnit, StatedAt, Statement};
use crate::job::layout::amounts::{Unit, UnitRule};
use crate::model::origin::Address;
use crate::model::words::folded;
use crate::normalise::meaning::unit::{self, Said};
use crate::read::{CellValue, Row, Sheet};

/// How a column of units is headed, and a cell beside which one stands.
const LABELS: [&str; 18] = [
    "unit",
    "units",
    "currency",
    "unit of measure",
    "units of measure",
    "uom",
    "scale",
    "denomination",
    "currency unit",
    "measure",
    "basis",
    "values in",
    "amounts in",
    "figures in",
    "multiplier",
    "factor",
    "scaling factor",
    "scaling",
];

/// Settles the unit of every column of a sheet's tables, from the top.
pub fn settle(tables: &mut [RecognisedTable<'_>], file: &str, sheet: &Sheet, rows: &[Row<'_>]) {
    let stem = file.rsplit('/').next().unwrap_or(file);
    let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
    let names = [(&*sheet.name, StatedAt::SheetName), (stem, StatedAt::FileName)];
    let names: Vec<Statement> =
        names.into_iter().filter_map(|(name, at)| Statement::of(unit::in_name(name), name, at)).collect();
    let place = |number: u32| rows.partition_point(|row| row.number < number);
    let (mut floor, mut nearest) = (0, None);
    for number in 0..tables.len() {
        let next = tables.get(number + 1).map(|next| place(next.header_first));
        let Some(table) = tables.get_mut(number) else { return };
        let first = place(table.header_first);
        let titles = floor.max(place(table.above)).min(first)..first;
        let notes = notes(table, rows, place(table.header_last.saturating_add(1)), next);
        floor = notes.end;
        let end = rows.get(notes.start).map_or(u32::MAX, |row| row.number);
        let (first_rows, between) = beside::rows_of_words(table, sheet, end);
        let stacked = rows.get(first..place(table.header_last)).unwrap_or_default();
        let mut general: Vec<Statement> =
            stacked.iter().rev().filter(|row| row.cells().count() == 1).flat_map(titled).collect();
        general.extend(rows.get(titles).unwrap_or_default().iter().rev().flat_map(titled));
        general.extend(rows.get(notes).unwrap_or_default().iter().flat_map(|row| noted(table, row)));
        let mut general = stated::seen(general, sheet);
        let of_above = general.first().cloned();
        general.extend(beside::headings(table, sheet).into_iter().chain(first_rows));
        general.extend(names.iter().cloned());
        let is_new = |one: &Statement| general.first().is_none_or(|first| first.differs(one));
        general.extend(between.into_iter().filter(is_new).map(Statement::unclear).collect::<Vec<_>>());
        let (own, labels) = (beside::column_of_units(table, sheet), beside::labels(table, sheet));
        let row_below = rows.get(place(table.header_last.saturating_add(1))).copied();
        let below = beside::units_alone(row_below, table);
        // What names an agreement, or says no unit after all, is a line: its amount is looked at, and refused.
        let is_named = |row: Row<'_>| table.columns.fields.values().flatten().any(|column| row.cell(*column).is_some());
        let is_line = row_below.is_some_and(is_named) || below.iter().any(|one| one.unit().is_none());
        if !below.is_empty() && !is_line {
            table.passed_over.extend(below.first().and_then(|one| one.cell()).map(|cell| cell.row));
        }
        for placed in &mut table.columns.amounts {
            let column = placed.column;
            let heading = placed.stated.clone();
            let beside = below.iter().filter(|one| one.cell().is_some_and(|cell| cell.column == column)).chain(&own);
            let nearer: Vec<Statement> = heading.into_iter().chain(beside.cloned()).collect();
            let lacks_one = nearer.is_empty() && general.is_empty() && placed.amounts.unit.declared().is_none();
            let answer = match below.first().filter(|_| lacks_one) {
                Some(of_another) => Err(NoUnit::Partly(of_another.clone())),
                None => settled(placed, &nearer, &general, nearest.as_ref()),
            };
            let answer = answer.and_then(|unit| match labels.iter().find(|one| one.unit() != Some(unit)) {
                Some(label) => Err(NoUnit::Row(label.clone(), unit)),
                None => Ok(unit),
            });
            (placed.unit, placed.no_unit) = match answer {
                Ok(unit) => (Some(unit), None),
                Err(why) => (None, Some(why)),
            };
        }
        nearest = of_above.or(nearest);
    }
}

/// The one answer for a column: from its own places, then from those that speak of the whole table, then from above an earlier
/// one.
fn settled(
    placed: &PlacedColumn<'_>,
    nearer: &[Statement],
    general: &[Statement],
    nearest: Option<&Statement>,
) -> Result<Unit, NoUnit> {
    let rule = placed.amounts.unit;
    let is_own = |one: &&Statement| {
        // What the layout's own heading says of a unit does not contradict the layout.
        rule.declared().is_some() && placed.amounts.header.iter().any(|name| unit::in_heading(name) == one.said)
    };
    let nearer: Vec<&Statement> = nearer.iter().filter(|one| !is_own(one)).collect();
    if let Some(one) = nearer.iter().find(|one| one.unit().is_none()) {
        return Err(NoUnit::Unclear((*one).clone()));
    }
    let first = nearer.first().copied();
    // A cell that is not understood costs nothing where the column says its own unit.
    let speaks = |one: &&Statement| match first {
        Some(_) => one.unit().is_some() && !one.lets_others(),
        None => true,
    };
    let mut all: Vec<&Statement> = nearer.into_iter().chain(general.iter().filter(speaks)).collect();
    if all.is_empty() && placed.stated.is_none() {
        all.extend(nearest);
    }
    if let Some(one) = all.iter().find(|one| one.unit().is_none()) {
        return Err(NoUnit::Unclear((*one).clone()));
    }
    let stated = all.first().and_then(|one| Some((*one, one.unit()?)));
    let declared = rule.declared();
    let contradicts = |unit: Unit| Some((all.iter().find(|one| one.unit() != Some(unit))?, unit));
    if let Some((one, unit)) = declared.and_then(contradicts) {
        return Err(NoUnit::Contradicts((*one).clone(), unit));
    }
    let other = stated.and_then(|(one, _)| all.iter().find(|other| one.differs(other)).map(|other| (one, other)));
    if let Some((one, other)) = other {
        return Err(NoUnit::Two(one.clone(), (*other).clone()));
    }
    let otherwise = (rule == UnitRule::StatedOrPounds).then_some(Unit::Pounds);
    declared.or(stated.map(|(_, unit)| unit)).or(otherwise).ok_or(NoUnit::Unsaid)
}

fn is_label(text: &str) -> bool {
    LABELS.contains(&folded(text).as_str())
}

fn texts<'s>(row: &Row<'s>) -> impl Iterator<Item = (&'s str, Address)> + use<'s> {
    row.cells().filter_map(|cell| match &cell.value {
        CellValue::Text(text) => Some((text.as_str(), cell.address)),
        _ => None,
    })
}

/// What the cells of a row above a table state, from the left.
fn titled(row: &Row<'_>) -> Vec<Statement> {
    let cells: Vec<(&str, Address)> = texts(row).collect();
    let is_alone = row.cells().count() == 1;
    let mut before = "";
    let said = cells.into_iter().filter_map(|(text, cell)| {
        let said = match (is_label(before), !is_alone && unit::may_be_else(text)) {
            (true, _) => unit::labelled(text),
            (false, true) => Said::Nothing,
            (false, false) => unit::of_table(text),
        };
        before = text;
        Statement::of(said, text, StatedAt::Cell(cell))
    });
    said.collect()
}

/// What the cells of a row below a table state; what stands in a column of amounts beside something else is one of them.
fn noted(table: &RecognisedTable<'_>, row: &Row<'_>) -> Vec<Statement> {
    let is_alone = row.cells().count() == 1;
    let is_amount = |cell: Address| table.columns.amounts.iter().any(|placed| placed.column == cell.column);
    let said = texts(row).filter(|(_, cell)| is_alone || !is_amount(*cell));
    said.filter_map(|(text, cell)| Statement::of(unit::in_note(text), text, StatedAt::Cell(cell))).collect()
}

/// The rows of notes below the amounts of a table. Where another table follows, what stands behind a gap is above that one,
/// unless it begins as a note.
fn notes(table: &RecognisedTable<'_>, rows: &[Row<'_>], first: usize, next: Option<usize>) -> Range<usize> {
    let limit = next.unwrap_or(rows.len()).max(first);
    let within = rows.get(first..limit).unwrap_or_default();
    let start = within.iter().rposition(|row| is_data(table, *row)).map_or(first, |last| first + last + 1);
    let Some(next) = next else { return start..limit };
    let number = |place: usize| rows.get(place).map(|row| row.number);
    let is_apart = |place: usize| number(place) > number(place - 1).map(|number| number + 1);
    let is_note = |place: usize| {
        let text = rows.get(place).and_then(|row| texts(row).next());
        text.is_some_and(|(text, _)| folded(text).starts_with("note"))
    };
    let ends = (start..next).find(|place| is_apart(*place) && !is_note(*place));
    let has_gap = (start + 1..next).any(is_apart);
    let attached = || (start..next).find(|place| !is_note(*place)).unwrap_or(next);
    start..if has_gap { ends.unwrap_or(next) } else { attached() }
}
