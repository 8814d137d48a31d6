//! The one page for members: the headline, and each agreement on a line with what was promised and what is put in.

use super::joint_expenditure::headline;
use super::{Desk, Named, capital, figures_column, in_words, paragraph, row, words_cell, words_column};
use crate::measure::id;
use crate::model::agreement::Agreement;
use crate::model::words::listed;
use crate::present::pack::{Block, Cell, Row, Span, Table};
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
        ("recommendations", recommendations(desk)),
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
        .map(|agreement| row(line(&agreement.title, Some(&agreement.id), &standing(desk, &agreement.id))))
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
             less than they committed. Rounded figures may not add up. \"All pooled funds\" leaves out agreements whose money \
             is not pooled."
                .to_owned(),
            "Standing: \"as promised\", or all that is otherwise. \"Below promise\": a partner puts in less than it committed. \
             \"Below last year\": a commitment itself is less than last year's; \"withdrawn\": it is gone. \"Not received\": \
             a partner has not reported. \"Not known in full\": part of a return cannot be used. \"In conflict\": returns \
             contradict each other. \"Not promised\": the register has no commitment."
                .to_owned(),
        ],
    }
}

/// Where the lines of an agreement stand, in words: everything but "as promised", the worst first.
fn standing(desk: &Desk<'_>, agreement: &str) -> String {
    let books = &desk.figures.books;
    let rank = |line: &Line| match line.standing(books.is_closed()) {
        Standing::Withdrawn(_) => (9, "withdrawn"),
        Standing::Below(_) => (8, "below promise"),
        Standing::BelowLastYear(_) => (7, "below last year"),
        Standing::NotReceived => (6, "not received"),
        Standing::Conflicting => (5, "in conflict"),
        Standing::Incomplete => (4, "not known in full"),
        Standing::PromiseUnreadable => (3, "commitment not readable"),
        Standing::NotPromised => (2, "not promised"),
        Standing::Above(_) => (1, "above promise"),
        Standing::AsPromised => (0, "as promised"),
    };
    let mut all: Vec<(u8, &str)> = books.lines_of(agreement).map(rank).collect();
    all.sort_unstable_by(|one, two| two.cmp(one));
    all.dedup();
    let open: Vec<&str> = all.iter().filter(|(rank, _)| *rank > 0).map(|(_, words)| *words).collect();
    capital(&if open.is_empty() { "as promised".to_owned() } else { listed(&open) })
}

/// What officers recommend, or that they recommend nothing.
fn recommendations(desk: &Desk<'_>) -> Vec<Block> {
    let books = &desk.figures.books;
    let agreements = books.register.agreements.iter().map(|agreement| Some(agreement.id.as_str()));
    let items: Vec<Vec<Span>> = std::iter::once(None)
        .chain(agreements)
        .flat_map(|agreement| books.register.notes(agreement, books.period, "recommendation"))
        .map(|note| vec![Span::Text(note.text.clone())])
        .collect();
    let list = if items.is_empty() { paragraph("Officers have given no recommendation.") } else { Block::List(items) };
    vec![Block::Heading { level: 2, text: "Recommendations".to_owned() }, list]
}

fn officers(desk: &Desk<'_>) -> Table {
    let books = &desk.figures.books;
    let noted = |agreement: Option<&str>, about: &str| -> Option<String> {
        let notes: Vec<&str> =
            books.register.notes(agreement, books.period, about).map(|note| note.text.as_str()).collect();
        (!notes.is_empty()).then(|| notes.join(" "))
    };
    let line = |name: &str, why: Option<String>, ask: Option<String>| {
        let or = |text: Option<String>, none: &str| words_cell(&text.unwrap_or_else(|| none.to_owned()));
        row(vec![words_cell(name), or(why, "No reason given"), or(ask, "Nothing asked")])
    };
    let mut rows = Vec::new();
    let (why, ask) = (noted(None, "why"), noted(None, "ask"));
    if why.is_some() || ask.is_some() {
        rows.push(line("The area as a whole", why, ask));
    }
    for agreement in &books.register.agreements {
        let id = Some(agreement.id.as_str());
        rows.push(line(&agreement.title, noted(id, "why"), noted(id, "ask")));
    }
    Table {
        name: "officers".to_owned(),
        caption: "What officers say, and what they ask of the committee".to_owned(),
        columns: vec![words_column("Agreement", 1), words_column("Why", 2), words_column("Asked of the committee", 2)],
        rows,
        notes: vec!["From the sheet \"Notes\" of the register.".to_owned()],
    }
}
