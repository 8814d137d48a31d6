//! Normalise: from sheets to one ledger, a row an amount, with every amount cell accounted for.

mod account;
mod convert;
pub mod draft;
mod layout;
mod recognise;
pub mod register;
mod resolve;

use std::sync::Arc;

use crate::fault::Fault;
use crate::finding::{About, Outcome};
use crate::job::layout::Layouts;
use crate::ledger::Ledger;
use crate::model::account::SheetAccount;
use crate::model::register::Register;
use crate::read::{Sheet, Workbook, Workbooks};

/// What this stage can find.
pub const FINDINGS: &[&About] = &[
    &convert::ERROR_CELL,
    &convert::NOT_MONEY,
    &convert::STALE_FORMULA,
    &convert::SUB_PENNY,
    &layout::NO_PERIOD,
    &layout::odd::HIDDEN_CONTENT,
    &layout::odd::SHOWN_OTHERWISE,
    &layout::SECOND_TABLE,
    &recognise::MISSING_COLUMN,
    &recognise::UNREAD_FIGURES,
    &recognise::AMBIGUOUS_LAYOUT,
    &recognise::UNRECOGNISED_SHEET,
    &register::UNUSABLE_CELL,
    &resolve::UNKNOWN_AGREEMENT,
    &resolve::UNKNOWN_PARTNER,
    &account::TOTALS_DISAGREE,
];

/// Makes the ledger of every sheet that a layout reads.
///
/// # Errors
///
/// A fault of ours: a sheet whose amount cells do not all come out accepted, witnessed, refused or not given, or a ledger
/// whose total is not that of its entries.
pub fn normalise(workbooks: &Workbooks, layouts: &Layouts, register: &Register) -> Result<Outcome<Ledger>, Fault> {
    let mut findings = Vec::new();
    let mut kept = layout::Kept::default();
    let mut accounts: Vec<SheetAccount> = Vec::new();
    for workbook in &workbooks.files {
        let reporter = resolve::reporter(workbook, register, &mut findings);
        for sheet in &workbook.sheets {
            let account = match recognise::recognise(&workbook.name, sheet, &layouts.returns, &mut findings) {
                Some(found) => {
                    let read = account::tally(sheet, &found);
                    let place = layout::Place { file: &workbook.name, sheet, reporter: reporter.as_deref(), register };
                    layout::apply(place, &found, read, &mut kept, &mut findings)
                }
                None => unread(workbook, sheet),
            };
            if !account.is_conserved() {
                return Err(Fault::Unproved(account::imbalance(&account)));
            }
            accounts.push(account);
        }
    }
    Ok(Outcome::new(Ledger::new(kept.entries, kept.gaps, accounts)?, findings))
}

fn unread(workbook: &Workbook, sheet: &Sheet) -> SheetAccount {
    let rows = sheet.rows().count();
    account::opened(Arc::clone(&workbook.name), sheet, None, rows)
}
