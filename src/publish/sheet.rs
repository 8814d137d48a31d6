//! `figures.xlsx`: every table of the pack on a sheet of its own, with totals that Excel works out again.

use std::collections::BTreeSet;

use chrono::Datelike;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet, XlsxError,
};

use crate::fault::Fault;
use crate::model::money::Money;
use crate::present::pack::{Block, Holds, Pack, Row, Table, Value};

/// The workbook's bytes; its dates are those of the pack, so that the same pack gives the same bytes.
pub fn workbook<F>(pack: &Pack<F>) -> Result<Vec<u8>, Fault> {
    written(pack).map_err(Fault::document("figures.xlsx"))
}

struct Formats {
    heading: Format,
    figure_heading: Format,
    words: Format,
    money: Format,
    percent: Format,
    total_words: Format,
    total_money: Format,
}

impl Formats {
    fn new() -> Self {
        let words = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        let money = Format::new().set_num_format("£#,##0.00;-£#,##0.00").set_align(FormatAlign::Top);
        let heading = words.clone().set_bold().set_border_bottom(FormatBorder::Thin);
        let total = |format: &Format| format.clone().set_bold().set_border_top(FormatBorder::Thin);
        Self {
            figure_heading: heading.clone().set_align(FormatAlign::Right),
            heading,
            percent: Format::new().set_num_format("0.0").set_align(FormatAlign::Top),
            total_words: total(&words),
            total_money: total(&money),
            words,
            money,
        }
    }
}

fn written<F>(pack: &Pack<F>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let year = u16::try_from(pack.as_at.year()).unwrap_or(1900);
    let day = |part: u32| u8::try_from(part).unwrap_or(1);
    let created = ExcelDateTime::from_ymd(year, day(pack.as_at.month()), day(pack.as_at.day()))?;
    let properties =
        DocProperties::new().set_title(&pack.title).set_author(&pack.author).set_creation_datetime(&created);
    workbook.set_properties(&properties);
    let formats = Formats::new();
    let tables: Vec<&Table> = pack
        .sections
        .iter()
        .flat_map(|section| &section.blocks)
        .filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
        .collect();
    let names = sheet_names(&tables);
    contents(workbook.add_worksheet(), pack, &tables, &names, &formats)?;
    for (table, name) in tables.iter().zip(&names) {
        one_table(workbook.add_worksheet().set_name(name)?, table, &formats)?;
    }
    workbook.save_to_buffer()
}

/// Excel allows 31 characters, and each name once.
fn sheet_names(tables: &[&Table]) -> Vec<String> {
    let mut taken = BTreeSet::from(["contents".to_owned()]);
    let mut names = Vec::new();
    for table in tables {
        let mut name: String = table.name.chars().take(31).collect();
        let mut number = 2;
        while !taken.insert(name.to_lowercase()) {
            let ending = format!("-{number}");
            name = table.name.chars().take(31 - ending.len()).collect::<String>() + &ending;
            number += 1;
        }
        names.push(name);
    }
    names
}

fn contents<F>(
    sheet: &mut Worksheet,
    pack: &Pack<F>,
    tables: &[&Table],
    names: &[String],
    formats: &Formats,
) -> Result<(), XlsxError> {
    sheet.set_name("contents")?.set_column_width(0, 32)?.set_column_width(1, 90)?;
    sheet.write_string(0, 0, &pack.title)?;
    sheet.write_string(1, 0, if pack.draft { "Draft" } else { "Final" })?;
    for (column, heading) in [(0, "Sheet"), (1, "What it shows, and its notes")] {
        sheet.write_string_with_format(3, column, heading, &formats.heading)?;
    }
    for ((row, table), name) in (4..).zip(tables).zip(names) {
        let link = rust_xlsxwriter::Url::new(format!("internal:'{name}'!A1")).set_text(name);
        sheet.write_url(row, 0, link)?;
        let mut said = format!("{}.", table.caption);
        for note in &table.notes {
            said.push(' ');
            said.push_str(note);
        }
        sheet.write_string_with_format(row, 1, said, &formats.words)?;
    }
    Ok(())
}

fn one_table(sheet: &mut Worksheet, table: &Table, formats: &Formats) -> Result<(), XlsxError> {
    for (place, column) in (0_u16..).zip(&table.columns) {
        let (format, width) = match column.holds {
            Holds::Words => (&formats.heading, 18.0 + 12.0 * f64::from(column.weight)),
            Holds::Figures => (&formats.figure_heading, 20.0),
        };
        sheet.write_string_with_format(0, place, &column.heading, format)?;
        sheet.set_column_width(place, width)?;
    }
    sheet.set_freeze_panes(1, 1)?;
    for (place, row) in table.rows.iter().enumerate() {
        one_row(sheet, table, place, row, formats)?;
    }
    Ok(())
}

fn one_row(sheet: &mut Worksheet, table: &Table, place: usize, row: &Row, formats: &Formats) -> Result<(), XlsxError> {
    let number = u32::try_from(place + 1).unwrap_or(u32::MAX);
    for (column, cell) in row.cells.iter().enumerate() {
        let at = u16::try_from(column).unwrap_or(u16::MAX);
        let (words, money) =
            if row.total { (&formats.total_words, &formats.total_money) } else { (&formats.words, &formats.money) };
        match cell.value {
            Value::Words => sheet.write_string_with_format(number, at, shortened(&cell.text), words)?,
            Value::Percent(percent) => {
                sheet.write_number_with_format(number, at, percent.to_f64().unwrap_or(f64::NAN), &formats.percent)?
            }
            Value::Money(amount) => match summed(table, place, column, amount).filter(|_| is_sum(table, place, row)) {
                Some((first, last)) if row.total => {
                    let letters = crate::model::origin::Address { row: 0, column: u32::from(at) }.letters();
                    let formula =
                        Formula::new(format!("=SUM({letters}{first}:{letters}{last})")).set_result(amount.plain());
                    sheet.write_formula_with_format(number, at, formula, money)?
                }
                _ => sheet.write_number_with_format(number, at, amount.pounds().to_f64().unwrap_or(f64::NAN), money)?,
            },
        };
    }
    Ok(())
}

/// Whether no amount of a total row differs from the sum of those above it. Where one does, such as where aligned budgets stand above
/// the pooled funds together, another that comes out does so by chance.
fn is_sum(table: &Table, total: usize, row: &Row) -> bool {
    row.cells.iter().enumerate().all(|(column, cell)| match cell.value {
        Value::Money(amount) => above(table, total, column).is_none_or(|(sum, _)| sum == amount),
        Value::Words | Value::Percent(_) => true,
    })
}

/// Excel holds 32,767 letters in a cell.
fn shortened(text: &str) -> String {
    let mut letters = text.chars();
    let kept: String = letters.by_ref().take(32_000).collect();
    if letters.next().is_some() { kept + "…" } else { kept }
}

/// The rows, as Excel numbers them, that a total is the sum of: those since the last total, if they add up to it.
fn summed(table: &Table, total: usize, column: usize, amount: Money) -> Option<(usize, usize)> {
    let (sum, first) = above(table, total, column)?;
    (sum == amount && total > first).then_some((first + 2, total + 1))
}

/// What the amounts since the last total add up to, and where they begin; `None` where one of them is not known.
fn above(table: &Table, total: usize, column: usize) -> Option<(Money, usize)> {
    let above = table.rows.get(..total)?;
    let first = above.iter().rposition(|row| row.total).map_or(0, |last| last + 1);
    let amounts: Option<Vec<Money>> = above
        .get(first..)?
        .iter()
        .map(|row| match row.cells.get(column)?.value {
            Value::Money(amount) => Some(amount),
            Value::Words | Value::Percent(_) => None,
        })
        .collect();
    Some((Money::sum(amounts?)?, first))
}

#[cfg(test)]
mod tests {
    use super::{Money, Row, Table, Value, is_sum};
    use crate::present::pack::Cell;

    #[test]
    fn a_total_that_is_no_sum_has_no_formula_by_chance() {
        let row = |amounts: &[i64], total| Row {
            total,
            cells: amounts
                .iter()
                .map(|pence| Cell { text: String::new(), value: Value::Money(Money::from_sum(*pence)), figure: None })
                .collect(),
        };
        let found = |all: &[i64]| {
            let rows = vec![row(&[200, -4], false), row(&[26, 0], false), row(all, true)];
            let table =
                Table { name: String::new(), caption: String::new(), columns: Vec::new(), rows, notes: Vec::new() };
            table.rows.last().is_some_and(|last| is_sum(&table, 2, last))
        };
        assert!(found(&[226, -4]));
        assert!(!found(&[200, -4]), "the second row is not pooled");
    }
}
