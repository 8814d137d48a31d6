//! Overpayment: a partner has paid more than it committed.

use crate::finding::phrase::{cells, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::model::agreement::Agreement;
use crate::reconcile::checks::{A_POUND, Check, Judge};
use crate::reconcile::{Books, Line, Payment};

/// What this check is about.
pub const ABOUT: About = About {
    name: "overpayment",
    level: Level::Warning,
    nature: Nature::Fact,
    finds: "payments by a partner that are above its commitment for the year after agreed variations, by more than the \
            rounding of their cells explains. Where the partner does not say what it paid, what the host says it received is held \
            against its commitment, and the finding says so. What had fallen due before a cut came was paid by right, until the \
            year is over; and what is no more than was short in earlier years is no overpayment: it is said with the shortfall. Nothing is asked of what is given in kind, or of a budget that its partner keeps \
            and spends itself.",
    matters: "the pool may hold money that no agreement covers and that has to be paid back; or a variation was not \
              recorded.",
    action: "ask the partner what the payment was for; record the variation, or pay the difference back",
    ask: Some("Tell us what the payment was for, so that it can be recorded, or paid back where nothing covers it."),
};

/// How it judges.
pub const CHECK: Check = Check { about: &ABOUT, judges: &[Judge::Agreement(judge)], tolerance: A_POUND };

/// Looks at each line of an agreement.
fn judge(books: &Books, agreement: &Agreement) -> Vec<Finding> {
    books.held_lines_of(&agreement.id).filter_map(|line| overpaid(books, agreement, line)).collect()
}

fn overpaid(books: &Books, agreement: &Agreement, line: &Line) -> Option<Finding> {
    let payment = books.payment(agreement, line);
    let (known, committed) = (payment.sum()?, line.committed.as_ref().filter(|_| books.falls_due(line))?);
    // Who paid what was asked for before a cut did not overpay: it is to be returned, or goes off what falls due.
    let most = line.asked.as_ref().unwrap_or(committed);
    let more = most.short_of(known)?;
    // What was short in an earlier year and came now is no gift: the shortfall says so.
    if books.still_short(agreement, line).is_some_and(|short| more <= short) {
        return None;
    }
    let its = if matches!(payment, Payment::Paid(_)) { "its" } else { "the" };
    let cut =
        line.asked.as_ref().map(|asked| phrase!(" and the {} that had fallen due before it was lowered", asked.amount));
    let message = phrase!(
        "{}, {} above {} commitment of {} for the year{}{}",
        payment.said(books, agreement, line),
        more,
        its,
        committed.amount,
        cells(&committed.origins),
        cut
    );
    Some(
        Finding::new(&ABOUT, message)
            .found(known.amount, &known.origins)
            .expected(most.amount, &committed.origins)
            .differing_by(more)
            .on_partner(Some(&line.partner)),
    )
}
