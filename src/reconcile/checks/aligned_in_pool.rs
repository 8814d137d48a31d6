//! Aligned in pool: money that each body keeps is counted, received or shared as if it were pooled.

use std::collections::HashMap;

use crate::finding::phrase::{Phrase, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::job::agreement_type::Counts;
use crate::ledger::Position;
use crate::model::agreement::Agreement;
use crate::model::entry::Kind;
use crate::model::origin::Origin;
use crate::reconcile::Books;
use crate::reconcile::checks::{Check, Judge};
use crate::reconcile::judged::Judged;

/// What this check is about.
pub const ABOUT: About = About {
    name: "aligned-in-pool",
    level: Level::Error,
    nature: Nature::Fact,
    finds: "an aligned budget that is treated as a pool: a line of another agreement's pool bears its name, a host reports that \
            it received money for it, or the register gives its partners shares of an over- or underspend.",
    matters: "each body keeps an aligned budget and answers for it alone. In a pooled total or a risk share it would \
              make the pool look larger than it is.",
    action: "take it out of the pool, or correct the type under Arrangements where it was pooled after all",
    ask: Some(
        "If the budget is aligned, take it out of the pool’s figures; if it has been pooled, tell us since when.",
    ),
};

/// How it judges.
pub const CHECK: Check =
    Check { about: &ABOUT, judges: &[Judge::Area(in_a_pool), Judge::Agreement(kept_apart)], tolerance: None };

/// Looks at an agreement all of whose types count as aligned.
fn kept_apart(books: &Books, agreement: &Agreement) -> Vec<Finding> {
    if !books.counts_only_as(agreement, Counts::Aligned) {
        return Vec::new();
    }
    [received(books, agreement), shared(books, agreement)].into_iter().flatten().collect()
}

/// Looks through all pools for lines whose name is that of such an agreement.
fn in_a_pool(books: &Books, judged: &Judged<'_>) -> Vec<Finding> {
    let year = books.period.year;
    let pooled = |id: &str| {
        let other = books.register.agreement(id);
        other.is_some_and(|other| books.types_of(other).any(|of| of.counts == Counts::Pooled))
    };
    let aligned: Vec<&&Agreement> =
        judged.agreements.iter().filter(|one| books.counts_only_as(one, Counts::Aligned)).collect();
    // Most areas have none, and a ledger may have a million lines.
    if aligned.is_empty() {
        return Vec::new();
    }
    let mut inside: HashMap<&str, Vec<&Position>> = HashMap::new();
    for one in books.ledger.positions().iter().filter(|one| one.period.year == year) {
        let (Some(pool), Some(line)) = (one.subject.agreement.as_deref(), one.subject.line.as_deref()) else {
            continue;
        };
        if let Some(named) = books.register.names.agreement(line, Some(year)).filter(|named| *named != pool)
            && pooled(pool)
        {
            inside.entry(named).or_default().push(one);
        }
    }
    aligned
        .into_iter()
        .filter_map(|agreement| stands_in(books, agreement, inside.get(agreement.id.as_str())?))
        .collect()
}

/// What is said of an agreement that stands as lines in a pool.
fn stands_in(books: &Books, agreement: &Agreement, lines: &[&Position]) -> Option<Finding> {
    let pool = books.register.title(lines.first()?.subject.agreement.as_deref()?);
    let cells: Vec<&Origin> = lines.iter().flat_map(|one| books.ledger.origins(one)).collect();
    let message = phrase!("`{}` is an aligned budget and stands as a line in the pool of `{}`", agreement.title, pool);
    let finding = finding(message, "ask the host to take the line out of the pool", &cells);
    Some(finding.on_agreement(Some(&agreement.id)))
}

fn received(books: &Books, agreement: &Agreement) -> Option<Finding> {
    let receipts = books.ledger.positions_of(&agreement.id).filter(|one| one.subject.kind == Kind::Receipt);
    let of_year = receipts.filter(|one| one.period.year == books.period.year);
    let cells: Vec<&Origin> = of_year.flat_map(|one| books.ledger.origins(one)).collect();
    let title = &agreement.title;
    let message = phrase!("`{}` is an aligned budget, and contributions to it are reported as received", title);
    Some(finding(message, "ask the host which pool received the money, and move the amounts there", &cells))
        .filter(|_| !cells.is_empty())
}

fn shared(books: &Books, agreement: &Agreement) -> Option<Finding> {
    let shares = books.register.risk_shares.under(&agreement.id);
    let cells: Vec<&Origin> = shares.map(|row| row.origin()).collect();
    let title = &agreement.title;
    let message = phrase!("`{}` is an aligned budget, and the register gives its partners shares of its risk", title);
    Some(finding(
        message,
        "delete the rows on the sheet `Risk shares`, or correct the type under `Arrangements`",
        &cells,
    ))
    .filter(|_| !cells.is_empty())
}

fn finding(message: Phrase, action: &'static str, cells: &[&Origin]) -> Finding {
    Finding::new(&ABOUT, message).asking(action).at_cells(cells.iter().copied())
}
