//! Partner not in being: money of a body in a year in which it did not exist.

use crate::finding::phrase::{cells, names, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::model::agreement::{Agreement, Commitment};
use crate::model::origin::Origin;
use crate::model::partner::Partner;
use crate::model::passed_on::PassedOn;
use crate::reconcile::Books;
use crate::reconcile::checks::{Check, Judge};

/// What this check is about.
pub const ABOUT: About = About {
    name: "partner-not-in-being",
    level: Level::Warning,
    nature: Nature::Fact,
    finds: "commitments of a partner, or amounts reported as its own, of a year in which it was not in being by the dates on \
            the register's sheet Partners.",
    matters: "nobody owes what a body committed that is gone, and the body that took over from it may seem to promise \
              nothing.",
    action: "enter it under the body that was in being, or correct the dates on the sheet `Partners`",
    ask: Some("Tell us which body the amounts belong to in that year."),
};

/// How it judges.
pub const CHECK: Check = Check { about: &ABOUT, judges: &[Judge::Agreement(judge)], tolerance: None };

/// Looks at each partner that was not in being in the year.
fn judge(books: &Books, agreement: &Agreement) -> Vec<Finding> {
    books.register.partners.iter().filter_map(|partner| not_in_being(books, agreement, partner)).collect()
}

fn not_in_being(books: &Books, agreement: &Agreement, partner: &Partner) -> Option<Finding> {
    let year = books.period.year;
    let dates = match (partner.from, partner.to) {
        (_, Some(to)) if to < year.first_day() => phrase!("was in being only until {}", to),
        (Some(from), _) if from > year.last_day() => phrase!("came into being on {}", from),
        _ => return None,
    };
    let commitments = books.register.commitments.under(&agreement.id);
    let is_its = |one: &&Commitment| one.year == year && one.partner == partner.name;
    let mut own: Vec<&Origin> = commitments.filter(is_its).map(|one| &one.origin).collect();
    let has_commitment = !own.is_empty();
    for one in books.ledger.positions_of(&agreement.id).filter(|one| one.period.year == year) {
        if one.subject.partner.as_ref() == Some(&partner.name) {
            own.extend(books.ledger.origins(one));
        }
    }
    if own.is_empty() {
        return None;
    }
    let message = phrase!(
        "`{}` {}{} and has {} for {} to `{}`",
        partner.name,
        dates,
        cells([&partner.origin]),
        if has_commitment { "a commitment" } else { "reported contributions" },
        year,
        agreement.title
    );
    let finding = Finding::new(&ABOUT, message);
    let heirs = match books.register.passed_on(&partner.name, Some(&agreement.id), year.last_day()) {
        PassedOn::Stays => Vec::new(),
        // As the register names it: the column may hold another name of the body.
        PassedOn::Whole(heir) => vec![partner.successor.as_deref().unwrap_or(heir)],
        PassedOn::Shared(shared) => shared.heirs,
    };
    let finding = match partner.to {
        Some(to) if to < year.first_day() && !heirs.is_empty() => finding.asking(phrase!(
            "enter it under {}, which took over, or correct the dates on the sheet `Partners`",
            names(heirs)
        )),
        _ => finding,
    };
    Some(finding.at_cells(own).at(&partner.origin).on_partner(Some(&partner.name)))
}
