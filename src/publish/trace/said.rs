//! What findings say in a pack: their amounts are facts of theirs, each with the cells that it was found in.

use super::quoted::Quotations;
use super::record::TraceRow;
use crate::finding::Finding;
use crate::finding::phrase::{Phrase, Piece};
use crate::present::pack::{Pack, Saying};
use crate::publish::amounts::known;

/// The amounts that a cell with a finding's words says, each with its rows.
pub(super) fn amounts(
    pack: &Pack,
    findings: &[Finding],
    people: &Quotations<'_>,
    section: &str,
    saying: Saying,
) -> Vec<(String, Vec<TraceRow>)> {
    let (Saying::Message(number) | Saying::InFull(number) | Saying::Action(number)) = saying;
    let Some(finding) = findings.get(number.0) else { return Vec::new() };
    let own = match saying {
        Saying::Action(_) => in_phrase(&finding.action),
        Saying::Message(_) => in_phrase(&finding.message),
        Saying::InFull(_) => {
            let marked =
                finding.excerpt.as_ref().and_then(|excerpt| Some((excerpt.cells.get(excerpt.marked)?, excerpt)));
            let marked =
                marked.into_iter().flat_map(|((_, text), excerpt)| known(text).chain(in_phrase(&excerpt.label)));
            in_phrase(&finding.message).into_iter().chain(marked).collect()
        }
    };
    let own = own.into_iter().map(|amount| (amount.clone(), records(finding, section, &amount)));
    let notes =
        if matches!(saying, Saying::InFull(_)) { acknowledged(pack, finding, people, section) } else { Vec::new() };
    own.chain(notes).collect()
}

/// The amounts of a phrase: those that it states, and those in names that it quotes.
fn in_phrase(phrase: &Phrase) -> Vec<String> {
    let amounts = |piece: &Piece| match piece {
        Piece::Money(amount) => vec![amount.to_string()],
        Piece::Name(text) | Piece::Text(text) => known(text).collect(),
        Piece::Period(_) | Piece::Day(_) | Piece::Percent(_) | Piece::Cells(_) => Vec::new(),
    };
    phrase.pieces().iter().flat_map(amounts).collect()
}

/// The amounts in what officers say of a finding.
fn acknowledged(
    pack: &Pack,
    finding: &Finding,
    people: &Quotations<'_>,
    section: &str,
) -> Vec<(String, Vec<TraceRow>)> {
    let books = &pack.figures.books;
    let notes = books.notes_on(finding);
    let words = notes.flat_map(|note| std::iter::once(&note.text).chain(&note.officer));
    let amounts = words.flat_map(|words| known(words).map(move |amount| (amount, words)));
    amounts
        .filter_map(|(amount, words)| {
            Some((amount.clone(), people.standing(&amount, words)?.records(section, &amount)))
        })
        .collect()
}

/// The rows of the first finding that states an amount: in what was found, in what to do, or in the row that it shows.
pub(super) fn stated(findings: &[Finding], section: &str, amount: &str) -> Option<Vec<TraceRow>> {
    let states = |finding: &&Finding| {
        let rows = finding.excerpt.iter();
        let row = rows.flat_map(|excerpt| {
            excerpt.cells.iter().flat_map(|(_, text)| known(text)).chain(in_phrase(&excerpt.label))
        });
        in_phrase(&finding.message)
            .into_iter()
            .chain(in_phrase(&finding.action))
            .chain(row)
            .any(|one| is_same(&one, amount))
    };
    findings.iter().find(states).map(|finding| records(finding, section, amount))
}

/// Whether a printed amount is this one: sentences leave out pence that are nought.
pub(super) fn is_same(exact: &str, printed: &str) -> bool {
    exact == printed || exact.strip_suffix(".00") == Some(printed)
}

fn records(finding: &Finding, section: &str, amount: &str) -> Vec<TraceRow> {
    let subject = &finding.subject;
    let or_empty = |text: Option<&String>| text.cloned().unwrap_or_default();
    let record = TraceRow {
        section: section.to_owned(),
        printed: amount.to_owned(),
        is: "words of a finding".to_owned(),
        id: finding.about.name.to_owned(),
        agreement: or_empty(subject.agreement.as_ref()),
        partner: or_empty(subject.partner.as_ref()),
        period: subject.period.map(|period| period.to_string()).unwrap_or_default(),
        ..TraceRow::default()
    };
    record.at(&finding.places)
}
