//! Missing commitment: the register has nothing to hold an agreement's returns against.

use crate::finding::phrase::phrase;
use crate::finding::{About, Finding, Level, Nature};
use crate::model::agreement::Agreement;
use crate::reconcile::Books;
use crate::reconcile::checks::{Check, Judge};

/// What this check is about.
pub const ABOUT: About = About {
    name: "missing-commitment",
    level: Level::Error,
    nature: Nature::Fact,
    finds: "an agreement for which the register has no commitment in the year; not a payment under section 256 or 76 \
            of which money was brought forward.",
    matters: "what partners promised is not known, so nobody can be found to put in less.",
    action: "enter the year's commitments on the sheet `Commitments`",
    ask: None,
};

/// How it judges.
pub const CHECK: Check = Check { about: &ABOUT, judges: &[Judge::Agreement(judge)], tolerance: None };

/// Looks at an agreement that is in force in the year.
fn judge(books: &Books, agreement: &Agreement) -> Vec<Finding> {
    let year = books.period.year;
    let mut lines = books.lines_of(&agreement.id);
    if !agreement.runs_in(year) || lines.any(|line| line.opening.is_some() || line.unreadable_commitment) {
        return Vec::new();
    }
    // Nothing new need be paid where there is money of the year before.
    if books.lives_on_brought_forward(agreement, year) {
        return Vec::new();
    }
    let message = phrase!("the register has no commitment to `{}` for {}", agreement.title, year);
    vec![Finding::new(&ABOUT, message).at(&agreement.origin)]
}
