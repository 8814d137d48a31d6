//! Workbooks from text: the tests' own workbooks are binary, so each is made from a text that people can read and compare.
//!
//! A line `[Name]` begins a sheet; each line after it is a row, with `|` between cells. In a register the first row of a
//! sheet names the columns that are filled; the others, and the sheets that are left out, are made empty. `#REF!` makes a cell
//! with that error, `=` a formula without a value, `=A1 is 5` a formula with one, `5 as 0%` a number with a format, `April across 3` a heading that is merged
//! with the two cells to its right, and `[Name hidden]` a hidden sheet.

use std::io::{Cursor, Read, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet};
use scrutiny::job::layout::record::{self, GUIDE, GUIDE_HEADINGS, SHEETS};
use zip::write::SimpleFileOptions;

/// A sheet: its name, and its rows of cells.
pub type Sheet = (String, Vec<Vec<String>>);

/// The bytes of the workbook that a text describes; the same text gives the same bytes.
pub fn from_text(text: &str, is_register: bool) -> Vec<u8> {
    from_sheets(&parse(text), is_register)
}

/// The same of sheets that are not written as a text.
pub fn from_sheets(sheets: &[Sheet], is_register: bool) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_ymd(2006, 9, 6).unwrap();
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    if is_register {
        let names = |sheet: &str, heading: &str| {
            let mut rows = sheets.iter().filter(|(name, _)| name == sheet).filter_map(|(_, rows)| rows.first());
            rows.any(|row| row.contains(&heading.to_owned()))
        };
        // A heading that a register may lack is made only where the text names it.
        let named = |sheet: &'static record::RegisterSheet| -> Vec<_> {
            let is_named =
                |column: &&record::RegisterColumn| !column.may_be_lacking || names(sheet.name, column.heading);
            sheet.columns.iter().filter(is_named).map(|column| (column.heading, column.guide)).collect()
        };
        let register: Vec<_> = SHEETS.iter().map(|sheet| (sheet.name, named(sheet))).collect();
        for (name, headings) in &register {
            let empty = (String::new(), Vec::new());
            let rows = sheets.iter().find(|(sheet, _)| sheet == name).unwrap_or(&empty);
            register_sheet(workbook.add_worksheet().set_name(*name).unwrap(), headings, &rows.1);
        }
        let unknown = sheets.iter().find(|(name, _)| SHEETS.iter().all(|known| known.name != name));
        assert!(unknown.is_none(), "no such sheet in a register: {unknown:?}");
        guide(workbook.add_worksheet().set_name(GUIDE).unwrap(), &register);
    } else {
        for (name, rows) in sheets {
            let (name, is_hidden) = name.strip_suffix(" hidden").map_or((name.as_str(), false), |name| (name, true));
            let sheet = workbook.add_worksheet().set_name(name).unwrap();
            sheet.set_hidden(is_hidden);
            plain_sheet(sheet, rows);
        }
    }
    let bytes = workbook.save_to_buffer().unwrap();
    let has_formula = sheets.iter().flat_map(|(_, rows)| rows.iter().flatten()).any(|cell| cell.contains('='));
    if has_formula { without_stale_values(&bytes) } else { bytes }
}

/// A value that is taken out again: what is left is a formula that nobody has worked out.
const STALE: &str = "987654321";

fn without_stale_values(bytes: &[u8]) -> Vec<u8> {
    let mut from = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for place in 0..from.len() {
        let mut entry = from.by_index(place).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut content = String::new();
        entry.read_to_string(&mut content).unwrap();
        to.start_file(name, SimpleFileOptions::default()).unwrap();
        to.write_all(content.replace(&format!("<v>{STALE}</v>"), "").as_bytes()).unwrap();
    }
    to.finish().unwrap().into_inner()
}

/// The sheets that a text describes.
pub fn parse(text: &str) -> Vec<Sheet> {
    let mut sheets: Vec<Sheet> = Vec::new();
    for line in text.lines() {
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            sheets.push((name.to_owned(), Vec::new()));
        } else if let Some((_, rows)) = sheets.last_mut() {
            rows.push(line.split('|').map(|cell| cell.trim().to_owned()).collect());
        }
    }
    for (_, rows) in &mut sheets {
        while rows.last().is_some_and(|row| row.iter().all(String::is_empty)) {
            rows.pop();
        }
    }
    sheets
}

fn register_sheet(sheet: &mut Worksheet, headings: &[(&str, &str)], rows: &[Vec<String>]) {
    let bold = Format::new().set_bold().set_border_bottom(FormatBorder::Thin);
    for (column, (heading, _)) in (0_u16..).zip(headings) {
        sheet.write_string_with_format(0, column, *heading, &bold).unwrap();
        let wide =
            ["Title", "Service", "Arrangements", "Host", "Users and carers", "Aims", "Partner", "Source", "Text"];
        sheet.set_column_width(column, if wide.contains(heading) { 36.0 } else { 18.0 }).unwrap();
    }
    sheet.set_freeze_panes(1, 0).unwrap();
    let Some((named, rows)) = rows.split_first() else { return };
    let columns: Vec<u16> = named
        .iter()
        .map(|name| {
            let place = headings.iter().position(|(heading, _)| heading == name);
            u16::try_from(place.unwrap_or_else(|| panic!("no column `{name}` in a register"))).unwrap()
        })
        .collect();
    for (number, row) in (1_u32..).zip(rows) {
        for (column, text) in columns.iter().zip(row) {
            write(sheet, number, *column, text);
        }
    }
}

fn plain_sheet(sheet: &mut Worksheet, rows: &[Vec<String>]) {
    sheet.set_column_width(0, 44).unwrap();
    for (number, row) in (0_u32..).zip(rows) {
        for (column, text) in (0_u16..).zip(row) {
            write(sheet, number, column, text);
        }
    }
}

/// A number or an ISO date becomes one; a text in quotation marks stays text; an empty cell is not written.
fn write(sheet: &mut Worksheet, row: u32, column: u16, text: &str) {
    let date = Format::new().set_num_format("dd/mm/yyyy").set_align(FormatAlign::Left);
    if text.is_empty() {
    } else if let Some(quoted) = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        sheet.write_string(row, column, quoted).unwrap();
    } else if let (10, Ok(day)) = (text.len(), ExcelDateTime::parse_from_str(text)) {
        sheet.write_datetime_with_format(row, column, &day, &date).unwrap();
    } else if let Some(error) = text.strip_prefix('#').filter(|_| text.ends_with('!')) {
        let formula = Formula::new("=1/0").set_result(format!("#{error}"));
        sheet.write_formula(row, column, formula).unwrap();
    } else if let Some((Ok(number), shown)) =
        text.split_once(" as ").map(|(number, shown)| (number.parse::<f64>(), shown))
    {
        sheet.write_number_with_format(row, column, number, &Format::new().set_num_format(shown)).unwrap();
    } else if let Some((heading, Ok(wide))) =
        text.rsplit_once(" across ").map(|(heading, wide)| (heading, wide.parse::<u16>()))
    {
        let centred = Format::new().set_align(FormatAlign::Center);
        sheet.merge_range(row, column, row, column + wide - 1, heading, &centred).unwrap();
    } else if text == "=" {
        sheet.write_formula(row, column, Formula::new("=1+1").set_result(STALE)).unwrap();
    } else if let Some((formula, value)) = text.split_once(" is ").filter(|_| text.starts_with('=')) {
        sheet.write_formula(row, column, Formula::new(formula).set_result(value)).unwrap();
    } else if let Ok(number) = text.parse::<f64>() {
        let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        let shown = if decimals == 1 { "0.0" } else { "#,##0.00" };
        sheet.write_number_with_format(row, column, number, &Format::new().set_num_format(shown)).unwrap();
    } else {
        sheet.write_string(row, column, text).unwrap();
    }
}

fn guide(sheet: &mut Worksheet, register: &[(&str, Vec<(&str, &str)>)]) {
    let bold = Format::new().set_bold().set_border_bottom(FormatBorder::Thin);
    for (column, (heading, width)) in (0_u16..).zip(GUIDE_HEADINGS.into_iter().zip([18, 22, 80])) {
        sheet.write_string_with_format(0, column, heading, &bold).unwrap();
        sheet.set_column_width(column, width).unwrap();
    }
    sheet.set_freeze_panes(1, 0).unwrap();
    let lines = register.iter().flat_map(|(sheet, headings)| headings.iter().map(move |line| (sheet, line)));
    for (row, (name, (heading, help))) in (1_u32..).zip(lines) {
        for (column, text) in (0_u16..).zip([*name, *heading, *help]) {
            sheet.write_string(row, column, text).unwrap();
        }
    }
}
