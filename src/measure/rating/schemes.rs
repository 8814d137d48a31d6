//! Schemes: one that costs, or is forecast to cost, more than its budget, whatever the whole pool does.

use super::Case;
use crate::job::ratings::RatedLevel;
use crate::measure::figure::{Found, together};
use crate::measure::schemes::{SchemePosition, positions};
use crate::model::money::Money;
use crate::model::rating::{Rating, Reason};
use crate::model::share::{Share, in_words};

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
    let rated: Vec<(Rating, String)> = schemes.iter().filter_map(|(_, own)| overspend(case, own)).collect();
    let words = if case.books().is_closed() { "overspent" } else { "forecast to overspend" };
    let reason = |rating: Rating| {
        let its: Vec<&str> = rated.iter().filter(|(of, _)| *of == rating).map(|(_, told)| told.as_str()).collect();
        let short = match its.len() {
            0 => return None,
            1 => format!("a scheme {words}"),
            many => format!("{many} schemes {words}"),
        };
        Some(Reason { rating, told: format!("{short}: {}", its.join("; ")), short })
    };
    [Rating::ActionNeeded, Rating::Watch].into_iter().filter_map(reason).collect()
}

/// What a scheme, of all its classes, is rated for what it costs beyond its budget.
fn overspend(case: &Case<'_>, own: &[&SchemePosition<'_>]) -> Option<(Rating, String)> {
    let amount = |part: for<'p> fn(&'p SchemePosition<'_>) -> &'p Found| -> Option<Money> {
        together(own.iter().map(|one| part(one).clone()).collect()).ok().map(|sum| sum.amount)
    };
    let more = amount(|position| &position.variance)?;
    let whole = amount(|position| &position.base);
    let rating = case.thresholds.rate(RatedLevel::Scheme, more, whole);
    if rating == Rating::OnTrack {
        return None;
    }
    let of_budget = whole.and_then(|whole| {
        let percent = Share { numerator: more, denominator: whole.abs() }.percent()?;
        Some(format!(", {} of its budget of {whole}", in_words(percent)))
    });
    let title = own.first().map_or("", |one| &one.line.title);
    Some((rating, format!("{title} by {more}{}", of_budget.unwrap_or_default())))
}
