//! Contributions: committed, budgeted, paid and received, per agreement and partner, and each partner's share.

use super::{Desk, figures_column, in_words, row, words_cell, words_column};
use crate::measure::id;
use crate::present::pack::{Block, Cell, Row, Table};
use crate::present::words::Form;
use crate::reconcile::{Line, Standing};

/// The table of contributions in pounds and pence, and the table of shares.
pub fn blocks(desk: &Desk<'_>) -> Vec<(&'static str, Vec<Block>)> {
    vec![("contributions", vec![Block::Table(contributions(desk))]), ("shares", vec![Block::Table(shares(desk))])]
}

/// Each agreement's title and id with its partners, and last the pooled funds together.
fn groups<'a>(desk: &Desk<'a>) -> Vec<(&'a str, Option<&'a str>, Vec<&'a str>)> {
    let books = &desk.figures.books;
    let mut groups: Vec<_> = books
        .register
        .agreements
        .iter()
        .map(|agreement| (agreement.title.as_str(), Some(agreement.id.as_str()), books.partners_in(&agreement.id)))
        .filter(|(_, _, partners)| !partners.is_empty())
        .collect();
    let partners = books.register.partners.iter().map(|partner| partner.name.as_str());
    let pooled = partners.filter(|partner| desk.figures.find(id::TOTAL, None, Some(partner)).is_some()).collect();
    groups.push(("All pooled funds", None, pooled));
    groups
}

fn contributions(desk: &Desk<'_>) -> Table {
    let views = [id::COMMITTED, id::BUDGETED, id::PAID, id::RECEIVED];
    let line = |agreement: Option<&str>, partner: Option<&str>| -> Vec<Cell> {
        views.iter().map(|view| desk.cell(desk.figures.find(view, agreement, partner), Form::Full)).collect()
    };
    let mut rows: Vec<Row> = Vec::new();
    for (title, agreement, partners) in groups(desk) {
        for partner in partners {
            let mut cells = vec![words_cell(title), words_cell(partner)];
            cells.extend(line(agreement, Some(partner)));
            cells.push(words_cell(&agreement.map(|id| standing(desk, id, partner)).unwrap_or_default()));
            rows.push(row(cells));
        }
        let mut cells = vec![words_cell(title), words_cell("All partners")];
        cells.extend(line(agreement, None));
        cells.push(words_cell(""));
        rows.push(Row { total: true, cells });
    }
    let books = &desk.figures.books;
    Table {
        name: "contributions".to_owned(),
        caption: format!("Contributions in {}, in pounds, as at {}", books.period, in_words(books.as_at)),
        columns: vec![
            words_column("Agreement", 1),
            words_column("Partner", 1),
            figures_column("Committed"),
            figures_column("Budgeted"),
            figures_column("Paid"),
            figures_column("Received"),
            words_column("Standing", 1),
        ],
        rows,
        notes: vec![
            "Committed: after agreed variations, from the register. Budgeted and paid: as the partner reports them. \
             Received: as the host reports it. \"Not available\": nothing was reported; it is not nil."
                .to_owned(),
        ],
    }
}

/// Where a partner's lines in an agreement stand, in words.
fn standing(desk: &Desk<'_>, agreement: &str, partner: &str) -> String {
    let books = &desk.figures.books;
    let words = |line: &Line| match line.standing(books.is_closed()) {
        Standing::AsPromised => "As promised".to_owned(),
        Standing::Below(less) => format!("{less} below promise"),
        Standing::Above(more) => format!("{more} above promise"),
        Standing::NotReceived => "Not received".to_owned(),
        Standing::Conflicting => "In conflict".to_owned(),
        Standing::NotPromised => "Not promised".to_owned(),
    };
    let mut all: Vec<String> = books.lines_of(agreement).filter(|line| line.partner == partner).map(words).collect();
    all.dedup();
    all.join("; ")
}

fn shares(desk: &Desk<'_>) -> Table {
    let mut rows = Vec::new();
    for (title, agreement, partners) in groups(desk) {
        for partner in partners {
            let share = desk.figures.find(id::SHARE, agreement, Some(partner));
            rows.push(row(vec![
                words_cell(title),
                words_cell(partner),
                desk.cell(share, Form::Numerator),
                desk.cell(share, Form::Denominator),
                desk.cell(share, Form::Short),
            ]));
        }
    }
    Table {
        name: "contribution-shares".to_owned(),
        caption: format!("Each partner's share of the contributions in {}", desk.figures.books.period),
        columns: vec![
            words_column("Agreement", 1),
            words_column("Partner", 1),
            figures_column("Its contribution, £m"),
            figures_column("All contributions, £m"),
            figures_column("Share"),
        ],
        rows,
        notes: vec!["Shares are worked out from exact amounts and then rounded; they may not add up to 100 %.".to_owned()],
    }
}
