//! Two-sided difference: what the payer says it paid is not what the host says it received.

use crate::finding::{About, Finding, Level, Nature};
use crate::ledger::Topic;
use crate::model::agreement::Agreement;
use crate::model::entry::Kind;
use crate::model::money::Money;
use crate::reconcile::{Books, Line};

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

/// Looks at each line of an agreement of which both sides have reported.
pub fn judge(books: &Books, agreement: &Agreement) -> Vec<Finding> {
    books.lines_of(&agreement.id).filter_map(|line| differing(books, agreement, line)).collect()
}

fn differing(books: &Books, agreement: &Agreement, line: &Line) -> Option<Finding> {
    let (paid, received) = (line.paid.figure()?, line.received.figure()?);
    let host = receiver(books, agreement, line)?;
    let difference = paid.short_of(received).or_else(|| received.short_of(paid))?;
    let slack = paid.slack.checked_add(received.slack)?;
    let tolerated = agreement.materiality.map_or(Some(slack), |materiality| slack.checked_add(materiality))?;
    if difference <= tolerated {
        return None;
    }
    let beyond = match agreement.materiality {
        Some(materiality) if materiality > Money::ZERO => {
            format!(", more than the agreement's materiality of {materiality}")
        }
        _ => String::new(),
    };
    let message = format!(
        "`{}` says that it paid {} to `{}` in {}; `{host}` says that it received {}, a difference of {difference}{beyond}",
        line.partner, paid.amount, agreement.title, books.period, received.amount,
    );
    let help = "ask both partners to agree the balance, and to send the corrected figure";
    Some(
        Finding::new(&ABOUT, message, help)
            .differing_by(difference)
            .at_cells(&paid.origins)
            .at_cells(&received.origins)
            .on_partner(Some(&line.partner)),
    )
}

/// Who says what was received: the host or, where the agreement names none, anyone but the payer. What a payer itself writes
/// under "received" is no second side.
fn receiver<'a>(books: &'a Books, agreement: &'a Agreement, line: &Line) -> Option<&'a str> {
    let is_its = |topic: &&Topic| {
        (topic.kind, topic.class, topic.form) == (Kind::Receipt, line.class, line.form)
            && topic.partner.as_deref() == Some(&line.partner)
    };
    let topics = books.ledger.topics(&line.agreement).iter().filter(is_its);
    let receipts = topics.flat_map(|topic| books.ledger.positions_on(topic));
    let receipts = receipts.filter(|position| position.period.year == books.period.year);
    let mut reporters = receipts.filter_map(|position| position.subject.reporter.as_deref());
    match agreement.host.as_deref() {
        Some(host) => reporters.find(|reporter| *reporter == host),
        None => reporters.find(|reporter| *reporter != line.partner),
    }
}
