//! One table on one sheet, marked up as an Excel table.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{Formula, Url, Worksheet, XlsxError};

use super::formats::{Cells, Formats};
use super::live::{count, division, number, summed};
use super::marked::{Marked, TotalCell, mark_up, set_height};
use super::notes::{NO_FIGURE, NOT_APPLICABLE, is_dash, reference};
use super::{TableSheet, column, names, set_page, shortened};
use crate::model::origin::Address;
use crate::present::pack::{Cell, Holds, Pack, Row, Table, Value};

/// The row of the headings: below the title, what the sheet has, and the way back.
const HEADER: u32 = 3;
/// The narrowest and the widest that a column may be, in digits; the hash of a file fits.
const WIDTHS: (usize, usize) = (12, 70);
/// The widest that a first column may be that stays in view.
const FROZEN: usize = 40;

/// The sheet of a table.
pub(super) fn write<F>(
    sheet: &mut Worksheet,
    plan: &TableSheet<'_>,
    pack: &Pack<F>,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let table = plan.table;
    sheet.set_name(&plan.name)?;
    sheet.write_string_with_format(0, 0, shortened(&plan.title), &formats.title)?;
    let mut about = format!("{}This sheet contains one table.", if pack.draft { "Draft. " } else { "" });
    for number in &plan.notes {
        about.push(' ');
        about.push_str(&reference(*number));
    }
    sheet.write_string(1, 0, about)?;
    sheet.write_url(2, 0, Url::new("internal:'cover'!A1").set_text("Back to the contents"))?;
    let has_figures = table.columns.iter().any(|column| column.holds == Holds::Figures);
    let headings: Vec<(String, Holds)> =
        table.columns.iter().map(|column| (column.heading.clone(), column.holds)).collect();
    let total = total_row(table);
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
    for (place, row) in table.rows.iter().enumerate() {
        one_row(sheet, table, place, row, &marked, formats)?;
        let said = row.cells.iter().map(|cell| cell.text.as_str());
        set_height(sheet, HEADER + super::row(place)? + 1, said.zip(widths.iter().copied()))?;
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

/// What stands in the total that belongs to the table, if its last row is one that Excel can work out throughout.
///
/// Another total is a row like others: Excel takes the row of totals of a table for what formulas make of it.
fn total_row(table: &Table) -> Option<Vec<TotalCell>> {
    let last = table.rows.len().checked_sub(1).filter(|last| *last > 0)?;
    let row = table.rows.get(last).filter(|row| row.total)?;
    if table.rows.iter().filter(|row| row.total).count() > 1 {
        return None;
    }
    let cell = |(place, cell): (usize, &Cell)| {
        let holds = table.columns.get(place)?.holds;
        if number(cell, holds).is_some() {
            return summed(table, last, place).map(|_| TotalCell::Sum);
        }
        match cell.value {
            Value::Percent(_) => division(table, last, cell, HEADER).map(TotalCell::Formula),
            _ => Some(TotalCell::Words(cell_words(cell, holds))),
        }
    };
    let total: Vec<TotalCell> = row.cells.iter().enumerate().map(cell).collect::<Option<_>>()?;
    total.iter().any(|cell| matches!(cell, TotalCell::Sum)).then_some(total)
}

/// What a cell of words says: a dash is said in words, because voices pass over it.
fn cell_words(cell: &Cell, holds: Holds) -> String {
    match holds {
        Holds::Figures if is_dash(&cell.text) => NO_FIGURE.to_owned(),
        Holds::Words if is_dash(&cell.text) => NOT_APPLICABLE.to_owned(),
        _ => shortened(&cell.text),
    }
}

fn one_row(
    sheet: &mut Worksheet,
    table: &Table,
    place: usize,
    row: &Row,
    marked: &Marked<'_>,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let at = HEADER + super::row(place)? + 1;
    let is_own_total = marked.total.is_some() && place + 1 == table.rows.len();
    let form = if row.total { &formats.total } else { &formats.body };
    for (number, (cell, column)) in row.cells.iter().zip(&table.columns).enumerate() {
        let to = (at, super::column(number)?);
        let formula = match cell.value {
            Value::Percent(_) => division(table, place, cell, HEADER),
            _ if is_own_total => own_sum(table, place, number, marked),
            _ => summed(table, place, number).map(|rows| sum(number, rows)),
        };
        one_cell(sheet, to, cell, column.holds, formula, form)?;
    }
    Ok(())
}

/// The sum of a column of the table, as Excel writes it in the table's own total: without the rows that a filter hides.
fn own_sum(table: &Table, place: usize, column: usize, marked: &Marked<'_>) -> Option<String> {
    summed(table, place, column)?;
    let headings = names::headings(marked.headings.iter().map(|(heading, _)| heading.as_str()));
    let mut name = String::new();
    for character in headings.get(column)?.chars() {
        if "'#[]".contains(character) {
            name.push('\'');
        }
        name.push(character);
    }
    Some(format!("SUBTOTAL(109,{}[{name}])", marked.name))
}

fn sum(column: usize, (first, last): (usize, usize)) -> String {
    let address = |place: usize| {
        let row = u32::try_from(place).map_or(u32::MAX, |place| place + HEADER + 1);
        Address { row, column: u32::try_from(column).unwrap_or(u32::MAX) }.to_string()
    };
    format!("SUM({}:{})", address(first), address(last))
}

fn one_cell(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    holds: Holds,
    formula: Option<String>,
    form: &Cells,
) -> Result<(), XlsxError> {
    let (value, format): (Decimal, _) = match cell.value {
        Value::Money(amount) => (amount.pounds(), &form.money),
        Value::Percent(percent) => (percent / Decimal::ONE_HUNDRED, &form.percent),
        Value::Words => match count(&cell.text).filter(|_| holds == Holds::Figures) {
            Some(count) => (Decimal::from(count), &form.count),
            None => {
                let format = if holds == Holds::Figures { &form.no_figure } else { &form.words };
                sheet.write_string_with_format(row, column, cell_words(cell, holds), format)?;
                return Ok(());
            }
        },
    };
    match formula {
        Some(formula) => {
            let formula = Formula::new(format!("={formula}")).set_result(value.normalize().to_string());
            sheet.write_formula_with_format(row, column, formula, format)?;
        }
        None => {
            let number = value.to_f64().ok_or_else(|| XlsxError::ParameterError(format!("{value} is no number")))?;
            sheet.write_number_with_format(row, column, number, format)?;
        }
    }
    Ok(())
}
