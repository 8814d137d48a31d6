//! Rows of the register's sheet `Schemes`: what a source pays for a scheme.

use super::rows::RowFields;
use super::rules;
use crate::model::partner::Sector;
use crate::model::reason::Reason;
use crate::model::register::Register;
use crate::model::rules::share;
use crate::model::scheme::{AreaOfSpend, Commissioner, FundingSource, SchemeRow};
use crate::model::stated::Stated;
use crate::model::words::folded;

/// What stands for whoever pays a scheme together.
const JOINT: &str = "joint";

/// Words for the bodies of a sector.
const BODIES: [(&str, Sector); 6] = [
    ("la", Sector::Council),
    ("council", Sector::Council),
    ("local authority", Sector::Council),
    ("nhs", Sector::Health),
    ("icb", Sector::Health),
    ("ccg", Sector::Health),
];

/// Reads a row; what of it cannot be used leaves open what the scheme was to cost.
pub fn scheme(row: &mut RowFields<'_, '_>, register: &Register) -> Option<SchemeRow> {
    let (agreement, scheme) = (row.agreement(register), row.required("scheme"));
    let (year, class) = (row.year("year"), row.class());
    let budget = row.money("budget");
    let uncommitted = row.optional_size("uncommitted");
    let uncommitted = match (uncommitted, budget) {
        (Some(Some(open)), Some(budget)) if open > budget => {
            row.doubt("uncommitted", "more than the budget");
            None
        }
        (uncommitted, _) => uncommitted,
    };
    let area = stated(row, "area-of-spend", |text| {
        let words = folded(text);
        let known = AreaOfSpend::WORDS.into_iter().find(|(known, _)| *known == words).map(|(_, area)| area);
        known.ok_or_else(|| Reason::new("`{}` is no area of spend", [text]))
    });
    let commissioner = stated(row, "commissioner", |text| commissioner(text, register));
    let source = stated(row, "source", |text| source(text, register));
    let (agreement, scheme) = (agreement?, scheme?);
    let title = row.text("title").unwrap_or_else(|| scheme.clone());
    Some(SchemeRow {
        agreement,
        scheme,
        title,
        kind: row.text("type"),
        area,
        commissioner,
        provider: row.text("provider"),
        source,
        year,
        class,
        budget,
        rule: rules::stated(row, "risk-share", share::read),
        uncommitted,
        origin: row.origin("scheme"),
        budget_origin: row.origin("budget"),
        uncommitted_origin: row.origin("uncommitted"),
    })
}

/// What a cell says of a scheme; what nobody can use is said, and printed as it stands.
fn stated<M>(row: &mut RowFields<'_, '_>, field: &str, read: impl Fn(&str) -> Result<M, Reason>) -> Option<Stated<M>> {
    let stated = row.stated(field, read);
    if let Some(Err(why)) = stated.as_ref().map(|stated| &stated.means) {
        row.doubt(field, why.clone());
    }
    stated
}

fn commissioner(text: &str, register: &Register) -> Result<Commissioner, Reason> {
    if folded(text) == JOINT {
        return Ok(Commissioner::Joint);
    }
    let partner = partner(text, register).map(Commissioner::Partner);
    let is_of = |sector: &Sector| register.partners.iter().any(|partner| partner.sector == *sector);
    partner.or_else(|why| sector(text).filter(is_of).map(Commissioner::Sector).ok_or(why))
}

fn source(text: &str, register: &Register) -> Result<FundingSource, Reason> {
    let partner = partner(text, register).map(FundingSource::Partner);
    partner.or_else(|why| FundingSource::said(text).ok_or(why))
}

/// A partner by its name, or by its sector where the register has only one body of that.
fn partner(text: &str, register: &Register) -> Result<String, Reason> {
    if let Some(known) = register.names.partner(text, None) {
        return Ok(known.to_owned());
    }
    let Some(sector) = sector(text) else {
        return Err("neither a partner nor one of the words that the sheet `Guide` lists".into());
    };
    let mut bodies = register.partners.iter().filter(|partner| partner.sector == sector);
    match (bodies.next(), bodies.next()) {
        (Some(only), None) => Ok(only.name.clone()),
        (None, _) => Err(Reason::new("the register has no {} body", [&sector.to_string()])),
        (Some(_), Some(_)) => Err(Reason::new("the register has several {} bodies", [&sector.to_string()])),
    }
}

fn sector(text: &str) -> Option<Sector> {
    let words = folded(text);
    BODIES.iter().find(|(word, _)| *word == words).map(|(_, sector)| *sector)
}
