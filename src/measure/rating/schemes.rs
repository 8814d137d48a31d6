//! Schemes: one that costs, or is forecast to cost, more than its budget, whatever the whole pool does.

use std::cmp::Reverse;

use super::Case;
use crate::job::ratings::RatedLevel;
use crate::measure::figure::{Found, together};
use crate::measure::schemes::{SchemePosition, positions};
use crate::model::money::Money;
use crate::model::rating::{Rating, Reason};
use crate::model::share::Share;

/// A reason for each rating that a scheme has, worst first; with the schemes that have it.
pub fn reasons(case: &Case<'_>) -> Vec<Reason> {
    let all = positions(case.books(), case.agreement);
    let mut schemes: Vec<(&str, Vec<&SchemePosition<'_>>)> = Vec::new();
    for position in &all {
        match schemes.iter_mut().find(|(id, _)| *id == position.line.scheme) {
            Some((_, own)) => own.push(position),
            None => schemes.push((&position.line.scheme, vec![position])),
        }
    }
    let mut rated: Vec<Rated<'_>> = schemes.iter().filter_map(|(_, own)| overspend(case, own)).collect();
    rated.sort_by_key(|one| Reverse((one.rating, one.more)));
    let words = if case.books().is_closed() { "overspent" } else { "forecast to overspend" };
    // All of them stand in one place of the one page, the worst by its name.
    let short = match rated.as_slice() {
        [] => return Vec::new(),
        [only] => format!("{} {words} by {}", only.title, only.more),
        [first, _] => format!("{} and another scheme {words}", first.title),
        [first, others @ ..] => format!("{} and {} other schemes {words}", first.title, others.len()),
    };
    let reason = |rating: Rating| {
        let its: Vec<&str> = rated.iter().filter(|one| one.rating == rating).map(|one| one.told.as_str()).collect();
        let told = format!("{} {words}: {}", if its.len() == 1 { "a scheme" } else { "schemes" }, its.join("; "));
        (!its.is_empty()).then(|| Reason { rating, told, short: short.clone() })
    };
    [Rating::ActionNeeded, Rating::Watch].into_iter().filter_map(reason).collect()
}

/// A scheme that costs more than its budget.
struct Rated<'a> {
    rating: Rating,
    more: Money,
    title: &'a str,
    told: String,
}

/// What a scheme, of all its classes, is rated for what it costs beyond its budget.
fn overspend<'a>(case: &Case<'_>, own: &[&SchemePosition<'a>]) -> Option<Rated<'a>> {
    let amount = |part: for<'p> fn(&'p SchemePosition<'_>) -> &'p Found| -> Option<Money> {
        together(own.iter().map(|one| part(one).clone()).collect()).ok().map(|sum| sum.amount)
    };
    let more = amount(|position| &position.variance)?;
    let whole = amount(|position| &position.base);
    let first = own.first()?.line;
    let has_schemes = case.books().schemes.under(&first.agreement).any(|line| line.is_registered);
    // Nobody agreed a budget for a line that is no scheme of the register.
    let most = if has_schemes && !first.is_registered { Rating::Watch } else { Rating::ActionNeeded };
    let rating = case.thresholds.rate(RatedLevel::Scheme, more, whole).min(most);
    if rating == Rating::OnTrack {
        return None;
    }
    let of_budget = whole.and_then(|whole| {
        let percent = Share { numerator: more, denominator: whole.abs() }.percent()?;
        Some(format!(", {} of its budget of {whole}", case.style.percent(percent)))
    });
    let title = first.title.as_str();
    Some(Rated { rating, more, title, told: format!("{title} by {more}{}", of_budget.unwrap_or_default()) })
}
