//! Laws of the account: every amount cell has a fate, every total that is wrong is said, and nothing makes the program stop.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::{Strategy, any};
use proptest::sample::select;
use proptest::{prop_assert, prop_assert_eq};
use scrutiny::job::layout::amounts::Unit;
use scrutiny::ledger::Ledger;
use scrutiny::model::money::Money;
use scrutiny::model::origin::Address;
use scrutiny::read::{CellValue, Region};

use super::drawing::{Drawing, amount_columns};
use super::forms::{FORMS, Form, Name, Says};
use super::shape::{Shape, Units, keys};
use super::table::Table;
use super::{garbage, law, read};

fn form() -> impl Strategy<Value = &'static Form> {
    select(FORMS.iter().collect::<Vec<_>>())
}

#[test]
fn every_amount_cell_is_accounted_for_whatever_it_says() {
    law(600, &(form(), vec(vec(garbage::value(), 11), 0..8), keys()), |(form, garbage, columns)| {
        let shape = Shape { columns, ..Shape::default() };
        let mut drawing = Drawing::default();
        drawing.add(&Table { form, lines: Vec::new() }, &shape);
        let header = drawing.rows.len();
        let wide = drawing.rows[header - 1].len();
        let amounts = amount_columns(form, &shape);
        let mut garbage: Vec<Vec<_>> = garbage.into_iter().map(|row| row.into_iter().take(wide).collect()).collect();
        // A unit right below the headings belongs to them, and is no amount.
        let is_unit = |cell: &Option<CellValue>| matches!(cell, Some(CellValue::Text(text)) if text.starts_with('£') && !text.contains(char::is_numeric) || text == "£000s");
        garbage.iter_mut().flatten().filter(|cell| is_unit(cell)).for_each(|cell| *cell = None);
        drawing.rows.extend(garbage);
        let cells =
            drawing.rows[header..].iter().flat_map(|row| amounts.iter().filter_map(|place| row[*place].as_ref()));
        let written = cells.filter(|value| !value.is_blank()).count();
        let (readings, _) = read(&drawing.workbook());
        let account = &readings.accounts[0];
        let fates = account.accepted.cells + account.witnessed.cells + account.refused.cells + account.not_given;
        prop_assert_eq!((account.read.cells, fates), (written, written), "{}", drawing.separated('|'));
        prop_assert!(account.is_conserved());
        prop_assert_eq!(account.accepted.cells, readings.entries.len());
        prop_assert_eq!(account.refused.cells, readings.refusals.len());
        let pence: i64 = readings.entries.iter().map(|entry| entry.amount.pence()).sum();
        prop_assert_eq!(account.accepted.amount.map(Money::pence), Some(pence));
        Ok(())
    });
}

/// Whole steps of the smallest size that a column shows, as a cell.
fn shown(steps: i64, unit: Unit) -> Option<CellValue> {
    let minus = if steps < 0 { "-" } else { "" };
    let size = steps.unsigned_abs();
    let text = match unit {
        Unit::Pounds => format!("{minus}{}.{:02}", size / 100, size % 100),
        Unit::Thousands => format!("{minus}{size}"),
        Unit::Millions => format!("{minus}{}.{}", size / 10, size % 10),
    };
    Some(CellValue::Text(text))
}

/// A row of a form: a name, a date where it is a payment, and the same number of steps under each heading.
fn row(
    form: &Form,
    name: &str,
    is_line: bool,
    cells: impl Iterator<Item = Option<CellValue>>,
) -> Vec<Option<CellValue>> {
    let text = |(place, (_, says)): (usize, &(&str, Name))| match says {
        Name::Date => is_line.then(|| CellValue::Text("14/10/2015".to_owned())),
        _ => (place == 0 || is_line).then(|| CellValue::Text(name.to_owned())),
    };
    form.names.iter().enumerate().map(text).chain(cells).collect()
}

/// The headings of a form in a unit, if the form lets the sheet say it.
fn header(form: &'static Form, unit: Unit) -> (Drawing, Unit) {
    let said = match unit {
        Unit::Pounds => "(£)",
        Unit::Thousands => "(£000)",
        Unit::Millions => "(£m)",
    };
    let mut drawing = Drawing::default();
    let shape = Shape { units: Units::Headings(vec![(unit, said)]), ..Shape::default() };
    drawing.add(&Table { form, lines: Vec::new() }, &shape);
    (drawing, if form.unit == Says::Layout { Unit::Pounds } else { unit })
}

fn unit() -> impl Strategy<Value = Unit> {
    select(vec![Unit::Pounds, Unit::Thousands, Unit::Millions])
}

/// The cells at which totals are said to be wrong.
fn wrong(drawing: &Drawing) -> Vec<String> {
    let (_, findings) = read(&drawing.workbook());
    let said = findings.into_iter().filter(|finding| finding.about.name == "totals-disagree");
    said.flat_map(|finding| finding.places).filter_map(|place| place.cell).map(|cell| cell.to_string()).collect()
}

#[test]
fn a_total_is_said_to_be_wrong_if_and_only_if_its_lines_do_not_add_up_to_it() {
    let lines = vec(vec(-99_999..999_999_i64, 7), 1..6);
    let tables = (form(), unit(), lines, -9..9_i64, any::<proptest::sample::Index>(), any::<bool>());
    law(400, &tables, |(form, unit, lines, off, place, is_above)| {
        let (mut drawing, unit) = header(form, unit);
        let off_at = place.index(form.amounts.len());
        let columns = 0..form.amounts.len();
        let sum =
            |column: usize| lines.iter().map(|line| line[column]).sum::<i64>() + if column == off_at { off } else { 0 };
        let total = row(form, "Total", false, columns.clone().map(|column| shown(sum(column), unit)));
        let mut rows: Vec<_> = lines
            .iter()
            .map(|line| row(form, "A pool", true, columns.clone().map(|column| shown(line[column], unit))))
            .collect();
        rows.insert(if is_above { 0 } else { rows.len() }, total);
        let at = drawing.rows.len() + if is_above { 0 } else { lines.len() };
        drawing.rows.extend(rows);
        // Half a step for each line and for the total.
        let disagrees = 2 * off.unsigned_abs() > lines.len() as u64 + 1;
        let column = u32::try_from(form.names.len() + off_at).unwrap();
        let cell = Address { row: u32::try_from(at).unwrap(), column }.to_string();
        prop_assert_eq!(wrong(&drawing), if disagrees { vec![cell] } else { Vec::new() }, "{}", drawing.separated('|'));
        Ok(())
    });
}

#[test]
fn subtotals_and_the_total_of_all_are_held_against_their_own_lines() {
    let groups = vec(vec(1..499_999_i64, 1..4), 1..5);
    law(200, &(form(), unit(), groups, option::of(10..99_i64), any::<bool>()), |(form, unit, groups, off, ends)| {
        let (mut drawing, unit) = header(form, unit);
        let same = |steps: i64| form.amounts.iter().map(move |_| shown(steps, unit));
        let mut expected = Vec::new();
        for (number, group) in groups.iter().enumerate() {
            drawing.rows.extend(group.iter().map(|steps| row(form, "A pool", true, same(*steps))));
            // Only the first subtotal has no other lines above it that it might be of.
            let off = off.filter(|_| number == 0).unwrap_or_default();
            if off != 0 {
                let address = |column| Address { row: u32::try_from(drawing.rows.len()).unwrap(), column };
                let first = u32::try_from(form.names.len()).unwrap();
                expected.extend((first..).take(form.amounts.len()).map(|column| address(column).to_string()));
            }
            drawing.rows.push(row(form, "Sub-total", false, same(group.iter().sum::<i64>() + off)));
        }
        if ends {
            drawing.rows.push(row(form, "Grand total", false, same(groups.iter().flatten().sum())));
        }
        prop_assert_eq!(wrong(&drawing), expected, "{}", drawing.separated('|'));
        Ok(())
    });
}

#[test]
fn no_sheet_makes_the_program_stop() {
    let grid = vec(vec(garbage::odd_value(), 0..10), 0..14);
    let region = (0..14_u32, 0..10_u32, 0..3_u32, 0..4_u32).prop_map(|(row, column, down, right)| Region {
        first: Address { row, column },
        last: Address { row: row + down, column: column + right },
    });
    let hidden = vec((0..14_u32, 0..3_u32).prop_map(|(first, more)| (first, first + more)), 0..3);
    law(
        300,
        &(grid, vec(region, 0..3), hidden.clone(), hidden, any::<bool>()),
        |(rows, merged, down, across, visible)| {
            let mut book = Drawing { rows, merged }.workbook();
            let sheet = &mut book.sheets[0];
            (sheet.hidden_rows, sheet.hidden_columns, sheet.visible) = (down, across, visible);
            let (readings, _) = read(&book);
            for account in &readings.accounts {
                prop_assert!(account.is_conserved());
            }
            prop_assert!(Ledger::new(readings.entries, readings.gaps, readings.accounts).is_ok());
            Ok(())
        },
    );
}
