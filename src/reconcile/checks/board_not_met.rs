//! Board not met: the register has no meeting of an agreement's board in a year.

use chrono::Months;

use crate::finding::phrase::{Phrase, cells, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::model::agreement::{Agreement, AgreementStatus};
use crate::reconcile::Books;
use crate::reconcile::checks::{Check, Judge};

/// What this check is about.
pub const ABOUT: About = About {
    name: "board-not-met",
    level: Level::Note,
    nature: Nature::Fact,
    finds: "an agreement that runs on the day of the meeting and whose board has no meeting in the twelve months before, by the \
            date under Board last met on the register's sheet Agreements; an empty cell says that none is recorded, and not that \
            the board did not meet. Nothing is said of one that began less than a year before.",
    matters: "partners agree on a board that watches over the money together. Where it does not meet, nobody does.",
    action: "enter when the board last met under `Board last met`, or ask the partners when it will",
    ask: Some("Tell us when the board last met."),
};

/// How it judges.
pub const CHECK: Check = Check { about: &ABOUT, judges: &[Judge::Agreement(judge)], tolerance: None };

/// Looks at the last meeting of an agreement's board.
fn judge(books: &Books, agreement: &Agreement) -> Vec<Finding> {
    let meeting = books.meeting;
    let Some(year_before) = meeting.checked_sub_months(Months::new(12)) else { return Vec::new() };
    let runs =
        agreement.start.is_none_or(|start| start <= year_before) && agreement.end.is_none_or(|end| end >= meeting);
    let has_ended = agreement.statuses().contains(&AgreementStatus::Ended);
    if !runs || has_ended || agreement.board_last_met.is_some_and(|met| met >= year_before) {
        return Vec::new();
    }
    let board = agreement.board.as_ref().map_or_else(|| Phrase::from("the board"), |board| phrase!("`{}`", board));
    let (title, written) = (&agreement.title, cells([&agreement.origin]));
    let message = match agreement.board_last_met {
        Some(met) => phrase!(
            "no meeting of {} of `{}` is recorded in the twelve months before {}; it last met on {}{}",
            board,
            title,
            meeting,
            met,
            written
        ),
        None => phrase!("no meeting of {} of `{}` is recorded{}", board, title, written),
    };
    vec![Finding::new(&ABOUT, message).at(&agreement.origin)]
}
