//! Missing return: a partner in an agreement has not reported what its commitment is held against.

use crate::finding::{About, Finding, Level, Nature};
use crate::model::agreement::Agreement;
use crate::model::period::Period;
use crate::model::words::{listed, slug};
use crate::reconcile::{Books, Line, Reported};

/// What this check is about.
pub const ABOUT: About = About {
    name: "missing-return",
    level: Level::Error,
    nature: Nature::Fact,
    finds: "a partner that committed money to an agreement and has not reported what it is held against: its budget while \
            the year runs, what it paid once the year is over. Nothing is asked of a body that is not yet in being, nor about an \
            agreement that has not begun; for a body that is gone its last figures stand, and its successor speaks.",
    matters: "what the partner puts in is not known. The pack says \"not received\"; it never counts it as nil.",
    action: "ask the partner for its return and drop it into the partner's folder.",
};

/// Looks at each line of an agreement for which there is a commitment.
pub fn judge(books: &Books, agreement: &Agreement) -> Vec<Finding> {
    let promised = books.lines_of(&agreement.id).filter(|line| line.committed.is_some() && books.has_begun(line));
    promised.filter_map(|line| silent(books, agreement, line)).collect()
}

fn silent(books: &Books, agreement: &Agreement, line: &Line) -> Option<Finding> {
    let (partner, title, period) = (&line.partner, &agreement.title, books.period);
    let what = if books.is_closed() { "what it paid" } else { "its budget" };
    let message = match line.held(books.is_closed()) {
        Reported::Incomplete { refused: false, .. } => {
            format!("`{partner}` has reported only a part of {what} for `{title}` in {period}")
        }
        Reported::Nothing if says_anything(books, line) => {
            format!("`{partner}` has not reported {what} for `{title}` in {period}")
        }
        Reported::Nothing => {
            let other = other_periods(books, partner);
            format!(
                "no figures of `{partner}` for {period} could be used{other}; nothing is known of its part in `{title}`"
            )
        }
        _ => return None,
    };
    let help = format!("ask the partner for its return and drop it into `returns/{}/`", slug(partner));
    let promise = line.committed.iter().flat_map(|sum| &sum.origins);
    Some(Finding::new(&ABOUT, message, help).at_cells(promise).on_partner(Some(partner)))
}

/// Whether a partner has reported anything of the year to the end of the period, or beyond.
fn says_anything(books: &Books, line: &Line) -> bool {
    sent(books, &line.partner)
        .any(|period| period.year == books.period.year && period.months() >= books.period.months())
}

/// For when a partner has sent figures, where the period that is asked for is not among them.
fn other_periods(books: &Books, partner: &str) -> String {
    let of_year = sent(books, partner).filter(|period| period.year == books.period.year);
    if let Some(last) = of_year.max_by_key(|period| period.end()) {
        return format!(" (its last are for {last})");
    }
    let mut years: Vec<String> = sent(books, partner).map(|period| period.year.to_string()).collect();
    years.sort();
    years.dedup();
    if years.is_empty() { String::new() } else { format!(" (it has sent figures for {})", listed(&years)) }
}

/// The periods of which a partner has reported anything.
fn sent<'a>(books: &'a Books, partner: &'a str) -> impl Iterator<Item = Period> + 'a {
    let own = books.ledger.positions().iter().filter(move |one| one.subject.reporter.as_deref() == Some(partner));
    own.map(|position| position.period)
}
