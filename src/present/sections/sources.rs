//! Sources: the files with their hashes, the reference figures, and what became of every amount cell.

use super::{Desk, Named, figures_column, row, words_cell, words_column};
use crate::model::account::Tally;
use crate::model::money::{Money, grouped};
use crate::present::pack::{Block, Cell, Table, Value};

/// The three tables of the appendix.
pub fn blocks(desk: &Desk<'_>) -> Named {
    vec![
        ("files", vec![Block::Table(files(desk))]),
        ("totals", vec![Block::Table(totals(desk))]),
        ("account", vec![Block::Table(account(desk))]),
    ]
}

fn files(desk: &Desk<'_>) -> Table {
    let rows = desk.sources.iter().map(|source| {
        row(vec![words_cell(&source.name), words_cell(source.sha256.as_deref().unwrap_or("could not be read"))])
    });
    Table {
        name: "files".to_owned(),
        caption: "The files that this pack is made from".to_owned(),
        columns: vec![words_column("File", 1), words_column("SHA-256", 2)],
        rows: rows.collect(),
        notes: Vec::new(),
    }
}

fn totals(desk: &Desk<'_>) -> Table {
    let rows = desk.figures.books.register.totals.iter().map(|total| {
        row(vec![
            words_cell(&total.figure.to_string()),
            words_cell(total.partner.as_deref().unwrap_or("The area")),
            words_cell(&total.period.to_string()),
            money(Some(total.amount)),
            words_cell(total.source.as_deref().unwrap_or("No source recorded")),
        ])
    });
    Table {
        name: "reference-figures".to_owned(),
        caption: "Reference figures in the register's sheet \"Totals\"".to_owned(),
        columns: vec![
            words_column("Figure", 1),
            words_column("Whose", 1),
            words_column("Period", 1),
            figures_column("Amount"),
            words_column("Source", 2),
        ],
        rows: rows.collect(),
        notes: Vec::new(),
    }
}

fn account(desk: &Desk<'_>) -> Table {
    let rows = desk.figures.books.ledger.accounts().iter().map(|sheet| {
        let tally = |tally: Tally| if tally.cells == 0 { words_cell("–") } else { money(tally.amount) };
        row(vec![
            words_cell(&format!("{}[{}]", sheet.file, sheet.sheet)),
            words_cell(sheet.layout.as_deref().unwrap_or("none")),
            words_cell(&grouped(sheet.read.cells as u64)),
            tally(sheet.read),
            tally(sheet.accepted),
            tally(sheet.witnessed),
            tally(sheet.refused),
            words_cell(&grouped(sheet.not_given as u64)),
        ])
    });
    Table {
        name: "account".to_owned(),
        caption: "What became of every amount cell, per sheet".to_owned(),
        columns: vec![
            words_column("Sheet", 2),
            words_column("Layout", 1),
            figures_column("Cells"),
            figures_column("Read"),
            figures_column("Accepted"),
            figures_column("Totals compared"),
            figures_column("Refused"),
            figures_column("Not given"),
        ],
        rows: rows.collect(),
        notes: vec![
            "Read is accepted, compared and refused together, to the penny; a run in which it were not would stop. Totals \
             are compared with their lines and never added in."
                .to_owned(),
        ],
    }
}

fn money(amount: Option<Money>) -> Cell {
    match amount {
        Some(amount) => Cell { text: amount.to_string(), value: Value::Money(amount), figure: None },
        None => words_cell("too large"),
    }
}
