//! Disinvestment: who puts in less than it promised, in sentences with their cells.

use super::{Desk, Named, paragraph, plain, row, words_cell, words_column};
use crate::model::words::counted;
use crate::present::pack::{Block, Table};
use crate::reconcile::{Reported, checks};

/// What the checks on kept promises found, or that they found nothing and in how many contributions.
pub fn blocks(desk: &Desk<'_>) -> Named {
    let names = [checks::disinvestment::ABOUT.name, checks::shortfall::ABOUT.name];
    let found: Vec<_> = desk.findings.iter().filter(|finding| names.contains(&finding.about.name)).collect();
    let books = &desk.figures.books;
    let promised = books.lines.iter().filter(|line| line.committed.is_some());
    let compared = promised.clone().filter(|line| matches!(line.held(books.is_closed()), Reported::Figure(_))).count();
    let counts = format!(
        "{} of {} could be compared with what was reported.",
        compared,
        counted(promised.count(), "commitment")
    );
    let mut blocks = vec![paragraph(counts)];
    if found.is_empty() {
        blocks.push(paragraph("No partner was found to put in less than it promised."));
    } else {
        let rows = found.iter().map(|finding| {
            let place = finding.places.first().map(ToString::to_string).unwrap_or_default();
            row(vec![words_cell(&plain(&finding.message)), words_cell(&place), words_cell(&plain(&finding.help))])
        });
        blocks.push(Block::Table(Table {
            name: "disinvestment".to_owned(),
            caption: format!("Contributions below promise in {}", books.period),
            columns: vec![words_column("What was found", 3), words_column("Where", 1), words_column("What to do", 2)],
            rows: rows.collect(),
            notes: Vec::new(),
        }));
    }
    vec![("found", blocks)]
}
