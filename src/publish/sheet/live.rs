//! Which totals and percentages Excel may work out: those that come out exactly as they are printed, and by no chance.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::model::origin::Address;
use crate::present::pack::{Cell, FigureRef, Holds, Row, Table, Value};

/// The number that a cell of a column of figures says; `None` for words and percentages.
pub(super) fn number(cell: &Cell, holds: Holds) -> Option<Decimal> {
    match cell.value {
        Value::Money(amount) => Some(amount.pounds()),
        Value::Words if holds == Holds::Figures => count(&cell.text).map(Decimal::from),
        Value::Words | Value::Percent(_) => None,
    }
}

/// A count as a pack prints it, with a comma before every third digit: `1,048,576`.
pub(super) fn count(text: &str) -> Option<u64> {
    let number: u64 = text.replace(',', "").parse().ok()?;
    (crate::model::money::grouped(number) == text).then_some(number)
}

/// The rows that a cell of a total is the sum of, from the first to the last; `None` where it is no such sum.
///
/// Where an amount of a row is not the sum of those above it, such as where aligned budgets stand above the pooled funds
/// together, another that comes out does so by chance.
pub(super) fn summed(table: &Table, total: usize, column: usize) -> Option<(usize, usize)> {
    let row = table.rows.get(total).filter(|row| row.total)?;
    let columns = 0..row.cells.len();
    let differs = |column: usize| {
        let above = above(table, total, column);
        value(table, row, column).zip(above).is_some_and(|(value, above)| above.whole && above.sum != value)
    };
    if columns.into_iter().any(differs) {
        return None;
    }
    let above = above(table, total, column)?;
    (value(table, row, column)? == above.sum).then_some((above.first, total - 1))
}

fn value(table: &Table, row: &Row, column: usize) -> Option<Decimal> {
    number(row.cells.get(column)?, table.columns.get(column)?.holds)
}

/// What the numbers since the last total add up to.
struct Above {
    sum: Decimal,
    /// The first of the rows.
    first: usize,
    /// Whether all of these rows have a number.
    whole: bool,
}

fn above(table: &Table, total: usize, column: usize) -> Option<Above> {
    let rows = table.rows.get(..total)?;
    let first = rows.iter().rposition(|row| row.total).map_or(0, |last| last + 1);
    let rows = rows.get(first..).filter(|rows| !rows.is_empty())?;
    let numbers: Vec<Decimal> = rows.iter().filter_map(|row| value(table, row, column)).collect();
    let sum = numbers.iter().try_fold(Decimal::ZERO, |sum, number| sum.checked_add(*number))?;
    (!numbers.is_empty()).then_some(Above { sum, first, whole: numbers.len() == rows.len() })
}

/// The division that gives a percentage, as a formula with the rows of the sheet counted on from `header_row`; `None` where the
/// two amounts do not stand in the table, or the division would come out otherwise than printed.
pub(super) fn division(table: &Table, place: usize, cell: &Cell, header_row: u32) -> Option<String> {
    let Value::Percent(percent) = cell.value else { return None };
    let (above, below) = cell.figure?.terms()?;
    let in_row = |place: usize, wanted: FigureRef| {
        let cells = &table.rows.get(place)?.cells;
        cells.iter().position(|cell| cell.figure == Some(wanted)).map(|column| (place, column))
    };
    let above = in_row(place, above)?;
    // What several rows are a percentage of may stand once, in their total.
    let below = in_row(place, below).or_else(|| (0..table.rows.len()).find_map(|place| in_row(place, below)))?;
    let amount = |(place, column): (usize, usize)| match table.rows.get(place)?.cells.get(column)?.value {
        Value::Money(amount) => Some(amount.pounds()),
        Value::Words | Value::Percent(_) => None,
    };
    let thousandth = amount(above)?.checked_mul(Decimal::ONE_THOUSAND)?.checked_div(amount(below)?)?;
    let rounded = thousandth.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
    // Excel divides in binary: too near to the middle between two decimals it may round to the other one.
    let is_safe = ((thousandth - rounded).abs() - Decimal::new(5, 1)).abs() > Decimal::new(1, 6);
    let address = |(place, column): (usize, usize)| {
        let (row, column) = (u32::try_from(place).ok()? + header_row + 1, u32::try_from(column).ok()?);
        Some(Address { row, column }.to_string())
    };
    let comes_out = rounded == percent.checked_mul(Decimal::TEN)?;
    (comes_out && is_safe).then_some(format!("ROUND({}/{},3)", address(above)?, address(below)?))
}

#[cfg(test)]
mod tests {
    use super::{count, division, summed};
    use crate::measure::FigurePart;
    use crate::model::money::Money;
    use crate::present::pack::{Cell, Column, FigureNumber, Holds, Row, Table, Value};

    fn table(rows: Vec<Row>) -> Table {
        let columns = [""; 3].map(|_| Column { heading: String::new(), holds: Holds::Figures, weight: 1 }).into();
        Table { name: String::new(), caption: String::new(), columns, rows, notes: Vec::new() }
    }

    fn money(pence: i64) -> Cell {
        Cell {
            text: String::new(),
            value: Value::Money(Money::from_sum(pence)),
            figure: None,
            said_by: None,
            bar: None,
        }
    }

    fn words(text: &str) -> Cell {
        Cell { text: text.to_owned(), value: Value::Words, figure: None, said_by: None, bar: None }
    }

    #[test]
    fn a_total_that_is_no_sum_has_no_formula_by_chance() {
        let row = |amounts: &[i64], total| Row { total, cells: amounts.iter().map(|pence| money(*pence)).collect() };
        let found = |all: &[i64]| {
            let table = table(vec![row(&[200, -4], false), row(&[26, 0], false), row(all, true)]);
            [0, 1].map(|column| summed(&table, 2, column))
        };
        assert_eq!(found(&[226, -4]), [Some((0, 1)), Some((0, 1))]);
        assert_eq!(found(&[200, -4]), [None, None], "the second row is not pooled");
    }

    #[test]
    fn words_between_amounts_are_no_part_of_a_sum() {
        let row = |cells: Vec<Cell>, total| Row { total, cells };
        let found = |last: Cell| {
            let rows =
                vec![row(vec![money(5), words("1,200")], false), row(vec![words("not known"), words("3")], false)];
            let table = table(rows.into_iter().chain([row(vec![last, words("1,203")], true)]).collect());
            [0, 1].map(|column| summed(&table, 2, column))
        };
        assert_eq!(found(money(5)), [Some((0, 1)), Some((0, 1))]);
        assert_eq!(found(money(6)), [None, Some((0, 1))], "the one that is not known may be the penny");
        assert_eq!(found(words("not known")), [None, Some((0, 1))]);
    }

    #[test]
    fn counts_are_those_that_a_pack_prints() {
        assert_eq!(
            ["0", "1,048,576", "1048576", "0,5", "", "−1", "2006-07"].map(count),
            [Some(0), Some(1_048_576), None, None, None, None, None]
        );
    }

    #[test]
    fn a_percentage_is_a_division_where_it_comes_out_as_printed() {
        let share = FigureNumber::new(7);
        let division = |above: i64, below: i64, percent: &str| {
            let part = |pence, part| Cell { figure: Some(share.part(part)), ..money(pence) };
            let percent = Value::Percent(percent.parse().unwrap_or_default());
            let cell = Cell {
                text: String::new(),
                value: percent,
                figure: Some(share.part(FigurePart::All)),
                said_by: None,
                bar: None,
            };
            let cells = vec![part(above, FigurePart::Numerator), part(below, FigurePart::Denominator), cell.clone()];
            division(&table(vec![Row { total: false, cells }]), 0, &cell, 3)
        };
        assert_eq!(division(1_020_000_000, 12_406_200_000, "8.2").as_deref(), Some("ROUND(A5/B5,3)"));
        assert_eq!(division(1_020_000_000, 12_406_200_000, "8.3"), None, "it would show 8.2");
        assert_eq!(division(1, 2_000, "0.1"), None, "half way between two decimals");
        assert_eq!(division(1, 0, "0.0"), None);
    }
}
