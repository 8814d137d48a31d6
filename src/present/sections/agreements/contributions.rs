//! What each partner of an agreement committed, and what of it was due, paid and received.

use crate::job::agreement_type::How;
use crate::measure::{FigureNumber, id};
use crate::model::agreement::Agreement;
use crate::model::words::slug;
use crate::present::pack::{Block, Cell, Row, Table};
use crate::present::sections::changes::A_POUND;
use crate::present::sections::naming::difference;
use crate::present::sections::{Desk, figures_column, in_words, row, words_cell, words_column};
use crate::present::words::Exactness;

/// What the table may show, from the commitment as the year began to what the host received.
const COLUMNS: [(&str, &str); 9] = [
    ("Opening commitment", id::OPENING),
    ("Variations", id::VARIED),
    ("Committed", id::COMMITTED),
    ("Budgeted", id::BUDGETED),
    ("Less what was committed", id::DIFFERENCE),
    ("Due", id::DUE),
    ("Paid", id::PAID),
    ("Received", id::RECEIVED),
    ("Paid less due", id::PAID_LESS_DUE),
];

/// The table of an agreement's partners; nothing where none has committed or put in anything.
pub fn blocks(desk: &Desk<'_>, agreement: &Agreement) -> Vec<Block> {
    let books = &desk.figures.books;
    let partners = books.partners_in(&agreement.id);
    if partners.is_empty() {
        return Vec::new();
    }
    let find = |id, partner: Option<&str>| desk.figures.find(id, Some(&agreement.id), partner);
    let all = || partners.iter().map(|partner| Some(*partner)).chain([None]);
    let is_varied = all().any(|partner| find(id::VARIED, partner).is_some_and(|figure| is_varied(desk, figure)));
    let is_known = |id| all().any(|partner| desk.amount(find(id, partner)).is_some());
    let of_varied = [id::OPENING, id::VARIED];
    let of_differences = [id::DIFFERENCE, id::PAID_LESS_DUE];
    let differs = |id| {
        let mut amounts = all().filter_map(|partner| desk.amount(find(id, partner)));
        amounts.any(|amount| amount.abs() > A_POUND)
    };
    let columns: Vec<(&str, &str)> = COLUMNS
        .into_iter()
        .filter(|(_, id)| match *id {
            id if of_varied.contains(&id) => is_varied,
            id if of_differences.contains(&id) => differs(id),
            id => id == id::COMMITTED || is_known(id),
        })
        .map(|(heading, id)| (own_words(desk, agreement, heading, id), id))
        .collect();
    let line = |name: &str, partner: Option<&str>| -> Vec<Cell> {
        let cells = columns.iter().map(|(_, id)| cell(desk, find(id, partner)));
        std::iter::once(words_cell(name)).chain(cells).collect()
    };
    let mut rows: Vec<Row> = partners.iter().map(|partner| row(line(partner, Some(partner)))).collect();
    if partners.len() > 1 {
        rows.push(Row { total: true, cells: line("All partners", None) });
    }
    let due_to = in_words(books.as_at.min(books.period.last_day()));
    let has_due = columns.iter().any(|(_, id)| *id == id::DUE);
    let silent = !is_known(id::PAID) && !is_known(id::RECEIVED) && has_due;
    let note = silent.then(|| "Nobody has reported what was paid or received to date.".to_owned());
    vec![Block::Table(Table {
        name: format!("page-contributions-{}", slug(&agreement.id)),
        caption: match has_due {
            true => format!("Contributions for {}, with what was due by {due_to}", desk.year(books.period.year)),
            false => format!("Contributions for {}", desk.year(books.period.year)),
        },
        columns: std::iter::once(words_column("Partner", 2))
            .chain(columns.iter().map(|(heading, _)| figures_column(heading)))
            .collect(),
        rows,
        notes: note.into_iter().collect(),
    })]
}

/// Whether any cell stands behind a variation, or it is not known.
fn is_varied(desk: &Desk<'_>, figure: FigureNumber) -> bool {
    let figure = desk.figures.get(figure);
    figure.is_some_and(|figure| !figure.origins.is_empty() || figure.quantity.why_not().is_some())
}

/// Of a budget that each partner keeps, what is planned and spent.
fn own_words(desk: &Desk<'_>, agreement: &Agreement, heading: &'static str, id: &str) -> &'static str {
    let keeps = desk.figures.books.how(agreement).is_some_and(|how: How| !how.falls_due());
    match id {
        id::BUDGETED if keeps => "Planned",
        id::PAID if keeps => "Spent",
        id::DIFFERENCE => difference(desk),
        _ => heading,
    }
}

/// An amount in whole pounds; what is not known at all in two words.
pub fn cell(desk: &Desk<'_>, figure: Option<FigureNumber>) -> Cell {
    let found = desk.cell(figure, Exactness::Pounds);
    match figure {
        Some(_) if found.figure.is_none() => words_cell("not\u{a0}known"),
        _ => found,
    }
}
