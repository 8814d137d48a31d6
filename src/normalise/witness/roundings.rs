//! Roundings: a figure that its reporter gives once more in a coarser unit is a witness of the finer one.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::model::account::{SheetAccount, Tally};
use crate::model::entry::{AmountSubject, Entry};
use crate::model::period::{Part, Period};
use crate::model::rounded::Rounded;

/// A table of a sheet of a file.
type TableKey<'e> = (&'e str, &'e str, u32);

/// Takes the roundings of figures that stand elsewhere out of the amounts, and counts them as witnessed in the accounts.
///
/// Only what one reporter says of one figure is compared: what another says is another statement.
pub fn witness(entries: &mut Vec<Entry>, accounts: &mut [SheetAccount]) {
    let coarse = roundings(entries);
    for place in &coarse {
        let Some(entry) = entries.get(*place) else { continue };
        let of_table = |account: &&mut SheetAccount| {
            (&account.file, &account.sheet, account.table) == (&entry.origin.file, &entry.origin.sheet, entry.table)
        };
        if let Some(account) = accounts.iter_mut().find(of_table) {
            let one = Tally { cells: 1, amount: Some(entry.amount) };
            account.accepted = account.accepted.without(one);
            account.witnessed = account.witnessed.with(one);
        }
    }
    let mut places = 0..;
    entries.retain(|_| places.next().is_none_or(|place| !coarse.contains(&place)));
}

/// The places of the entries that are roundings.
fn roundings(entries: &[Entry]) -> BTreeSet<usize> {
    let mut figures: HashMap<(&AmountSubject, Period, bool), BTreeMap<TableKey<'_>, Vec<usize>>> = HashMap::new();
    for (place, entry) in entries.iter().enumerate().filter(|(_, entry)| entry.subject.agreement.is_some()) {
        let to_date = entry.cumulative || entry.period.part == Part::Whole;
        let table = (&*entry.origin.file, &*entry.origin.sheet, entry.table);
        let figure = figures.entry((&entry.subject, entry.period, to_date)).or_default();
        figure.entry(table).or_default().push(place);
    }
    let sum = |places: &Vec<usize>| {
        let one = |entry: &Entry| Rounded { amount: entry.amount, step: entry.step, cells: 1 };
        Rounded::total(&places.iter().filter_map(|place| entries.get(*place)).map(one).collect::<Vec<_>>())
    };
    let (mut alike, mut rounded) = (BTreeSet::new(), BTreeSet::new());
    for tables in figures.values().filter(|tables| tables.len() > 1) {
        let sums: Vec<(Rounded, &Vec<usize>)> =
            tables.values().filter_map(|places| Some((sum(places)?, places))).collect();
        for (coarse, places) in &sums {
            let mut finer = sums.iter().map(|(one, _)| one).filter(|finer| coarse.is_rounding_of(finer)).peekable();
            if finer.peek().is_some() {
                alike.extend(places.iter().copied());
                // What says the very same is counted once wherever figures are added up.
                if finer.all(|finer| finer.amount != coarse.amount) {
                    rounded.extend(places.iter().copied());
                }
            }
        }
    }
    if rounded.is_empty() { rounded } else { whole_statements(entries, alike, &rounded) }
}

/// Those of which a table says nothing else of the kind and agreement, and something rounded: lines of one statement stay
/// together.
fn whole_statements(entries: &[Entry], alike: BTreeSet<usize>, rounded: &BTreeSet<usize>) -> BTreeSet<usize> {
    let statement = |entry: &Entry| {
        let table = (entry.origin.file.clone(), entry.origin.sheet.clone(), entry.table);
        (table, entry.subject.kind, entry.subject.agreement.clone())
    };
    let (mut mixed, mut coarse) = (HashSet::new(), HashSet::new());
    for (place, entry) in entries.iter().enumerate() {
        if !alike.contains(&place) {
            mixed.insert(statement(entry));
        } else if rounded.contains(&place) {
            coarse.insert(statement(entry));
        }
    }
    let is_whole = |entry: &Entry| !mixed.contains(&statement(entry)) && coarse.contains(&statement(entry));
    alike.into_iter().filter(|place| entries.get(*place).is_some_and(is_whole)).collect()
}
