//! Below minimum: an NHS body puts less into the Better Care Fund than the published minimum.

use crate::finding::phrase::{cells, names, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::model::agreement::Agreement;
use crate::model::partner::Sector;
use crate::model::period::Period;
use crate::model::total::TotalFigure;
use crate::reconcile::checks::{Check, Judge};
use crate::reconcile::judged::{Body, Judged};
use crate::reconcile::{Books, Line, Sum, partners_on};

/// What this check is about.
pub const ABOUT: About = About {
    name: "below-minimum",
    level: Level::Error,
    nature: Nature::Fact,
    finds: "contributions of an NHS body that are below its published minimum, which is nhs-minimum on the register's sheet \
            Totals: what it committed after agreed variations or, if that is enough, what it budgeted; or a minimum with no \
            commitment at all. The agreements of all types that ask for this check are added up, and a body counts together with those that \
            it took over from.",
    matters: "the minimum is a condition of the money. Below it, the plan cannot be approved.",
    action: "ask the NHS body to raise its contribution to the minimum, or correct the figure on the sheet `Totals`",
    ask: Some("Raise the contribution to the minimum, or tell us which of the figures is wrong."),
};

/// How it judges.
pub const CHECK: Check = Check { about: &ABOUT, judges: &[Judge::Body(bodies, judge)], tolerance: None };

/// The NHS bodies, in the register's order.
fn bodies(books: &Books) -> Vec<&str> {
    let health = books.register.partners.iter().filter(|partner| partner.sector == Sector::Health);
    health.map(|partner| partner.name.as_str()).collect()
}

/// Looks at a body that has a minimum; it is said at the first agreement in which it has a line.
fn judge(books: &Books, judged: &Judged<'_>, body: &Body<'_>) -> Option<Finding> {
    let year = books.period.year;
    let total = |body: &&str| books.register.total(Some(body), TotalFigure::NhsMinimum, Period::whole(year));
    let minimum =
        Sum::of_amounts(body.answers_for.iter().filter_map(total).map(|total| (total.amount, &total.origin)))?;
    let lines = body.lines(books, judged);
    if lines.iter().all(|line| line.opening.is_none() && !line.unreadable_commitment) {
        return nothing(books, judged, body, &minimum);
    }
    let (does, put_in, less) = [("committed", committed(&lines)), ("budgeted", budgeted(&lines))]
        .into_iter()
        .find_map(|(does, sum)| sum.and_then(|sum| sum.short_of(&minimum).map(|less| (does, sum, less))))?;
    let mut titles: Vec<&str> = lines.iter().map(|line| books.register.title(&line.agreement)).collect();
    titles.dedup();
    let whose = partners_on(lines.iter().copied());
    let (has, its) = if whose.len() == 1 { ("has", "its") } else { ("have", "their") };
    let message = phrase!(
        "{} {} {} {} to {} for {}, {} below {} published minimum of {}{}",
        names(whose),
        has,
        does,
        put_in.amount,
        names(titles),
        year,
        less,
        its,
        minimum.amount,
        cells(&minimum.origins),
    );
    Some(
        Finding::new(&ABOUT, message)
            .found(put_in.amount, &put_in.origins)
            .expected(minimum.amount, &minimum.origins)
            .differing_by(less)
            .on_partner(Some(body.name))
            .on_agreement(lines.first().map(|line| line.agreement.as_str())),
    )
}

/// A body with a minimum and no commitment, where others have made theirs; said at the first of their agreements.
fn nothing(books: &Books, judged: &Judged<'_>, body: &Body<'_>, minimum: &Sum) -> Option<Finding> {
    let has_commitment = |one: &&&Agreement| books.lines_of(&one.id).any(|line| line.opening.is_some());
    let agreement = judged.agreements.iter().find(has_commitment)?;
    let message = phrase!(
        "the register has no commitment of `{}` to `{}` for {}, and its published minimum is {}{}",
        body.name,
        agreement.title,
        books.period.year,
        minimum.amount,
        cells(&minimum.origins)
    );
    let finding = Finding::new(&ABOUT, message).expected(minimum.amount, &minimum.origins);
    let action = "enter its commitment on the sheet `Commitments`, or correct the figure on the sheet `Totals`";
    Some(finding.asking(action).on_partner(Some(body.name)).on_agreement(Some(&agreement.id)))
}

/// What was committed; not known where a commitment cannot be read.
fn committed(lines: &[&Line]) -> Option<Sum> {
    if lines.iter().any(|line| line.unreadable_commitment) {
        return None;
    }
    Sum::total(lines.iter().filter_map(|line| line.committed.as_ref()))
}

/// What was budgeted; not known where a budget is missing.
fn budgeted(lines: &[&Line]) -> Option<Sum> {
    let budgets: Option<Vec<&Sum>> = lines.iter().map(|line| line.budgeted.figure()).collect();
    Sum::total(budgets?)
}
