//! Data quality: every finding, worst first, with its place and one action.

use super::sources::place_of;
use super::{Desk, NamedBlocks, finding_text, paragraph, row, said_cell, words_cell, words_column};
use crate::finding::LevelCounts;
use crate::model::money::grouped;
use crate::model::origin::Place;
use crate::model::words::listed;
use crate::present::pack::{Block, Saying, Table};

/// How many places of one finding the pack lists; `findings.json` has all of them.
const PLACES: usize = 6;

/// A cell or a sheet by the number of its file in the table of files; a whole file by its name.
fn short_place(desk: &Desk<'_>, place: &Place) -> String {
    match (&place.sheet, place.cell) {
        (Some(sheet), Some(cell)) => format!("{}: {cell}", place_of(desk, &place.file, sheet)),
        (Some(sheet), None) => place_of(desk, &place.file, sheet),
        _ => place.file.to_string(),
    }
}

/// How many findings there are of each level, and the table of all.
pub fn blocks(desk: &Desk<'_>) -> NamedBlocks {
    if desk.findings.is_empty() {
        return vec![("findings", vec![paragraph("Nothing was found: every file and every amount could be used.")])];
    }
    let books = &desk.figures.books;
    let rows = desk.numbered_findings().map(|(number, finding)| {
        let place = |place: &Place| short_place(desk, place);
        let mut places: Vec<String> = finding.places.iter().take(PLACES).map(place).collect();
        if finding.places.len() > PLACES {
            places.push(format!("{} more", grouped((finding.places.len() - PLACES) as u64)));
        }
        let mut message = finding_text(finding, place);
        let notes = books.notes_on(finding);
        for note in notes {
            let officer = note.officer.as_deref().unwrap_or("an officer");
            message.push_str(&format!(". Acknowledged by {officer}: {}", note.text));
        }
        row(vec![
            words_cell(&format!("{}: {}", finding.level, finding.about.name)),
            said_cell(Saying::InFull(number), &message),
            words_cell(&listed(&places)),
            said_cell(Saying::Action(number), &desk.plain(&finding.action)),
        ])
    });
    let table = Table {
        name: "findings".to_owned(),
        caption: "What was found in the returns and in the register".to_owned(),
        columns: vec![
            words_column("Finding", 1),
            words_column("What was found", 3),
            words_column("Where", 2),
            words_column("What to do", 2),
        ],
        rows: rows.collect(),
        notes: vec![
            "An error makes the pack a draft. A warning asks somebody to look. A note is good to know.".to_owned(),
            "Files by their numbers in the table of files.".to_owned(),
        ],
    };
    vec![("findings", vec![paragraph(format!("Found: {}.", LevelCounts::of(desk.findings))), Block::Table(table)])]
}
