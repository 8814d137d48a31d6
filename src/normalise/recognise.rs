//! Recognise: which layout a sheet has, by its header words.

use std::collections::BTreeMap;

use super::convert::{Amount, amount};
use crate::finding::{About, Finding, Level, Nature};
use crate::job::layout::{Column, ReturnLayout, Unit};
use crate::model::origin::{Address, Place};
use crate::model::words::{folded, listed};
use crate::read::{CellValue, Row, Sheet};

/// A sheet with figures that no layout matches.
pub const UNRECOGNISED_SHEET: About = About {
    name: "unrecognised-sheet",
    level: Level::Warning,
    nature: Nature::Fact,
    finds: "a sheet with figures whose header words match no layout.",
    matters: "none of its figures is used.",
    action: "add a layout for it under templates/layouts/, or ask the partner for the usual form.",
};

/// A sheet that two layouts match equally well.
pub const AMBIGUOUS_LAYOUT: About = About {
    name: "ambiguous-layout",
    level: Level::Error,
    nature: Nature::Fact,
    finds: "a sheet that two layouts match with the same number of header words.",
    matters: "the program does not guess which is meant; none of the sheet's figures is used.",
    action: "give one of the layouts another header word that the sheet has.",
};

/// A column that a layout reads and a sheet lacks.
pub const MISSING_COLUMN: About = About {
    name: "missing-column",
    level: Level::Error,
    nature: Nature::Fact,
    finds: "a sheet that has the header words of a layout, but lacks a column that the layout reads.",
    matters: "what stands in the column, perhaps under another heading, is not used.",
    action: "ask the partner for the usual heading, or add the new one to the column's synonyms in the layout.",
};

/// Figures under a heading that the layout does not read.
pub const UNREAD_FIGURES: About = About {
    name: "unread-figures",
    level: Level::Note,
    nature: Nature::Fact,
    finds: "figures beside the amounts, in a column that the layout does not read; an error where the column has the same \
            heading as one that it does read.",
    matters: "they are in no sum. That is right for reference numbers, and wrong for money.",
    action: "if they are money, name the column in the layout.",
};

/// A layout and where its columns are on one sheet.
#[derive(Debug)]
pub struct Recognised<'l> {
    /// The layout.
    pub layout: &'l ReturnLayout,
    /// The row with the header words.
    pub header_row: u32,
    /// The agreement's column.
    pub agreement: Option<u32>,
    /// The line's column.
    pub line: Option<u32>,
    /// The partner's column.
    pub partner: Option<u32>,
    /// The period's column.
    pub period: Option<u32>,
    /// The column of each of the layout's amounts, with the amount's place in the layout.
    pub amounts: Vec<(u32, usize)>,
}

impl Recognised<'_> {
    /// Every column that the layout reads, from the left.
    #[must_use]
    pub fn columns(&self) -> Vec<u32> {
        let words = [self.agreement, self.line, self.partner, self.period];
        let mut columns: Vec<u32> =
            words.into_iter().flatten().chain(self.amounts.iter().map(|(column, _)| *column)).collect();
        columns.sort_unstable();
        columns.dedup();
        columns
    }
}

/// The layout that a sheet has: the one with most header words, all of them on one row.
///
/// A sheet without figures needs no layout. A sheet that none matches, or two match equally, is a finding.
pub fn recognise<'l>(
    file: &str,
    sheet: &Sheet,
    layouts: &'l [ReturnLayout],
    findings: &mut Vec<Finding>,
) -> Option<Recognised<'l>> {
    let matches = matches(sheet, layouts);
    let most = matches.iter().map(|found| found.layout.recognise.len()).max();
    let mut best: Vec<Recognised<'l>> =
        matches.into_iter().filter(|found| Some(found.layout.recognise.len()) == most).collect();
    match best.len() {
        0 => {
            findings.extend(unrecognised(file, sheet));
            None
        }
        1 => {
            let found = best.pop()?;
            findings.extend(missing_columns(file, sheet, &found));
            findings.extend(unread_figures(file, sheet, &found));
            Some(found)
        }
        _ => {
            let names: Vec<String> = best.iter().map(|found| format!("`{}`", found.layout.name)).collect();
            let message =
                format!("the layouts {} match sheet `{}` equally well; none of it is used", listed(&names), sheet.name);
            let help = "give one of the layouts another header word that the sheet has";
            findings.push(Finding::new(&AMBIGUOUS_LAYOUT, message, help).at(Place::sheet(file, &sheet.name)));
            None
        }
    }
}

fn unrecognised(file: &str, sheet: &Sheet) -> Option<Finding> {
    let figures = sheet.cells().iter().filter(|cell| holds_figure(&cell.value)).count();
    if figures == 0 {
        return None;
    }
    let count = crate::model::words::counted(figures, "figure");
    let message = format!("no layout matches sheet `{}`, which has {count}; none is used", sheet.name);
    let help = "add a layout for it under templates/layouts/, or ask the partner for the usual form";
    Some(Finding::new(&UNRECOGNISED_SHEET, message, help).at(Place::sheet(file, &sheet.name)))
}

fn holds_figure(value: &CellValue) -> bool {
    match value {
        CellValue::Number(_) => true,
        CellValue::Text(_) => matches!(amount(value, Unit::Pounds, &[]), Amount::Given { .. }),
        _ => false,
    }
}

fn missing_columns(file: &str, sheet: &Sheet, found: &Recognised<'_>) -> Vec<Finding> {
    let columns = &found.layout.columns;
    let words = [
        (&columns.agreement, found.agreement),
        (&columns.line, found.line),
        (&columns.partner, found.partner),
        (&columns.period, found.period),
    ];
    let lacking = words.into_iter().filter_map(|(column, place)| column.as_ref().filter(|_| place.is_none()));
    let amounts = found
        .layout
        .amounts
        .iter()
        .enumerate()
        .filter(|(number, amount)| !amount.optional && !found.amounts.iter().any(|(_, known)| known == number));
    lacking
        .map(|column| &column.header)
        .chain(amounts.map(|(_, amount)| &amount.header))
        .filter_map(|header| header.first())
        .map(|heading| {
            let message =
                format!("sheet `{}` has no column `{heading}`, which layout `{}` reads", sheet.name, found.layout.name);
            let help =
                "ask the partner for the usual heading, or add the new one to the column's synonyms in the layout";
            Finding::new(&MISSING_COLUMN, message, help).at(Place::sheet(file, &sheet.name))
        })
        .collect()
}

/// Columns of figures beside the amounts that the layout does not read.
fn unread_figures(file: &str, sheet: &Sheet, found: &Recognised<'_>) -> Vec<Finding> {
    let read = found.columns();
    let is_amount = |column: u32| found.amounts.iter().any(|(place, _)| *place == column);
    let mut unread: BTreeMap<u32, usize> = BTreeMap::new();
    for row in sheet.rows().filter(|row| row.number > found.header_row) {
        if row.cells().any(|cell| is_amount(cell.address.column)) {
            for cell in row.cells().filter(|cell| !read.contains(&cell.address.column) && holds_figure(&cell.value)) {
                *unread.entry(cell.address.column).or_default() += 1;
            }
        }
    }
    let header = sheet.rows().find(|row| row.number == found.header_row);
    let heading = |column: u32| header.and_then(|row| row.cell(column)).map(|cell| cell.value.text());
    unread
        .into_iter()
        .map(|(column, count)| {
            let name = heading(column).unwrap_or_else(|| "no heading".to_owned());
            let twice =
                found.amounts.iter().any(|(place, _)| heading(*place).map(|text| folded(&text)) == Some(folded(&name)));
            let letters = Address { row: 0, column }.letters();
            let what = if twice { "heads two columns; the second" } else { "is read by no column of the layout; it" };
            let message =
                format!("`{name}` {what} (column {letters}) has {}", crate::model::words::counted(count, "figure"));
            let cell = Address { row: found.header_row, column };
            let place = Place { cell: Some(cell.to_string()), ..Place::sheet(file, &sheet.name) };
            let help = format!("if they are money, name the column in templates/layouts/{}.toml", found.layout.name);
            let finding = Finding::new(&UNREAD_FIGURES, message, help).at(place);
            if twice { finding.at_level(Level::Error) } else { finding }
        })
        .collect()
}

/// The row in which a second table begins: the header words again, or another place for the period, below the header.
#[must_use]
pub fn second_table(sheet: &Sheet, found: &Recognised<'_>) -> Option<u32> {
    let label = found.layout.fixed.period.as_ref().and_then(|fixed| fixed.above_header.as_deref()).map(folded);
    let is_label = |text: &str| {
        let before = text.split_once(':').map_or(text, |(before, _)| before);
        label.is_some() && Some(folded(before)) == label
    };
    let words = HeaderWords::of(found.layout);
    let mut below = sheet.rows().filter(|row| row.number > found.header_row);
    below
        .find(|row| {
            words.stand_on(&headings(*row))
                || row.cells().any(|cell| matches!(&cell.value, CellValue::Text(text) if is_label(text)))
        })
        .map(|row| row.number)
}

/// The header words of a layout, folded once for all rows. A word stands for its column: any of that column's synonyms will
/// do.
struct HeaderWords<'l> {
    layout: &'l ReturnLayout,
    words: Vec<Vec<String>>,
}

impl<'l> HeaderWords<'l> {
    fn of(layout: &'l ReturnLayout) -> Self {
        let fold = |names: &[String]| names.iter().map(|name| folded(name)).collect::<Vec<_>>();
        let columns = &layout.columns;
        let words = [&columns.agreement, &columns.line, &columns.partner, &columns.period];
        let headers = words.into_iter().flatten().map(|column| &column.header);
        let headers: Vec<Vec<String>> =
            headers.chain(layout.amounts.iter().map(|amount| &amount.header)).map(|header| fold(header)).collect();
        let synonyms = |word: &String| {
            let word = folded(word);
            headers.iter().find(|header| header.contains(&word)).cloned().unwrap_or_else(|| vec![word])
        };
        Self { layout, words: layout.recognise.iter().map(synonyms).collect() }
    }

    /// Whether all of them stand on a row.
    fn stand_on(&self, headings: &BTreeMap<String, u32>) -> bool {
        self.words.iter().all(|synonyms| synonyms.iter().any(|name| headings.contains_key(name)))
    }
}

/// Every layout whose header words stand on one row, by the first such row.
fn matches<'l>(sheet: &Sheet, layouts: &'l [ReturnLayout]) -> Vec<Recognised<'l>> {
    let mut sought: Vec<_> = layouts.iter().map(|layout| (HeaderWords::of(layout), None)).collect();
    for row in sheet.rows() {
        let headings = headings(row);
        for (words, found) in sought.iter_mut().filter(|(_, found)| found.is_none()) {
            *found = words.stand_on(&headings).then(|| placed(words.layout, row.number, &headings));
        }
    }
    sought.into_iter().filter_map(|(_, found)| found).collect()
}

/// Where the columns of a layout are below a row of headings.
fn placed<'l>(layout: &'l ReturnLayout, header_row: u32, headings: &BTreeMap<String, u32>) -> Recognised<'l> {
    let column = |names: &[String]| names.iter().find_map(|name| headings.get(&folded(name)).copied());
    let of = |field: &Option<Column>| field.as_ref().and_then(|field| column(&field.header));
    let amounts = layout.amounts.iter().enumerate();
    Recognised {
        layout,
        header_row,
        agreement: of(&layout.columns.agreement),
        line: of(&layout.columns.line),
        partner: of(&layout.columns.partner),
        period: of(&layout.columns.period),
        amounts: amounts.filter_map(|(place, amount)| Some((column(&amount.header)?, place))).collect(),
    }
}

/// The columns of a row of headings, by their folded text; of two that are the same, the first.
pub fn headings(row: Row<'_>) -> BTreeMap<String, u32> {
    let mut headings = BTreeMap::new();
    for cell in row.cells() {
        if let CellValue::Text(text) = &cell.value {
            headings.entry(folded(text)).or_insert(cell.address.column);
        }
    }
    headings
}

/// The value that stands with a label above the header: in the next cell, or behind a colon in the same one.
#[must_use]
pub fn above_header(sheet: &Sheet, header_row: u32, label: &str) -> Option<(Address, CellValue)> {
    let wanted = folded(label);
    sheet.rows().take_while(|row| row.number < header_row).find_map(|row| {
        let mut cells = row.cells();
        std::iter::from_fn(move || cells.next().map(|cell| (cell, cells.clone().next()))).find_map(|(cell, next)| {
            let CellValue::Text(text) = &cell.value else { return None };
            if folded(text) == wanted {
                return next.map(|next| (next.address, next.value.clone()));
            }
            let (before, after) = text.split_once(':')?;
            let same = folded(before) == wanted && !after.trim().is_empty();
            same.then(|| (cell.address, CellValue::Text(after.trim().to_owned())))
        })
    })
}
