//! Pools: what was agreed to be in them, what they cost beyond it, and by the other base; each class alone.

use super::contributions::made;
use super::figure::{Found, Unknown, together};
use super::spending::{self, pools};
use super::{Figure, FigureKey, id};
use crate::finding::phrase::{Phrase, phrase};
use crate::model::agreement::Agreement;
use crate::model::basis::{IncomeBasis, VarianceBase};
use crate::model::entry::Class;
use crate::model::money::Money;
use crate::model::reason::Reason;
use crate::reconcile::checks::budget_not_agreed;
use crate::reconcile::{Agreed, AgreedPool, Books, Pool, Reported};

/// The pool of an agreement of one class, or of both together.
#[derive(Debug, Clone)]
pub struct PoolPosition {
    /// Revenue or capital; `None` for both together, or where there is only one.
    pub class: Option<Class>,
    /// The class in the books; of both together that of the first.
    pub of: Class,
    /// What was agreed to be in it.
    pub agreed: Found,
    /// What it costs beyond that; `None` where nothing was reported of it.
    pub variance: Option<Variance>,
}

/// What a pool costs beyond what was agreed.
#[derive(Debug, Clone)]
pub struct Variance {
    /// By the base that the agreement goes by.
    pub amount: Found,
    /// By the other one.
    pub other_base: Found,
    /// Before and after client income, where the register does not say which of them the pool's figures are.
    pub by_income: Option<(Found, Found)>,
}

/// Where the pools of an agreement stand: first all together, then each class where there are two.
pub fn positions(books: &Books, agreement: &Agreement) -> Vec<PoolPosition> {
    let agreed: Vec<&AgreedPool> = books.agreed_pools.under(&agreement.id).collect();
    let Some(first) = agreed.first() else { return Vec::new() };
    let of_class = |pool: &&AgreedPool| PoolPosition {
        class: Some(pool.class).filter(|_| agreed.len() > 1),
        of: pool.class,
        agreed: whole(pool),
        variance: reported(books, pool).map(|reported| variance(books, agreement, pool, reported)),
    };
    let mut each: Vec<PoolPosition> = agreed.iter().map(of_class).collect();
    if each.len() < 2 {
        return each;
    }
    let whole = together(each.iter().map(|position| position.agreed.clone()).collect());
    let added = |part: fn(&Variance) -> Found| {
        let part = |position: &PoolPosition| {
            position.variance.as_ref().map_or_else(|| Err(not_reported(books, agreement, position.of)), part)
        };
        together(each.iter().map(part).collect())
    };
    let mut variance = each.iter().any(|position| position.variance.is_some()).then(|| Variance {
        amount: added(|variance| variance.amount.clone()),
        other_base: added(|variance| variance.other_base.clone()),
        by_income: None,
    });
    if let Some(only) = not_told_apart(books, agreement, &each) {
        let why =
            || -> Unknown { phrase!("no return tells revenue and capital of `{}` apart", agreement.title).into() };
        let held = |base: &Found| spending::difference(base, &cost(books, agreement, Some(only)));
        let both = is_agreed(books, agreement, &whole, &spending::budget(books, agreement, only)).then(|| held(&whole));
        variance =
            Some(Variance { amount: both.unwrap_or_else(|| Err(why())), other_base: Err(why()), by_income: None });
        for position in &mut each {
            position.variance = Some(Variance { amount: Err(why()), other_base: Err(why()), by_income: None });
        }
    }
    each.insert(0, PoolPosition { class: None, of: first.class, agreed: whole, variance });
    each
}

/// The only pool of which anything was reported, where its budget is not what was agreed for its class, so that it may hold the
/// other class, too.
fn not_told_apart<'a>(books: &'a Books, agreement: &Agreement, each: &[PoolPosition]) -> Option<&'a Pool> {
    let mut reported = pools(books, &agreement.id);
    let only = reported.next().filter(|_| reported.next().is_none())?;
    let own = each.iter().find(|position| position.of == only.class)?;
    (!is_agreed(books, agreement, &own.agreed, &spending::budget(books, agreement, only))).then_some(only)
}

/// Whether a budget is what was agreed, but for what the house tolerates.
fn is_agreed(books: &Books, agreement: &Agreement, agreed: &Found, budget: &Found) -> bool {
    let (Ok(agreed), Ok(budget)) = (agreed, budget) else { return false };
    let differs = budget.short_of(agreed).or_else(|| agreed.short_of(budget));
    differs.is_none_or(|difference| !books.matters(&agreement.id, &budget_not_agreed::CHECK, difference))
}

fn whole(pool: &AgreedPool) -> Found {
    pool.agreed.as_ref().map(|agreed| agreed.whole.clone()).map_err(|why| why.clone().into())
}

fn reported<'a>(books: &'a Books, pool: &AgreedPool) -> Option<&'a Pool> {
    pools(books, &pool.agreement).find(|reported| reported.class == pool.class)
}

pub fn not_reported(books: &Books, agreement: &Agreement, class: Class) -> Unknown {
    let what = if books.is_closed() { "spending" } else { "forecast" };
    phrase!("no {} of {} was reported for `{}`", what, class.word(), agreement.title).into()
}

/// What a pool costs: what was spent once the year is over, until then what is forecast.
fn cost(books: &Books, agreement: &Agreement, pool: Option<&Pool>) -> Found {
    let own: Vec<&Pool> = pool.into_iter().collect();
    spending::cost(books, &agreement.id, &own)
}

fn variance(books: &Books, agreement: &Agreement, agreed: &AgreedPool, reported: &Pool) -> Variance {
    let cost = cost(books, agreement, Some(reported));
    let committed = whole(agreed);
    let put_in = put_in(books, agreement, agreed);
    let unclear =
        |why: Reason| -> (Found, Found) { (Err(Phrase::from(why.clone()).into()), Err(Phrase::from(why).into())) };
    let (base, other) = match agreement.measured_against() {
        Ok(VarianceBase::Committed) => (committed, put_in),
        Ok(VarianceBase::Paid) => (put_in, committed),
        Err(why) => unclear(why),
    };
    let (base, other) = (&base, &other);
    let less = |base: &Found, cost: &Found| spending::difference(base, cost);
    match income(books, agreement, agreed, reported) {
        Income::None => Variance { amount: less(base, &cost), other_base: less(other, &cost), by_income: None },
        Income::Unclear(why) => Variance { amount: Err(why.clone()), other_base: Err(why), by_income: None },
        Income::TakeOff(income) => {
            let net = less(&income, &cost);
            Variance { amount: less(base, &net), other_base: less(other, &net), by_income: None }
        }
        Income::BasisNotRecorded(why, income) => {
            let net = less(&income, &cost);
            let by_income = Some((less(base, &cost), less(base, &net)));
            Variance { amount: Err(why.clone()), other_base: Err(why), by_income }
        }
    }
}

/// What partners put into a pool, with what else was agreed to be in it.
fn put_in(books: &Books, agreement: &Agreement, pool: &AgreedPool) -> Found {
    let Agreed { brought_forward, income, .. } = pool.agreed.as_ref().map_err(Clone::clone)?;
    let beside = [brought_forward.clone(), income.clone()];
    together(std::iter::once(made(books, agreement, pool.class)).chain(beside.into_iter().flatten().map(Ok)).collect())
}

/// What the income that was reported of a pool does to its variance.
enum Income {
    /// Nothing: there is none, or it was agreed.
    None,
    /// It is taken from the cost.
    TakeOff(Found),
    /// Nobody can tell what it does.
    Unclear(Unknown),
    /// The register does not say which.
    BasisNotRecorded(Unknown, Found),
}

/// What a return does that says whether its figure of the pool is before or after client income, where that settles the matter.
fn by_return(books: &Books, agreement: &Agreement, reported: &Pool) -> Option<Income> {
    let cost = if books.is_closed() { &reported.expenditure } else { &reported.forecast };
    let title = &agreement.title;
    match (agreement.agreed_basis().income?, spending::income_basis(books, cost)?) {
        // It has been taken off.
        (IncomeBasis::Net, IncomeBasis::Net) => Some(Income::None),
        (IncomeBasis::Gross, IncomeBasis::Net) => Some(Income::Unclear(
            phrase!("the agreed pool of `{}` is before client income, and what it costs was reported after it", title)
                .into(),
        )),
        (IncomeBasis::Net, IncomeBasis::Gross) if reported.income == Reported::Nothing => Some(Income::Unclear(
            phrase!("what `{}` costs was reported before client income, and its income was not reported", title).into(),
        )),
        _ => None,
    }
}

fn income(books: &Books, agreement: &Agreement, agreed: &AgreedPool, reported: &Pool) -> Income {
    if let Some(income) = by_return(books, agreement, reported) {
        return income;
    }
    let found = match &reported.income {
        Reported::Nothing => return Income::None,
        Reported::Figure(sum) if sum.amount == Money::ZERO => return Income::None,
        Reported::Figure(sum) => Ok(sum.clone()),
        _ => Err(phrase!("the income of `{}` is not known in full", agreement.title).into()),
    };
    let title = &agreement.title;
    let of_the_year = || match books.is_closed() {
        true => found.clone(),
        false => Err(phrase!("what income `{}` is to have in the year is not known", title).into()),
    };
    let was_agreed = agreed.agreed.as_ref().is_ok_and(|agreed| agreed.income.is_some());
    match agreement.agreed_basis().income {
        Some(IncomeBasis::Net) => Income::TakeOff(of_the_year()),
        Some(IncomeBasis::Gross) if was_agreed => Income::None,
        Some(IncomeBasis::Gross) => Income::Unclear(
            phrase!("the register has no income that was agreed for `{}`, and income was reported", title).into(),
        ),
        None => {
            let said = found.as_ref().ok().map(|sum| phrase!(" of {}", sum.amount));
            let why = phrase!(
                "income{} was reported for `{}`, and the register does not say whether it is gross or net of income",
                said,
                title
            );
            Income::BasisNotRecorded(why.into(), of_the_year())
        }
    }
}

/// The figures of where pools stand.
pub fn figures(books: &Books, agreement: &Agreement, positions: &[PoolPosition]) -> Vec<Figure> {
    let mut all = Vec::new();
    for position in positions {
        let key = |id| FigureKey::new(id, books.period).of_agreement(Some(&agreement.id)).of_class(position.class);
        let mut push = |id, found: &Found| all.push(Figure::amount(key(id), found.clone()));
        if books.is_pool(agreement) {
            push(id::AGREED, &position.agreed);
            let is_alone = position.class.is_some() || positions.len() == 1;
            let pool = books.agreed_pools.under(&agreement.id).find(|pool| is_alone && pool.class == position.of);
            let agreed = pool.and_then(|pool| pool.agreed.as_ref().ok());
            let beside = |agreed: &&Agreed| agreed.brought_forward.is_some() || agreed.income.is_some();
            if let Some(Agreed { committed, brought_forward, income, .. }) = agreed.filter(beside) {
                push(id::AGREED_COMMITTED, &Ok(committed.clone()));
                let parts = [(id::AGREED_BROUGHT_FORWARD, brought_forward), (id::AGREED_INCOME, income)];
                parts.into_iter().for_each(|(id, part)| part.iter().for_each(|part| push(id, &Ok(part.clone()))));
            }
        }
        let Some(variance) = &position.variance else { continue };
        push(id::VARIANCE, &variance.amount);
        push(id::VARIANCE_OTHER_BASE, &variance.other_base);
        if let Some((gross, net)) = &variance.by_income {
            push(id::VARIANCE_GROSS, gross);
            push(id::VARIANCE_NET, net);
        }
    }
    all
}
