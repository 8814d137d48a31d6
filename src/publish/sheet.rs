//! `figures.xlsx`: every table of the pack on a sheet of its own, with a cover, notes, and totals that Excel works out again.
//!
//! It keeps to the Government Analysis Function's guidance for statistics in spreadsheets: one table a sheet and marked up as
//! one, its title in A1, no merged cells, notes numbered on a sheet of their own, words where there is no figure.

mod cover;
pub(super) mod filled;
mod formats;
mod live;
mod marked;
mod names;
mod notes;
mod order;
mod table;

use chrono::Datelike;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use crate::fault::Fault;
use crate::present::pack::{Behind, Block, Pack, Section, Table};
use formats::Formats;
use names::WorkbookNames;
pub(super) use names::headings;
pub(super) use notes::{ABOUT as NOTES_ABOUT, HEADINGS as NOTE_HEADINGS, Notes, reference};

pub(super) use cover::{CONTENTS, WHAT, facts, listed};

/// The way back to the cover, on every sheet of a table.
pub(super) const BACK: &str = "Back to the contents";

/// The workbook's bytes; its dates are those of the pack, so that the same pack gives the same bytes.
pub fn workbook<F: Behind>(pack: &Pack<F>) -> Result<Vec<u8>, Fault> {
    written(pack).map_err(Fault::document("figures.xlsx"))
}

/// A table of the pack with its place in the workbook.
pub(super) struct TableSheet<'a> {
    /// The sheet's name.
    pub name: String,
    /// The table's name, which formulas may use.
    table_name: String,
    /// What stands in A1.
    pub title: String,
    /// The title of the agreement that it is of.
    pub agreement: Option<&'a str>,
    /// The heading of the section that it belongs to.
    pub section: &'a str,
    pub table: &'a Table,
    /// The numbers of its notes.
    pub notes: Vec<usize>,
}

impl TableSheet<'_> {
    /// What stands below the title.
    pub fn about(&self, draft: bool) -> String {
        let draft = draft.then(|| "Draft.".to_owned());
        let notes = self.notes.iter().map(|number| reference(*number));
        let parts: Vec<String> =
            draft.into_iter().chain(["This sheet contains one table.".to_owned()]).chain(notes).collect();
        parts.join(" ")
    }
}

fn written<F: Behind>(pack: &Pack<F>) -> Result<Vec<u8>, XlsxError> {
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

/// The tables with their names and notes: first those of the whole area, then those of each agreement, each in reading order.
pub(super) fn plan<F: Behind>(pack: &Pack<F>) -> (Vec<TableSheet<'_>>, Notes) {
    let agreements = pack.figures.agreements();
    let slugs = order::slugs(&agreements);
    let all = pack
        .all_sections()
        .flat_map(|section| titled(section).into_iter().map(|(title, table)| (section.heading.as_str(), title, table)));
    let mut ordered: Vec<_> = all.map(|one| (order::agreement_of(&one.2.name, &slugs), one)).collect();
    ordered.sort_by_key(|(agreement, _)| *agreement);
    let (mut names, mut notes) = (WorkbookNames::default(), Notes::new());
    let sheets = ordered.into_iter().map(|(agreement, (section, title, table))| {
        let name = names.sheet(&table.name);
        let table_name = names.table(&name);
        let notes = notes.numbers_for(table);
        let agreement = agreement.and_then(|place| agreements.get(place)).map(|(_, title)| *title);
        TableSheet { name, table_name, title, agreement, section, table, notes }
    });
    (sheets.collect(), notes)
}

/// The tables of a section with their titles: the caption, after the heading that it stands under in the paper.
fn titled(section: &Section) -> Vec<(String, &Table)> {
    let mut heading: Option<&str> = None;
    let mut found = Vec::new();
    for block in &section.blocks {
        match block {
            Block::Heading { text, .. } => heading = Some(text),
            Block::Table(table) => {
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
pub(super) fn shortened(text: &str) -> String {
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
