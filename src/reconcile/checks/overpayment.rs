//! Overpayment: a partner has paid more than it committed.

use crate::finding::phrase::{cells, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::model::agreement::Agreement;
use crate::reconcile::checks::{A_POUND, Check, Judge};
use crate::reconcile::{Books, Line};

/// What this check is about.
pub const ABOUT: About = About {
    name: "overpayment",
    level: Level::Warning,
    nature: Nature::Fact,
    finds: "payments by a partner that are above its commitment for the year after agreed variations, by more than the \
            rounding of their cells explains. Nothing is asked of what is given in kind, or of a budget that its partner keeps \
            and spends itself.",
    matters: "the pool holds money that no agreement covers: it may have to be paid back, or a variation was never recorded.",
    action: "ask the partner what the payment was for; record the variation, or pay the difference back",
    ask: Some("Tell us what the payment was for, so that it is recorded or paid back."),
};

/// How it judges.
pub const CHECK: Check = Check { about: &ABOUT, judges: &[Judge::Agreement(judge)], tolerance: A_POUND };

/// Looks at each line of an agreement.
fn judge(books: &Books, agreement: &Agreement) -> Vec<Finding> {
    books.lines_of(&agreement.id).filter_map(|line| overpaid(books, agreement, line)).collect()
}

fn overpaid(books: &Books, agreement: &Agreement, line: &Line) -> Option<Finding> {
    let (paid, committed) = (line.paid.figure()?, line.committed.as_ref().filter(|_| books.falls_due(line))?);
    let more = committed.short_of(paid)?;
    let message = phrase!(
        "`{}` has paid {}{} to `{}` in {}, {} above its commitment of {} for the year{}",
        line.partner,
        paid.amount,
        books.of_class(&line.agreement, line.class),
        agreement.title,
        books.period,
        more,
        committed.amount,
        cells(&committed.origins)
    );
    Some(
        Finding::new(&ABOUT, message)
            .found(paid.amount, &paid.origins)
            .expected(committed.amount, &committed.origins)
            .differing_by(more)
            .on_partner(Some(&line.partner)),
    )
}
