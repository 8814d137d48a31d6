//! DFG not passed on: of the disabled facilities grant districts get another amount than was received for them.

use crate::finding::phrase::{Phrase, cells, names, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::model::agreement::Agreement;
use crate::model::period::Period;
use crate::model::total::{Total, TotalFigure};
use crate::reconcile::checks::{Check, Judge};
use crate::reconcile::judged::Judged;
use crate::reconcile::{Books, Sum};

/// What this check is about.
pub const ABOUT: About = About {
    name: "dfg-not-passed-on",
    level: Level::Warning,
    nature: Nature::Fact,
    finds: "in an area with districts, disabled facilities grant that was passed on to them and does not add up to what was \
            received: dfg-passed-on of each district and allocation-dfg of the county or the area on the register's sheet Totals. An \
            exception that was agreed is a row on the sheet Notes, about dfg-not-passed-on, with an agreement that asks for this \
            check and the year.",
    matters: "districts have the duty to adapt homes. The grant is paid to the county on condition that it reaches them.",
    action: "ask the county what became of it, or enter what was agreed on `Notes`, about `dfg-not-passed-on`",
    ask: Some("Tell us what became of the rest of the grant, and what was agreed about it."),
};

/// How it judges.
pub const CHECK: Check = Check { about: &ABOUT, judges: &[Judge::Area(judge)], tolerance: None };

/// Looks at the grant of the year; it is said at the first agreement that is judged.
fn judge(books: &Books, judged: &Judged<'_>) -> Vec<Finding> {
    let Some(first) = judged.agreements.first() else { return Vec::new() };
    let is_settled = |one: &&Agreement| books.register.settled(&one.id, books.period.year, ABOUT.name).is_some();
    if judged.agreements.iter().any(is_settled) {
        return Vec::new();
    }
    kept_back(books).map(|finding| finding.on_agreement(Some(&first.id))).into_iter().collect()
}

fn kept_back(books: &Books) -> Option<Finding> {
    let year = books.period.year;
    let totals = |figure: TotalFigure| -> Vec<&Total> {
        let is_of = |total: &&Total| total.figure == figure && total.period == Period::whole(year);
        books.register.totals.iter().filter(is_of).collect()
    };
    let sum = |totals: &[&Total]| Sum::of_amounts(totals.iter().map(|total| (total.amount, &total.origin)));
    let passed_on = totals(TotalFigure::DfgPassedOn);
    let districts: Vec<&String> = passed_on.iter().filter_map(|total| total.partner.as_ref()).collect();
    let is_a_district =
        |total: &Total| passed_on.iter().any(|one| one.partner.is_some() && one.partner == total.partner);
    let received: Vec<&Total> =
        totals(TotalFigure::AllocationDfg).into_iter().filter(|total| !is_a_district(total)).collect();
    let (passed_on, received) = (sum(&passed_on)?, sum(&received)?);
    let difference = received.amount.checked_sub(passed_on.amount)?.abs();
    if received.amount == passed_on.amount {
        return None;
    }
    let to: Phrase = if districts.is_empty() { "districts".into() } else { names(districts) };
    let message = phrase!(
        "of the disabled facilities grant of {} for {}{} {} was passed on to {}, a difference of {}",
        received.amount,
        year,
        cells(&received.origins),
        passed_on.amount,
        to,
        difference
    );
    let finding = Finding::new(&ABOUT, message)
        .found(passed_on.amount, &passed_on.origins)
        .expected(received.amount, &received.origins);
    Some(finding.differing_by(difference))
}
