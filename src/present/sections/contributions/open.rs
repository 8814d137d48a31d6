//! Open differences: contributions of which payer and host give different figures, since when, and the reason that an officer gave.

use super::amount;
use crate::measure::id;
use crate::model::words::counted;
use crate::present::pack::{Block, Table};
use crate::present::sections::{Desk, NO_REASON, figures_column, row, words_cell, words_column};
use crate::reconcile::checks::two_sided_difference::ABOUT;
use crate::reconcile::{Books, OpenDifference};

/// A heading and the table; nothing where both sides say the same.
pub fn blocks(desk: &Desk<'_>) -> Vec<Block> {
    let books = &desk.figures.books;
    if books.open_differences.is_empty() {
        return Vec::new();
    }
    let line = |open: &OpenDifference| {
        let figures = desk.figures;
        let (agreement, partner) = (Some(open.agreement.as_str()), Some(open.partner.as_str()));
        // Revenue and capital have figures of their own only where an agreement has both.
        let apart = |id| figures.find_in(Some(open.class), id, agreement, partner);
        let amount_cell = |id| amount(desk, apart(id).or_else(|| figures.find(id, agreement, partner)));
        let payer = match apart(id::PAID) {
            Some(_) => format!("{}, {}", open.partner, open.class),
            None => open.partner.clone(),
        };
        row(vec![
            words_cell(books.register.title(&open.agreement)),
            words_cell(&payer),
            amount_cell(id::PAID),
            amount_cell(id::RECEIVED),
            words_cell(&age(books, open)),
            words_cell(&owner_and_state(books, open)),
            words_cell(desk.noted(Some(&open.agreement), ABOUT.name).as_deref().unwrap_or(NO_REASON)),
        ])
    };
    let table = Table {
        name: "open-differences".to_owned(),
        caption: format!(
            "Contributions of which payer and host give different figures in {}",
            desk.period(books.period)
        ),
        columns: vec![
            words_column("Agreement", 2),
            words_column("Partner", 2),
            figures_column("Paid"),
            figures_column("Received"),
            words_column("Open since", 1),
            words_column("Owner and state", 1),
            words_column("Reason", 2),
        ],
        rows: books.open_differences.iter().map(line).collect(),
        notes: vec!["Owner, state and reason are from the sheet “Notes” of the register.".to_owned()],
    };
    vec![Block::Heading { level: 2, text: "Open differences".to_owned() }, Block::Table(table)]
}

/// Who is to settle it, and how far that has come.
fn owner_and_state(books: &Books, open: &OpenDifference) -> String {
    let notes = books.register.notes(Some(&open.agreement), books.period, ABOUT.name);
    let said: Vec<&str> = notes.flat_map(|note| [&note.owner, &note.state]).flatten().map(String::as_str).collect();
    if said.is_empty() { "Not recorded".to_owned() } else { said.join("; ") }
}

/// Since which period of the year the sides differ, and for how many months after its end.
fn age(books: &Books, open: &OpenDifference) -> String {
    match books.period.months().saturating_sub(open.since.months()) {
        0 => format!("{}, new", open.since),
        months => format!("{}, {}", open.since, counted(usize::from(months), "month")),
    }
}
