//! Why an agreement is rated as it is, in sentences for members, and which agreements that makes exceptions.

use std::cmp::Reverse;

use super::{Desk, capital};
use crate::job::agreement_type::Counts;
use crate::measure::id;
use crate::model::agreement::Agreement;
use crate::model::money::Money;
use crate::model::rating::{Rated, Rating};

/// The agreements that are not on track, worst first: by their rating, those without a commitment, by the money at stake and the money committed, and then in the order of the register.
pub fn exceptions<'a>(desk: &Desk<'a>) -> Vec<(&'a Agreement, &'a Rated)> {
    let agreements = desk.figures.books.register.agreements.iter();
    let rated = agreements.filter_map(|agreement| Some((agreement, desk.ratings.get(&agreement.id)?)));
    let mut all: Vec<(&Agreement, &Rated)> = rated.filter(|(_, rated)| rated.rating > Rating::OnTrack).collect();
    all.sort_by_cached_key(|(agreement, rated)| {
        let committed = desk.amount(desk.figures.find(id::COMMITTED, Some(&agreement.id), None));
        Reverse((rated.rating, lacks_commitment(desk, agreement), at_stake(desk, agreement), committed))
    });
    all
}

/// Whether an agreement is in force and joins money of which the register has no commitment for the year: nobody knows how much.
fn lacks_commitment(desk: &Desk<'_>, agreement: &Agreement) -> bool {
    let books = &desk.figures.books;
    let joins_money = !books.counts_only_as(agreement, Counts::None);
    let mut lines = books.lines_of(&agreement.id);
    joins_money && agreement.runs_in(books.period.year) && lines.all(|line| line.opening.is_none())
}

/// The larger of what an agreement costs more than was agreed, and of what partners put in less than they committed.
fn at_stake(desk: &Desk<'_>, agreement: &Agreement) -> Option<Money> {
    let amount = |id| desk.amount(desk.figures.find(id, Some(&agreement.id), None));
    let less = amount(id::DIFFERENCE).filter(|difference| *difference < Money::ZERO).map(Money::abs);
    amount(id::VARIANCE).filter(|variance| *variance > Money::ZERO).max(less)
}

/// The first reason of a rating in few words.
pub fn in_few_words(rated: &Rated) -> String {
    let first = rated.because.first();
    first.map_or_else(String::new, |reason| format!("{}.", in_whole_pounds(&capital(&reason.short))))
}

/// The reasons of a rating as sentences, each once, so many at most; and how many more there are. What is not known beside something
/// worse is said in a few words.
pub fn sentences(rated: &Rated, most: usize) -> (String, usize) {
    let mut told: Vec<String> = Vec::new();
    for reason in &rated.because {
        let is_aside = reason.rating == Rating::NotKnown && rated.rating > Rating::NotKnown;
        let words = capital(if is_aside { &reason.short } else { reason.told.trim_end_matches('.') });
        let is_said = |one: &String| is_aside && one.starts_with(&words);
        let sentence = format!("{}.", in_whole_pounds(&words));
        if !told.iter().any(|one| *one == sentence || is_said(one)) {
            told.push(sentence);
        }
    }
    let more = told.len().saturating_sub(most);
    told.truncate(most);
    (told.join(" "), more)
}

/// Words with their amounts in whole pounds, where those have no pence.
pub fn in_whole_pounds(text: &str) -> String {
    let mut parts = text.split(".00");
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let is_pence = whole.ends_with(|last: char| last.is_ascii_digit())
            && !part.starts_with(|next: char| next.is_ascii_digit());
        if !(is_pence && is_amount(&whole)) {
            whole.push_str(".00");
        }
        whole.push_str(part);
    }
    whole
}

/// Whether a text ends with the pounds of an amount.
fn is_amount(text: &str) -> bool {
    text.trim_end_matches(|last: char| last.is_ascii_digit() || last == ',').ends_with('£')
}

#[cfg(test)]
mod tests {
    use super::in_whole_pounds;

    #[test]
    fn only_pence_of_nought_go() {
        let check = |text: &str, expected: &str| assert_eq!(in_whole_pounds(text), expected);
        check("over by £312,000.00, of £10,000,000.00.", "over by £312,000, of £10,000,000.");
        check("£5.10 and £3.001, at 10.00 or 2.00%", "£5.10 and £3.001, at 10.00 or 2.00%");
        check("£1.00", "£1");
    }
}
