//! Outside term: money of a year in which the agreement does not run.

use crate::finding::phrase::{Phrase, cells, count, listed, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::model::agreement::Agreement;
use crate::model::origin::Origin;
use crate::reconcile::Books;
use crate::reconcile::checks::{Check, Judge};

/// What this check is about.
pub const ABOUT: About = About {
    name: "outside-term",
    level: Level::Warning,
    nature: Nature::Fact,
    finds: "commitments or reported amounts of a year in which the agreement does not run, by the dates under Start and End on \
            the register's sheet Agreements.",
    matters: "money moves with no agreement behind it, or the register was not brought up to date when the agreement was \
              renewed.",
    action: "enter the dates that hold on the sheet `Agreements`, or move the amounts to the agreement that they belong to",
    ask: Some("Tell us which agreement the amounts belong to, and move them there."),
};

/// How it judges.
pub const CHECK: Check = Check { about: &ABOUT, judges: &[Judge::Agreement(judge)], tolerable: false };

/// Looks at an agreement that does not run in the year.
fn judge(books: &Books, agreement: &Agreement) -> Vec<Finding> {
    let year = books.period.year;
    if agreement.runs_in(year) {
        return Vec::new();
    }
    let commitments = books.register.commitments.under(&agreement.id);
    let committed: Vec<&Origin> = commitments.filter(|one| one.year == year).map(|one| &one.origin).collect();
    let positions = books.ledger.positions_of(&agreement.id);
    let reported: Vec<&Origin> =
        positions.filter(|one| one.period.year == year).flat_map(|one| books.ledger.origins(one)).collect();
    let counts = [(committed.len(), "commitment"), (reported.len(), "reported amount")];
    let what: Vec<Phrase> =
        counts.into_iter().filter(|(number, _)| *number > 0).map(|(number, noun)| count(number, noun)).collect();
    if what.is_empty() {
        return Vec::new();
    }
    let dates = match (agreement.start, agreement.end) {
        (Some(start), _) if start > year.last_day() => phrase!("starts on {}", start),
        (_, Some(end)) => phrase!("ended on {}", end),
        _ => return Vec::new(),
    };
    let message =
        phrase!("`{}` {}{} and has {} for {}", agreement.title, dates, cells([&agreement.origin]), listed(what), year);
    vec![Finding::new(&ABOUT, message).at(&agreement.origin).at_cells(committed).at_cells(reported)]
}
