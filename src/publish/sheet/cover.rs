//! The cover: what the workbook is, of which period, how final, by whom, and what stands on each sheet.

use rust_xlsxwriter::{Url, Worksheet, XlsxError};

use super::formats::Formats;
use super::marked::{Marked, mark_up, set_height};
use super::{TableSheet, row, set_page, shortened};
use crate::present::pack::{Block, Holds, Pack, Span};

/// What the workbook is.
pub(in crate::publish) const WHAT: &str = "The tables of the paper and of the evidence for it, each on a sheet of its own, with totals \
    and percentages as formulas. The title of a table stands in cell A1 of its sheet.";

/// The headings of the list of sheets.
pub(in crate::publish) const CONTENTS: [&str; 4] = ["Sheet", "Agreement", "Section", "Table"];

/// What stands in the place of an agreement beside sheets of all.
const WHOLE: &str = "The whole area";

/// The widths of the columns, in digits.
const WIDTHS: [usize; 4] = [44, 40, 40, 80];

/// What the paper's own cover says, or what is known of every paper.
pub(in crate::publish) fn facts<F>(pack: &Pack<F>) -> Vec<(String, String)> {
    let printed = pack.sections.first().into_iter().flat_map(|section| &section.blocks).find_map(|block| match block {
        Block::List(items) => Some(items),
        _ => None,
    });
    let said = printed.into_iter().flatten().filter_map(|item| match item.as_slice() {
        [Span::Strong(what), Span::Text(known)] => {
            Some((what.trim_end_matches(':').to_owned(), known.trim().to_owned()))
        }
        _ => None,
    });
    let area = ("Area".to_owned(), pack.area.clone());
    let facts: Vec<(String, String)> = std::iter::once(area).chain(said).collect();
    if facts.len() > 1 {
        return facts;
    }
    let status = if pack.draft { "Draft" } else { "Final" };
    let known = [
        ("Committee", pack.committee.clone()),
        ("Period", pack.period.clone()),
        ("Figures as at", pack.as_at.format("%-d %B %Y").to_string()),
        ("Status", status.to_owned()),
        ("Author", pack.author.clone()),
    ];
    facts.into_iter().chain(known.map(|(what, known)| (what.to_owned(), known))).collect()
}

/// The list of sheets, in the order of [`CONTENTS`]: the notes, the sheets of the whole area, and those of each agreement.
pub(in crate::publish) fn listed<'a>(sheets: &'a [TableSheet<'_>]) -> Vec<[&'a str; 4]> {
    let notes = ["notes", WHOLE, "Notes", "What the notes say that sheets refer to"];
    let tables = sheets
        .iter()
        .map(|sheet| [sheet.name.as_str(), sheet.agreement.unwrap_or(WHOLE), sheet.section, sheet.title.as_str()]);
    std::iter::once(notes).chain(tables).collect()
}

/// The first sheet, which links to all others.
pub(super) fn write<F>(
    sheet: &mut Worksheet,
    pack: &Pack<F>,
    sheets: &[TableSheet<'_>],
    formats: &Formats,
) -> Result<(), XlsxError> {
    sheet.set_name("cover")?;
    for (place, width) in (0..).zip(WIDTHS) {
        sheet.set_column_width(place, width as f64)?;
    }
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
    let headings = CONTENTS.map(|heading| (heading.to_owned(), Holds::Words));
    let marked =
        Marked { name: "contents", first_row: header, rows: sheets.len() + 1, headings: &headings, total: None };
    mark_up(sheet, &marked, formats)?;
    for (place, line) in listed(sheets).into_iter().enumerate() {
        let at = header + row(place)? + 1;
        let [name, words @ ..] = line;
        let link = Url::new(format!("internal:'{name}'!A1")).set_text(name);
        sheet.write_url_with_format(at, 0, link, &formats.link)?;
        for (column, text) in (1..).zip(words) {
            sheet.write_string_with_format(at, column, shortened(text), &formats.words)?;
        }
        set_height(sheet, at, line.into_iter().zip(WIDTHS))?;
    }
    set_page(sheet, header)
}
