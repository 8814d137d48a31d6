//! Money: what a pool costs, or is forecast to cost, more than was agreed.

use super::{AGREED_POOL, Case};
use crate::job::agreement_type::Counts;
use crate::job::ratings::RatedLevel;
use crate::measure::id;
use crate::model::entry::Class;
use crate::model::money::Money;
use crate::model::rating::{Rating, Reason};
use crate::model::share::Share;
use crate::reconcile::Unspent;

/// The overspend of all classes together, or of one that another hides; or that it is not known.
pub fn reasons(case: &Case<'_>) -> Vec<Reason> {
    // Nobody shares what a payment costs more: who bears it is a matter of its voucher.
    if case.books().is_payment(case.agreement) {
        return of_payment(case).into_iter().collect();
    }
    let classes = Class::WORDS.map(|(_, class)| overspend(case, Some(class)));
    let mut all: Vec<Reason> = overspend(case, None).into_iter().collect();
    let together = all.first().map(|reason| reason.rating);
    all.extend(classes.into_iter().flatten().filter(|reason| Some(reason.rating) > together));
    all.extend(not_known(case));
    all
}

/// That nobody knows what was spent of a payment once the year is over; before, that more is to be spent than there is.
fn of_payment(case: &Case<'_>) -> Option<Reason> {
    let (books, year) = (case.books(), case.books().period.year);
    if let Some((_, Unspent::NotKnown(why))) = books.unspent(case.agreement, year).into_iter().next() {
        let short = "what is left is not known".to_owned();
        return Some(Reason { rating: Rating::NotKnown, told: format!("{short}: {why}"), short });
    }
    let brought = books.brought_into(case.agreement, year).ok()?;
    let there_is = amount(case, None, id::COMMITTED)?;
    let there_is = brought.map_or(Some(there_is), |brought| there_is.checked_add(brought.amount))?;
    let forecast = amount(case, None, id::FORECAST).filter(|_| !books.is_closed())?;
    let more = forecast.checked_sub(there_is).filter(|more| *more > Money::ZERO)?;
    // Nobody shares it: that somebody should look is all that is known.
    (case.thresholds.rate(RatedLevel::Agreement, more, Some(there_is)) > Rating::OnTrack).then(|| {
        let short = "more is to be spent than there is".to_owned();
        let told =
            format!("{short}: {forecast} is forecast, {more} more than the {there_is} that there is for the year");
        Reason { rating: Rating::Watch, short, told }
    })
}

fn amount(case: &Case<'_>, class: Option<Class>, id: &'static str) -> Option<Money> {
    let figure = case.figures.find_in(class, id, Some(&case.agreement.id), None)?;
    case.figures.get(figure)?.quantity.amount()
}

/// What the cost is held against.
fn agreed(case: &Case<'_>, class: Option<Class>) -> Option<Money> {
    let is_there = |id: &&'static str| case.figures.find_in(class, id, Some(&case.agreement.id), None).is_some();
    amount(case, class, AGREED_POOL.into_iter().find(is_there)?)
}

fn overspend(case: &Case<'_>, class: Option<Class>) -> Option<Reason> {
    let whole = agreed(case, class);
    let closed = case.books().is_closed();
    // A pool that has already spent more than was agreed for the year overspends, whatever it forecasts or does not.
    let already = || amount(case, class, id::ACTUAL)?.checked_sub(whole?);
    let (more, words, few) = match amount(case, class, id::VARIANCE) {
        Some(more) if closed => (more, "overspent", "overspent"),
        Some(more) => (more, "forecast to overspend", "forecast over"),
        None => (already()?, "has spent more than was agreed for the year", "already over"),
    };
    let rating = case.thresholds.rate(RatedLevel::Agreement, more, whole);
    if rating == Rating::OnTrack {
        return None;
    }
    let [by, in_short] = [words, few].map(|words| match class {
        Some(class) => format!("{class} {words} by {more}"),
        None => format!("{words} by {more}"),
    });
    let percent = whole.and_then(|whole| {
        let share = Share { numerator: more, denominator: whole.abs() };
        Some((whole, case.style.percent(share.percent_beside(case.thresholds.per_cent())?)))
    });
    let (short, told) = match percent {
        Some((whole, percent)) => {
            (format!("{in_short} ({percent})"), format!("{by}, {percent} of the agreed pool of {whole}"))
        }
        None => (in_short, by),
    };
    Some(Reason { rating, short, told })
}

/// That nobody can say what a pool is to cost, once it has begun.
fn not_known(case: &Case<'_>) -> Option<Reason> {
    let (books, id) = (case.books(), case.agreement.id.as_str());
    let is_pool = books.types_of(case.agreement).any(|of| of.counts == Counts::Pooled);
    let has_begun = case.agreement.start.is_none_or(|start| start <= books.period.last_day());
    if !is_pool || !has_begun || amount(case, None, id::VARIANCE).is_some() {
        return None;
    }
    let classes = Class::WORDS.map(|(_, class)| case.figures.find_in(Some(class), id::VARIANCE, Some(id), None));
    let mut each = classes.into_iter().flatten().filter_map(|figure| case.figures.get(figure)).peekable();
    if each.peek().is_some() && each.all(|figure| figure.quantity.amount().is_some()) {
        return None;
    }
    let cost = if books.is_closed() { id::ACTUAL } else { id::FORECAST };
    let short = match (amount(case, None, cost), books.is_closed()) {
        (Some(_), _) => "agreed pool not known",
        (None, true) => "spending not known",
        (None, false) => "forecast not known",
    };
    let variance = case.figures.find(id::VARIANCE, Some(id), None).and_then(|figure| case.figures.get(figure));
    let why = variance.and_then(|figure| figure.quantity.why_not()).map(|why| format!(": {why}"));
    let told = format!("{short}{}", why.unwrap_or_default());
    Some(Reason { rating: Rating::NotKnown, short: short.to_owned(), told })
}
