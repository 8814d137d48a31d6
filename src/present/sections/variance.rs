//! Variance: what each pool was to cost and is expected to, and which partner bears the difference.

mod carried;
mod charts;

use super::{Desk, NamedBlocks, figures_column, in_words, paragraph, plain, row, words_cell, words_column};
use crate::measure::{Figure, FigureKey, FigureNumber, Quantity, id};
use crate::model::agreement::Agreement;
use crate::model::money::Money;
use crate::model::words::slug;
use crate::present::pack::{Block, Cell, Row, Table};
use crate::present::words::Exactness;

/// The table of pools, and for each pool with a variance the table of who bears it.
pub fn blocks(desk: &Desk<'_>) -> NamedBlocks {
    let agreements = desk.figures.books.register.agreements.iter();
    let pools: Vec<&Agreement> =
        agreements.filter(|agreement| find(desk, id::BUDGET, &agreement.id, None).is_some()).collect();
    if pools.is_empty() {
        let none = "No host has reported a pool’s budget, spending or forecast, so no variance is known.";
        return vec![("pools", vec![paragraph(none)]), ("shares", Vec::new()), ("carried", carried::blocks(desk))];
    }
    let parted: Vec<charts::PoolVariance<'_>> = pools.iter().map(|agreement| parted(desk, agreement)).collect();
    let shares = pools.iter().zip(&parted).flat_map(|(agreement, pool)| who_bears_it(desk, agreement, pool)).collect();
    let chart = charts::of_all(desk, &parted).map(Block::Chart);
    let pools = std::iter::once(Block::Table(table(desk, &pools))).chain(chart).collect();
    vec![("pools", pools), ("shares", shares), ("carried", carried::blocks(desk))]
}

/// A pool's variance, and what each partner bears of it.
fn parted<'a>(desk: &Desk<'a>, agreement: &'a Agreement) -> charts::PoolVariance<'a> {
    let variance = find(desk, id::VARIANCE, &agreement.id, None);
    let parts = shares(desk, agreement).filter_map(|(figure, found)| match (&found.key.partner, &found.quantity) {
        (Some(partner), Quantity::Amount(amount, _)) => Some((&**partner, figure, *amount)),
        _ => None,
    });
    charts::PoolVariance {
        title: &agreement.title,
        variance: variance.zip(desk.amount(variance)),
        parts: parts.collect(),
    }
}

/// The figures of who bears what.
fn shares<'a>(desk: &Desk<'a>, agreement: &'a Agreement) -> impl Iterator<Item = (FigureNumber, &'a Figure)> {
    let is_it = |key: &FigureKey| key.id == id::RISK_SHARE && key.agreement.as_deref() == Some(&agreement.id);
    desk.figures.numbered().filter(move |(_, figure)| is_it(&figure.key))
}

fn find(desk: &Desk<'_>, id: &'static str, agreement: &str, partner: Option<&str>) -> Option<FigureNumber> {
    desk.figures.find(id, Some(agreement), partner)
}

/// A line of the table of pools: one, or all of them.
fn line(desk: &Desk<'_>, title: &str, agreement: Option<&str>) -> Vec<Cell> {
    let find = |id| desk.figures.find(id, agreement, None);
    let cell = |id| desk.cell(find(id), Exactness::Full);
    let variance = desk.amount(find(id::VARIANCE));
    vec![
        words_cell(title),
        cell(id::BUDGET),
        cell(id::ACTUAL),
        cell(id::FORECAST),
        cell(id::VARIANCE),
        desk.percentage(find(id::VARIANCE), find(id::BUDGET)),
        words_cell(variance.map_or("Not known", in_a_word)),
    ]
}

fn table(desk: &Desk<'_>, pools: &[&Agreement]) -> Table {
    let books = &desk.figures.books;
    let mut rows: Vec<Row> =
        pools.iter().map(|agreement| row(line(desk, &agreement.title, Some(&agreement.id)))).collect();
    let mut notes = vec![format!(
        "Variance: {} minus the budget; above zero is an overspend.",
        if books.is_closed() { "what was spent" } else { "the forecast" },
    )];
    if desk.figures.find(id::BUDGET, None, None).is_some() && pools.len() > 1 {
        rows.push(Row { total: true, cells: line(desk, "All pooled funds", None) });
        notes.push("Agreements whose money is not pooled are left out of the last line.".to_owned());
    }
    Table {
        name: "variance".to_owned(),
        caption: format!(
            "What each pool was to cost and {}, {}, as at {}",
            if books.is_closed() { "did" } else { "is expected to" },
            books.period,
            in_words(books.as_at)
        ),
        columns: vec![
            words_column("Agreement", 2),
            figures_column("Budget"),
            figures_column("Spent"),
            figures_column("Forecast"),
            figures_column("Variance"),
            figures_column("Per cent"),
            words_column("Which is", 1),
        ],
        rows,
        notes,
    }
}

fn in_a_word(variance: Money) -> &'static str {
    match variance.cmp(&Money::ZERO) {
        std::cmp::Ordering::Greater => "An overspend",
        std::cmp::Ordering::Less => "An underspend",
        std::cmp::Ordering::Equal => "As budgeted",
    }
}

/// Who bears a pool's variance; nothing where there is none.
fn who_bears_it(desk: &Desk<'_>, agreement: &Agreement, pool: &charts::PoolVariance<'_>) -> Vec<Block> {
    let heading = Block::Heading { level: 2, text: format!("Who bears it: {}", agreement.title) };
    let books = &desk.figures.books;
    let shares: Vec<_> = shares(desk, agreement).collect();
    let variance_at = find(desk, id::VARIANCE, &agreement.id, None);
    let variance = pool.variance.map(|(_, amount)| amount);
    if variance.is_none_or(|variance| variance == Money::ZERO) {
        return Vec::new();
    }
    if let Some(Quantity::NoAmount { why, .. }) = shares.first().map(|(_, figure)| &figure.quantity) {
        return vec![heading, paragraph(format!("Not shared between the partners: {}.", plain(why)))];
    }
    if shares.is_empty() {
        let says = match &agreement.risk_share {
            Some(stated) => format!("The register says “{}”.", stated.text),
            None => "The register does not say who bears an overspend.".to_owned(),
        };
        return vec![heading, paragraph(says)];
    }
    let line = |(reference, figure): &(FigureNumber, &Figure)| {
        row(vec![
            words_cell(figure.key.partner.as_deref().unwrap_or("–")),
            desk.cell(Some(*reference), Exactness::Full),
            desk.percentage(Some(*reference), variance_at),
        ])
    };
    let mut rows: Vec<Row> = shares.iter().map(line).collect();
    let total = desk.cell(variance_at, Exactness::Full);
    rows.push(Row { total: true, cells: vec![words_cell("The variance"), total, words_cell("")] });
    let rule = agreement.risk_share.as_ref().map_or("", |stated| stated.text.as_str());
    let table = Table {
        name: format!("risk-share-{}", slug(&agreement.id)),
        caption: format!(
            "What each partner bears of the variance in {}, as at {}",
            books.period,
            in_words(books.as_at)
        ),
        columns: vec![words_column("Partner", 3), figures_column("Bears"), figures_column("Share of it")],
        rows,
        notes: vec![format!(
            "The agreement’s rule: {rule}. The odd penny goes to the largest remainder; rounded shares may not add up to 100 %."
        )],
    };
    let chart = charts::waterfall(desk, pool).map(Block::Chart);
    [heading, Block::Table(table)].into_iter().chain(chart).collect()
}
