//! Voucher missing: a payment for a year that is over, and no word of the voucher for it.

use crate::finding::{About, Finding, Level, Nature};
use crate::model::agreement::Agreement;
use crate::model::words::folded;
use crate::reconcile::Books;

/// What this check is about.
pub const ABOUT: About = About {
    name: "voucher-missing",
    level: Level::Warning,
    nature: Nature::Fact,
    finds: "an agreement under which one body pays another for a year that is over, where the register's sheet Notes has no row \
            about voucher-missing with that agreement and that year. The row says where the year's voucher is.",
    matters: "the voucher certifies that the money was spent on what it was paid for. Without it the payer cannot show that.",
    action: "ask the body that was paid for its voucher, and enter where it is on the register's sheet Notes.",
};

/// Looks at an agreement that was paid, or to be paid, for a year that is over.
pub fn judge(books: &Books, agreement: &Agreement) -> Vec<Finding> {
    let year = books.period.year;
    let is_voucher = |about: &str| folded(about) == folded(ABOUT.name);
    let has_voucher = books.register.notes.iter().any(|note| {
        // A voucher is one year's: a note without a period speaks of no year.
        note.agreement.as_deref() == Some(&agreement.id)
            && note.period.is_some_and(|period| period.year == year)
            && is_voucher(&note.about)
    });
    if !books.is_closed() || has_voucher {
        return Vec::new();
    }
    let lines = books.lines_of(&agreement.id);
    let sums: Vec<_> = lines.filter_map(|line| line.paid.figure().or(line.committed.as_ref())).collect();
    if sums.is_empty() {
        return Vec::new();
    }
    let message = format!("the register names no voucher for `{}` for {year}", agreement.title);
    let help = format!("enter where the voucher is on the sheet `Notes`, about `{}` and for {year}", ABOUT.name);
    let cells = sums.into_iter().flat_map(|sum| &sum.origins);
    vec![Finding::new(&ABOUT, message, help).at(&agreement.origin).at_cells(cells)]
}
