//! Contributions: committed, budgeted, paid and received, and each partner's share, for each agreement.

mod chart;
mod life;

use super::{Desk, Named, figures_column, in_words, row, words_cell, words_column};
use crate::measure::{FigureRef, Quantity, id};
use crate::model::words::slug;
use crate::present::pack::{Block, Cell, Row, Table};
use crate::present::words::Form;
use crate::reconcile::{Line, Standing};

/// A heading and a table for the pooled funds together, and for each agreement.
pub fn blocks(desk: &Desk<'_>) -> Named {
    let groups = groups(desk).into_iter().flat_map(|group| {
        let chart = group.agreement.is_none().then(|| chart::chart(desk, &group.partners)).flatten();
        let blocks = [Block::Heading { level: 2, text: group.title.to_owned() }, Block::Table(table(desk, &group))];
        blocks.into_iter().chain(chart.map(Block::Chart))
    });
    let life = life::blocks(desk);
    let heading = Block::Heading { level: 2, text: "Since each agreement began".to_owned() };
    let life = if life.is_empty() { life } else { std::iter::once(heading).chain(life).collect() };
    vec![("contributions", groups.collect()), ("life", life)]
}

/// An agreement, or the pooled funds together.
struct Group<'a> {
    title: &'a str,
    agreement: Option<&'a str>,
    partners: Vec<&'a str>,
}

fn groups<'a>(desk: &Desk<'a>) -> Vec<Group<'a>> {
    let books = &desk.figures.books;
    let names = books.register.partners.iter().map(|partner| partner.name.as_str());
    let pooled = names.filter(|partner| desk.figures.find(id::TOTAL, None, Some(partner)).is_some()).collect();
    let together = Group { title: "All pooled funds", agreement: None, partners: pooled };
    let each = books.register.agreements.iter().map(|agreement| Group {
        title: &agreement.title,
        agreement: Some(&agreement.id),
        partners: books.partners_in(&agreement.id),
    });
    std::iter::once(together).chain(each).filter(|group| !group.partners.is_empty()).collect()
}

fn table(desk: &Desk<'_>, group: &Group<'_>) -> Table {
    let books = &desk.figures.books;
    let figures = |partner: Option<&str>| -> Vec<Cell> {
        let find = |id| desk.figures.find(id, group.agreement, partner);
        let views = [id::COMMITTED, id::BUDGETED, id::PAID, id::RECEIVED];
        views.into_iter().map(|view| amount(desk, find(view))).collect()
    };
    let mut rows: Vec<Row> = Vec::new();
    for partner in &group.partners {
        let mut cells = vec![words_cell(partner)];
        cells.extend(figures(Some(partner)));
        cells.push(desk.cell(desk.figures.find(id::SHARE, group.agreement, Some(partner)), Form::Short));
        cells.extend(group.agreement.map(|agreement| words_cell(&standing(desk, agreement, partner))));
        rows.push(row(cells));
    }
    let mut cells = vec![words_cell("All partners")];
    cells.extend(figures(None));
    cells.push(words_cell(""));
    cells.extend(group.agreement.map(|_| words_cell("")));
    rows.push(Row { total: true, cells });
    let figures = ["Committed", "Budgeted", "Paid", "Received", "Share"].map(figures_column);
    let mut columns = vec![words_column("Partner", 2)];
    columns.extend(figures);
    columns.extend(group.agreement.map(|_| words_column("Standing", 1)));
    Table {
        name: format!("contributions-{}", group.agreement.map_or_else(|| "all".to_owned(), slug)),
        caption: format!("Contributions in {}, as at {}", books.period, in_words(books.as_at)),
        columns,
        rows,
        notes: match group.agreement {
            None => vec![
                "Agreements whose money is not pooled are left out.".to_owned(),
                "Share: the partner's part of all contributions, worked out from exact amounts and then rounded; shares \
                 may not add up to 100 %."
                    .to_owned(),
            ],
            Some(_) => Vec::new(),
        },
    }
}

fn amount(desk: &Desk<'_>, figure: Option<FigureRef>) -> Cell {
    match figure.and_then(|figure| desk.figures.get(figure)).map(|figure| &figure.quantity) {
        Some(Quantity::NoAmount(_)) => words_cell("not\u{a0}known"),
        _ => desk.cell(figure, Form::Full),
    }
}

/// Where a partner's lines in an agreement stand, in words.
fn standing(desk: &Desk<'_>, agreement: &str, partner: &str) -> String {
    let books = &desk.figures.books;
    let words = |line: &Line| match line.standing(books.is_closed()) {
        Standing::AsPromised => "As promised".to_owned(),
        Standing::Below(less) => format!("{less} below promise"),
        Standing::BelowLastYear(less) => format!("As promised, {less} below last year"),
        Standing::Above(more) => format!("{more} above promise"),
        Standing::NotReceived => "Not received".to_owned(),
        Standing::Conflicting => "In conflict".to_owned(),
        Standing::Incomplete => "Not known in full".to_owned(),
        Standing::PromiseUnreadable => "Commitment not readable".to_owned(),
        Standing::Withdrawn(less) => format!("{less} of last year withdrawn"),
        Standing::NotPromised => "Not promised".to_owned(),
    };
    let mut all: Vec<String> = books.lines_of(agreement).filter(|line| line.partner == partner).map(words).collect();
    all.dedup();
    all.join("; ")
}
