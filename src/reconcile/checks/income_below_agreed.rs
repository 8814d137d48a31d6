//! Income below agreed: a pool whose client income in a year that is over is less than what was agreed to be in it.

use crate::finding::phrase::{cells, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::model::agreement::Agreement;
use crate::reconcile::checks::{A_POUND, Check, Judge};
use crate::reconcile::{AgreedPool, Books};

/// What this check is about.
pub const ABOUT: About = About {
    name: "income-below-agreed",
    level: Level::Warning,
    nature: Nature::Fact,
    finds: "a pool of which the basis is gross, whose client income, as it was reported once the year is over, is less than the \
            income that was agreed to be in it (a row of Commitments without a partner).",
    matters: "the pool counted on the money. A pool that spent what was agreed may be short of it, and no share of a \
              variance says who makes it good.",
    action: "ask the host why less came in, and the partners who makes it good",
    ask: Some("Tell us why less client income came in than was agreed, and who makes it good."),
};

/// How it judges.
pub const CHECK: Check = Check { about: &ABOUT, judges: &[Judge::Agreement(judge)], tolerance: A_POUND };

/// Looks at each class in which income was agreed; while the year runs more may come.
fn judge(books: &Books, agreement: &Agreement) -> Vec<Finding> {
    if !books.is_closed() {
        return Vec::new();
    }
    books.agreed_pools.under(&agreement.id).filter_map(|pool| below(books, agreement, pool)).collect()
}

fn below(books: &Books, agreement: &Agreement, pool: &AgreedPool) -> Option<Finding> {
    let agreed = pool.agreed.as_ref().ok()?.income.as_ref()?;
    let reported = books.pools.under(&agreement.id).find(|one| one.class == pool.class)?;
    let income = reported.income.figure()?;
    let less = income.short_of(agreed)?;
    let message = phrase!(
        "the client income of `{}` for {} is {}{}, {} below the {} that was agreed to be in the pool{}",
        agreement.title,
        books.period,
        income.amount,
        books.of_class(&agreement.id, pool.class),
        less,
        agreed.amount,
        cells(&agreed.origins)
    );
    let finding = Finding::new(&ABOUT, message).found(income.amount, &income.origins);
    let finding = finding.expected(agreed.amount, &agreed.origins).differing_by(less);
    Some(finding.on_partner(agreement.host.as_deref()))
}
