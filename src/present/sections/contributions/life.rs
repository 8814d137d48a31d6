//! The life of an agreement as a table: its partners down, its years across.

use super::amount;
use crate::measure::{Figure, FigureNumber, id};
use crate::model::agreement::Agreement;
use crate::model::period::Year;
use crate::model::words::slug;
use crate::present::pack::{Block, Row, Table};
use crate::present::sections::{Desk, figures_column, row, words_cell, words_column};

/// How many years one table has; the newest.
const YEARS: usize = 6;

/// What was committed in each year, where there is a year before this one.
pub fn blocks(desk: &Desk<'_>) -> Vec<Block> {
    desk.figures
        .books
        .register
        .agreements
        .iter()
        .filter_map(|agreement| table(desk, agreement))
        .map(Block::Table)
        .collect()
}

fn table(desk: &Desk<'_>, agreement: &Agreement) -> Option<Table> {
    let found: Vec<(FigureNumber, Year, Option<&str>)> = desk
        .figures
        .numbered()
        .filter(|(_, Figure { key, .. })| {
            key.id == id::COMMITTED && key.agreement.as_deref() == Some(&agreement.id) && key.class.is_none()
        })
        .map(|(number, Figure { key, .. })| (number, key.period.year, key.partner.as_deref()))
        .collect();
    let mut years: Vec<Year> = found.iter().map(|(_, year, _)| *year).collect();
    years.sort_unstable();
    years.dedup();
    if years.len() < 2 {
        return None;
    }
    let left_out = years.len().saturating_sub(YEARS);
    let years = years.split_off(left_out);
    let mut partners: Vec<&str> = Vec::new();
    for (_, _, partner) in &found {
        partners.extend(partner.filter(|partner| !partners.contains(partner)));
    }
    let line = |name: &str, partner: Option<&str>| {
        let cell = |year: &Year| {
            let figure = found.iter().find(|(_, of, whose)| of == year && *whose == partner);
            figure.map_or_else(|| words_cell("–"), |(figure, ..)| amount(desk, Some(*figure)))
        };
        std::iter::once(words_cell(name)).chain(years.iter().map(cell)).collect::<Vec<_>>()
    };
    let mut rows: Vec<Row> = partners.iter().map(|partner| row(line(partner, Some(partner)))).collect();
    rows.push(Row { total: true, cells: line("All partners", None) });
    let mut notes = vec!["Committed after agreed variations, as the register has it. “–”: no commitment.".to_owned()];
    if left_out > 0 {
        notes.push("Earlier years are in figures.json.".to_owned());
    }
    let mut columns = vec![words_column("Partner", 2)];
    columns.extend(years.iter().map(|year| figures_column(&year.to_string())));
    Some(Table {
        name: format!("life-{}", slug(&agreement.id)),
        caption: format!("{}: commitments over the years", agreement.title),
        columns,
        rows,
        notes,
    })
}
