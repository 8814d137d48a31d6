//! Naming: what a figure is and whose, in a few words.

use super::Desk;
use crate::measure::{Figure, id};
use crate::model::condition::Minimum;
use crate::reconcile::conditions::{Asks, Condition};

/// What a figure is, in a few words.
pub fn what(desk: &Desk<'_>, figure: &Figure) -> String {
    let title = |name: &str| desk.templates.measures.get(name).map(|measure| measure.title.clone());
    let named = || figure.key.definition.as_deref().and_then(title).unwrap_or_else(|| figure.key.id.to_owned());
    let own = figure.key.partner.as_ref().and_then(|_| id::own_words(figure.key.id));
    let books = &desk.figures.books;
    let agreement = figure.key.agreement.as_deref().and_then(|id| books.register.agreement(id));
    let of_payment = agreement.filter(|one| books.is_payment(one)).and_then(|_| id::payment_words(figure.key.id));
    let of_difference = (figure.key.id == id::DIFFERENCE).then(|| difference(desk));
    let words =
        of_difference.or(own).or(of_payment).or_else(|| id::words(figure.key.id)).map_or_else(named, str::to_owned);
    let of = books.conditions.iter().find(|one| figure.key.definition.as_deref() == Some(&*one.name()));
    let of_condition = of.map(|one| condition(desk, one));
    let source = figure.key.source.as_deref().map(str::to_owned);
    let class = figure.key.class.map(|class| class.word().to_owned());
    let period = (figure.key.period != books.period).then(|| desk.period(figure.key.period));
    [Some(words), of_condition, source, class, period].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// What was put in, paid once the year is over and budgeted before, less what was committed.
pub fn difference(desk: &Desk<'_>) -> &'static str {
    if desk.figures.books.is_closed() { "Paid less committed" } else { "Budgeted less committed" }
}

/// What a condition asks for.
pub fn condition(desk: &Desk<'_>, condition: &Condition) -> String {
    match condition.asks {
        Asks::Minimum(Minimum::Whole) => "Minimum NHS contribution".to_owned(),
        Asks::Minimum(minimum) => format!("Of the NHS contribution, the minimum{minimum}"),
        Asks::Grant(grant) => {
            let known = desk.figures.books.framework.grant(grant);
            known.map_or_else(|| grant.to_string(), |known| known.title.clone())
        }
    }
}

/// Whose a figure is: an agreement's, a partner's in it, or all pooled funds'.
pub fn whose(desk: &Desk<'_>, figure: &Figure) -> String {
    let agreement = figure.key.agreement.as_deref().map(|agreement| desk.figures.books.register.title(agreement));
    let scheme = figure.key.agreement.as_deref().zip(figure.key.scheme.as_deref());
    let scheme = scheme.map(|(agreement, scheme)| desk.figures.books.register.scheme_title(agreement, scheme));
    let agreement = agreement.map(|title| scheme.map_or_else(|| title.to_owned(), |one| format!("{title}: {one}")));
    match (agreement, figure.key.partner.as_deref()) {
        (Some(agreement), Some(partner)) => format!("{agreement}: {partner}"),
        (Some(agreement), None) => agreement,
        (None, Some(partner)) => format!("All pooled funds: {partner}"),
        (None, None) if figure.key.id == id::JOINT => "The area".to_owned(),
        (None, None) => "All pooled funds".to_owned(),
    }
}
