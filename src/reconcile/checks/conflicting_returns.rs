//! Conflicting returns: one partner says two different things about one figure.

use crate::finding::{About, Finding, Level, Nature};
use crate::model::agreement::Agreement;
use crate::model::words::listed;
use crate::reconcile::{Books, Reported};

/// What this check is about.
pub const ABOUT: About = About {
    name: "conflicting-returns",
    level: Level::Error,
    nature: Nature::Fact,
    finds: "two files or sheets that give different amounts for the same figure.",
    matters: "added up they would count money twice, and the program cannot know which is right. Neither is used.",
    action: "take the file that no longer holds out of the drop folder, or the sheet out of the file.",
};

/// Looks at everything that was reported about an agreement.
pub fn judge(books: &Books, agreement: &Agreement) -> Vec<Finding> {
    let lines = books.lines_of(&agreement.id).flat_map(|line| {
        let partner = Some(line.partner.as_str());
        [
            ("budgeted contribution", &line.budgeted, partner),
            ("payment", &line.paid, partner),
            ("contribution as received", &line.received, partner),
        ]
    });
    let pools = books.pools.iter().filter(|pool| pool.agreement == agreement.id).flat_map(|pool| {
        [
            ("budget of the pool", &pool.budget, None),
            ("spending of the pool", &pool.expenditure, None),
            ("forecast of the pool", &pool.forecast, None),
        ]
    });
    lines
        .chain(pools)
        .filter_map(|(what, reported, partner)| conflict(books, agreement, what, reported, partner))
        .collect()
}

fn conflict(
    books: &Books,
    agreement: &Agreement,
    what: &str,
    reported: &Reported,
    partner: Option<&str>,
) -> Option<Finding> {
    let Reported::Conflict(sums) = reported else { return None };
    let amounts: Vec<String> = sums.iter().map(|sum| sum.amount.to_string()).collect();
    let whose = partner.map(|partner| format!(" of `{partner}`")).unwrap_or_default();
    let message = format!(
        "the {what}{whose} for `{}` in {} is {} in different places; none of these is used",
        agreement.title,
        books.period,
        listed(&amounts),
    );
    let help = "take the file that no longer holds out of the drop folder, or the sheet out of the file";
    let cells = sums.iter().flat_map(|sum| &sum.origins);
    Some(Finding::new(&ABOUT, message, help).at_cells(cells).on_partner(partner))
}
