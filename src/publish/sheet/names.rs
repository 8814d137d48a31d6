//! Names that Excel takes: of sheets, of tables, and of the columns of a table.

use std::collections::BTreeSet;

/// The names that are given; Excel does not tell capitals from small letters.
pub(super) struct WorkbookNames {
    sheets: BTreeSet<String>,
    tables: BTreeSet<String>,
}

impl Default for WorkbookNames {
    fn default() -> Self {
        let own = BTreeSet::from(["cover".to_owned(), "notes".to_owned()]);
        Self { sheets: own, tables: BTreeSet::from(["contents".to_owned(), "notes".to_owned()]) }
    }
}

impl WorkbookNames {
    /// A name for a sheet: 31 characters, none of those with a meaning in formulas, and each name once.
    pub(super) fn sheet(&mut self, wanted: &str) -> String {
        let plain =
            |character: char| if "[]:*?/\\'".contains(character) || character.is_control() { '-' } else { character };
        let clean: String = wanted.chars().map(plain).collect();
        unused(if clean.trim().is_empty() { "table" } else { &clean }, "-", 31, &mut self.sheets)
    }

    /// A name for the table on a sheet: letters, digits and underscores, and nothing that could be a cell such as `Q4`.
    pub(super) fn table(&mut self, sheet: &str) -> String {
        let plain = |character: char| if character.is_ascii_alphanumeric() { character } else { '_' };
        let mut clean: String = sheet.chars().map(plain).collect();
        if !clean.starts_with(|first: char| first.is_ascii_alphabetic()) {
            clean.insert_str(0, "table_");
        }
        if !clean.contains('_') {
            clean.push_str("_table");
        }
        unused(&clean, "_", 200, &mut self.tables)
    }
}

/// The headings of a table's columns: each once, none blank, at most 255 characters.
pub(in crate::publish) fn headings<'a>(wanted: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let mut give = |(number, wanted): (usize, &str)| {
        let blank = format!("Column {number}");
        let wanted = wanted.trim();
        unused(if wanted.is_empty() { &blank } else { wanted }, " ", 255, &mut taken)
    };
    (1..).zip(wanted).map(&mut give).collect()
}

/// The wanted name cut to a length, or with a number behind it where it is taken.
fn unused(wanted: &str, before_number: &str, length: usize, taken: &mut BTreeSet<String>) -> String {
    let mut name: String = wanted.chars().take(length).collect();
    let mut number = 2;
    while !taken.insert(name.to_lowercase()) {
        let ending = format!("{before_number}{number}");
        name = wanted.chars().take(length - ending.len()).collect::<String>() + &ending;
        number += 1;
    }
    name
}

#[cfg(test)]
mod tests {
    use super::{WorkbookNames, headings};

    #[test]
    fn names_are_those_that_excel_takes_and_each_is_given_once() {
        let mut names = WorkbookNames::default();
        assert_eq!(names.sheet("contributions-learning-difficulties"), "contributions-learning-difficul");
        assert_eq!(names.sheet("Contributions-learning-difficulties"), "Contributions-learning-diffic-2");
        assert_eq!(names.sheet("cover"), "cover-2");
        assert_eq!(names.sheet("over/the:years"), "over-the-years");
        assert_eq!(names.table("contributions-learning-difficul"), "contributions_learning_difficul");
        assert_eq!(names.table("bcf2024"), "bcf2024_table", "BCF2024 is a cell");
        assert_eq!(names.table("2024-grants"), "table_2024_grants");
        assert_eq!(names.table("2024_grants"), "table_2024_grants_2");
    }

    #[test]
    fn headings_are_unique_and_never_blank() {
        assert_eq!(headings(["Of", "of", "", "Of"]), ["Of", "of 2", "Column 3", "Of 3"]);
        assert_eq!(headings([&*"x".repeat(300)]).concat().len(), 255);
    }
}
