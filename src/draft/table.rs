//! Drafting: a sheet's table as columns, each with its heading and a count of what its cells look like.

use std::collections::{BTreeMap, BTreeSet};

use super::cells::{CellLook, look};
use super::header::{Header, find};
use crate::model::origin::Address;
use crate::model::words::folded;
use crate::normalise::meaning::total::{RowLabel, label};
use crate::read::{Row, Sheet};

/// How many different texts or numbers of a column are remembered.
const REMEMBERED: usize = 3_000;

/// A sheet's table.
#[derive(Debug)]
pub(super) struct SheetTable<'a> {
    /// The sheet.
    pub sheet: &'a Sheet,
    /// Where its headings stand.
    pub header: Header,
    /// Texts that stand for empty cells all over the sheet.
    pub empty: Vec<String>,
    /// Its columns, from the left.
    pub columns: Vec<SheetColumn>,
}

/// A column, and what its cells below the headings look like.
#[derive(Debug, Default)]
pub(super) struct SheetColumn {
    /// Its place, counted from zero.
    pub index: u32,
    /// What its heading says, from the top.
    pub texts: Vec<String>,
    /// Its heading as one text; empty where it has none, or one that differs from sheet to sheet.
    pub heading: String,
    /// Cells with anything in them.
    pub filled: usize,
    /// Numbers.
    pub figures: usize,
    /// Numbers with pence, a currency sign, commas or brackets.
    pub like_money: usize,
    /// Numbers shown as percentages.
    pub percent: usize,
    /// Days and runs of months.
    pub days: usize,
    /// Texts that are neither.
    pub words: usize,
    /// The different texts, marks for no figure among them, and how often each stands there.
    pub said: BTreeMap<String, usize>,
    /// The different numbers, in pence.
    pub values: BTreeSet<i64>,
    /// Whether every number is greater than the one above it.
    pub ascending: bool,
    last: Option<i64>,
}

impl<'a> SheetTable<'a> {
    /// The table of a sheet; `None` where no headings stand over figures.
    pub fn of(sheet: &'a Sheet) -> Option<Self> {
        Self::over(sheet, 2)
    }

    /// The same where a single row of figures will do; a page of text may have such a row.
    pub fn of_one_row(sheet: &'a Sheet) -> Option<Self> {
        Self::over(sheet, 1)
    }

    fn over(sheet: &'a Sheet, rows: usize) -> Option<Self> {
        let empty = empty_marks(sheet);
        let header = find(sheet, &empty, rows)?;
        let texts = header.texts(sheet, &empty);
        let mut columns: BTreeMap<u32, SheetColumn> = BTreeMap::new();
        for (index, texts) in texts {
            let heading = heading(&texts, &sheet.name);
            columns.insert(index, SheetColumn { index, texts, heading, ascending: true, ..SheetColumn::default() });
        }
        let first_body = header.last + 1 + u32::from(header.labelled.is_some());
        for cell in sheet.cells().iter().filter(|cell| cell.address.row >= first_body) {
            let index = cell.address.column;
            let column = columns.entry(index).or_insert_with(|| SheetColumn {
                index,
                ascending: true,
                ..SheetColumn::default()
            });
            column.count(look(cell, &empty));
        }
        Some(Self { sheet, header, empty, columns: columns.into_values().collect() })
    }

    /// The rows below the headings.
    pub fn body(&self) -> impl Iterator<Item = Row<'a>> + use<'_, 'a> {
        let first = self.header.last + 1 + u32::from(self.header.labelled.is_some());
        self.sheet.rows().filter(move |row| row.number >= first)
    }

    /// The texts of the rows above the headings, with their cells.
    pub fn above(&self) -> Vec<(Address, String)> {
        let rows = self.sheet.rows().take_while(|row| row.number < self.header.first);
        rows.flat_map(|row| row.cells())
            .filter(|cell| !matches!(look(cell, &self.empty), CellLook::Nothing))
            .map(|cell| (cell.address, cell.value.text()))
            .collect()
    }

    /// The headings of the columns, folded, without those that stand over words.
    pub fn shape(&self) -> Vec<(u32, String)> {
        let counted = self.columns.iter().filter(|column| column.is_figures());
        counted.map(|column| (column.index, folded(&column.heading))).collect()
    }
}

impl SheetColumn {
    /// Whether anything is left of its heading when it is compared with a sheet's: of `%` and `£` nothing is.
    pub fn is_named(&self) -> bool {
        !folded(&self.heading).is_empty()
    }

    /// Its letters.
    pub fn column_letters(&self) -> String {
        Address { row: 0, column: self.index }.column_letters()
    }

    /// Whether it mostly holds numbers, or marks for none.
    pub fn is_figures(&self) -> bool {
        self.figures > 0 && self.figures * 2 > self.figures + self.words + self.days
    }

    /// Whether it mostly holds days.
    pub fn is_days(&self) -> bool {
        self.days * 2 > self.filled
    }

    /// Whether its numbers look like references: whole, above zero, and counting up, equally long, or all the same.
    pub fn is_like_reference(&self) -> bool {
        if self.figures < 8 || self.like_money * 20 > self.figures || self.values.iter().any(|pence| *pence <= 0) {
            return false;
        }
        let widths: BTreeSet<usize> = self.values.iter().map(|pence| (pence / 100).to_string().len()).collect();
        let equally_long = widths.len() == 1 && widths.first().is_some_and(|width| *width >= 3);
        let all_different = self.values.len() == self.figures;
        self.values.len() == 1 || equally_long || (all_different && self.ascending)
    }

    /// Whether its numbers are whole and none is written as money is.
    pub fn is_whole(&self) -> bool {
        self.figures > 0 && self.like_money == 0
    }

    /// Whether its numbers are whole, above zero, all different and equally long, as codes are; few rows can show that.
    pub fn is_of_one_length(&self) -> bool {
        let mut lengths = self.values.iter().map(|pence| (pence / 100).to_string().len());
        let first = lengths.next();
        self.figures >= 3
            && self.is_whole()
            && self.values.len() == self.figures
            && self.values.iter().all(|pence| *pence > 0 && pence % 100 == 0)
            && first.is_some_and(|first| first >= 3 && lengths.all(|length| length == first))
    }

    /// Whether its numbers are nothing but 0 and 1.
    pub fn is_flags(&self) -> bool {
        self.figures >= 5 && self.values.iter().eq(&[0, 100])
    }

    /// Whether nearly all of its texts pass a test, without the labels of totals.
    pub fn mostly(&self, test: impl Fn(&str) -> bool) -> bool {
        let is_total = |text: &str| matches!(label(text), Some(RowLabel::Total { alone: true }));
        let said = || self.said.iter().filter(|(text, _)| !is_total(text));
        let all: usize = said().map(|(_, count)| count).sum();
        let passing: usize = said().filter(|(text, _)| test(text)).map(|(_, count)| count).sum();
        all > 0 && passing * 10 >= all * 9
    }

    fn count(&mut self, look: CellLook<'_>) {
        self.filled += usize::from(look != CellLook::Nothing);
        match look {
            CellLook::Figure(figure) => {
                let pence = figure.value.pence();
                self.figures += 1;
                self.like_money += usize::from(figure.like_money);
                self.percent += usize::from(figure.percent);
                self.ascending &= self.last.is_none_or(|last| last < pence);
                self.last = Some(pence);
                if self.values.len() < REMEMBERED {
                    self.values.insert(pence);
                }
            }
            CellLook::Day => self.days += 1,
            CellLook::Mark(text) | CellLook::Words(text) => {
                self.words += usize::from(matches!(look, CellLook::Words(_)));
                if let Some(count) = self.said.get_mut(text) {
                    *count += 1;
                } else if self.said.len() < REMEMBERED {
                    self.said.insert(text.to_owned(), 1);
                }
            }
            CellLook::Nothing | CellLook::Other => {}
        }
    }
}

/// The texts of a heading as one, from the top; none where it is the sheet's own name, which other sheets do not have.
fn heading(texts: &[String], sheet: &str) -> String {
    let mut words: Vec<&str> = texts.iter().map(String::as_str).collect();
    words.dedup();
    if words.iter().any(|text| folded(text) == folded(sheet)) && words.len() == 1 {
        String::new()
    } else {
        words.join(" ")
    }
}

/// The text `NA`, where it stands for an empty cell all over a sheet: among names and in titles too.
fn empty_marks(sheet: &Sheet) -> Vec<String> {
    let is_mark = |text: &str| text.trim() == "NA";
    let mut columns: BTreeMap<u32, usize> = BTreeMap::new();
    let mut all = BTreeSet::new();
    let mut in_first_rows = 0;
    for cell in sheet.cells() {
        all.insert(cell.address.column);
        if matches!(&cell.value, crate::read::CellValue::Text(text) if is_mark(text)) {
            *columns.entry(cell.address.column).or_default() += 1;
            in_first_rows += usize::from(cell.address.row < 4);
        }
    }
    let everywhere = columns.len() * 2 > all.len() && in_first_rows >= 2 && columns.contains_key(&0);
    if everywhere { vec!["NA".to_owned()] } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::sheet;
    use super::SheetTable;

    #[test]
    fn columns_are_counted_below_their_headings() {
        let rows = [
            "Ledger of a council",
            "Body | Paid date | Ref | Amount",
            "Salford | 2012-04-02 | 601045 | 2530.50",
            "Salford | 2012-04-03 | 601046 | ..",
            "Salford | 2012-04-04 | 601047 | '(20.00)",
        ];
        let sheet = sheet("S", &rows);
        let table = SheetTable::of(&sheet).unwrap();
        let headings: Vec<&str> = table.columns.iter().map(|column| column.heading.as_str()).collect();
        assert_eq!(headings, ["Body", "Paid date", "Ref", "Amount"]);
        assert!(table.columns[1].is_days() && table.columns[3].is_figures() && !table.columns[0].is_figures());
        assert_eq!(table.columns[3].like_money, 2);
        assert_eq!(table.columns[3].said.get(".."), Some(&1));
        assert_eq!(table.above()[0].1, "Ledger of a council");
        assert_eq!(table.body().count(), 3);
    }

    #[test]
    fn whole_numbers_that_count_up_or_are_equally_long_are_references() {
        let mut rows = vec!["Council | Code | Place | Spend".to_owned()];
        rows.extend((0..9).map(|row| format!("c{row} | {} | {} | {}", 100 + row * 7, 7 + row, 1000 * row - 40)));
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let sheet = sheet("S", &rows);
        let table = SheetTable::of(&sheet).unwrap();
        let like: Vec<bool> = table.columns.iter().map(super::SheetColumn::is_like_reference).collect();
        assert_eq!(like, [false, true, true, false]);
    }

    #[test]
    fn na_all_over_a_sheet_is_an_empty_cell() {
        let rows = [
            "TITLE | NA | NA | NA",
            "NA | NA | GROSS | NET",
            "NA | NA | NA | NA",
            "A1 | Meals | 5 | NA",
            "NA | Day | 6 | 7",
        ];
        let sheet = sheet("S", &rows);
        let table = SheetTable::of(&sheet).unwrap();
        assert_eq!(table.empty, ["NA"]);
        assert_eq!(table.columns[2].heading, "GROSS");
    }
}
