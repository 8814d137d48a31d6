//! Applying a layout: every row of a recognised sheet becomes entries, witnesses, refusals or furniture.

mod fixed;
pub mod odd;

use std::sync::Arc;

use fixed::{Fixed, fixed, where_the_period_stands};
use odd::Odd;

use super::account::{Lines, opened};
use super::convert::{self, Amount, amount};
use super::recognise::{Recognised, second_table};
use super::resolve::{self, Unmatched};
use crate::finding::{About, Finding, Level, Nature};
use crate::job::layout::AmountColumn;
use crate::model::account::{SheetAccount, Tally};
use crate::model::entry::{Entry, Gap, Kind, Subject};
use crate::model::money::Money;
use crate::model::origin::{Address, Origin, Place as Pointed};
use crate::model::period::Period;
use crate::model::register::Register;
use crate::model::words::{counted, folded};
use crate::read::{CellValue, Row, Sheet, Traits};

/// Amounts without a period.
pub const NO_PERIOD: About = About {
    name: "no-period",
    level: Level::Error,
    nature: Nature::Fact,
    finds: "amounts for which the sheet names no financial year or period where its layout looks for one.",
    matters: "the program never guesses a period; none of these amounts is used.",
    action: "write the period, such as 2006-07, where the layout looks for it.",
};

/// A second table below the first.
pub const SECOND_TABLE: About = About {
    name: "second-table",
    level: Level::Error,
    nature: Nature::Fact,
    finds: "a second table on a sheet: its headings, or another period, stand below the first table.",
    matters: "its amounts may be for another period, or the same again; none of them is used.",
    action: "put each table on a sheet of its own.",
};

/// A sheet, and what is known of it before its rows are read.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// The file's path below the area's folder.
    pub file: &'a Arc<str>,
    /// The sheet.
    pub sheet: &'a Sheet,
    /// The partner who sent it.
    pub reporter: Option<&'a str>,
    /// Who is who.
    pub register: &'a Register,
}

/// What the sheets of a run come to.
#[derive(Debug, Default)]
pub struct Kept {
    /// Amounts that were accepted.
    pub entries: Vec<Entry>,
    /// Amounts that are left open.
    pub gaps: Vec<Gap>,
}

/// One sheet being read.
struct Reading<'a, 'l> {
    place: Place<'a>,
    found: &'a Recognised<'l>,
    fixed: Fixed,
    second_table: Option<u32>,
    /// The columns that the layout reads.
    columns: Vec<u32>,
    /// How a total begins, folded.
    totals: Vec<String>,
    /// Amount cells of a second table.
    lost: usize,
    account: SheetAccount,
    lines: Vec<Lines>,
    unmatched: Unmatched,
    odd: Odd,
    without_period: Vec<Origin>,
    kept: &'a mut Kept,
    findings: &'a mut Vec<Finding>,
}

/// An amount cell, and the column of the layout that it stands in.
#[derive(Clone, Copy)]
pub struct AmountCell<'a> {
    row: Row<'a>,
    address: Address,
    value: &'a CellValue,
    traits: Traits,
    column: &'a AmountColumn,
    /// The column's place in the layout.
    number: usize,
}

/// Reads the rows below the header; `read` is what a count of the cells alone found.
pub fn apply(
    place: Place<'_>,
    found: &Recognised<'_>,
    read: Tally,
    kept: &mut Kept,
    findings: &mut Vec<Finding>,
) -> SheetAccount {
    let rows = place.sheet.rows().count();
    let mut account = opened(Arc::clone(place.file), place.sheet, Some(&found.layout.name), rows);
    account.read = read;
    let mut reading = Reading {
        fixed: fixed(place, found),
        second_table: second_table(place.sheet, found),
        columns: found.columns(),
        totals: found.layout.witness.iter().map(|start| folded(start)).collect(),
        lost: 0,
        lines: vec![Lines::default(); found.layout.amounts.len()],
        unmatched: Unmatched::default(),
        odd: Odd::default(),
        without_period: Vec::new(),
        place,
        found,
        account,
        kept,
        findings,
    };
    for row in place.sheet.rows() {
        reading.row(row);
    }
    reading.finish()
}

fn origin(place: Place<'_>, cell: Address) -> Origin {
    Origin { file: Arc::clone(place.file), sheet: Arc::clone(&place.sheet.name), cell }
}

impl Reading<'_, '_> {
    fn row(&mut self, row: Row<'_>) {
        let layout = self.found.layout;
        let cells: Vec<AmountCell<'_>> = self
            .found
            .amounts
            .iter()
            .filter_map(|(place, number)| {
                let cell = row.cell(*place)?;
                let column = layout.amounts.get(*number)?;
                let (address, value, traits) = (cell.address, &cell.value, cell.traits);
                Some(AmountCell { row, address, value, traits, column, number: *number })
            })
            .collect();
        if row.number <= self.found.header_row || cells.is_empty() {
            self.account.furniture_rows += 1;
            return;
        }
        let beyond = self.second_table.is_some_and(|first| row.number >= first);
        let witness = !beyond && self.is_witness(row);
        self.lost += if beyond { cells.len() } else { 0 };
        for cell in cells {
            match amount(cell.value, cell.column.unit, &cell.column.not_given) {
                Amount::NotGiven => {
                    self.account.not_given += 1;
                    if !witness && !beyond {
                        self.gap(cell, false);
                    }
                }
                Amount::Given { money, .. } if beyond => {
                    self.account.refused.count(Some(money));
                    self.gap(cell, true);
                }
                Amount::Refused(_) if beyond => self.account.refused.count(None),
                Amount::Refused(why) => self.refuse(cell, witness, &why),
                Amount::Given { money, decimals, exact } => {
                    if !exact {
                        self.findings.push(odd::sub_penny(self.place, self.found, cell, money));
                    }
                    if witness {
                        self.witness(cell, money, decimals);
                    } else {
                        if let Some(lines) = self.lines.get_mut(cell.number) {
                            lines.add(money, decimals);
                        }
                        self.accept(cell, money, decimals);
                    }
                }
            }
        }
    }

    /// A row is a total if a text that the layout reads, or the row's first text, begins as one and is nobody's name.
    fn is_witness(&self, row: Row<'_>) -> bool {
        let is_amount = |column: u32| self.found.amounts.iter().any(|(place, _)| *place == column);
        let mut texts =
            row.cells().filter(|cell| !is_amount(cell.address.column)).filter_map(|cell| match &cell.value {
                CellValue::Text(text) => Some((cell.address.column, text)),
                _ => None,
            });
        let first = texts.clone().next().map(|(column, _)| column);
        texts.any(|(column, text)| {
            let names = &self.place.register.names;
            let words = folded(text);
            let begins = |start: &String| {
                words.strip_prefix(start.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
            };
            (Some(column) == first || self.columns.contains(&column))
                && self.totals.iter().any(begins)
                && names.agreement(text, None).is_none()
                && names.partner(text, None).is_none()
        })
    }

    fn witness(&mut self, cell: AmountCell<'_>, money: Money, decimals: u32) {
        self.account.witnessed.count(Some(money));
        let origin = origin(self.place, cell.address);
        if let Some(lines) = self.lines.get_mut(cell.number) {
            let finding = lines.compare(money, decimals, cell.column, origin);
            self.findings.extend(finding.map(|finding| finding.on_partner(self.place.reporter)));
        }
    }

    fn refuse(&mut self, cell: AmountCell<'_>, witness: bool, why: &str) {
        self.account.refused.count(None);
        if !witness {
            if let Some(lines) = self.lines.get_mut(cell.number) {
                lines.add_unread();
            }
            self.gap(cell, true);
        }
        if let Some(finding) = self.odd.refused(self.place, self.found, cell, why) {
            self.findings.push(finding);
        }
    }

    fn accept(&mut self, cell: AmountCell<'_>, money: Money, decimals: u32) {
        let Some(period) = self.period(cell.row) else {
            self.account.refused.count(Some(money));
            self.gap(cell, true);
            self.without_period.push(origin(self.place, cell.address));
            return;
        };
        self.account.accepted.count(Some(money));
        self.odd.look(self.place, cell);
        let subject = self.subject(cell, Some(period));
        self.kept.entries.push(Entry {
            subject,
            period,
            cumulative: cell.column.cumulative,
            amount: money,
            slack: cell.column.unit.half_of_last_decimal(decimals),
            origin: origin(self.place, cell.address),
            text: cell.value.text(),
        });
    }

    fn gap(&mut self, cell: AmountCell<'_>, refused: bool) {
        let period = self.period(cell.row);
        let subject = self.subject(cell, period);
        self.kept.gaps.push(Gap { subject, period, refused, origin: origin(self.place, cell.address) });
    }

    /// What an amount is and whose; names that match nothing are kept for a finding.
    fn subject(&mut self, cell: AmountCell<'_>, period: Option<Period>) -> Subject {
        let year = period.map(|period| period.year);
        let layout = self.found.layout;
        let names = &self.place.register.names;
        let here = || Some(origin(self.place, cell.address));
        let at = |address: Option<Address>| address.map(|address| origin(self.place, address));
        let agreement = match self.named(cell.row, self.found.agreement, &self.fixed.agreement) {
            Some((name, place)) => {
                let known = names.agreement(&name, year).map(str::to_owned);
                if known.is_none() {
                    self.unmatched.agreement(&name, at(place));
                }
                known
            }
            None => {
                if layout.columns.agreement.is_some() {
                    self.unmatched.agreement("", here());
                }
                None
            }
        };
        let own_money = matches!(cell.column.kind, Kind::ContributionBudget | Kind::Contribution | Kind::Total);
        let somebodys = own_money || cell.column.kind == Kind::Receipt;
        let partner = match self.named(cell.row, self.found.partner, &self.fixed.partner) {
            Some((name, place)) => {
                let known = names.partner(&name, year).map(str::to_owned);
                if known.is_none() {
                    self.unmatched.partner(&name, at(place));
                }
                known
            }
            None if layout.columns.partner.is_some() || layout.fixed.partner.is_some() => {
                if somebodys {
                    self.unmatched.partner("", here());
                }
                None
            }
            None => self.place.reporter.filter(|_| own_money).map(str::to_owned),
        };
        Subject {
            kind: cell.column.kind,
            agreement,
            line: self.found.line.and_then(|column| cell.row.cell(column)).map(|cell| cell.value.text()),
            partner,
            reporter: self.place.reporter.map(str::to_owned),
            class: cell.column.class,
            form: cell.column.form,
        }
    }

    fn period(&self, row: Row<'_>) -> Option<Period> {
        match self.found.period {
            Some(column) => row.cell(column).and_then(|cell| convert::period(&cell.value).ok()),
            None => self.fixed.period,
        }
    }

    /// What a column, or one place for the whole sheet, says about a row.
    fn named(
        &self,
        row: Row<'_>,
        column: Option<u32>,
        fixed: &Option<(String, Option<Address>)>,
    ) -> Option<(String, Option<Address>)> {
        match column {
            Some(column) => row.cell(column).map(|cell| (cell.value.text(), Some(cell.address))),
            None => fixed.clone(),
        }
    }

    fn finish(mut self) -> SheetAccount {
        let place = self.place;
        for (lines, column) in self.lines.iter_mut().zip(&self.found.layout.amounts) {
            self.findings.extend(lines.close(column).map(|finding| finding.on_partner(place.reporter)));
        }
        if !self.without_period.is_empty() {
            let finding = self.fixed.period_trouble.take().unwrap_or_else(|| {
                let message = format!("sheet `{}` does not say which period its amounts are for", place.sheet.name);
                Finding::new(&NO_PERIOD, message, where_the_period_stands(self.found.layout))
                    .at(Pointed::sheet(place.file, &place.sheet.name))
            });
            self.findings.push(finding.at_cells(&self.without_period).on_partner(place.reporter));
        }
        if let Some(first) = self.second_table {
            let lost = counted(self.lost, "amount cell");
            let message = format!(
                "a second table begins in row {} of sheet `{}`; {lost} cannot be used",
                first + 1,
                place.sheet.name
            );
            let cell = origin(place, Address { row: first, column: 0 });
            let finding = Finding::new(&SECOND_TABLE, message, "put each table on a sheet of its own");
            self.findings.push(finding.at(&cell).on_partner(place.reporter));
        }
        self.findings.extend(self.odd.findings(place, self.found));
        self.findings.extend(resolve::findings(self.unmatched, place.register, place.reporter));
        self.account
    }
}
