//! Normalise: from sheets to one ledger, a row an amount, with every amount cell accounted for.

mod account;
pub(crate) mod convert;
mod layout;
pub(crate) mod meaning;
mod nothing;
mod recognise;
pub mod register;
mod resolve;
mod witness;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub use self::layout::RefusedCell;
pub use self::recognise::near::{Near, near};
pub use self::recognise::{AMBIGUOUS_LAYOUT, UNRECOGNISED_SHEET, figures};
pub use self::resolve::OF_OTHER_AREAS;
use self::resolve::Who;
use self::witness::sheets::SheetLines;
use crate::fault::Fault;
use crate::finding::{About, Finding, Outcome};
use crate::job::layout::{Layouts, ReturnLayout};
use crate::ledger::{Ledger, LeftOut, ReturnedFile};
use crate::model::account::SheetAccount;
use crate::model::entry::{Entry, Gap, Kind};
use crate::model::origin::Origin;
use crate::model::period::Year;
use crate::model::register::Register;
use crate::model::rounded::settle_steps;
use crate::model::stated_basis::StatedBasis;
use crate::read::{Sheet, Workbook, Workbooks};

/// What this stage can find.
pub const FINDINGS: &[&About] = &[
    &meaning::class::CLASS_UNKNOWN,
    &convert::ERROR_CELL,
    &convert::NOT_MONEY,
    &convert::STALE_FORMULA,
    &convert::SUB_PENNY,
    &layout::absent::NOT_GIVEN,
    &nothing::NOTHING_READ,
    &layout::ragged::RAGGED_ROW,
    &layout::stands::DIGITS_LOST,
    &layout::DATES_MIXED,
    &layout::NO_PERIOD,
    &layout::PERIOD_DIFFERS,
    &layout::ambiguous::AMBIGUOUS_ROW,
    &layout::OUTTURN_ARITHMETIC,
    &layout::odd::NO_UNIT,
    &layout::odd::PARTS_DISAGREE,
    &layout::SECOND_TABLE,
    &layout::stands::EXTERNAL_LINK,
    &recognise::HIDDEN_CONTENT,
    &layout::stands::NUMBER_AS_TEXT,
    &layout::stands::SHOWN_OTHERWISE,
    &recognise::MISSING_COLUMN,
    &recognise::UNREAD_FIGURES,
    &AMBIGUOUS_LAYOUT,
    &UNRECOGNISED_SHEET,
    &register::rules::UNKNOWN_RULE,
    &register::UNUSABLE_CELL,
    &resolve::schemes::AMBIGUOUS_SCHEME,
    &resolve::schemes::UNKNOWN_SCHEME,
    &resolve::OF_OTHER_AREAS,
    &resolve::UNKNOWN_AGREEMENT,
    &resolve::UNKNOWN_PARTNER,
    &resolve::UNUSED_ALIAS,
    &resolve::UNUSED_COST_CENTRE,
    &witness::TOTALS_DISAGREE,
];

/// What the sheets of some files come to, before the ledger is made of it.
#[derive(Debug, Default)]
pub struct Readings {
    /// Amounts that were accepted.
    pub entries: Vec<Entry>,
    /// Amounts that are left open.
    pub gaps: Vec<Gap>,
    /// Cells that could not be used.
    pub refusals: Vec<RefusedCell>,
    /// What became of the amount cells of each table.
    pub accounts: Vec<SheetAccount>,
    /// What is said of the basis of amounts, by their cells.
    pub bases: Vec<(Origin, StatedBasis)>,
    /// The kinds of amount for which tables have columns.
    pub kinds: BTreeSet<Kind>,
}

/// Makes the ledger of every sheet that a layout reads; `year` is that of the period which is published.
///
/// # Errors
///
/// A fault of ours: a table whose amount cells do not all come out accepted, witnessed, refused or not given, or a ledger
/// whose total is not that of its entries.
pub fn normalise(
    workbooks: &Workbooks,
    layouts: &Layouts,
    register: &Register,
    year: Year,
) -> Result<Outcome<Ledger>, Fault> {
    let mut findings = Vec::new();
    let mut who = Who::new(Some(register));
    let mut readings = Readings::default();
    let mut files = Vec::new();
    for workbook in &workbooks.files {
        let (refused, said) = (readings.refusals.len(), findings.len());
        file(workbook, &layouts.returns, &mut who, &mut readings, &mut findings)?;
        let (refused, said) = (readings.refusals.get(refused..), findings.get(said..));
        files.push(ReturnedFile {
            file: Arc::clone(&workbook.name),
            partner: workbook.partner_folder.as_ref().and_then(|folder| who.partner(folder, None)),
            kinds: std::mem::take(&mut readings.kinds),
            found: leaving_out(refused.unwrap_or_default(), said.unwrap_or_default()),
        });
    }
    for unread in &workbooks.unread {
        let partner = unread.partner_folder.as_ref().and_then(|folder| who.partner(folder, None));
        let (file, kinds) = (Arc::clone(&unread.name), BTreeSet::new());
        files.push(ReturnedFile { file, partner, kinds, found: vec![(LeftOut::Sheet, unread.about)] });
    }
    files.sort_by(|one, other| one.file.cmp(&other.file));
    findings.extend(who.unused(year));
    findings.extend(who.unused_cost_centres(year));
    witness::roundings::witness(&mut readings.entries, &mut readings.accounts);
    let ledger = Ledger::new(readings.entries, readings.gaps, readings.accounts)?;
    let ledger = ledger.of_files(files).of_bases(readings.bases);
    Ok(Outcome::new(ledger, findings))
}

/// What leaves figures of a sheet out, beside what refuses single cells.
const LEAVES_OUT: [(LeftOut, &About); 5] = [
    (LeftOut::Sheet, &UNRECOGNISED_SHEET),
    (LeftOut::Sheet, &AMBIGUOUS_LAYOUT),
    (LeftOut::Column, &recognise::MISSING_COLUMN),
    (LeftOut::Agreement, &resolve::UNKNOWN_AGREEMENT),
    (LeftOut::Partner, &resolve::UNKNOWN_PARTNER),
];

/// What was found in a file that leaves figures out, each once.
fn leaving_out(refused: &[RefusedCell], said: &[Finding]) -> Vec<(LeftOut, &'static About)> {
    let cells = refused.iter().map(|cell| (LeftOut::Cells, cell.about));
    let mut found: Vec<(LeftOut, &'static About)> = Vec::new();
    for (what, about) in LEAVES_OUT.into_iter().chain(cells) {
        let is_known = found.iter().any(|(_, known)| *known == about);
        if !is_known && said.iter().any(|finding| finding.about == about) {
            found.push((what, about));
        }
    }
    found
}

/// Reads one file through layouts; names stand for themselves where there is no register.
///
/// # Errors
///
/// A fault of ours: a table whose amount cells do not all come out accepted, witnessed, refused or not given.
pub fn one_file(
    workbook: &Workbook,
    layouts: &[ReturnLayout],
    register: Option<&Register>,
) -> Result<Outcome<Readings>, Fault> {
    let (mut readings, mut findings) = (Readings::default(), Vec::new());
    file(workbook, layouts, &mut Who::new(register), &mut readings, &mut findings)?;
    Ok(Outcome::new(readings, findings))
}

/// The layout that reads a sheet's first table, where one does.
#[must_use]
pub fn layout_of<'l>(workbook: &Workbook, sheet: &Sheet, layouts: &'l [ReturnLayout]) -> Option<&'l ReturnLayout> {
    recognise::recognise(&workbook.name, sheet, layouts, &mut Vec::new()).first().map(|table| table.layout)
}

fn file(
    workbook: &Workbook,
    layouts: &[ReturnLayout],
    who: &mut Who<'_>,
    readings: &mut Readings,
    findings: &mut Vec<Finding>,
) -> Result<(), Fault> {
    let (reporter, mut nobody) = resolve::reporter(workbook, who);
    let mut kept = layout::Gathered::default();
    let mut sheets: BTreeMap<&str, SheetLines> = BTreeMap::new();
    let (said, accounts) = (findings.len(), readings.accounts.len());
    let mut finer_than_penny = layout::odd::FinerThanPenny::default();
    for sheet in &workbook.sheets {
        let tables = recognise::recognise(&workbook.name, sheet, layouts, findings);
        if tables.is_empty() {
            let rows = sheet.rows().count();
            readings.accounts.push(account::opened(Arc::clone(&workbook.name), sheet, None, rows));
        }
        for table in &tables {
            findings.extend(recognise::worth_a_note(&workbook.name, sheet, table));
            readings.kinds.extend(table.columns.amounts.iter().map(|placed| placed.amounts.kind));
            if table.layout.names_the_reporter() {
                nobody = None;
            }
            let folder = workbook.partner_folder.as_deref();
            let place = layout::SheetContext {
                file: &workbook.name,
                sheet,
                folder,
                reporter: reporter.as_deref(),
                typed: workbook.typed,
                shared: workbook.shared,
            };
            let lines = sheets.entry(&table.layout.name).or_default();
            let sinks = layout::Sinks {
                kept: &mut kept,
                findings,
                who,
                sheets: lines,
                finer_than_penny: &mut finer_than_penny,
            };
            let account = layout::apply(place, table, account::tally(sheet, table), sinks);
            if !account.is_conserved() {
                return Err(Fault::Unproved(account::imbalance(&account)));
            }
            readings.accounts.push(account);
        }
    }
    let account = readings.accounts.get(accounts..).unwrap_or_default();
    let nothing = nothing::nothing_read(workbook, account, findings.get(said..).unwrap_or_default());
    // Of a file that lies beside the drop folders and is no return, that is all there is to say.
    findings.extend(nobody.filter(|_| nothing.is_none() || workbook.partner_folder.is_some()));
    findings.extend(nothing.map(|nothing| nothing.on_partner(reporter.as_deref())));
    let overlong = kept.refusals.iter().filter(|cell| cell.about.name == layout::ragged::RAGGED_ROW.name);
    findings.extend(layout::ragged::rest(workbook, &overlong.map(|cell| cell.origin.cell.row).collect()));
    findings.extend(finer_than_penny.finding());
    settle_steps(&mut kept.entries);
    readings.entries.extend(kept.entries);
    readings.gaps.extend(kept.gaps);
    readings.bases.extend(kept.bases);
    readings.refusals.extend(kept.refusals);
    Ok(())
}
