//! Workbooks from text: the tests' own workbooks are binary, so each is made from a text that people can read and compare.
//!
//! A line `[Name]` begins a sheet; each line after it is a row, with `|` between cells. In a register the first row of a
//! sheet names the columns that are filled; the others, and the sheets that are left out, are made empty. `#REF!` makes a cell
//! with that error, `=` a formula without a value, `=A1 is 5` a formula with one, `5 as 0%` a number with a format, `April across 3` a heading that is merged
//! with the two cells to its right, and `[Name hidden]` a hidden sheet.

use std::io::{Cursor, Read, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet};
use zip::write::SimpleFileOptions;

/// Headings of sheets that a register may lack; they are made only where the text names them.
const OPTIONAL: [(&str, &str); 2] = [("Commitments", "Grant"), ("Totals", "Agreement")];

/// The register's sheets, with each heading and what belongs under it.
const REGISTER: &[(&str, &[(&str, &str)])] = &[
    (
        "Agreements",
        &[
            ("Agreement", "A short name that the other sheets use"),
            ("Title", "As the pack prints it"),
            ("Service", "What it pays for"),
            ("Arrangements", "One or more types, such as Section 75 pooled fund; semicolons between"),
            ("Host", "The partner that holds the pool"),
            ("Pool manager", "Who manages it"),
            ("Board", "The partnership board"),
            ("Board last met", "A date"),
            ("Users and carers", "How they are represented"),
            ("Aims", "What it is for"),
            ("Start", "The first day that it covers"),
            ("End", "The last day; empty where it runs until notice"),
            ("Signed", "A date, which may be later than the start"),
            ("Notice months", "How many months' notice"),
            ("Status", "Active, under notice, disputed or ended"),
            ("Risk share", "Who bears an overspend"),
            ("Underspend", "What becomes of an underspend"),
            ("Materiality", "The difference between two partners' figures that matters, in pounds"),
            ("VAT", "Whether amounts are with or without VAT"),
            ("Basis", "Gross or net of client income"),
            ("Cost centres", "Those that identify it in ledgers; semicolons between"),
        ],
    ),
    (
        "Partners",
        &[
            ("Partner", "Its name; its drop folder has the same one"),
            ("Sector", "health, council or other"),
            ("From", "The first day on which it was in being"),
            ("To", "The last such day"),
            ("Successor", "Who took over from it"),
        ],
    ),
    (
        "Names",
        &[
            ("Partner or agreement", "As the other sheets name it"),
            ("Name seen", "Another name under which returns show it"),
            ("From", "The first day on which that name was used; empty for always"),
            ("To", "The last such day"),
        ],
    ),
    (
        "Commitments",
        &[
            ("Agreement", "As on the sheet Agreements"),
            ("Partner", "As on the sheet Partners"),
            ("Year", "Such as 2006-07"),
            ("Class", "revenue or capital; empty for revenue"),
            ("Form", "cash or in kind; empty for cash"),
            ("Recurrent", "yes or no"),
            ("Amount", "In pounds"),
            ("Instalments", "Empty for four equal quarters"),
            ("Grant", "ibcf, dfg or discharge where a council passes that grant on; the column may be left out"),
        ],
    ),
    (
        "Variations",
        &[
            ("Agreement", "As on the sheet Agreements"),
            ("Partner", "Whose commitment changes"),
            ("Year", "Such as 2006-07"),
            ("Date", "When it was agreed"),
            ("Amount", "In pounds, below zero where it lowers the commitment"),
            ("Class", "revenue or capital; empty for revenue"),
            ("Recurrent", "yes or no"),
            ("Consulted", "Whom, and when"),
            ("Approved by", "Who approved it"),
            ("Reference", "Where that is written"),
        ],
    ),
    (
        "Risk shares",
        &[
            ("Agreement", "As on the sheet Agreements"),
            ("Partner", "As on the sheet Partners"),
            ("Share", "Such as 51 %"),
            ("Cap", "The most that the partner bears, in pounds"),
        ],
    ),
    (
        "Totals",
        &[
            ("Partner or area", "As on the sheet Partners, or the word area"),
            ("Agreement", "For what is carried or brought forward: whose, as on the sheet Agreements; else empty"),
            ("Figure", "One word of the closed list in the README"),
            ("Period", "Such as 2006-07"),
            ("Amount", "In pounds"),
            ("Source", "Where it was published"),
        ],
    ),
    (
        "Notes",
        &[
            ("Agreement", "As on the sheet Agreements; empty for the whole area"),
            ("Period", "Such as 2006-07; empty for every period"),
            ("About", "why, ask, recommendation, or the name of a finding"),
            ("Text", "What the officer says"),
            ("Officer", "Who says it"),
        ],
    ),
];

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
        let named = |sheet: &'static str, headings: &[(&'static str, &'static str)]| -> Vec<_> {
            let is_named = |heading: &str| !OPTIONAL.contains(&(sheet, heading)) || names(sheet, heading);
            headings.iter().filter(|(heading, _)| is_named(heading)).copied().collect()
        };
        let register: Vec<_> = REGISTER.iter().map(|(name, headings)| (*name, named(name, headings))).collect();
        for (name, headings) in &register {
            let empty = (String::new(), Vec::new());
            let rows = sheets.iter().find(|(sheet, _)| sheet == name).unwrap_or(&empty);
            register_sheet(workbook.add_worksheet().set_name(*name).unwrap(), headings, &rows.1);
        }
        let unknown = sheets.iter().find(|(name, _)| REGISTER.iter().all(|(known, _)| known != name));
        assert!(unknown.is_none(), "no such sheet in a register: {unknown:?}");
        guide(workbook.add_worksheet().set_name("Guide").unwrap(), &register);
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
    for (column, (heading, width)) in (0_u16..).zip([("Sheet", 18), ("Column", 22), ("What belongs there", 80)]) {
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
