//! Contributions not made: what partners keep back of their commitments, each charged to itself.

use crate::measure::{FigureNumber, id};
use crate::model::agreement::Agreement;
use crate::model::basis::VarianceBase;
use crate::model::entry::Class;
use crate::model::money::Money;
use crate::model::words::listed;
use crate::present::pack::{Block, Row, Table};
use crate::present::sections::{Desk, figures_column, row, words_cell, words_column};
use crate::present::words::Exactness;
use crate::reconcile::Standing;

/// The table of pools of which a partner keeps something back; nothing where none does.
pub fn block(desk: &Desk<'_>) -> Option<Block> {
    let books = &desk.figures.books;
    let pools: Vec<&Agreement> =
        books.register.agreements.iter().filter(|agreement| books.is_pool(agreement)).collect();
    let of_pool = |agreement: &&Agreement| -> Vec<Row> {
        let kept = kept_back(desk, &agreement.id);
        let line = |(partner, class): (&str, Option<Class>)| {
            let find = |id| desk.figures.find_in(class, id, Some(&agreement.id), Some(partner));
            let cell = |id| desk.cell(find(id), Exactness::Full);
            let held = if books.is_closed() { id::PAID } else { id::BUDGETED };
            let name = class.map_or_else(|| partner.to_owned(), |class| format!("{partner}, {class}"));
            row(vec![
                words_cell(&agreement.title),
                words_cell(&name),
                cell(id::COMMITTED),
                cell(held),
                cell(id::DIFFERENCE),
            ])
        };
        kept.into_iter().map(line).collect()
    };
    let rows: Vec<Row> = pools.iter().flat_map(of_pool).collect();
    if rows.is_empty() {
        return None;
    }
    let held = if books.is_closed() { "Paid" } else { "Budgeted" };
    let keep_back = |one: &&&Agreement| !kept_back(desk, &one.id).is_empty();
    let by_paid: Vec<&str> = pools
        .iter()
        .filter(|one| keep_back(one) && one.measured_against() == Ok(VarianceBase::Paid))
        .map(|one| one.title.as_str())
        .collect();
    let mut notes = vec![if by_paid.is_empty() {
        "It is no overspend, and nobody else bears a part of it.".to_owned()
    } else {
        format!(
            "{}: by the agreement an overspend is measured against what partners put in, so that what is kept back is a part \
             of the variance. Of other agreements it is no overspend, and nobody else bears a part of it.",
            listed(&by_paid)
        )
    }];
    let underspends = |one: &&&Agreement| {
        let variance = desk.amount(desk.figures.find(id::VARIANCE, Some(&one.id), None));
        keep_back(one) && variance.is_some_and(|variance| variance < Money::ZERO)
    };
    let under: Vec<&str> = pools.iter().filter(underspends).map(|one| one.title.as_str()).collect();
    if !under.is_empty() {
        notes.push(format!(
            "{}: what is kept back is a part of the underspend, and is there only if it is put in.",
            listed(&under)
        ));
    }
    Some(Block::Table(Table {
        name: "contributions-not-made".to_owned(),
        caption: format!("Contributions not made in {}", desk.period(books.period)),
        columns: vec![
            words_column("Agreement", 2),
            words_column("Partner", 2),
            figures_column("Committed"),
            figures_column(held),
            figures_column(&format!("{held} less committed")),
        ],
        rows,
        notes,
    }))
}

/// The partners that put less into a pool than they committed, by class where the agreement has both.
fn kept_back<'a>(desk: &Desk<'a>, agreement: &str) -> Vec<(&'a str, Option<Class>)> {
    let books = &desk.figures.books;
    let below = books.lines_of(agreement).filter(|line| matches!(books.standing(line), Standing::Below(_)));
    let class = |partner: &str, class: Class| -> Option<(Option<Class>, FigureNumber)> {
        let find = |class| desk.figures.find_in(class, id::DIFFERENCE, Some(agreement), Some(partner));
        let apart = find(Some(class)).map(|figure| (Some(class), figure));
        apart.or_else(|| find(None).map(|figure| (None, figure)))
    };
    let mut all: Vec<(&str, Option<Class>)> = Vec::new();
    for line in below {
        let Some((of, figure)) = class(&line.partner, line.class) else { continue };
        let is_less = desk.amount(Some(figure)).is_some_and(|amount| amount < Money::ZERO);
        if is_less && !all.contains(&(line.partner.as_str(), of)) {
            all.push((&line.partner, of));
        }
    }
    all
}
