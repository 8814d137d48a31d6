//! Carry-forward break: what a pool brought forward is not what it carried forward the year before.

use crate::finding::phrase::{cells, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::model::agreement::Agreement;
use crate::model::total::TotalFigure;
use crate::reconcile::checks::{A_POUND, Check, Judge};
use crate::reconcile::{Books, Sum};

/// What this check is about.
pub const ABOUT: About = About {
    name: "carry-forward-break",
    level: Level::Error,
    nature: Nature::Fact,
    finds: "a pool that brought forward another amount than it carried forward the year before: brought-forward of the year and \
            carried-forward of the last, of the agreement, on the register's sheet Totals.",
    matters: "money that was left in the pool belongs to all its partners. Between two years it may have gone to one of them.",
    action: "ask the host for the pool's account at the end of last year, and correct the figure that does not hold",
    ask: Some("Send the pool’s account at the end of last year, or tell us which of the figures is wrong."),
};

/// How it judges.
pub const CHECK: Check = Check { about: &ABOUT, judges: &[Judge::Agreement(judge)], tolerance: A_POUND };

/// Looks at an agreement of which both figures are known.
fn judge(books: &Books, agreement: &Agreement) -> Vec<Finding> {
    broken(books, agreement).into_iter().collect()
}

fn broken(books: &Books, agreement: &Agreement) -> Option<Finding> {
    let year = books.period.year;
    let total = |figure, year| {
        let all = books.register.totals_of(&agreement.id, figure, year);
        Sum::of_amounts(all.map(|total| (total.amount, &total.origin)))
    };
    let brought = total(TotalFigure::BroughtForward, year)?;
    let last = year.before()?;
    let carried = total(TotalFigure::CarriedForward, last)?;
    let difference = brought.amount.checked_sub(carried.amount)?.abs();
    if brought.amount == carried.amount {
        return None;
    }
    let message = phrase!(
        "`{}` brought {} forward into {}; it had carried {} forward from {}{}, a difference of {}",
        agreement.title,
        brought.amount,
        year,
        carried.amount,
        last,
        cells(&carried.origins),
        difference
    );
    let finding = Finding::new(&ABOUT, message)
        .found(brought.amount, &brought.origins)
        .expected(carried.amount, &carried.origins)
        .differing_by(difference);
    Some(finding.on_partner(agreement.host.as_deref()))
}
