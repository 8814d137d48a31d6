//! The cover: what the workbook is, of which period, how final, by whom, and what stands on each sheet.

use rust_xlsxwriter::{Url, Worksheet, XlsxError};

use super::formats::Formats;
use super::marked::{Marked, mark_up, set_height};
use super::{COVER, TableSheet, row, set_page, shortened};
use crate::present::pack::{Block, Holds, Pack, Table};

const WHAT: &str = "The tables of this paper, each on a sheet of its own, with totals and percentages as formulas. The title of \
    a table stands in cell A1 of its sheet.";

/// The width of the column with the titles of tables, in digits.
const WIDE: usize = 80;

/// What the paper's own cover says, or what is known of every paper.
fn facts<F>(pack: &Pack<F>) -> Vec<(String, String)> {
    let blocks = pack.sections.iter().flat_map(|section| &section.blocks);
    let printed: Option<&Table> = blocks.into_iter().find_map(|block| match block {
        Block::Table(table) if table.name == COVER => Some(table),
        _ => None,
    });
    let mut facts = vec![("Area".to_owned(), pack.area.clone())];
    match printed {
        Some(table) => facts.extend(table.rows.iter().filter_map(|row| match row.cells.as_slice() {
            [what, known] => Some((what.text.clone(), known.text.clone())),
            _ => None,
        })),
        None => {
            let status = if pack.draft { "Draft" } else { "Final" };
            let as_at = pack.as_at.format("%-d %B %Y").to_string();
            let known = [
                ("Committee", pack.committee.clone()),
                ("Period", pack.period.clone()),
                ("Figures as at", as_at),
                ("Status", status.to_owned()),
                ("Author", pack.author.clone()),
            ];
            facts.extend(known.map(|(what, known)| (what.to_owned(), known)));
        }
    }
    facts.push(("Made with".to_owned(), format!("scrutiny {}", env!("CARGO_PKG_VERSION"))));
    facts
}

/// The first sheet, which links to all others.
pub(super) fn write<F>(
    sheet: &mut Worksheet,
    pack: &Pack<F>,
    sheets: &[TableSheet<'_>],
    formats: &Formats,
) -> Result<(), XlsxError> {
    sheet.set_name("cover")?.set_column_width(0, 44)?.set_column_width(1, 40)?.set_column_width(2, WIDE as f64)?;
    sheet.write_string_with_format(0, 0, shortened(&pack.title), &formats.title)?;
    sheet.write_string(1, 0, WHAT)?;
    let mut at = 2;
    for (what, known) in facts(pack) {
        sheet.write_string_with_format(at, 0, shortened(&what), &formats.label)?;
        sheet.write_string(at, 1, shortened(&known))?;
        at += 1;
    }
    sheet.write_string_with_format(at, 0, "Contents", &formats.title)?;
    let header = at + 1;
    let headings = ["Sheet", "Section", "Table"].map(|heading| (heading.to_owned(), Holds::Words));
    let marked =
        Marked { name: "contents", first_row: header, rows: sheets.len() + 1, headings: &headings, total: None };
    mark_up(sheet, &marked, formats)?;
    let notes = ("notes", "Notes", "What the notes say that sheets refer to");
    let tables = sheets.iter().map(|sheet| (sheet.name.as_str(), sheet.section, sheet.title.as_str()));
    for (place, (name, section, title)) in std::iter::once(notes).chain(tables).enumerate() {
        let at = header + row(place)? + 1;
        let link = Url::new(format!("internal:'{name}'!A1")).set_text(name);
        sheet.write_url_with_format(at, 0, link, &formats.link)?;
        sheet.write_string_with_format(at, 1, shortened(section), &formats.words)?;
        sheet.write_string_with_format(at, 2, shortened(title), &formats.words)?;
        set_height(sheet, at, [(section, 40), (title, WIDE)])?;
    }
    set_page(sheet, header)
}
