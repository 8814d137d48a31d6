//! Decision missing: a payment from one body to another without a record that the payer decided it is a more effective use.

use std::collections::BTreeSet;

use crate::finding::phrase::{names, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::model::agreement::Agreement;
use crate::model::money::Money;
use crate::model::payment::PaymentRecord;
use crate::model::period::{Period, Year};
use crate::reconcile::checks::{Check, Judge};
use crate::reconcile::{Books, Line, partners_on};

/// What this check is about.
pub const ABOUT: About = About {
    name: "decision-missing",
    level: Level::Warning,
    nature: Nature::Fact,
    finds: "a payment under section 256 or 76 in a year in which something was committed or paid, where the register's sheet Payments \
            has no row with that agreement and that year that records a decision: who decided and when, or where it is written.",
    matters: "the body that pays has to be satisfied that the payment is likely to be a more effective use of the money than spending \
              the same sum itself. What is not recorded cannot be shown.",
    action: "ask the body that pays for its decision, and enter who took it and when, or its minute, on the sheet `Payments`",
    ask: Some("Tell us who decided on the payment, when, and where that is written."),
};

/// How it judges.
pub const CHECK: Check = Check { about: &ABOUT, judges: &[Judge::Agreement(judge)], tolerance: None };

/// Looks at an agreement with money in the year, and at its rows of years before.
fn judge(books: &Books, agreement: &Agreement) -> Vec<Finding> {
    let year = books.period.year;
    let earlier = books.earlier_payments(agreement).into_iter().filter_map(|year| {
        without_decision(books, agreement, year).map(|finding| finding.in_period(Period::whole(year)))
    });
    let own = books.is_paid_in(agreement, year).then(|| without_decision(books, agreement, year));
    earlier.chain(own.flatten()).collect()
}

fn without_decision(books: &Books, agreement: &Agreement, year: Year) -> Option<Finding> {
    if books.register.settled(&agreement.id, year, ABOUT.name).is_some() {
        return None;
    }
    let lacking = books.lacking(agreement, year, PaymentRecord::has_decision)?;
    let is_of_the_year = year == books.period.year;
    let is_paid = |line: &&Line| {
        line.committed.as_ref().is_some_and(|sum| sum.amount > Money::ZERO) || line.paid.figure().is_some()
    };
    let committed = books.register.commitments.under(&agreement.id).filter(|one| one.year == year);
    let payers = match is_of_the_year {
        true => partners_on(books.lines_of(&agreement.id).filter(is_paid)),
        false => committed.map(|one| one.partner.as_str()).collect::<BTreeSet<_>>().into_iter().collect(),
    };
    let payers = if payers.is_empty() { "anybody".into() } else { names(payers) };
    let message = match lacking.rows.iter().find_map(|row| row.decided_by.as_deref()) {
        Some(by) => phrase!(
            "the register says that `{}` decided on the payment under `{}`{} for {}, and neither when nor where that is written",
            by,
            agreement.title,
            lacking.purposes(),
            year
        ),
        None => phrase!(
            "the register records no decision of {} that the payment under `{}`{} for {} is a more effective use of the money",
            payers,
            agreement.title,
            lacking.purposes(),
            year
        ),
    };
    let committed = books.lines_of(&agreement.id).filter(|_| is_of_the_year).filter_map(|line| line.committed.as_ref());
    let cells = committed.flat_map(|sum| &sum.origins).chain(lacking.rows.iter().map(|row| &row.origin));
    Some(Finding::new(&ABOUT, message).at(&agreement.origin).at_cells(cells))
}
