//! Sources: the files with their hashes, the reference figures, and what became of every amount cell.

pub mod lines;

use super::{Desk, NamedBlocks, figures_column, row, words_cell, words_column};
use crate::measure::{FigureRef, SheetFate, SheetNumber, TotalNumber};
use crate::model::account::{Fates, Tally};
use crate::model::money::{Money, grouped};
use crate::model::total::Total;
use crate::model::words::counted;
use crate::present::pack::{Block, Cell, Row, Table, Value};

/// The place of the lines to which figures lead.
pub const LINES: &str = "figures";

/// The tables of the appendix.
pub fn blocks(desk: &Desk<'_>) -> NamedBlocks {
    vec![
        ("files", vec![Block::Table(files(desk))]),
        ("totals", totals(desk).into_iter().collect()),
        ("account", vec![Block::Table(account(desk))]),
        // Filled when all sections are written.
        (LINES, Vec::new()),
    ]
}

/// A sheet's name, unless it is the one of a text file, which has the file's name.
fn sheet_of<'a>(file: &str, sheet: &'a str) -> Option<&'a str> {
    let stem = file.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map(|(stem, _)| stem);
    (stem != Some(sheet)).then_some(sheet)
}

/// A sheet by the number of its file in the table of files, with its own name where that says more.
pub fn place_of(desk: &Desk<'_>, file: &str, sheet: &str) -> String {
    let number = desk.sources.iter().position(|source| *source.name == *file).map(|place| (place + 1).to_string());
    let sheet = sheet_of(file, sheet).map(|sheet| format!("\u{a0}{sheet}")).unwrap_or_default();
    number.unwrap_or_else(|| file.to_owned()) + &sheet
}

fn files(desk: &Desk<'_>) -> Table {
    let rows = desk.sources.iter().enumerate().map(|(place, source)| {
        let number = words_cell(&(place + 1).to_string());
        row(vec![number, words_cell(&source.name), words_cell(source.sha256.as_deref().unwrap_or("could not be read"))])
    });
    Table {
        name: "files".to_owned(),
        caption: "The files that this pack is made from".to_owned(),
        columns: vec![words_column("No.", 1), words_column("File", 2), words_column("SHA-256", 3)],
        rows: rows.collect(),
        notes: vec![
            "In a text file (.csv) the number of a cell is its line, blank lines counted, and its letter the field on that line."
                .to_owned(),
        ],
    }
}

fn totals(desk: &Desk<'_>) -> Option<Block> {
    let rows = desk.figures.books.register.totals.iter().enumerate().map(|(place, total)| {
        row(vec![
            words_cell(&total.figure.to_string()),
            words_cell(&whose(desk, total)),
            words_cell(&desk.period(total.period)),
            desk.reference(TotalNumber(place)),
            words_cell(total.source.as_deref().unwrap_or("No source recorded")),
        ])
    });
    let rows: Vec<Row> = rows.collect();
    (!rows.is_empty()).then(|| {
        Block::Table(Table {
            name: "reference-figures".to_owned(),
            caption: "Reference figures in the register’s sheet “Totals”".to_owned(),
            columns: vec![
                words_column("Figure", 1),
                words_column("Whose", 1),
                words_column("Period", 1),
                figures_column("Amount"),
                words_column("Source", 2),
            ],
            rows,
            notes: Vec::new(),
        })
    })
}

/// Whose a reference figure is; what an agreement carries or brings forward is its own, whoever is named beside it.
fn whose(desk: &Desk<'_>, total: &Total) -> String {
    match (&total.agreement, &total.partner) {
        (Some(agreement), Some(partner)) if !total.figure.is_of_an_agreement() => {
            format!("{partner}: {}", desk.figures.books.register.title(agreement))
        }
        (Some(agreement), _) => desk.figures.books.register.title(agreement).to_owned(),
        (None, Some(partner)) => partner.clone(),
        (None, None) => "The area".to_owned(),
    }
}

fn account(desk: &Desk<'_>) -> Table {
    let accounts = desk.figures.books.ledger.accounts();
    let fates =
        |sheet: Option<SheetNumber>, name: &str, layout: &str, tallies: [(SheetFate, Tally); 4], not_given: usize| {
            let [read, accepted, witnessed, refused] = tallies.map(|(fate, tally)| match tally.cells {
                0 => words_cell("–"),
                cells if fate == SheetFate::Refused && tally.amount == Some(Money::ZERO) => {
                    words_cell(&counted(cells, "cell"))
                }
                _ => money(tally.amount, FigureRef::Account(sheet, fate)),
            });
            let count = |count: usize| words_cell(&grouped(count as u64));
            let cells = count(tallies[0].1.cells);
            vec![words_cell(name), words_cell(layout), cells, read, accepted, witnessed, refused, count(not_given)]
        };
    let tallies_of = |read, accepted, witnessed, refused| {
        [
            (SheetFate::Read, read),
            (SheetFate::Accepted, accepted),
            (SheetFate::Witnessed, witnessed),
            (SheetFate::Refused, refused),
        ]
    };
    let sheets = accounts.iter().enumerate().map(|(place, sheet)| {
        let table = if sheet.table > 1 { format!(", table {}", sheet.table) } else { String::new() };
        let name = format!("{}{table}", place_of(desk, &sheet.file, &sheet.sheet));
        let layout = sheet.layout.as_deref().unwrap_or("none");
        let tallies = tallies_of(sheet.read, sheet.accepted, sheet.witnessed, sheet.refused);
        row(fates(Some(SheetNumber(place)), &name, layout, tallies, sheet.not_given))
    });
    let all = Fates::of(accounts);
    let tallies = tallies_of(all.read, all.accepted, all.witnessed, all.refused);
    let run = fates(None, "All sheets together", "", tallies, all.not_given);
    let rows = sheets.chain([Row { total: true, cells: run }]);
    Table {
        name: "account".to_owned(),
        caption: "What became of every amount cell of the returns, per sheet".to_owned(),
        columns: vec![
            words_column("File and sheet", 2),
            words_column("Layout", 2),
            figures_column("Cells"),
            figures_column("Read"),
            figures_column("Accepted"),
            figures_column("Totals compared"),
            figures_column("Refused"),
            figures_column("Not given"),
        ],
        rows: rows.collect(),
        notes: vec![
            "Read is accepted, compared and refused together, to the penny; otherwise the run stops. Totals \
             are compared with their lines and never added in."
                .to_owned(),
            "Files by their numbers in the table of files. Not given: cells that say that there is no figure, such as “n/a”; a blank \
             cell says nothing, and is not counted."
                .to_owned(),
            "All sheets together adds up amounts of every kind: it shows that none was lost, and is nobody’s money.".to_owned(),
        ],
    }
}

fn money(amount: Option<Money>, printed: FigureRef) -> Cell {
    match amount {
        Some(amount) => Cell { value: Value::Money(amount), figure: Some(printed), ..words_cell(&amount.to_string()) },
        None => words_cell("too large"),
    }
}
