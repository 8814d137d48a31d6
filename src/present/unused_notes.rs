//! Unused notes: words of officers that hold in the period and that nothing prints.

use super::characters::NOT_IN_THE_FONT;
use crate::finding::phrase::phrase;
use crate::finding::{About, Finding, Level, Nature};
use crate::job::pack::Implication;
use crate::model::agreement::Note;
use crate::model::words::folded;
use crate::reconcile::Books;
use crate::reconcile::checks::{decision_missing, dfg_not_passed_on, unspent_payment, voucher_missing};

/// A note that nothing prints.
pub const NOTE_UNUSED: About = About {
    name: "note-unused",
    level: Level::Warning,
    nature: Nature::Fact,
    finds: "a row of the register's sheet Notes that holds in the period and is about a finding of which there is none: nothing of \
            that name was found of the agreement that the row names, or of the area as a whole where it names none. Nothing is \
            said of notes for other periods.",
    matters: "an officer wrote an answer, and nobody reads it: it stands at another agreement than what it answers, or what it \
              answers has been put right.",
    action: "correct `Agreement`, `Period` or `About` on the sheet `Notes`; or delete the row, or give it the period that it was for",
    ask: None,
};

/// What a note may be about beside findings; that is always printed.
const PRINTED: [&str; 4] = ["why", "ask", "recommendation", "recovery plan"];

/// What is found only in what is written, when it is too late to say that nothing was.
const FOUND_LATER: [&About; 2] = [&NOTE_UNUSED, &NOT_IN_THE_FONT];

/// Checks that a note of the year settles, so that they find nothing.
const SETTLED: [&About; 4] =
    [&decision_missing::ABOUT, &dfg_not_passed_on::ABOUT, &unspent_payment::ABOUT, &voucher_missing::ABOUT];

/// A finding for each note that holds in the period and answers nothing that was found.
///
/// `implications` are what else the pack prints notes about.
pub fn findings(books: &Books, found: &[Finding], implications: &[Implication]) -> Vec<Finding> {
    let notes = books.register.notes.iter().filter(|note| note.holds_in(books.period));
    notes
        .filter(|note| {
            !is_printed(books, found, note) && !implications.iter().any(|one| folded(&one.about) == folded(&note.about))
        })
        .map(|note| unused(books, note))
        .collect()
}

fn is_printed(books: &Books, found: &[Finding], note: &Note) -> bool {
    let about = folded(&note.about);
    let is_about = |name: &str| folded(name) == about;
    let answers = |finding: &Finding| {
        let of = finding.subject.period.unwrap_or(books.period);
        is_about(finding.about.name) && finding.subject.agreement == note.agreement && note.holds_in(of)
    };
    let settles = |agreement: &String| {
        let year = books.period.year;
        let settled =
            |check: &&About| is_about(check.name) && books.register.settled(agreement, year, check.name).is_some();
        SETTLED.iter().any(settled)
    };
    let is_later = FOUND_LATER.iter().any(|later| is_about(later.name));
    PRINTED.into_iter().any(is_about)
        || is_later
        || found.iter().any(answers)
        || note.agreement.as_ref().is_some_and(settles)
}

fn unused(books: &Books, note: &Note) -> Finding {
    let of = match &note.agreement {
        Some(agreement) => phrase!("`{}`", books.register.title(agreement)),
        None => "the area as a whole".into(),
    };
    let message = phrase!(
        "a note is about `{}` of {}, and nothing of that name was found there in {}; nothing prints the note",
        note.about,
        of,
        books.period
    );
    // No agreement is rated by a row that is left over.
    Finding::new(&NOTE_UNUSED, message).at(&note.origin).in_period(books.period)
}
