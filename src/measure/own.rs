//! Own spending: what each partner of an aligned budget plans, spends and expects to spend of its own.

use super::contributions::put_in_by;
use super::figure::{Found, Unknown, together};
use super::{Figure, FigureKey, id};
use crate::finding::phrase::phrase;
use crate::model::agreement::Agreement;
use crate::reconcile::{Books, OwnSpending, Reported};

/// A part of what a partner says.
type Part = fn(&OwnSpending) -> &Reported;

/// The figures of each partner that says anything of it.
pub fn figures(books: &Books, agreement: &Agreement) -> Vec<Figure> {
    let parts: [(&'static str, Part); 3] =
        [(id::BUDGET, |own| &own.budget), (id::ACTUAL, |own| &own.expenditure), (id::FORECAST, |own| &own.forecast)];
    let figure = |partner: &str, (id, part): (&'static str, Part)| {
        let key = FigureKey::new(id, books.period).of_agreement(Some(&agreement.id)).of_partner(Some(partner));
        Some(Figure::amount(key, of_partner(books, agreement, partner, part)?))
    };
    let partners = books.partners_in(&agreement.id).into_iter();
    partners.flat_map(|partner| parts.into_iter().filter_map(move |part| figure(partner, part))).collect()
}

/// What all partners spend of their own: what was spent once the year is over, until then what is budgeted. What a partner put in
/// stands for what it does not say.
pub fn spent(books: &Books, agreement: &Agreement) -> Found {
    let part: Part = if books.is_closed() { |own| &own.expenditure } else { |own| &own.budget };
    let of = |partner: &str| {
        of_partner(books, agreement, partner, part).unwrap_or_else(|| put_in_by(books, agreement, partner))
    };
    together(books.partners_in(&agreement.id).into_iter().map(of).collect())
}

/// A part of what a partner says of its own, of revenue and capital together; `None` where it says nothing of it.
fn of_partner(books: &Books, agreement: &Agreement, partner: &str, part: Part) -> Option<Found> {
    let own = books.own_spending.under(&agreement.id).filter(|one| one.partner == partner).map(part);
    let found = |said: &Reported| -> Option<Found> {
        let why = |words: &'static str| -> Unknown {
            phrase!("what `{}` says of its own spending on `{}` {}", partner, agreement.title, words).into()
        };
        match said {
            Reported::Nothing => None,
            Reported::Figure(sum) => Some(Ok(sum.clone())),
            Reported::AtLeast(partly) => Some(Err(Unknown::of(partly))),
            Reported::Incomplete { .. } => Some(Err(why("has a part that cannot be used"))),
            Reported::OtherBasis { why, .. } => Some(Err(why.clone().into())),
            Reported::Conflict(_) => Some(Err(why("contradicts itself"))),
        }
    };
    let all: Vec<Found> = own.filter_map(found).collect();
    (!all.is_empty()).then(|| together(all))
}
