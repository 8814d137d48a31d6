//! Not signed: money flows under an agreement of which nobody has recorded that it is signed.

use chrono::NaiveDate;

use crate::finding::phrase::{Phrase, cells, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::model::agreement::Agreement;
use crate::model::money::Money;
use crate::model::period::Year;
use crate::reconcile::checks::{Check, Judge};
use crate::reconcile::{Books, Line, Partly, Reported};

/// What this check is about.
pub const ABOUT: About = About {
    name: "not-signed",
    level: Level::Warning,
    nature: Nature::Fact,
    finds: "an agreement under which money flows in the year, or something has fallen due, and which was not signed on the day to \
            which the figures run, by the date under Signed on the register's sheet Agreements. Nothing is asked before the day of \
            the year by which its type has to be signed (`sign-by` in templates/agreements/), or where the type has none before \
            its start. An empty cell says that the register has no date, and not that nobody signed.",
    matters: "what partners owe each other, and who bears an overspend, rests on what they signed. Without that it may \
              be open.",
    action: "enter the day of the signature under `Signed`, or ask the partners when they will sign",
    ask: Some("Tell us when the agreement was signed, or when it will be."),
};

/// How it judges.
pub const CHECK: Check = Check { about: &ABOUT, judges: &[Judge::Agreement(judge)], tolerance: None };

/// Looks at an agreement that runs in the year.
fn judge(books: &Books, agreement: &Agreement) -> Vec<Finding> {
    unsigned(books, agreement).into_iter().collect()
}

fn unsigned(books: &Books, agreement: &Agreement) -> Option<Finding> {
    let as_at = books.as_at;
    let is_signed = agreement.signed.is_some_and(|signed| signed <= as_at);
    let is_asked = signed_by(books, agreement).is_none_or(|by| by < as_at);
    if is_signed || !is_asked || !agreement.runs_in(books.period.year) {
        return None;
    }
    let (flows, flowed) = at_stake(books, agreement)?;
    let (title, written) = (&agreement.title, cells([&agreement.origin]));
    let since = match (sign_by(books, agreement), agreement.start) {
        (Some(by), _) => phrase!("; for {} it was to be signed by {}", books.period.year, by),
        (None, Some(start)) => phrase!("; it began on {}", start),
        (None, None) => Phrase::default(),
    };
    let message = match agreement.signed {
        Some(signed) => {
            let late = phrase!("`{}` was signed on {}{}, after {}", title, signed, written, as_at);
            phrase!("{}, to which the figures run, and by then {}{}", late, flowed, since)
        }
        None => {
            phrase!("the register has no date of signature of `{}`{}, and {}{}", title, written, flows, since)
        }
    };
    Some(Finding::new(&ABOUT, message).at(&agreement.origin))
}

/// The day by which an agreement has to be signed; `None` where nobody can tell, and then it had to be before any money flows.
#[must_use]
pub fn signed_by(books: &Books, agreement: &Agreement) -> Option<NaiveDate> {
    sign_by(books, agreement).max(agreement.start)
}

/// The day of the year by which its types have to be signed, where one of them says so.
#[must_use]
pub fn sign_by(books: &Books, agreement: &Agreement) -> Option<NaiveDate> {
    // One that begins later has that of its own first year.
    let year = agreement.start.and_then(Year::of).map_or(books.period.year, |first| first.max(books.period.year));
    let of_the_year = || books.framework.of(year).and_then(|of| of.sign_by);
    books.types_of(agreement).filter_map(|of| of.sign_by.and_then(|every| of_the_year().or(every.in_year(year)))).max()
}

/// What rests on the signature, now and by a day that is past: money that somebody reports, or what has fallen due.
fn at_stake(books: &Books, agreement: &Agreement) -> Option<(&'static str, &'static str)> {
    let is_due = |line: &Line| line.due.as_ref().is_ok_and(|due| due.amount != Money::ZERO);
    let moved = |line: &Line| [&line.paid, &line.received].into_iter().any(is_some);
    if books.lines_of(&agreement.id).any(moved)
        || books.pools.under(&agreement.id).any(|pool| is_some(&pool.expenditure))
    {
        return Some(("money flows under it", "money had moved under it"));
    }
    let due = ("instalments have fallen due under it", "instalments had fallen due under it");
    books.lines_of(&agreement.id).any(is_due).then_some(due)
}

/// Whether some money is reported, however much it is.
fn is_some(reported: &Reported) -> bool {
    match reported {
        Reported::Figure(sum) | Reported::AtLeast(Partly { known: sum, .. }) | Reported::OtherBasis { sum, .. } => {
            sum.amount != Money::ZERO
        }
        Reported::Conflict(sums) => sums.iter().any(|sum| sum.amount != Money::ZERO),
        Reported::Nothing | Reported::Incomplete { .. } => false,
    }
}
