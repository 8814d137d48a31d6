//! Grant differs: what a council commits of a government grant is not its published allocation.

use std::collections::HashSet;

use crate::finding::phrase::{cells, name, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::model::agreement::{Commitment, Grant};
use crate::model::period::Period;
use crate::model::total::Total;
use crate::reconcile::checks::{Check, Judge};
use crate::reconcile::judged::Judged;
use crate::reconcile::{Books, Sum};

/// What this check is about.
pub const ABOUT: About = About {
    name: "grant-differs",
    level: Level::Error,
    nature: Nature::Fact,
    finds: "commitments of a year that the register marks under Grant as ibcf, dfg or discharge, and that do not add up to the \
            published allocation: allocation-ibcf, allocation-dfg or allocation-discharge on the sheet Totals. Commitments to \
            the agreements of all types that ask for this check are added up, before variations; where none is marked in the \
            year, nothing is said.",
    matters: "the grant is paid on condition that all of it enters the pool.",
    action: "ask the council what became of the difference, and correct the commitment or the figure on the sheet `Totals`",
    ask: Some("Tell us what became of the difference, or which of the figures is wrong."),
};

/// How it judges.
pub const CHECK: Check = Check { about: &ABOUT, judges: &[Judge::Area(judge)], tolerance: None };

/// Looks at each published allocation of the year; it is said at the first agreement with a grant.
fn judge(books: &Books, judged: &Judged<'_>) -> Vec<Finding> {
    let year = Period::whole(books.period.year);
    let with_grant: HashSet<&str> = marked(books).map(|one| one.agreement.as_str()).collect();
    let mut granted = judged.agreements.iter().filter(|one| with_grant.contains(one.id.as_str()));
    let Some(first) = granted.next() else { return Vec::new() };
    let allocations = books.register.totals.iter().filter(|total| total.period == year);
    let differing = allocations.filter_map(|total| differing(books, judged, total));
    differing.map(|finding| finding.on_agreement(Some(&first.id))).collect()
}

/// The commitments of the year that are marked as a grant.
fn marked(books: &Books) -> impl Iterator<Item = &Commitment> {
    books.register.commitments.iter().filter(|one| one.year == books.period.year && one.grant.is_some())
}

fn differing(books: &Books, judged: &Judged<'_>, total: &Total) -> Option<Finding> {
    let (word, grant) = Grant::WORDS.into_iter().find(|(_, grant)| grant.allocation() == total.figure)?;
    let year = books.period.year;
    let is_theirs = |partner: &str| total.partner.as_deref().is_none_or(|whose| whose == partner);
    let mut unreadable = books.register.unreadable_commitments.iter();
    if unreadable.any(|one| one.year == year && is_theirs(&one.partner) && judged.has(&one.agreement)) {
        return None;
    }
    let passed_on = Sum::of_amounts(
        marked(books)
            .filter(|one| one.grant == Some(grant) && is_theirs(&one.partner) && judged.has(&one.agreement))
            .map(|one| (one.amount, &one.origin)),
    );
    let allocation = Sum::of_amounts([(total.amount, &total.origin)])?;
    let whose = total.partner.as_ref().map_or_else(|| "the area".into(), name);
    let published =
        phrase!("the published `{}` of {} is {}{}", total.figure, whose, allocation.amount, cells(&allocation.origins));
    let finding = match passed_on {
        None if allocation.amount.pence() == 0 => return None,
        None => Finding::new(&ABOUT, phrase!("no commitment for {} is marked as `{}`; {}", year, word, published)),
        Some(sum) if sum.amount == allocation.amount => return None,
        Some(sum) => {
            let difference = sum.amount.checked_sub(allocation.amount)?.abs();
            let message = phrase!(
                "what is committed of the grant `{}` for {} comes to {}; {}, a difference of {}",
                word,
                year,
                sum.amount,
                published,
                difference,
            );
            Finding::new(&ABOUT, message).found(sum.amount, &sum.origins).differing_by(difference)
        }
    };
    let finding = finding.expected(allocation.amount, &allocation.origins);
    Some(finding.on_partner(total.partner.as_deref()))
}
