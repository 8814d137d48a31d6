//! Outside term: money of a year in which the agreement does not run.

use crate::finding::phrase::{Phrase, cells, count, listed, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::ledger::Position;
use crate::model::agreement::Agreement;
use crate::model::entry::Kind;
use crate::model::money::Money;
use crate::model::origin::Origin;
use crate::reconcile::Books;
use crate::reconcile::checks::{Check, Judge};

/// What this check is about.
pub const ABOUT: About = About {
    name: "outside-term",
    level: Level::Warning,
    nature: Nature::Fact,
    finds: "commitments or reported amounts of a year in which the agreement does not run, by the dates under Start and End on \
            the register's sheet Agreements. It is an error where money moved: payments, receipts, spending or income of such a \
            year, or of a month that is wholly before its first day or after its last.",
    matters: "money may have moved with no agreement behind it, or the register was not brought up to date when the \
              agreement was renewed.",
    action: "enter the dates that hold on the sheet `Agreements`, or move the amounts to the agreement that they belong to",
    ask: Some("Tell us which agreement the amounts belong to."),
};

/// How it judges.
pub const CHECK: Check = Check { about: &ABOUT, judges: &[Judge::Agreement(judge)], tolerance: None };

/// Looks at an agreement that does not run in the year, or not in all of it.
fn judge(books: &Books, agreement: &Agreement) -> Vec<Finding> {
    let year = books.period.year;
    if agreement.runs_in(year) {
        return before_or_after(books, agreement);
    }
    let commitments = books.register.commitments.under(&agreement.id);
    let committed: Vec<&Origin> = commitments.filter(|one| one.year == year).map(|one| &one.origin).collect();
    let positions: Vec<&Position> =
        books.ledger.positions_of(&agreement.id).filter(|one| one.period.year == year).collect();
    let reported: Vec<&Origin> = positions.iter().flat_map(|one| books.ledger.origins(one)).collect();
    let counts = [(committed.len(), "commitment"), (reported.len(), "reported amount")];
    let what: Vec<Phrase> =
        counts.into_iter().filter(|(number, _)| *number > 0).map(|(number, noun)| count(number, noun)).collect();
    if what.is_empty() {
        return Vec::new();
    }
    let (dates, when) = match (agreement.start, agreement.end) {
        (Some(start), _) if start > year.last_day() => (phrase!("starts on {}", start), "before"),
        (_, Some(end)) => (phrase!("ended on {}", end), "after"),
        _ => return Vec::new(),
    };
    let moved = positions.iter().any(|one| is_flow(one));
    let message = phrase!(
        "`{}` {}{} and has {} for {}{}",
        agreement.title,
        dates,
        cells([&agreement.origin]),
        listed(what),
        year,
        if moved { phrase!("; money moved {} that day", when) } else { Phrase::default() }
    );
    let level = if moved { Level::Error } else { ABOUT.level };
    let finding = Finding::new(&ABOUT, message).at_level(level).at(&agreement.origin);
    vec![finding.at_cells(committed).at_cells(reported)]
}

/// Whether an amount says that money moved, and not only what was planned.
fn is_flow(one: &Position) -> bool {
    let moves = matches!(one.subject.kind, Kind::Contribution | Kind::Receipt | Kind::Expenditure | Kind::Income);
    moves && one.amount != Money::ZERO
}

/// Money of months before the first day of an agreement, and of months after its last.
fn before_or_after(books: &Books, agreement: &Agreement) -> Vec<Finding> {
    let flows = |one: &&Position| is_flow(one) && !one.cumulative && one.period.year == books.period.year;
    let all: Vec<&Position> = books.ledger.positions_of(&agreement.id).filter(flows).collect();
    let is_before = |one: &Position| agreement.start.is_some_and(|start| one.period.last_day() < start);
    let is_after = |one: &Position| agreement.end.is_some_and(|end| one.period.first_day() > end);
    let before: Vec<&Position> = all.iter().copied().filter(|one| is_before(one)).collect();
    let after: Vec<&Position> = all.iter().copied().filter(|one| is_after(one)).collect();
    let starts = agreement.start.map(|start| phrase!("starts on {}", start));
    let ended = agreement.end.map(|end| phrase!("ended on {}", end));
    let found = [(before, starts, "before"), (after, ended, "after")];
    found.into_iter().filter_map(|(of, dates, when)| moved(books, agreement, &of, (dates?, when))).collect()
}

fn moved(
    books: &Books,
    agreement: &Agreement,
    positions: &[&Position],
    (dates, when): (Phrase, &'static str),
) -> Option<Finding> {
    let amount = Money::sum(positions.iter().map(|one| one.amount)).filter(|_| !positions.is_empty())?;
    let origins: Vec<Origin> = positions.iter().flat_map(|one| books.ledger.origins(one)).cloned().collect();
    let message = phrase!(
        "`{}` {}{}, and {} of {} in {} moved {} that day",
        agreement.title,
        dates,
        cells([&agreement.origin]),
        count(origins.len(), "amount"),
        amount,
        books.period.year,
        when
    );
    let reporter = positions.first().and_then(|one| one.subject.reporter.as_deref());
    let finding = Finding::new(&ABOUT, message).at_level(Level::Error).at(&agreement.origin).found(amount, &origins);
    Some(finding.on_partner(reporter))
}
