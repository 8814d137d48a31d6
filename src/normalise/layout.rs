//! Applying a layout: every row of a table becomes entries, witnesses, refusals or furniture.

pub mod absent;
mod ahead;
pub mod ambiguous;
mod arithmetic;
mod bases;
mod coded;
mod cut;
mod days;
mod doubtful;
mod excerpt;
mod fixed;
mod gaps;
mod headed;
mod kinds;
mod meanings;
mod names;
pub mod odd;
mod parts;
mod payments;
pub mod ragged;
mod said;
mod says;
mod schemes;
mod second_table;
mod sinks;
pub mod stands;
mod sums;
mod totals;
mod undated;
mod unnamed;
mod unusable;
mod wholes;
mod without_period;

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use self::absent::Absent;
use self::ahead::Ahead;
use self::ambiguous::{AMBIGUOUS_ROW, Ambiguous};
use self::arithmetic::Arithmetic;
pub use self::arithmetic::OUTTURN_ARITHMETIC;
pub use self::days::DATES_MIXED;
use self::doubtful::Doubtful;
use self::fixed::begins;
pub use self::fixed::period::PERIOD_DIFFERS;
use self::kinds::{LayoutSays, RowIs};
use self::names::Names;
use self::odd::Odd;
use self::parts::Parts;
use self::payments::RowMarks;
use self::ragged::Overlong;
use self::says::{AmountPeriod, Says};
pub use self::second_table::SECOND_TABLE;
pub use self::sinks::{Gathered, RefusedCell, SheetContext, Sinks, origin};
use self::stands::{SHOWN_OTHERWISE, Stands};
use self::totals::Totals;
pub use self::undated::NO_PERIOD;
use self::unusable::UnusableNames;
use self::without_period::WithoutPeriod;
use super::account::opened;
use super::convert::CellAmount;
use super::meaning::class::CLASS_UNKNOWN;
use super::meaning::period::Spoken;
use super::recognise::labels::headless;
use super::recognise::place::PlacedColumn;
use super::recognise::{RecognisedTable, first_text};
use super::witness::{LinesAndTotals, ShownAmount};
use crate::finding::About;
use crate::job::layout::amounts::Unit;
use crate::job::layout::columns::Field;
use crate::model::account::{SheetAccount, Tally};
use crate::model::entry::Entry;
use crate::model::money::Money;
use crate::model::origin::Address;
use crate::model::words::folded;
use crate::read::{CellValue, Row, Traits};

/// One table being read.
struct TableReading<'a, 'l, 'r> {
    place: SheetContext<'a>,
    table: &'a RecognisedTable<'l>,
    says: Says<'a, 'l>,
    totals: Totals,
    odd: Odd,
    absent: Absent,
    stands: Stands,
    arithmetic: Arithmetic,
    overlong: Overlong,
    account: SheetAccount,
    /// The first row of amounts under another period without headings.
    headless: Option<u32>,
    /// Amount cells there.
    lost: usize,
    without_period: WithoutPeriod,
    /// Cells that should say a period and do not.
    undated: undated::Undated,
    /// Classes and forms that are not understood.
    unclear: meanings::Unclear,
    /// Which rows the layout says are totals or lines.
    layout_says: LayoutSays,
    names: Names,
    /// Whether the rows above, back to one with a code, begin with `of which`.
    of_which: bool,
    /// What the rest of the table says of single rows.
    ahead: Ahead,
    vat_above: bases::VatAbove,
    ambiguous: Ambiguous,
    parts: Parts,
    unusable: UnusableNames,
    doubtful: Doubtful<'a>,
    /// What tells its rows from others, where they are payments.
    marks: Option<RowMarks>,
    /// The lines of the whole table, where a row above all of them is called like a total.
    all_lines: OnceCell<BTreeMap<(u32, usize), LinesAndTotals>>,
    sinks: Sinks<'a, 'r>,
}

/// An amount cell, and the column of the table that it stands in.
#[derive(Clone, Copy)]
pub struct AmountCell<'a, 'l> {
    row: Row<'a>,
    address: Address,
    value: &'a CellValue,
    traits: Traits,
    placed: &'a PlacedColumn<'l>,
}

/// An amount of a column, with the decimals that its cell shows.
fn shown(placed: &PlacedColumn<'_>, money: Money, decimals: u32) -> ShownAmount {
    ShownAmount { money, decimals, unit: placed.unit.unwrap_or(Unit::Pounds) }
}

/// Reads the rows of a table; `read` is what a count of the cells alone found.
pub fn apply<'a, 'l: 'a>(
    place: SheetContext<'a>,
    table: &'a RecognisedTable<'l>,
    read: Tally,
    sinks: Sinks<'a, '_>,
) -> SheetAccount {
    let first = if table.number == 1 { 0 } else { table.header_first };
    let rows: Vec<Row<'_>> = place.sheet.rows_from(first).take_while(|row| row.number < table.end).collect();
    let mut account = opened(Arc::clone(place.file), place.sheet, Some(table), rows.len());
    account.read = read;
    let fold = |starts: &[String]| starts.iter().map(|start| folded(start)).collect::<Vec<_>>();
    let witness = &table.layout.witness;
    let says = Says::new(place, table);
    let mut reading = TableReading {
        totals: Totals::new(table, begins(&place.sheet.name, &fold(&witness.sheets_starting))),
        odd: Odd::default(),
        absent: Absent::default(),
        headless: headless(place.sheet, table, says.fixed.period.and_then(Spoken::period)),
        unusable: UnusableNames::of(place, &says.fixed),
        marks: sinks.who.has_register().then(|| RowMarks::of(place, table)).flatten(),
        says,
        stands: Stands::of(place.sheet),
        arithmetic: Arithmetic::default(),
        overlong: Overlong::of(place, table),
        doubtful: Doubtful::of(place, table),
        lost: 0,
        without_period: WithoutPeriod::default(),
        undated: undated::Undated::default(),
        unclear: meanings::Unclear::default(),
        layout_says: LayoutSays::of(table),
        names: Names::of(table),
        of_which: false,
        ahead: Ahead::default(),
        vat_above: bases::vat_above(place.sheet, table),
        ambiguous: Ambiguous::default(),
        parts: Parts::default(),
        all_lines: OnceCell::new(),
        place,
        table,
        account,
        sinks,
    };
    reading.look_ahead();
    for row in rows {
        reading.row(row);
    }
    reading.finish()
}

impl<'a, 'l> TableReading<'a, 'l, '_> {
    fn row(&mut self, row: Row<'a>) {
        let table = self.table;
        let cells: Vec<AmountCell<'a, 'l>> = table
            .amounts_in(row.number)
            .filter_map(|placed| {
                let cell = table.cell(row, placed.column)?;
                Some(AmountCell { row, address: cell.address, value: &cell.value, traits: cell.traits, placed })
            })
            .collect();
        self.blank_amount(row, &cells);
        if cells.is_empty() {
            return self.furniture(row);
        }
        let kind = self.kind(row, &cells);
        if kind != RowIs::Beyond {
            self.arithmetic.row(self.place, table, row);
        }
        if kind.is_witness() {
            self.doubtful.total();
        } else {
            self.unusable.row(self.place, table, row);
        }
        let label = self.label(row, kind);
        self.totals.begin_row(table, row, kind.is_witness());
        for cell in self.whole(cells, kind) {
            match (cell.placed.amount(cell.value), kind) {
                (CellAmount::NotGiven, kind) => {
                    self.account.not_given += 1;
                    self.absent.keep(self.place, cell);
                    self.open_line(cell, kind, false);
                }
                (CellAmount::Given { money, .. }, RowIs::Beyond) => {
                    self.refuse(cell, Some(money), &SECOND_TABLE);
                    self.open_line(cell, kind, true);
                }
                (CellAmount::Given { money, .. }, RowIs::Below | RowIs::Check) => self.refuse_row(cell, money, kind),
                (CellAmount::Given { money, decimals, .. }, RowIs::Less) if money > Money::ZERO => {
                    self.refuse(cell, Some(money), &AMBIGUOUS_ROW);
                    self.totals.take_away(cell.placed, shown(cell.placed, money, decimals));
                    if !cell.placed.witness && !self.totals.is_sheet_of_totals {
                        self.gap(cell, true);
                    }
                }
                (CellAmount::Refused(_), RowIs::Beyond) => {
                    self.refuse(cell, None, &SECOND_TABLE);
                    self.open_line(cell, kind, true);
                }
                (read, RowIs::Shares) => self.account.witnessed.count(read.money()),
                (CellAmount::Refused(why), kind) => {
                    self.refuse(cell, None, odd::why_refused(cell));
                    self.open_line(cell, kind, true);
                    let finding = self.odd.refused(self.place, table, cell, why.into());
                    self.sinks.findings.extend(finding);
                }
                (CellAmount::Given { money, .. }, kind) if stands::is_contradicted(cell) => {
                    self.stands.contradicted(self.place, cell);
                    self.refuse(cell, Some(money), &SHOWN_OTHERWISE);
                    self.open_line(cell, kind, true);
                }
                (CellAmount::Given { money, decimals, exact }, kind) => {
                    if !exact {
                        self.sinks.finer_than_penny.keep_rounded(self.place, table, cell, money);
                    }
                    self.odd.adds_up(self.place, table, cell, money);
                    self.given(cell, kind, &label, money, decimals);
                }
            }
        }
        self.totals.end_row(table);
    }

    /// A row without amounts may be a heading of the lines below it.
    fn furniture(&mut self, row: Row<'a>) {
        self.account.furniture_rows += 1;
        self.totals.begin_row(self.table, row, false);
        self.seek_parts(row, false);
        self.doubtful.heading(self.table, row);
        let under = self.table.layout.columns.get(&Field::Line).is_some_and(|column| column.under_headings);
        if under && self.table.has(row.number) && !self.table.pages.contains(&row.number) {
            self.says.heading = first_text(row, &self.table.layout.empty).map(|text| text.trim().to_owned());
            self.totals.divide();
        }
    }

    /// The text of a total that may name its lines.
    fn label(&self, row: Row<'_>, kind: RowIs) -> String {
        if kind != RowIs::Total || self.table.layout.witness.codes.is_none() {
            return String::new();
        }
        let texts = row.cells().filter_map(|cell| match &cell.value {
            CellValue::Text(text) => Some(text.as_str()),
            _ => None,
        });
        texts.collect::<Vec<_>>().join(" ")
    }

    /// An amount that can be read.
    fn given(&mut self, cell: AmountCell<'a, 'l>, kind: RowIs, label: &str, money: Money, decimals: u32) {
        let (place, table) = (self.place, self.table);
        let figure = shown(cell.placed, money, decimals);
        let at = || origin(place, cell.address);
        match kind {
            RowIs::Total | RowIs::Apart => {
                self.account.witnessed.count(Some(money));
                self.totals.code(cell.placed, Some(figure));
                if kind == RowIs::Total {
                    self.totals.compare(table, (cell.row, cell.placed), label, figure, &at());
                }
            }
            _ => {
                self.totals.line(table, cell.row, cell.placed, Some(figure), false);
                if cell.placed.witness {
                    self.account.witnessed.count(Some(money));
                    self.totals.compare_across(cell.placed, figure, &at());
                } else if self.totals.is_sheet_of_totals {
                    self.account.witnessed.count(Some(money));
                    if let Some(line) = self.totals.key(table, cell.row) {
                        self.sinks.sheets.compare(&line, cell.placed.column, figure, &at());
                    }
                } else {
                    self.accept(cell, money, decimals);
                }
            }
        }
    }

    /// A cell that cannot be used; with its pence where it can be read.
    fn refuse(&mut self, cell: AmountCell<'a, 'l>, money: Option<Money>, about: &'static About) {
        self.account.refused.count(money);
        self.sinks.kept.refusals.push(RefusedCell {
            origin: origin(self.place, cell.address),
            table: self.table.number,
            text: cell.value.text(),
            about,
        });
    }

    /// A cell of a row that may be no line; one that holds others against each other leaves nothing open.
    fn refuse_row(&mut self, cell: AmountCell<'a, 'l>, money: Money, kind: RowIs) {
        self.refuse(cell, Some(money), &AMBIGUOUS_ROW);
        if kind == RowIs::Below {
            self.gap(cell, true);
        }
    }

    /// An amount that is not known: a line of which some sum is not known either.
    fn open_line(&mut self, cell: AmountCell<'a, 'l>, kind: RowIs, refused: bool) {
        if kind.is_witness() {
            self.totals.code(cell.placed, None);
            return;
        }
        if kind == RowIs::Beyond {
            self.lost += 1;
        } else if !matches!(kind, RowIs::Below | RowIs::Check) {
            self.totals.line(self.table, cell.row, cell.placed, None, refused);
        }
        if !cell.placed.witness
            && !self.totals.is_sheet_of_totals
            && (refused || matches!(kind, RowIs::Line | RowIs::Less))
        {
            self.gap(cell, refused);
        }
    }

    fn accept(&mut self, cell: AmountCell<'a, 'l>, money: Money, decimals: u32) {
        let Some(AmountPeriod { period, cumulative }) = self.says.period(cell.row, cell.placed) else {
            let about = self.without_period(cell);
            self.refuse(cell, Some(money), about);
            self.gap(cell, true);
            return;
        };
        let said = match (self.says.class(cell.row), self.says.form(cell.row)) {
            (Ok(class), Ok(form)) => (class, form),
            (Err(said), _) | (_, Err(said)) => {
                self.refuse(cell, Some(money), &CLASS_UNKNOWN);
                self.gap(cell, true);
                self.unclear.keep(self.place, self.table, cell, said);
                return;
            }
        };
        self.account.accepted.count(Some(money));
        self.stands.look(self.place, cell);
        let has_sheets_of_totals = !self.table.layout.witness.sheets_starting.is_empty();
        if let Some(line) = has_sheets_of_totals.then(|| self.totals.key(self.table, cell.row)).flatten() {
            self.sinks.sheets.add(&line, cell.placed.column, Some(shown(cell.placed, money, decimals)));
        }
        let subject = self.says.subject((cell.row, cell.placed, cell.address), Some(period.year), said, self.sinks.who);
        self.unclaimed(cell, &subject, period);
        let slack = cell.placed.unit.unwrap_or(Unit::Pounds).half_of_last_decimal(decimals);
        let day = self.says.day(cell.row, cell.placed);
        self.keep_basis(cell);
        let payment = self.marks.as_ref().map(|marks| marks.of_row(cell.row, &subject, (period, day), money));
        self.sinks.kept.entries.push(Entry {
            subject,
            period,
            day,
            cumulative,
            amount: money,
            slack,
            step: slack,
            origin: origin(self.place, cell.address),
            table: self.table.number,
            text: cell.value.text(),
            payment,
        });
    }
}
