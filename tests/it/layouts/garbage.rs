//! Cells that nobody should write, and somebody does.

use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::sample::select;
use scrutiny::job::layout::amounts::Unit;
use scrutiny::model::origin::Address;
use scrutiny::read::{Cell, CellValue, Traits};

use super::forms::FORMS;
use super::spelling::said;

/// Anything that may stand in a cell, headings of tables left out.
pub fn value() -> impl Strategy<Value = Option<CellValue>> {
    let words = select(vec![
        "Total",
        "Sub-total",
        "Grand Total",
        "Year: 2007-08",
        "Year",
        "Period: 2024-25",
        "TBC",
        "8,6OO,000",
        "10298896.31.",
        "1 234",
        "(-5)",
        "£",
        "-",
        "..",
        "n/a",
        "£1.9m",
        "1e999",
        "9999999999999999999999999999999999",
        "0.000000000000000000000000000000000001",
        "  ",
        "\u{a0}",
        "£000s",
        "Q1",
        "2006-07",
        "−",
        "1,,0",
        "٣",
        "½",
    ]);
    let date = || chrono_date();
    prop_oneof![
        4 => said().prop_map(|said| said.cell(Unit::Pounds)),
        4 => words.prop_map(|text| Some(CellValue::Text(text.to_owned()))),
        2 => any::<String>().prop_map(|text| Some(CellValue::Text(text))),
        2 => "[-+£(]{0,2}[0-9,. ]{0,14}[)mkCRDR%-]{0,2}".prop_map(|text| Some(CellValue::Text(text))),
        2 => any::<f64>().prop_map(|number| Some(CellValue::Number(if number.is_finite() { number } else { 0.5 }))),
        1 => any::<bool>().prop_map(|truth| Some(CellValue::Truth(truth))),
        1 => select(vec!["#REF!", "#DIV/0!", "NaN"]).prop_map(|error| Some(CellValue::Error(error.to_owned()))),
        1 => Just(Some(CellValue::Stale)),
        1 => Just(Some(date())),
        2 => Just(None),
    ]
}

fn chrono_date() -> CellValue {
    CellValue::Date("2006-09-06T00:00:00".parse().unwrap())
}

/// The same, and headings, labels and units anywhere.
pub fn odd_value() -> impl Strategy<Value = Option<CellValue>> {
    let mut words = vec!["£000".to_owned(), "Financial year 2024-25".to_owned(), "April".to_owned()];
    for form in &FORMS {
        words.extend(form.label.map(|(label, period)| format!("{label}: {period}")));
        words.extend(form.names.iter().map(|(heading, _)| (*heading).to_owned()));
        words.extend(form.amounts.iter().flat_map(|column| [column.heading, column.over]).map(str::to_owned));
    }
    prop_oneof![
        1 => value(),
        1 => select(words).prop_map(|text| Some(CellValue::Text(text))),
    ]
}

/// Cells at addresses, from a grid.
pub fn cells(grid: &[Vec<Option<CellValue>>]) -> Vec<Cell> {
    let mut cells = Vec::new();
    for (row, values) in (0..).zip(grid) {
        for (column, value) in (0..).zip(values) {
            let address = Address { row, column };
            cells.extend(value.clone().map(|value| Cell { address, value, traits: Traits::default() }));
        }
    }
    cells
}
