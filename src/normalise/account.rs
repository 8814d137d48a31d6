//! The account of a table: an independent count of its amount cells.

use std::sync::Arc;

use super::convert::CellAmount;
use super::recognise::RecognisedTable;
use super::recognise::headings::is_empty_mark;
use crate::model::account::{SheetAccount, Tally};
use crate::model::words::counted;
use crate::read::Sheet;

/// An account with nothing in it yet.
pub fn opened(file: Arc<str>, sheet: &Sheet, table: Option<&RecognisedTable<'_>>, rows: usize) -> SheetAccount {
    SheetAccount {
        file,
        sheet: Arc::clone(&sheet.name),
        table: table.map_or(1, |table| table.number),
        layout: table.map(|table| table.layout.name.clone()),
        rows,
        furniture_rows: if table.is_none() { rows } else { 0 },
        read: Tally::default(),
        accepted: Tally::default(),
        witnessed: Tally::default(),
        refused: Tally::default(),
        not_given: 0,
    }
}

/// Counts the amount cells of a table, cell by cell and without judging any row.
pub fn tally(sheet: &Sheet, table: &RecognisedTable<'_>) -> Tally {
    let mut tally = Tally::default();
    let cells = sheet.cells();
    let first = cells.partition_point(|cell| cell.address.row <= table.header_last);
    let below = cells.get(first..).unwrap_or_default().iter().take_while(|cell| cell.address.row < table.end);
    for cell in below.filter(|cell| !cell.value.is_blank() && !is_empty_mark(&cell.value, &table.layout.empty)) {
        if let Some(placed) = table.amounts_in(cell.address.row).find(|placed| placed.column == cell.address.column) {
            match placed.amount(&cell.value) {
                CellAmount::Given { money, .. } => tally.count(Some(money)),
                CellAmount::NotGiven | CellAmount::Refused(_) => tally.count(None),
            }
        }
    }
    tally
}

/// What is wrong with an account, for a fault.
pub fn imbalance(account: &SheetAccount) -> String {
    let SheetAccount { file, sheet, read, accepted, witnessed, refused, not_given, .. } = account;
    format!(
        "sheet `{sheet}` of `{file}` has {}, of which {} accepted, {} witnessed, {} refused and {not_given} not given",
        counted(read.cells, "amount cell"),
        accepted.cells,
        witnessed.cells,
        refused.cells,
    )
}
