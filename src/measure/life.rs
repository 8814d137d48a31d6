//! The life of each agreement: what its partners committed in every year before this one.

use std::collections::BTreeMap;

use super::{Figure, FigureKey, id};
use crate::finding::phrase::phrase;
use crate::model::agreement::Agreement;
use crate::model::money::Money;
use crate::model::origin::Origin;
use crate::model::period::{Period, Year};
use crate::reconcile::{Books, Sum};

/// What each partner, and all together, committed to an agreement in earlier years, after agreed variations.
pub fn figures(books: &Books, agreement: &Agreement) -> Vec<Figure> {
    let years = committed(books, agreement);
    let mut all = Vec::new();
    for (year, partners) in years {
        let figure = |partner, found| {
            let key = FigureKey::new(id::COMMITTED, Period::whole(year)).of_agreement(Some(&agreement.id));
            Figure::amount(key.of_partner(partner), found)
        };
        let unreadable = books
            .register
            .unreadable_commitments
            .iter()
            .find(|one| one.agreement == agreement.id && one.year == year)
            .map(|one| phrase!("the commitment of `{}` cannot be read", one.partner));
        let sum = |amounts: Vec<(Money, &Origin)>| match &unreadable {
            Some(why) => Err(why.clone().into()),
            None => Sum::of_amounts(amounts).ok_or_else(|| "the sum is too large".into()),
        };
        all.push(figure(None, sum(partners.values().flatten().copied().collect())));
        for (partner, amounts) in partners {
            all.push(figure(Some(partner), sum(amounts)));
        }
    }
    all
}

type LifeAmounts<'a> = BTreeMap<&'a str, Vec<(Money, &'a Origin)>>;

/// Commitments and variations of earlier years, by year and partner.
fn committed<'a>(books: &'a Books, agreement: &Agreement) -> BTreeMap<Year, LifeAmounts<'a>> {
    let register = &books.register;
    let commitments = register
        .commitments
        .iter()
        .filter(|one| one.agreement == agreement.id)
        .map(|one| (one.year, one.partner.as_str(), one.amount, &one.origin));
    let variations = register
        .variations
        .iter()
        .filter(|one| one.agreement == agreement.id)
        .map(|one| (one.year, one.partner.as_str(), one.amount, &one.origin));
    let mut years: BTreeMap<Year, LifeAmounts<'_>> = BTreeMap::new();
    for (year, partner, amount, origin) in commitments.chain(variations).filter(|(year, ..)| *year < books.period.year)
    {
        years.entry(year).or_default().entry(partner).or_default().push((amount, origin));
    }
    years
}
