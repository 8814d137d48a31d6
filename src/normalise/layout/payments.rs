//! Payments: what tells one row of a ledger from another, so that a payment that came in two files is counted once.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::SheetContext;
use crate::job::layout::columns::Field;
use crate::model::entry::{AmountSubject, PaymentMark};
use crate::model::money::Money;
use crate::model::period::Period;
use crate::model::words::folded;
use crate::normalise::recognise::RecognisedTable;
use crate::read::{CellValue, Row};

/// The headings of a table of payments.
#[derive(Debug)]
pub struct RowMarks {
    /// The mark of each heading, by its column.
    headings: BTreeMap<u32, u64>,
    /// Columns that are marked by what they mean: amounts and days.
    read: BTreeSet<u32>,
    columns: u64,
}

impl RowMarks {
    /// Those of a table; `None` where its rows are no payments.
    pub fn of(place: SheetContext<'_>, table: &RecognisedTable<'_>) -> Option<Self> {
        if !table.layout.transactions {
            return None;
        }
        let mut words: BTreeMap<u32, String> = BTreeMap::new();
        let rows = place.sheet.rows_from(table.header_first).take_while(|row| row.number <= table.header_last);
        for cell in rows.flat_map(|row| row.cells()) {
            let heading = words.entry(cell.address.column).or_default();
            heading.push(' ');
            heading.push_str(&folded(&cell.value.text()));
        }
        let headings: BTreeMap<u32, u64> = words.iter().map(|(column, words)| (*column, mark(words.trim()))).collect();
        let columns = headings.values().fold(0, |all: u64, one| all.wrapping_add(*one));
        let amounts = table.columns.amounts.iter().map(|placed| placed.column);
        Some(Self { read: amounts.chain(table.field(Field::Period).iter().copied()).collect(), headings, columns })
    }

    /// That of a row, for one of its amounts.
    pub fn of_row(
        &self,
        row: Row<'_>,
        subject: &AmountSubject,
        (period, day): (Period, Option<NaiveDate>),
        amount: Money,
    ) -> PaymentMark {
        // Lines and partners may be read under a heading that another export of the same ledger lacks.
        let AmountSubject { kind, agreement, class, form, scheme: _, line: _, partner: _, reporter: _ } = subject;
        let read = mark(&(kind, agreement, class, form, period, day, amount.pence()));
        let others = row.cells().filter(|cell| !self.read.contains(&cell.address.column)).filter_map(|cell| {
            let heading = self.headings.get(&cell.address.column);
            Some(mark(&(heading, as_said(&cell.value)?)))
        });
        // A sum does not mind in which order the columns stand.
        PaymentMark { row: others.fold(mark(&read), u64::wrapping_add), read, columns: self.columns }
    }
}

/// What a cell says, however it is written; `None` of a blank one.
fn as_said(value: &CellValue) -> Option<String> {
    let text = value.text();
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let bare: String = text.chars().filter(|one| !matches!(one, ',' | '£')).collect();
    Some(bare.parse::<Decimal>().map_or_else(|_| folded(text), |number| number.normalize().to_string()))
}

fn mark(value: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
