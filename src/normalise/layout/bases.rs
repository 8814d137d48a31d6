//! What a table says of the basis of its amounts: over a column, in a row, or in a title.

use super::{AmountCell, TableReading, origin};
use crate::job::layout::columns::Field;
use crate::model::stated_basis::{self, Stated, StatedBasis, VatBasis, labelled_income, labelled_vat};
use crate::normalise::recognise::RecognisedTable;
use crate::read::Sheet;

/// What the rows above a table say of the VAT of all its amounts.
pub type VatAbove = Stated<VatBasis>;

/// Looks through the rows above a table.
pub fn vat_above(sheet: &Sheet, table: &RecognisedTable<'_>) -> VatAbove {
    let rows = sheet.rows_from(table.above).take_while(|row| row.number < table.header_first);
    let said =
        rows.flat_map(|row| row.cells().map(|cell| stated_basis::in_title(&cell.value.text())).collect::<Vec<_>>());
    said.fold(Stated::Nothing, Stated::and)
}

impl TableReading<'_, '_, '_> {
    /// Keeps what is said of the basis of an amount: over its column and in its row, else for the whole table.
    pub(super) fn keep_basis(&mut self, cell: AmountCell<'_, '_>) {
        let said = |field| self.says.said_in(cell.row, field).map(|(text, _)| text);
        // A number in a column called `VAT` is tax, and says nothing of the amounts beside it.
        let vat = said(Field::Vat).filter(|text| !text.contains(|one: char| one.is_ascii_digit()));
        let vat = vat.map_or(Stated::Nothing, |text| labelled_vat(&text));
        let income = said(Field::Basis).map_or(Stated::Nothing, |text| labelled_income(&text));
        let mut basis = cell.placed.basis.and(StatedBasis { vat, income });
        if basis.vat == Stated::Nothing {
            basis.vat = self.vat_above;
        }
        if !basis.is_silent() {
            self.sinks.kept.bases.push((origin(self.place, cell.address), basis));
        }
    }
}
