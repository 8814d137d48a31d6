//! Late instalment: during the year a partner has paid less than had fallen due.

use crate::finding::phrase::{cells, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::model::agreement::Agreement;
use crate::reconcile::checks::{A_POUND, Check, Judge};
use crate::reconcile::payment::dispute;
use crate::reconcile::{Books, Line};

/// What this check is about.
pub const ABOUT: About = About {
    name: "late-instalment",
    level: Level::Warning,
    nature: Nature::Fact,
    finds: "before the year's end, payments by a partner that are below the instalments of its commitment that have fallen \
            due, by more than the rounding of their cells explains. Where the partner does not say what it paid, what the host \
            says it received is held against them, and the finding says so; where either is not known in full, nobody is said to \
            be late. It is an error where more than one instalment is behind. \
            Instalments are four equal quarters unless the register says otherwise, each due on its last day; where the agreement \
            or the body begins within the year, the commitment is shared over those from then on, and where a body gives way to one \
            with a commitment of its own, over those until then. An agreed variation moves only those that fall due after its \
            date, and nobody is late with more than is committed after it.",
    matters: "the host may have to pay for the pool in the meantime, and a late payment may be the first sign of a \
              missing one.",
    action: "ask the partner to pay what is due, or correct the pattern under `Instalments` on the sheet `Commitments`",
    ask: Some("Tell us when it was paid, or why it is not due; or pay what is due."),
};

/// How it judges.
pub const CHECK: Check = Check { about: &ABOUT, judges: &[Judge::Agreement(judge)], tolerance: A_POUND };

/// Looks at each line of an agreement whose year is not over.
fn judge(books: &Books, agreement: &Agreement) -> Vec<Finding> {
    if books.is_closed() {
        return Vec::new();
    }
    books.held_lines_of(&agreement.id).filter_map(|line| late(books, agreement, line)).collect()
}

fn late(books: &Books, agreement: &Agreement, line: &Line) -> Option<Finding> {
    let payment = books.payment(agreement, line);
    let (known, due) = (payment.sum()?, line.due.as_ref().ok()?);
    let less = known.short_of(due)?;
    let by = books.period.last_day().min(books.as_at);
    let behind = line.due_before.as_ref().and_then(|before| known.short_of(before));
    let many = behind.is_some_and(|less| books.matters(&agreement.id, &CHECK, less));
    let message = phrase!(
        "{}, {} below the {} due by {}{}{}{}",
        payment.said(books, agreement, line),
        less,
        due.amount,
        by,
        cells(&due.origins),
        if many { "; more than one instalment is behind" } else { "" },
        dispute(agreement)
    );
    Some(
        Finding::new(&ABOUT, message)
            .found(known.amount, &known.origins)
            .expected(due.amount, &due.origins)
            .differing_by(less)
            .at_level(if many { Level::Error } else { ABOUT.level })
            .on_partner(Some(&line.partner)),
    )
}
