//! What a layout says of a table as a whole: where it ends, which rows are totals, and what counts that is hidden.

use serde::Deserialize;

use super::one_or_many;
use crate::finding::phrase::{Phrase, name, phrase};
use crate::model::origin::ColumnLetters;

/// Rows, columns and sheets of totals: compared with their lines, never added in.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Witness {
    /// How a row of totals begins.
    pub rows_starting: Vec<String>,
    /// How the heading of a column of totals begins, among columns across.
    pub columns_starting: Vec<String>,
    /// How the name of a sheet of totals begins.
    pub sheets_starting: Vec<String>,
    /// The column with the codes of lines that totals name: `TOTAL (LINES A1 to A3)`.
    pub codes: Option<ColumnLetters>,
    /// Whether a row without a code is no line: it says of what the line above it consists.
    pub coded_only: bool,
    /// The heading of a column: a total with a value in it is that of the lines with the same value.
    pub by: Option<String>,
    /// How totals begin that are totals of something that the sheet does not list line by line.
    pub not_compared: Vec<String>,
    /// What the first cell of a row says that is called a total and is a line.
    pub not_totals: Vec<String>,
}

/// What becomes of cells that a reader of the workbook does not see.
#[derive(Debug, Default, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Hidden {
    /// Hidden rows.
    pub rows: Fate,
    /// Hidden columns.
    pub columns: Fate,
    /// Hidden sheets.
    pub sheets: Fate,
}

/// Whether hidden amounts count; it is said either way.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    /// They are read like the others.
    #[default]
    Counted,
    /// They are not read.
    LeftOut,
}

/// A column that must be the sum of others: held against them, and no amount of its own.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Checked {
    /// Its heading; several are synonyms.
    #[serde(deserialize_with = "one_or_many")]
    pub header: Vec<String>,
    /// The headings of the columns that it is the sum of; behind a minus sign those that are taken away.
    pub is: Vec<String>,
}

impl Checked {
    /// What a message calls the column.
    #[must_use]
    pub fn name(&self) -> &str {
        self.header.first().map_or("", String::as_str)
    }

    /// The headings that it is the sum of, and whether each is taken away.
    pub fn terms(&self) -> impl Iterator<Item = (bool, &str)> {
        self.is.iter().map(|term| match term.trim().strip_prefix(['-', '−']) {
            Some(name) => (true, name.trim_start()),
            None => (false, term.trim()),
        })
    }

    /// The sum in words: `Forecast outturn` less `Annual budget`.
    #[must_use]
    pub fn in_words(&self) -> Phrase {
        let (less, plus): (Vec<_>, Vec<_>) = self.terms().partition(|(minus, _)| *minus);
        let mut words = Phrase::default();
        for (place, (_, term)) in plus.into_iter().enumerate() {
            words.add(if place > 0 { phrase!(" plus `{}`", term) } else { name(term) });
        }
        less.into_iter().for_each(|(_, term)| words.add(phrase!(" less `{}`", term)));
        words
    }
}

/// Columns that are known and never read, such as names of payees.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct NotRead {
    /// Their headings; several are synonyms.
    #[serde(deserialize_with = "one_or_many")]
    pub header: Vec<String>,
}
