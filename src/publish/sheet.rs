//! `figures.xlsx`: every table of the pack on a sheet of its own, with a cover, notes, and totals that Excel works out again.
//!
//! It keeps to the Government Analysis Function's guidance for statistics in spreadsheets: one table a sheet and marked up as
//! one, its title in A1, no merged cells, notes numbered on a sheet of their own, words where there is no figure.

mod cover;
mod formats;
mod live;
mod marked;
mod names;
mod notes;
mod table;

use chrono::Datelike;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use crate::fault::Fault;
use crate::present::pack::{Block, Pack, Section, Table};
use formats::Formats;
use names::WorkbookNames;
use notes::Notes;

/// The table of facts that stands on the cover of the workbook, as it does on that of the paper.
const COVER: &str = "cover";

/// The workbook's bytes; its dates are those of the pack, so that the same pack gives the same bytes.
pub fn workbook<F>(pack: &Pack<F>) -> Result<Vec<u8>, Fault> {
    written(pack).map_err(Fault::document("figures.xlsx"))
}

/// A table of the pack with its place in the workbook.
struct TableSheet<'a> {
    /// The sheet's name.
    name: String,
    /// The table's name, which formulas may use.
    table_name: String,
    /// What stands in A1.
    title: String,
    /// The heading of the section that it belongs to.
    section: &'a str,
    table: &'a Table,
    /// The numbers of its notes.
    notes: Vec<usize>,
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
    let (sheets, notes) = plan(pack);
    cover::write(workbook.add_worksheet(), pack, &sheets, &formats)?;
    notes::write(workbook.add_worksheet(), &notes, &sheets, &formats)?;
    for sheet in &sheets {
        table::write(workbook.add_worksheet(), sheet, pack, &formats)?;
    }
    workbook.save_to_buffer()
}

/// The tables in reading order with their names and notes.
fn plan<F>(pack: &Pack<F>) -> (Vec<TableSheet<'_>>, Notes) {
    let (mut names, mut notes) = (WorkbookNames::default(), Notes::new());
    let mut sheets = Vec::new();
    for section in pack.all_sections() {
        for (title, table) in titled(section) {
            let name = names.sheet(&table.name);
            let table_name = names.table(&name);
            let notes = notes.numbers_for(table);
            sheets.push(TableSheet { name, table_name, title, section: &section.heading, table, notes });
        }
    }
    (sheets, notes)
}

/// The tables of a section with their titles: the caption, after the heading that it stands under in the paper.
fn titled(section: &Section) -> Vec<(String, &Table)> {
    let mut heading: Option<&str> = None;
    let mut found = Vec::new();
    for block in &section.blocks {
        match block {
            Block::Heading { text, .. } => heading = Some(text),
            Block::Table(table) if table.name != COVER => {
                let title = match heading {
                    Some(heading) if !table.caption.contains(heading) => format!("{heading}: {}", table.caption),
                    _ => table.caption.clone(),
                };
                found.push((title, table));
            }
            _ => {}
        }
    }
    found
}

/// Prints on A4 across, as wide as the page, with the number of each page.
fn set_page(sheet: &mut Worksheet, header_row: u32) -> Result<(), XlsxError> {
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_footer("&L&A&RPage &P of &N");
    sheet.set_repeat_rows(header_row, header_row)?;
    Ok(())
}

/// Excel holds 32,767 characters in a cell.
fn shortened(text: &str) -> String {
    let mut characters = text.chars();
    let kept: String = characters.by_ref().take(32_000).collect();
    if characters.next().is_some() { kept + "…" } else { kept }
}

/// A count as a row or column number.
fn row(number: usize) -> Result<u32, XlsxError> {
    u32::try_from(number).map_err(|_| XlsxError::RowColumnLimitError)
}

fn column(number: usize) -> Result<u16, XlsxError> {
    u16::try_from(number).map_err(|_| XlsxError::RowColumnLimitError)
}
