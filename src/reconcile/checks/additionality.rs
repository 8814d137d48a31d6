//! Additionality: a council spends less of its own while a payment for additional spending comes in.

use crate::finding::phrase::phrase;
use crate::finding::{About, Finding, Level, Nature};
use crate::model::agreement::Agreement;
use crate::model::money::Money;
use crate::model::partner::{Partner, Sector};
use crate::model::period::Period;
use crate::model::total::TotalFigure;
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

/// Looks at each council with figures for both years; agreements are judged together, so that it is said once.
pub fn judge(books: &Books, agreement: &Agreement) -> Vec<Finding> {
    let mut judged = books.judged_by(ABOUT.name).map(|one| (one, payment(books, one)));
    let Some((first, Some(payment))) = judged.find(|(_, payment)| payment.is_some()) else { return Vec::new() };
    if first.id != agreement.id {
        return Vec::new();
    }
    let councils = books.register.partners.iter().filter(|partner| partner.sector == Sector::Council);
    councils.filter_map(|council| fell(books, agreement, council, &payment)).collect()
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
            .on_partner(Some(&council.name)),
    )
}
