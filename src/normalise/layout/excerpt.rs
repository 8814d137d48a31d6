//! The row that a finding shows: rebuilt from the cells that the layout reads, and from no others, since they may name people.

use crate::finding::Excerpt;
use crate::finding::phrase::Phrase;
use crate::model::origin::Address;
use crate::normalise::recognise::RecognisedTable;
use crate::read::Row;

/// The row with a mark under one of its cells; `None` where the layout does not read that cell.
pub fn excerpt(table: &RecognisedTable<'_>, row: Row<'_>, marked: Address, label: Phrase) -> Option<Excerpt> {
    let cells: Vec<_> = table.read_columns().iter().filter_map(|column| row.cell(*column)).collect();
    Some(Excerpt {
        row: marked.row_number(),
        marked: cells.iter().position(|cell| cell.address == marked)?,
        cells: cells.iter().map(|cell| (cell.address.column_letters(), cell.value.text())).collect(),
        label,
    })
}
