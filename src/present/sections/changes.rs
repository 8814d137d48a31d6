//! Changes: which published figures are otherwise now, by how much, and which files that came from.

use super::{Desk, Named, figures_column, paragraph, row, words_cell, words_column};
use crate::measure::{Move, Part, Quantity};
use crate::model::money::Money;
use crate::model::words::counted;
use crate::present::pack::{Block, Cell, Row, Table, Value};
use crate::present::words::Form;

/// How many figures the table shows; the others are counted.
const SHOWN: usize = 20;

/// What moved since the last report, or that this is the first.
pub fn blocks(desk: &Desk<'_>) -> Named {
    let moves = &desk.figures.moves;
    let Some(last) = &moves.last else {
        return vec![("changes", vec![paragraph("This is the first report on this area and period.")])];
    };
    if !moves.is_readable {
        let text = format!("What the last report ({last}) said cannot be read, so changes since then are not known.");
        return vec![("changes", vec![paragraph(text)])];
    }
    let mut blocks = Vec::new();
    if moves.figures.is_empty() {
        blocks.push(paragraph(format!("No figure of the last report ({last}) has changed.")));
    } else {
        blocks.push(Block::Table(figures(desk, last, &moves.figures)));
    }
    if !moves.files.is_empty() {
        blocks.push(Block::Table(files(&moves.files)));
    }
    vec![("changes", blocks)]
}

fn figures(desk: &Desk<'_>, last: &str, moved: &[Move]) -> Table {
    let mut notes = Vec::new();
    if moved.len() > SHOWN {
        notes.push(format!(
            "{} moved, too; findings.json and figures.json of both reports have them all.",
            counted(moved.len() - SHOWN, "other figure")
        ));
    }
    Table {
        name: "changes".to_owned(),
        caption: format!("Figures of the last report ({last}) that are otherwise now"),
        columns: vec![
            words_column("Figure", 2),
            words_column("Whose", 2),
            figures_column("Was"),
            figures_column("Is"),
            figures_column("Change"),
        ],
        rows: moved.iter().take(SHOWN).map(|one| line(desk, one)).collect(),
        notes,
    }
}

fn line(desk: &Desk<'_>, one: &Move) -> Row {
    let before = &one.before;
    let books = &desk.figures.books;
    let agreement = before.agreement.as_deref().map_or("All pooled funds", |id| books.register.title(id));
    let whose = match &before.partner {
        Some(partner) => format!("{agreement}, {partner}"),
        None => agreement.to_owned(),
    };
    let was = before.value.as_deref().and_then(pounds);
    let now = match desk.figures.get(one.figure).map(|figure| &figure.quantity) {
        Some(Quantity::Amount(amount, _)) => Some(*amount),
        _ => None,
    };
    let money = |amount: Option<Money>, part| match amount {
        Some(amount) => {
            Cell { text: amount.to_string(), value: Value::Money(amount), figure: Some(one.figure.part(part)) }
        }
        None => words_cell("–"),
    };
    let was_cell = match was {
        Some(_) => money(was, Part::Before),
        None => Cell { figure: Some(one.figure.part(Part::Before)), ..words_cell(&before.amounts()) },
    };
    let change = was.zip(now).and_then(|(was, now)| now.checked_sub(was));
    row(vec![
        words_cell(before.definition.as_deref().unwrap_or(&before.id)),
        words_cell(&whose),
        was_cell,
        desk.cell(Some(one.figure), Form::Full),
        money(change, Part::Change),
    ])
}

/// An amount of `figures.json`.
fn pounds(text: &str) -> Option<Money> {
    let (whole, pence) = text.split_once('.').filter(|(_, pence)| pence.len() == 2)?;
    format!("{whole}{pence}").parse().ok().map(Money::from_sum)
}

fn files(files: &[(String, &'static str)]) -> Table {
    Table {
        name: "changed-files".to_owned(),
        caption: "Files that are new, changed or gone since the last report".to_owned(),
        columns: vec![words_column("File", 3), words_column("Since then", 1)],
        rows: files.iter().map(|(name, what)| row(vec![words_cell(name), words_cell(what)])).collect(),
        notes: Vec::new(),
    }
}
