//! Funding: what each source puts into a pool, which schemes it pays, and what was spent of it.

use super::super::{Desk, figures_column, row, words_cell, words_column};
use crate::measure::{FigureKey, FigureNumber, id};
use crate::model::agreement::Agreement;
use crate::model::scheme::FundingSource;
use crate::model::words::slug;
use crate::present::pack::{Row, Table};
use crate::present::words::Exactness;
use crate::reconcile::Funding;

/// The columns.
const COLUMNS: [(&str, &str); 5] = [
    ("As the year began", id::FUNDING_OPENING),
    ("Puts in", id::FUNDING_INCOME),
    ("Schemes it pays", id::FUNDING_PLANNED),
    ("Balance", id::FUNDING_BALANCE),
    ("Spent", id::FUNDING_SPENT),
];

/// The table of an agreement's sources; `None` where the register names none.
pub fn table(desk: &Desk<'_>, agreement: &Agreement) -> Option<Table> {
    let books = &desk.figures.books;
    let mut sources: Vec<&Funding> = Vec::new();
    for one in books.funding.under(&agreement.id) {
        if !sources.iter().any(|known| known.source == one.source) {
            sources.push(one);
        }
    }
    let find = |source: &FundingSource, id| -> Option<FigureNumber> {
        let key = FigureKey::new(id, books.period).of_agreement(Some(&agreement.id));
        desk.figures.by(&key.of_source(&source.key()))
    };
    let is_known = |id: &'static str| sources.iter().any(|one| desk.amount(find(&one.source, id)).is_some());
    let is_varied = sources.iter().any(|one| {
        desk.amount(find(&one.source, id::FUNDING_OPENING)) != desk.amount(find(&one.source, id::FUNDING_INCOME))
    });
    let columns: Vec<(&str, &'static str)> = COLUMNS
        .into_iter()
        .filter(|(_, id)| *id == id::FUNDING_INCOME || is_known(id) && (is_varied || *id != id::FUNDING_OPENING))
        .collect();
    let line = |funding: &&Funding| -> Row {
        let cells = columns.iter().map(|(_, id)| desk.cell(find(&funding.source, id), Exactness::Full));
        row(std::iter::once(words_cell(&funding.title)).chain(cells).collect())
    };
    let has_several = |scheme: &str| {
        let rows = books.register.schemes.under(&agreement.id).filter(|row| row.holds_in(books.period.year));
        rows.filter(|row| row.scheme == scheme).count() > 1
    };
    let mut notes = vec!["Puts in: as committed, after variations that count.".to_owned()];
    if is_known(id::FUNDING_BALANCE) {
        notes.push("A balance other than nil is out of balance.".to_owned());
    }
    if books.schemes.under(&agreement.id).any(|scheme| has_several(&scheme.scheme)) {
        notes.push("Spent: of a scheme with several sources in proportion to what each was to pay for it.".to_owned());
    }
    (!sources.is_empty()).then(|| Table {
        name: format!("funding-{}", slug(&agreement.id)),
        caption: format!("{}: sources of funding, {}", agreement.title, desk.period(books.period)),
        columns: std::iter::once(words_column("Source", 2))
            .chain(columns.iter().map(|(heading, _)| figures_column(heading)))
            .collect(),
        rows: sources.iter().map(line).collect(),
        notes,
    })
}
