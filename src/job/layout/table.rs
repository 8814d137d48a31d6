//! What a layout says of a table as a whole: where it ends, which rows are totals, and what counts that is hidden.

use serde::Deserialize;

use super::one_or_many;
use crate::model::origin::Letters;

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
    pub codes: Option<Letters>,
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

/// Columns that are known and never read, such as names of payees.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct NotRead {
    /// Their headings; several are synonyms.
    #[serde(deserialize_with = "one_or_many")]
    pub header: Vec<String>,
}
