//! Applying a layout: every row of a recognised sheet becomes entries, witnesses, refusals or furniture.

use std::sync::Arc;

use super::account::{Lines, opened};
use super::convert::{self, Amount, NOT_MONEY, SUB_PENNY, amount};
use super::recognise::{Recognised, above_header};
use super::resolve::{self, Unmatched};
use crate::finding::{About, Excerpt, Finding, Level, Nature};
use crate::job::layout::{AmountColumn, FixedValue};
use crate::model::account::{SheetAccount, Tally};
use crate::model::entry::{Entry, Gap, Kind, Subject};
use crate::model::money::Money;
use crate::model::origin::{Address, Origin, Place as Pointed};
use crate::model::period::Period;
use crate::model::register::Register;
use crate::model::words::folded;
use crate::read::{CellValue, Row, Sheet};

/// Amounts without a period.
pub const NO_PERIOD: About = About {
    name: "no-period",
    level: Level::Error,
    nature: Nature::Fact,
    finds: "amounts for which the sheet names no financial year or period where its layout looks for one.",
    matters: "the program never guesses a period; none of these amounts is used.",
    action: "write the period, such as 2006-07, where the layout looks for it.",
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

/// What one place on the sheet says for all rows.
#[derive(Debug, Default)]
struct Fixed {
    agreement: Option<(CellValue, Option<Address>)>,
    partner: Option<(CellValue, Option<Address>)>,
    period: Option<Period>,
    period_trouble: Option<Finding>,
}

/// What the sheets of a run come to.
#[derive(Debug, Default)]
pub struct Kept {
    /// Amounts that were accepted.
    pub entries: Vec<Entry>,
    /// Amounts that were refused.
    pub gaps: Vec<Gap>,
}

/// One sheet being read.
struct Reading<'a, 'l> {
    place: Place<'a>,
    found: &'a Recognised<'l>,
    fixed: Fixed,
    account: SheetAccount,
    lines: Vec<Lines>,
    unmatched: Unmatched,
    without_period: Vec<Origin>,
    kept: &'a mut Kept,
    findings: &'a mut Vec<Finding>,
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
        lines: vec![Lines::default(); found.layout.amounts.len()],
        unmatched: Unmatched::default(),
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

fn fixed(place: Place<'_>, found: &Recognised<'_>) -> Fixed {
    let said = |fixed: &FixedValue| match (&fixed.value, &fixed.above_header) {
        (Some(value), _) => Some((CellValue::Text(value.clone()), None)),
        (None, Some(label)) => {
            above_header(place.sheet, found.header_row, label).map(|(address, value)| (value, Some(address)))
        }
        (None, None) => None,
    };
    let layout = &found.layout.fixed;
    let mut fixed = Fixed {
        agreement: layout.agreement.as_ref().and_then(said),
        partner: layout.partner.as_ref().and_then(said),
        ..Fixed::default()
    };
    if let Some((value, address)) = layout.period.as_ref().and_then(said) {
        match convert::period(&value) {
            Ok(period) => fixed.period = Some(period),
            Err(why) => {
                let message = format!("`{}` is {why}", value.text());
                let mut finding = Finding::new(&NO_PERIOD, message, "write the period of the amounts there");
                if let Some(cell) = address {
                    finding = finding.at(&origin(place, cell));
                }
                fixed.period_trouble = Some(finding);
            }
        }
    }
    fixed
}

fn origin(place: Place<'_>, cell: Address) -> Origin {
    Origin { file: Arc::clone(place.file), sheet: Arc::clone(&place.sheet.name), cell }
}

impl Reading<'_, '_> {
    fn row(&mut self, row: Row<'_>) {
        let amounts: Vec<(Address, &CellValue, usize)> = self
            .found
            .amounts
            .iter()
            .filter_map(|(column, place)| row.cell(*column).map(|cell| (cell.address, &cell.value, *place)))
            .collect();
        if row.number <= self.found.header_row || amounts.is_empty() {
            self.account.furniture_rows += 1;
            return;
        }
        let witness = self.is_witness(row);
        for (address, value, place) in amounts {
            let Some(column) = self.found.layout.amounts.get(place) else { continue };
            match amount(value, column.unit, &column.not_given) {
                Amount::NotGiven => self.account.not_given += 1,
                Amount::Refused(why) => {
                    self.account.refused.count(None);
                    if !witness {
                        if let Some(lines) = self.lines.get_mut(place) {
                            lines.add_unread();
                        }
                        self.gap(row, address, column);
                    }
                    let finding = self.not_money(row, address, &why);
                    self.findings.push(finding);
                }
                Amount::Given { money, decimals, exact } => {
                    if !exact {
                        let finding = self.sub_penny(row, address, money);
                        self.findings.push(finding);
                    }
                    if witness {
                        self.witness(address, column, place, money, decimals);
                    } else {
                        if let Some(lines) = self.lines.get_mut(place) {
                            lines.add(money, decimals);
                        }
                        self.accept(row, address, value, column, money);
                    }
                }
            }
        }
    }

    /// A row is a total if its first words are those of one.
    fn is_witness(&self, row: Row<'_>) -> bool {
        let words = row.cells.iter().find_map(|cell| match &cell.value {
            CellValue::Text(text) if !self.found.amounts.iter().any(|(column, _)| *column == cell.address.column) => {
                Some(folded(text))
            }
            _ => None,
        });
        words.is_some_and(|words| {
            self.found.layout.witness.iter().any(|start| {
                words.strip_prefix(&folded(start)).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
            })
        })
    }

    fn witness(&mut self, address: Address, column: &AmountColumn, place: usize, money: Money, decimals: u32) {
        self.account.witnessed.count(Some(money));
        let heading = column.header.first().map_or("", String::as_str);
        let origin = origin(self.place, address);
        let compared =
            self.lines.get_mut(place).and_then(|lines| lines.compare(money, decimals, column.unit, heading, &origin));
        self.findings.extend(compared.map(|finding| finding.on_partner(self.place.reporter)));
    }

    fn accept(&mut self, row: Row<'_>, address: Address, value: &CellValue, column: &AmountColumn, money: Money) {
        let origin = origin(self.place, address);
        let Some(period) = self.period(row) else {
            self.account.refused.count(Some(money));
            self.gap(row, address, column);
            self.without_period.push(origin);
            return;
        };
        self.account.accepted.count(Some(money));
        let subject = self.subject(row, column, Some(period));
        let (cumulative, text) = (column.cumulative, value.text());
        self.kept.entries.push(Entry { subject, period, cumulative, amount: money, origin, text });
    }

    fn gap(&mut self, row: Row<'_>, address: Address, column: &AmountColumn) {
        let period = self.period(row);
        let subject = self.subject(row, column, period);
        self.kept.gaps.push(Gap { subject, period, origin: origin(self.place, address) });
    }

    /// What an amount on a row is and whose; names that match nothing are kept for a finding.
    fn subject(&mut self, row: Row<'_>, column: &AmountColumn, period: Option<Period>) -> Subject {
        let year = period.map(|period| period.year);
        let names = &self.place.register.names;
        let agreement = self.named(row, self.found.agreement, &self.fixed.agreement).and_then(|(name, cell)| {
            let known = names.agreement(&name, year).map(str::to_owned);
            if known.is_none() {
                self.unmatched.agreement(&name, cell.map(|cell| origin(self.place, cell)));
            }
            known
        });
        let own_money = matches!(column.kind, Kind::ContributionBudget | Kind::Contribution | Kind::Total);
        let partner = match self.named(row, self.found.partner, &self.fixed.partner) {
            Some((name, cell)) => {
                let known = names.partner(&name, year).map(str::to_owned);
                if known.is_none() {
                    self.unmatched.partner(&name, cell.map(|cell| origin(self.place, cell)));
                }
                known
            }
            None => self.place.reporter.filter(|_| own_money).map(str::to_owned),
        };
        Subject {
            kind: column.kind,
            agreement,
            line: self.found.line.and_then(|column| row.cell(column)).map(|cell| cell.value.text()),
            partner,
            reporter: self.place.reporter.map(str::to_owned),
            class: column.class,
            form: column.form,
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
        fixed: &Option<(CellValue, Option<Address>)>,
    ) -> Option<(String, Option<Address>)> {
        match column {
            Some(column) => row.cell(column).map(|cell| (cell.value.text(), Some(cell.address))),
            None => fixed.as_ref().map(|(value, cell)| (value.text(), *cell)),
        }
    }

    fn not_money(&self, row: Row<'_>, address: Address, why: &str) -> Finding {
        let help = format!(
            "correct the cell, or list the text under `not-given` for this amount in templates/layouts/{}.toml",
            self.found.layout.name
        );
        Finding::new(&NOT_MONEY, "amount is not money", help)
            .at(&origin(self.place, address))
            .showing(self.excerpt(row, address, why))
            .on_partner(self.place.reporter)
    }

    fn sub_penny(&self, row: Row<'_>, address: Address, money: Money) -> Finding {
        let message = format!("amount has a part smaller than a penny; it is read as {money}");
        let help = format!("round the cell, or check the unit in templates/layouts/{}.toml", self.found.layout.name);
        Finding::new(&SUB_PENNY, message, help)
            .at(&origin(self.place, address))
            .showing(self.excerpt(row, address, "smaller than a penny"))
            .on_partner(self.place.reporter)
    }

    /// The row rebuilt from the cells that the layout reads, and from no others: they may name people.
    fn excerpt(&self, row: Row<'_>, address: Address, label: &str) -> Excerpt {
        let columns = self.found.columns();
        let cells: Vec<_> = columns.iter().filter_map(|column| row.cell(*column)).collect();
        Excerpt {
            row: address.row_number(),
            marked: cells.iter().position(|cell| cell.address == address).unwrap_or_default(),
            cells: cells.iter().map(|cell| (cell.address.letters(), cell.value.text())).collect(),
            label: label.to_owned(),
        }
    }

    fn finish(mut self) -> SheetAccount {
        if !self.without_period.is_empty() {
            let finding = self.fixed.period_trouble.take().unwrap_or_else(|| {
                let message =
                    format!("sheet `{}` does not say which period its amounts are for", self.place.sheet.name);
                Finding::new(&NO_PERIOD, message, "write the period, such as 2006-07, where the layout looks for it")
                    .at(Pointed::sheet(self.place.file, &self.place.sheet.name))
            });
            self.findings.push(finding.at_cells(&self.without_period).on_partner(self.place.reporter));
        }
        let unmatched = resolve::findings(self.unmatched, self.place.register, self.place.reporter);
        self.findings.extend(unmatched);
        self.account
    }
}
