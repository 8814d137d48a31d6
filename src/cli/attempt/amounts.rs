//! What was accepted, by kind and by agreement: only amounts that may be added up are.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::entry::{Entry, Kind};
use crate::model::money::Money;
use crate::model::period::{Part, Period, Year};

/// Amounts of one kind, and of one agreement where that was asked for, that may be added up: those of the parts of one year, or
/// those to one date.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct AmountsRecord {
    /// The agreement, where amounts are told apart by it; `None` also where they belong to none.
    pub agreement: Option<String>,
    /// The kind, with the figure's name where it is one of the reference figures.
    pub kind: String,
    /// The period, or several of one year.
    pub period: String,
    /// How many cells.
    pub cells: usize,
    /// What they add up to.
    pub amount: String,
    /// The same as money.
    #[serde(skip)]
    pub money: Option<Money>,
}

/// What has to be the same for amounts to be added up.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Group<'e> {
    no_agreement: bool,
    agreement: Option<&'e str>,
    kind: Kind,
    figure: Option<&'e str>,
    year: Year,
    /// One length of period at a time: a year's budget is not added to those of its months.
    length: u8,
    cumulative: bool,
    /// Amounts to a date are not added to those to another, nor what is expected in one month to what is in the next.
    alone: Option<Period>,
}

/// The groups of some entries, agreement by agreement if that is asked for, else kind by kind.
pub fn grouped(entries: &[Entry], by_agreement: bool) -> Vec<AmountsRecord> {
    let mut groups: BTreeMap<Group<'_>, Vec<&Entry>> = BTreeMap::new();
    for entry in entries {
        let agreement = entry.subject.agreement.as_deref().filter(|_| by_agreement);
        let group = Group {
            no_agreement: agreement.is_none(),
            agreement,
            kind: entry.subject.kind,
            figure: entry.subject.line.as_deref().filter(|_| entry.subject.kind == Kind::Total),
            year: entry.period.year,
            length: match entry.period.part {
                Part::Whole => 12,
                Part::Quarter(_) => 3,
                Part::Month(_) => 1,
            },
            cumulative: entry.cumulative,
            alone: Some(entry.period).filter(|_| entry.cumulative || entry.subject.kind == Kind::Forecast),
        };
        groups.entry(group).or_default().push(entry);
    }
    groups.into_iter().map(|(group, entries)| record(&group, &entries)).collect()
}

fn record(group: &Group<'_>, entries: &[&Entry]) -> AmountsRecord {
    let money = Money::sum(entries.iter().map(|entry| entry.amount));
    let kind = group.kind.word();
    AmountsRecord {
        agreement: group.agreement.map(str::to_owned),
        kind: group.figure.map_or_else(|| kind.to_owned(), |figure| format!("{kind}: {figure}")),
        period: match group.alone {
            Some(period) if group.cumulative => to_date(group.kind, period),
            _ => parts(group.year, entries),
        },
        cells: entries.len(),
        amount: money.map_or_else(|| TOO_MUCH.to_owned(), Money::plain),
        money,
    }
}

/// Instead of a sum that does not fit.
pub const TOO_MUCH: &str = "more than can be added up";

/// A year's budget as it stands at a date is not one to that date; for a year alone it does not run to a date at all.
fn to_date(kind: Kind, period: Period) -> String {
    match (period.part, kind) {
        (Part::Month(_) | Part::Quarter(_), Kind::ContributionBudget | Kind::Budget | Kind::Forecast) => {
            format!("the year, as at {period}")
        }
        _ => format!("{period} to date"),
    }
}

/// The parts of a year in which something was said, neighbours as a range: `2024-25-M01 to M03, M05`.
fn parts(year: Year, entries: &[&Entry]) -> String {
    let mut parts: Vec<Part> = entries.iter().map(|entry| entry.period.part).collect();
    parts.sort_unstable();
    parts.dedup();
    let word = |part: Part| match part {
        Part::Whole => String::new(),
        Part::Quarter(quarter) => format!("Q{quarter}"),
        Part::Month(month) => format!("M{month:02}"),
    };
    let number = |part: Part| match part {
        Part::Whole => 0,
        Part::Quarter(number) | Part::Month(number) => number,
    };
    let runs = parts.chunk_by(|one, next| number(*one) + 1 == number(*next));
    let said: Vec<String> = runs
        .filter_map(|run| match (run.first().copied()?, run.last().copied()?) {
            (Part::Whole, _) => None,
            (first, last) if first == last => Some(word(first)),
            (first, last) => Some(format!("{} to {}", word(first), word(last))),
        })
        .collect();
    if said.is_empty() { year.to_string() } else { format!("{year}-{}", said.join(", ")) }
}
