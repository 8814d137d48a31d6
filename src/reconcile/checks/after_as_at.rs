//! After as-at: payments, receipts and spending of a day after that to which the figures run.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::finding::phrase::{Phrase, cells, count, listed, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::ledger::{LateEntry, Position};
use crate::model::agreement::Agreement;
use crate::model::entry::Kind;
use crate::model::money::Money;
use crate::model::origin::Origin;
use crate::model::period::{Part, Period};
use crate::reconcile::Books;
use crate::reconcile::checks::{Check, Judge};

/// What this check is about.
pub const ABOUT: About = About {
    name: "after-as-at",
    level: Level::Warning,
    nature: Nature::Fact,
    finds: "payments, receipts or spending that a return dates after the day to which the figures run, `as-at` in `area.toml`. \
            They are in the ledger and in no figure. A file that has nothing else is a note. Also amounts to date for a \
            year that is not over, where no other figure reaches the period: to which day they run is not said.",
    matters: "a payment of a day that has not come may be a slip in the date, or belong into a later report.",
    action: "ask the partner for the right date, or correct `as-at` in `area.toml`",
    ask: Some("Look whether the date is right; if it is, the amount belongs into a later report."),
};

/// How it judges.
pub const CHECK: Check = Check { about: &ABOUT, judges: &[Judge::Agreement(judge)], tolerance: None };

/// What is asked where amounts to date do not say to which.
const TO_WHICH_MONTH: &str = "Say in the return to which month the amounts to date run.";

/// How many amounts are named one by one.
const NAMED: usize = 3;

/// Looks at what is dated after the day, file by file.
fn judge(books: &Books, agreement: &Agreement) -> Vec<Finding> {
    let mut files: Vec<(&str, Vec<&LateEntry>)> = Vec::new();
    let late = books.ledger.late().iter();
    for entry in late.filter(|entry| entry.subject.agreement.as_deref() == Some(&agreement.id)) {
        match files.iter_mut().find(|(file, _)| *file == &*entry.origin.file) {
            Some((_, entries)) => entries.push(entry),
            None => files.push((&entry.origin.file, vec![entry])),
        }
    }
    let dated = files.into_iter().filter_map(|(file, entries)| finding(books, agreement, file, &entries));
    dated.chain(to_a_day_unsaid(books, agreement)).collect()
}

/// Looks at what runs to a date of a year that is not over, file by file, where no other figure reaches the period.
fn to_a_day_unsaid(books: &Books, agreement: &Agreement) -> Vec<Finding> {
    let is_told = |one: &Position| {
        books
            .ledger
            .positions_of(&agreement.id)
            .any(|other| (&other.subject, other.period) == (&one.subject, books.period))
    };
    let is_unsaid = |one: &&Position| {
        one.cumulative
            && matches!(one.subject.kind, Kind::Contribution | Kind::Receipt | Kind::Expenditure | Kind::Income)
            && one.period.part == Part::Whole
            && books.period.part != Part::Whole
            && one.period.last_day() > books.as_at
            && !is_told(one)
    };
    let mut files: BTreeMap<(&str, Period), Vec<&Position>> = BTreeMap::new();
    for one in books.ledger.positions_of(&agreement.id).filter(is_unsaid) {
        files.entry((&one.file, one.period)).or_default().push(one);
    }
    let finding = |((file, period), all): ((&str, Period), Vec<&Position>)| {
        let cells: Vec<Origin> = all.iter().flat_map(|one| books.ledger.origins(one)).cloned().collect();
        let (are, in_none) = if cells.len() == 1 { ("is", "it is") } else { ("are", "they are") };
        let message = phrase!(
            "{} of `{}` in `{}` {} to date for {}, which ends after {}, to which the figures run; {} in no figure",
            count(cells.len(), "amount"),
            agreement.title,
            file,
            are,
            period,
            books.as_at,
            in_none
        );
        let action = "ask the partner to which month the amounts run, or correct `as-at` in `area.toml`";
        let reporter = all.first().and_then(|one| one.subject.reporter.as_deref());
        let finding = Finding::new(&ABOUT, message).asking(action).asking_partner(Some(TO_WHICH_MONTH));
        finding.at_cells(&cells).on_partner(reporter)
    };
    files.into_iter().map(finding).collect()
}

fn finding(books: &Books, agreement: &Agreement, file: &str, entries: &[&LateEntry]) -> Option<Finding> {
    let total = Money::sum(entries.iter().map(|entry| entry.amount))?;
    let origins: Vec<Origin> = entries.iter().map(|entry| entry.origin.clone()).collect();
    let (are, in_none) = if entries.len() == 1 { ("is", "is in no figure") } else { ("are", "are in no figure") };
    let is_whole = books.ledger.is_wholly_late(file);
    let message = phrase!(
        "{} of `{}` in `{}` {} dated after {}, to which the figures run, and {}: {}{}",
        count(entries.len(), "amount"),
        agreement.title,
        file,
        are,
        books.as_at,
        in_none,
        total,
        if is_whole { Phrase::default() } else { named(entries) }
    );
    let level = if is_whole { Level::Note } else { ABOUT.level };
    let reporter = entries.first().and_then(|entry| entry.subject.reporter.as_deref());
    Some(Finding::new(&ABOUT, message).at_level(level).found(total, &origins).on_partner(reporter))
}

/// The first of some amounts, each with its day and cell.
fn named(entries: &[&LateEntry]) -> Phrase {
    let one = |entry: &&LateEntry| -> Phrase {
        let day: NaiveDate = entry.day;
        phrase!("{} on {}{}", entry.amount, day, cells([&entry.origin]))
    };
    let more = match entries.len().saturating_sub(NAMED) {
        0 => Phrase::default(),
        more => phrase!(" and {} more", more.to_string()),
    };
    match entries {
        [only] => phrase!(" on {}{}", only.day, cells([&only.origin])),
        _ => phrase!("; {}{}", listed(entries.iter().take(NAMED).map(one)), more),
    }
}
