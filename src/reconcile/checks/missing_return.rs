//! Missing return: a partner in an agreement has not reported what its commitment is held against.

use crate::finding::phrase::{Phrase, Say, listed, names, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::model::agreement::Agreement;
use crate::model::period::{Period, Year};
use crate::model::words::slug;
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
    action: "ask the partner for its return and drop it into the partner's folder",
    ask: Some("Send the return for the period; if nothing was paid or budgeted, send it with a nought."),
};

/// Looks at each line of an agreement for which there is a commitment.
pub fn judge(books: &Books, agreement: &Agreement) -> Vec<Finding> {
    let promised = books.lines_of(&agreement.id).filter(|line| line.committed.is_some() && books.has_begun(line));
    let (mut findings, mut seen): (Vec<Finding>, Vec<&str>) = (Vec::new(), Vec::new());
    for line in promised {
        if is_silent(books, line) {
            if !seen.contains(&line.partner.as_str()) {
                seen.push(&line.partner);
                findings.extend(silent(books, agreement, &line.partner));
            }
        } else {
            findings.extend(in_part(books, agreement, line));
        }
    }
    findings
}

/// Whether a partner has sent nothing that could be used, neither about this line nor about anything else of the period.
fn is_silent(books: &Books, line: &Line) -> bool {
    *line.held(books.is_closed()) == Reported::Nothing && !says_anything(books, line)
}

/// A partner of which nothing could be used: said once, of the first agreement that waits for it.
fn silent(books: &Books, agreement: &Agreement, partner: &str) -> Option<Finding> {
    let waits = |line: &&Line| {
        line.partner == partner && line.committed.is_some() && books.has_begun(line) && is_silent(books, line)
    };
    let waiting: Vec<(&Agreement, Vec<&Line>)> = books
        .judged_by(ABOUT.name)
        .map(|one| (one, books.lines_of(&one.id).filter(waits).collect()))
        .filter(|(_, lines): &(_, Vec<&Line>)| !lines.is_empty())
        .collect();
    if waiting.first()?.0.id != agreement.id {
        return None;
    }
    let titles = names(waiting.iter().map(|(one, _)| &one.title));
    let message = phrase!(
        "no figures of `{}` for {} could be used{}; nothing is known of its part in {}",
        partner,
        books.period,
        other_periods(books, partner),
        titles
    );
    let promises = waiting.iter().flat_map(|(_, lines)| lines).flat_map(|line| &line.committed);
    let cells = promises.flat_map(|sum| &sum.origins);
    Some(Finding::new(&ABOUT, message).asking(ask_for_it(partner)).at_cells(cells).on_partner(Some(partner)))
}

/// A partner that has sent figures, and not what this line needs.
fn in_part(books: &Books, agreement: &Agreement, line: &Line) -> Option<Finding> {
    let (partner, title, period) = (&line.partner, &agreement.title, books.period);
    let what = if books.is_closed() { "what it paid" } else { "its budget" };
    let message = match line.held(books.is_closed()) {
        Reported::Incomplete { refused: false, .. } => {
            phrase!("`{}` has reported only a part of {} for `{}` in {}", partner, what, title, period)
        }
        Reported::Nothing => {
            phrase!("`{}` has not reported {} for `{}` in {}", partner, what, title, period)
        }
        _ => return None,
    };
    let promise = line.committed.iter().flat_map(|sum| &sum.origins);
    Some(Finding::new(&ABOUT, message).asking(ask_for_it(partner)).at_cells(promise).on_partner(Some(partner)))
}

/// Where its return belongs.
fn ask_for_it(partner: &str) -> Phrase {
    phrase!("ask the partner for its return and drop it into `returns/{}/`", slug(partner))
}

/// Whether a partner has reported anything of the year to the end of the period, or beyond.
fn says_anything(books: &Books, line: &Line) -> bool {
    sent(books, &line.partner)
        .any(|period| period.year == books.period.year && period.months() >= books.period.months())
}

/// For when a partner has sent figures, where the period that is asked for is not among them.
fn other_periods(books: &Books, partner: &str) -> Option<Phrase> {
    let of_year = sent(books, partner).filter(|period| period.year == books.period.year);
    if let Some(last) = of_year.max_by_key(|period| period.end()) {
        return Some(phrase!(" (its last are for {})", last));
    }
    let mut years: Vec<Year> = sent(books, partner).map(|period| period.year).collect();
    years.sort();
    years.dedup();
    (!years.is_empty()).then(|| phrase!(" (it has sent figures for {})", listed(years.iter().map(Say::say))))
}

/// The periods of which a partner has reported anything.
fn sent<'a>(books: &'a Books, partner: &'a str) -> impl Iterator<Item = Period> + 'a {
    let own = books.ledger.positions().iter().filter(move |one| one.subject.reporter.as_deref() == Some(partner));
    own.map(|position| position.period)
}
