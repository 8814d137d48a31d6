//! Changes: which published figures are otherwise now, by how much, and which files that came from.

use std::cmp::Reverse;

use rust_decimal::Decimal;

use super::naming::{difference, what, whose};
use super::{Desk, NamedBlocks, figures_column, paragraph, row, words_cell, words_column};
use crate::measure::{FigurePart, Move, Quantity, amounts, id};
use crate::model::figure_record::{FigureRecord, Given, Pounds};
use crate::model::money::Money;
use crate::model::share::{self, Share};
use crate::model::words::counted;
use crate::present::pack::{Block, Cell, Row, Table, Value};
use crate::present::words::Exactness;

/// How many figures the table shows; the others are counted.
const SHOWN: usize = 14;
/// How many files the table names; the others are counted.
const FILES: usize = 10;

/// What moved since the last report, or that this is the first.
pub fn blocks(desk: &Desk<'_>) -> NamedBlocks {
    let moves = &desk.figures.moves;
    let Some(last) = last_report(desk) else {
        return vec![("changes", vec![paragraph("This is the first report on this area and period.")])];
    };
    if !moves.is_readable {
        let text =
            format!("What the last report, on {last}, said cannot be read, so changes since then are not known.");
        return vec![("changes", vec![paragraph(text)])];
    }
    let mut blocks = Vec::new();
    if !moves.is_comparable {
        blocks.push(paragraph(format!(
            "The figures of the last report, on {last}, are not compared with those of this one: since then what a variance and a \
             commitment are has been defined anew, so that a difference between the two would be no change."
        )));
    } else {
        blocks.extend(positions(desk, &last));
        let corrected = above_tolerance(desk);
        if corrected.is_empty() {
            let by = if moves.figures.is_empty() { "" } else { " by more than a pound" };
            blocks.push(paragraph(format!("No figure that the last report, on {last}, gave has been corrected{by}.")));
        } else {
            blocks.push(Block::Table(figures(desk, &last, &corrected)));
        }
    }
    if !moves.files.is_empty() {
        blocks.push(Block::Table(files(&moves.files)));
    }
    vec![("changes", blocks)]
}

/// The last report by its period and revision, in words; `None` where there is none.
pub fn last_report(desk: &Desk<'_>) -> Option<String> {
    let moves = &desk.figures.moves;
    let name = moves.last.as_ref()?;
    let revision = name.rsplit_once(" r").map(|(_, number)| format!(" (revision {number})")).unwrap_or_default();
    Some(moves.last_period.map_or_else(|| name.clone(), |period| desk.period(period) + &revision))
}

/// How the variance of each agreement, or what was put in less than committed, has moved since the last report on another period.
fn positions(desk: &Desk<'_>, last: &str) -> Option<Block> {
    let moves = &desk.figures.moves;
    let books = &desk.figures.books;
    let then_period = moves.last_period.filter(|period| *period != books.period && period.year == books.period.year)?;
    let moved = |id: &'static str, title: &str, agreement: &str| {
        let figure = desk.figures.find(id, Some(agreement), None)?;
        let ((then, _), now) = (moves.position(figure)?, desk.amount(Some(figure))?);
        let change = now.checked_sub(then).filter(|change| change.abs() > A_POUND)?;
        let what = if id == id::VARIANCE { "Variance" } else { difference(desk) };
        let part = |amount: Money, part| Cell {
            value: Value::Money(amount),
            figure: Some(figure.part(part)),
            ..words_cell(&amount.whole())
        };
        let cells = vec![
            words_cell(title),
            words_cell(what),
            part(then, FigurePart::Before),
            desk.cell(Some(figure), Exactness::Pounds),
            part(change, FigurePart::Change),
        ];
        Some((change.abs(), row(cells)))
    };
    let agreements = books.register.agreements.iter();
    let mut all: Vec<(Money, Row)> = agreements
        .flat_map(|one| [id::VARIANCE, id::DIFFERENCE].map(|id| moved(id, &one.title, &one.id)))
        .flatten()
        .collect();
    all.sort_by_key(|(change, _)| Reverse(*change));
    if all.is_empty() {
        let text = "No agreement’s variance, and nothing that partners put in less than they committed, has moved since then by \
                    more than a pound.";
        return Some(paragraph(text));
    }
    let mut notes =
        vec!["Variance: above zero is an overspend. Less committed: below zero is less than was committed.".to_owned()];
    notes.extend((all.len() > SHOWN).then(|| format!("{} moved by less.", counted(all.len() - SHOWN, "other figure"))));
    Some(Block::Table(Table {
        name: "moved".to_owned(),
        caption: format!("How agreements have moved since the last report, on {last}"),
        columns: vec![
            words_column("Agreement", 2),
            words_column("Figure", 1),
            figures_column(&format!("In {}", desk.period(then_period))),
            figures_column("Now"),
            figures_column("Change"),
        ],
        rows: all.into_iter().take(SHOWN).map(|(_, row)| row).collect(),
        notes,
    }))
}

/// The figures that moved by more than a pound, the largest movement first; those without two amounts stand at the end.
fn above_tolerance<'a>(desk: &'a Desk<'_>) -> Vec<&'a Move> {
    let moved = |one: &Move| {
        let Some(EarlierFigure::Amount(was)) = known(&one.before) else { return None };
        let now = desk.amount(Some(one.figure))?;
        now.checked_sub(was).map(Money::abs)
    };
    let mut all: Vec<(Option<Money>, &Move)> = desk.figures.moves.figures.iter().map(|one| (moved(one), one)).collect();
    all.retain(|(by, _)| by.is_none_or(|by| by > A_POUND));
    all.sort_by_key(|(by, _)| Reverse(*by));
    all.into_iter().map(|(_, one)| one).collect()
}

/// Up to which amount a movement is none that a paper speaks of.
pub const A_POUND: Money = Money::from_sum(100);

fn figures(desk: &Desk<'_>, last: &str, moved: &[&Move]) -> Table {
    let mut notes = Vec::new();
    if moved.len() > SHOWN {
        notes.push(format!(
            "{} changed, too; figures.json of both reports has them all.",
            counted(moved.len() - SHOWN, "other figure")
        ));
    }
    Table {
        name: "changes".to_owned(),
        caption: format!("Figures of the last report, on {last}, that have been corrected since"),
        columns: vec![
            words_column("Figure", 2),
            words_column("Whose", 2),
            figures_column("Was"),
            figures_column("Is"),
            figures_column("Change"),
            words_column("Now from", 2),
        ],
        rows: moved.iter().take(SHOWN).map(|one| line(desk, one)).collect(),
        notes,
    }
}

fn line(desk: &Desk<'_>, one: &Move) -> Row {
    let before = &one.before;
    let figure = desk.figures.get(one.figure);
    let now = figure.map(|figure| &figure.quantity);
    let pointed = |text: String, value, part| Cell { value, figure: Some(one.figure.part(part)), ..words_cell(&text) };
    let money = |amount: Money, part| pointed(amount.to_string(), Value::Money(amount), part);
    let (was, change) = match (known(before), now) {
        (Some(EarlierFigure::Amount(was)), Some(Quantity::Amount(now, _))) => {
            let change = now.checked_sub(was).map(|change| money(change, FigurePart::Change));
            (money(was, FigurePart::Before), change)
        }
        (Some(EarlierFigure::Amount(was)), _) => (money(was, FigurePart::Before), None),
        (Some(EarlierFigure::Percent(was)), now) => {
            let now = if let Some(Quantity::Share(share)) = now { share.percent() } else { None };
            let points = |now: Decimal| pointed(share::in_points(now - was), Value::Words, FigurePart::Change);
            (pointed(desk.style().percent(was), Value::Percent(was), FigurePart::Before), now.map(points))
        }
        (None, _) => (pointed(amounts(before).bare(), Value::Words, FigurePart::Before), None),
    };
    row(vec![
        words_cell(&figure.map_or_else(|| before.id.clone(), |figure| what(desk, figure))),
        words_cell(&figure.map_or_else(String::new, |figure| whose(desk, figure))),
        was,
        desk.cell(Some(one.figure), Exactness::Full),
        change.unwrap_or_else(|| words_cell("–")),
        words_cell(&cause(desk, one)),
    ])
}

/// The first cell that the figure comes from now, in a file that is new or changed where there is one.
fn cause(desk: &Desk<'_>, one: &Move) -> String {
    let files = &desk.figures.moves.files;
    let origins = desk.figures.origins(one.figure.part(FigurePart::All));
    let is_changed = |file: &str| files.iter().any(|(name, _)| name == file);
    let of_changed = origins.iter().find(|origin| is_changed(&origin.file));
    of_changed.or(origins.first()).map_or_else(
        || "–".to_owned(),
        |origin| format!("{} {}", origin.file.rsplit('/').next().unwrap_or_default(), origin.cell),
    )
}

/// What the last publication said of a figure.
enum EarlierFigure {
    Amount(Money),
    Percent(Decimal),
}

fn known(before: &FigureRecord) -> Option<EarlierFigure> {
    let amount = |given: &Given<Pounds>| given.known().map(|pounds| pounds.0);
    match (amount(&before.numerator), amount(&before.denominator)) {
        (Some(numerator), Some(denominator)) => Share { numerator, denominator }.percent().map(EarlierFigure::Percent),
        _ => amount(&before.value).map(EarlierFigure::Amount),
    }
}

fn files(files: &[(String, &'static str)]) -> Table {
    Table {
        name: "changed-files".to_owned(),
        caption: "Files that are new, changed or gone since the last report".to_owned(),
        columns: vec![words_column("File", 3), words_column("Since then", 1)],
        rows: files.iter().take(FILES).map(|(name, what)| row(vec![words_cell(name), words_cell(what)])).collect(),
        notes: match files.len().saturating_sub(FILES) {
            0 => Vec::new(),
            more => vec![format!("And {}, listed in run.json.", counted(more, "other file"))],
        },
    }
}
