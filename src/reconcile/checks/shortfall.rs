//! Shortfall: at the year's end a partner has paid less than it committed.

use crate::finding::phrase::phrase;
use crate::finding::{About, Finding, Level, Nature};
use crate::model::agreement::Agreement;
use crate::reconcile::checks::{A_POUND, Check, Judge};
use crate::reconcile::{Books, Line};

/// What this check is about.
pub const ABOUT: About = About {
    name: "shortfall",
    level: Level::Error,
    nature: Nature::Fact,
    finds: "at the year's end, payments by a partner that are below its commitment after agreed variations, by more than \
            the rounding of their cells explains.",
    matters: "the pool spent the year without money that was promised to it, and somebody else bore the difference.",
    action: "ask the partner to pay the difference, or to record the variation that explains it",
    ask: Some("Pay the difference, or tell us which agreed variation explains it."),
};

/// How it judges.
pub const CHECK: Check = Check { about: &ABOUT, judges: &[Judge::Agreement(judge)], tolerance: A_POUND };

/// Looks at each line of an agreement once its year is over.
fn judge(books: &Books, agreement: &Agreement) -> Vec<Finding> {
    if !books.is_closed() {
        return Vec::new();
    }
    books.lines_of(&agreement.id).filter_map(|line| unpaid(books, agreement, line)).collect()
}

fn unpaid(books: &Books, agreement: &Agreement, line: &Line) -> Option<Finding> {
    let (paid, committed) = (line.paid.figure()?, line.committed.as_ref()?);
    let less = paid.short_of(committed)?;
    let message = phrase!(
        "`{}` paid {} to `{}` in {}, {} below its commitment of {}",
        line.partner,
        paid.amount,
        agreement.title,
        books.period,
        less,
        committed.amount
    );
    Some(
        Finding::new(&ABOUT, message)
            .found(paid.amount, &paid.origins)
            .expected(committed.amount, &committed.origins)
            .differing_by(less)
            .on_partner(Some(&line.partner)),
    )
}
