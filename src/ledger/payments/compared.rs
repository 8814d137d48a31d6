//! Compared: which payments of the tables of a month another table has as well.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::Payment;
use crate::model::entry::PaymentMark;
use crate::model::period::Period;

/// So many different rows that look alike are no chance.
const NO_CHANCE: usize = 3;

/// What the tables of each period come to.
#[derive(Debug, Default)]
pub(super) struct Compared {
    /// The payments of a table all of which another has, by the two.
    pub repeated: BTreeMap<(usize, usize), Vec<Payment>>,
    /// Tables that share payments and have others.
    pub doubts: Vec<Doubt>,
}

/// Tables that share payments of a period, while each has others.
#[derive(Debug)]
pub(super) struct Doubt {
    /// The period.
    pub period: Period,
    /// Whether one may stand for the others.
    pub versions: bool,
    /// The tables, the fullest first, with their payments that are in doubt: all of them where one table may stand for the others,
    /// else those that two of them have.
    pub sides: Vec<(usize, Vec<Payment>)>,
}

impl Doubt {
    /// The payments of all tables.
    pub fn rows(&self) -> impl Iterator<Item = &Payment> {
        self.sides.iter().flat_map(|(_, rows)| rows)
    }
}

/// The payments of one table in one period.
struct Side<'p> {
    table: usize,
    rows: Vec<&'p Payment>,
}

impl<'p> Side<'p> {
    /// The same without some rows.
    fn without(&self, rows: &BTreeSet<u32>) -> Self {
        let rows: Vec<&'p Payment> = self.rows.iter().copied().filter(|row| !rows.contains(&row.row)).collect();
        Self { table: self.table, rows }
    }
}

impl Compared {
    /// Holds the tables of a period against each other.
    pub fn add(&mut self, period: Period, tables: BTreeMap<usize, Vec<&Payment>>) {
        let mut sides: Vec<Side<'_>> = tables.into_iter().map(|(table, rows)| Side { table, rows }).collect();
        // The fullest first: what is contained in another comes after it.
        sides.sort_by_key(|side| (Reverse(side.rows.len()), side.table));
        let mut kept: Vec<&Side<'_>> = Vec::new();
        let mut by_mark: HashMap<u64, Vec<usize>> = HashMap::new();
        // For each that is kept, the first of those of which it may be a version.
        let mut versions: Vec<usize> = Vec::new();
        for side in &sides {
            let marks: BTreeSet<u64> = side.rows.iter().map(|row| row.mark.read).collect();
            let sharing: BTreeSet<usize> =
                marks.iter().filter_map(|mark| by_mark.get(mark)).flatten().copied().collect();
            let other = |place: &usize| kept.get(*place).copied();
            let is_in = |other: &&Side<'_>| alike(side, other, |mark| mark.row).len() == side.rows.len();
            if let Some(other) = sharing.iter().filter_map(other).find(is_in) {
                let rows = side.rows.iter().map(|row| **row);
                self.repeated.entry((side.table, other.table)).or_default().extend(rows);
                continue;
            }
            let own = kept.len();
            versions.push(own);
            for place in sharing {
                let (of, Some(other)) = (versions.get(place).copied().unwrap_or(place), kept.get(place)) else {
                    continue;
                };
                if versions.get(own) == Some(&of) {
                    continue;
                }
                let shared = shared(other, side);
                let fewer = side.rows.len().min(other.rows.len());
                if shared.is_empty() {
                    continue;
                }
                if shared.len() * 2 >= fewer {
                    let mine = versions.get(own).copied().unwrap_or(own);
                    versions.iter_mut().filter(|one| **one == mine).for_each(|one| *one = of);
                } else {
                    let (rows, likes) = shared.into_iter().unzip();
                    let sides = vec![(other.table, rows), (side.table, likes)];
                    self.doubts.push(Doubt { period, versions: false, sides });
                }
            }
            for mark in marks {
                by_mark.entry(mark).or_default().push(own);
            }
            kept.push(side);
        }
        self.versions(period, &kept, &versions);
    }

    /// Adds the tables of which one may stand for the others.
    fn versions(&mut self, period: Period, kept: &[&Side<'_>], versions: &[usize]) {
        let mut groups: BTreeMap<usize, Vec<(usize, Vec<Payment>)>> = BTreeMap::new();
        for (side, of) in kept.iter().zip(versions) {
            let rows = side.rows.iter().map(|row| **row).collect();
            groups.entry(*of).or_default().push((side.table, rows));
        }
        let several = groups.into_values().filter(|sides| sides.len() > 1);
        self.doubts.extend(several.map(|sides| Doubt { period, versions: true, sides }));
    }
}

/// The rows of one side that the other has as well, one for one, each with its like.
fn alike(side: &Side<'_>, other: &Side<'_>, of: fn(&PaymentMark) -> u64) -> Vec<(Payment, Payment)> {
    let mut others: HashMap<u64, Vec<&Payment>> = HashMap::new();
    for row in other.rows.iter().rev() {
        others.entry(of(&row.mark)).or_default().push(row);
    }
    let pair = |row: &&Payment| others.get_mut(&of(&row.mark))?.pop().map(|like| (**row, *like));
    side.rows.iter().filter_map(pair).collect()
}

/// What may be the same in two tables, row by row: equal rows, and beside them those of which the day, the amount and the
/// agreement are; where no row is equal only so many of these that it is no chance, or all of a table with other columns.
fn shared(one: &Side<'_>, other: &Side<'_>) -> Vec<(Payment, Payment)> {
    let mut shared = alike(one, other, |mark| mark.row);
    let (mine, theirs) = shared.iter().map(|(row, like)| (row.row, like.row)).unzip();
    let similar = alike(&one.without(&mine), &other.without(&theirs), |mark| mark.read);
    let different = similar.iter().map(|(row, _)| row.mark.read).collect::<BTreeSet<u64>>().len();
    let fewer = one.rows.len().min(other.rows.len());
    let columns = |side: &Side<'_>| side.rows.first().map(|row| row.mark.columns);
    let is_copy = columns(one) != columns(other) && similar.len() == fewer;
    if !shared.is_empty() || is_copy || (different >= NO_CHANCE && similar.len() * 2 >= fewer) {
        shared.extend(similar);
    }
    shared
}
