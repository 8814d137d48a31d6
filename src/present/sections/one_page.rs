//! The one page for members: the headline, and each agreement on a line with what was promised and what is put in.

use super::joint_expenditure::headline;
use super::{Desk, Named, figures_column, in_words, row, words_cell, words_column};
use crate::measure::id;
use crate::model::agreement::Agreement;
use crate::present::pack::{Block, Cell, Row, Table};
use crate::present::words::Form;
use crate::reconcile::{Line, Standing};

/// The table of agreements, and what officers say about each.
pub fn blocks(desk: &Desk<'_>) -> Named {
    let books = &desk.figures.books;
    let with_money = |agreement: &&Agreement| books.lines_of(&agreement.id).next().is_some();
    let agreements: Vec<&Agreement> = books.register.agreements.iter().filter(with_money).collect();
    vec![
        ("headline", headline(desk)),
        ("agreements", vec![Block::Table(table(desk, &agreements))]),
        ("officers", vec![Block::Table(officers(desk))]),
    ]
}

fn table(desk: &Desk<'_>, agreements: &[&Agreement]) -> Table {
    let books = &desk.figures.books;
    let (held, held_heading) = if books.is_closed() { (id::PAID, "Paid") } else { (id::BUDGETED, "Budgeted") };
    let figures = |agreement: Option<&str>| -> Vec<Cell> {
        let cell = |id| desk.cell(desk.figures.find(id, agreement, None), Form::Short);
        vec![cell(id::COMMITTED), cell(held), cell(id::DIFFERENCE)]
    };
    let line = |name: &str, agreement: Option<&str>, standing: &str| {
        let mut cells = vec![words_cell(name)];
        cells.extend(figures(agreement));
        cells.push(words_cell(standing));
        cells
    };
    let mut rows: Vec<Row> = agreements
        .iter()
        .map(|agreement| row(line(&agreement.title, Some(&agreement.id), standing(desk, &agreement.id))))
        .collect();
    rows.push(Row { total: true, cells: line("All pooled funds", None, "") });
    Table {
        name: "one-page".to_owned(),
        caption: format!("Each agreement in {}, as at {}", books.period, in_words(books.as_at)),
        columns: vec![
            words_column("Agreement", 2),
            figures_column("Committed"),
            figures_column(held_heading),
            figures_column("Difference"),
            words_column("Standing", 1),
        ],
        rows,
        notes: vec![
            "Committed: the register's commitments after agreed variations. Difference: below zero where partners put in \
             less than they committed. Rounded figures may not add up."
                .to_owned(),
            "Standing, the worst of any partner: \"as promised\"; \"above promise\"; \"not promised\" where the register has \
             no commitment; \"below last year\" where the commitment itself is less than last year's; \"below promise\"; \
             \"not received\" where a return is missing; \"not readable\" where a cell of one is not money; \"in \
             conflict\" where returns contradict each other."
                .to_owned(),
        ],
    }
}

/// The worst standing of any line of an agreement, in words.
pub fn standing(desk: &Desk<'_>, agreement: &str) -> &'static str {
    let books = &desk.figures.books;
    let rank = |line: &Line| match line.standing(books.is_closed()) {
        Standing::Conflicting => (7, "In conflict"),
        Standing::Unreadable => (6, "Not readable"),
        Standing::NotReceived => (5, "Not received"),
        Standing::Below(_) => (4, "Below promise"),
        Standing::BelowLastYear(_) => (3, "Below last year"),
        Standing::NotPromised => (2, "Not promised"),
        Standing::Above(_) => (1, "Above promise"),
        Standing::AsPromised => (0, "As promised"),
    };
    books.lines_of(agreement).map(rank).max_by_key(|(rank, _)| *rank).map_or("No money committed", |(_, words)| words)
}

fn officers(desk: &Desk<'_>) -> Table {
    let books = &desk.figures.books;
    let noted = |agreement: &str, about: &str, none: &str| {
        let notes: Vec<&str> =
            books.register.notes(Some(agreement), books.period, about).map(|note| note.text.as_str()).collect();
        if notes.is_empty() { words_cell(none) } else { words_cell(&notes.join(" ")) }
    };
    let rows = books.register.agreements.iter().map(|agreement| {
        row(vec![
            words_cell(&agreement.title),
            noted(&agreement.id, "why", "No reason given"),
            noted(&agreement.id, "ask", "Nothing asked"),
        ])
    });
    Table {
        name: "officers".to_owned(),
        caption: "What officers say, and what they ask of the committee".to_owned(),
        columns: vec![words_column("Agreement", 1), words_column("Why", 2), words_column("Asked of the committee", 2)],
        rows: rows.collect(),
        notes: vec!["From the sheet \"Notes\" of the register.".to_owned()],
    }
}
