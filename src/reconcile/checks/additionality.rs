//! Additionality: a council spends less of its own while a payment for additional spending comes in.

use crate::finding::phrase::phrase;
use crate::finding::{About, Finding, Level, Nature};
use crate::model::agreement::Agreement;
use crate::model::money::Money;
use crate::model::partner::{Partner, Sector};
use crate::model::period::Period;
use crate::model::total::TotalFigure;
use crate::reconcile::checks::{Check, Judge};
use crate::reconcile::judged::Judged;
use crate::reconcile::{Books, Sum};

/// What this check is about.
pub const ABOUT: About = About {
    name: "additionality",
    level: Level::Note,
    nature: Nature::Judgement,
    finds: "a council whose own spending, which is council-line on the register's sheet Totals, is below last year's in a year \
            in which an NHS body pays it for additional spending. It is an indicator and proves nothing.",
    matters: "the payment is a grant for additional spending. Where the council's own spending falls, it may stand in for it.",
    action: "ask the council what the payment added, and enter the answer on the sheet `Notes`",
    ask: Some("Tell us what the payment added to your own spending."),
};

/// How it judges.
pub const CHECK: Check = Check { about: &ABOUT, judges: &[Judge::Area(judge)], tolerance: None };

/// Looks at each council with figures for both years; it is said at the first agreement with a payment.
fn judge(books: &Books, judged: &Judged<'_>) -> Vec<Finding> {
    let mut payments = judged.agreements.iter().filter_map(|one| payment(books, one).map(|payment| (one, payment)));
    let Some((first, payment)) = payments.next() else { return Vec::new() };
    let councils = books.register.partners.iter().filter(|partner| partner.sector == Sector::Council);
    councils.filter_map(|council| fell(books, first, council, &payment)).collect()
}

/// What is held of an agreement's payments: what was reported or, where it was not, what was committed.
fn payment(books: &Books, agreement: &Agreement) -> Option<Sum> {
    let closed = books.is_closed();
    let lines = books.lines_of(&agreement.id);
    Sum::total(lines.filter_map(|line| line.held(closed).figure().or(line.committed.as_ref())))
        .filter(|sum| sum.amount > Money::ZERO)
}

fn fell(books: &Books, agreement: &Agreement, council: &Partner, payment: &Sum) -> Option<Finding> {
    let year = books.period.year;
    let spent = |year| books.register.total(Some(&council.name), TotalFigure::CouncilLine, Period::whole(year));
    let (now, last) = (spent(year)?, spent(year.before()?)?);
    let less = last.amount.checked_sub(now.amount).filter(|less| *less > Money::ZERO)?;
    let message = phrase!(
        "`{}` spends {} of its own in {}, {} below last year's {}, while {} comes in under `{}`: an indicator that proves nothing",
        council.name,
        now.amount,
        year,
        less,
        last.amount,
        payment.amount,
        agreement.title
    );
    Some(
        Finding::new(&ABOUT, message)
            .found(now.amount, std::slice::from_ref(&now.origin))
            .expected(last.amount, std::slice::from_ref(&last.origin))
            .differing_by(less)
            .at_cells(&payment.origins)
            .on_agreement(Some(&agreement.id))
            .on_partner(Some(&council.name)),
    )
}
