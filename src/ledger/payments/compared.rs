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

/// Two tables that share payments of a period, while each has others.
#[derive(Debug)]
pub(super) struct Doubt {
    /// The tables.
    pub tables: [usize; 2],
    /// The period.
    pub period: Period,
    /// Whether one may stand for the other.
    pub versions: bool,
    /// The payments of each that are in doubt: all of them where one table may stand for the other, else those that both have.
    pub sides: [Vec<Payment>; 2],
}

impl Doubt {
    /// The payments of both tables.
    pub fn rows(&self) -> impl Iterator<Item = &Payment> {
        self.sides.iter().flatten()
    }
}

/// The payments of one table in one period.
struct Side<'p> {
    table: usize,
    rows: Vec<&'p Payment>,
}

impl Compared {
    /// Holds the tables of a period against each other.
    pub fn add(&mut self, period: Period, tables: BTreeMap<usize, Vec<&Payment>>) {
        let mut sides: Vec<Side<'_>> = tables.into_iter().map(|(table, rows)| Side { table, rows }).collect();
        // The fullest first: what is contained in another comes after it.
        sides.sort_by_key(|side| (Reverse(side.rows.len()), side.table));
        let mut kept: Vec<&Side<'_>> = Vec::new();
        let mut by_mark: HashMap<u64, Vec<usize>> = HashMap::new();
        for side in &sides {
            let marks: BTreeSet<u64> = side.rows.iter().map(|row| row.mark.read).collect();
            let places: BTreeSet<usize> =
                marks.iter().filter_map(|mark| by_mark.get(mark)).flatten().copied().collect();
            let sharing: Vec<&Side<'_>> = places.iter().filter_map(|place| kept.get(*place).copied()).collect();
            let twin = |other: &&&Side<'_>| alike(side, other, |mark| mark.row).len() == side.rows.len();
            if let Some(other) = sharing.iter().find(twin) {
                let rows = side.rows.iter().map(|row| **row);
                self.repeated.entry((side.table, other.table)).or_default().extend(rows);
                continue;
            }
            self.doubts.extend(sharing.into_iter().filter_map(|other| doubt(period, other, side)));
            for mark in marks {
                by_mark.entry(mark).or_default().push(kept.len());
            }
            kept.push(side);
        }
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

/// What may be the same in two tables: equal rows; or, where no row is equal, rows of which the day, the amount and the purpose
/// are, if they are too many for chance or the tables have other columns. Tables that share half of the smaller may be two
/// versions of one.
fn doubt(period: Period, one: &Side<'_>, other: &Side<'_>) -> Option<Doubt> {
    let fewer = one.rows.len().min(other.rows.len());
    let equal = alike(one, other, |mark| mark.row);
    let shared = if equal.is_empty() {
        let similar = alike(one, other, |mark| mark.read);
        let different = similar.iter().map(|(row, _)| row.mark.read).collect::<BTreeSet<u64>>().len();
        let columns = |side: &Side<'_>| side.rows.first().map(|row| row.mark.columns);
        let is_copy = columns(one) != columns(other) && similar.len() == fewer;
        if is_copy || (different >= NO_CHANCE && similar.len() * 2 >= fewer) { similar } else { Vec::new() }
    } else {
        equal
    };
    let versions = shared.len() * 2 >= fewer;
    let all = |side: &Side<'_>| side.rows.iter().map(|row| **row).collect();
    let sides = match versions {
        true => [all(one), all(other)],
        false => [shared.iter().map(|(row, _)| *row).collect(), shared.iter().map(|(_, like)| *like).collect()],
    };
    (!shared.is_empty()).then(|| Doubt { tables: [one.table, other.table], period, versions, sides })
}
