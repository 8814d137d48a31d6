//! How the forecast of each pool moved within the year, as the returns of its months or quarters have it: a table and charts.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::measure::{FigureKey, FigureNumber, FigurePart, id};
use crate::model::agreement::Agreement;
use crate::model::money::Money;
use crate::model::period::Period;
use crate::present::pack::{Bar, Block, Chart, ChartRow, Row, Segment, Table};
use crate::present::sections::{Desk, chart_words, figures_column, in_words, row, words_cell, words_column};
use crate::present::words::Exactness;

/// How many forecasts one table has; the newest.
const NEWEST: usize = 4;

/// A pool with its forecasts, by how many months of the year they were made at the end of.
type Moved<'a> = (&'a Agreement, BTreeMap<u8, FigureNumber>);

/// The table, and a chart of each pool; nothing once the year is over, or where no pool had a forecast before.
pub fn blocks(desk: &Desk<'_>) -> Vec<Block> {
    let books = &desk.figures.books;
    let agreements = books.register.agreements.iter().filter(|agreement| books.is_pool(agreement));
    let pools: Vec<Moved<'_>> = agreements
        .map(|agreement| (agreement, forecasts(desk, &agreement.id)))
        .filter(|(_, all)| all.len() > 1)
        .collect();
    if pools.is_empty() || books.is_closed() {
        return Vec::new();
    }
    let charts = pools.iter().filter_map(|(agreement, all)| chart(desk, agreement, all));
    std::iter::once(Block::Table(table(desk, &pools))).chain(charts.map(Block::Chart)).collect()
}

fn table(desk: &Desk<'_>, pools: &[Moved<'_>]) -> Table {
    let books = &desk.figures.books;
    let mut times: BTreeMap<u8, Period> = BTreeMap::new();
    for figure in pools.iter().flat_map(|(_, all)| all.values()).filter_map(|number| desk.figures.get(*number)) {
        times.entry(figure.key.period.months()).or_insert(figure.key.period);
    }
    let newest: Vec<(u8, Period)> = times.iter().rev().take(NEWEST).map(|(months, of)| (*months, *of)).collect();
    let line = |(agreement, all): &Moved<'_>| -> Row {
        let cells = newest.iter().rev().map(|(months, _)| desk.cell(all.get(months).copied(), Exactness::Full));
        row([words_cell(&agreement.title)].into_iter().chain(cells).chain([words_cell(direction(desk, all))]).collect())
    };
    let mut columns = vec![words_column("Agreement", 2)];
    columns.extend(newest.iter().rev().map(|(_, of)| figures_column(&at_the_end_of(*of))));
    columns.push(words_column("Newest is", 1));
    let mut notes = vec!["What each pool was expected to spend in the year. “–”: no forecast came.".to_owned()];
    notes.extend((times.len() > NEWEST).then(|| "Earlier forecasts are in figures.json.".to_owned()));
    Table {
        name: "forecasts".to_owned(),
        caption: format!("How forecasts for {} moved, as at {}", desk.year(books.period.year), in_words(books.as_at)),
        columns,
        rows: pools.iter().map(line).collect(),
        notes,
    }
}

/// How far each forecast of a pool was from what is agreed now; nothing where the agreed pool is not known, or no forecast differs
/// from it.
///
/// The bars begin at the agreed pool: beside a whole pool, what forecasts move by could not be seen.
fn chart(desk: &Desk<'_>, agreement: &Agreement, all: &BTreeMap<u8, FigureNumber>) -> Option<Chart> {
    let agreed = desk.figures.find(id::AGREED, Some(&agreement.id), None)?;
    let pool = desk.amount(Some(agreed))?;
    let bar = |number: &FigureNumber| {
        let from_pool = desk.amount(Some(*number)).and_then(|forecast| forecast.checked_sub(pool));
        let text = desk.printed(*number, Exactness::Full);
        Bar::from_zero(from_pool.map(Money::pounds), 0, text, Some(number.part(FigurePart::All)))
    };
    let time = |number: &FigureNumber| desk.figures.get(*number).map(|figure| at_the_end_of(figure.key.period));
    let rows: Vec<ChartRow> =
        all.values().filter_map(|number| Some(ChartRow::with_bar(time(number)?, bar(number)))).collect();
    let differs = |segment: &Segment| !segment.to.is_zero();
    rows.iter().flat_map(|row| &row.bars).flat_map(|bar| &bar.segments).find(|segment| differs(segment))?;
    let agreed = desk.printed(agreed, Exactness::Full);
    let year = desk.year(desk.figures.books.period.year);
    Some(Chart {
        caption: format!("{}: each forecast for {year}, beside the agreed pool of {agreed}", agreement.title),
        alternative: format!(
            "Bar chart of the forecasts for {}; to the right of the line is above the agreed pool of {agreed}. {}.",
            agreement.title,
            chart_words(&rows)
        ),
        key: Vec::new(),
        rows,
        reference: None,
    })
}

/// Every forecast of an agreement's pool for the year, from the first.
fn forecasts(desk: &Desk<'_>, agreement: &str) -> BTreeMap<u8, FigureNumber> {
    let year = desk.figures.books.period.year;
    let is_its = |key: &FigureKey| {
        (key.id, key.period.year) == (id::FORECAST, year)
            && key.agreement.as_deref() == Some(agreement)
            && (&key.partner, key.class, &key.scheme) == (&None, None, &None)
    };
    let all = desk.figures.numbered().filter(|(_, figure)| is_its(&figure.key));
    all.map(|(number, figure)| (figure.key.period.months(), number)).collect()
}

/// Which way the newest forecast went.
fn direction(desk: &Desk<'_>, all: &BTreeMap<u8, FigureNumber>) -> &'static str {
    let mut newest = all.values().rev().map(|figure| desk.amount(Some(*figure)));
    match (newest.next().flatten(), newest.next().flatten()) {
        (Some(now), Some(before)) => match now.cmp(&before) {
            Ordering::Less => "Lower",
            Ordering::Equal => "The same",
            Ordering::Greater => "Higher",
        },
        _ => "Not known",
    }
}

/// `End of June`.
fn at_the_end_of(period: Period) -> String {
    format!("End of {}", period.last_day().format("%B"))
}
