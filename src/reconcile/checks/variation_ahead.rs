//! Variation ahead: a change to a commitment that was agreed only after the day to which the figures run.

use crate::finding::phrase::phrase;
use crate::finding::{About, Finding, Level, Nature};
use crate::model::agreement::{Agreement, Variation};
use crate::model::period::Period;
use crate::reconcile::checks::{Check, Judge};
use crate::reconcile::{Books, Lack};

/// What this check is about.
pub const ABOUT: About = About {
    name: "variation-ahead",
    level: Level::Note,
    nature: Nature::Fact,
    finds: "a variation of the year, or of an earlier one, with a date after the day to which the figures run. It is not counted.",
    matters: "a change holds from the day on which it was agreed. It explains nothing that a partner did before.",
    action: "correct the date on the sheet `Variations`, or `as-at` in `area.toml`, if one of them is wrong",
    ask: None,
};

/// How it judges.
pub const CHECK: Check = Check { about: &ABOUT, judges: &[Judge::Agreement(judge)], tolerance: None };

/// Looks at the year's variations of an agreement.
fn judge(books: &Books, agreement: &Agreement) -> Vec<Finding> {
    let year = books.period.year;
    let all = books.not_counted.under(&agreement.id).filter(|one| one.variation.year <= year);
    let ahead = all.filter(|one| one.lacks.contains(&Lack::DayToCome));
    ahead.filter_map(|one| not_counted(books, agreement, &one.variation)).collect()
}

fn not_counted(books: &Books, agreement: &Agreement, variation: &Variation) -> Option<Finding> {
    let message = phrase!(
        "the variation of {} by `{}` to `{}` for {} was agreed on {}, and the figures run to {}; it is not counted",
        variation.amount,
        variation.partner,
        agreement.title,
        variation.year,
        variation.date?,
        books.as_at
    );
    let period = Some(variation.year).filter(|year| *year < books.period.year).map_or(books.period, Period::whole);
    let finding = Finding::new(&ABOUT, message).at(&variation.origin).on_partner(Some(&variation.partner));
    Some(finding.in_period(period))
}
