//! Shortfall: at the year's end a partner has paid less than it committed.

use crate::finding::phrase::phrase;
use crate::finding::{About, Finding, Level, Nature};
use crate::job::agreement_type::How;
use crate::model::agreement::Agreement;
use crate::reconcile::checks::{A_POUND, Check, Judge};
use crate::reconcile::payment::dispute;
use crate::reconcile::{Books, Line, Payment};

/// What this check is about.
pub const ABOUT: About = About {
    name: "shortfall",
    level: Level::Error,
    nature: Nature::Fact,
    finds: "at the year's end, payments by a partner that are below its commitment after agreed variations, by more than \
            the rounding of their cells explains. Where the partner does not say what it paid, what the host says it received is \
            held against its commitment, and the finding says so: as a warning, where no more than the last instalment of the year that is reported on is open. \
            Where at least as much was paid beyond the commitment of a later year, it says so, as a warning. \
            Nothing is asked of a budget that its partner keeps and spends itself. Earlier years are looked at where returns of \
            all of such a year lie in the folder.",
    matters: "the pool may have gone without money that was committed to it, and somebody else may have borne the \
              difference in the meantime.",
    action: "ask the partner to pay the difference, or to record the variation that explains it",
    ask: Some("Tell us which agreed variation explains the difference, or when it was or will be paid."),
};

/// How it judges.
pub const CHECK: Check = Check { about: &ABOUT, judges: &[Judge::Agreement(judge)], tolerance: A_POUND };

/// Looks at each line of an agreement whose year is over.
fn judge(books: &Books, agreement: &Agreement) -> Vec<Finding> {
    if !books.how(agreement).is_none_or(How::falls_due) {
        return Vec::new();
    }
    let earlier = books.held_before.under(&agreement.id);
    let lines = earlier
        .chain(books.held_lines_of(&agreement.id))
        .filter(|line| line.period.is_closed(books.as_at) && !books.is_shared_out(line));
    lines.filter_map(|line| unpaid(books, agreement, line)).collect()
}

fn unpaid(books: &Books, agreement: &Agreement, line: &Line) -> Option<Finding> {
    let payment = books.payment(agreement, line);
    let (known, committed) = (payment.sum()?, line.committed.as_ref()?);
    let less = known.short_of(committed)?;
    let its = if matches!(payment, Payment::Paid(_)) { "its" } else { "the" };
    let said = payment.said(books, agreement, line);
    let made_good = books.made_good(agreement, line, less);
    let later = made_good.map(|(period, more)| phrase!("; in {}, {} was paid beyond the commitment", period, more));
    let message =
        phrase!("{}, {} below {} commitment of {}{}{}", said, less, its, committed.amount, later, dispute(agreement));
    // The last instalment may be on its way when the host draws up what it received; of an earlier year it has come, or never will.
    let is_this_year = line.period.year == books.period.year;
    let on_its_way = is_this_year && line.due_before.as_ref().is_some_and(|before| known.short_of(before).is_none());
    let is_sure = made_good.is_none() && (matches!(payment, Payment::Paid(_)) || !on_its_way);
    Some(
        Finding::new(&ABOUT, message)
            .found(known.amount, &known.origins)
            .expected(committed.amount, &committed.origins)
            .differing_by(less)
            .at_level(if is_sure { ABOUT.level } else { Level::Warning })
            .on_partner(Some(&line.partner))
            .in_period(line.period),
    )
}
