//! Which totals and percentages Excel may work out: those that come out exactly as they are printed, and by no chance.

use std::collections::HashSet;

use rust_decimal::{Decimal, RoundingStrategy};

use crate::present::pack::{Axis, Behind, Cell, FigureRef, Holds, Row, Table, Value};

/// A cell of a table by its row and its column, both counted from nought.
pub(super) type CellPlace = (usize, usize);

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

/// The rows that a cell of a total is the sum of, in order; `None` where they do not stand in the table, or come to another sum.
///
/// Which rows those are is told by the figures that are printed: an aligned budget above the pooled funds together, or a row of
/// what of it is revenue, is no part of the total.
pub(super) fn summed(table: &Table, total: usize, column: usize, behind: &impl Behind) -> Option<Vec<usize>> {
    let row = table.rows.get(total).filter(|row| row.total)?;
    let wanted = value(table, row, column)?;
    match row.cells.get(column)?.figure {
        Some(figure) => Axis::ALL.into_iter().find_map(|axis| {
            let is_along = |of: Axis| of == axis || (axis, of) == (Axis::Item, Axis::Partner);
            let rows = along(table, total, column, |part| behind.axis(part, figure).is_some_and(is_along));
            comes_to(table, &rows, column, wanted).then_some(rows)
        }),
        None => {
            // What is no figure adds up over all rows where every figure of the total does.
            let rows: Vec<usize> = (since_last_total(table, total)..total).collect();
            let adds_up = |column: usize| match row.cells.get(column).and_then(|cell| cell.figure) {
                Some(_) if value(table, row, column).is_some() => summed(table, total, column, behind)
                    .is_some_and(|rows| rows.len() == numbers(table, total, column).count()),
                _ => true,
            };
            let all = (0..row.cells.len()).all(adds_up);
            (all && comes_to(table, &rows, column, wanted)).then_some(rows)
        }
    }
}

/// The rows above a total whose figure in a column is one of its parts; one that stands twice counts once.
fn along(table: &Table, total: usize, column: usize, is_part: impl Fn(FigureRef) -> bool) -> Vec<usize> {
    let mut seen = HashSet::new();
    let rows = table.rows.iter().take(total).enumerate().filter(|(_, row)| {
        let figure = row.cells.get(column).and_then(|cell| cell.figure);
        figure.is_some_and(|figure| is_part(figure) && seen.insert(figure))
    });
    rows.map(|(place, _)| place).collect()
}

/// Whether every one of the rows has a number, and they come to this.
fn comes_to(table: &Table, rows: &[usize], column: usize, wanted: Decimal) -> bool {
    let number = |place: &usize| value(table, table.rows.get(*place)?, column);
    let sum = rows.iter().try_fold(Decimal::ZERO, |sum, place| sum.checked_add(number(place)?));
    !rows.is_empty() && sum == Some(wanted)
}

/// The rows above a total that have a number in a column.
pub(super) fn numbers(table: &Table, total: usize, column: usize) -> impl Iterator<Item = usize> {
    let rows = table.rows.iter().take(total).enumerate();
    rows.filter_map(move |(place, row)| value(table, row, column).map(|_| place))
}

fn since_last_total(table: &Table, total: usize) -> usize {
    let above = table.rows.get(..total).unwrap_or_default();
    above.iter().rposition(|row| row.total).map_or(0, |last| last + 1)
}

fn value(table: &Table, row: &Row, column: usize) -> Option<Decimal> {
    number(row.cells.get(column)?, table.columns.get(column)?.holds)
}

/// The two amounts whose quotient a percentage is; `None` where they do not stand in the table, or the division would come out
/// otherwise than printed.
pub(super) fn division(table: &Table, place: usize, cell: &Cell) -> Option<(CellPlace, CellPlace)> {
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
    let comes_out = rounded == percent.checked_mul(Decimal::TEN)?;
    (comes_out && is_safe).then_some((above, below))
}

#[cfg(test)]
mod tests {
    use super::{count, division, summed};
    use crate::model::money::Money;
    use crate::present::pack::{
        Axis, Behind, Cell, Column, FigureNumber, FigurePart, FigureRef, Holds, Row, Table, Value,
    };

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

    /// Figures of which each row's is a part of the total's, whose number is 0; those above 100 are of another axis.
    struct Parts;

    impl Behind for Parts {
        fn axis(&self, part: FigureRef, total: FigureRef) -> Option<Axis> {
            let (part, total) = (part.figure()?.place(), total.figure()?.place());
            let axis = if part > 100 { Axis::Class } else { Axis::Agreement };
            (total == 0 && part > 0).then_some(axis)
        }

        fn agreements(&self) -> Vec<(&str, &str)> {
            Vec::new()
        }
    }

    fn of(figure: usize, pence: i64) -> Cell {
        Cell { figure: Some(FigureNumber::new(figure).part(FigurePart::All)), ..money(pence) }
    }

    #[test]
    fn a_total_adds_up_the_rows_that_it_means_and_no_others() {
        let row = |cell: Cell, total| Row { total, cells: vec![cell] };
        let found = |rows: Vec<Cell>, all: i64| {
            let total = rows.len();
            let rows = rows.into_iter().map(|cell| row(cell, false)).chain([row(of(0, all), true)]);
            summed(&table(rows.collect()), total, 0, &Parts)
        };
        assert_eq!(found(vec![of(1, 200), of(2, 26)], 226), Some(vec![0, 1]));
        assert_eq!(found(vec![of(1, 200), money(26), of(2, 1)], 201), Some(vec![0, 2]), "the second row is not pooled");
        assert_eq!(found(vec![of(1, 200), money(0)], 200), Some(vec![0]), "nor where it is nil");
        assert_eq!(found(vec![of(1, 200), of(2, 26)], 227), None);
        assert_eq!(found(vec![of(1, 200), of(101, 150), of(102, 50)], 200), Some(vec![0]));
        assert_eq!(found(vec![of(101, 150), of(102, 50)], 200), Some(vec![0, 1]), "of the one axis or the other");
        assert_eq!(found(vec![of(1, 200), of(1, 200)], 200), Some(vec![0]), "what stands twice counts once");
        let open = Cell { value: Value::Words, ..of(2, 0) };
        assert_eq!(found(vec![of(1, 200), open], 200), None, "a part that is not known");
    }

    #[test]
    fn counts_add_up_where_the_figures_beside_them_do() {
        let row = |cells: Vec<Cell>, total| Row { total, cells };
        let found = |all: i64| {
            let rows = vec![row(vec![of(1, 5), words("1,200")], false), row(vec![of(2, 6), words("3")], false)];
            let table = table(rows.into_iter().chain([row(vec![of(0, all), words("1,203")], true)]).collect());
            [0, 1].map(|column| summed(&table, 2, column, &Parts))
        };
        assert_eq!(found(11), [Some(vec![0, 1]), Some(vec![0, 1])]);
        assert_eq!(found(12), [None, None]);
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
            division(&table(vec![Row { total: false, cells }]), 0, &cell)
        };
        assert_eq!(division(1_020_000_000, 12_406_200_000, "8.2"), Some(((0, 0), (0, 1))));
        assert_eq!(division(1_020_000_000, 12_406_200_000, "8.3"), None, "it would show 8.2");
        assert_eq!(division(1, 2_000, "0.1"), None, "half way between two decimals");
        assert_eq!(division(1, 0, "0.0"), None);
    }
}
