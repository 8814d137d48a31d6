//! Variation incomplete: a change to a commitment that lacks what makes it an agreed one.

use crate::finding::phrase::{listed, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::model::agreement::{Agreement, Variation};
use crate::model::money::Money;
use crate::reconcile::Books;
use crate::reconcile::checks::{Check, Judge};

/// What this check is about.
pub const ABOUT: About = About {
    name: "variation-incomplete",
    level: Level::Error,
    nature: Nature::Fact,
    finds: "a variation of the year without a date, an approver or a word on whether it is recurrent, or one that lowers a \
            contribution without consultation; or one that varies no commitment.",
    matters: "a contribution may not fall without consultation: that is what makes a pool a commitment.",
    action: "complete the row, or delete it",
    ask: Some(
        "Send what the record of the variation lacks: its date, who approved it, who was consulted, whether it is recurrent.",
    ),
};

/// How it judges.
pub const CHECK: Check = Check { about: &ABOUT, judges: &[Judge::Agreement(judge)], tolerance: None };

/// Looks at the year's variations of an agreement.
fn judge(books: &Books, agreement: &Agreement) -> Vec<Finding> {
    let year = books.period.year;
    let variations = books.register.variations.under(&agreement.id).filter(|one| one.year == year);
    variations.filter_map(|variation| incomplete(books, agreement, variation)).collect()
}

fn incomplete(books: &Books, agreement: &Agreement, variation: &Variation) -> Option<Finding> {
    let mut lacks = Vec::new();
    let mut lack = |is_missing: bool, what: &'static str| {
        if is_missing {
            lacks.push(what);
        }
    };
    lack(variation.date.is_none(), "no date");
    lack(variation.approved_by.is_none(), "no approver");
    lack(variation.recurrent.is_none(), "no word on whether it is recurrent");
    lack(
        variation.amount < Money::ZERO && variation.consulted.is_none(),
        "no consultation, though it lowers the contribution",
    );
    let varied = books
        .lines_of(&agreement.id)
        .any(|line| line.partner == variation.partner && line.class == variation.class && line.opening.is_some());
    lack(!varied, "no commitment that it varies");
    if lacks.is_empty() {
        return None;
    }
    let message = phrase!(
        "the variation of {} by `{}` to `{}` for {} has {}",
        variation.amount,
        variation.partner,
        agreement.title,
        variation.year,
        listed(lacks)
    );
    let finding = Finding::new(&ABOUT, message).at(&variation.origin);
    Some(finding.on_partner(Some(&variation.partner)))
}
