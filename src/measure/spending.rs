//! Spending: what pools have budgeted, spent and expect to spend, and what of it counts as joint.

use super::contributions::put_in;
use super::figure::{Found, Unknown, together};
use super::{Figure, FigureKey, id, own};
use crate::finding::phrase::phrase;
use crate::job::agreement_type::Counts;
use crate::model::agreement::Agreement;
use crate::model::basis::IncomeBasis;
use crate::model::entry::Class;
use crate::model::money::Money;
use crate::model::period::Period;
use crate::model::stated_basis::Stated;
use crate::reconcile::{Books, PastYear, Pool, Reported, Sum};

/// The figures of an agreement's pools: of revenue and capital together and, where there are both, of each; none where nothing was
/// reported of a pool.
pub fn figures(books: &Books, agreement: &str) -> Vec<Figure> {
    let all: Vec<&Pool> = pools(books, agreement).collect();
    by_class(&all).into_iter().flat_map(|(class, pools)| group(books, agreement, class, &pools)).collect()
}

/// Pools of both classes together and, where there are two, each.
fn by_class<'a>(all: &[&'a Pool]) -> Vec<(Option<Class>, Vec<&'a Pool>)> {
    let each = all.iter().filter(|_| all.len() > 1).map(|pool| (Some(pool.class), vec![*pool]));
    std::iter::once((None, all.to_vec())).chain(each).filter(|(_, pools)| !pools.is_empty()).collect()
}

/// A part of what was reported of a pool.
type Part = fn(&Pool) -> &Reported;

/// What pools of an agreement had budgeted and spent in an earlier year; there is no figure of what nobody has reported.
pub fn of_past(books: &Books, past: &PastYear) -> Vec<Figure> {
    let parts: [(&str, &str, Part); 2] =
        [(id::BUDGET, "budget", |pool| &pool.budget), (id::ACTUAL, "spending", |pool| &pool.expenditure)];
    let all: Vec<&Pool> = past.pools.iter().collect();
    let is_told = |part: Part| all.iter().any(|pool| *part(pool) != Reported::Nothing);
    let groups = by_class(&all);
    let of_part = |(id, what, part): (&'static str, &'static str, Part)| {
        let figure = move |(class, pools): &(Option<Class>, Vec<&Pool>)| {
            let key = FigureKey::new(id, Period::whole(past.year)).of_agreement(Some(&past.agreement)).of_class(*class);
            Figure::amount(key, sum_of_pools(books, &past.agreement, pools, what, part))
        };
        groups.iter().map(figure)
    };
    parts.into_iter().filter(|(.., part)| is_told(*part)).flat_map(of_part).collect()
}

/// What an agreement's pools were expected to spend in the year, as that stood at the end of each earlier part of it; only of a time
/// at which each of them was forecast.
fn forecasts_before(books: &Books, agreement: &str, class: Option<Class>, pools: &[&Pool]) -> Vec<Figure> {
    let Some((first, others)) = pools.split_first() else { return Vec::new() };
    let of_part = |(part, forecast): &(Period, Reported)| {
        let same = |pool: &&Pool| {
            let mut known = pool.forecasts_before.iter();
            known.find(|(other, _)| other.months() == part.months()).map(|(_, forecast)| forecast.clone())
        };
        let rest: Vec<Reported> = others.iter().map(same).collect::<Option<_>>()?;
        let all = std::iter::once(forecast).chain(&rest).map(|one| told(books, agreement, "forecast", one));
        let key = FigureKey::new(id::FORECAST, *part).of_agreement(Some(agreement)).of_class(class);
        Some(Figure::amount(key, together(all.collect())))
    };
    first.forecasts_before.iter().filter_map(of_part).collect()
}

fn group(books: &Books, agreement: &str, class: Option<Class>, pools: &[&Pool]) -> Vec<Figure> {
    let of = |what, part: fn(&Pool) -> &Reported| sum_of_pools(books, agreement, pools, what, part);
    let budget = of("budget", |pool| &pool.budget);
    let forecast = of("forecast", |pool| &pool.forecast);
    let actual = actual(books, agreement, pools);
    let before = books.period.before().map(|_| {
        of("spending to the end of the period before", |pool| {
            pool.expenditure_before.as_ref().unwrap_or(&Reported::Nothing)
        })
    });
    let in_period = before.map(|before| (id::ACTUAL_IN_PERIOD, difference(&before, &actual)));
    let figures = [(id::BUDGET, budget), (id::ACTUAL, actual), (id::FORECAST, forecast)];
    let key = |id| FigureKey::new(id, books.period).of_agreement(Some(agreement)).of_class(class);
    let figure = |(id, found)| Figure::amount(key(id), found);
    let mut all: Vec<Figure> = figures.into_iter().chain(in_period).map(figure).collect();
    all.extend(forecasts_before(books, agreement, class, pools));
    all
}

/// What pools of an agreement cost: what was spent once the year is over, until then what is forecast.
pub fn cost(books: &Books, agreement: &str, pools: &[&Pool]) -> Found {
    if books.is_closed() {
        actual(books, agreement, pools)
    } else {
        sum_of_pools(books, agreement, pools, "forecast", |pool| &pool.forecast)
    }
}

/// Whether a return says that an amount of a pool is before client income, or after it; `None` where it does not.
pub fn income_basis(books: &Books, reported: &Reported) -> Option<IncomeBasis> {
    match books.ledger.basis_of(&reported.figure()?.origins).income {
        Stated::One(basis) => Some(basis),
        Stated::Nothing | Stated::Unclear => None,
    }
}

/// What pools of an agreement spent.
pub fn actual(books: &Books, agreement: &str, pools: &[&Pool]) -> Found {
    sum_of_pools(books, agreement, pools, "spending", |pool| &pool.expenditure)
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
fn sum_of_pools(books: &Books, agreement: &str, pools: &[&Pool], what: &'static str, part: Part) -> Found {
    if pools.is_empty() {
        return told(books, agreement, what, &Reported::Nothing);
    }
    together(pools.iter().map(|pool| told(books, agreement, what, part(pool))).collect())
}

/// What was reported of a pool, or why that is not known.
fn told(books: &Books, agreement: &str, what: &'static str, said: &Reported) -> Found {
    let title = books.register.title(agreement);
    match said {
        Reported::Figure(found) => Ok(found.clone()),
        Reported::AtLeast(partly) => Err(Unknown::of(partly)),
        Reported::OtherBasis { why, .. } => Err(why.clone().into()),
        Reported::Nothing => Err(phrase!("no {} was reported for `{}`", what, title).into()),
        Reported::Incomplete { .. } => Err(phrase!("the {} of `{}` is not known in full", what, title).into()),
        Reported::Conflict(_) => Err(phrase!("the returns for `{}` contradict each other", title).into()),
    }
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
            actual(books, &agreement.id, &own)?
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
