//! Two-sided difference: what the payer says it paid is not what the host says it received.

use crate::finding::{About, Finding, Level, Nature};
use crate::model::agreement::Agreement;
use crate::model::money::Money;
use crate::reconcile::{Books, OpenDifference};

/// What this check is about.
pub const ABOUT: About = About {
    name: "two-sided-difference",
    level: Level::Warning,
    nature: Nature::Fact,
    finds: "a contribution of which the payer and the host give different figures: what was paid and what was received \
            differ by more than the agreement's materiality, beyond what the rounding of their cells explains.",
    matters: "money is on its way, in the wrong year, or in dispute, and the accounts of the two bodies will not agree.",
    action: "ask both partners to agree the balance, and to send the corrected figure.",
};

/// Looks at each contribution to an agreement of which both sides have reported.
pub fn judge(books: &Books, agreement: &Agreement) -> Vec<Finding> {
    let open = books.open_differences.iter().filter(|open| open.agreement == agreement.id);
    open.map(|open| finding(books, agreement, open)).collect()
}

fn finding(books: &Books, agreement: &Agreement, open: &OpenDifference) -> Finding {
    let beyond = match agreement.materiality {
        Some(materiality) if materiality > Money::ZERO => {
            format!(", more than the agreement's materiality of {materiality}")
        }
        _ => String::new(),
    };
    let since =
        if open.since == books.period { String::new() } else { format!("; it has been open since {}", open.since) };
    let message = format!(
        "`{}` says that it paid {} to `{}` in {}; `{}` says that it received {}, a difference of {}{beyond}{since}",
        open.partner, open.paid.amount, agreement.title, books.period, open.host, open.received.amount, open.difference,
    );
    let help = "ask both partners to agree the balance, and to send the corrected figure";
    Finding::new(&ABOUT, message, help)
        .differing_by(open.difference)
        .at_cells(&open.paid.origins)
        .at_cells(&open.received.origins)
        .on_partner(Some(&open.partner))
}
