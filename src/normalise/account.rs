//! The account of a sheet: an independent count of its amount cells, and totals held against their lines.

use std::sync::Arc;

use super::convert::{Amount, amount};
use super::recognise::Recognised;
use crate::finding::{About, Finding, Level, Nature};
use crate::job::layout::{AmountColumn, Unit};
use crate::model::account::{SheetAccount, Tally};
use crate::model::money::Money;
use crate::model::origin::Origin;
use crate::model::words::counted;
use crate::read::Sheet;

/// A total that its lines do not add up to.
pub const TOTALS_DISAGREE: About = About {
    name: "totals-disagree",
    level: Level::Warning,
    nature: Nature::Fact,
    finds: "a total or subtotal in a return that differs from the sum of its lines by more than rounding allows: \
            half a unit for each line and for the total, where a unit is the smallest that the column shows.",
    matters: "a line or the total is wrong, and only the partner can say which. The lines are used, the total never is.",
    action: "ask the partner to correct the line or the total.",
};

/// An account with nothing in it yet.
pub fn opened(file: Arc<str>, sheet: &Sheet, layout: Option<&str>, rows: usize) -> SheetAccount {
    SheetAccount {
        file,
        sheet: Arc::clone(&sheet.name),
        layout: layout.map(str::to_owned),
        rows,
        furniture_rows: if layout.is_none() { rows } else { 0 },
        read: Tally::default(),
        accepted: Tally::default(),
        witnessed: Tally::default(),
        refused: Tally::default(),
        not_given: 0,
    }
}

/// Counts the amount cells below the header, cell by cell and without judging any row.
pub fn tally(sheet: &Sheet, found: &Recognised<'_>) -> Tally {
    let mut tally = Tally::default();
    for cell in sheet.cells().iter().filter(|cell| cell.address.row > found.header_row) {
        for (column, place) in &found.amounts {
            let Some(amounts) = found.layout.amounts.get(*place).filter(|_| *column == cell.address.column) else {
                continue;
            };
            match amount(&cell.value, amounts.unit, &amounts.not_given) {
                Amount::Given { money, .. } => tally.count(Some(money)),
                Amount::NotGiven | Amount::Refused(_) => tally.count(None),
            }
        }
    }
    tally
}

/// What is wrong with an account, for a fault.
pub fn imbalance(account: &SheetAccount) -> String {
    let SheetAccount { file, sheet, read, accepted, witnessed, refused, not_given, .. } = account;
    format!(
        "sheet `{sheet}` of `{file}` has {}, of which {} accepted, {} witnessed, {} refused and {not_given} not given",
        counted(read.cells, "amount cell"),
        accepted.cells,
        witnessed.cells,
        refused.cells,
    )
}

/// The lines of one column of amounts, as far as they have been read.
#[derive(Debug, Clone, Default)]
pub struct Lines {
    all: Sum,
    since_witness: Sum,
    unread: usize,
    /// Totals that stand above their lines.
    leading: Vec<(Money, u32, Origin)>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    pence: i128,
    count: usize,
    decimals: u32,
}

impl Sum {
    fn add(&mut self, money: Money, decimals: u32) {
        self.pence += i128::from(money.pence());
        self.count += 1;
        self.decimals = self.decimals.max(decimals);
    }

    /// Whether a total with so many decimals is this sum, but for rounding.
    fn agrees(self, total: Money, decimals: u32, unit: Unit) -> bool {
        let decimals = self.decimals.max(decimals);
        let pence_in_unit = i128::from(unit.pounds()) * 100;
        let difference = (i128::from(total.pence()) - self.pence).abs();
        // 2 × difference ≤ (n + 1) × unit ÷ 10^decimals, without a fraction.
        let allowed = (self.count as i128 + 1) * pence_in_unit;
        10_i128
            .checked_pow(decimals)
            .and_then(|scale| (2 * difference).checked_mul(scale))
            .is_some_and(|twice| twice <= allowed)
    }
}

impl Lines {
    /// Adds a line.
    pub fn add(&mut self, money: Money, decimals: u32) {
        self.all.add(money, decimals);
        self.since_witness.add(money, decimals);
    }

    /// Counts a line that could not be read.
    pub fn add_unread(&mut self) {
        self.unread += 1;
    }

    /// Holds a total or subtotal against the lines above it, or against those since the last one.
    ///
    /// A total above all lines is held against them when they are known, by [`Lines::close`].
    pub fn compare(&mut self, total: Money, decimals: u32, column: &AmountColumn, origin: Origin) -> Option<Finding> {
        if self.all.count + self.unread == 0 {
            self.leading.push((total, decimals, origin));
            return None;
        }
        let (all, part) = (self.all, std::mem::take(&mut self.since_witness));
        if all.agrees(total, decimals, column.unit) || part.agrees(total, decimals, column.unit) {
            return None;
        }
        let lines = if part.count == 0 { all } else { part };
        Some(self.disagrees(total, lines, column, &origin))
    }

    /// Holds the totals that stand above their lines against all of them.
    pub fn close(&mut self, column: &AmountColumn) -> Option<Finding> {
        let (total, decimals, origin) = std::mem::take(&mut self.leading).into_iter().next()?;
        (!self.all.agrees(total, decimals, column.unit)).then(|| self.disagrees(total, self.all, column, &origin))
    }

    fn disagrees(&self, total: Money, lines: Sum, column: &AmountColumn, origin: &Origin) -> Finding {
        let sum = i64::try_from(lines.pence)
            .map_or_else(|_| "an impossible sum".to_owned(), |pence| Money::from_sum(pence).to_string());
        let heading = column.header.first().map_or("", String::as_str);
        let adds = if lines.count == 1 { "adds" } else { "add" };
        let mut message =
            format!("the total of `{heading}` says {total}; its {} {adds} up to {sum}", counted(lines.count, "line"));
        if self.unread > 0 {
            message.push_str(&format!(", and {} cannot be read", counted(self.unread, "line")));
        }
        Finding::new(&TOTALS_DISAGREE, message, "ask the partner to correct the line or the total").at(origin)
    }
}

#[cfg(test)]
mod tests {
    use super::{AmountColumn, Lines, Money, Origin, Unit};
    use crate::model::entry::{Class, Form, Kind};
    use crate::model::origin::Address;

    fn origin() -> Origin {
        Origin { file: "f".into(), sheet: "s".into(), cell: Address { row: 8, column: 1 } }
    }

    fn column(unit: Unit) -> AmountColumn {
        AmountColumn {
            kind: Kind::Budget,
            header: vec!["Amount".to_owned()],
            unit,
            not_given: Vec::new(),
            cumulative: false,
            class: Class::Revenue,
            form: Form::Cash,
            optional: false,
        }
    }

    fn disagrees(lines: &[(i64, u32)], total: (i64, u32), unit: Unit) -> bool {
        let mut sum = Lines::default();
        lines.iter().for_each(|(pence, decimals)| sum.add(Money::from_sum(*pence), *decimals));
        sum.compare(Money::from_sum(total.0), total.1, &column(unit), origin()).is_some()
    }

    #[test]
    fn a_total_may_differ_by_rounding_and_no_more() {
        let tenth_of_a_million = 10_000_000;
        let lines = [(190_000_000, 1), (860_000_000, 1), (130_000_000, 1)];
        assert!(!disagrees(&lines, (1_180_000_000, 1), Unit::Millions));
        assert!(!disagrees(&lines, (1_180_000_000 + 2 * tenth_of_a_million, 1), Unit::Millions), "4 × half of 0.1m");
        assert!(disagrees(&lines, (1_180_000_000 + 2 * tenth_of_a_million + 1, 1), Unit::Millions));
        assert!(disagrees(&[(860_000_000, 2), (40_000_000, 2)], (910_000_000, 2), Unit::Pounds));
    }

    #[test]
    fn a_subtotal_is_held_against_the_lines_since_the_last_one() {
        let mut sum = Lines::default();
        let compare = |sum: &mut Lines, total| sum.compare(Money::from_sum(total), 2, &column(Unit::Pounds), origin());
        sum.add(Money::from_sum(100), 2);
        assert!(compare(&mut sum, 100).is_none());
        sum.add(Money::from_sum(50), 2);
        assert!(compare(&mut sum, 50).is_none());
        assert!(compare(&mut sum, 150).is_none(), "the grand total of all lines");
        assert!(compare(&mut sum, 151).is_none(), "a penny is within rounding");
        assert!(compare(&mut sum, 300).is_some(), "subtotals are not lines");
    }

    #[test]
    fn a_total_above_its_lines_waits_for_them() {
        let total = |total: i64| {
            let mut sum = Lines::default();
            assert!(sum.compare(Money::from_sum(total), 2, &column(Unit::Pounds), origin()).is_none());
            sum.add(Money::from_sum(100), 2);
            sum.add(Money::from_sum(50), 2);
            sum.close(&column(Unit::Pounds))
        };
        assert!(total(150).is_none());
        assert!(total(250).is_some());
    }
}
