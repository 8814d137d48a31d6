//! Quarters differ: four quarters, or twelve months, of a contribution are not what was reported for the year.

use crate::finding::phrase::phrase;
use crate::finding::{About, Finding, Level, Nature};
use crate::model::agreement::Agreement;
use crate::model::entry::Kind;
use crate::model::period::{Part, Period};
use crate::reconcile::checks::{A_POUND, Check, Judge};
use crate::reconcile::reported::{Asked, Told};
use crate::reconcile::{Books, Line, Sum};

/// What this check is about.
pub const ABOUT: About = About {
    name: "quarters-differ",
    level: Level::Error,
    nature: Nature::Fact,
    finds: "a contribution for which all four quarters (or all twelve months) and the year were reported, and do not add up, by \
            more than the rounding of their cells explains.",
    matters: "one of the returns may be wrong or out of date. The figure for the year is used.",
    action: "ask the partner which of the returns holds, and to correct the other",
    ask: Some("Find out which of the returns holds, and correct the other."),
};

/// How it judges.
pub const CHECK: Check = Check { about: &ABOUT, judges: &[Judge::Agreement(judge)], tolerance: A_POUND };

/// Looks at each line of an agreement: what was budgeted, paid and received.
fn judge(books: &Books, agreement: &Agreement) -> Vec<Finding> {
    let kinds = [
        (Kind::ContributionBudget, "budgeted contribution", true),
        (Kind::Contribution, "payments", true),
        (Kind::Receipt, "contribution as received", false),
    ];
    let lines = books.lines_of(&agreement.id);
    lines.flat_map(|line| kinds.map(|kind| differing(books, agreement, line, kind))).flatten().collect()
}

fn differing(
    books: &Books,
    agreement: &Agreement,
    line: &Line,
    (kind, what, own): (Kind, &'static str, bool),
) -> Option<Finding> {
    let asked = Asked { agreement: &line.agreement, kind, class: line.class, of: Some((&line.partner, line.form)) };
    let told = Told::about(&books.ledger, asked, books.period.year, |reporter| !own || reporter == Some(&line.partner));
    let reported = |period: Period, to_date: bool| told.just(period, to_date).figure().cloned();
    let year = books.period.year;
    let whole = Period::whole(year);
    let [quarter, month] = [Part::Quarter(4), Part::Month(12)].map(|part| Period { year, part });
    let of_year = [(whole, false), (whole, true), (quarter, true), (month, true)];
    if !of_year.iter().any(|(period, to_date)| told.speaks_of(*period, *to_date)) {
        return None;
    }
    let (parts, together) = whole.parts().into_iter().find_map(|parts| {
        if !parts.iter().all(|part| told.speaks_of(*part, false)) {
            return None;
        }
        let sums: Option<Vec<Sum>> = parts.iter().map(|part| reported(*part, false)).collect();
        Some((parts.len(), Sum::total(&sums?)?))
    })?;
    let yearly = of_year.into_iter().find_map(|(period, to_date)| reported(period, to_date))?;
    let difference = together.short_of(&yearly).or_else(|| yearly.short_of(&together))?;
    let message = phrase!(
        "the {} of `{}` for `{}` in the {} of {} {} up to {}; for the year {} is reported, a difference of {}",
        what,
        line.partner,
        agreement.title,
        if parts == 4 { "four quarters" } else { "twelve months" },
        year,
        if kind == Kind::Contribution { "add" } else { "adds" },
        together.amount,
        yearly.amount,
        difference
    );
    Some(
        Finding::new(&ABOUT, message)
            .found(yearly.amount, &yearly.origins)
            .expected(together.amount, &together.origins)
            .differing_by(difference)
            .on_partner(Some(&line.partner)),
    )
}
