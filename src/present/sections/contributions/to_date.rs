//! What had fallen due, was paid and was received to the end of the period, and in its last month or quarter alone.

use super::{AgreementGroup, amount};
use crate::job::agreement_type::Counts;
use crate::measure::{FigurePart, id};
use crate::model::agreement::Agreement;
use crate::model::entry::Form;
use crate::model::period::Part;
use crate::model::words::listed;
use crate::present::pack::{Block, Cell, Row, Span, Table};
use crate::present::sections::{Desk, figures_column, in_words, paragraph, row, words_cell, words_column};
use crate::present::words::Exactness;
use crate::reconcile::{Line, Reported};

/// The table of a group; a sentence where nobody has reported what was paid or received. Nothing where the partners keep and spend
/// their own, and say nothing here of what.
pub fn block(desk: &Desk<'_>, group: &AgreementGroup<'_>) -> Option<Block> {
    let is_there = |id| desk.figures.find_in(group.class, id, group.agreement, None).is_some();
    if !is_told(desk, group) {
        return is_there(id::DUE).then(|| nothing_told(desk, group));
    }
    let last = in_last_part(desk);
    let in_part = |id| Some((format!("of it {}", last.as_ref()?), id));
    let columns = [
        Some(("Due".to_owned(), id::DUE)),
        Some(("Paid".to_owned(), id::PAID)),
        in_part(id::PAID_IN_PERIOD),
        Some(("Paid less due".to_owned(), id::PAID_LESS_DUE)),
        Some(("Received".to_owned(), id::RECEIVED)),
        in_part(id::RECEIVED_IN_PERIOD),
    ];
    let columns: Vec<(String, &str)> = columns.into_iter().flatten().filter(|(_, id)| is_there(id)).collect();
    let cells = |partner: Option<&str>| -> Vec<Cell> {
        let find = |id| desk.figures.find_in(group.class, id, group.agreement, partner);
        let name = words_cell(partner.unwrap_or("All partners"));
        std::iter::once(name).chain(columns.iter().map(|(_, id)| amount(desk, find(id)))).collect()
    };
    let mut rows: Vec<Row> = group.partners.iter().map(|partner| row(cells(Some(partner)))).collect();
    rows.push(Row { total: true, cells: cells(None) });
    let books = &desk.figures.books;
    let to = books.period.last_day().min(books.as_at);
    Some(Block::Table(Table {
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
        notes: patterns(desk, group),
    }))
}

/// By which instalments the commitments of an agreement fall due, each pattern with whose it is.
fn patterns(desk: &Desk<'_>, group: &AgreementGroup<'_>) -> Vec<String> {
    let (Some(agreement), year) = (group.agreement, desk.figures.books.period.year) else { return Vec::new() };
    let its = desk.figures.books.register.commitments.under(agreement);
    let its = its.filter(|one| one.year == year && group.class.is_none_or(|class| class == one.class));
    let mut patterns: Vec<(String, Vec<&str>)> = Vec::new();
    for one in its.filter(|one| one.form == Form::Cash) {
        let Ok(instalments) = &one.instalments else { continue };
        let words = instalments.in_words(year);
        match patterns.iter_mut().find(|(known, _)| *known == words) {
            Some((_, whose)) if whose.contains(&one.partner.as_str()) => {}
            Some((_, whose)) => whose.push(&one.partner),
            None => patterns.push((words, vec![&one.partner])),
        }
    }
    patterns
        .into_iter()
        .map(|(words, whose)| format!("Instalments of a whole year, from {}: {words}.", listed(&whose)))
        .collect()
}

/// Whether anybody has said anything of what was paid or received.
fn is_told(desk: &Desk<'_>, group: &AgreementGroup<'_>) -> bool {
    let books = &desk.figures.books;
    let is_pooled = |agreement: &Agreement| desk.templates.types_of(agreement).any(|of| of.counts == Counts::Pooled);
    let is_of_group = |line: &&Line| {
        group.class.is_none_or(|class| class == line.class)
            && match group.agreement {
                Some(agreement) => line.agreement == agreement,
                None => books.register.agreement(&line.agreement).is_some_and(is_pooled),
            }
    };
    let mut said = books.lines.iter().filter(is_of_group).flat_map(|line| [&line.paid, &line.received]);
    said.any(|one| *one != Reported::Nothing)
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
