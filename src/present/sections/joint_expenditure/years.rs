//! Over the years: the share of each year by one definition, with every break of the series as a row of its own.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::{PrintedDefinition, percent};
use crate::job::measure::SeriesBreak;
use crate::measure::{FigureNumber, FigurePart};
use crate::model::period::Year;
use crate::present::pack::{Bar, Block, Chart, ChartRow, Reference, Row, Table};
use crate::present::sections::{Desk, chart_words, figures_column, row, words_cell, words_column};
use crate::present::words::Exactness;

/// A heading and a table for each definition that the register knows earlier years of; nothing where there is none.
pub fn blocks<'a>(desk: &Desk<'a>, shown: impl Iterator<Item = PrintedDefinition<'a>>) -> Vec<Block> {
    let both = |one: PrintedDefinition<'a>| {
        let (table, chart) = (table(desk, &one), chart(desk, &one));
        table.map(Block::Table).into_iter().chain(chart.map(Block::Chart))
    };
    let blocks: Vec<Block> = shown.flat_map(both).collect();
    if blocks.is_empty() {
        return blocks;
    }
    let heading = Block::Heading { level: 2, text: "Over the years".to_owned() };
    std::iter::once(heading).chain(blocks).collect()
}

/// The years of a definition with their figures, from the first; none where the register knows no earlier one.
fn years(desk: &Desk<'_>, shown: &PrintedDefinition<'_>) -> Vec<(Year, FigureNumber)> {
    let mut years: Vec<(Year, FigureNumber)> = desk.figures.earlier(shown.name).collect();
    if !years.is_empty() {
        years.push((desk.figures.books.period.year, shown.figure));
    }
    years
}

/// The shares over the years, with each break of the series and the published figure that they are held against.
fn chart(desk: &Desk<'_>, shown: &PrintedDefinition<'_>) -> Option<Chart> {
    let now = desk.figures.books.period;
    let years = years(desk, shown);
    let (first, _) = *years.first()?;
    years.iter().find_map(|(_, figure)| percent(desk, *figure))?;
    let row = |(year, figure): &(Year, FigureNumber)| {
        let broken = shown.measure.break_at(*year).filter(|_| *year != first);
        let share = percent(desk, *figure);
        let bar = Bar::from_zero(
            share,
            0,
            desk.printed(*figure, Exactness::Short),
            share.map(|_| figure.part(FigurePart::All)),
        );
        let label = if *year == now.year { desk.period(now) } else { desk.year(*year) };
        ChartRow {
            label,
            bars: vec![bar],
            break_before: broken.map(|broken| format!("Series break: from {} {}", desk.year(*year), broken.why)),
        }
    };
    let rows: Vec<ChartRow> = years.iter().map(row).collect();
    let mut alternative = format!("Bar chart of {} over the years: {}.", shown.measure.title, chart_words(&rows));
    for broken in rows.iter().filter_map(|row| row.break_before.as_ref()) {
        alternative.push_str(&format!(" {broken}."));
    }
    let reference = shown
        .measure
        .reference
        .as_ref()
        .map(|published| Reference { value: published.percent.0, text: published.in_words() });
    if let Some(reference) = &reference {
        alternative.push_str(&format!(" A line across the bars marks {}.", reference.text));
    }
    Some(Chart {
        caption: format!("{} as a percentage, {first} to {}", shown.measure.title, now.year),
        alternative,
        key: Vec::new(),
        rows,
        reference,
    })
}

fn table(desk: &Desk<'_>, shown: &PrintedDefinition<'_>) -> Option<Table> {
    let now = desk.figures.books.period;
    let years = years(desk, shown);
    let (first, _) = *years.first()?;
    let mut rows = Vec::new();
    let mut before = None;
    for (year, figure) in years {
        let broken = shown.measure.break_at(year).filter(|_| before.is_some());
        rows.extend(broken.map(|broken| break_row(year, broken)));
        let share = percent(desk, figure);
        let against = match before {
            None => "–",
            Some(_) if broken.is_some() => "Not comparable",
            Some(earlier) => compared(earlier, share),
        };
        let label = if year == now.year { desk.period(now) } else { desk.year(year) };
        rows.push(row(vec![
            words_cell(&label),
            desk.cell(Some(figure), Exactness::Numerator),
            desk.cell(Some(figure), Exactness::Denominator),
            desk.cell(Some(figure), Exactness::Short),
            words_cell(against),
        ]));
        before = Some(share);
    }
    Some(Table {
        name: format!("over-the-years-{}", shown.name),
        caption: format!("{}, {first} to {}", shown.measure.title, now.year),
        columns: vec![
            words_column("Year", 1),
            figures_column("Joint"),
            figures_column("Of"),
            figures_column("Share"),
            words_column("Against the year before", 2),
        ],
        rows,
        notes: notes(shown),
    })
}

/// A break stands between two years. It has no figures, and nothing is compared across it.
fn break_row(year: Year, broken: &SeriesBreak) -> Row {
    let why = format!("From {year} {}", broken.why);
    row(vec![words_cell("Series break"), words_cell("–"), words_cell("–"), words_cell("–"), words_cell(&why)])
}

/// How a share stands to that of the year before, as both are printed.
fn compared(before: Option<Decimal>, now: Option<Decimal>) -> &'static str {
    match before.zip(now).map(|(before, now)| now.cmp(&before)) {
        None => "Not known",
        Some(Ordering::Greater) => "Higher",
        Some(Ordering::Equal) => "The same",
        Some(Ordering::Less) => "Lower",
    }
}

fn notes(shown: &PrintedDefinition<'_>) -> Vec<String> {
    let of = if shown.measure.counts_agreements() {
        ": what partners had committed, after agreed variations, and its reference figures"
    } else {
        ""
    };
    vec![format!(
        "Earlier years come from the register alone{of}. “Not available”: the register lacks a part of the share."
    )]
}
