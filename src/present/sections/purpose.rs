//! Purpose: what a member has to know before the figures: final or not, since when, what ends, and how agreements are rated.

use std::collections::BTreeSet;

use chrono::Months;

use super::{Desk, NamedBlocks, changes, in_words};
use crate::finding::Level;
use crate::model::agreement::{Agreement, AgreementStatus};
use crate::model::money::Money;
use crate::model::words::{counted, listed};
use crate::present::pack::{Block, Span};

/// How many errors that make a paper a draft are told.
const ERRORS: usize = 2;
/// How far ahead an agreement's last day is told, in months.
const MONTHS_AHEAD: u32 = 12;
/// The kind of section.
pub const NAME: &str = "purpose";

/// What holds for the whole paper, an item each.
pub fn blocks(desk: &Desk<'_>) -> NamedBlocks {
    let facts = [status(desk), since(desk), ends(desk), ("How agreements are rated", rated(desk))];
    let item = |(what, said): (&str, String)| vec![Span::Strong(format!("{what}:")), Span::Text(format!(" {said}"))];
    vec![("to-know", vec![Block::List(facts.into_iter().map(item).collect())])]
}

/// Whether the paper is final, or which errors make it a draft.
fn status(desk: &Desk<'_>) -> (&'static str, String) {
    let mut errors: Vec<String> = Vec::new();
    // What differs by the same money under one agreement is one matter.
    let mut matters: BTreeSet<(&str, Money)> = BTreeSet::new();
    for finding in desk.findings.iter().filter(|finding| finding.level == Level::Error) {
        let said = desk.plain(&finding.message.without_cells());
        let matter = finding.subject.agreement.as_deref().zip(finding.difference.map(Money::abs));
        if !errors.contains(&said) && matter.is_none_or(|matter| matters.insert(matter)) {
            errors.push(said);
        }
    }
    let more = errors.len().saturating_sub(ERRORS);
    errors.truncate(ERRORS);
    let told = super::reasons::in_whole_pounds(&errors.join(". "));
    let more = if more > 0 { format!(". And {more} more, in the evidence") } else { String::new() };
    let what = if desk.draft { "A draft" } else { "Final" };
    let said = match (desk.draft, errors.is_empty()) {
        (true, true) => "officers have not made it final.".to_owned(),
        (true, false) => format!("these errors are not resolved. {told}{more}."),
        (false, _) => "no error is left open; what is late, or not known, stands with the position.".to_owned(),
    };
    (what, said)
}

/// Against which report the paper says what has changed.
fn since(desk: &Desk<'_>) -> (&'static str, String) {
    let said = match changes::last_report(desk) {
        None => "nothing; this is the first report on this area and period.".to_owned(),
        Some(last) => format!("the last report, on {last}."),
    };
    ("Compared with", said)
}

/// Which agreements end, or are under notice.
fn ends(desk: &Desk<'_>) -> (&'static str, String) {
    let books = &desk.figures.books;
    let to = books.as_at.checked_add_months(Months::new(MONTHS_AHEAD)).unwrap_or(books.as_at);
    let mut open = 0;
    let end = |agreement: &Agreement| {
        let runs = agreement.runs_in(books.period.year) && agreement.end.is_none_or(|end| end >= books.as_at);
        let is_under_notice = agreement.statuses().contains(&AgreementStatus::UnderNotice);
        match agreement.end.filter(|end| *end <= to) {
            _ if !runs => None,
            Some(end) => Some(format!("{} on {}", agreement.title, in_words(end))),
            None if is_under_notice => Some(format!("{}, under notice to a day that is not recorded", agreement.title)),
            None => {
                open += usize::from(agreement.end.is_none());
                None
            }
        }
    };
    let told: Vec<String> = books.register.agreements.iter().filter_map(end).collect();
    let open = if open > 0 { format!(" {} no last day recorded.", has(open)) } else { String::new() };
    let said = match (told.is_empty(), open.is_empty()) {
        (true, true) => "no agreement.".to_owned(),
        (true, false) => "no agreement of which the last day is recorded.".to_owned(),
        (false, _) => format!("{}.", listed(&told)),
    };
    ("Ends within 12 months", said + &open)
}

fn has(count: usize) -> String {
    format!("{} {}", super::capital(&counted(count, "agreement")), if count == 1 { "has" } else { "have" })
}

/// From when on an agreement, or a scheme, has which rating.
pub fn rated(desk: &Desk<'_>) -> String {
    let ratings = &desk.templates.house.ratings;
    let of_schemes = desk.figures.books.schemes.first().map(|_| ratings.words_of_schemes());
    let words: Vec<&str> = std::iter::once(ratings.words()).chain(of_schemes).collect();
    words.join(" ")
}
