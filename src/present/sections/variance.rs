//! Variance: what each pool was agreed to be and is expected to cost, what is kept back, and which partner bears the difference.

mod bears;
mod carried;
mod charts;
mod forecasts;
mod kept_back;

use super::{Desk, NamedBlocks, figures_column, in_words, paragraph, row, words_cell, words_column};
use crate::measure::{FigureNumber, id};
use crate::model::agreement::Agreement;
use crate::model::entry::Class;
use crate::present::pack::{Block, Cell, Row, Table};
use crate::present::words::Exactness;

pub use bears::{no_rule, says};

/// The table of pools, what partners keep back of their contributions, and for each pool with a variance who bears it.
pub fn blocks(desk: &Desk<'_>) -> NamedBlocks {
    let books = &desk.figures.books;
    let agreements = || books.register.agreements.iter();
    let is_reported =
        |agreement: &&Agreement| books.is_pool(agreement) && find(desk, id::BUDGET, &agreement.id).is_some();
    let pools: Vec<&Agreement> = agreements().filter(is_reported).collect();
    let kept_back = kept_back::block(desk);
    if pools.is_empty() {
        // Where nobody puts money together there is no variance to speak of.
        let none = "No host has reported a pool’s budget, spending or forecast, so no variance is known.";
        let none = books.puts_together().then(|| paragraph(none));
        let pools = none.into_iter().chain(kept_back).collect();
        return vec![("pools", pools), ("shares", Vec::new()), ("carried", carried::blocks(desk))];
    }
    let shared: Vec<&Agreement> = pools.iter().copied().filter(|agreement| books.is_pool(agreement)).collect();
    let parted: Vec<charts::PoolVariance<'_>> = shared.iter().map(|one| charts::PoolVariance::of(desk, one)).collect();
    let chart = charts::of_all(desk, &parted).map(Block::Chart);
    let shares = shared.iter().flat_map(|agreement| bears::blocks(desk, agreement)).collect();
    let pools = std::iter::once(Block::Table(table(desk, &pools))).chain(forecasts::blocks(desk));
    let pools = pools.chain(kept_back).chain(chart).collect();
    vec![("pools", pools), ("shares", shares), ("carried", carried::blocks(desk))]
}

fn find(desk: &Desk<'_>, id: &'static str, agreement: &str) -> Option<FigureNumber> {
    desk.figures.find(id, Some(agreement), None)
}

/// A line of the table of pools: one, its revenue or capital, or all of them.
fn line(desk: &Desk<'_>, title: &str, agreement: Option<&str>, class: Option<Class>) -> Vec<Cell> {
    let find = |id| desk.figures.find_in(class, id, agreement, None);
    let cell = |id| desk.cell(find(id), Exactness::Full);
    vec![
        words_cell(title),
        cell(id::AGREED),
        cell(id::BUDGET),
        cell(id::ACTUAL),
        cell(id::FORECAST),
        cell(id::VARIANCE),
        desk.percentage(find(id::VARIANCE), find(id::AGREED)),
    ]
}

/// The line of a pool and, where it has both, those of its revenue and capital.
fn lines(desk: &Desk<'_>, agreement: &Agreement) -> Vec<Row> {
    let id = Some(agreement.id.as_str());
    let classes = Class::WORDS
        .into_iter()
        .filter(|(_, class)| desk.figures.find_in(Some(*class), id::AGREED, id, None).is_some());
    let of_class = |(word, class)| row(line(desk, &format!("{}: {word}", agreement.title), id, Some(class)));
    std::iter::once(row(line(desk, &agreement.title, id, None))).chain(classes.map(of_class)).collect()
}

fn table(desk: &Desk<'_>, pools: &[&Agreement]) -> Table {
    let books = &desk.figures.books;
    let mut rows: Vec<Row> = pools.iter().flat_map(|agreement| lines(desk, agreement)).collect();
    let mut notes = vec![format!(
        "Agreed pool: what partners committed, with what else they agreed to be in it. Variance: {} minus the agreed pool; \
         above zero is an overspend. A host’s budget changes neither.",
        if books.is_closed() { "what was spent" } else { "the forecast" },
    )];
    if desk.figures.find(id::BUDGET, None, None).is_some() && pools.len() > 1 {
        rows.push(Row { total: true, cells: line(desk, "All pooled funds", None, None) });
        notes.push("Agreements whose money is not pooled are left out of the last line.".to_owned());
    }
    Table {
        name: "variance".to_owned(),
        caption: format!(
            "What each pool was agreed to cost and {}, {}, as at {}",
            if books.is_closed() { "did" } else { "is expected to" },
            desk.period(books.period),
            in_words(books.as_at)
        ),
        columns: vec![
            words_column("Agreement", 2),
            figures_column("Agreed pool"),
            figures_column("Host’s budget"),
            figures_column("Spent"),
            figures_column("Forecast"),
            figures_column("Variance"),
            figures_column("Per cent"),
        ],
        rows,
        notes,
    }
}
