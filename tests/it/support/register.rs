//! The register of an area that a test builds: sheets of text, of which a row can be found, added and changed.

use super::workbook::{self, Sheet};

/// The sheets, each with its headings as the first row.
#[derive(Default)]
pub struct Register {
    sheets: Vec<Sheet>,
}

/// A row of a sheet.
#[derive(Clone)]
pub struct Row {
    sheet: String,
    number: usize,
}

impl Register {
    pub fn from_text(text: &str) -> Self {
        Self { sheets: workbook::parse(text) }
    }

    /// The bytes of the workbook.
    pub fn workbook(&self) -> Vec<u8> {
        workbook::from_sheets(&self.sheets, true)
    }

    fn rows(&mut self, sheet: &str) -> &mut Vec<Vec<String>> {
        let place = self.sheets.iter().position(|(name, _)| name == sheet).unwrap_or_else(|| {
            self.sheets.push((sheet.to_owned(), vec![Vec::new()]));
            self.sheets.len() - 1
        });
        &mut self.sheets[place].1
    }

    /// The first row that has all of these cells.
    pub fn find(&mut self, sheet: &str, cells: &[(&str, &str)]) -> Option<Row> {
        let rows = self.rows(sheet);
        let place = |heading: &str| rows[0].iter().position(|cell| cell == heading);
        let wanted: Vec<(Option<usize>, &str)> = cells.iter().map(|(heading, text)| (place(heading), *text)).collect();
        let has_all = |row: &Vec<String>| {
            wanted
                .iter()
                .all(|(place, text)| place.and_then(|place| row.get(place)).map_or("", String::as_str) == *text)
        };
        let number = rows.iter().skip(1).position(has_all)? + 1;
        Some(Row { sheet: sheet.to_owned(), number })
    }

    /// Adds a row.
    pub fn add(&mut self, sheet: &str, cells: &[(&str, &str)]) -> Row {
        let rows = self.rows(sheet);
        rows.push(Vec::new());
        let row = Row { sheet: sheet.to_owned(), number: rows.len() - 1 };
        cells.iter().for_each(|(heading, text)| self.set(&row, heading, text));
        row
    }

    /// Adds a row before all others.
    pub fn add_first(&mut self, sheet: &str, cells: &[(&str, &str)]) -> Row {
        self.rows(sheet).insert(1, Vec::new());
        let row = Row { sheet: sheet.to_owned(), number: 1 };
        cells.iter().for_each(|(heading, text)| self.set(&row, heading, text));
        row
    }

    /// The row that has these cells, which is added where there is none.
    pub fn row(&mut self, sheet: &str, cells: &[(&str, &str)]) -> Row {
        self.find(sheet, cells).unwrap_or_else(|| self.add(sheet, cells))
    }

    /// Writes a cell under a heading, which is added where the sheet lacks it.
    pub fn set(&mut self, row: &Row, heading: &str, text: &str) {
        let rows = self.rows(&row.sheet);
        let place = rows[0].iter().position(|cell| cell == heading).unwrap_or_else(|| {
            rows[0].push(heading.to_owned());
            rows[0].len() - 1
        });
        let cells = &mut rows[row.number];
        if cells.len() <= place {
            cells.resize(place + 1, String::new());
        }
        text.clone_into(&mut cells[place]);
    }

    /// Writes a cell under a heading in every row.
    pub fn fill(&mut self, sheet: &str, heading: &str, text: &str) {
        for number in 1..self.rows(sheet).len() {
            self.set(&Row { sheet: sheet.to_owned(), number }, heading, text);
        }
    }

    pub fn get(&mut self, row: &Row, heading: &str) -> String {
        let rows = self.rows(&row.sheet);
        let place = rows[0].iter().position(|cell| cell == heading);
        place.and_then(|place| rows[row.number].get(place).cloned()).unwrap_or_default()
    }

    /// Replaces a text in every cell that has it.
    pub fn rewrite(&mut self, old: &str, new: &str) {
        let mut cells: Vec<&mut String> =
            self.sheets.iter_mut().flat_map(|(_, rows)| rows.iter_mut().skip(1).flatten()).collect();
        assert!(cells.iter().any(|cell| cell.contains(old)), "the register has no `{old}`");
        cells.iter_mut().for_each(|cell| **cell = cell.replace(old, new));
    }
}
