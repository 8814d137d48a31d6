//! Printed pages: the headings of a table that stand again at the top of its next page.

use std::collections::{BTreeSet, HashSet};

use super::data::is_data;
use super::{RecognisedTable, begins, first_text, folded_all};
use crate::job::layout::columns::Field;
use crate::model::words::folded;
use crate::normalise::meaning::unit::{self, Said};
use crate::read::{CellValue, Row};

/// Words of which what a page is numbered with is made.
const MARKS: [&str; 8] = ["page", "sheet", "of", "continued", "cont", "contd", "cont d", "over"];

/// What the table found last says above and in its headings, and where its next pages begin.
#[derive(Debug)]
pub struct Pages {
    heading: Vec<(u32, String)>,
    /// What stands above and in the headings, row by row.
    known: HashSet<Vec<(u32, String)>>,
    /// The row right below the headings, where it states units and nothing else.
    units: Option<Vec<(u32, String)>>,
    /// How the row begins that ends the table.
    ends: Vec<String>,
    has_ended: bool,
    /// The place of the first row below the newest headings.
    top: usize,
    /// The rows of later pages that are no lines.
    pub rows: BTreeSet<u32>,
}

impl Pages {
    /// Those of a table that was found.
    #[must_use]
    pub fn of(table: &RecognisedTable<'_>, rows: &[Row<'_>]) -> Self {
        let place = |number: u32| rows.partition_point(|row| row.number < number);
        let (first, top) = (place(table.above), place(table.header_last.saturating_add(1)));
        let known: Vec<_> = rows.get(first..top).unwrap_or_default().iter().map(|row| texts(*row)).collect();
        let heading = known.last().cloned().unwrap_or_default();
        let units = rows.get(top).filter(|row| is_units(**row)).map(|row| texts(*row));
        let (ends, known) = (folded_all(&table.layout.ends), known.into_iter().collect());
        Self { heading, known, units, ends, has_ended: false, top, rows: BTreeSet::new() }
    }

    /// Whether the table goes on below a row, which repeats its headings: nothing stands between that may say another period,
    /// unit or title. Rows are shown one after the other.
    pub fn go_on(&mut self, table: &RecognisedTable<'_>, rows: &[Row<'_>], place: usize) -> bool {
        let Some(row) = rows.get(place) else { return false };
        if !self.ends.is_empty() && !self.has_ended {
            let words = first_text(*row, &table.layout.empty).map(folded);
            self.has_ended = words.is_some_and(|words| begins(&words, &self.ends));
        }
        if self.has_ended || !self.is_heading(*row) {
            return false;
        }
        let page = rows.get(self.top..place).unwrap_or_default();
        let between = page.iter().rposition(|row| is_data(table, *row)).map_or(0, |last| last + 1);
        let between = page.get(between..).unwrap_or_default();
        let is_of_page = |row: &&Row<'_>| self.known.contains(&texts(**row)) || is_mark(**row);
        if !between.iter().all(|row| is_of_page(&row) || is_line(table, *row)) {
            return false;
        }
        let of_page: Vec<u32> = between.iter().filter(is_of_page).map(|row| row.number).collect();
        self.rows.extend(of_page.into_iter().chain([row.number]));
        let below =
            rows.get(place + 1).filter(|below| self.units.as_ref().is_some_and(|units| *units == texts(**below)));
        self.rows.extend(below.map(|row| row.number));
        self.top = place + 1;
        true
    }

    /// Most rows have another first cell, and are looked at no further.
    fn is_heading(&self, row: Row<'_>) -> bool {
        let alike = |(cell, (column, text)): (&crate::read::Cell, &(u32, String))| {
            cell.address.column == *column && folded(&cell.value.text()) == *text
        };
        row.cells().zip(&self.heading).all(alike) && row.cells().count() == self.heading.len()
    }
}

fn texts(row: Row<'_>) -> Vec<(u32, String)> {
    row.cells().map(|cell| (cell.address.column, folded(&cell.value.text()))).collect()
}

fn is_units(row: Row<'_>) -> bool {
    row.cells().all(|cell| matches!(&cell.value, CellValue::Text(text) if unit::whole(text) != Said::Nothing))
}

/// Whether a row says which page it stands on, and no more.
fn is_mark(row: Row<'_>) -> bool {
    let is_number = |word: &str| word.len() < 6 && word.bytes().all(|byte| byte.is_ascii_digit());
    let says = |text: &str| {
        let words = folded(text);
        MARKS.contains(&words.as_str())
            || words.starts_with("page") && words.split(' ').all(|word| MARKS.contains(&word) || is_number(word))
    };
    row.cells().all(|cell| matches!(&cell.value, CellValue::Text(text) if says(text)))
}

/// Whether a row is a line without amounts: it has names in two columns or more, and nothing beside them.
fn is_line(table: &RecognisedTable<'_>, row: Row<'_>) -> bool {
    let fields = [Field::Agreement, Field::Line, Field::Partner, Field::Class, Field::Form];
    let is_name = |column: u32| fields.iter().any(|field| table.field(*field).contains(&column));
    row.cells().count() > 1 && row.cells().all(|cell| is_name(cell.address.column))
}
