//! Payments: the rows of ledgers, compared row by row, so that each payment counts once in however many files it came.

mod compared;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use self::compared::{Compared, Doubt};
use super::left_out::RowAmount;
use super::{Ledger, Position, Topics};
use crate::model::entry::{AmountSubject, Entry, Kind, PaymentMark};
use crate::model::money::Money;
use crate::model::origin::Origin;
use crate::model::period::{Part, Period, Year};

/// A month is a ledger's own where it has at least this part of the rows of its fullest month: one payment that was booked late
/// does not make a month's ledger.
const OWN: usize = 20;

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
    amount: RowAmount,
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

/// What ledgers have of one figure that share payments, while each has others: whether it was paid once is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contested {
    /// What it is and whose.
    pub subject: AmountSubject,
    /// When it was paid.
    pub period: Period,
    /// Whether they share so much that one may stand for the others; else the payments that they share are meant alone.
    pub versions: bool,
    /// Where it stands, and what it comes to there.
    pub sums: Vec<(ContestedTable, Money)>,
    /// The cells in all files.
    pub origins: Vec<Origin>,
}

/// A table of payments that are contested.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ContestedTable {
    /// Its file.
    pub file: Arc<str>,
    /// Its sheet.
    pub sheet: Arc<str>,
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
            let amount = RowAmount { money: entry.amount, slack: entry.slack };
            payments.rows.push(Payment { row, table, period: entry.period, amount, mark });
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
        for (period, tables) in periods.into_iter().filter(|(_, tables)| tables.len() > 1) {
            compared.add(period, tables);
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

impl Ledger {
    /// Counts each payment once: leaves out of all figures the rows that another ledger has as well, and of two ledgers of which
    /// one may stand for the other the larger sum. What is left of a figure in several ledgers becomes one position.
    #[must_use]
    pub fn once(mut self) -> Self {
        if self.payments.rows.is_empty() {
            return self;
        }
        let Compared { mut repeated, doubts } = self.payments.compared();
        let subjects = self.subjects(&doubts.iter().flat_map(Doubt::rows).map(|payment| payment.row).collect());
        let mut left_out: BTreeMap<u32, RowAmount> = BTreeMap::new();
        left_out.extend(repeated.values().flatten().map(|payment| (payment.row, payment.amount)));
        for doubt in &doubts {
            let Contest { contested, dropped, same } = self.contest(doubt, &subjects);
            left_out.extend(dropped);
            self.contested.extend(contested);
            for (tables, payments) in same {
                left_out.extend(payments.iter().map(|payment| (payment.row, payment.amount)));
                repeated.entry(tables).or_default().extend(payments);
            }
        }
        self.repeated = self.named(&repeated);
        self.leave_out(&left_out);
        self.put_together();
        self
    }

    /// What a doubt means for each figure, all of its lines together.
    fn contest(&self, doubt: &Doubt, subjects: &BTreeMap<u32, AmountSubject>) -> Contest {
        let mut contest = Contest::default();
        let mut places: HashMap<AmountSubject, usize> = HashMap::new();
        let mut figures: Vec<(AmountSubject, Vec<Vec<Payment>>)> = Vec::new();
        for (side, (_, payments)) in doubt.sides.iter().enumerate() {
            for payment in payments {
                let Some(subject) = subjects.get(&payment.row) else { continue };
                let subject = figure_of(subject);
                let place = *places.entry(subject).or_insert_with_key(|subject| {
                    figures.push((subject.clone(), vec![Vec::new(); doubt.sides.len()]));
                    figures.len() - 1
                });
                if let Some(rows) = figures.get_mut(place).and_then(|(_, sides)| sides.get_mut(side)) {
                    rows.push(*payment);
                }
            }
        }
        let tables: Vec<usize> = doubt.sides.iter().map(|(table, _)| *table).collect();
        for (subject, sides) in figures {
            let first = sides.first().map(|rows| marks(rows));
            if doubt.versions && sides.iter().all(|rows| Some(marks(rows)) == first) {
                let of = tables.first().copied().unwrap_or_default();
                let others = tables.iter().copied().zip(sides).skip(1);
                contest.same.extend(others.map(|(table, rows)| ((table, of), rows)));
                continue;
            }
            // The smallest stands, which is true whatever turns out.
            let least = (0..sides.len()).min_by_key(|place| sides.get(*place).map(|rows| total(rows)));
            let larger = sides.iter().enumerate().filter(|(place, _)| Some(*place) != least).flat_map(|(_, rows)| rows);
            contest.dropped.extend(larger.map(|row| (row.row, row.amount)));
            let named = |(table, rows): (&usize, &Vec<Payment>)| {
                let PaymentTable { file, sheet, .. } = self.payments.tables.get(*table)?;
                Some((ContestedTable { file: Arc::clone(file), sheet: Arc::clone(sheet) }, total(rows)))
            };
            contest.contested.push(Contested {
                subject,
                period: doubt.period,
                versions: doubt.versions,
                sums: tables.iter().zip(&sides).filter_map(named).collect(),
                origins: sides.iter().flatten().filter_map(|row| self.origin(row.row)).cloned().collect(),
            });
        }
        contest
    }

    /// What rows that came in two files come to, by the files.
    fn named(&self, repeated: &BTreeMap<(usize, usize), Vec<Payment>>) -> Vec<Repeated> {
        let mut all: BTreeMap<(Arc<str>, Arc<str>), Repeated> = BTreeMap::new();
        for ((table, other), rows) in repeated {
            let tables = (self.payments.tables.get(*table), self.payments.tables.get(*other));
            let (Some(of), Some(other)) = tables else { continue };
            let one = all.entry((Arc::clone(&of.file), Arc::clone(&other.file))).or_insert_with(|| Repeated {
                file: Arc::clone(&of.file),
                other: Arc::clone(&other.file),
                reporter: of.reporter.clone(),
                amount: Money::ZERO,
                origins: Vec::new(),
            });
            for row in rows {
                one.amount = plus(one.amount, row.amount.money);
                one.origins.extend(self.origin(row.row).cloned());
            }
        }
        all.into_values().collect()
    }

    /// Makes one position of what several ledgers say of one figure.
    fn put_together(&mut self) {
        let mut places: HashMap<(AmountSubject, Period, bool), usize> = HashMap::new();
        let mut positions: Vec<Position> = Vec::with_capacity(self.positions.len());
        for position in std::mem::take(&mut self.positions) {
            let place = if position.payments {
                let key = (position.subject.clone(), position.period, position.cumulative);
                *places.entry(key).or_insert(positions.len())
            } else {
                positions.len()
            };
            match positions.get_mut(place) {
                Some(first) => {
                    first.amount = plus(first.amount, position.amount);
                    first.slack = plus(first.slack, position.slack);
                    first.step = first.step.min(position.step);
                    first.rows.extend(position.rows);
                }
                None => positions.push(position),
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

/// The figure that a payment belongs to: whose a contribution is matters, of what a pool spends only for which it was.
fn figure_of(subject: &AmountSubject) -> AmountSubject {
    let subject = AmountSubject { scheme: None, line: None, ..subject.clone() };
    match subject.kind {
        Kind::Contribution | Kind::Receipt => subject,
        _ => AmountSubject { partner: None, reporter: None, ..subject },
    }
}

/// What a doubt comes to.
#[derive(Default)]
struct Contest {
    contested: Vec<Contested>,
    /// Rows that are in no figure, because it is not known whether they are paid once.
    dropped: Vec<(u32, RowAmount)>,
    /// Rows of a figure of which all tables have the same, by their table and that in which they count.
    same: Vec<((usize, usize), Vec<Payment>)>,
}

/// The marks of rows, in an order of their own.
fn marks(rows: &[Payment]) -> Vec<u64> {
    let mut marks: Vec<u64> = rows.iter().map(|row| row.mark.row).collect();
    marks.sort_unstable();
    marks
}

fn total(rows: &[Payment]) -> Money {
    rows.iter().fold(Money::ZERO, |sum, row| plus(sum, row.amount.money))
}

/// A sum of parts of what the ledger proved to fit.
fn plus(one: Money, other: Money) -> Money {
    Money::from_sum(one.pence() + other.pence())
}
