//! Calendar: the dates of all agreements in one table, the first day first; and the instalments that fall due next.

mod instalments;

use chrono::{Days, Months, NaiveDate};

use super::{Desk, NamedBlocks, in_words, row, words_cell, words_column};
use crate::model::agreement::{Agreement, AgreementStatus};
use crate::model::period::Year;
use crate::model::words::{counted, listed};
use crate::present::pack::{Block, Table};
use crate::reconcile::checks::{agreement_ends, not_signed};
use crate::reconcile::{Books, Instalment};

/// How far the calendar looks ahead, in months.
const MONTHS_AHEAD: u32 = 12;

/// What happens on a day, and under which agreement; `None` of both is said of no day, or of several agreements.
struct Entry {
    day: Option<NaiveDate>,
    whose: String,
    what: String,
}

/// Up to how many agreements of one day are named.
const NAMED: usize = 3;
/// How many notes under a table the paper prints.
const NOTES: usize = 4;
/// How many dates, and how many instalments, the paper lists; the evidence has all.
const LISTED: (usize, usize) = (12, 8);

/// The calendar and the instalments, those that come first; nothing where there is nothing but the meeting.
pub fn blocks(desk: &Desk<'_>) -> NamedBlocks {
    let (dates, instalments) = tables(desk);
    let first = |mut blocks: Vec<Block>, most: usize| {
        for block in &mut blocks {
            let Block::Table(table) = block else { continue };
            if table.notes.len() > NOTES {
                table.notes.truncate(NOTES);
                table.notes.push("More is said in the evidence.".to_owned());
            }
            if table.rows.len() > most {
                table.notes.push(format!("{} more, in the evidence.", table.rows.len() - most));
                table.rows.truncate(most);
            }
        }
        blocks
    };
    vec![("dates", first(dates, LISTED.0)), ("instalments", first(instalments, LISTED.1))]
}

/// All dates and instalments, of which the paper lists the first; nothing where it lists all.
pub fn all(desk: &Desk<'_>) -> NamedBlocks {
    let (dates, instalments) = tables(desk);
    let long = |blocks: Vec<Block>, most: usize| {
        let is_long = |block: &Block| matches!(block, Block::Table(table) if table.rows.len() > most || table.notes.len() > NOTES);
        let renamed = |block: Block| match block {
            Block::Table(table) => Block::Table(Table { name: format!("all-{}", table.name), ..table }),
            other => other,
        };
        if blocks.iter().any(is_long) { blocks.into_iter().map(renamed).collect() } else { Vec::new() }
    };
    vec![("dates", long(dates, LISTED.0)), ("instalments", long(instalments, LISTED.1))]
}

fn tables(desk: &Desk<'_>) -> (Vec<Block>, Vec<Block>) {
    let books = &desk.figures.books;
    let instalments = books.instalments();
    let mut entries: Vec<Entry> =
        books.register.agreements.iter().flat_map(|agreement| of_agreement(desk, agreement)).collect();
    entries.extend(of_instalments(books, &instalments));
    if entries.is_empty() && instalments.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let meeting = format!("Meeting: {}", desk.area.committee);
    entries.push(Entry { day: Some(books.meeting), whose: "–".to_owned(), what: meeting });
    entries.sort_by_key(|entry| entry.day.unwrap_or(NaiveDate::MAX));
    let line = |(day, what, whose): &(Option<NaiveDate>, String, Vec<String>)| {
        let day = day.map_or_else(|| "No day".to_owned(), in_words);
        row(vec![
            words_cell(&day),
            words_cell(&if whose.len() > NAMED { counted(whose.len(), "agreement") } else { listed(whose) }),
            words_cell(what),
        ])
    };
    let table = Table {
        name: "calendar".to_owned(),
        caption: format!("Dates of the agreements to {}, as at {}", in_words(last_day(books)), in_words(books.as_at)),
        columns: vec![words_column("Date", 1), words_column("Agreement", 2), words_column("What", 4)],
        rows: together(entries).iter().map(line).collect(),
        notes: Vec::new(),
    };
    (vec![Block::Table(table)], instalments::blocks(desk, &instalments))
}

/// What happens on one day under several agreements is one line.
fn together(entries: Vec<Entry>) -> Vec<(Option<NaiveDate>, String, Vec<String>)> {
    let mut lines: Vec<(Option<NaiveDate>, String, Vec<String>)> = Vec::new();
    for Entry { day, whose, what } in entries {
        match lines.iter_mut().find(|(on, said, _)| *on == day && *said == what) {
            Some((.., all)) => all.push(whose),
            None => lines.push((day, what, vec![whose])),
        }
    }
    lines
}

fn last_day(books: &Books) -> NaiveDate {
    books.as_at.checked_add_months(Months::new(MONTHS_AHEAD)).unwrap_or(books.as_at)
}

/// What is dated in an agreement that goes on.
fn of_agreement(desk: &Desk<'_>, agreement: &Agreement) -> Vec<Entry> {
    let books = &desk.figures.books;
    let is_to_begin = agreement.start.is_some_and(|start| start > books.as_at && start <= last_day(books));
    if !agreement.runs_in(books.period.year) && !is_to_begin {
        return Vec::new();
    }
    let noted = |about, what: String| match desk.noted(Some(&agreement.id), about) {
        Some(text) => format!("{what}. {text}"),
        None => what,
    };
    let signature = signature(books, agreement).map(|(day, what)| (Some(day), noted(not_signed::ABOUT.name, what)));
    let begins =
        agreement.start.filter(|start| is_to_begin && signature.as_ref().is_none_or(|(by, _)| by != &Some(*start)));
    let begins = begins.map(|start| (Some(start), "Begins".to_owned()));
    let end = end(books, agreement).map(|(day, what)| (day, noted(agreement_ends::ABOUT.name, what)));
    let notice = notice(books, agreement).map(|(day, what)| (Some(day), what));
    let all = begins.into_iter().chain(signature).chain(review(books, agreement)).chain(notice).chain(end);
    all.map(|(day, what)| Entry { day, whose: agreement.title.clone(), what }).collect()
}

/// The day by which it has to be signed, where it is not.
fn signature(books: &Books, agreement: &Agreement) -> Option<(NaiveDate, String)> {
    let is_asked = books.types_of(agreement).any(|of| of.asks_for(not_signed::ABOUT.name));
    let by = not_signed::signed_by(books, agreement)
        .filter(|by| is_asked && agreement.signed.is_none() && *by <= last_day(books))?;
    // A type without such a day only asks that it is signed before it begins.
    let what = match (not_signed::sign_by(books, agreement) == Some(by), by < books.as_at) {
        (true, true) => "Overdue: it had to be signed by then",
        (true, false) => "To be signed by then",
        (false, true) => "It began",
        (false, false) => "It begins",
    };
    Some((by, format!("{what}; the register has no date of signature")))
}

/// The day by which it is to be reviewed, or how it is.
fn review(books: &Books, agreement: &Agreement) -> Option<(Option<NaiveDate>, String)> {
    let said = agreement.review.as_deref()?;
    match agreement.review_by {
        None => Some((None, format!("Review: {said}"))),
        Some(by) if by > last_day(books) => None,
        Some(by) if by < books.as_at => {
            let what = "It was to be reviewed by then; whether it was is not in the register";
            Some((Some(by), what.to_owned()))
        }
        Some(by) => Some((Some(by), "Review due".to_owned())),
    }
}

/// The last day on which a notice would still run out with a year, of an agreement that goes on after that year.
fn notice(books: &Books, agreement: &Agreement) -> Option<(NaiveDate, String)> {
    let months = agreement.notice_months.filter(|months| *months > 0)?;
    let statuses = agreement.statuses();
    if [AgreementStatus::UnderNotice, AgreementStatus::Ended].into_iter().any(|over| statuses.contains(&over)) {
        return None;
    }
    let first = books.period.year.start();
    let ends = (first..first.saturating_add(4)).filter_map(Year::starting).map(Year::last_day);
    let goes_on = |end: &NaiveDate| {
        agreement.end.is_none_or(|last| last > *end) && agreement.start.is_none_or(|first| first <= *end)
    };
    let given_by = |end: NaiveDate| {
        let after = end.checked_add_days(Days::new(1))?;
        Some((after.checked_sub_months(Months::new(months))?.checked_sub_days(Days::new(1))?, end))
    };
    let mut days = ends.filter(goes_on).filter_map(given_by);
    let (day, end) = days.find(|(day, _)| (books.as_at..=last_day(books)).contains(day))?;
    let months = counted(usize::try_from(months).unwrap_or_default(), "month");
    Some((day, format!("Last day for a notice of {months} that is to run out by {}", in_words(end))))
}

/// Its last day, where that is near, or that it is under notice to a day that is not recorded; one that ended before the year is no
/// longer told.
fn end(books: &Books, agreement: &Agreement) -> Option<(Option<NaiveDate>, String)> {
    let Some(end) = agreement.end else {
        let is_under_notice = agreement.statuses().contains(&AgreementStatus::UnderNotice);
        return is_under_notice.then(|| (None, "Under notice; when it ends is not in the register".to_owned()));
    };
    if end > last_day(books) || end < books.period.year.first_day() {
        return None;
    }
    let ends = if end < books.as_at { "Ended" } else { "Ends" };
    let later = agreement_ends::committed_after(agreement, end);
    let follows = match later.is_empty() {
        true => "what follows it is not in the register".to_owned(),
        false => {
            let years: Vec<String> = later.iter().map(ToString::to_string).collect();
            format!("the register has commitments to it for {}", listed(&years))
        }
    };
    Some((Some(end), format!("{ends}; {follows}")))
}

/// The days on which instalments fall due, each once.
fn of_instalments(books: &Books, instalments: &[Instalment]) -> Vec<Entry> {
    let known = || instalments.iter().filter(|one| one.amount.is_ok() && !books.is_paid_already(one));
    let mut days: Vec<NaiveDate> = known().flat_map(|one| &one.days).copied().collect();
    days.sort_unstable();
    days.dedup();
    let entry = |day: NaiveDate| {
        let on_it = || known().filter(|one| one.days.contains(&day));
        let mut titles: Vec<&str> = on_it().map(|one| books.register.title(&one.agreement)).collect();
        titles.dedup();
        let whose = match titles.as_slice() {
            [only] => (*only).to_owned(),
            several => counted(several.len(), "agreement"),
        };
        let what = match (on_it().count(), day <= books.as_at) {
            (1, false) => "An instalment falls due".to_owned(),
            (1, true) => "An instalment fell due; whether it was paid is after these figures".to_owned(),
            (many, false) => format!("{} fall due", counted(many, "instalment")),
            (many, true) => {
                format!("{} fell due; whether they were paid is after these figures", counted(many, "instalment"))
            }
        };
        Entry { day: Some(day), whose, what }
    };
    days.into_iter().map(entry).collect()
}
