//! Budget not agreed: a host's budget of a pool that is not what was agreed to be in it.

use crate::finding::phrase::{cells, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::model::agreement::Agreement;
use crate::model::entry::Class;
use crate::model::period::Year;
use crate::reconcile::checks::{A_POUND, Check, Judge};
use crate::reconcile::{AgreedPool, Books, Sum};

/// What this check is about.
pub const ABOUT: About = About {
    name: "budget-not-agreed",
    level: Level::Error,
    nature: Nature::Fact,
    finds: "a host's budget of a pool that differs from the agreed pool (what partners committed after variations that count, \
            with money brought forward and income where these were agreed to be in it), by more than the rounding of its cells \
            explains.",
    matters: "the host's budget is another sum than partners agreed. A pool whose budget was cut with a contribution \
              may look as if it had cost no more than planned, and one whose budget was raised may hide an overspend.",
    action: "ask the host to budget for what was agreed, or record the variation that changed it",
    ask: Some("Tell us which agreed variation changed it, or that the budget is to be what partners agreed."),
};

/// How it judges.
pub const CHECK: Check = Check { about: &ABOUT, judges: &[Judge::Agreement(judge)], tolerance: A_POUND };

/// Looks at each pool of an agreement of which the host has reported a budget. Where there are two classes and the host has
/// reported one budget, that may be the budget of both.
fn judge(books: &Books, agreement: &Agreement) -> Vec<Finding> {
    if !books.is_pool(agreement) {
        return Vec::new();
    }
    let carried = books.agreed_pools.under(&agreement.id).find_map(|pool| pool.agreed.as_ref().ok()?.carried_from);
    let agreed: Vec<(Class, &Sum)> = books.agreed_pools.under(&agreement.id).filter_map(known).collect();
    let reported: Vec<(Class, &Sum)> =
        books.pools.under(&agreement.id).filter_map(|pool| Some((pool.class, pool.budget.figure()?))).collect();
    let differing = |class: Class, budget: &Sum, expected: &Sum| {
        let class = Some(class).filter(|_| reported.len() > 1);
        finding(books, agreement, (class, carried), budget, expected)
    };
    let own = |class: Class| agreed.iter().find(|(of, _)| *of == class).map(|(_, sum)| *sum);
    if let ([_, _, ..], [(class, budget)]) = (agreed.as_slice(), reported.as_slice()) {
        let is_its_own = own(*class).is_some_and(|own| differing(*class, budget, own).is_none());
        let together = Sum::total(agreed.iter().map(|(_, sum)| *sum)).filter(|_| !is_its_own);
        return together.and_then(|together| differing(*class, budget, &together)).into_iter().collect();
    }
    reported.iter().filter_map(|(class, budget)| differing(*class, budget, own(*class)?)).collect()
}

fn known(pool: &AgreedPool) -> Option<(Class, &Sum)> {
    pool.agreed.as_ref().ok().map(|agreed| (pool.class, &agreed.whole))
}

fn finding(
    books: &Books,
    agreement: &Agreement,
    (class, carried): (Option<Class>, Option<Year>),
    budget: &Sum,
    agreed: &Sum,
) -> Option<Finding> {
    let (less, more) = (budget.short_of(agreed), agreed.short_of(budget));
    let message = phrase!(
        "the host's {}budget of `{}` for {} is {}, {} {} the agreed pool of {}{}{}",
        class.map(|class| phrase!("{} ", class.word())),
        agreement.title,
        books.period.year,
        budget.amount,
        less.or(more)?,
        if less.is_some() { "below" } else { "above" },
        agreed.amount,
        cells(&agreed.origins),
        carried.map(|last| phrase!(", with what was carried forward at the end of {}", last))
    );
    let finding = Finding::new(&ABOUT, message).found(budget.amount, &budget.origins);
    let finding = finding.expected(agreed.amount, &agreed.origins).differing_by(less.or(more)?);
    Some(finding.on_partner(agreement.host.as_deref()))
}
