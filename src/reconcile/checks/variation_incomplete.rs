//! Variation incomplete: a change to a commitment that lacks what makes it an agreed one.

use crate::finding::phrase::{listed, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::model::agreement::{Agreement, Variation};
use crate::reconcile::checks::{Check, Judge};
use crate::reconcile::{Books, Lack, variations};

/// What this check is about.
pub const ABOUT: About = About {
    name: "variation-incomplete",
    level: Level::Error,
    nature: Nature::Fact,
    finds: "a variation of the year, or of the year before, without a date, an approver or a word on whether it is recurrent, or \
            one that lowers a contribution without consultation; or one of which nobody can tell which commitment it varies, \
            or that takes more than there is. It does not count: the commitment stays as it was. Only a rise counts without an approver.",
    matters: "a contribution may not fall without consultation: that is what makes a pool a commitment. A row without it makes \
              no cut an agreed one.",
    action: "complete the row, or delete it",
    ask: Some(
        "Send what the record of the variation lacks: its date, who approved it, who was consulted, whether it is recurrent.",
    ),
};

/// How it judges.
pub const CHECK: Check = Check { about: &ABOUT, judges: &[Judge::Agreement(judge)], tolerance: None };

/// Looks at the variations of an agreement of the year, of the year before (on those it stands what was to go on), and of each year of
/// which returns came.
fn judge(books: &Books, agreement: &Agreement) -> Vec<Finding> {
    let year = books.period.year;
    let is_told = |year| books.past.under(&agreement.id).any(|past| past.year == year);
    let is_asked = |one: &Variation| one.year == year || Some(one.year) == year.before() || is_told(one.year);
    let not_counted = books.not_counted.under(&agreement.id).map(|one| (&one.variation, one.lacks.clone()));
    // Of those that count one may lack its approver.
    let counted = books.register.variations.under(&agreement.id);
    let counted = counted.map(|one| (one, variations::lacks(one, &books.register)));
    let all = not_counted.map(|one| (one, false)).chain(counted.map(|one| (one, true)));
    all.filter(|((variation, _), _)| is_asked(variation))
        .filter_map(|((variation, lacks), counts)| incomplete(agreement, variation, &lacks, counts))
        .collect()
}

fn incomplete(agreement: &Agreement, variation: &Variation, lacks: &[Lack], counts: bool) -> Option<Finding> {
    let lacks: Vec<&str> = lacks.iter().filter(|lack| **lack != Lack::DayToCome).map(|lack| lack.in_words()).collect();
    if lacks.is_empty() {
        return None;
    }
    let message = phrase!(
        "the variation of {} by `{}` to `{}` for {} has {}{}",
        variation.amount,
        variation.partner,
        agreement.title,
        variation.year,
        listed(lacks),
        if counts { "" } else { "; it does not count" }
    );
    let finding = Finding::new(&ABOUT, message).at(&variation.origin);
    Some(finding.on_partner(Some(&variation.partner)))
}
