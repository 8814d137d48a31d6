//! What one place says for all rows of a table: a cell, a name, or the layout.

use std::collections::BTreeMap;

use super::{NO_PERIOD, SheetContext, origin};
use crate::finding::Finding;
use crate::finding::phrase::{Phrase, phrase};
use crate::job::layout::ReturnLayout;
use crate::job::layout::columns::{Field, FixedValue};
use crate::model::origin::Address;
use crate::model::period::Period;
use crate::model::words::folded;
use crate::normalise::convert;
use crate::normalise::recognise::RecognisedTable;
use crate::normalise::recognise::labels::above_header;
use crate::read::CellValue;

/// Values that hold for all rows, with their cells.
#[derive(Debug, Default)]
pub struct FixedValues {
    /// Names of agreements and partners, and lines.
    pub names: BTreeMap<Field, (String, Option<Address>)>,
    /// Cells that should name something and hold an error, or a formula without a value.
    pub unusable: Vec<(Field, Address, CellValue)>,
    /// The period.
    pub period: Option<Period>,
    /// Why there is no period, where something stands in its place.
    pub period_trouble: Option<Finding>,
}

/// Whether a cell holds nothing that anybody wrote.
#[must_use]
pub fn is_unusable(value: &CellValue) -> bool {
    matches!(value, CellValue::Stale | CellValue::Error(_))
}

/// A value, and the cell that holds it if one does.
type ValueInCell = (CellValue, Option<Address>);

/// Looks for the fixed values of a table.
pub fn fixed(place: SheetContext<'_>, table: &RecognisedTable<'_>) -> FixedValues {
    let mut fixed = FixedValues::default();
    for (field, value) in &table.layout.fixed {
        let said = values_stated(place, table, value);
        if *field == Field::Period {
            (fixed.period, fixed.period_trouble) = period(place, said);
        } else if let Some((value, cell)) = said.into_iter().next() {
            match cell {
                Some(cell) if is_unusable(&value) => fixed.unusable.push((*field, cell, value)),
                _ => {
                    fixed.names.insert(*field, (value.text(), cell));
                }
            }
        }
    }
    fixed
}

/// What stands where a layout looks; several where a label stands above the header more than once.
fn values_stated(place: SheetContext<'_>, table: &RecognisedTable<'_>, fixed: &FixedValue) -> Vec<ValueInCell> {
    let text = |text: &str| vec![(CellValue::Text(text.to_owned()), None)];
    let said = match fixed {
        FixedValue { value: Some(value), .. } => text(value),
        FixedValue { above_header: Some(label), .. } => {
            let found = above_header(place.sheet, table, label);
            found.into_iter().map(|(address, value)| (value, Some(address))).collect()
        }
        FixedValue { cell: Some(cell), .. } => {
            let cell = cell.parse::<Address>().ok().and_then(|address| place.sheet.cell(address));
            cell.map(|cell| (cell.value.clone(), Some(cell.address))).into_iter().collect()
        }
        FixedValue { sheet_name: true, .. } => text(&place.sheet.name),
        FixedValue { file_name: true, .. } => text(stem(place.file)),
        FixedValue { folder: true, .. } => place.folder.map(text).unwrap_or_default(),
        _ => Vec::new(),
    };
    said.into_iter().map(|(value, cell)| (cut(value, fixed), cell)).collect()
}

/// A file's name without its folders and its ending.
fn stem(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// Cuts a text to what stands behind and before given words.
fn cut(value: CellValue, fixed: &FixedValue) -> CellValue {
    let CellValue::Text(mut text) = value else { return value };
    if let Some((_, behind)) = fixed.after.iter().find_map(|words| text.split_once(words.as_str())) {
        text = behind.to_owned();
    }
    if let Some((before, _)) = fixed.before.iter().find_map(|words| text.split_once(words.as_str())) {
        text = before.to_owned();
    }
    CellValue::Text(text.trim().to_owned())
}

fn period(place: SheetContext<'_>, said: Vec<ValueInCell>) -> (Option<Period>, Option<Finding>) {
    let mut trouble = None;
    for (value, cell) in said {
        match convert::period(&value) {
            Ok(period) => return (Some(period), None),
            Err(why) => {
                let message = phrase!("`{}` is {}", value.text(), why);
                let finding = Finding::new(&NO_PERIOD, message).asking("write the period of the amounts there");
                let finding = match cell {
                    Some(cell) => finding.at(&origin(place, cell)),
                    None => finding,
                };
                trouble = trouble.or(Some(finding));
            }
        }
    }
    (None, trouble)
}

/// Where a layout looks for the period, in words.
pub fn where_the_period_stands(layout: &ReturnLayout) -> Phrase {
    if let Some(heading) = layout.columns.get(&Field::Period).and_then(|column| column.header.first()) {
        return phrase!("write it under `{}`", heading);
    }
    match layout.fixed.get(&Field::Period) {
        Some(FixedValue { above_header: Some(label), .. }) => {
            phrase!("write it above the headings, as `{}: 2006-07` or in the cell after `{}`", label, label)
        }
        Some(FixedValue { cell: Some(cell), .. }) => phrase!("write it in cell {}, like `2006-07`", cell),
        Some(FixedValue { sheet_name: true, .. }) => "write it in the name of the sheet, like `2006-07`".into(),
        Some(FixedValue { file_name: true, .. }) => "write it in the name of the file, like `2006-07`".into(),
        _ => "say it in the layout".into(),
    }
}

/// Whether a text begins with one of some folded words.
#[must_use]
pub fn begins(text: &str, starts: &[String]) -> bool {
    if starts.is_empty() {
        return false;
    }
    // Most texts differ in their first character already.
    let first = text
        .chars()
        .find(|character| character.is_alphanumeric())
        .and_then(|character| character.to_lowercase().next());
    if !starts.iter().any(|start| start.chars().next() == first) {
        return false;
    }
    let words = folded(text);
    starts
        .iter()
        .any(|start| words.strip_prefix(start.as_str()).is_some_and(crate::normalise::recognise::place::ends_a_word))
}
