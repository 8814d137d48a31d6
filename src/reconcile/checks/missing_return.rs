//! Missing return: a partner in an agreement has sent nothing for the period.

use crate::finding::{About, Finding, Level, Nature};
use crate::model::agreement::Agreement;
use crate::model::entry::Subject;
use crate::model::words::slug;
use crate::reconcile::Books;

/// What this check is about.
pub const ABOUT: About = About {
    name: "missing-return",
    level: Level::Error,
    nature: Nature::Fact,
    finds: "a partner that committed money to an agreement and has reported nothing about it for the period.",
    matters: "what the partner puts in is not known. The pack says \"not received\"; it never counts it as nil.",
    action: "ask the partner for its return and drop it into the partner's folder.",
};

/// Looks at each partner that has a commitment to an agreement in the year.
pub fn judge(books: &Books, agreement: &Agreement) -> Vec<Finding> {
    let partners = books.partners_in(&agreement.id);
    partners.into_iter().filter_map(|partner| silent(books, agreement, partner)).collect()
}

fn silent(books: &Books, agreement: &Agreement, partner: &str) -> Option<Finding> {
    let promised: Vec<_> = books
        .lines_of(&agreement.id)
        .filter(|line| line.partner == partner)
        .filter_map(|line| line.committed.as_ref())
        .flat_map(|sum| &sum.origins)
        .collect();
    let own = |subject: &Subject| subject.reporter.as_deref() == Some(partner);
    let here = |subject: &Subject| own(subject) && subject.agreement.as_deref() == Some(&agreement.id);
    let year = books.period.year;
    let positions = || books.ledger.positions().iter().filter(|position| position.period.year == year);
    let gaps = || books.ledger.gaps().iter().filter(|gap| gap.period.is_some_and(|period| period.year == year));
    let says = |which: &dyn Fn(&Subject) -> bool| {
        positions().any(|position| which(&position.subject)) || gaps().any(|gap| which(&gap.subject))
    };
    if promised.is_empty() || says(&here) {
        return None;
    }
    let message = if says(&own) {
        format!("`{partner}` has reported nothing about `{}` for {}", agreement.title, books.period)
    } else {
        format!(
            "`{partner}` has sent no figures for {}; nothing is known of its part in `{}`",
            books.period, agreement.title
        )
    };
    let help = format!("ask the partner for its return and drop it into `returns/{}/`", slug(partner));
    Some(Finding::new(&ABOUT, message, help).at_cells(promised).on_partner(Some(partner)))
}
