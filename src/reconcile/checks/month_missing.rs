//! Month missing: a month of which no ledger or return came, while others came.

use crate::finding::phrase::{Phrase, names, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::model::agreement::Agreement;
use crate::reconcile::checks::{Check, Judge};
use crate::reconcile::{Books, Lacks, Partly, Reported};

/// What this check is about.
pub const ABOUT: About = About {
    name: "month-missing",
    level: Level::Warning,
    nature: Nature::Fact,
    finds: "a month or quarter of the period that is reported on of which no ledger or return came, while others of the year \
            came. Nothing is asked of the time before an agreement began or after it ended. A month is a ledger's own where it \
            has a twentieth of the rows of its fullest month: one payment that was booked late is no ledger of its month.",
    matters: "what was paid or spent in that month is not known, so that the pack gives what is known as \"at least\", and no \
              check is made against it. A month whose ledger came and has no payment for an agreement is nil.",
    action: "ask for the ledger or return of the month and drop it into the partner's folder",
    ask: Some("Send the ledger or return of the month; if nothing was paid in it, say so in a row of nought."),
};

/// How it judges.
pub const CHECK: Check = Check { about: &ABOUT, judges: &[Judge::Agreement(judge)], tolerance: None };

/// Looks at everything that was reported about an agreement.
fn judge(books: &Books, agreement: &Agreement) -> Vec<Finding> {
    let of_pools = books.pools.under(&agreement.id).map(|pool| ("what the pool spent", None, &pool.expenditure));
    let of_lines = books.lines_of(&agreement.id).flat_map(|line| {
        let partner = Some(line.partner.as_str());
        [("what was paid", partner, &line.paid), ("what was received", partner, &line.received)]
    });
    let all = of_pools.chain(of_lines);
    all.filter_map(|(what, partner, reported)| missing(books, agreement, what, partner, reported)).collect()
}

fn missing(
    books: &Books,
    agreement: &Agreement,
    what: &'static str,
    partner: Option<&str>,
    reported: &Reported,
) -> Option<Finding> {
    let Reported::AtLeast(Partly { known, lacks }) = reported else { return None };
    let months = lacks.iter().find(|lack| matches!(lack, Lacks::Months { .. }))?;
    let Lacks::Months { reporters, .. } = months else { return None };
    let reporter = match reporters.as_slice() {
        [Some(only)] => Some(only.as_str()),
        _ => None,
    };
    let known_reporters: Vec<&String> = reporters.iter().flatten().collect();
    let from = (!known_reporters.is_empty()).then(|| phrase!(" from {}", names(known_reporters)));
    let by = partner.map_or_else(Phrase::default, |partner| phrase!(" by `{}`", partner));
    let message = phrase!(
        "{} came{}; {}{} for `{}` in {} is at least {}",
        months.in_words(),
        from,
        what,
        by,
        agreement.title,
        books.period,
        known.amount
    );
    Some(Finding::new(&ABOUT, message).at_cells(&known.origins).on_partner(reporter.or(partner)))
}
