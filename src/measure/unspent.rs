//! Payments under sections 256 and 76: what was not spent of them by the end of a year that is over, and what they began with.

use super::figure::Found;
use super::{Figure, FigureKey, id};
use crate::finding::phrase::phrase;
use crate::model::agreement::Agreement;
use crate::reconcile::{Books, Unspent};

/// What was not spent, of both classes together and, where there are both, of each; and what was brought forward, where anything was.
pub fn figures(books: &Books, agreement: &Agreement) -> Vec<Figure> {
    let key = |id| FigureKey::new(id, books.period).of_agreement(Some(&agreement.id));
    let year = books.period.year;
    let unspent = books.unspent(agreement, year);
    let brought = books.brought_into(agreement, year).transpose().filter(|_| books.is_payment(agreement));
    let each = unspent.into_iter().map(|(class, unspent)| {
        let found: Found = match unspent {
            Unspent::Known(left) => Ok(left),
            Unspent::NotKnown(why) => Err(why.into()),
            Unspent::Contradicted { register, returns } => Err(phrase!(
                "the register says that {} was not spent, and the returns come to {}",
                register.amount,
                returns.amount
            )
            .into()),
        };
        Figure::amount(key(id::PAYMENT_UNSPENT).of_class(class), found)
    });
    let brought = brought.map(|brought| brought.map_err(Into::into));
    each.chain(brought.map(|brought| Figure::amount(key(id::PAYMENT_BROUGHT_FORWARD), brought))).collect()
}
