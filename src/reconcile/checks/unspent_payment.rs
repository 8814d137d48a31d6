//! Unspent payment: money that one body paid another and that was not spent, without a word on what becomes of it.

use std::collections::BTreeSet;

use crate::finding::phrase::{Phrase, names, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::model::agreement::Agreement;
use crate::model::money::Money;
use crate::model::payment::{PaymentRecord, Treatment};
use crate::model::period::{Period, Year};
use crate::reconcile::checks::{A_POUND, Check, Judge};
use crate::reconcile::{Books, Sum, Unspent};

/// What this check is about.
pub const ABOUT: About = About {
    name: "unspent-payment",
    level: Level::Warning,
    nature: Nature::Fact,
    finds: "a payment under section 256 or 76 of which something was not spent by the end of a year that is over, this one or an \
            earlier one of which returns lie in the folder or the register has a row (what was paid, with \
            what was brought forward, less what the body that was paid spent; or the amount under Unspent on the register's sheet \
            Payments), where that sheet does not say under Treatment what becomes of it; or of which the two amounts differ. Words \
            that leave it open, such as to be decided, say nothing.",
    matters: "the money was paid for a purpose. Until somebody says that it goes back, is carried forward with the payer's agreement \
              or is spent on something else, nobody can tell whose it is.",
    action: "ask the two bodies what becomes of the money, and enter it under `Treatment` on the sheet `Payments`",
    ask: Some(
        "Tell us what becomes of what was not spent: returned, carried forward and with whose agreement, or reused.",
    ),
};

/// How it judges.
pub const CHECK: Check = Check { about: &ABOUT, judges: &[Judge::Agreement(judge)], tolerance: A_POUND };

/// Looks at the year, and at what the register and returns have of the years before it.
fn judge(books: &Books, agreement: &Agreement) -> Vec<Finding> {
    let year = books.period.year;
    let rows = books.register.payments.under(&agreement.id).filter_map(|row| row.year);
    let past = books.past.under(&agreement.id).map(|past| past.year);
    let earlier: BTreeSet<Year> = rows.chain(past).filter(|of| *of < year).collect();
    let of_earlier = earlier
        .into_iter()
        .filter_map(|of| of_year(books, agreement, of).map(|finding| finding.in_period(Period::whole(of))));
    of_earlier.chain(of_year(books, agreement, year)).collect()
}

fn of_year(books: &Books, agreement: &Agreement, year: Year) -> Option<Finding> {
    if is_settled(books, agreement, year) {
        return None;
    }
    let whole = books.unspent(agreement, year).into_iter().next().map(|(_, whole)| whole);
    match whole {
        Some(Unspent::Contradicted { register, returns }) => contradicted(agreement, year, &register, &returns),
        _ if has_amounts(books, agreement, year) => by_register(books, agreement, year),
        Some(Unspent::Known(left)) => silent(books, agreement, year, &left),
        Some(Unspent::NotKnown(_)) | None => None,
    }
}

fn is_settled(books: &Books, agreement: &Agreement, year: Year) -> bool {
    books.register.settled(&agreement.id, year, ABOUT.name).is_some()
}

fn amount(row: &PaymentRecord) -> Option<Money> {
    row.unspent.as_ref()?.means.as_ref().ok().copied().filter(|amount| *amount > Money::ZERO)
}

fn has_amounts(books: &Books, agreement: &Agreement, year: Year) -> bool {
    books.register.payments_in(&agreement.id, year).any(|row| amount(row).is_some())
}

/// What the register itself says was not spent, of rows that do not say what becomes of it.
fn by_register(books: &Books, agreement: &Agreement, year: Year) -> Option<Finding> {
    let rows = books.register.payments.under(&agreement.id).filter(|row| row.year == Some(year));
    let silent: Vec<(&PaymentRecord, Money)> =
        rows.filter(|row| !row.says_what_becomes()).filter_map(|row| Some((row, amount(row)?))).collect();
    let cells = silent.iter().filter_map(|(row, amount)| Some((*amount, &row.unspent.as_ref()?.origin)));
    let left = Sum::of_amounts(cells)?;
    let purposes: Vec<&str> = silent.iter().filter_map(|(row, _)| row.purpose.as_deref()).collect();
    let purposes = (!purposes.is_empty()).then(|| phrase!(" ({})", names(purposes)));
    let message = phrase!(
        "{} of what was paid under `{}`{} was not spent in {}, and {}",
        left.amount,
        agreement.title,
        purposes,
        year,
        says(silent.iter().map(|(row, _)| *row))
    );
    Some(Finding::new(&ABOUT, message).found(left.amount, &left.origins).differing_by(left.amount))
}

/// What the returns come to, where no row says what becomes of it.
fn silent(books: &Books, agreement: &Agreement, year: Year, left: &Sum) -> Option<Finding> {
    let rows: Vec<&PaymentRecord> = books.register.payments_in(&agreement.id, year).collect();
    if left.amount == Money::ZERO || rows.iter().any(|row| row.says_what_becomes()) {
        return None;
    }
    let spending = books.spending_of_payment(agreement, year).ok()?;
    let there_was = match &spending.brought_forward {
        Some(brought) if spending.paid.amount == Money::ZERO => {
            phrase!("{} brought forward under `{}`", brought.amount, agreement.title)
        }
        Some(brought) => {
            phrase!("{} paid and {} brought forward under `{}`", spending.paid.amount, brought.amount, agreement.title)
        }
        None => phrase!("{} paid under `{}`", spending.paid.amount, agreement.title),
    };
    let message =
        phrase!("{} of the {} was not spent by the end of {}, and {}", left.amount, there_was, year, says(rows));
    let finding = Finding::new(&ABOUT, message).found(spending.spent.amount, &spending.spent.origins);
    Some(finding.expected(spending.there_was.amount, &spending.there_was.origins).differing_by(left.amount))
}

/// That the register says nothing, or only what leaves it open or names nothing of the kind.
fn says<'a>(rows: impl IntoIterator<Item = &'a PaymentRecord>) -> Phrase {
    let said: Vec<(&str, Treatment)> =
        rows.into_iter().filter_map(|row| Some((row.treatment.as_deref()?, row.treatment()?))).collect();
    let of = |which: Treatment| -> Vec<&str> {
        said.iter().filter(|(_, treatment)| *treatment == which).map(|(words, _)| *words).collect()
    };
    let (open, unread) = (of(Treatment::Open), of(Treatment::Unread));
    match (open.is_empty(), unread.is_empty()) {
        (false, _) => phrase!("the register leaves open what becomes of it: {}", names(open)),
        (true, false) => phrase!(
            "what the register says of it, {}, names neither a return, nor carrying forward, nor another use",
            names(unread)
        ),
        (true, true) => "the register does not say what becomes of it".into(),
    }
}

fn contradicted(agreement: &Agreement, year: Year, register: &Sum, returns: &Sum) -> Option<Finding> {
    let differ = register.short_of(returns).or_else(|| returns.short_of(register))?;
    let message = phrase!(
        "the register says that {} of what was paid under `{}` was not spent in {}, and the returns come to {}; neither is used",
        register.amount,
        agreement.title,
        year,
        returns.amount
    );
    let finding = Finding::new(&ABOUT, message)
        .asking("ask the body that was paid which of the two it is, and correct the sheet `Payments` or the return")
        .found(returns.amount, &returns.origins)
        .expected(register.amount, &register.origins);
    Some(finding.differing_by(differ))
}
