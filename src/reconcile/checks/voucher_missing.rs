//! Voucher missing: a payment for a year that is over without word of its voucher, or with more spent than was paid.

use crate::finding::phrase::phrase;
use crate::finding::{About, Finding, Level, Nature};
use crate::model::agreement::Agreement;
use crate::reconcile::checks::{Check, Judge};
use crate::reconcile::{Books, Sum};

/// What this check is about.
pub const ABOUT: About = About {
    name: "voucher-missing",
    level: Level::Warning,
    nature: Nature::Fact,
    finds: "an agreement under which one body pays another for a year that is over, where the register's sheet Notes has no row \
            about voucher-missing with that agreement and that year, which says where the year's voucher is; or where more was \
            spent than was paid.",
    matters: "the voucher certifies that the money was spent on what it was paid for. Without it the payer cannot show that, and \
              what was spent beyond it is not the payer's.",
    action: "ask the body that was paid for its voucher, and enter where it is on the register's sheet Notes",
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
    let message = phrase!("the register names no voucher for `{}` for {}", agreement.title, year);
    let action = phrase!("enter where the voucher is on the sheet `Notes`, about `{}` and for {}", ABOUT.name, year);
    let cells = sums.into_iter().flat_map(|sum| &sum.origins);
    Some(Finding::new(&ABOUT, message).asking(action).at(&agreement.origin).at_cells(cells))
}

/// More spent than was paid, where both are known in full.
fn overspent(books: &Books, agreement: &Agreement) -> Option<Finding> {
    let paid: Option<Vec<&Sum>> = books.lines_of(&agreement.id).map(|line| line.paid.figure()).collect();
    let pools = books.pools.under(&agreement.id);
    let spent: Option<Vec<&Sum>> = pools.map(|pool| pool.expenditure.figure()).collect();
    let (paid, spent) = (Sum::total(paid?)?, Sum::total(spent?)?);
    let more = paid.short_of(&spent)?;
    let message = phrase!(
        "{} was spent under `{}` in {}, {} more than the {} that was paid",
        spent.amount,
        agreement.title,
        books.period.year,
        more,
        paid.amount
    );
    let finding = Finding::new(&ABOUT, message)
        .asking("ask the body that was paid who bears the difference: a voucher covers what was paid")
        .found(spent.amount, &spent.origins)
        .expected(paid.amount, &paid.origins);
    Some(finding.differing_by(more))
}
