//! Additionality: a council spends less of its own while a payment for additional spending comes in.

use std::collections::HashSet;

use crate::finding::phrase::phrase;
use crate::finding::{About, Finding, Level, Nature};
use crate::model::agreement::Agreement;
use crate::model::entry::Kind;
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
            in which an NHS body pays it, as receipts or spending say, for additional spending. Where the row names an agreement, it is the line of that agreement \
            alone. It is an indicator and proves nothing.",
    matters: "the payment is a grant for additional spending. Where the council's own spending falls, it may stand in for it.",
    action: "ask the council what the payment added, and enter the answer on the sheet `Notes`",
    ask: Some("Tell us what the payment added to your own spending."),
};

/// How it judges.
pub const CHECK: Check = Check { about: &ABOUT, judges: &[Judge::Area(judge)], tolerance: None };

/// Looks at each council with figures for both years: those of one agreement by themselves; those of the whole area once, at the
/// first agreement with a payment to it that has none of its own.
fn judge(books: &Books, judged: &Judged<'_>) -> Vec<Finding> {
    let paid = judged.agreements.iter().filter_map(|one| payment(books, one).map(|payment| (*one, payment)));
    let (own, others): (Vec<_>, Vec<_>) = paid.partition(|(agreement, _)| has_own_line(books, agreement));
    let of_one = |(agreement, payment): &(&Agreement, Sum)| -> Vec<Finding> {
        let councils = paid_councils(books, agreement).into_iter();
        councils.filter_map(|council| fell(books, agreement, council, payment, Some(&agreement.id))).collect()
    };
    let mut findings: Vec<Finding> = own.iter().flat_map(of_one).collect();
    let mut told = HashSet::new();
    let of_all = others.iter().flat_map(|(agreement, payment)| {
        let councils: Vec<&Partner> = paid_councils(books, agreement);
        councils.into_iter().map(move |council| (*agreement, payment, council))
    });
    let of_all = of_all.filter(|(_, _, council)| told.insert(council.name.as_str()));
    let of_all = of_all.filter_map(|(agreement, payment, council)| fell(books, agreement, council, payment, None));
    findings.extend(of_all);
    findings
}

/// The councils that are paid: who says what it received or spent; where nobody does the only council there is, and of several none.
fn paid_councils<'a>(books: &'a Books, agreement: &Agreement) -> Vec<&'a Partner> {
    let year = books.period.year;
    let is_there = |partner: &&Partner| {
        partner.from.is_none_or(|from| from <= year.last_day()) && partner.to.is_none_or(|to| to >= year.first_day())
    };
    let councils: Vec<&Partner> =
        books.register.partners.iter().filter(|partner| partner.sector == Sector::Council).filter(is_there).collect();
    let receivers = books.lines_of(&agreement.id).filter_map(|line| books.receiver(agreement, line));
    let topics = books.ledger.topics(&agreement.id).iter().filter(|topic| topic.kind == Kind::Expenditure);
    let spenders = topics
        .flat_map(|topic| books.ledger.positions_on(topic))
        .filter(|position| position.period.year == year)
        .filter_map(|position| position.subject.reporter.as_deref());
    let named: HashSet<&str> = agreement.host.as_deref().into_iter().chain(receivers).chain(spenders).collect();
    let paid: Vec<&Partner> = councils.iter().copied().filter(|one| named.contains(one.name.as_str())).collect();
    if paid.is_empty() && councils.len() == 1 { councils } else { paid }
}

/// Whether the register has a line of the council's spending for an agreement.
fn has_own_line(books: &Books, agreement: &Agreement) -> bool {
    books.register.totals.under(&agreement.id).any(|total| total.figure == TotalFigure::CouncilLine)
}

/// What is held of an agreement's payments: what was reported or, where it was not, what was committed.
fn payment(books: &Books, agreement: &Agreement) -> Option<Sum> {
    let closed = books.is_closed();
    let lines = books.lines_of(&agreement.id);
    Sum::total(lines.filter_map(|line| line.held(closed).figure().or(line.committed.as_ref())))
        .filter(|sum| sum.amount > Money::ZERO)
}

fn fell(books: &Books, agreement: &Agreement, council: &Partner, payment: &Sum, of: Option<&str>) -> Option<Finding> {
    let year = books.period.year;
    let spent = |year| books.register.council_line(&council.name, of, Period::whole(year));
    let (now, last) = (spent(year)?, spent(year.before()?)?);
    let less = last.amount.checked_sub(now.amount).filter(|less| *less > Money::ZERO)?;
    let message = phrase!(
        "`{}` spends {} of its own{} in {}, {} below last year's {}, while {} comes in under `{}`: an indicator that proves nothing",
        council.name,
        now.amount,
        if of.is_some() { " on the same line" } else { "" },
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
