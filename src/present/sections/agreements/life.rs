//! The life of an agreement: what each partner committed, and what was spent, year by year.

use super::contributions::cell;
use crate::measure::{Figure, FigureKey, FigureNumber, id};
use crate::model::agreement::Agreement;
use crate::model::period::{Period, Year};
use crate::model::words::slug;
use crate::present::pack::{Cell, Row, Table};
use crate::present::sections::{Desk, figures_column, row, words_cell, words_column};

/// How many years the table has; the newest.
const YEARS: usize = 6;

/// What was committed in each year that the register has, and what was spent; nothing of an agreement with one year alone.
pub fn table(desk: &Desk<'_>, agreement: &Agreement) -> Option<Table> {
    let now = desk.figures.books.period;
    let is_its = |figure: &&Figure| {
        let FigureKey { id, agreement: of, class, scheme, .. } = &figure.key;
        *id == id::COMMITTED && of.as_deref() == Some(&agreement.id) && class.is_none() && scheme.is_none()
    };
    let found: Vec<&Figure> = desk.figures.all().iter().filter(is_its).collect();
    let mut years: Vec<Year> = found.iter().map(|figure| figure.key.period.year).collect();
    years.sort_unstable();
    years.dedup();
    if years.len() < 2 {
        return None;
    }
    let years = years.split_off(years.len().saturating_sub(YEARS));
    let mut partners: Vec<&str> = Vec::new();
    for figure in found.iter().filter(|figure| years.contains(&figure.key.period.year)) {
        partners.extend(figure.key.partner.as_deref().filter(|partner| !partners.contains(partner)));
    }
    let find = |id, year: Year, partner: Option<&str>| -> Option<FigureNumber> {
        let period = if year == now.year { now } else { Period::whole(year) };
        desk.figures.by(&FigureKey::new(id, period).of_agreement(Some(&agreement.id)).of_partner(partner))
    };
    let line = |name: &str, id: &'static str, partner: Option<&str>| -> Vec<Cell> {
        std::iter::once(words_cell(name)).chain(years.iter().map(|year| cell(desk, find(id, *year, partner)))).collect()
    };
    let mut rows: Vec<Row> = partners.iter().map(|partner| row(line(partner, id::COMMITTED, Some(partner)))).collect();
    if partners.len() > 1 {
        rows.push(Row { total: true, cells: line("Committed by all partners", id::COMMITTED, None) });
    }
    let was_spent = years.iter().any(|year| *year < now.year && desk.amount(find(id::ACTUAL, *year, None)).is_some());
    rows.extend(was_spent.then(|| row(line("Spent", id::ACTUAL, None))));
    let to_date = was_spent && !desk.figures.books.is_closed();
    Some(Table {
        name: format!("page-life-{}", slug(&agreement.id)),
        caption: "Committed year by year, after agreed variations".to_owned(),
        columns: std::iter::once(words_column("Partner", 2))
            .chain(years.iter().map(|year| figures_column(&desk.year(*year))))
            .collect(),
        rows,
        notes: to_date.then(|| format!("Spent in {}: to date.", desk.year(now.year))).into_iter().collect(),
    })
}
