//! Below minimum: an NHS body puts less into the Better Care Fund than the published minimum.

use crate::finding::phrase::{cells, names, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::model::agreement::Agreement;
use crate::model::partner::{Partner, Sector};
use crate::model::period::Period;
use crate::model::total::TotalFigure;
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

/// Looks at each NHS body that has a minimum.
pub fn judge(books: &Books, agreement: &Agreement) -> Vec<Finding> {
    let bodies = books.register.partners.iter().filter(|partner| partner.sector == Sector::Health);
    bodies.filter_map(|partner| below(books, agreement, partner)).collect()
}

fn below(books: &Books, agreement: &Agreement, partner: &Partner) -> Option<Finding> {
    let year = books.period.year;
    let bodies = books.register.bodies_of(&partner.name, year.last_day());
    let total = |body: &&str| books.register.total(Some(body), TotalFigure::NhsMinimum, Period::whole(year));
    let minimum = Sum::of(bodies.iter().filter_map(total).map(|total| (total.amount, &total.origin)))?;
    let all = books.judged_by(ABOUT.name).flat_map(|one| books.lines_of(&one.id));
    let mut theirs = all.filter(|line| bodies.contains(&line.partner.as_str()));
    if theirs.all(|line| line.opening.is_none() && !line.unreadable_promise) {
        return nothing(books, agreement, partner, &minimum);
    }
    let lines = books.lines_together(ABOUT.name, agreement, &bodies)?;
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
            .on_partner(Some(&partner.name)),
    )
}

/// A body with a minimum and no commitment, where others have made theirs; said of the first of their agreements.
fn nothing(books: &Books, agreement: &Agreement, partner: &Partner, minimum: &Sum) -> Option<Finding> {
    let promised = |one: &&Agreement| books.lines_of(&one.id).any(|line| line.opening.is_some());
    books.judged_by(ABOUT.name).find(promised).filter(|first| first.id == agreement.id)?;
    let message = phrase!(
        "the register has no commitment of `{}` to `{}` for {}, and its published minimum is {}{}",
        partner.name,
        agreement.title,
        books.period.year,
        minimum.amount,
        cells(&minimum.origins)
    );
    let finding = Finding::new(&ABOUT, message).expected(minimum.amount, &minimum.origins);
    let action = "enter its commitment on the sheet `Commitments`, or correct the figure on the sheet `Totals`";
    Some(finding.asking(action).on_partner(Some(&partner.name)))
}

/// What was committed; not known where a commitment cannot be read.
fn committed(lines: &[&Line]) -> Option<Sum> {
    if lines.iter().any(|line| line.unreadable_promise) {
        return None;
    }
    Sum::total(lines.iter().filter_map(|line| line.committed.as_ref()))
}

/// What was budgeted; not known where a budget is missing.
fn budgeted(lines: &[&Line]) -> Option<Sum> {
    let budgets: Option<Vec<&Sum>> = lines.iter().map(|line| line.budgeted.figure()).collect();
    Sum::total(budgets?)
}
