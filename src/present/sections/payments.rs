//! Payments: of each under section 256 or 76 what was paid, spent and left, and what is kept of its decision, conditions and voucher.

use super::{Desk, NamedBlocks, capital, in_words, row, words_cell, words_column};
use crate::measure::id;
use crate::model::agreement::Agreement;
use crate::model::money::Money;
use crate::model::payment::{PaymentRecord, Treatment};
use crate::model::words::{listed, slug};
use crate::present::pack::{Block, Cell, Row, Table};
use crate::present::words::Exactness;
use crate::reconcile::checks::{decision_missing, unspent_payment, voucher_missing};

/// A heading for each payment with its money, and what is kept of each of its purposes; nothing where there is none.
pub fn blocks(desk: &Desk<'_>) -> NamedBlocks {
    let books = &desk.figures.books;
    let year = books.period.year;
    let is_of_the_year =
        |one: &&Agreement| books.has_money_in(one, year) || books.register.payments_in(&one.id, year).next().is_some();
    let payments = books.register.agreements.iter().filter(|one| books.is_payment(one)).filter(is_of_the_year);
    vec![("payments", payments.flat_map(|agreement| one(desk, agreement)).collect())]
}

fn one(desk: &Desk<'_>, agreement: &Agreement) -> Vec<Block> {
    let books = &desk.figures.books;
    let rows: Vec<&PaymentRecord> =
        books.register.payments_in(&agreement.id, books.period.year).filter(|one| one.year.is_some()).collect();
    let mut facts = money(desk, agreement);
    if rows.len() < 2 {
        facts.extend(kept(desk, agreement, rows.first().copied()));
    }
    let mut tables = vec![table(desk, agreement, None, facts)];
    if rows.len() > 1 {
        let each = rows.iter().enumerate();
        tables.extend(each.map(|(at, one)| table(desk, agreement, Some(at + 1), kept(desk, agreement, Some(one)))));
    }
    let heading = Block::Heading { level: 2, text: agreement.title.clone() };
    std::iter::once(heading).chain(tables.into_iter().map(Block::Table)).collect()
}

fn table(desk: &Desk<'_>, agreement: &Agreement, part: Option<usize>, rows: Vec<Row>) -> Table {
    let books = &desk.figures.books;
    let caption = match part {
        None => format!("The payment in {}, as at {}", desk.year(books.period.year), in_words(books.as_at)),
        Some(part) => format!("{}, part {part}", agreement.title),
    };
    let part = part.map(|part| format!("-{part}")).unwrap_or_default();
    Table {
        name: format!("payment-{}{part}", slug(&agreement.id)),
        caption,
        columns: vec![words_column("Item", 1), words_column("Entry", 3)],
        rows,
        notes: Vec::new(),
    }
}

fn line(item: &str, entry: Cell) -> Row {
    row(vec![words_cell(item), entry])
}

/// What was paid, what there was besides, what was spent, and what was not.
fn money(desk: &Desk<'_>, agreement: &Agreement) -> Vec<Row> {
    let books = &desk.figures.books;
    let find = |id| desk.figures.find(id, Some(&agreement.id), None);
    let cell = |id| {
        let figure = find(id);
        let why = figure.and_then(|figure| desk.figures.get(figure)).and_then(|figure| figure.quantity.why_not());
        match why {
            _ if figure.is_none() => words_cell("Not reported"),
            Some(why) if why.amounts().next().is_none() => words_cell(&format!("Not known: {}", why.bare())),
            Some(_) => words_cell("Not known: two amounts, under data quality"),
            None => desk.cell(figure, Exactness::Full),
        }
    };
    let is_nobodys = |id| desk.amount(find(id)).is_none();
    let mut rows = vec![line("Committed", cell(id::COMMITTED)), line("Paid", cell(id::PAID))];
    // Where the payer says nothing, the body that was paid may.
    if is_nobodys(id::PAID) && !is_nobodys(id::RECEIVED) {
        rows.push(line("Received, as the body that was paid says", cell(id::RECEIVED)));
    }
    if find(id::PAYMENT_BROUGHT_FORWARD).is_some() {
        rows.push(line("Brought forward", cell(id::PAYMENT_BROUGHT_FORWARD)));
    }
    rows.push(line("Spent", cell(id::ACTUAL)));
    match books.is_closed() {
        true if find(id::PAYMENT_UNSPENT).is_some() => rows.push(line("Not spent", cell(id::PAYMENT_UNSPENT))),
        true => {}
        false => rows.push(line("Not spent", words_cell("The year is not over"))),
    }
    rows
}

/// What is kept of a purpose of the payment; of no row nothing is.
fn kept(desk: &Desk<'_>, agreement: &Agreement, record: Option<&PaymentRecord>) -> Vec<Row> {
    let text = |said: fn(&PaymentRecord) -> Option<&String>| {
        record.and_then(said).map_or_else(|| NOT_RECORDED.to_owned(), |said| capital(said))
    };
    let mut rows = Vec::new();
    rows.extend(becomes(desk, agreement, record).map(|becomes| (WHAT_BECOMES, becomes)));
    rows.extend([
        ("Purpose", text(|one| one.purpose.as_ref())),
        ("Decided by the payer", decision(desk, agreement, record)),
        ("More effective because", text(|one| one.more_effective_because.as_ref())),
        ("Conditions", text(|one| one.conditions.as_ref())),
        ("Voucher", voucher(desk, agreement, record)),
    ]);
    let is_kept = |entry: &str| entry != NOT_RECORDED;
    let (said, not): (Vec<_>, Vec<_>) =
        rows.into_iter().partition(|(item, entry)| is_kept(entry) || *item == WHAT_BECOMES);
    let mut lines: Vec<Row> = said.iter().map(|(item, entry)| line(item, words_cell(entry))).collect();
    let not: Vec<&str> = not.iter().map(|(item, _)| *item).collect();
    lines.extend((!not.is_empty()).then(|| line(NOT_RECORDED, words_cell(&not.join("; ")))));
    lines
}

const NOT_RECORDED: &str = "Not recorded";
/// What is asked first, and therefore has a line of its own even where nobody says it.
const WHAT_BECOMES: &str = "What becomes of it";

/// What an officer noted, where the sheet says nothing.
fn noted(desk: &Desk<'_>, agreement: &Agreement, about: &str) -> Option<String> {
    let books = &desk.figures.books;
    books.register.settled(&agreement.id, books.period.year, about).map(|note| note.text.clone())
}

fn not_recorded(desk: &Desk<'_>, agreement: &Agreement, about: &str) -> String {
    noted(desk, agreement, about).unwrap_or_else(|| NOT_RECORDED.to_owned())
}

/// What becomes of what was not spent; nothing where nothing is left, or nobody can tell yet.
fn becomes(desk: &Desk<'_>, agreement: &Agreement, record: Option<&PaymentRecord>) -> Option<String> {
    let said = record.and_then(|one| Some((one.treatment.as_ref()?, one.treatment()?)));
    if let Some((words, treatment)) = said {
        let more = match treatment {
            Treatment::CarriedForward { agreed: false } => "; with whose agreement is not recorded",
            Treatment::Open => "; which leaves it open",
            _ => "",
        };
        return Some(format!("{}{more}", capital(words)));
    }
    let left = desk.figures.find(id::PAYMENT_UNSPENT, Some(&agreement.id), None)?;
    let is_all_spent = desk.amount(Some(left)).is_some_and(|left| left == Money::ZERO);
    (!is_all_spent).then(|| not_recorded(desk, agreement, unspent_payment::ABOUT.name))
}

/// Who decided, when, and where that is written, with what of it is not recorded.
fn decision(desk: &Desk<'_>, agreement: &Agreement, record: Option<&PaymentRecord>) -> String {
    let Some(record) = record.filter(|one| one.decided_by.is_some() || one.has_decision()) else {
        return not_recorded(desk, agreement, decision_missing::ABOUT.name);
    };
    let on = record.decided_on.as_ref().and_then(|on| on.means.as_ref().ok());
    let parts = [
        ("who", record.decided_by.as_deref().map(capital)),
        ("when", on.map(|on| format!("on {}", in_words(*on)))),
        ("where that is written", record.minute.clone()),
    ];
    with_gaps(&parts)
}

/// The voucher with its date and who signed it, and what of that is not recorded.
fn voucher(desk: &Desk<'_>, agreement: &Agreement, record: Option<&PaymentRecord>) -> String {
    let Some((record, reference)) = record.and_then(|one| Some((one, one.voucher.as_ref()?))) else {
        let due = (!desk.figures.books.is_closed()).then(|| "Due once the year is over".to_owned());
        let said = noted(desk, agreement, voucher_missing::ABOUT.name).or(due);
        return said.unwrap_or_else(|| NOT_RECORDED.to_owned());
    };
    let on = record.voucher_date.as_ref().and_then(|on| on.means.as_ref().ok());
    let parts = [
        ("the reference", Some(reference.clone())),
        ("the date", on.map(|on| format!("of {}", in_words(*on)))),
        ("who signed it", record.signed_by.as_ref().map(|by| format!("signed by {by}"))),
    ];
    with_gaps(&parts)
}

/// What is recorded, and then the names of what is not.
fn with_gaps(parts: &[(&str, Option<String>)]) -> String {
    let said: Vec<&str> = parts.iter().filter_map(|(_, said)| said.as_deref()).collect();
    let gaps: Vec<&str> = parts.iter().filter(|(_, said)| said.is_none()).map(|(name, _)| *name).collect();
    let gaps = if gaps.is_empty() { String::new() } else { format!("; not recorded: {}", listed(&gaps)) };
    format!("{}{gaps}", said.join(", "))
}
