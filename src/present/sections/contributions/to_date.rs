//! What had fallen due, was paid and was received to the end of the period, and in its last month or quarter alone.

use super::{AgreementGroup, amount};
use crate::measure::{FigurePart, id};
use crate::model::period::Part;
use crate::present::pack::{Block, Cell, Row, Span, Table};
use crate::present::sections::{Desk, figures_column, in_words, paragraph, row, words_cell, words_column};
use crate::present::words::Exactness;

/// The table of a group; a sentence where nobody has reported what was paid or received.
pub fn block(desk: &Desk<'_>, group: &AgreementGroup<'_>) -> Block {
    let is_known = |id| desk.figures.find_in(group.class, id, group.agreement, None);
    let is_told = |id| group.partners.iter().any(|partner| group.known(desk, id, Some(partner)).is_some());
    if !is_told(id::PAID) && !is_told(id::RECEIVED) {
        return nothing_told(desk, group);
    }
    let mut columns = vec![("Due".to_owned(), id::DUE), ("Paid".to_owned(), id::PAID)];
    let last = in_last_part(desk);
    if let Some(last) = last.as_ref().filter(|_| is_known(id::PAID_IN_PERIOD).is_some()) {
        columns.push((format!("of it {last}"), id::PAID_IN_PERIOD));
    }
    columns.push(("Received".to_owned(), id::RECEIVED));
    if let Some(last) = last.as_ref().filter(|_| is_known(id::RECEIVED_IN_PERIOD).is_some()) {
        columns.push((format!("of it {last}"), id::RECEIVED_IN_PERIOD));
    }
    let cells = |partner: Option<&str>| -> Vec<Cell> {
        let find = |id| desk.figures.find_in(group.class, id, group.agreement, partner);
        let name = words_cell(partner.unwrap_or("All partners"));
        std::iter::once(name).chain(columns.iter().map(|(_, id)| amount(desk, find(id)))).collect()
    };
    let mut rows: Vec<Row> = group.partners.iter().map(|partner| row(cells(Some(partner)))).collect();
    rows.push(Row { total: true, cells: cells(None) });
    let books = &desk.figures.books;
    let to = books.period.last_day().min(books.as_at);
    Block::Table(Table {
        name: format!("to-date-{}", group.name()),
        caption: format!(
            "Due, paid and received to {}{}, as at {}",
            in_words(to),
            group.which(),
            in_words(books.as_at)
        ),
        columns: std::iter::once(words_column("Partner", 2))
            .chain(columns.iter().map(|(heading, _)| figures_column(heading)))
            .collect(),
        rows,
        notes: Vec::new(),
    })
}

/// What had fallen due, where nobody has reported what was paid.
fn nothing_told(desk: &Desk<'_>, group: &AgreementGroup<'_>) -> Block {
    let silence = "Nobody has reported what was paid or received to date.";
    let due = desk.figures.find_in(group.class, id::DUE, group.agreement, None);
    match due.filter(|_| group.known(desk, id::DUE, None).is_some()) {
        None => paragraph(silence),
        Some(figure) => {
            let books = &desk.figures.books;
            let by = in_words(books.as_at.min(books.period.last_day()));
            Block::Paragraph(vec![
                Span::Text(format!("{silence} By {by} ")),
                Span::Figure { text: desk.printed(figure, Exactness::Full), figure: figure.part(FigurePart::All) },
                Span::Text(" had fallen due.".to_owned()),
            ])
        }
    }
}

/// `in July` or `in Q2`: the last part of a period that is not the first of its year.
fn in_last_part(desk: &Desk<'_>) -> Option<String> {
    let period = desk.figures.books.period;
    period.before()?;
    match period.part {
        Part::Month(_) => Some(format!("in {}", period.last_day().format("%B"))),
        Part::Quarter(quarter) => Some(format!("in Q{quarter}")),
        Part::Whole => None,
    }
}
