//! Payments that may be none: a row that is called a credit note, or not paid, beside an amount that is not negative.

use std::sync::LazyLock;

use super::super::ambiguous::Doubt;
use super::super::kinds::RowIs;
use super::super::sums::Figure;
use super::super::{SheetContext, TableReading};
use crate::job::layout::columns::Field;
use crate::model::money::Money;
use crate::model::words::{Shapes, folded};
use crate::normalise::recognise::RecognisedTable;
use crate::read::{Cell, CellValue, Row};

/// What a whole cell says of a payment that was taken back, or not made.
const CALLED: [&str; 26] = [
    "credit note",
    "credit notes",
    "credit note received",
    "credit notes received",
    "credit memo",
    "credit memos",
    "credit invoice",
    "purchase credit note",
    "supplier credit",
    "supplier credit note",
    "credits",
    "refund received",
    "refunds received",
    "cancelled",
    "canceled",
    "cancelled payment",
    "cancelled payments",
    "payment cancelled",
    "on hold",
    "rejected",
    "void",
    "voided",
    "reversed",
    "reversal",
    "not paid",
    "unpaid",
];

/// The same in short, which may be another code elsewhere.
const CODES: [&str; 6] = ["cr", "crn", "cn", "crd", "cred", "credit"];

/// Words in the headings of columns with such codes.
const OF_CODES: [&str; 10] =
    ["type", "dr", "cr", "drcr", "credit", "debit", "indicator", "sign", "status", "transaction"];

/// The longest text that is one of them, in bytes.
const LONGEST: usize = 24;

/// Whether a folded text says that what it stands beside was taken back or not paid.
pub fn is_called(words: &str) -> bool {
    CALLED.contains(&words)
}

/// The columns whose headings speak of such codes.
pub fn with_codes(place: SheetContext<'_>, table: &RecognisedTable<'_>) -> Vec<u32> {
    let heads = place.sheet.rows_from(table.header_first).take_while(|row| row.number <= table.header_last);
    let speaks = |cell: &&Cell| folded(&cell.value.text()).split(' ').any(|word| OF_CODES.contains(&word));
    let names: Vec<u32> =
        [Field::Agreement, Field::Line, Field::Partner].iter().flat_map(|field| table.field(*field)).copied().collect();
    let columns = heads.flat_map(|row| row.cells()).filter(speaks).map(|cell| cell.address.column);
    columns.filter(|column| !names.contains(column) && !table.columns.known.contains(column)).collect()
}

impl<'a, 'l> TableReading<'a, 'l, '_> {
    /// What a payment is that its row, or the heading above it, says is taken back or not paid: refused where it is positive.
    pub(in super::super) fn taken_back(&mut self, row: Row<'a>, figures: &[Figure<'a, 'l>]) -> Option<RowIs> {
        let is_positive = figures.iter().any(|(_, figure)| figure.money > Money::ZERO);
        if !self.table.layout.transactions || !is_positive {
            return None;
        }
        let said = self.doubtful.section.or_else(|| row.cells().find_map(|cell| self.says_so(cell)))?;
        Some(self.doubted(figures, RowIs::Less, Doubt::IsTakenBack, said))
    }

    fn says_so(&self, cell: &'a Cell) -> Option<&'a str> {
        let CellValue::Text(text) = &cell.value else { return None };
        if text.len() > LONGEST || text.bytes().any(|byte| byte.is_ascii_digit()) {
            return None;
        }
        // Most texts of a million payments are names and fail by their first letter and length.
        static SHAPES: LazyLock<Shapes> = LazyLock::new(|| Shapes::of(CALLED.into_iter().chain(CODES)));
        let (bare, is_plain) = (text.trim(), |byte: u8| byte.is_ascii_alphabetic() || byte == b' ');
        if bare.bytes().all(is_plain) && !bare.contains("  ") && !SHAPES.may_have(bare) {
            return None;
        }
        let words = folded(text);
        let is_code = || CODES.contains(&&*words) && self.doubtful.with_codes.contains(&cell.address.column);
        (is_called(&words) || is_code()).then_some(text.trim())
    }
}
