//! Drafting: finds the headings of a sheet's table, which may be stacked over several rows and stand below titles.

use std::collections::{BTreeMap, BTreeSet};

use super::cells::{CellLook, is_column_label, look};
use crate::model::words::folded;
use crate::read::{Cell, CellValue, Row, Sheet};

/// How many rows from the top may hold the headings.
const DEEPEST: usize = 120;
/// How many rows a heading may be stacked over.
const HIGHEST: u32 = 12;

/// Where the headings of a table stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Header {
    /// Their first row, counted from zero.
    pub first: u32,
    /// Their last row.
    pub last: u32,
    /// How a row below them begins that only labels the columns, if there is one.
    pub labelled: Option<String>,
    /// What that row says of each column.
    pub column_labels: BTreeMap<u32, String>,
}

/// A row that may hold headings.
struct Candidate {
    number: u32,
    /// The columns with a text that may be a heading, and the text.
    labels: BTreeMap<u32, String>,
    figures: BTreeSet<u32>,
    is_labelled: bool,
}

/// The headings over most columns of figures; `None` where no row of headings stands over figures.
///
/// A column of figures has at least so many of them as `least` says.
pub(super) fn find(sheet: &Sheet, empty: &[String], least: usize) -> Option<Header> {
    let candidates: Vec<Candidate> = sheet.rows().take(DEEPEST).map(|row| candidate(row, empty)).collect();
    let figures = figures_in_columns(sheet, empty);
    let mut below = figures.clone();
    let mut best: Option<(usize, usize, BTreeSet<u32>)> = None;
    for (place, row) in candidates.iter().enumerate() {
        for column in &row.figures {
            if let Some(count) = below.get_mut(column) {
                *count = count.saturating_sub(1);
            }
        }
        let tall: BTreeSet<u32> =
            below.iter().filter(|(_, count)| **count >= least).map(|(column, _)| *column).collect();
        let covered = row.labels.keys().filter(|column| tall.contains(column)).count();
        let score = covered.saturating_sub(2 * row.figures.len());
        let is_better = score > 0 && best.as_ref().is_none_or(|(most, ..)| score > *most);
        if is_better && row.labels.len() >= 2 && !row.is_labelled {
            best = Some((score, place, tall));
        }
    }
    let (_, place, tall) = best?;
    let header = stacked(&candidates, place, &tall, sheet);
    heads_most(sheet, &header, &figures, empty).then_some(header)
}

fn candidate(row: Row<'_>, empty: &[String]) -> Candidate {
    let mut found =
        Candidate { number: row.number, labels: BTreeMap::new(), figures: BTreeSet::new(), is_labelled: false };
    let mut years = BTreeMap::new();
    let mut labelled = 0;
    for cell in row.cells() {
        let column = cell.address.column;
        match look(cell, empty) {
            CellLook::Words(text) if is_column_label(text) => labelled += 1,
            CellLook::Words(text) => {
                found.labels.insert(column, text.to_owned());
            }
            CellLook::Day => {
                found.labels.insert(column, cell.value.text());
            }
            CellLook::Figure(_) => {
                if let CellValue::Number(number) = cell.value
                    && (1990.0..2100.0).contains(&number)
                    && number.fract() == 0.0
                {
                    years.insert(column, cell.value.text());
                }
                found.figures.insert(column);
            }
            CellLook::Nothing | CellLook::Mark(_) | CellLook::Other => {}
        }
    }
    // Calendar years as numbers head columns only where all numbers of the row are such years.
    if years.len() >= 2 && years.len() == found.figures.len() {
        found.figures.clear();
        found.labels.extend(years);
    }
    found.is_labelled = labelled >= 2 && labelled >= found.labels.len();
    found
}

fn figures_in_columns(sheet: &Sheet, empty: &[String]) -> BTreeMap<u32, usize> {
    let mut figures = BTreeMap::new();
    for cell in sheet.cells() {
        if matches!(look(cell, empty), CellLook::Figure(_)) {
            *figures.entry(cell.address.column).or_default() += 1;
        }
    }
    figures
}

/// Whether most of the sheet's figures stand under the headings: a heading over a few of them heads no table.
fn heads_most(sheet: &Sheet, header: &Header, figures: &BTreeMap<u32, usize>, empty: &[String]) -> bool {
    let texts = header.texts(sheet, empty);
    let above = sheet.rows().take_while(|row| row.number <= header.last).flat_map(|row| row.cells());
    let is_headed = |column: &u32| texts.contains_key(column);
    let is_figure = |cell: &&Cell| is_headed(&cell.address.column) && matches!(look(cell, empty), CellLook::Figure(_));
    let all: usize = figures.values().sum();
    let headed: usize = figures.iter().filter(|(column, _)| is_headed(column)).map(|(_, count)| count).sum();
    headed.saturating_sub(above.filter(is_figure).count()) * 2 >= all
}

/// The headings around the best row: rows next to it join it where it alone does not tell the columns apart.
fn stacked(candidates: &[Candidate], best: usize, tall: &BTreeSet<u32>, sheet: &Sheet) -> Header {
    let Some(row) = candidates.get(best) else {
        return Header { first: 0, last: 0, labelled: None, column_labels: BTreeMap::new() };
    };
    let over = |row: &Candidate| row.labels.keys().filter(|column| tall.contains(column)).count();
    let names: BTreeSet<String> =
        row.labels.iter().filter(|(column, _)| tall.contains(column)).map(|(_, text)| folded(text)).collect();
    let tells_apart = names.len() == tall.len();
    let is_group = |row: &Candidate| {
        let merged = sheet.merged.iter().any(|region| {
            region.first.row == row.number
                && region.last.column > region.first.column
                && tall.contains(&region.last.column)
        });
        row.figures.is_empty() && !row.is_labelled && (over(row) >= 2 || (merged && over(row) >= 1))
    };
    let (mut first, mut last) = (row.number, row.number);
    if !tells_apart {
        for row in candidates.iter().take(best).rev() {
            if row.number + 1 != first || !is_group(row) || last - row.number >= HIGHEST {
                break;
            }
            first = row.number;
        }
        for row in candidates.iter().skip(best + 1) {
            if row.number != last + 1 || !row.figures.is_empty() || over(row) < 2 || row.is_labelled {
                break;
            }
            if row.number - first >= HIGHEST {
                break;
            }
            last = row.number;
        }
    }
    let next = candidates.iter().find(|row| row.number == last + 1 && row.is_labelled);
    let cells = next.and_then(|next| sheet.rows().find(|row| row.number == next.number));
    let column_labels: BTreeMap<u32, String> =
        cells.iter().flat_map(|row| row.cells()).map(|cell| (cell.address.column, cell.value.text())).collect();
    Header { first, last, labelled: column_labels.values().next().cloned(), column_labels }
}

impl Header {
    /// Over how many rows the headings are stacked.
    pub fn height(&self) -> u32 {
        self.last - self.first + 1
    }

    /// What the heading rows say of each column, from the top; a merged cell above the last row speaks for all of its columns.
    pub fn texts(&self, sheet: &Sheet, empty: &[String]) -> BTreeMap<u32, Vec<String>> {
        let mut texts: BTreeMap<u32, Vec<String>> = BTreeMap::new();
        let rows = sheet.rows().skip_while(|row| row.number < self.first).take_while(|row| row.number <= self.last);
        for row in rows {
            for cell in row.cells() {
                if matches!(look(cell, empty), CellLook::Nothing) {
                    continue;
                }
                let text = cell.value.text().split_whitespace().collect::<Vec<_>>().join(" ");
                let region = sheet.merged.iter().find(|region| region.first == cell.address);
                let last = region.filter(|_| row.number < self.last).map_or(cell.address.column, |it| it.last.column);
                for column in cell.address.column..=last.min(cell.address.column + 500) {
                    texts.entry(column).or_default().push(text.clone());
                }
            }
        }
        texts
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::sheet;
    use super::find;
    use crate::model::origin::Address;
    use crate::read::Region;

    #[test]
    fn headings_stand_below_titles_and_rows_of_codes() {
        let rows = [
            "Revenue Outturn 2017-18",
            "Net current expenditure (£ thousand)",
            "Hide | | 1 | 5",
            "| | 190 | 290",
            "E-code | Local authority | Education services | Highways",
            "E0521 | Cambridgeshire | 278639 | 30400",
            "E4206 | Salford | 219385.1 | 2279",
        ];
        let found = find(&sheet("S", &rows), &[], 2).unwrap();
        assert_eq!((found.first, found.last), (4, 4));
    }

    #[test]
    fn stacked_headings_are_taken_together_and_letters_are_not() {
        let rows = [
            "PSS EXPENDITURE IN 2000-2001",
            "| | GROSS COST | | INCOME | ",
            "Service | | Provision | Provision | Client | Joint",
            "| | Expenditure | Expenditure | contributions | arrangements",
            "col A | col B | col C | col D | col E | col F",
            "A1 | Strategic management | 241 | 0 | 241 | 0",
            "A2 | Complaints | 323 | 0 | 323 | 90",
        ];
        let mut sheet = sheet("Bolton", &rows);
        let at = |row, column| Address { row, column };
        sheet.merged.push(Region { first: at(1, 2), last: at(1, 3) });
        let found = find(&sheet, &[], 2).unwrap();
        assert_eq!((found.first, found.last, found.labelled.as_deref()), (1, 3, Some("col A")));
        let texts = found.texts(&sheet, &[]);
        assert_eq!(
            texts[&3],
            ["GROSS COST", "Provision", "Expenditure"],
            "a merged heading speaks for all its columns"
        );
        assert_eq!(texts[&5], ["Joint", "arrangements"]);
    }

    #[test]
    fn a_page_of_text_has_no_headings() {
        let rows = ["Contents", "sheet 1 | Gross expenditure", "sheet 2 | Net expenditure"];
        assert_eq!(find(&sheet("Content", &rows), &[], 1), None);
        assert_eq!(find(&sheet("Empty", &[]), &[], 1), None);
    }
}
