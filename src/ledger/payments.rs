//! Payments: the rows of ledgers, compared row by row, so that each payment counts once in however many files it came.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::{Ledger, Position, RowAmount, Topics};
use crate::model::entry::{AmountSubject, Entry, PaymentMark};
use crate::model::money::Money;
use crate::model::origin::Origin;
use crate::model::period::{Part, Period, Year};

/// A month is a ledger's own where it has at least this part of the rows of its fullest month: one payment that was booked late
/// does not make a month's ledger.
const OWN: usize = 20;

/// So many different rows that look alike are no chance.
const NO_CHANCE: usize = 3;

/// The rows of an area's ledgers.
#[derive(Debug, Clone, Default)]
pub(super) struct Payments {
    tables: Vec<PaymentTable>,
    rows: Vec<Payment>,
    came: Came,
}

/// The months of which each reporter's ledger came.
type Came = BTreeMap<Option<String>, BTreeSet<(Year, u8)>>;

/// A table of payments.
#[derive(Debug, Clone, PartialEq, Eq)]
struct PaymentTable {
    file: Arc<str>,
    sheet: Arc<str>,
    number: u32,
    reporter: Option<String>,
}

#[derive(Debug, Clone, Copy)]
struct Payment {
    row: u32,
    table: usize,
    period: Period,
    left_out: RowAmount,
    mark: PaymentMark,
}

/// Payments of a table that another table has as well; they are counted once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repeated {
    /// The file whose rows are not counted again.
    pub file: Arc<str>,
    /// The file that has them, too.
    pub other: Arc<str>,
    /// Who sent it.
    pub reporter: Option<String>,
    /// What they come to.
    pub amount: Money,
    /// The cells that are not counted.
    pub origins: Vec<Origin>,
}

/// Payments that two ledgers have, each beside others of its own: whether they are the same is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contested {
    /// What they are and whose.
    pub subject: AmountSubject,
    /// When they were made.
    pub period: Period,
    /// The two files.
    pub files: [Arc<str>; 2],
    /// What they come to, once.
    pub amount: Money,
    /// Their cells in both files.
    pub origins: Vec<Origin>,
}

/// What the tables of one period come to.
#[derive(Debug, Default)]
struct Compared {
    /// The tables whose rows another has, by the other.
    repeated: BTreeMap<(usize, usize), Vec<Payment>>,
    /// Rows of one table beside the like of another's.
    doubtful: BTreeMap<(usize, usize), Vec<(Payment, Payment)>>,
}

/// The payments of one table in one period.
struct Side<'p> {
    table: usize,
    rows: Vec<&'p Payment>,
}

impl Payments {
    /// Those among all rows of a ledger.
    pub(super) fn of(entries: &[Entry]) -> Self {
        let mut payments = Self::default();
        let mut known: HashMap<(Arc<str>, Arc<str>, u32), usize> = HashMap::new();
        for (row, entry) in (0_u32..).zip(entries) {
            let Some(mark) = entry.payment else { continue };
            let key = (Arc::clone(&entry.origin.file), Arc::clone(&entry.origin.sheet), entry.table);
            let table = *known.entry(key).or_insert_with_key(|(file, sheet, number)| {
                payments.tables.push(PaymentTable {
                    file: Arc::clone(file),
                    sheet: Arc::clone(sheet),
                    number: *number,
                    reporter: entry.subject.reporter.clone(),
                });
                payments.tables.len() - 1
            });
            let left_out = RowAmount { amount: entry.amount, slack: entry.slack };
            payments.rows.push(Payment { row, table, period: entry.period, left_out, mark });
        }
        payments.came = payments.months();
        payments
    }

    /// The months of which a ledger came, by who sent it.
    fn months(&self) -> Came {
        let mut rows: BTreeMap<(usize, Year, u8), usize> = BTreeMap::new();
        for payment in &self.rows {
            for month in months_in(payment.period) {
                *rows.entry((payment.table, payment.period.year, month)).or_default() += 1;
            }
        }
        let mut fullest: BTreeMap<usize, usize> = BTreeMap::new();
        for ((table, ..), count) in &rows {
            let most = fullest.entry(*table).or_default();
            *most = (*most).max(*count);
        }
        let mut came = Came::new();
        for ((table, year, month), count) in rows {
            let is_own = fullest.get(&table).is_some_and(|most| count * OWN >= *most);
            if let Some(table) = self.tables.get(table).filter(|_| is_own) {
                came.entry(table.reporter.clone()).or_default().insert((year, month));
            }
        }
        came
    }

    /// Holds the tables of each period against each other.
    fn compared(&self) -> Compared {
        let mut periods: BTreeMap<Period, BTreeMap<usize, Vec<&Payment>>> = BTreeMap::new();
        for payment in &self.rows {
            periods.entry(payment.period).or_default().entry(payment.table).or_default().push(payment);
        }
        let mut compared = Compared::default();
        for tables in periods.into_values().filter(|tables| tables.len() > 1) {
            let mut sides: Vec<Side<'_>> = tables.into_iter().map(|(table, rows)| Side { table, rows }).collect();
            // The fullest first: what is contained in another comes after it.
            sides.sort_by_key(|side| (std::cmp::Reverse(side.rows.len()), side.table));
            compared.add(&sides);
        }
        compared
    }
}

/// The months that a period of a payment is: of a month that alone, of a quarter its three.
fn months_in(period: Period) -> std::ops::RangeInclusive<u8> {
    let last = period.months();
    match period.part {
        Part::Month(month) => month..=month,
        Part::Quarter(_) => last - 2..=last,
        Part::Whole => 1..=last,
    }
}

impl Compared {
    fn add(&mut self, sides: &[Side<'_>]) {
        let mut kept: Vec<&Side<'_>> = Vec::new();
        let mut by_mark: HashMap<u64, Vec<usize>> = HashMap::new();
        for side in sides {
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
            for other in sharing {
                let doubtful = doubtful(side, other);
                if !doubtful.is_empty() {
                    self.doubtful.entry((side.table, other.table)).or_default().extend(doubtful);
                }
            }
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

/// The rows of two ledgers that may be the same payments: equal rows; or, where no row is equal, rows of which the day, the
/// amount and the purpose are, if they are too many for chance or the ledgers have other columns.
fn doubtful(side: &Side<'_>, other: &Side<'_>) -> Vec<(Payment, Payment)> {
    let equal = alike(side, other, |mark| mark.row);
    if !equal.is_empty() {
        return equal;
    }
    let similar = alike(side, other, |mark| mark.read);
    let different = similar.iter().map(|(row, _)| row.mark.read).collect::<BTreeSet<u64>>().len();
    let fewer = side.rows.len().min(other.rows.len());
    let columns = |side: &Side<'_>| side.rows.first().map(|row| row.mark.columns);
    let is_copy = columns(side) != columns(other) && similar.len() == fewer;
    if is_copy || (different >= NO_CHANCE && similar.len() * 2 >= fewer) { similar } else { Vec::new() }
}

impl Ledger {
    /// Counts each payment once: leaves out of all figures the rows that another ledger has as well, and those of which that is
    /// not known. What is left of a figure in several ledgers becomes one position.
    #[must_use]
    pub fn once(mut self) -> Self {
        let Compared { repeated, doubtful } = self.payments.compared();
        let mut left_out: BTreeMap<u32, RowAmount> = BTreeMap::new();
        let one = |payment: &Payment| (payment.row, payment.left_out);
        left_out.extend(repeated.values().flatten().map(one));
        left_out.extend(doubtful.values().flatten().map(|(row, _)| one(row)));
        let subjects = self.leave_out(&left_out);
        let file = |table: usize| self.payments.tables.get(table).map(|table| Arc::clone(&table.file));
        let mut all_repeated: BTreeMap<(Arc<str>, Arc<str>), Repeated> = BTreeMap::new();
        for ((table, other), rows) in &repeated {
            let (Some(of), Some(other)) = (self.payments.tables.get(*table), file(*other)) else { continue };
            let entry = all_repeated.entry((Arc::clone(&of.file), Arc::clone(&other)));
            let one = entry.or_insert_with(|| Repeated {
                file: Arc::clone(&of.file),
                other,
                reporter: of.reporter.clone(),
                amount: Money::ZERO,
                origins: Vec::new(),
            });
            for row in rows {
                one.amount = plus(one.amount, row.left_out.amount);
                one.origins.extend(self.origin(row.row).cloned());
            }
        }
        let mut contested: Vec<Contested> = Vec::new();
        for ((table, other), pairs) in &doubtful {
            let (Some(one), Some(other)) = (file(*table), file(*other)) else { continue };
            for (row, like) in pairs {
                let Some(subject) = subjects.get(&row.row) else { continue };
                let files = [Arc::clone(&other), Arc::clone(&one)];
                let known = contested
                    .iter()
                    .rposition(|known| (&known.subject, known.period, &known.files) == (subject, row.period, &files));
                let place = known.unwrap_or_else(|| {
                    let (amount, origins) = (Money::ZERO, Vec::new());
                    contested.push(Contested { subject: subject.clone(), period: row.period, files, amount, origins });
                    contested.len() - 1
                });
                if let Some(known) = contested.get_mut(place) {
                    known.amount = plus(known.amount, row.left_out.amount);
                    known.origins.extend([like.row, row.row].iter().filter_map(|row| self.origin(*row)).cloned());
                }
            }
        }
        self.repeated = all_repeated.into_values().collect();
        self.contested = contested;
        self.put_together();
        self
    }

    /// Makes one position of what several ledgers say of one figure.
    fn put_together(&mut self) {
        type Key = (AmountSubject, Period, bool);
        let mut places: HashMap<Key, usize> = HashMap::new();
        let mut positions: Vec<Position> = Vec::with_capacity(self.positions.len());
        for position in std::mem::take(&mut self.positions) {
            let key = |one: &Position| (one.subject.clone(), one.period, one.cumulative);
            let first = if position.payments { places.get(&key(&position)).copied() } else { None };
            match first.and_then(|place| positions.get_mut(place)) {
                Some(first) => {
                    first.amount = plus(first.amount, position.amount);
                    first.slack = plus(first.slack, position.slack);
                    first.step = first.step.min(position.step);
                    first.rows.extend(position.rows);
                }
                None => {
                    if position.payments {
                        places.insert(key(&position), positions.len());
                    }
                    positions.push(position);
                }
            }
        }
        self.positions = positions;
        self.topics = Topics::spoken_of(&self.positions, &self.gaps);
    }

    /// Payments that came in two files and are counted once.
    #[must_use]
    pub fn repeated(&self) -> &[Repeated] {
        &self.repeated
    }

    /// Payments of which it is not known whether they came in two files; they are counted in none.
    #[must_use]
    pub fn contested(&self) -> &[Contested] {
        &self.contested
    }

    /// Whether somebody's ledger came for the months of a period: of a quarter its three.
    #[must_use]
    pub fn has_come(&self, reporter: Option<&str>, period: Period) -> bool {
        let came = self.payments.came.get(&reporter.map(str::to_owned));
        came.is_some_and(|came| months_in(period).all(|month| came.contains(&(period.year, month))))
    }
}

/// A sum of parts of what the ledger proved to fit.
fn plus(one: Money, other: Money) -> Money {
    Money::from_sum(one.pence() + other.pence())
}
