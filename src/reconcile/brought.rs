//! Brought forward: what an agreement's pool began a year with, by the register's sheets.

use super::reported::Sum;
use crate::finding::phrase::{Phrase, phrase};
use crate::model::agreement::Agreement;
use crate::model::entry::Class;
use crate::model::money::Money;
use crate::model::origin::Origin;
use crate::model::period::Year;
use crate::model::register::Register;
use crate::model::sharing::{PoolSource, SourceKind};
use crate::model::total::TotalFigure;
use crate::model::unreadable::OpenWhat;

/// What a pool began a year with.
#[derive(Debug, Clone)]
pub struct Brought {
    /// How much.
    pub sum: Sum,
    /// The year before, where the register has only what was carried forward at its end.
    pub carried_from: Option<Year>,
}

/// What was brought forward into a year: by the register, or else what was carried forward at the end of the year before; `None` where
/// it says neither. Of one class, money of no class is that of the first one.
///
/// # Errors
///
/// Why what the register says is not clear.
pub fn brought_forward(
    register: &Register,
    agreement: &Agreement,
    year: Year,
    class: Option<(Class, bool)>,
) -> Result<Option<Brought>, Phrase> {
    let (id, title) = (&agreement.id, &agreement.title);
    if register.open_parts_in(id, year).any(|open| open.what == OpenWhat::BroughtForward) {
        return Err(phrase!("what `{}` brought forward into {} is not clear in the register", title, year));
    }
    let is_its = |of: Option<Class>| class.is_none_or(|(class, first)| of.map_or(first, |of| of == class));
    let total = |figure: TotalFigure, year: Year| {
        let its = register.totals_of(id, figure, year).filter(|total| is_its(total.class));
        Sum::of_amounts(its.map(|total| (total.amount, &total.origin)))
    };
    let of_sources = || sources(register, id, year).filter(|row| row.kind == Some(SourceKind::BroughtForward));
    let rows = of_sources().filter(|row| row.class.is_some_and(is_its));
    let amounts: Option<Vec<(Money, &Origin)>> = rows.map(|row| Some((row.amount?, &row.origin))).collect();
    let (brought, source) = (total(TotalFigure::BroughtForward, year), amounts.and_then(Sum::of_amounts));
    if brought.as_ref().zip(source.as_ref()).is_some_and(|(one, other)| one.amount != other.amount) {
        return Err(phrase!("the register has two amounts for what `{}` brought forward into {}", title, year));
    }
    if let Some(sum) = brought.or(source) {
        return Ok(Some(Brought { sum, carried_from: None }));
    }
    // A row of the other class, or a source without an amount, is a record of the year: then nothing is taken from the one before.
    let is_recorded =
        register.totals_of(id, TotalFigure::BroughtForward, year).next().is_some() || of_sources().next().is_some();
    let Some(last) = year.before().filter(|_| !is_recorded) else { return Ok(None) };
    let carried = total(TotalFigure::CarriedForward, last);
    Ok(carried.map(|sum| Brought { sum, carried_from: Some(last) }))
}

/// What meets an overspend of an agreement in a year; also rows of which nobody can tell the year.
pub fn sources<'a>(register: &'a Register, agreement: &str, year: Year) -> impl Iterator<Item = &'a PoolSource> {
    register.sources.under(agreement).filter(move |source| source.year.is_none_or(|of| of == year))
}
