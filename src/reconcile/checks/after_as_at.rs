//! After as-at: payments, receipts and spending of a day after that to which the figures run.

use chrono::NaiveDate;

use crate::finding::phrase::{Phrase, cells, count, listed, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::ledger::LateEntry;
use crate::model::agreement::Agreement;
use crate::model::money::Money;
use crate::model::origin::Origin;
use crate::reconcile::Books;
use crate::reconcile::checks::{Check, Judge};

/// What this check is about.
pub const ABOUT: About = About {
    name: "after-as-at",
    level: Level::Warning,
    nature: Nature::Fact,
    finds: "payments, receipts or spending that a return dates after the day to which the figures run, `as-at` in `area.toml`. \
            They are in the ledger and in no figure. A file that has nothing else is a note.",
    matters: "a payment of a day that has not come is a slip in the date, or belongs into a later report.",
    action: "ask the partner for the right date, or correct `as-at` in `area.toml`",
    ask: Some("Correct the date; if it is right, the amount belongs into a later report."),
};

/// How it judges.
pub const CHECK: Check = Check { about: &ABOUT, judges: &[Judge::Agreement(judge)], tolerable: false };

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
    files.into_iter().filter_map(|(file, entries)| finding(books, agreement, file, &entries)).collect()
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
