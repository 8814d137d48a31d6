//! What stands in the cells of a table, whatever kind of file it is written to: words, or a number with how it is worked out.

use rust_decimal::Decimal;

use super::live::{CellPlace, count, division, number, numbers, summed};
use super::shortened;
use crate::model::origin::Address;
use crate::present::pack::{Behind, Cell, Holds, Table, Value};

/// The row of the headings of a table, counted from nought: below the title, what the sheet has, and the way back.
pub(in crate::publish) const HEADER: u32 = 3;

/// What a dash among figures is called, and one among words.
const NO_FIGURE: &str = "no figure";
const NOT_APPLICABLE: &str = "not applicable";

/// The cells of a table.
pub(in crate::publish) struct Filled {
    /// The cells of each row.
    pub rows: Vec<Vec<FilledCell>>,
    /// Whether the last row is a total that a spreadsheet program can work out throughout.
    pub has_own_total: bool,
}

/// A cell of a table.
pub(in crate::publish) enum FilledCell {
    Words(String),
    Number {
        /// In pounds; of a percentage, 0.536 for 53.6 %.
        value: Decimal,
        form: Form,
        working: Option<Working>,
    },
}

/// How a number is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::publish) enum Form {
    Money,
    Percent,
    Count,
}

/// How a number is worked out from cells of the same table.
pub(in crate::publish) enum Working {
    /// The sum of all numbers above it, as the table's own total.
    OwnTotal { column: usize, rows: usize },
    /// The sum of rows that stand one under another.
    Range { column: usize, first: usize, last: usize },
    /// The sum of single cells.
    Cells { column: usize, rows: Vec<usize> },
    /// One cell divided by another, rounded to a tenth of a per cent.
    Division(CellPlace, CellPlace),
}

/// The address of a cell on the sheet of its table.
pub(in crate::publish) fn address((place, column): CellPlace) -> Address {
    let row = u32::try_from(place).map_or(u32::MAX, |place| place.saturating_add(HEADER + 1));
    Address { row, column: u32::try_from(column).unwrap_or(u32::MAX) }
}

/// The cells of a table, with the formulas that come out as the paper prints them.
pub(in crate::publish) fn filled(table: &Table, behind: &impl Behind) -> Filled {
    let has_own_total = has_own_total(table, behind);
    let last = table.rows.len().saturating_sub(1);
    let one = |place: usize, column: usize, cell: &Cell| {
        let holds = table.columns.get(column).map_or(Holds::Words, |column| column.holds);
        let (value, form) = match cell.value {
            Value::Money(amount) => (amount.pounds(), Form::Money),
            Value::Percent(percent) => (percent / Decimal::ONE_HUNDRED, Form::Percent),
            Value::Words => match count(&cell.text).filter(|_| holds == Holds::Figures) {
                Some(count) => (Decimal::from(count), Form::Count),
                None => return FilledCell::Words(cell_words(cell, holds)),
            },
        };
        let working = match form {
            Form::Percent => division(table, place, cell).map(|(above, below)| Working::Division(above, below)),
            Form::Money | Form::Count => summed(table, place, column, behind).map(|rows| match has_own_total {
                true if place == last => Working::OwnTotal { column, rows: place },
                _ => sum(column, rows),
            }),
        };
        FilledCell::Number { value, form, working }
    };
    let rows = table.rows.iter().enumerate().map(|(place, row)| {
        let cells = row.cells.iter().take(table.columns.len()).enumerate();
        cells.map(|(column, cell)| one(place, column, cell)).collect()
    });
    Filled { rows: rows.collect(), has_own_total }
}

fn sum(column: usize, rows: Vec<usize>) -> Working {
    match (rows.first(), rows.last()) {
        (Some(&first), Some(&last)) if last - first + 1 == rows.len() => Working::Range { column, first, last },
        _ => Working::Cells { column, rows },
    }
}

/// Whether the last row of a table is its only total, and the sum of every number above it, column by column.
///
/// Another total is a row like others: Excel takes the row of totals of a table for what formulas make of it.
fn has_own_total(table: &Table, behind: &impl Behind) -> bool {
    let last = table.rows.len().saturating_sub(1);
    let Some(row) = table.rows.get(last).filter(|row| row.total && last > 0) else { return false };
    if table.rows.iter().filter(|row| row.total).count() > 1 {
        return false;
    }
    let (mut has_sum, mut is_whole) = (false, true);
    for (column, (cell, of)) in row.cells.iter().zip(&table.columns).enumerate() {
        if number(cell, of.holds).is_some() {
            let rows = summed(table, last, column, behind);
            is_whole &= rows.is_some_and(|rows| numbers(table, last, column).eq(rows));
            has_sum = true;
        } else if matches!(cell.value, Value::Percent(_)) {
            is_whole &= division(table, last, cell).is_some();
        }
    }
    has_sum && is_whole
}

/// Whether the paper prints a dash.
pub(super) fn is_dash(text: &str) -> bool {
    text == "–"
}

/// What a cell of words says: a dash is said in words, because voices pass over it.
fn cell_words(cell: &Cell, holds: Holds) -> String {
    match holds {
        Holds::Figures if is_dash(&cell.text) => NO_FIGURE.to_owned(),
        Holds::Words if is_dash(&cell.text) => NOT_APPLICABLE.to_owned(),
        _ => shortened(&cell.text),
    }
}
