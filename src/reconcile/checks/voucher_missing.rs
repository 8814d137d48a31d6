//! Voucher missing: a payment for a year that is over without word of its voucher, or with more spent than was paid.

use crate::finding::phrase::phrase;
use crate::finding::{About, Finding, Level, Nature};
use crate::model::agreement::Agreement;
use crate::model::payment::PaymentRecord;
use crate::reconcile::checks::{Check, Judge};
use crate::reconcile::{Books, Sum};

/// What this check is about.
pub const ABOUT: About = About {
    name: "voucher-missing",
    level: Level::Warning,
    nature: Nature::Fact,
    finds: "an agreement under which one body pays another for a year that is over, where the register's sheet Payments names no \
            voucher for that agreement and that year, and its sheet Notes has no row about voucher-missing that says where it is; \
            or where more was spent than was paid and brought forward.",
    matters: "the voucher certifies that the money was spent on what it was paid for. Without it the payer cannot show that, and \
              what was spent beyond it is not the payer's.",
    action: "ask the body that was paid for its voucher, and enter it on the register's sheet `Payments`",
    ask: Some("Send the voucher for the year."),
};

/// How it judges.
pub const CHECK: Check = Check { about: &ABOUT, judges: &[Judge::Agreement(judge)], tolerance: None };

/// Looks at an agreement that was paid, or to be paid, for a year that is over.
fn judge(books: &Books, agreement: &Agreement) -> Vec<Finding> {
    if !books.is_closed() {
        return Vec::new();
    }
    [without_voucher(books, agreement), overspent(books, agreement)].into_iter().flatten().collect()
}

fn without_voucher(books: &Books, agreement: &Agreement) -> Option<Finding> {
    let year = books.period.year;
    let lines = books.lines_of(&agreement.id);
    let sums: Vec<&Sum> = lines.filter_map(|line| line.paid.figure().or(line.committed.as_ref())).collect();
    if sums.is_empty() || books.register.settled(&agreement.id, year, ABOUT.name).is_some() {
        return None;
    }
    let lacking = books.lacking(agreement, |row: &PaymentRecord| row.voucher.is_some())?;
    let message = phrase!("the register names no voucher for `{}`{} for {}", agreement.title, lacking.purposes(), year);
    let cells = sums.into_iter().flat_map(|sum| &sum.origins).chain(lacking.rows.iter().map(|row| &row.origin));
    Some(Finding::new(&ABOUT, message).at(&agreement.origin).at_cells(cells))
}

/// More spent than there was, where all of it is known in full.
fn overspent(books: &Books, agreement: &Agreement) -> Option<Finding> {
    let spending = books.spending_of_payment(agreement).ok()?;
    let (paid, spent) = (&spending.paid, &spending.spent);
    let more = spending.there_was.short_of(spent)?;
    let brought = spending.brought_forward.as_ref();
    let brought = brought.map(|brought| phrase!(" and the {} that was brought forward", brought.amount));
    let message = phrase!(
        "{} was spent under `{}` in {}, {} more than the {} that was paid{}",
        spent.amount,
        agreement.title,
        books.period.year,
        more,
        paid.amount,
        brought
    );
    let finding = Finding::new(&ABOUT, message)
        .asking("ask the body that was paid who bears the difference: a voucher covers what was paid")
        .found(spent.amount, &spent.origins)
        .expected(spending.there_was.amount, &spending.there_was.origins);
    Some(finding.differing_by(more))
}
