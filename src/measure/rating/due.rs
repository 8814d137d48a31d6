//! Due and paid: what had fallen due and was not paid, or of which nobody knows.

use super::Case;
use crate::model::money::Money;
use crate::model::rating::{Rating, Reason};
use crate::model::reason::Reason as Why;
use crate::reconcile::checks::late_instalment;
use crate::reconcile::{Line, Payment};

/// What each partner is behind with, before the year is over; then what it paid is held against the whole commitment.
pub fn reasons(case: &Case<'_>) -> Vec<Reason> {
    if case.books().is_closed() || !case.asks_for(&late_instalment::CHECK) {
        return Vec::new();
    }
    case.books().held_lines_of(&case.agreement.id).filter_map(|line| reason(case, line)).collect()
}

fn reason(case: &Case<'_>, line: &Line) -> Option<Reason> {
    let due = match &line.due {
        Ok(due) => due,
        Err(why) => return not_known(case, line, why),
    };
    let matters = |less: &Money| case.books().matters(&case.agreement.id, &late_instalment::CHECK, *less);
    let payment = case.books().payment(case.agreement, line);
    let Some(paid) = payment.sum() else {
        let is_silent = payment == Payment::Unreported && matters(&due.amount) && !is_host(case, line);
        return is_silent.then(|| Reason {
            rating: Rating::NotKnown,
            short: "payments not known".to_owned(),
            told: format!(
                "{}: {} had fallen due, and no return says whether any of it was paid",
                line.partner, due.amount
            ),
        });
    };
    let less = paid.short_of(due).filter(matters)?;
    let is_many = line.due_before.as_ref().and_then(|before| paid.short_of(before)).is_some_and(|less| matters(&less));
    let (rating, short) = match (paid.amount == Money::ZERO, is_many) {
        (true, _) => (Rating::ActionNeeded, "nothing paid of what fell due"),
        (_, true) => (Rating::ActionNeeded, "more than one instalment behind"),
        _ => (Rating::Watch, "an instalment is late"),
    };
    // What is withheld in a dispute is disputed: nobody forgot to pay it.
    let short = if case.is_in_dispute() { "paid less than was due (disputed)" } else { short };
    let told = format!("{}: {short}; {} of {} due is not paid", line.partner, less, due.amount);
    let disputed = if case.is_in_dispute() { " (disputed)" } else { "" };
    Some(Reason { rating, short: format!("{} has not paid {less} that was due{disputed}", line.partner), told })
}

/// What is said where instalments fall due and nobody can tell which: only who has paid all of it is behind with nothing.
fn not_known(case: &Case<'_>, line: &Line, why: &Why) -> Option<Reason> {
    let committed = line.committed.as_ref().filter(|_| case.books().falls_due(line))?;
    let matters = |less: &Money| case.books().matters(&case.agreement.id, &late_instalment::CHECK, *less);
    let payment = case.books().payment(case.agreement, line);
    if payment == Payment::Unreported && is_host(case, line) {
        return None;
    }
    let open = payment.sum().map_or(Some(committed.amount), |paid| paid.short_of(committed));
    open.filter(matters).map(|_| Reason {
        rating: Rating::NotKnown,
        short: "what was due is not known".to_owned(),
        told: format!("{}: what had fallen due is not known: {why}", line.partner),
    })
}

/// Whether the partner holds the pool: what it puts in itself is paid to nobody.
fn is_host(case: &Case<'_>, line: &Line) -> bool {
    case.agreement.host.as_deref() == Some(line.partner.as_str())
}
