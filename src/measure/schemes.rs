//! Schemes: what each was to cost, what was spent, what it costs beyond that, and what each source of funding pays.

mod funding;

use super::figure::{Found, Unknown, together};
use super::spending::difference;
use super::{Figure, FigureKey, id};
use crate::finding::phrase::phrase;
use crate::model::agreement::Agreement;
use crate::model::entry::Class;
use crate::reconcile::{Books, Reported, SchemeLine};

/// Where a scheme stands, in one class.
#[derive(Debug, Clone)]
pub struct SchemePosition<'a> {
    /// The scheme.
    pub line: &'a SchemeLine,
    /// What it costs is held against: what it was agreed to cost, or where the register does not have it the budget that was reported.
    pub base: Found,
    /// What it cost once the year is over; until then what it is expected to cost.
    pub cost: Found,
    /// What it costs beyond its base.
    pub variance: Found,
}

/// Where the schemes of an agreement stand, in the order of the books.
#[must_use]
pub fn positions<'a>(books: &'a Books, agreement: &Agreement) -> Vec<SchemePosition<'a>> {
    let position = |line: &'a SchemeLine| {
        let base = match &line.agreed {
            Some(agreed) => agreed.clone().map_err(Unknown::from),
            None => found(books, line, &line.budget, "budget"),
        };
        let cost = match books.is_closed() {
            true => found(books, line, &line.expenditure, "spending"),
            false => found(books, line, &line.forecast, "forecast"),
        };
        SchemePosition { line, variance: difference(&base, &cost), base, cost }
    };
    books.schemes.under(&agreement.id).map(position).collect()
}

/// What was reported of a scheme, or why it is not known.
fn found(books: &Books, line: &SchemeLine, reported: &Reported, what: &'static str) -> Found {
    let (title, of) = (&line.title, books.register.title(&line.agreement));
    match reported {
        Reported::Figure(sum) => Ok(sum.clone()),
        Reported::AtLeast(partly) => Err(Unknown::of(partly)),
        Reported::OtherBasis { why, .. } => Err(why.clone().into()),
        Reported::Nothing => Err(phrase!("no {} of the scheme `{}` of `{}` was reported", what, title, of).into()),
        Reported::Incomplete { .. } => {
            Err(phrase!("the {} of the scheme `{}` of `{}` is not known in full", what, title, of).into())
        }
        Reported::Conflict(_) => {
            Err(phrase!("the returns for the scheme `{}` of `{}` contradict each other", title, of).into())
        }
    }
}

/// The figures of an agreement's schemes and of its sources of funding; of a scheme with both classes together and of each.
pub fn figures(books: &Books, agreement: &Agreement) -> Vec<Figure> {
    let positions = positions(books, agreement);
    let mut all = Vec::new();
    let mut done: Vec<&str> = Vec::new();
    for position in &positions {
        if done.contains(&position.line.scheme.as_str()) {
            continue;
        }
        done.push(&position.line.scheme);
        let own: Vec<&SchemePosition<'_>> =
            positions.iter().filter(|other| other.line.scheme == position.line.scheme).collect();
        of_scheme(books, None, &own, &mut all);
        if own.len() > 1 {
            own.iter().for_each(|one| of_scheme(books, Some(one.line.class), &[*one], &mut all));
        }
    }
    all.extend(funding::figures(books, agreement));
    all
}

fn of_scheme(books: &Books, class: Option<Class>, own: &[&SchemePosition<'_>], all: &mut Vec<Figure>) {
    let Some(SchemePosition { line: first, .. }) = own.first() else { return };
    let key = FigureKey::new(id::BUDGET, books.period).of_agreement(Some(&first.agreement));
    let key = key.of_scheme(Some(&first.scheme)).of_class(class);
    let mut push = |id, parts: Vec<Found>| all.push(Figure::amount(FigureKey { id, ..key.clone() }, together(parts)));
    let reported = |what, part: fn(&SchemeLine) -> &Reported| -> Vec<Found> {
        own.iter().map(|one| found(books, one.line, part(one.line), what)).collect()
    };
    if own.iter().any(|one| one.line.is_registered) {
        let registered = own.iter().filter(|one| one.line.is_registered);
        push(id::SCHEME_AGREED, registered.map(|one| one.base.clone()).collect());
    }
    if own.iter().any(|one| one.line.budget != Reported::Nothing) {
        push(id::BUDGET, reported("budget", |line| &line.budget));
    }
    push(id::ACTUAL, reported("spending", |line| &line.expenditure));
    push(id::FORECAST, reported("forecast", |line| &line.forecast));
    push(id::VARIANCE, own.iter().map(|one| one.variance.clone()).collect());
}
