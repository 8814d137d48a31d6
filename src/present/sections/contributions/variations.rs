//! Variations: every change of a commitment for the year that the register has, and those that do not count with what they lack.

use crate::model::agreement::{Agreement, Variation};
use crate::model::words::{listed, slug};
use crate::present::pack::{Block, Row, Table};
use crate::present::sections::{Desk, figures_column, in_words, row, words_cell, words_column};
use crate::reconcile::Lack;

/// The table of an agreement; nothing where the register has no variation of it for the year.
pub fn block(desk: &Desk<'_>, agreement: &Agreement) -> Option<Block> {
    let rows: Vec<Row> = desk
        .figures
        .variations_of(&agreement.id)
        .map(|(number, variation, lacks)| {
            row(vec![
                words_cell(&whose(variation)),
                words_cell(&variation.date.map_or_else(|| NOT_RECORDED.to_owned(), in_words)),
                desk.variation(number),
                words_cell(recurrent(variation)),
                words_cell(variation.consulted.as_deref().unwrap_or(NOT_RECORDED)),
                words_cell(variation.approved_by.as_deref().unwrap_or(NOT_RECORDED)),
                words_cell(variation.reference.as_deref().unwrap_or(NOT_RECORDED)),
                words_cell(&counts(lacks)),
            ])
        })
        .collect();
    if rows.is_empty() {
        return None;
    }
    let books = &desk.figures.books;
    Some(Block::Table(Table {
        name: format!("variations-{}", slug(&agreement.id)),
        caption: format!("{}: changes to commitments for {}", agreement.title, desk.year(books.period.year)),
        columns: vec![
            words_column("Partner", 2),
            words_column("Date", 1),
            figures_column("Amount"),
            words_column("Goes on next year", 1),
            words_column("Consulted", 2),
            words_column("Approved by", 2),
            words_column("Reference", 1),
            words_column("Counts", 2),
        ],
        rows,
        notes: vec![
            "From the sheet “Variations” of the register. A change counts when it has a date, says whether it goes on next year \
             and, where it lowers a contribution, whom was consulted and who approved it."
                .to_owned(),
        ],
    }))
}

/// What stands where the register is silent.
const NOT_RECORDED: &str = "Not recorded";

fn whose(variation: &Variation) -> String {
    let apart = [variation.class.word(), variation.form.unwrap_or_default().word()];
    let usual = ["revenue", "cash"];
    let apart: Vec<&str> = apart.into_iter().filter(|word| !usual.contains(word)).collect();
    std::iter::once(variation.partner.as_str()).chain(apart).collect::<Vec<_>>().join(", ")
}

const fn recurrent(variation: &Variation) -> &'static str {
    match variation.recurrent {
        Some(true) => "Yes",
        Some(false) => "No",
        None => NOT_RECORDED,
    }
}

/// Whether it counts, or why it does not.
pub fn counts(lacks: Option<&[Lack]>) -> String {
    match lacks {
        None => "Yes".to_owned(),
        Some(lacks) => {
            let lacks: Vec<&str> = lacks.iter().map(|lack| lack.in_words()).collect();
            format!("No: {}", listed(&lacks))
        }
    }
}
