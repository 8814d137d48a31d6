//! Sources: what of an overspend is met, in the order that the register gives, before partners share the rest.

use super::figure::{Found, Unknown};
use super::id;
use super::schemes::positions;
use crate::finding::phrase::phrase;
use crate::model::agreement::Agreement;
use crate::model::entry::Class;
use crate::model::money::Money;
use crate::model::sharing::{PoolSource, SourceKind};
use crate::model::total::TotalFigure;
use crate::reconcile::{Books, Sum, sources};

/// What sources meet of a variance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Met {
    /// What each of them meets, in their order; none where the register has none for the year.
    pub steps: Vec<Step>,
    /// What is left.
    pub left: Found,
}

/// What one source meets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The source.
    pub kind: SourceKind,
    /// What there is of it.
    pub there_is: Money,
    /// What of the overspend it meets; nothing of an underspend.
    pub meets: Found,
}

/// The figure of what a source meets.
#[must_use]
pub const fn figure_id(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::BroughtForward => id::MET_BY_BROUGHT_FORWARD,
        SourceKind::RiskPool => id::MET_BY_RISK_POOL,
        SourceKind::UncommittedSchemes => id::MET_BY_UNCOMMITTED,
    }
}

/// What the sources of an agreement meet of the variance of a class. They are of none; where there are two they meet the first one.
pub fn met(books: &Books, agreement: &Agreement, variance: &Found, class: Class) -> Met {
    let first = books.agreed_pools.first_under(&agreement.id).map(|pool| pool.class);
    let all = sources(&books.register, &agreement.id, books.period.year);
    // A row that cannot be used may be of either class.
    let is_its = |source: &&PoolSource| match source.class {
        Some(Some(of)) => of == class,
        Some(None) => first == Some(class),
        None => true,
    };
    let rows: Vec<&PoolSource> = all.filter(is_its).collect();
    let there_is = match in_order(&rows, uncommitted(books, agreement, class).as_ref()) {
        Some(there_is) => there_is,
        None => {
            let why =
                phrase!("what meets an overspend of `{}` cannot be read on the sheet `{}`", agreement.title, "Sources");
            return Met { steps: Vec::new(), left: Err(why.into()) };
        }
    };
    if let Some(why) = contested(books, agreement, &there_is) {
        let steps =
            there_is.into_iter().map(|(kind, sum)| Step { kind, there_is: sum.amount, meets: Err(why.clone()) });
        return Met { steps: steps.collect(), left: Err(why) };
    }
    let mut left = variance.clone();
    let mut steps = Vec::new();
    for (kind, sum) in there_is {
        let (meets, rest) = step(&left, &sum);
        steps.push(Step { kind, there_is: sum.amount, meets });
        left = rest;
    }
    Met { steps, left }
}

/// What there is of each source, the first that meets an overspend first; `None` where a row cannot be used.
fn in_order(rows: &[&PoolSource], uncommitted: Option<&Sum>) -> Option<Vec<(SourceKind, Sum)>> {
    let mut usable = Vec::new();
    for row in rows {
        row.year?;
        row.class?;
        let sum = match row.by_schemes {
            true => uncommitted?.clone(),
            false => Sum::of_amounts([(row.amount?, &row.origin)])?,
        };
        usable.push((row.order?, row.kind?, sum));
    }
    usable.sort_by_key(|(order, ..)| *order);
    let are_level =
        |two: &[(u32, SourceKind, Sum)]| matches!(two, [(one, kind, _), (other, of, _)] if one == other && kind != of);
    if usable.windows(2).any(are_level) {
        return None;
    }
    let mut all: Vec<(SourceKind, Sum)> = Vec::new();
    for (_, kind, row) in usable {
        match all.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, sum)) => sum.add(&row)?,
            None => all.push((kind, row)),
        }
    }
    Some(all)
}

/// What of an agreement's schemes of a class nobody has committed; `None` where the register does not say, or not in a way that can be
/// read.
fn uncommitted(books: &Books, agreement: &Agreement, class: Class) -> Option<Sum> {
    let year = books.period.year;
    let mut all = Vec::new();
    for position in positions(books, agreement).iter().filter(|one| one.line.class == class) {
        let mut amounts = Vec::new();
        for row in position.line.rows(&books.register, year) {
            let amount = row.uncommitted.filter(|_| row.year.is_some() && row.class.is_some())?;
            amounts.extend(amount.map(|amount| (amount, &row.uncommitted_origin)));
        }
        let Some(there_is) = Sum::of_amounts(amounts) else { continue };
        // What the scheme is forecast to underspend has met the overspend of others already.
        let variance = position.variance.as_ref().ok()?.amount.min(Money::ZERO);
        let amount = there_is.amount.checked_add(variance)?.max(Money::ZERO);
        all.push(Sum { amount, ..there_is });
    }
    Sum::total(&all)
}

/// Why nobody can tell what was brought forward, where the sheets `Sources` and `Totals` give two amounts for it.
fn contested(books: &Books, agreement: &Agreement, there_is: &[(SourceKind, Sum)]) -> Option<Unknown> {
    let (_, source) = there_is.iter().find(|(kind, _)| *kind == SourceKind::BroughtForward)?;
    let totals = books.register.totals_of(&agreement.id, TotalFigure::BroughtForward, books.period.year);
    let total = Sum::of_amounts(totals.map(|total| (total.amount, &total.origin)))?;
    let why = || phrase!("the register has two amounts for what `{}` brought forward", agreement.title).into();
    (total.amount != source.amount).then(why)
}

/// What a source meets of what is left, and what is then left.
fn step(left: &Found, there_is: &Sum) -> (Found, Found) {
    let known = match left {
        Ok(known) => known,
        Err(unknown) => return (Err(unknown.clone().worked_with()), left.clone()),
    };
    let meets = known.amount.min(there_is.amount).max(Money::ZERO);
    let sum = |amount, origins| Ok(Sum { amount, slack: Money::ZERO, origins });
    let Some(rest) = known.amount.checked_sub(meets) else { return (Err(too_large()), Err(too_large())) };
    let both = || known.origins.iter().chain(&there_is.origins).cloned().collect();
    (sum(meets, both()), sum(rest, both()))
}

fn too_large() -> Unknown {
    "the difference is too large".into()
}
