//! Drafting: joins columns of figures whose headings differ in a month, a quarter, a year or a name.

use std::collections::{BTreeMap, BTreeSet};

use super::calendar::{FoundTime, TimeHeading, time_in};
use super::columns::{NamedColumn, Role};
use super::drafted::{AmountDraft, DraftAmounts, not_given};
use super::kinds::Kinds;
use super::known::Known;
use super::place;
use super::table::SheetTable;
use super::witness::total_word;
use super::words::{FiguresHeading, is_body, is_capital, is_cumulative};
use crate::model::words::folded;
use crate::normalise::meaning::period::Spoken;
use crate::normalise::meaning::unit;

/// From how many columns on, headings that nothing else explains are taken for lines of the councils in the rows.
const MANY: usize = 6;

/// The period that a column's headings name, and the words beside it.
pub(super) fn time_of(named: &NamedColumn<'_>) -> Option<(FoundTime, String)> {
    let texts = &named.column.texts;
    texts.iter().enumerate().find_map(|(place, text)| {
        let time = time_in(text)?;
        let others = texts.iter().enumerate().filter(|(at, _)| *at != place).map(|(_, text)| text.clone());
        let words: Vec<String> = others.chain([time.beside()]).filter(|text| !text.is_empty()).collect();
        let beside = words.join(" ");
        // A unit is no word that stands beside a period.
        let is_word = !folded(&unit::without(&beside)).is_empty();
        Some((time, if is_word { beside } else { String::new() }))
    })
}

/// The period that all headings with one name, or the year of them all.
fn together(times: &[(&NamedColumn<'_>, FoundTime, String)]) -> Option<Spoken> {
    let said = || times.iter().map(|(_, time, _)| time.said);
    let year = said().map(|said| said.year).reduce(|one, other| one.filter(|_| one == other)).flatten();
    said().map(Some).reduce(|one, other| one?.with(other?)).flatten().or_else(|| year.map(Spoken::of_year))
}

/// Joins columns whose headings differ in nothing but a month, a quarter or a year; gives back the others.
pub(super) fn across_periods<'n, 't>(
    table: &SheetTable<'_>,
    heads: Vec<&'n NamedColumn<'t>>,
    kinds: &Kinds,
    found: &mut DraftAmounts,
) -> Vec<&'n NamedColumn<'t>> {
    let times: Vec<(&NamedColumn<'_>, FoundTime, String)> =
        heads.iter().filter_map(|named| time_of(named).map(|(time, beside)| (*named, time, beside))).collect();
    found.said = together(&times);
    let counted = |heading: TimeHeading| times.iter().filter(move |(_, time, _)| time.heading == heading);
    let differs = |heading: &TimeHeading| {
        let mut said = counted(*heading).map(|(_, time, _)| time.said);
        said.next().is_some_and(|first| said.any(|other| other != first))
    };
    let headings = [TimeHeading::Month, TimeHeading::Quarter, TimeHeading::Year];
    let most = headings.into_iter().filter(differs).max_by_key(|heading| counted(*heading).count());
    // A few headings with a year among many others are no row of years.
    let Some(heading) = most.filter(|heading| counted(*heading).count() * 2 >= heads.len()) else { return heads };
    let mut groups: BTreeMap<String, (&str, Vec<&NamedColumn<'_>>)> = BTreeMap::new();
    for (named, _, beside) in counted(heading) {
        let group = groups.entry(folded(&unit::without(beside))).or_insert((beside, Vec::new()));
        group.1.push(named);
    }
    let across = match heading {
        TimeHeading::Month => "month",
        TimeHeading::Quarter => "quarter",
        TimeHeading::Year => "year",
    };
    found.across = Some(across);
    let mut joined = Vec::new();
    for (beside, columns) in groups.values() {
        joined.extend(columns.iter().map(|named| named.column.index));
        found.amounts.extend(joined_columns(table, columns, across, (!beside.is_empty()).then_some(beside), kinds));
        match beside.is_empty() {
            true => found.headings.extend(columns.iter().take(3).map(|named| named.column.heading.clone())),
            false => found.headings.push((*beside).to_owned()),
        }
    }
    let adds_up =
        |named: &&NamedColumn<'_>| across != "year" && groups.contains_key("") && is_cumulative(&named.column.heading);
    let (sums, rest): (Vec<_>, Vec<_>) = without(heads, &joined, found).into_iter().partition(adds_up);
    let why = "it may add up the columns beside it";
    found.not_read.extend(sums.iter().map(|named| (named.column.heading.clone(), why)));
    rest
}

/// Joins columns whose headings are names of partners or agreements, or of lines where the rows are partners; gives back the
/// others.
pub(super) fn across_names<'n, 't>(
    table: &SheetTable<'_>,
    heads: Vec<&'n NamedColumn<'t>>,
    named: &[NamedColumn<'_>],
    (kinds, known): (&Kinds, Known<'_>),
    found: &mut DraftAmounts,
) -> Vec<&'n NamedColumn<'t>> {
    let is_kind = |named: &NamedColumn<'_>| matches!(named.role, Role::Amount(Some(FiguresHeading::Kind(_))));
    let is_registered = |heading: &str| known.partner(heading) || known.agreement(heading);
    // A heading that says what its amounts are is no name, unless the register knows it.
    let (own, names): (Vec<_>, Vec<_>) =
        heads.iter().copied().partition(|named| is_kind(named) && !is_registered(&named.column.heading));
    let rows_are = |role: Role| named.iter().any(|named| named.role == role);
    let count = |test: &dyn Fn(&str) -> bool| names.iter().filter(|named| test(&named.column.heading)).count();
    let bodies = count(&|heading| is_body(heading) || known.partner(heading));
    let agreements = count(&|heading| known.agreement(heading));
    let enough = |some: usize| some >= 2 && some * if names.len() < 8 { 2 } else { 4 } >= names.len();
    let are_lines = heads.len() >= MANY && heads.iter().filter(|named| is_kind(named)).count() * 2 <= heads.len();
    let across = if !rows_are(Role::Partner) && enough(bodies) {
        "partner"
    } else if !rows_are(Role::Agreement) && enough(agreements) {
        "agreement"
    } else if rows_are(Role::Partner) && are_lines {
        "line"
    } else {
        return heads;
    };
    let (joined, rest) = if across == "line" { (heads, Vec::new()) } else { (names, own) };
    found.across = Some(across);
    found.amounts.extend(joined_columns(table, &joined, across, None, kinds));
    found.headings.extend(joined.iter().take(4).map(|named| named.column.heading.clone()));
    keep_totals(&joined, found);
    without(rest, &[], found)
}

/// The columns that are not joined; totals among them are witnesses of the others.
fn without<'n, 't>(
    heads: Vec<&'n NamedColumn<'t>>,
    joined: &[u32],
    found: &mut DraftAmounts,
) -> Vec<&'n NamedColumn<'t>> {
    let rest = heads.into_iter().filter(|named| !joined.contains(&named.column.index));
    let (totals, rest): (Vec<_>, Vec<_>) = rest.partition(|named| total_word(&named.column.heading).is_some());
    keep_totals(&totals, found);
    rest
}

fn keep_totals(heads: &[&NamedColumn<'_>], found: &mut DraftAmounts) {
    let known: BTreeSet<String> = found.columns_starting.iter().map(|known| folded(known)).collect();
    let words = heads.iter().filter_map(|named| total_word(&named.column.heading));
    for word in words.filter(|word| !known.contains(&folded(word))) {
        if !found.columns_starting.contains(&word) {
            found.columns_starting.push(word);
        }
    }
}

fn joined_columns(
    table: &SheetTable<'_>,
    columns: &[&NamedColumn<'_>],
    across: &'static str,
    header: Option<&&str>,
    kinds: &Kinds,
) -> Option<AmountDraft> {
    let first = columns.first()?;
    let (kind, guess) = kinds.kind(first, Some(across));
    let headings: Vec<&str> = columns.iter().map(|named| named.column.heading.as_str()).collect();
    let header = header.map(|header| (*header).to_owned());
    let why = match headings.len() {
        1 => "its heading names it".to_owned(),
        count => format!("the headings of {count} columns differ in it"),
    };
    Some(AmountDraft {
        kind: (kind, guess),
        runs: kinds.runs(header.as_deref().unwrap_or_default(), kind, Some(across)),
        capital: header.as_deref().is_some_and(is_capital),
        header: header.map(|header| (header, None)),
        across: Some((across, why)),
        unit: place::unit(table, &headings),
        not_given: not_given(columns.iter().map(|named| named.column)),
        parts: Vec::new(),
    })
}
