//! One table on one sheet, marked up as an Excel table.

use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{Formula, Url, Worksheet, XlsxError};

use super::filled::{FilledCell, HEADER, Working, address, filled};
use super::formats::{Cells, Formats};
use super::marked::{Marked, TotalCell, mark_up, set_height};
use super::{BACK, TableSheet, column, names, set_page, shortened};
use crate::present::pack::{Behind, Holds, Pack, Row, Table, Value};

/// The narrowest and the widest that a column may be, in digits; the hash of a file fits.
const WIDTHS: (usize, usize) = (12, 70);
/// The widest that a first column may be that stays in view.
const FROZEN: usize = 40;

/// The sheet of a table.
pub(super) fn write<F: Behind>(
    sheet: &mut Worksheet,
    plan: &TableSheet<'_>,
    pack: &Pack<F>,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let table = plan.table;
    sheet.set_name(&plan.name)?;
    sheet.write_string_with_format(0, 0, shortened(&plan.title), &formats.title)?;
    sheet.write_string(1, 0, plan.about(pack.draft))?;
    sheet.write_url(2, 0, Url::new("internal:'cover'!A1").set_text(BACK))?;
    let has_figures = table.columns.iter().any(|column| column.holds == Holds::Figures);
    let headings: Vec<(String, Holds)> =
        table.columns.iter().map(|column| (column.heading.clone(), column.holds)).collect();
    let cells = filled(table, &pack.figures);
    let total = cells.rows.last().filter(|_| cells.has_own_total).map(|last| total_row(last));
    let marked =
        Marked { name: &plan.table_name, first_row: HEADER, rows: table.rows.len().max(1), headings: &headings, total };
    mark_up(sheet, &marked, formats)?;
    let most = |place| if place == 0 && has_figures { FROZEN } else { WIDTHS.1 };
    let widths: Vec<usize> =
        (0..table.columns.len()).map(|place| width(table, place).clamp(WIDTHS.0, most(place))).collect();
    for (place, width) in widths.iter().enumerate() {
        sheet.set_column_width(column(place)?, *width as f64)?;
    }
    let said = headings.iter().map(|(heading, _)| heading.as_str());
    set_height(sheet, HEADER, said.zip(widths.iter().copied()))?;
    if table.rows.is_empty() {
        sheet.write_string_with_format(HEADER + 1, 0, "none", &formats.words)?;
    }
    let unique = names::headings(headings.iter().map(|(heading, _)| heading.as_str()));
    for (place, (row, cells)) in table.rows.iter().zip(&cells.rows).enumerate() {
        let at = HEADER + super::row(place)? + 1;
        let form = if row.total { &formats.total } else { &formats.body };
        for (number, (cell, of)) in cells.iter().zip(&table.columns).enumerate() {
            let formula = |working: &Working| formula(working, &unique, &plan.table_name);
            one_cell(sheet, (at, column(number)?), cell, of.holds, formula, form)?;
        }
        let said = row.cells.iter().map(|cell| cell.text.as_str());
        set_height(sheet, at, said.zip(widths.iter().copied()))?;
    }
    sheet.set_freeze_panes(HEADER + 1, u16::from(has_figures))?;
    set_page(sheet, HEADER)
}

/// How many digits wide the widest line of a column is, with room for the button of a filter.
fn width(table: &Table, column: usize) -> usize {
    let characters = |text: &str| text.chars().count();
    let cell = |row: &Row| {
        row.cells.get(column).map_or(0, |cell| match cell.value {
            Value::Money(amount) => characters(&amount.to_string()) + 2,
            Value::Words | Value::Percent(_) => characters(&cell.text) + 2,
        })
    };
    let heading = table.columns.get(column).map_or(0, |column| characters(&column.heading) + 4);
    table.rows.iter().map(cell).fold(heading, usize::max)
}

/// What stands in each column of the table's own total, as Excel keeps it beside the cells.
fn total_row(last: &[FilledCell]) -> Vec<TotalCell> {
    let cell = |cell: &FilledCell| match cell {
        FilledCell::Words(words) => TotalCell::Words(words.clone()),
        FilledCell::Number { working: Some(division @ Working::Division(..)), .. } => {
            TotalCell::Formula(formula(division, &[], ""))
        }
        FilledCell::Number { .. } => TotalCell::Sum,
    };
    last.iter().map(cell).collect()
}

/// A working as Excel writes it.
fn formula(working: &Working, headings: &[String], table: &str) -> String {
    match working {
        // As Excel writes it in the table's own total: without the rows that a filter hides.
        Working::OwnTotal { column, .. } => {
            let mut name = String::new();
            for character in headings.get(*column).map(String::as_str).unwrap_or_default().chars() {
                if "'#[]".contains(character) {
                    name.push('\'');
                }
                name.push(character);
            }
            format!("SUBTOTAL(109,{table}[{name}])")
        }
        Working::Range { column, first, last } => {
            format!("SUM({}:{})", address((*first, *column)), address((*last, *column)))
        }
        Working::Cells { column, rows } => {
            let cells: Vec<String> = rows.iter().map(|place| address((*place, *column)).to_string()).collect();
            cells.join("+")
        }
        Working::Division(above, below) => format!("ROUND({}/{},3)", address(*above), address(*below)),
    }
}

fn one_cell(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &FilledCell,
    holds: Holds,
    formula: impl Fn(&Working) -> String,
    form: &Cells,
) -> Result<(), XlsxError> {
    match cell {
        FilledCell::Words(words) => {
            let format = if holds == Holds::Figures { &form.no_figure } else { &form.words };
            sheet.write_string_with_format(row, column, words, format)?;
        }
        FilledCell::Number { value, form: shown, working } => {
            let format = form.of(*shown);
            if let Some(working) = working {
                let formula = Formula::new(format!("={}", formula(working))).set_result(value.normalize().to_string());
                sheet.write_formula_with_format(row, column, formula, format)?;
            } else {
                let number =
                    value.to_f64().ok_or_else(|| XlsxError::ParameterError(format!("{value} is no number")))?;
                sheet.write_number_with_format(row, column, number, format)?;
            }
        }
    }
    Ok(())
}
