//! Below minimum: an NHS body puts less into the Better Care Fund than a published minimum.

use crate::finding::phrase::{Phrase, cells, name, names, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::model::condition::Minimum;
use crate::model::entry::{Class, Form};
use crate::reconcile::checks::{Check, Judge};
use crate::reconcile::conditions::{Asks, Basis, Condition, MINIMUMS, Stands};
use crate::reconcile::judged::Judged;
use crate::reconcile::{Books, Line, Sum, partners_on};

/// What this check is about.
pub const ABOUT: About = About {
    name: MINIMUMS,
    level: Level::Error,
    nature: Nature::Fact,
    finds: "contributions of an NHS body that are below a published minimum on the register's sheet Totals: of all that it puts in \
            (nhs-minimum: what it committed after agreed variations or, if that is enough, what it budgeted), of what is for social care \
            (nhs-minimum-social-care) and of what is for services out of hospital (nhs-minimum-out-of-hospital), by source of funding, area of spend and commissioner on the sheet Schemes, or where that does not say by the column For; or a \
            minimum with no commitment at all. Money in cash and for revenue counts, and no grant of the year. The agreements of all types \
            that ask for this check are added up, and a body counts together with those that it took over from. Which minimums a year has \
            stands in templates/conditions.toml.",
    matters: "the minimum is a condition of the money. Below it, the plan cannot be approved.",
    action: "ask the NHS body to raise its contribution to the minimum, or correct the figure on the sheet `Totals`",
    ask: Some("Tell us which of the figures is wrong, or raise the contribution to the minimum."),
};

/// How it judges.
pub const CHECK: Check = Check { about: &ABOUT, judges: &[Judge::Area(judge)], tolerance: None };

/// Looks at each minimum of the year; it is said at the first agreement with money of it.
fn judge(books: &Books, judged: &Judged<'_>) -> Vec<Finding> {
    let of = |condition: &Condition| {
        let Asks::Minimum(minimum) = condition.asks else { return None };
        let required = condition.required.as_ref().ok()?;
        let finding = match condition.is_silent {
            true => nothing(books, condition, required),
            false => below(books, judged, condition, (minimum, required))?,
        };
        let finding = finding.expected(required.amount, &required.origins);
        Some(finding.on_partner(body(condition)).on_agreement(Some(&condition.said_at)))
    };
    books.conditions.iter().filter_map(of).collect()
}

/// The NHS body whose minimum it is; none where it is of the area, or of a council with its board.
fn body(condition: &Condition) -> Option<&str> {
    condition.whose.as_deref().filter(|whose| condition.has(whose))
}

fn below(
    books: &Books,
    judged: &Judged<'_>,
    condition: &Condition,
    (minimum, required): (Minimum, &Sum),
) -> Option<Finding> {
    let is_theirs =
        |line: &&Line| (line.class, line.form) == (Class::Revenue, Form::Cash) && condition.has(&line.partner);
    let lines: Vec<&Line> = judged.lines(books).filter(is_theirs).collect();
    let (does, put_in) = match condition.stands() {
        Stands::Below(_) => ("committed", condition.planned.clone().ok()?),
        Stands::Met if minimum == Minimum::Whole => ("budgeted", budgeted(&lines)?),
        _ => return None,
    };
    let less = put_in.short_of(required)?;
    let mut titles: Vec<&str> = lines.iter().map(|line| books.register.title(&line.agreement)).collect();
    titles.dedup();
    let whose = partners_on(lines);
    let (has, its) = if whose.len() == 1 { ("has", "its") } else { ("have", "their") };
    let purpose = minimum.to_string();
    let (who, to, year, at) = (names(whose), names(titles), books.period.year, cells(&required.origins));
    let of_schemes =
        |paid: Phrase| phrase!("schemes of {} that {} come to {}{} for {}", to, paid, put_in.amount, purpose, year);
    let put = match condition.basis {
        Basis::SchemesOfMinimum => of_schemes(phrase!("the NHS minimum contribution of {} pays", who)),
        Basis::SchemesOfBody => of_schemes(phrase!("are paid by {}", who)),
        Basis::Commitments => phrase!("{} {} {} {}{} to {} for {}", who, has, does, put_in.amount, purpose, to, year),
    };
    let message = phrase!("{}, {} below {} published minimum{} of {}{}", put, less, its, purpose, required.amount, at);
    Some(Finding::new(&ABOUT, message).found(put_in.amount, &put_in.origins).differing_by(less))
}

/// Bodies with a minimum and no commitment, where others have made theirs.
fn nothing(books: &Books, condition: &Condition, minimum: &Sum) -> Finding {
    let whose = body(condition).map_or_else(|| "an NHS body".into(), name);
    let message = phrase!(
        "the register has no commitment of {} to `{}` for {}, and its published minimum is {}{}",
        whose,
        books.register.title(&condition.said_at),
        books.period.year,
        minimum.amount,
        cells(&minimum.origins)
    );
    let action = "enter its commitment on the sheet `Commitments`, or correct the figure on the sheet `Totals`";
    Finding::new(&ABOUT, message).asking(action)
}

/// What was budgeted; not known where a budget is missing.
fn budgeted(lines: &[&Line]) -> Option<Sum> {
    let budgets: Option<Vec<&Sum>> = lines.iter().map(|line| line.budgeted.figure()).collect();
    Sum::total(budgets?)
}
