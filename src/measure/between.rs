//! Between bodies: what partners have to pay one another in the months to come, and the balances that each side has.

use super::figure::{Found, together};
use super::{Figure, FigureKey, id};
use crate::finding::phrase::Phrase;
use crate::model::agreement::Agreement;
use crate::model::entry::Class;
use crate::model::period::Period;
use crate::model::reason::Reason;
use crate::reconcile::{Balance, Books, Instalment, Sum};

/// What stands under one key: whose, when, of which class, and how much.
struct Part<'a> {
    id: &'static str,
    partner: &'a str,
    period: Period,
    class: Class,
    found: Found,
}

/// The figures of one agreement; where a partner has revenue and capital, of each and of both together.
pub fn figures(books: &Books, agreement: &Agreement, all: &[Instalment], balances: &[Balance]) -> Vec<Figure> {
    let instalments = all.iter().filter(|one| one.agreement == agreement.id).map(|one| Part {
        id: id::INSTALMENT,
        partner: &one.partner,
        period: one.period,
        class: one.class,
        found: found(&one.amount),
    });
    let of_balance = balances.iter().filter(|one| one.agreement == agreement.id).flat_map(|one| {
        let sides = [
            (id::RECEIVABLE, found(&one.receivable)),
            (id::PAYABLE, found(&one.payable)),
            (id::BALANCE_AGREED, found(&one.agreed)),
            (id::BALANCE_DIFFERENCE, found(&one.difference)),
        ];
        let part = |(id, found)| Part { id, partner: &one.partner, period: books.period, class: one.class, found };
        sides.map(part)
    });
    let parts: Vec<Part<'_>> = instalments.chain(of_balance).collect();
    let mut figures: Vec<Figure> = Vec::new();
    for (place, part) in parts.iter().enumerate() {
        let key = FigureKey::new(part.id, part.period).of_agreement(Some(&agreement.id)).of_partner(Some(part.partner));
        let is_same =
            |other: &&Part<'_>| (other.id, other.partner, other.period) == (part.id, part.partner, part.period);
        let same: Vec<&Part<'_>> = parts.iter().filter(is_same).collect();
        if same.first().is_some_and(|first| std::ptr::eq(*first, part)) {
            figures.push(Figure::amount(key.clone(), together(same.iter().map(|one| one.found.clone()).collect())));
        }
        let is_apart = same.len() > 1 || books.has_both_classes(&agreement.id);
        let is_first = parts.iter().position(|other| is_same(&other) && other.class == part.class) == Some(place);
        if is_apart && is_first {
            figures.push(Figure::amount(key.of_class(Some(part.class)), part.found.clone()));
        }
    }
    figures
}

fn found(amount: &Result<Sum, Reason>) -> Found {
    amount.clone().map_err(|why| Phrase::from(why).into())
}
