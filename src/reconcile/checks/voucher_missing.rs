//! Voucher missing: a payment for a year that is over without word of its voucher, or with more spent than was paid.

use crate::finding::phrase::phrase;
use crate::finding::{About, Finding, Level, Nature};
use crate::model::agreement::Agreement;
use crate::model::payment::PaymentRecord;
use crate::model::period::{Period, Year};
use crate::reconcile::Books;
use crate::reconcile::checks::{Check, Judge};

/// What this check is about.
pub const ABOUT: About = About {
    name: "voucher-missing",
    level: Level::Warning,
    nature: Nature::Fact,
    finds: "an agreement under which one body pays another for a year that is over, this one or an earlier one with a row, where the register's sheet Payments names no \
            voucher for that agreement and that year, and its sheet Notes has no row about voucher-missing that says where it is; \
            or where more was spent than was paid and brought forward.",
    matters: "the voucher certifies that the money was spent on what it was paid for. Without it the payer may not be \
              able to show that, and what was spent beyond it is not the payer's.",
    action: "ask the body that was paid for its voucher, and enter it on the register's sheet `Payments`",
    ask: Some("Send the voucher for the year."),
};

/// How it judges.
pub const CHECK: Check = Check { about: &ABOUT, judges: &[Judge::Agreement(judge)], tolerance: None };

/// Looks at an agreement that was paid, or to be paid, for a year that is over: this one, or one before it with a row.
fn judge(books: &Books, agreement: &Agreement) -> Vec<Finding> {
    let earlier = books.earlier_payments(agreement).into_iter().filter_map(|year| {
        without_voucher(books, agreement, year).map(|finding| finding.in_period(Period::whole(year)))
    });
    let own = books.is_closed().then_some(books.period.year).into_iter();
    let own = own.flat_map(|year| [without_voucher(books, agreement, year), overspent(books, agreement)]);
    earlier.chain(own.flatten()).collect()
}

fn without_voucher(books: &Books, agreement: &Agreement, year: Year) -> Option<Finding> {
    let is_of_the_year = year == books.period.year;
    let has_money = !is_of_the_year || books.has_money_in(agreement, year);
    if !has_money || books.register.settled(&agreement.id, year, ABOUT.name).is_some() {
        return None;
    }
    let lines = books.lines_of(&agreement.id).filter(|_| is_of_the_year);
    let sums = lines.filter_map(|line| line.paid.figure().or(line.committed.as_ref()));
    let lacking = books.lacking(agreement, year, |row: &PaymentRecord| row.voucher.is_some())?;
    let message = phrase!("the register names no voucher for `{}`{} for {}", agreement.title, lacking.purposes(), year);
    let cells = sums.flat_map(|sum| &sum.origins).chain(lacking.rows.iter().map(|row| &row.origin));
    Some(Finding::new(&ABOUT, message).at(&agreement.origin).at_cells(cells))
}

/// More spent than there was, where all of it is known in full.
fn overspent(books: &Books, agreement: &Agreement) -> Option<Finding> {
    let spending = books.spending_of_payment(agreement, books.period.year).ok()?;
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
