//! Tables as Word's own: a caption above, headings that are repeated on each page, and the notes below.

use super::styles::{WIDTH, of_tables};
use super::text::{formatted, paragraph, run};
use super::xml::{Element, element, valued};
use crate::job::livery::TypeSizes;
use crate::present::pack::{Cell, Column, Holds, Row, Table};

/// From how many columns on the words of a table are smaller.
const MANY: usize = 5;
/// The white on both sides of a cell's words, in twentieths of a point.
const PADDING: usize = 190;
/// The width of a character in twentieths of a point for each half point of its size: bold letters, in any font.
const CHARACTER: usize = 7;
/// The longest text that a column makes room for, in characters.
const LONGEST: usize = 70;

/// From which length on a line may end inside a word with hyphens; periods such as `2024-25-M09` are shorter.
const HYPHENATED: usize = 12;

/// A table with its caption and its notes.
pub(super) fn table(table: &Table, sizes: TypeSizes) -> Vec<Element> {
    let headed = table.columns.iter().any(|column| !column.heading.trim().is_empty());
    let (usual, small) = of_tables(sizes);
    let (style, half_points) =
        if table.columns.len() >= MANY { ("TableTextSmall", small) } else { ("TableText", usual) };
    let widths = widths(table, half_points);
    let grid = widths.iter().map(|width| element("w:gridCol").with("w:w", width.to_string()));
    let head = headed.then(|| {
        let cells = table.columns.iter().zip(&widths).map(|(column, width)| {
            let words = run(&column.heading);
            cell(style, column, *width, words)
        });
        let properties = element("w:trPr").and(element("w:cantSplit")).and(element("w:tblHeader"));
        element("w:tr").and(properties).and_all(cells)
    });
    let rows = table.rows.iter().map(|one| row(one, &table.columns, &widths, style));
    let mut all = vec![paragraph("Caption", [], vec![run(&table.caption)])];
    all.push(
        element("w:tbl")
            .and(properties(&table.caption, headed))
            .and(element("w:tblGrid").and_all(grid))
            .and_all(head)
            .and_all(rows),
    );
    all.extend(table.notes.iter().map(|note| paragraph("TableNote", [], vec![run(note)])));
    all
}

fn properties(caption: &str, headed: bool) -> Element {
    // The bits of `w:val` are those of the other attributes: older programs read only one of the two.
    let (bits, first_row) = if headed { ("06A0", "1") } else { ("0680", "0") };
    let look = valued("w:tblLook", bits)
        .with("w:firstRow", first_row)
        .with("w:lastRow", "0")
        .with("w:firstColumn", "1")
        .with("w:lastColumn", "0")
        .with("w:noHBand", "1")
        .with("w:noVBand", "1");
    element("w:tblPr")
        .and(valued("w:tblStyle", "PackTable"))
        .and(element("w:tblW").with("w:w", "5000").with("w:type", "pct"))
        .and(look)
        .and(valued("w:tblCaption", caption))
}

fn row(row: &Row, columns: &[Column], widths: &[usize], style: &'static str) -> Element {
    let cells = row.cells.iter().zip(columns).zip(widths).map(|((one, column), width)| {
        let words = if row.total { formatted(element("w:b"), &one.text) } else { run(&one.text) };
        cell(style, column, *width, words)
    });
    element("w:tr").and(element("w:trPr").and(element("w:cantSplit"))).and_all(cells)
}

fn cell(style: &'static str, column: &Column, width: usize, words: Element) -> Element {
    let right = (column.holds == Holds::Figures).then(|| valued("w:jc", "right"));
    let width = element("w:tcW").with("w:w", width.to_string()).with("w:type", "dxa");
    element("w:tc").and(element("w:tcPr").and(width)).and(paragraph(style, right, vec![words]))
}

/// The widths of the columns in twentieths of a point: room for the longest word of each, and the rest by how much they say.
fn widths(table: &Table, half_points: usize) -> Vec<usize> {
    let character = half_points * CHARACTER;
    let needed = |characters: usize| characters.min(LONGEST) * character + PADDING;
    let texts = |place: usize| {
        let cells = table.rows.iter().filter_map(move |row| row.cells.get(place)).map(|cell: &Cell| cell.text.as_str());
        cells.chain(table.columns.get(place).map(|column| column.heading.as_str()))
    };
    let longest = |place| texts(place).map(|text| text.chars().count()).max().unwrap_or(0);
    let unbroken = |place| texts(place).flat_map(pieces).map(|piece| piece.chars().count()).max().unwrap_or(0);
    let places = 0..table.columns.len();
    let least: Vec<usize> = places.clone().map(|place| needed(unbroken(place))).collect();
    let wanted: Vec<usize> = places.map(|place| needed(longest(place))).collect();
    let (all_least, all_wanted): (usize, usize) = (least.iter().sum(), wanted.iter().sum());
    let spare = WIDTH.saturating_sub(all_least);
    let more = (all_wanted - all_least).max(1);
    let share = |(least, wanted): (&usize, &usize)| match () {
        () if all_wanted <= WIDTH => wanted * WIDTH / all_wanted.max(1),
        () if all_least >= WIDTH => least * WIDTH / all_least,
        () => least + spare * (wanted - least) / more,
    };
    least.iter().zip(&wanted).map(share).collect()
}

/// What a line may end between: words, and the parts of long ones with hyphens.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.split(' ').flat_map(|word| word.split_inclusive(if word.len() > HYPHENATED { '-' } else { ' ' }))
}
