//! Contributions: what a partner puts in below its commitment, or of which nobody knows.

use super::{Case, plain};
use crate::model::entry::Form;
use crate::model::money::Money;
use crate::model::rating::{Rating, Reason};
use crate::reconcile::checks::{disinvestment, missing_commitment, shortfall};
use crate::reconcile::{Line, Standing};

/// What is wrong with each partner's contribution, and that nothing was committed.
pub fn reasons(case: &Case<'_>) -> Vec<Reason> {
    if !case.asks_for(&disinvestment::CHECK) && !case.asks_for(&shortfall::CHECK) {
        return Vec::new();
    }
    let lines: Vec<&Line> = case.books().lines_of(&case.agreement.id).collect();
    let mut all: Vec<Reason> = lines.iter().filter_map(|line| reason(case, line)).collect();
    let is_committed = |line: &&Line| line.opening.is_some() || line.unreadable_commitment;
    let year = case.books().period.year;
    let asked = case.agreement.runs_in(year)
        && case.asks_for(&missing_commitment::CHECK)
        && !case.books().lives_on_brought_forward(case.agreement, year);
    if asked && !lines.iter().any(is_committed) {
        all.push(plain(Rating::NotKnown, "no commitment recorded"));
    }
    all
}

fn reason(case: &Case<'_>, line: &Line) -> Option<Reason> {
    let by_payment = case.books().is_held_by_payment(line);
    let closed = case.books().is_closed();
    let by = |amount: Money, told: &str| {
        let told = format!("{} {told} by {amount}", line.partner);
        Some(Reason { rating: Rating::ActionNeeded, short: told.clone(), told })
    };
    let says = |rating, short: &str, told: &str| {
        Some(Reason { rating, short: short.to_owned(), told: format!("{}: {told}", line.partner) })
    };
    match case.books().standing(line) {
        Standing::AsCommitted | Standing::Above(_) | Standing::HeldWith => None,
        // A budget that its partner keeps and spends itself is owed to nobody: less spent of it is no debt.
        Standing::Below(_) if by_payment && is_kept(case) => None,
        Standing::Below(less) if by_payment && case.is_in_dispute() => {
            by(less, "has paid less than its commitment (disputed)")
        }
        Standing::Below(less) if by_payment => by(less, "has paid less than its commitment"),
        Standing::Below(less) => by(less, "has budgeted less than its commitment"),
        Standing::BelowLastYear(less) => by(less, "has committed less than last year"),
        Standing::Withdrawn(less) => by(less, "has withdrawn last year’s recurrent commitment"),
        Standing::NotToGoOn(Some(part)) => {
            let told = format!("{part} of its commitment is no longer recurrent");
            says(Rating::ActionNeeded, "a part of a commitment no longer recurrent", &told)
        }
        Standing::NotToGoOn(None) => {
            says(Rating::ActionNeeded, "commitment no longer recurrent", "its commitment is no longer recurrent")
        }
        Standing::CommitmentUnreadable => {
            says(Rating::ActionNeeded, "commitment not readable", "its commitment in the register cannot be read")
        }
        Standing::NotCommitted => {
            says(Rating::Watch, "contribution without a commitment", "puts in what the register has no commitment for")
        }
        Standing::Conflicting => {
            says(Rating::NotKnown, "returns in conflict", "what was reported of it is in conflict")
        }
        Standing::Incomplete => {
            says(Rating::NotKnown, "contribution not known in full", "what it reported is not known in full")
        }
        Standing::OtherBasis => {
            says(Rating::NotKnown, "contribution on another basis", "what it reported is on another basis than agreed")
        }
        // A partner that pays what is due and has sent no budget is behind with nothing.
        Standing::NotReceived if line.paid.figure().is_some() && line.due.is_ok() => None,
        Standing::NotReceived if closed && has_said_what_it_spent(case, line) => None,
        Standing::NotReceived => {
            let (short, told) = match (line.form, closed) {
                (Form::Cash, false) => ("budget not reported", "it has not reported its budget"),
                (Form::Cash, true) if is_kept(case) => ("spending not reported", "it has not reported what it spent"),
                (Form::Cash, true) => ("payments not reported", "it has not reported what it paid"),
                (Form::InKind, false) => ("budget in kind not reported", "it has not reported its budget in kind"),
                (Form::InKind, true) => ("giving in kind not reported", "it has not reported what it gave in kind"),
            };
            says(Rating::NotKnown, short, told)
        }
    }
}

/// Whether partners keep and spend their own parts, so that nothing of them falls due.
fn is_kept(case: &Case<'_>) -> bool {
    case.books().how(case.agreement).is_some_and(|how| !how.falls_due())
}

fn has_said_what_it_spent(case: &Case<'_>, line: &Line) -> bool {
    let mut own = case.books().own_spending.under(&line.agreement);
    own.any(|own| (&own.partner, own.class) == (&line.partner, line.class) && own.expenditure.figure().is_some())
}
