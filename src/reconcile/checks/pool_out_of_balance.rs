//! Pool out of balance: the partners' contributions do not add up to the pool.

use crate::finding::phrase::{count, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::model::agreement::Agreement;
use crate::reconcile::checks::{A_POUND, Check, Judge};
use crate::reconcile::{Books, Pool, Sum};

/// What this check is about.
pub const ABOUT: About = About {
    name: "pool-out-of-balance",
    level: Level::Error,
    nature: Nature::Fact,
    finds: "a pool's budget that differs from the sum of what its partners have budgeted to put in, by more than the \
            rounding of their cells explains.",
    matters: "the pool plans to spend money that nobody has promised, or a contribution is not in the pool's budget.",
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
    let budget = pool.budget.figure()?;
    let lines: Vec<_> = books.lines_of(&agreement.id).filter(|line| line.class == pool.class).collect();
    let budgeted: Option<Vec<&Sum>> = lines.iter().map(|line| line.budgeted.figure()).collect();
    let together = Sum::total(budgeted?)?;
    let difference = together.short_of(budget).or_else(|| budget.short_of(&together))?;
    let message = phrase!(
        "the budget of `{}` for {} is {}; its {} {} up to {}, a difference of {}",
        agreement.title,
        books.period,
        budget.amount,
        count(lines.len(), "contribution"),
        if lines.len() == 1 { "adds" } else { "add" },
        together.amount,
        difference
    );
    Some(
        Finding::new(&ABOUT, message)
            .found(budget.amount, &budget.origins)
            .expected(together.amount, &together.origins)
            .differing_by(difference),
    )
}
