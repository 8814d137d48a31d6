//! Spending: what pools have budgeted, spent and expect to spend, and what of it counts as joint.

use super::contributions::put_in;
use super::figure::{Found, Unknown, together};
use super::{Figure, FigureKey, id, own};
use crate::finding::phrase::phrase;
use crate::job::agreement_type::Counts;
use crate::model::agreement::Agreement;
use crate::model::entry::Class;
use crate::model::money::Money;
use crate::reconcile::{Books, Pool, Reported, Sum};

/// The figures of an agreement's pools: of revenue and capital together and, where there are both, of each; none where nothing was
/// reported of a pool.
pub fn figures(books: &Books, agreement: &str) -> Vec<Figure> {
    let all: Vec<&Pool> = pools(books, agreement).collect();
    let each = all.iter().filter(|_| all.len() > 1).map(|pool| (Some(pool.class), vec![*pool]));
    let groups = std::iter::once((None, all.clone())).chain(each).filter(|(_, pools)| !pools.is_empty());
    groups.flat_map(|(class, pools)| group(books, agreement, class, &pools)).collect()
}

fn group(books: &Books, agreement: &str, class: Option<Class>, pools: &[&Pool]) -> Vec<Figure> {
    let of = |what, part: fn(&Pool) -> &Reported| sum_of_pools(books, agreement, pools, what, part);
    let budget = of("budget", |pool| &pool.budget);
    let forecast = of("forecast", |pool| &pool.forecast);
    let actual = of("spending", |pool| &pool.expenditure);
    let before = books.period.before().map(|_| {
        of("spending to the end of the period before", |pool| {
            pool.expenditure_before.as_ref().unwrap_or(&Reported::Nothing)
        })
    });
    let in_period = before.map(|before| (id::ACTUAL_IN_PERIOD, difference(&before, &actual)));
    let figures = [(id::BUDGET, budget), (id::ACTUAL, actual), (id::FORECAST, forecast)];
    let key = |id| FigureKey::new(id, books.period).of_agreement(Some(agreement)).of_class(class);
    let figure = |(id, found)| Figure::amount(key(id), found);
    figures.into_iter().chain(in_period).map(figure).collect()
}

/// What pools of an agreement cost: what was spent once the year is over, until then what is forecast.
pub fn cost(books: &Books, agreement: &str, pools: &[&Pool]) -> Found {
    if books.is_closed() {
        sum_of_pools(books, agreement, pools, "spending", |pool| &pool.expenditure)
    } else {
        sum_of_pools(books, agreement, pools, "forecast", |pool| &pool.forecast)
    }
}

/// What the host has budgeted for a pool.
pub fn budget(books: &Books, agreement: &Agreement, pool: &Pool) -> Found {
    sum_of_pools(books, &agreement.id, &[pool], "budget", |pool| &pool.budget)
}

/// By how much a cost is more than its base.
pub fn difference(base: &Found, cost: &Found) -> Found {
    match (base, cost) {
        (Ok(base), Ok(cost)) => {
            let amount = cost.amount.checked_sub(base.amount).ok_or("the difference is too large")?;
            let origins = cost.origins.iter().chain(&base.origins).cloned().collect();
            Ok(Sum { amount, slack: Money::ZERO, origins })
        }
        (Err(unknown), _) | (_, Err(unknown)) => Err(unknown.clone().worked_with()),
    }
}

/// The pools of an agreement of which anything was reported.
pub fn pools<'a>(books: &'a Books, agreement: &str) -> impl Iterator<Item = &'a Pool> + use<'a> {
    books.pools.under(agreement)
}

/// One part of pools of an agreement, added up; a pool whose part is missing makes the sum unavailable, never smaller.
fn sum_of_pools(
    books: &Books,
    agreement: &str,
    pools: &[&Pool],
    what: &'static str,
    part: fn(&Pool) -> &Reported,
) -> Found {
    let title = books.register.title(agreement);
    let found = |pool: &&Pool| match part(pool) {
        Reported::Figure(found) => Ok(found.clone()),
        Reported::AtLeast(partly) => Err(Unknown::of(partly)),
        Reported::OtherBasis { why, .. } => Err(why.clone().into()),
        Reported::Nothing => Err(phrase!("no {} was reported for `{}`", what, title).into()),
        Reported::Incomplete { .. } => Err(phrase!("the {} of `{}` is not known in full", what, title).into()),
        Reported::Conflict(_) => Err(phrase!("the returns for `{}` contradict each other", title).into()),
    };
    if pools.is_empty() {
        return Err(phrase!("no {} was reported for `{}`", what, title).into());
    }
    together(pools.iter().map(found).collect())
}

/// What agreements spend: what was spent once the year is over, until then what is budgeted.
///
/// A budget is what partners put in, so while the year runs contributions stand for a budget that no return gives. Of an aligned
/// budget each partner spends its own, so what partners paid stands for spending that no return gives.
///
/// # Errors
///
/// Which part is missing.
pub fn spent(books: &Books, agreements: &[&Agreement]) -> Found {
    let is_known = |agreement: &Agreement| {
        books.lines_of(&agreement.id).next().is_some() || pools(books, &agreement.id).next().is_some()
    };
    let has_budget = |agreement: &Agreement| pools(books, &agreement.id).any(|pool| pool.budget != Reported::Nothing);
    let mut all = vec![Sum::none()];
    let mut by_contributions = Vec::new();
    for agreement in agreements {
        if books.own_spending.under(&agreement.id).next().is_some() {
            all.push(own::spent(books, agreement)?);
            continue;
        }
        let own: Vec<&Pool> = pools(books, &agreement.id).collect();
        all.push(if books.is_closed() && own.is_empty() && books.counts_only_as(agreement, Counts::Aligned) {
            by_contributions.push(*agreement);
            continue;
        } else if books.is_closed() {
            if !is_known(agreement) && !agreement.runs_in(books.period.year) {
                continue;
            }
            sum_of_pools(books, &agreement.id, &own, "spending", |pool| &pool.expenditure)?
        } else if has_budget(agreement) {
            sum_of_pools(books, &agreement.id, &own, "budget", |pool| &pool.budget)?
        } else {
            by_contributions.push(*agreement);
            continue;
        });
    }
    if !by_contributions.is_empty() {
        all.push(put_in(books, &by_contributions, None)?);
    }
    Sum::total(&all).ok_or_else(|| "the sum is too large".into())
}
