//! The lines of the appendix to which figures lead: each printed figure with the cells that it comes from.

use std::collections::{BTreeMap, BTreeSet};

use super::place_of;
use crate::measure::FigureRef;
use crate::model::origin::Address;
use crate::model::words::slug;
use crate::present::pack::{Cell, FIGURE_LINES, Row, Table};
use crate::present::sections::naming::{what, whose};
use crate::present::sections::{Desk, figures_column, row, words_cell, words_column};
use crate::present::words::Exactness;

/// How many sheets a line names; `trace.csv` has all of them.
const SHEETS: usize = 3;
/// How many runs of cells a line names of each sheet.
const RUNS: usize = 4;

/// Lines for all figures that the pack prints: those of the area, and then a table for each agreement; none where it prints none.
pub fn tables(desk: &Desk<'_>, printed: &BTreeSet<FigureRef>) -> Vec<Table> {
    let agreement_of =
        |figure: &FigureRef| -> Option<&str> { desk.figures.get(figure.figure()?)?.key.agreement.as_deref() };
    let agreements = desk.figures.books.register.agreements.iter();
    let groups = std::iter::once((None, "All agreements together"))
        .chain(agreements.map(|one| (Some(one.id.as_str()), one.title.as_str())));
    let mut number = 0;
    let mut tables = Vec::new();
    for (agreement, title) in groups {
        let its = printed.iter().filter(|figure| agreement_of(figure) == agreement);
        let mut rows: Vec<Row> = Vec::new();
        for cells in its.filter_map(|figure| line(desk, *figure)) {
            number += 1;
            rows.push(row(std::iter::once(words_cell(&number.to_string())).chain(cells).collect()));
        }
        let name = agreement.map_or_else(|| FIGURE_LINES.to_owned(), |id| format!("{FIGURE_LINES}-{}", slug(id)));
        tables.extend((!rows.is_empty()).then(|| table(desk, name, title, rows)));
    }
    tables
}

fn table(desk: &Desk<'_>, name: String, title: &str, rows: Vec<Row>) -> Table {
    Table {
        name,
        caption: format!("{title}: where each figure comes from, of {} unless another period is named", desk.period(desk.figures.books.period)),
        columns: vec![
            words_column("No.", 1),
            words_column("Figure", 2),
            words_column("Whose", 3),
            figures_column("In full"),
            words_column("File, sheet and cells", 2),
        ],
        rows,
        notes: vec![
            "Files by their numbers in the table of files. A colon between two cells means all cells from the one to the other. \
             What a cell says in thousands or millions stands here in pounds."
                .to_owned(),
        ],
    }
}

fn line(desk: &Desk<'_>, printed: FigureRef) -> Option<Vec<Cell>> {
    let number = printed.figure()?;
    let figure = desk.figures.get(number)?;
    let exact = Cell { figure: Some(printed), ..desk.cell(Some(number), Exactness::Full) };
    Some(vec![
        words_cell(&what(desk, figure)),
        words_cell(&whose(desk, figure)),
        exact,
        words_cell(&cells(desk, printed)),
    ])
}

/// The cells of a figure, by file and sheet.
fn cells(desk: &Desk<'_>, printed: FigureRef) -> String {
    // The table of files is in the order of their names, and so are these.
    let mut sheets: BTreeMap<(&str, &str), Vec<Address>> = BTreeMap::new();
    for origin in desk.figures.origins(printed) {
        sheets.entry((&origin.file, &origin.sheet)).or_default().push(origin.cell);
    }
    let mut parts: Vec<String> = Vec::new();
    let mut left_out = 0;
    for (place, ((file, sheet), mut cells)) in sheets.into_iter().enumerate() {
        cells.sort_unstable_by_key(|cell| (cell.column, cell.row));
        cells.dedup();
        let runs: Vec<(String, usize)> =
            cells.chunk_by(|one, two| one.column == two.column && one.row + 1 == two.row).map(run).collect();
        let shown = if place < SHEETS { RUNS.min(runs.len()) } else { 0 };
        left_out += runs.iter().skip(shown).map(|(_, count)| count).sum::<usize>();
        if shown > 0 {
            let runs: Vec<&str> = runs.iter().take(shown).map(|(text, _)| text.as_str()).collect();
            parts.push(format!("{}: {}", place_of(desk, file, sheet), runs.join(" ")));
        }
    }
    if left_out > 0 {
        parts.push(format!("{left_out} more in trace.csv"));
    }
    if parts.is_empty() { "–".to_owned() } else { parts.join("; ") }
}

/// Cells one under another as their first and last, and how many they are.
fn run(cells: &[Address]) -> (String, usize) {
    let text = match cells {
        [first, .., last] => format!("{first}:{last}"),
        [only] => only.to_string(),
        [] => String::new(),
    };
    (text, cells.len())
}
