//! Unused commitment: a commitment of money to an agreement under which no money moves.

use crate::finding::phrase::{names, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::job::agreement_type::Counts;
use crate::model::agreement::Agreement;
use crate::reconcile::checks::{Check, Judge};
use crate::reconcile::{Books, Line};

/// What this check is about.
pub const ABOUT: About = About {
    name: "unused-commitment",
    level: Level::Warning,
    nature: Nature::Fact,
    finds: "a commitment for the year to an agreement under whose types no money is joined.",
    matters: "nobody reports on such money and no measure counts it, so the promise is never held against anything.",
    action: "list the type under which the money moves on the sheet `Agreements`, or delete the commitment",
    ask: None,
};

/// How it judges.
pub const CHECK: Check = Check { about: &ABOUT, judges: &[Judge::Agreement(judge)], tolerance: None };

/// Looks at each line of an agreement all of whose types count as none.
fn judge(books: &Books, agreement: &Agreement) -> Vec<Finding> {
    if !books.counts_only_as(agreement, Counts::None) {
        return Vec::new();
    }
    books.lines_of(&agreement.id).filter_map(|line| unused(books, agreement, line)).collect()
}

fn unused(books: &Books, agreement: &Agreement, line: &Line) -> Option<Finding> {
    let opening = line.opening.as_ref()?;
    let message = phrase!(
        "`{}` has a commitment of {} to `{}` for {}, and under {} no money is joined",
        line.partner,
        opening.amount,
        agreement.title,
        books.period.year,
        names(books.types_of(agreement).map(|of| &of.title))
    );
    let finding = Finding::new(&ABOUT, message).found(opening.amount, &opening.origins);
    Some(finding.on_partner(Some(&line.partner)))
}
