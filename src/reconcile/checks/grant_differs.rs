//! Grant differs: what a council commits of a government grant is not its published allocation.

use crate::finding::phrase::{cells, name, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::model::condition::Grant;
use crate::reconcile::Books;
use crate::reconcile::checks::{Check, Judge};
use crate::reconcile::conditions::{Asks, Condition, GRANTS, Stands};
use crate::reconcile::judged::Judged;

/// What this check is about.
pub const ABOUT: About = About {
    name: GRANTS,
    level: Level::Error,
    nature: Nature::Fact,
    finds: "commitments of a year that the register marks under Grant, with variations of them that count, and that do not add up to the \
            published allocation of the grant on the sheet Totals, such as allocation-labcg. A grant under another year's name is the one \
            that its money is a part of (templates/conditions.toml). Commitments to the agreements of all types that ask for this check \
            are added up, with those of councils that have no allocation of the grant, to which it may have been passed on; where none is marked in the year, nothing is said.",
    matters: "the grant is paid on condition that all of it enters the pool.",
    action: "ask the council what became of the difference, and correct the commitment or the figure on the sheet `Totals`",
    ask: Some("Tell us what became of the difference, or which of the figures is wrong."),
};

/// How it judges.
pub const CHECK: Check = Check { about: &ABOUT, judges: &[Judge::Area(judge)], tolerance: None };

/// Looks at each published allocation of the year; it is said at the first agreement with money of it.
fn judge(books: &Books, _: &Judged<'_>) -> Vec<Finding> {
    let of = |condition: &Condition| match condition.asks {
        Asks::Grant(grant) => differing(books, condition, grant),
        Asks::Minimum(_) => None,
    };
    books.conditions.iter().filter_map(of).collect()
}

fn differing(books: &Books, condition: &Condition, grant: Grant) -> Option<Finding> {
    let (year, word) = (books.period.year, grant.to_string());
    let allocation = condition.required.as_ref().ok()?;
    let whose = condition.whose.as_ref().map_or_else(|| "the area".into(), name);
    let at = cells(&allocation.origins);
    let published = phrase!("the published `{}` of {} is {}{}", condition.name(), whose, allocation.amount, at);
    let finding = match (condition.is_silent, condition.stands()) {
        (true, _) if allocation.amount.pence() == 0 => return None,
        (true, _) => Finding::new(&ABOUT, phrase!("no commitment for {} is marked as `{}`; {}", year, word, published)),
        (false, Stands::Below(difference) | Stands::Above(difference)) => {
            let sum = condition.planned.as_ref().ok()?;
            let committed = phrase!("what is committed of the grant `{}` for {} comes to {}", word, year, sum.amount);
            let message = phrase!("{}; {}, a difference of {}", committed, published, difference);
            Finding::new(&ABOUT, message).found(sum.amount, &sum.origins).differing_by(difference)
        }
        (false, Stands::Met | Stands::NotKnown(_)) => return None,
    };
    let finding = finding.expected(allocation.amount, &allocation.origins);
    Some(finding.on_partner(condition.whose.as_deref()).on_agreement(Some(&condition.said_at)))
}
