//! Pool out of balance: the partners' contributions do not add up to the pool.

use crate::finding::phrase::{count, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::model::agreement::Agreement;
use crate::reconcile::checks::{A_POUND, Check, Judge};
use crate::reconcile::{Agreed, AgreedPool, Books, Line, Pool, Sum, is_in_the_pool};

/// What this check is about.
pub const ABOUT: About = About {
    name: "pool-out-of-balance",
    level: Level::Error,
    nature: Nature::Fact,
    finds: "a pool's budget that differs from the sum of what its partners have budgeted to put in, with money brought forward \
            and income that were agreed to be in the pool, by more than the rounding of their cells explains.",
    matters: "the pool may plan to spend money that nobody has committed, or a contribution may not be in the pool's \
              budget.",
    action: "ask the host and the partners which figure is right, and correct the other",
    ask: Some("Agree with the other partners which of the figures is right, and correct the other."),
};

/// How it judges.
pub const CHECK: Check = Check { about: &ABOUT, judges: &[Judge::Agreement(judge)], tolerance: A_POUND };

/// Looks at each pool of an agreement for which every partner has reported its budget.
fn judge(books: &Books, agreement: &Agreement) -> Vec<Finding> {
    books.pools.under(&agreement.id).filter_map(|pool| unbalanced(books, agreement, pool)).collect()
}

fn unbalanced(books: &Books, agreement: &Agreement, pool: &Pool) -> Option<Finding> {
    // What is not known to be in the pool is held against nobody.
    if books.register.open_parts_in(&agreement.id, books.period.year).next().is_some() {
        return None;
    }
    let its = |line: &&Line| is_in_the_pool(agreement, line);
    let reported = books.pools.under(&agreement.id).count();
    // Where the host reports one pool and partners put in revenue and capital, its budget may be that of both.
    let of_both = books.agreed_pools.under(&agreement.id).count() > reported;
    let all: Vec<&Line> = books.lines_of(&agreement.id).filter(its).collect();
    let own: Vec<&Line> = all.iter().copied().filter(|line| line.class == pool.class).collect();
    let apart = unbalanced_with(books, agreement, pool, &own, &books.of_class(&agreement.id, pool.class));
    if of_both && apart.is_some() {
        return unbalanced_with(books, agreement, pool, &all, "");
    }
    apart
}

fn unbalanced_with(
    books: &Books,
    agreement: &Agreement,
    pool: &Pool,
    lines: &[&Line],
    of_class: &str,
) -> Option<Finding> {
    let budget = pool.budget.figure()?;
    let budgeted: Option<Vec<&Sum>> = lines.iter().map(|line| line.budgeted.figure()).collect();
    let is_its = |agreed: &&AgreedPool| lines.iter().any(|line| line.class == agreed.class);
    let agreed = books.agreed_pools.under(&agreement.id).filter(is_its);
    let agreed: Vec<&Agreed> = agreed.filter_map(|pool| pool.agreed.as_ref().ok()).collect();
    let brought: Vec<&Sum> = agreed.iter().filter_map(|agreed| agreed.brought_forward.as_ref()).collect();
    let beside: Vec<&Sum> =
        brought.iter().copied().chain(agreed.iter().filter_map(|one| one.income.as_ref())).collect();
    let together = Sum::total(budgeted?.into_iter().chain(beside.iter().copied()))?;
    let difference = together.short_of(budget).or_else(|| budget.short_of(&together))?;
    let message = phrase!(
        "the host's budget of `{}` for {} is {}{}; its {} {} up to {}{}, a difference of {}",
        agreement.title,
        books.period.year,
        budget.amount,
        of_class,
        count(lines.len(), "contribution"),
        if lines.len() == 1 { "adds" } else { "add" },
        together.amount,
        if beside.is_empty() { "" } else { " with what else was agreed to be in the pool" },
        difference
    );
    Some(
        Finding::new(&ABOUT, message)
            .found(budget.amount, &budget.origins)
            .expected(together.amount, &together.origins)
            .differing_by(difference),
    )
}
