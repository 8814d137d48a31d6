//! The pooled funds together: what they cost and who bears it, added up from the figures of each agreement.

use std::collections::{BTreeMap, HashSet};

use super::figure::{Found, Unknown, together};
use super::risk::{Sharing, SharingOutcome};
use super::{Figure, FigureKey, Quantity, id};
use crate::finding::phrase::{Phrase, phrase};
use crate::model::agreement::Agreement;
use crate::model::keyed::Keyed;
use crate::model::money::Money;
use crate::reconcile::{Books, Sum};

/// What is added up for all pools.
const COSTS: [&str; 6] = [id::AGREED, id::BUDGET, id::ACTUAL, id::FORECAST, id::VARIANCE, id::ACTUAL_IN_PERIOD];

/// The sums over pooled agreements, from the figures of each; none where no pool has reported.
///
/// An agreement whose part is missing makes a sum unavailable, never smaller.
pub fn figures(books: &Books, pooled: &[&Agreement], each: &[Figure], sharings: &Keyed<Sharing>) -> Vec<Figure> {
    let mut found: BTreeMap<(&str, &str, Option<&str>), &Figure> = BTreeMap::new();
    for figure in each.iter().filter(|figure| figure.key.class.is_none() && figure.key.period == books.period) {
        let agreement = figure.key.agreement.as_deref().unwrap_or_default();
        found.insert((figure.key.id, agreement, figure.key.partner.as_deref()), figure);
    }
    let figure_of = |id, agreement: &Agreement, partner| found.get(&(id, agreement.id.as_str(), partner)).copied();
    // A pool that reports belongs to the sum, also where its agreement is over and nobody committed anything.
    let counts = |agreement: &&&Agreement| {
        agreement.runs_in(books.period.year)
            || books.lines_of(&agreement.id).next().is_some()
            || COSTS.iter().any(|id| figure_of(id, agreement, None).is_some())
    };
    let pooled: Vec<&Agreement> = pooled.iter().filter(counts).copied().collect();
    let mut all = Vec::new();
    let mut push = |id, partner, parts: Result<Vec<&Figure>, Phrase>| {
        let key = FigureKey::new(id, books.period).of_partner(partner);
        all.push(Figure::amount(key, parts.map_err(Unknown::from).and_then(|parts| sum(&parts))));
    };
    for id in COSTS {
        if pooled.iter().any(|agreement| figure_of(id, agreement, None).is_some()) {
            let missing = |agreement: &Agreement| phrase!("no return has figures of the pool of `{}`", agreement.title);
            let part = |agreement: &&Agreement| figure_of(id, agreement, None).ok_or_else(|| missing(agreement));
            push(id, None, pooled.iter().map(part).collect());
        }
    }
    // Who bears an overspend is another question for each agreement; a partner's part of all is known where all answer it.
    // Where only one class was reported, the shares of both together are not known.
    let shares = each.iter().filter(|figure| figure.key.id == id::RISK_SHARE && figure.key.class.is_none());
    let shared: HashSet<&str> = shares.filter_map(|figure| figure.key.agreement.as_deref()).collect();
    let balanced = |agreement: &&Agreement| {
        figure_of(id::VARIANCE, agreement, None)
            .is_some_and(|one| matches!(one.quantity, Quantity::Amount(Money::ZERO, _)))
    };
    let mut bearers: Vec<&str> = Vec::new();
    for figure in each.iter().filter(|figure| figure.key.id == id::RISK_SHARE) {
        bearers.extend(figure.key.partner.as_deref().filter(|partner| !bearers.contains(partner)));
    }
    // An underspend that goes to no partner leaves nobody's part open.
    let stays = |agreement: &&&Agreement| {
        let mut its = sharings.under(&agreement.id).peekable();
        its.peek().is_some() && its.all(|sharing| matches!(sharing.outcome, SharingOutcome::Stays(_)))
    };
    let is_silent =
        |agreement: &&&Agreement| !shared.contains(agreement.id.as_str()) && !balanced(agreement) && !stays(agreement);
    let silent = pooled.iter().find(is_silent);
    let bears_its_own = |agreement: &Agreement| {
        sharings.under(&agreement.id).any(|sharing| matches!(sharing.outcome, SharingOutcome::EachItsOwn))
    };
    for partner in bearers {
        let parts = match silent {
            Some(agreement) if bears_its_own(agreement) => {
                Err(phrase!("of `{}` each partner bears its own, and no return says what that is", agreement.title))
            }
            Some(agreement) => Err(phrase!("who bears the variance of `{}` is not known", agreement.title)),
            None => {
                Ok(pooled.iter().filter_map(|agreement| figure_of(id::RISK_SHARE, agreement, Some(partner))).collect())
            }
        };
        push(id::RISK_SHARE, Some(partner), parts);
    }
    all
}

/// The sum of amounts, or why one of them is not known.
fn sum(parts: &[&Figure]) -> Found {
    let part = |figure: &&Figure| {
        let known = |amount| Sum { amount, slack: Money::ZERO, origins: figure.origins.clone() };
        match &figure.quantity {
            Quantity::Amount(amount, _) => Ok(known(*amount)),
            Quantity::NoAmount { why, at_least } => {
                Err(Unknown { why: why.clone(), at_least: at_least.map(|amount| Box::new(known(amount))) })
            }
            Quantity::Share(_) | Quantity::NoShare { .. } => Err("a share is no amount".into()),
        }
    };
    together(parts.iter().map(part).collect())
}
