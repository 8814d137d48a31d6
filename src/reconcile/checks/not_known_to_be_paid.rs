//! Not known to be paid: something had fallen due, and nobody reports a payment or a receipt.

use crate::finding::phrase::{Phrase, listed, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::model::agreement::Agreement;
use crate::model::money::Money;
use crate::reconcile::checks::{Check, Judge};
use crate::reconcile::payment::dispute;
use crate::reconcile::{Books, Line, Payment, Sum, partners_on};

/// What this check is about.
pub const ABOUT: About = About {
    name: "not-known-to-be-paid",
    level: Level::Warning,
    nature: Nature::Fact,
    finds: "instalments of a commitment that had fallen due by the day to which the figures run, of which neither the partner \
            reports what it paid nor anybody what was received. A reported nought is a report: what it is below is another \
            finding. Nothing is asked of what is given in kind, or of a budget that its partner keeps and spends itself.",
    matters: "whether the money came is not known. It may all have been paid, and nobody can say that it was.",
    action: "ask each partner what it paid, or the host what it received, to date; a nought, too, is an answer",
    ask: Some("Tell us what you paid to date; if nothing was paid, say so in a row of nought."),
};

/// How it judges.
pub const CHECK: Check = Check { about: &ABOUT, judges: &[Judge::Agreement(judge)], tolerance: None };

/// Looks at all lines of an agreement, and says it once.
fn judge(books: &Books, agreement: &Agreement) -> Vec<Finding> {
    unknown(books, agreement).into_iter().collect()
}

fn unknown(books: &Books, agreement: &Agreement) -> Option<Finding> {
    // Nothing falls due under an agreement that does not run: that is another finding.
    let by = books.period.over_by(books.as_at).filter(|_| agreement.runs_in(books.period.year))?.last_day();
    let lines: Vec<(&Line, &Sum)> =
        books.held_lines_of(&agreement.id).filter_map(|line| silent(books, agreement, line)).collect();
    // What a host puts into its own pool alone is no payment that anybody would see.
    let is_host = |(line, _): &(&Line, &Sum)| agreement.host.as_deref() == Some(line.partner.as_str());
    if lines.iter().all(is_host) {
        return None;
    }
    let all = Sum::total(lines.iter().map(|(_, due)| *due))?;
    let partners = partners_on(lines.iter().map(|(line, _)| *line));
    let of = |partner: &str| Sum::total(lines.iter().filter(|(line, _)| line.partner == partner).map(|(_, due)| *due));
    let each: Option<Vec<Phrase>> =
        partners.iter().map(|partner| Some(phrase!("{} from `{}`", of(partner)?.amount, *partner))).collect();
    let (from, each, only) = match partners.as_slice() {
        [only] => (phrase!(" from `{}`", *only), Phrase::default(), Some(*only)),
        _ => (Phrase::default(), phrase!(" ({})", listed(each?)), None),
    };
    let message = phrase!(
        "{} had fallen due{} to `{}` by {}{}, and no return says whether any of it was paid{}",
        all.amount,
        from,
        agreement.title,
        by,
        each,
        dispute(agreement)
    );
    let finding = Finding::new(&ABOUT, message).expected(all.amount, &all.origins).on_partner(only);
    Some(if books.is_payment(agreement) { finding.asking(OF_A_PAYMENT) } else { finding })
}

/// What to do of a payment, which nobody hosts.
const OF_A_PAYMENT: &str = "ask the body that pays what it paid, or the one that is paid what it received, to date; a nought, too, is an answer";

/// What had fallen due of a line of which nobody says anything.
fn silent<'a>(books: &'a Books, agreement: &'a Agreement, line: &'a Line) -> Option<(&'a Line, &'a Sum)> {
    let due = line.due.as_ref().ok().filter(|due| due.amount > Money::ZERO)?;
    let is_silent = books.has_begun(line) && books.payment(agreement, line) == Payment::Unreported;
    is_silent.then_some((line, due))
}
