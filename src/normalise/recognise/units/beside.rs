//! What stands beside the amounts of a table and states their unit: other headings, columns and rows of units, labels of rows.

use std::collections::BTreeMap;

use super::super::RecognisedTable;
use super::super::data::is_data;
use super::super::stated::{StatedAt, Statement};
use super::{is_label, texts};
use crate::job::layout::amounts::Unit;
use crate::model::origin::Address;
use crate::normalise::meaning::unit::{self, Said};
use crate::read::{Cell, CellValue, Row, Sheet};

/// Whether a cell holds a figure, or text that begins as one.
fn is_figure(value: &CellValue) -> bool {
    match value {
        CellValue::Text(text) => {
            let digits = text.trim_start_matches(|first: char| first.is_whitespace() || "£(-+".contains(first));
            digits.starts_with(|first: char| first.is_ascii_digit()) && unit::whole(text) == Said::Nothing
        }
        CellValue::Number(_) | CellValue::Stale | CellValue::Error(_) => true,
        CellValue::Truth(_) | CellValue::Date(_) => false,
    }
}

/// What the headings state that no amounts stand under: `Scheme (£000)`, or `All figures in £000` right of them.
pub fn headings(table: &RecognisedTable<'_>, sheet: &Sheet) -> Vec<Statement> {
    let read = table.read_columns();
    let is_amount = |column: u32| {
        table.columns.amounts.iter().any(|placed| placed.column == column || placed.parts.contains(&column))
    };
    let holds_figures =
        |column: u32| table.rows(sheet).any(|row| row.cell(column).is_some_and(|cell| is_figure(&cell.value)));
    let header = sheet.rows_from(table.header_first).take_while(|row| row.number <= table.header_last);
    let mut stated = Vec::new();
    for (text, cell) in header.flat_map(|row| texts(&row).collect::<Vec<_>>()) {
        if is_amount(cell.column) {
            continue;
        }
        let said = match (read.contains(&cell.column), unit::in_note(text)) {
            // A title may stand in the corner of the headings: `All entries in £000`.
            (true, _) => match (unit::in_heading(text), unit::of_table(text)) {
                (Said::Unclear, Said::Unit(unit)) => Said::Unit(unit),
                (said, _) => said,
            },
            (false, Said::Nothing) => match unit::in_heading(text) {
                Said::Unit(Unit::Pounds) | Said::Nothing => Said::Nothing,
                Said::Unit(_) | Said::Unclear => Said::Unclear,
            },
            (false, said) => said,
        };
        if said != Said::Nothing && !holds_figures(cell.column) {
            stated.extend(Statement::of(said, text, StatedAt::Cell(cell)));
        }
    }
    stated
}

/// Rows of one text that speak of the unit: those above the first amounts, and those between amounts.
pub fn rows_of_words(table: &RecognisedTable<'_>, sheet: &Sheet, end: u32) -> (Vec<Statement>, Vec<Statement>) {
    let (mut first, mut between) = (Vec::new(), Vec::new());
    let mut below_data = false;
    for row in table.rows(sheet).take_while(|row| row.number < end) {
        // Most rows have more texts, and are looked at no further.
        if below_data && row.cells().nth(1).is_some() {
            continue;
        }
        below_data |= is_data(table, row);
        let is_column = |cell: Address| table.columns.amounts.iter().any(|placed| placed.column == cell.column);
        // A unit alone below one heading is that column's.
        let is_of_one = texts(&row).any(|(text, cell)| is_column(cell) && unit::whole(text) != Said::Nothing);
        if row.cells().count() > 1 || is_of_one {
            continue;
        }
        let said =
            texts(&row).filter_map(|(text, cell)| Statement::of(unit::in_note(text), text, StatedAt::Cell(cell)));
        if below_data { between.extend(said) } else { first.extend(said) }
    }
    (first, between)
}

/// The scales that labels of rows of amounts end with: `Total (£000)`.
pub fn labels(table: &RecognisedTable<'_>, sheet: &Sheet) -> Vec<Statement> {
    let fields: Vec<u32> = table.columns.fields.values().flatten().copied().collect();
    let mut stated: Vec<Statement> = Vec::new();
    for row in table.rows(sheet) {
        let marked = |text: &str| text.contains('£') || text.trim_end().ends_with([')', ']']);
        let labels = texts(&row).filter(|(text, cell)| fields.contains(&cell.column) && marked(text));
        for (text, cell) in labels.filter(|_| is_data(table, row)) {
            let said = unit::of_table(text);
            let is_scale = matches!(said.unit(), Some(Unit::Thousands | Unit::Millions));
            let one = Statement::of(said, text, StatedAt::Cell(cell)).filter(|_| is_scale);
            stated.extend(one.filter(|one| stated.iter().all(|other| other.differs(one))));
        }
    }
    stated
}

/// The units that stand alone right below the headings; none unless nothing else stands in columns of amounts there.
pub fn units_alone(below: Option<Row<'_>>, table: &RecognisedTable<'_>) -> Vec<Statement> {
    let columns = table.columns.amounts.iter();
    let cells: Vec<_> =
        below.into_iter().flat_map(|row| columns.clone().filter_map(move |placed| row.cell(placed.column))).collect();
    let nothing_else = below.is_some_and(|row| row.cells().count() == cells.len());
    let units = cells.into_iter().map(|cell| match &cell.value {
        CellValue::Text(text) if text.trim() == "000" && nothing_else => {
            Statement::of(unit::labelled(text), text, StatedAt::Cell(cell.address))
        }
        CellValue::Text(text) => Statement::of(unit::whole(text), text, StatedAt::Cell(cell.address)),
        _ => None,
    });
    units.collect::<Option<_>>().unwrap_or_default()
}

/// What columns of units state, which the layout does not read for something else: those that are headed as one, and those
/// that hold nothing but units.
pub fn column_of_units(table: &RecognisedTable<'_>, sheet: &Sheet) -> Vec<Statement> {
    let read = table.read_columns();
    let header = sheet.rows_from(table.header_first).take_while(|row| row.number <= table.header_last);
    let headed: Vec<u32> = header
        .flat_map(|row| texts(&row).filter(|(text, _)| is_label(text)).map(|(_, cell)| cell.column).collect::<Vec<_>>())
        .collect();
    let mut columns: BTreeMap<u32, Option<Vec<Statement>>> = BTreeMap::new();
    for row in table.rows(sheet) {
        let is_open = |cell: &&Cell| {
            !read.contains(&cell.address.column) && !matches!(columns.get(&cell.address.column), Some(None))
        };
        let open: Vec<&Cell> = row.cells().filter(is_open).collect();
        if open.is_empty() || !is_data(table, row) {
            continue;
        }
        for cell in open {
            let kept = columns.entry(cell.address.column).or_insert_with(|| Some(Vec::new()));
            let Some(stated) = kept else { continue };
            let (text, is_headed) = (cell.value.text(), headed.contains(&cell.address.column));
            let said = match (&cell.value, is_headed) {
                (CellValue::Text(text), false) => unit::whole(text),
                (CellValue::Number(_) | CellValue::Text(_), true) if text.trim() != "1" => unit::labelled(&text),
                _ => Said::Nothing,
            };
            match Statement::of(said, &text, StatedAt::Cell(cell.address)) {
                None if !is_headed => *kept = None,
                one => stated.extend(one.filter(|one| stated.iter().all(|other| other.differs(one)))),
            }
        }
    }
    columns.into_values().flatten().flatten().collect()
}
