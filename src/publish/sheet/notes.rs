//! Notes: each numbered once, referred to by its number on the sheets, and written out on a sheet of their own.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::filled::is_dash;
use super::formats::Formats;
use super::marked::{Marked, mark_up, set_height};
use super::{TableSheet, row, set_page, shortened};
use crate::model::words::counted;
use crate::present::pack::{Holds, Table, Value};

/// Why amounts here may look otherwise than in the paper.
const EXACT: &str = "Amounts are in pounds and pence and not rounded, also where the paper prints millions. Totals and \
    percentages that can be worked out from cells of the same table are formulas; percentages are rounded to one decimal. \
    Other amounts and percentages are values that were worked out elsewhere; the file trace.csv leads each of them to its cells.";

/// What a dash in the paper is here.
const DASHES: &str = "\"No figure\" and \"not applicable\" stand where the paper prints a dash: there is nothing that could stand \
    there. They do not mean nil, and no more do \"not known\" and \"not available\".";

/// How many sheets are named that refer to a note; the others are counted.
const NAMED: usize = 6;

/// The headings of the list of notes.
pub(in crate::publish) const HEADINGS: [&str; 3] = ["Note", "What it says", "Sheets that refer to it"];

/// What stands below the title of the sheet.
pub(in crate::publish) const ABOUT: &str =
    "Sheets refer to these notes by their numbers. This sheet contains one table.";

/// The widths of the columns with the notes and with the sheets, in digits.
const WIDE: usize = 90;
const NARROW: usize = 44;

/// Every note of a workbook, by number.
pub(in crate::publish) struct Notes(Vec<String>);

impl Notes {
    pub(super) fn new() -> Self {
        Self(vec![EXACT.to_owned(), DASHES.to_owned()])
    }

    /// The numbers of the notes of a table; a note that several tables have has one number.
    pub(super) fn numbers_for(&mut self, table: &Table) -> Vec<usize> {
        let mut numbers = Vec::new();
        let cells = || table.rows.iter().flat_map(|row| &row.cells);
        if cells().any(|cell| cell.value != Value::Words) {
            numbers.push(1);
        }
        if cells().any(|cell| is_dash(&cell.text)) {
            numbers.push(2);
        }
        for note in &table.notes {
            let known = self.0.iter().position(|known| known == note);
            let place = known.unwrap_or_else(|| {
                self.0.push(note.clone());
                self.0.len() - 1
            });
            numbers.push(place + 1);
        }
        numbers
    }

    /// The list of notes, in the order of [`HEADINGS`].
    pub(in crate::publish) fn listed(&self, sheets: &[TableSheet<'_>]) -> Vec<[String; 3]> {
        let line = |(number, note): (usize, &String)| {
            let of = sheets.iter().filter(|sheet| sheet.notes.contains(&number));
            let of: Vec<&str> = of.map(|sheet| sheet.name.as_str()).collect();
            let (named, others) = of.split_at(of.len().min(NAMED));
            let of = match others.len() {
                _ if named.is_empty() => "none".to_owned(),
                0 => named.join(", "),
                count => format!("{} and {}", named.join(", "), counted(count, "other")),
            };
            [format!("note {number}"), shortened(note), shortened(&of)]
        };
        (1..).zip(&self.0).map(line).collect()
    }
}

/// How a note is referred to: `[note 3]`.
pub(in crate::publish) fn reference(number: usize) -> String {
    format!("[note {number}]")
}

/// The sheet with all notes.
pub(super) fn write(
    sheet: &mut Worksheet,
    notes: &Notes,
    sheets: &[TableSheet<'_>],
    formats: &Formats,
) -> Result<(), XlsxError> {
    sheet
        .set_name("notes")?
        .set_column_width(0, 12)?
        .set_column_width(1, WIDE as f64)?
        .set_column_width(2, NARROW as f64)?;
    sheet.write_string_with_format(0, 0, "Notes", &formats.title)?;
    sheet.write_string(1, 0, ABOUT)?;
    const HEADER: u32 = 2;
    let headings = HEADINGS.map(|heading| (heading.to_owned(), Holds::Words));
    mark_up(
        sheet,
        &Marked { name: "notes", first_row: HEADER, rows: notes.0.len(), headings: &headings, total: None },
        formats,
    )?;
    for (place, line) in notes.listed(sheets).into_iter().enumerate() {
        let at = HEADER + row(place)? + 1;
        for (column, text) in (0..).zip(&line) {
            sheet.write_string_with_format(at, column, text, &formats.words)?;
        }
        let [_, note, of] = &line;
        set_height(sheet, at, [(note.as_str(), WIDE), (of.as_str(), NARROW)])?;
    }
    sheet.set_freeze_panes(HEADER + 1, 0)?;
    set_page(sheet, HEADER)
}
