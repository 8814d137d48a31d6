//! Ragged: rows of a text file with more or fewer fields than their table, whose amounts may be cut or moved.

use std::collections::BTreeSet;

use super::{SheetContext, origin};
use crate::finding::phrase::{count, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::model::origin::{Address, Origin, Place};
use crate::model::words::folded;
use crate::normalise::recognise::RecognisedTable;
use crate::read::{CellValue, Row, Workbook};

/// A row of a text file with more or fewer fields than the others.
pub const RAGGED_ROW: About = About {
    name: "ragged-row",
    level: Level::Warning,
    nature: Nature::Fact,
    finds: "a row of a text file whose number of fields is not that of the table's other rows; an error where it has more fields \
            than its headings, as an amount with a comma has outside quotation marks.",
    matters: "a comma too many or too few may have moved an amount under another heading, or cut it: `£3,500.50` is never £3. \
              Amounts of a row with too many fields are not used; one with too few is read as it stands.",
    action: "put the text with the comma into quotation marks, or send the file as .xlsx",
    ask: Some("Put text that has a comma in it into quotation marks, or send the file as .xlsx."),
};

/// Headings of columns that hold words: a number there is none of theirs.
const OF_WORDS: [&str; 10] =
    ["note", "notes", "comment", "comments", "remark", "remarks", "narrative", "description", "details", "explanation"];

/// How many cells are listed.
const LISTED: usize = 20;

/// The rows of a table that have more fields than its headings, and what they may have cut.
#[derive(Debug, Default)]
pub struct Overlong {
    /// How many fields the headings have; `None` where rows have no fields.
    headings: Option<u32>,
    /// How many fields rows have that end in a separator by habit.
    habit: Option<u32>,
    /// Columns of amounts, and all that the layout reads.
    amounts: Vec<u32>,
    read: Vec<u32>,
    /// Unread columns with headings of words.
    of_words: Vec<u32>,
    /// Columns without a heading to the right of an amount, where commas divide fields.
    unheaded: Vec<u32>,
    cut: Vec<(Origin, String, Option<String>)>,
}

impl Overlong {
    /// Nothing found yet.
    pub fn of(place: SheetContext<'_>, table: &RecognisedTable<'_>) -> Self {
        let Some(separated) = place.sheet.separated.as_ref().filter(|separated| !separated.runs.is_empty()) else {
            return Self::default();
        };
        let headings = (table.header_first..=table.header_last).map(|row| separated.of(row).fields).max();
        let amounts = table.columns.amounts.iter().map(|placed| placed.column).collect();
        let mut overlong = Self { headings, amounts, read: table.read_columns(), ..Self::default() };
        if separated.by == ',' {
            let heads = place.sheet.rows_from(table.header_first).take_while(|row| row.number <= table.header_last);
            let of_words = heads.flat_map(|row| row.cells()).filter(|cell| {
                !overlong.read.contains(&cell.address.column) && OF_WORDS.contains(&&*folded(&cell.value.text()))
            });
            overlong.of_words = of_words.map(|cell| cell.address.column).collect();
            overlong.unheaded = overlong.without_heading(place, table);
        }
        let is_long = |fields: u32| headings.is_some_and(|headings| fields > headings);
        if separated.runs.iter().any(|run| is_long(run.fields)) {
            let rows = table.rows(place.sheet).map(|row| (separated.of(row.number), row));
            let ending = rows.filter(|(run, row)| {
                is_long(run.fields) && !overlong.says_more(*row) && (run.quoted || !may_join(*row))
            });
            overlong.habit = ending.map(|(run, _)| run.fields).min();
        }
        overlong
    }

    /// The fields of the headings that say nothing, to the right of an amount.
    fn without_heading(&self, place: SheetContext<'_>, table: &RecognisedTable<'_>) -> Vec<u32> {
        let heads = place.sheet.rows_from(table.header_first).take_while(|row| row.number <= table.header_last);
        let headed: BTreeSet<u32> = heads.flat_map(|row| row.cells()).map(|cell| cell.address.column).collect();
        let first = self.amounts.iter().min().copied().unwrap_or(u32::MAX);
        (first..self.headings.unwrap_or(0)).filter(|column| !headed.contains(column)).collect()
    }

    /// Whether the table is of a file whose rows have fields.
    pub fn can_be(&self) -> bool {
        self.headings.is_some()
    }

    /// Whether a row says anything beyond the last heading.
    fn says_more(&self, row: Row<'_>) -> bool {
        row.cells().last().is_some_and(|cell| Some(cell.address.column) >= self.headings)
    }

    /// Whether an amount may stand in the wrong column of a row, or be a part of one.
    pub fn is(&self, place: SheetContext<'_>, row: Row<'_>) -> bool {
        let (Some(separated), Some(headings)) = (&place.sheet.separated, self.headings) else { return false };
        let run = separated.of(row.number);
        let may_be_cut = || Some(run.fields) != self.habit && !run.quoted && may_join(row);
        run.fields > headings && (self.says_more(row) || may_be_cut())
    }

    /// Whether an amount of a row goes on in the next field, or a field without a heading goes on from the one before: then any
    /// of its amounts may be a part of one, or stand in the wrong column.
    pub fn is_cut(&self, place: SheetContext<'_>, row: Row<'_>) -> bool {
        let separated = place.sheet.separated.as_ref().filter(|separated| separated.by == ',');
        if separated.is_none_or(|separated| separated.of(row.number).quoted) {
            return false;
        }
        let is_rest = |column: u32| {
            let before = column.checked_sub(1).and_then(|before| text(row, before));
            before.zip(text(row, column)).is_some_and(|(before, after)| joins(before, after))
        };
        self.amounts.iter().any(|column| self.goes_on(row, *column))
            || self.unheaded.iter().any(|column| is_rest(*column))
    }

    /// Whether a field beside an amount says that it is the rest of it: under a heading where no number belongs, or as no amount
    /// of its own is written, such as `000`, or without the sign of pounds that the first has.
    fn goes_on(&self, row: Row<'_>, column: u32) -> bool {
        let next = column.saturating_add(1);
        let (Some(said), Some(after)) = (text(row, column), text(row, next)) else { return false };
        let has_sign = said.contains(['£', '$', '€']);
        let is_rest = if self.amounts.contains(&next) {
            has_sign || after.starts_with('0')
        } else {
            !self.read.contains(&next) && (has_sign || after.contains('.') || self.of_words.contains(&next))
        };
        is_rest && joins(said, after)
    }

    /// Keeps an amount that is not used.
    pub fn keep(&mut self, place: SheetContext<'_>, row: Row<'_>, cell: Address) {
        let said = text(row, cell.column).unwrap_or_default().to_owned();
        let next = text(row, cell.column.saturating_add(1)).filter(|next| joins(&said, next));
        let after = next.filter(|_| !self.is(place, row)).map(str::to_owned);
        self.cut.push((origin(place, cell), said, after));
    }

    /// What is said of the table.
    pub fn finding(self, place: SheetContext<'_>) -> Option<Finding> {
        let (first, said, after) = self.cut.first()?;
        let fields = place.sheet.separated.as_ref().map_or(0, |separated| separated.of(first.cell.row).fields);
        let message = match (self.cut.len(), after) {
            (1, None) => phrase!(
                "row {} of sheet `{}` has {} under {}: `{}` in {} may be a part of an amount, and is not used",
                first.cell.row_number().to_string(),
                place.sheet.name,
                count(fields as usize, "field"),
                count(self.headings.unwrap_or(0) as usize, "heading"),
                said,
                first.cell
            ),
            (1, Some(after)) => phrase!(
                "`{}` in {} of sheet `{}` may be a part of an amount that goes on with `{}` in the next field; it is not used",
                said,
                first.cell,
                place.sheet.name,
                after
            ),
            (several, _) => phrase!(
                "{} of sheet `{}` may be parts of amounts that a comma divides, or stand in the wrong column, the first \
                 `{}` in {}; none is used",
                count(several, "amount"),
                place.sheet.name,
                said,
                first.cell
            ),
        };
        let cells = self.cut.iter().take(LISTED).map(|(cell, ..)| cell);
        Some(Finding::new(&RAGGED_ROW, message).at_level(Level::Error).at_cells(cells))
    }
}

fn text(row: Row<'_>, column: u32) -> Option<&str> {
    match &row.cell(column)?.value {
        CellValue::Text(text) => Some(text.trim()),
        _ => None,
    }
}

/// Whether two fields of a row that stand beside each other may be one amount.
fn may_join(row: Row<'_>) -> bool {
    let cells: Vec<_> = row.cells().map(|cell| (cell.address.column, text(row, cell.address.column))).collect();
    cells.windows(2).any(|pair| match pair {
        [(one, Some(before)), (other, Some(after))] => one + 1 == *other && joins(before, after),
        _ => false,
    })
}

/// Whether a comma between two texts may be one between thousands: up to three digits end the first, and three begin the other.
fn joins(before: &str, after: &str) -> bool {
    let is_digit = |character: char| character.is_ascii_digit();
    let rest = before.trim_end_matches(is_digit);
    let (digits, leading) = (before.len() - rest.len(), after.len() - after.trim_start_matches(is_digit).len());
    (1..=3).contains(&digits) && !rest.ends_with(['.', ',']) && leading == 3
}

/// What is said of the rows of a file that are read as they stand, or not at all; those of refused amounts are said already.
pub fn rest(workbook: &Workbook, refused: &BTreeSet<u32>) -> Option<Finding> {
    let sheet = workbook.sheets.first()?;
    let rows: Vec<u32> = workbook.ragged.iter().copied().filter(|row| !refused.contains(row)).collect();
    let message = phrase!(
        "{} of `{}` {} another number of fields than the others",
        count(rows.len(), "row"),
        workbook.name,
        if rows.len() == 1 { "has" } else { "have" }
    );
    let place = |row: &u32| Place::cell(&workbook.name, &sheet.name, Address { row: *row, column: 0 });
    (!rows.is_empty()).then(|| rows.iter().map(place).fold(Finding::new(&RAGGED_ROW, message), Finding::at))
}
