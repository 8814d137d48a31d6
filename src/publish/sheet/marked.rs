//! Ranges of cells marked up as Excel tables, and rows as high as their words.

use rust_xlsxwriter::{Formula, Table as ExcelTable, TableColumn, TableFunction, TableStyle, Worksheet, XlsxError};

use super::formats::Formats;
use super::{column, names, row};
use crate::present::pack::Holds;

/// Tables of so many rows have buttons to filter and sort them.
const FILTERED: usize = 10;
/// The height of a line, and of the highest row that Excel shows, in points.
const LINE: f64 = 15.0;
const HIGHEST: f64 = 409.0;

/// A range of cells to be marked up as a table.
pub(super) struct Marked<'a> {
    pub(super) name: &'a str,
    /// The row of its headings.
    pub(super) first_row: u32,
    /// How many rows it has, with its total.
    pub(super) rows: usize,
    pub(super) headings: &'a [(String, Holds)],
    /// What stands in each column of a total that belongs to the table.
    pub(super) total: Option<Vec<TotalCell>>,
}

/// What stands in a column of a total that belongs to the table.
pub(super) enum TotalCell {
    /// The sum of the column.
    Sum,
    /// A formula of its own.
    Formula(String),
    Words(String),
}

/// Marks up a table and writes its headings.
pub(super) fn mark_up(sheet: &mut Worksheet, marked: &Marked<'_>, formats: &Formats) -> Result<(), XlsxError> {
    let headings = names::headings(marked.headings.iter().map(|(heading, _)| heading.as_str()));
    let mut columns = Vec::new();
    for (place, (heading, (_, holds))) in headings.iter().zip(marked.headings).enumerate() {
        let format = match holds {
            Holds::Words => &formats.heading,
            Holds::Figures => &formats.figure_heading,
        };
        let column = TableColumn::new().set_header(heading).set_header_format(format);
        columns.push(match marked.total.as_ref().and_then(|total| total.get(place)) {
            Some(TotalCell::Sum) => column.set_total_function(TableFunction::Sum),
            Some(TotalCell::Formula(formula)) => {
                column.set_total_function(TableFunction::Custom(Formula::new(format!("={formula}"))))
            }
            Some(TotalCell::Words(words)) => column.set_total_label(words),
            None => column,
        });
    }
    let table = ExcelTable::new()
        .set_name(marked.name)
        .set_columns(&columns)
        .set_style(TableStyle::Light1)
        .set_first_column(true)
        .set_autofilter(marked.rows >= FILTERED)
        .set_total_row(marked.total.is_some());
    let last = marked.first_row + row(marked.rows)?;
    sheet.add_table(marked.first_row, 0, last, column(headings.len().saturating_sub(1))?, &table)?;
    Ok(())
}

/// Makes a row as high as its cells need in columns of so many digits; programs that open a workbook do not all do so.
pub(super) fn set_height<'a>(
    sheet: &mut Worksheet,
    row: u32,
    cells: impl IntoIterator<Item = (&'a str, usize)>,
) -> Result<(), XlsxError> {
    let most = cells.into_iter().map(|(text, width)| lines(text, width)).max();
    if let Some(lines) = most.filter(|lines| *lines > 1) {
        sheet.set_row_height(row, (lines as f64 * LINE).min(HIGHEST))?;
    }
    Ok(())
}

/// How many lines words take in a column of so many digits; characters are a tenth narrower than digits, one with another.
fn lines(text: &str, width: usize) -> usize {
    let width = (width + width / 10).max(1);
    let (mut lines, mut used) = (1, 0);
    for word in text.split(' ') {
        let characters = word.chars().count();
        if used > 0 && used + 1 + characters > width {
            lines += 1;
            used = 0;
        }
        used += characters + usize::from(used > 0);
        lines += used.saturating_sub(1) / width;
        used -= used.saturating_sub(1) / width * width;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn rows_are_as_high_as_their_words_need() {
        assert_eq!(lines("", 10), 1);
        assert_eq!(lines("two words", 10), 1);
        assert_eq!(lines("three words here", 10), 2);
        assert_eq!(lines("one and two and more", 12), 2);
        assert_eq!(lines(&"x".repeat(64), 60), 1);
        assert_eq!(lines(&"x".repeat(64), 30), 2);
        assert_eq!(lines(&format!("see {} there", "x".repeat(64)), 30), 4);
    }
}
