//! Rows of a register sheet: fields by name, each usable or complained of with its cell.

use std::sync::Arc;

use chrono::NaiveDate;

use super::UNUSABLE_CELL;
use super::table::Rows;
use crate::finding::phrase::{Phrase, phrase};
use crate::finding::{About, Excerpt, Finding};
use crate::job::layout::amounts::Unit;
use crate::model::cost_centre::CostCentre;
use crate::model::entry::{Class, Form};
use crate::model::money::Money;
use crate::model::origin::{Address, Origin};
use crate::model::period::Year;
use crate::model::reason::Reason;
use crate::model::register::Register;
use crate::model::stated::Stated;
use crate::normalise::convert::{self, CellAmount};
use crate::normalise::meaning::class;
use crate::normalise::meaning::class::CLASS_UNKNOWN;
use crate::read::{CellValue, Row, shown_as};

/// One row, field by field. A field that cannot be used is complained of, once, and gives `None`.
pub struct RowFields<'f, 'a> {
    rows: &'f Rows<'a>,
    row: Row<'a>,
    findings: &'f mut Vec<Finding>,
}

impl<'f, 'a> RowFields<'f, 'a> {
    /// The fields of one row.
    pub fn new(rows: &'f Rows<'a>, row: Row<'a>, findings: &'f mut Vec<Finding>) -> Self {
        Self { rows, row, findings }
    }

    fn column(&self, field: &str) -> (u32, &'a str) {
        self.rows.columns.get(field).copied().unwrap_or((u32::MAX, ""))
    }

    fn value(&self, field: &str) -> Option<&'a CellValue> {
        self.row.cell(self.column(field).0).map(|cell| &cell.value)
    }

    /// The cell of a field.
    pub fn origin(&self, field: &str) -> Origin {
        Origin {
            file: Arc::clone(&self.rows.file),
            sheet: Arc::clone(&self.rows.sheet.name),
            cell: Address { row: self.row.number, column: self.column(field).0 },
        }
    }

    /// Says why a field cannot be used, where its row can be used without it.
    pub fn doubt(&mut self, field: &str, why: impl Into<Phrase>) {
        self.say(
            &UNUSABLE_CELL,
            field,
            why.into(),
            "correct the cell; until then it is printed as it stands and counts for nothing",
        );
    }

    /// Says why a field cannot be used.
    pub fn complain(&mut self, field: &str, why: impl Into<Phrase>) {
        self.say(&UNUSABLE_CELL, field, why.into(), "correct the cell; until then its row is left out");
    }

    fn say(&mut self, about: &'static About, field: &str, why: Phrase, action: &'static str) {
        let (_, heading) = self.column(field);
        let message = match self.value(field) {
            Some(CellValue::Stale | CellValue::Error(_)) => phrase!("the cell under `{}` is {}", heading, why),
            Some(value) => phrase!("`{}` under `{}` cannot be used: {}", value.text(), heading, why),
            None => phrase!("`{}` {}", heading, why),
        };
        self.mark(about, field, message, why, action);
    }

    /// Raises a finding at the cell of a field, with its row, in which the cell is marked and labelled; it is of the agreement that
    /// the row names, as it names it.
    pub fn mark(&mut self, about: &'static About, field: &str, message: Phrase, label: Phrase, action: &'static str) {
        let origin = self.origin(field);
        let (column, _) = self.column(field);
        let cells: Vec<_> = self.row.cells().collect();
        let of = self.shown("agreement");
        let of = Some(of.trim()).filter(|name| !name.is_empty());
        let mut finding = Finding::new(about, message).asking(action).at(&origin).on_agreement(of);
        if let Some(marked) = cells.iter().position(|cell| cell.address.column == column) {
            finding = finding.showing(Excerpt {
                row: origin.cell.row_number(),
                cells: cells.iter().map(|cell| (cell.address.column_letters(), cell.value.text())).collect(),
                marked,
                label,
            });
        }
        self.findings.push(finding);
    }

    /// Whether anything stands in a field, usable or not.
    pub fn has(&self, field: &str) -> bool {
        self.value(field).is_some()
    }

    /// The text of a field, if it has one. A cell that says nothing is complained of; its row is used without it.
    pub fn text(&mut self, field: &str) -> Option<String> {
        match self.value(field).map(says_something)? {
            Ok(value) => Some(value.text().trim().to_owned()),
            Err(why) => {
                self.say(&UNUSABLE_CELL, field, why, "correct the cell; until then its row is used without it");
                None
            }
        }
    }

    /// The name that a field says; that of another field where its cell holds no name.
    pub fn name_or(&mut self, field: &str, other: &str) -> Option<String> {
        match self.value(field).map(name) {
            Some(Err(why)) => {
                let action = "correct the cell; until then the pack prints the id instead";
                self.say(&UNUSABLE_CELL, field, why, action);
                self.value(other).and_then(|value| name(value).ok())
            }
            _ => self.required(field),
        }
    }

    /// What stands in a field, usable or not.
    pub fn shown(&self, field: &str) -> String {
        self.value(field).map(CellValue::text).unwrap_or_default()
    }

    /// What a field says and means, if it says anything. What it means may be unknown: then its row is used all the same.
    pub fn stated<M>(&mut self, field: &str, read: impl Fn(&str) -> Result<M, Reason>) -> Option<Stated<M>> {
        self.text(field).map(|text| Stated { means: read(&text), text, origin: self.origin(field) })
    }

    /// The same of what its cell holds; where that cannot be used its row is used without it.
    pub fn stated_with<M>(&mut self, field: &str, read: impl Fn(&CellValue) -> Result<M, Reason>) -> Option<Stated<M>> {
        let text = self.text(field)?;
        let means = read(self.value(field)?);
        if let Err(why) = &means {
            let action = "correct the cell; until then its row is used without it";
            self.say(&UNUSABLE_CELL, field, why.clone().into(), action);
        }
        Some(Stated { means, text, origin: self.origin(field) })
    }

    /// The same of an amount in pounds that is not below nought.
    pub fn stated_size(&mut self, field: &str) -> Option<Stated<Money>> {
        let shows_another = self.shows_another(field).is_some();
        self.stated_with(field, |value| match size(value) {
            Ok(_) if shows_another => Err("the cell shows another amount than it holds".into()),
            size => size,
        })
    }

    /// The name that a field must have.
    pub fn required(&mut self, field: &str) -> Option<String> {
        self.required_with(field, name)
    }

    /// What a field says that must say something.
    pub fn required_with<T, E: Into<Phrase>>(
        &mut self,
        field: &str,
        read: impl Fn(&CellValue) -> Result<T, E>,
    ) -> Option<T> {
        if self.value(field).is_none() {
            self.complain(field, "is empty");
            return None;
        }
        self.optional_with(field, read).flatten()
    }

    /// What a field says: `Some(None)` where it is empty, `None` where it cannot be used.
    pub fn optional_with<T, E: Into<Phrase>>(
        &mut self,
        field: &str,
        read: impl Fn(&CellValue) -> Result<T, E>,
    ) -> Option<Option<T>> {
        let Some(value) = self.value(field) else { return Some(None) };
        match says_something(value).and_then(|value| read(value).map_err(Into::into)) {
            Ok(value) => Some(Some(value)),
            Err(why) => {
                self.complain(field, why);
                None
            }
        }
    }

    /// What identifies an agreement in ledgers.
    pub fn cost_centres(&mut self) -> Vec<CostCentre> {
        let text = self.text("cost-centres").unwrap_or_default();
        CostCentre::listed(&text, &self.origin("cost-centres")).unwrap_or_else(|why| {
            self.say(
                &UNUSABLE_CELL,
                "cost-centres",
                why.into(),
                "put semicolons between codes; until then none is used",
            );
            Vec::new()
        })
    }

    /// The class that the field `class` says; revenue where it is empty.
    pub fn class(&mut self) -> Option<Class> {
        let rows = self.rows;
        self.understood("class", |text| rows.class.class(text))
    }

    /// The form that the field `form` says; cash where it is empty.
    pub fn form(&mut self) -> Option<Form> {
        self.understood("form", class::form)
    }

    fn understood<T: Default>(&mut self, field: &str, read: impl Fn(&str) -> Result<T, Reason>) -> Option<T> {
        let Some(text) = self.optional_with(field, |value| Ok::<_, Reason>(value.text()))? else {
            return Some(T::default());
        };
        match read(&text) {
            Ok(means) => Some(means),
            Err(why) => {
                let action = match field {
                    "class" => "write `revenue` or `capital`; until then its row is left out",
                    _ => "write `cash` or `in kind`; until then its row is left out",
                };
                self.say(&CLASS_UNKNOWN, field, why.into(), action);
                None
            }
        }
    }

    /// A date: `Some(None)` where the cell is empty, `None` where it cannot be used.
    pub fn date(&mut self, field: &str) -> Option<Option<NaiveDate>> {
        self.optional_with(field, convert::date)
    }

    /// A financial year.
    pub fn year(&mut self, field: &str) -> Option<Year> {
        self.required_with(field, convert::year)
    }

    /// An amount in pounds.
    pub fn money(&mut self, field: &str) -> Option<Money> {
        self.agrees(field).then(|| self.required_with(field, money))?
    }

    /// An amount in pounds that may be left out.
    pub fn optional_money(&mut self, field: &str) -> Option<Option<Money>> {
        self.agrees(field).then(|| self.optional_with(field, money))?
    }

    /// An amount in pounds that may be left out and is not below nought.
    pub fn optional_size(&mut self, field: &str) -> Option<Option<Money>> {
        self.agrees(field).then(|| self.optional_with(field, size))?
    }

    /// Whether the cell of an amount in pounds shows what it holds.
    fn agrees(&mut self, field: &str) -> bool {
        let another = self.shows_another(field);
        let agrees = another.is_none();
        another.into_iter().for_each(|shown| self.complain(field, phrase!("the cell shows `{}`", shown)));
        agrees
    }

    /// What the cell of an amount in pounds shows, where that is another than it holds.
    fn shows_another(&self, field: &str) -> Option<String> {
        let cell = self.row.cell(self.column(field).0)?;
        let contradicts = cell.traits.shown.how().is_some_and(|how| how.contradicts(0));
        let code = self.rows.sheet.format(cell.traits.shown).unwrap_or_default();
        contradicts.then(|| shown_as(code, &cell.value))
    }

    /// The id of the agreement that the field `agreement` names.
    pub fn agreement(&mut self, register: &Register) -> Option<String> {
        let name = self.required("agreement")?;
        let known = register.names.agreement(&name, None).map(str::to_owned);
        if known.is_none() {
            let why = match register.names.nearest_agreement(&name) {
                Some(near) => phrase!("no agreement of the register: did you mean `{}`?", near),
                None => "no agreement of the register".into(),
            };
            self.complain("agreement", why);
        }
        known
    }

    /// The partner that the field `partner` names.
    pub fn partner(&mut self, register: &Register) -> Option<String> {
        self.partner_in("partner", register)
    }

    /// The partner that a field names.
    pub fn partner_in(&mut self, field: &str, register: &Register) -> Option<String> {
        let name = self.required(field)?;
        let known = register.names.partner(&name, None).map(str::to_owned);
        if known.is_none() {
            let why = match register.names.nearest_partner(&name) {
                Some(near) => phrase!("no partner of the register: did you mean `{}`?", near),
                None => "no partner of the register".into(),
            };
            self.complain(field, why);
        }
        known
    }
}

/// A cell, unless it holds nothing that anybody wrote.
fn says_something(value: &CellValue) -> Result<&CellValue, Phrase> {
    match value {
        CellValue::Stale => Err("a formula without a value".into()),
        CellValue::Error(error) => Err(phrase!("the error `{}`", error)),
        value => Ok(value),
    }
}

/// A name: no date and no truth value is one.
fn name(value: &CellValue) -> Result<String, Phrase> {
    match says_something(value)? {
        CellValue::Date(_) => Err("a date, and no name".into()),
        CellValue::Truth(_) => Err("a truth value, and no name".into()),
        value => Ok(value.text().trim().to_owned()),
    }
}

/// An amount that is not below nought.
fn size(value: &CellValue) -> Result<Money, Reason> {
    match money(value)? {
        below if below < Money::ZERO => Err("below nought".into()),
        money => Ok(money),
    }
}

fn money(value: &CellValue) -> Result<Money, Reason> {
    match convert::amount(value, Unit::Pounds, &[]) {
        CellAmount::Given { money, exact: true, .. } => Ok(money),
        CellAmount::Given { .. } => Err("finer than a penny".into()),
        CellAmount::NotGiven => Err("no amount".into()),
        CellAmount::Refused(why) => Err(why),
    }
}
