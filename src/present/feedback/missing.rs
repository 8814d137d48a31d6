//! Missing: what there is no figure for of that which a partner could send, and the cells in which it says that there is none.

use std::collections::{BTreeMap, BTreeSet};

use super::places;
use crate::job::Templates;
use crate::job::layout::ReturnLayout;
use crate::model::agreement::Agreement;
use crate::model::entry::{Class, Form, Kind};
use crate::model::money::Money;
use crate::model::origin::Place;
use crate::model::words::{listed, slug};
use crate::reconcile::{Books, Line, Pool, Reported};

/// What there is no figure for, an item each: the agreement, what it is, its classes, and the usual heading of its column.
pub(super) fn lines(books: &Books, templates: &Templates, partner: &str) -> Vec<String> {
    let mut items = Vec::new();
    for agreement in &books.register.agreements {
        for (what, kind, classes) in of_agreement(books, agreement, partner) {
            let heading = heading(books, templates, partner, kind);
            let heading = heading.map(|heading| format!("; the usual heading is “{heading}”")).unwrap_or_default();
            items.push(format!("{}: {what}, {}{heading}", agreement.title, listed(&classes)));
        }
    }
    items
}

/// What one agreement lacks: in words, its kind and its classes.
fn of_agreement(books: &Books, agreement: &Agreement, partner: &str) -> Vec<(String, Kind, Vec<&'static str>)> {
    let mut all: Vec<(String, Kind, Vec<&'static str>)> = Vec::new();
    let mut add = |what: String, kind: Kind, class: &'static str| match all.iter_mut().find(|one| one.0 == what) {
        Some((_, _, classes)) if classes.contains(&class) => {}
        Some((_, _, classes)) => classes.push(class),
        None => all.push((what, kind, vec![class])),
    };
    let is = |name: &str| slug(name) == slug(partner);
    let counts = |line: &&Line| line.committed.is_some() && books.has_begun(line) && !books.is_shared_out(line);
    let is_host = agreement.host.as_deref().is_some_and(is);
    for line in books.held_lines_of(&agreement.id).filter(counts) {
        let class = class_word(line.class, line.form);
        let is_due = books.falls_due(line) && line.due.as_ref().is_ok_and(|due| due.amount > Money::ZERO);
        let is_own = is(&line.partner);
        if is_own && !books.is_closed() && line.budgeted == Reported::Nothing {
            add("your budgeted contribution".to_owned(), Kind::ContributionBudget, class);
        }
        let is_paid_asked = is_due || books.is_held_by_payment(line);
        if is_own && is_paid_asked && line.paid == Reported::Nothing {
            add("what you paid in".to_owned(), Kind::Contribution, class);
        }
        if is_host && !is_own && is_due && line.received == Reported::Nothing {
            add(format!("what you received from {}", line.partner), Kind::Receipt, class);
        }
    }
    if is_host && books.is_pool(agreement) {
        let lines = books.held_lines_of(&agreement.id).filter(counts).filter(|line| line.form == Form::Cash);
        let classes: BTreeSet<Class> = lines.map(|line| line.class).collect();
        for class in classes {
            let pool = books.pools.under(&agreement.id).find(|pool| pool.class == class);
            let is_open =
                |reported: fn(&Pool) -> &Reported| pool.is_none_or(|pool| *reported(pool) == Reported::Nothing);
            let asked = [
                ("the budget of the pool", Kind::Budget, is_open(|pool| &pool.budget)),
                ("what the pool has spent", Kind::Expenditure, is_open(|pool| &pool.expenditure)),
                (
                    "what the pool is expected to spend in the year",
                    Kind::Forecast,
                    !books.is_closed() && is_open(|pool| &pool.forecast),
                ),
            ];
            for (what, kind, _) in asked.into_iter().filter(|(.., is_open)| *is_open) {
                add(what.to_owned(), kind, class.word());
            }
        }
    }
    all
}

/// The usual heading of a column: of the layouts that have read the partner's files, or of the one with most kinds of amounts.
fn heading<'t>(books: &Books, templates: &'t Templates, partner: &str, kind: Kind) -> Option<&'t str> {
    let of = |layout: &'t ReturnLayout| {
        let column = layout.amounts.iter().find(|column| column.kind == kind && column.across.is_none())?;
        column.header.first().map(String::as_str)
    };
    let is_theirs = |layout: &ReturnLayout| {
        books.ledger.accounts().iter().any(|account| {
            account.layout.as_deref() == Some(&*layout.name)
                && places::is_of(&account.file, partner, &books.register, books.period.year)
        })
    };
    let returns = || templates.layouts.returns.iter();
    let kinds = |layout: &&ReturnLayout| {
        let all: BTreeSet<Kind> = layout.amounts.iter().map(|column| column.kind).collect();
        all.len()
    };
    let own = returns().filter(|layout| is_theirs(layout)).find_map(of);
    // Of several with as many kinds the last is taken.
    own.or_else(|| returns().filter(|layout| of(layout).is_some()).max_by_key(kinds).and_then(of))
}

/// The cells of the partner's files of the year that say that there is no figure, sheet by sheet, with what they would say.
pub(super) fn cells(books: &Books, partner: &str) -> Vec<String> {
    let (register, year) = (&books.register, books.period.year);
    let mut by_what: BTreeMap<(Kind, &'static str), Vec<Place>> = BTreeMap::new();
    for gap in books.ledger.gaps() {
        let is_of_year = gap.period.is_none_or(|period| period.year == year);
        if gap.refused || !is_of_year || !places::is_of(&gap.origin.file, partner, register, year) {
            continue;
        }
        let class = class_word(gap.subject.class, gap.subject.form);
        let cells = by_what.entry((gap.subject.kind, class)).or_default();
        let place = Place::from(&gap.origin);
        if !cells.contains(&place) {
            cells.push(place);
        }
    }
    let of = |((kind, class), cells): ((Kind, &'static str), Vec<Place>)| {
        let sheets = places::sorted(&cells, partner, register, year).own;
        sheets.into_iter().map(move |sheet| format!("{sheet}: {}, {class}", words(kind)))
    };
    by_what.into_iter().flat_map(of).collect()
}

/// A class as a list has it; what is in kind has none there.
const fn class_word(class: Class, form: Form) -> &'static str {
    match form {
        Form::Cash => class.word(),
        Form::InKind => "in kind",
    }
}

/// A kind of amount as a list has it.
const fn words(kind: Kind) -> &'static str {
    match kind {
        Kind::ContributionBudget => "budgeted contribution",
        Kind::Contribution => "paid in",
        Kind::Receipt => "received",
        Kind::Budget => "budget",
        Kind::Expenditure => "spending",
        Kind::Forecast => "forecast",
        Kind::Income => "income",
        Kind::Total => "reference figure",
    }
}
