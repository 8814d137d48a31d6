//! What one place says for all rows of a table: a cell, a name, or the layout.

pub mod period;

use std::collections::BTreeMap;

use self::period::{PERIOD_DIFFERS, PeriodTrouble};
use super::{NO_PERIOD, SheetContext};
use crate::finding::About;
use crate::finding::phrase::{Phrase, phrase};
use crate::job::layout::ReturnLayout;
use crate::job::layout::columns::{Field, FixedValue};
use crate::model::origin::Address;
use crate::model::words::folded;
use crate::normalise::meaning::period::{Run, Spoken};
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
    pub period: Option<Spoken>,
    /// How amounts run, where a title says it.
    pub run: Run,
    /// Why there is no period, where something stands in its place.
    pub period_trouble: Option<PeriodTrouble>,
}

impl FixedValues {
    /// Whether two places contradict each other.
    #[must_use]
    pub fn is_contradicted(&self) -> bool {
        self.period_trouble.as_ref().is_some_and(|trouble| trouble.about.name == PERIOD_DIFFERS.name)
    }

    /// Which finding an amount without a period is.
    #[must_use]
    pub fn why_none(&self) -> &'static About {
        self.period_trouble.as_ref().map_or(&NO_PERIOD, |trouble| trouble.about)
    }
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
    let mut fixed = FixedValues { run: period::run_stated(place, table), ..FixedValues::default() };
    for (field, value) in &table.layout.fixed {
        if *field == Field::Period {
            match period::stated(place, table, value) {
                Ok(said) => fixed.period = said,
                Err(trouble) => fixed.period_trouble = Some(trouble),
            }
        } else if let Some((value, cell)) = values_stated(place, table, value).into_iter().next() {
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
            above_header(table, label).map(|said| (said.value.clone(), Some(said.address))).collect()
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
