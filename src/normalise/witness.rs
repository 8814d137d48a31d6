//! Witnesses: totals and subtotals held against the lines that they are of, and never added in.

pub mod codes;
pub mod roundings;
pub mod sheets;

use crate::finding::phrase::{Phrase, Say, count, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::job::layout::amounts::Unit;
use crate::model::money::Money;
use crate::model::origin::Origin;

/// A total that its lines do not add up to.
pub const TOTALS_DISAGREE: About = About {
    name: "totals-disagree",
    level: Level::Warning,
    nature: Nature::Fact,
    finds: "a total or subtotal in a return that differs from the sum of its lines by more than rounding allows: \
            half a unit for each line and for the total, where a unit is the smallest that the column shows.",
    matters: "a line or the total may be wrong, and only the partner can say which. The lines are used, the total \
              never is.",
    action: "ask the partner to correct the line or the total",
    ask: Some("Find out whether a line or the total is wrong, correct it, and send the file again."),
};

/// An amount with the decimals that its cell shows.
#[derive(Debug, Clone, Copy)]
pub struct ShownAmount {
    /// The amount.
    pub money: Money,
    /// How many decimals the cell shows, in its unit.
    pub decimals: u32,
    /// The unit.
    pub unit: Unit,
}

/// The sum of some lines.
#[derive(Debug, Clone, Copy, Default)]
pub struct SumOfLines {
    pence: i128,
    count: usize,
    /// How many of them are not nought.
    nonzero: usize,
    decimals: u32,
    /// Lines that say that there is no figure: the sum is not known.
    not_given: usize,
    /// Lines that could not be read.
    unread: usize,
    /// What lines that are not read would take away.
    taken: i128,
}

impl SumOfLines {
    /// Adds a line, or takes it away.
    pub fn add(&mut self, line: ShownAmount, taken_away: bool) {
        let pence = i128::from(line.money.pence());
        self.pence += if taken_away { -pence } else { pence };
        self.count += 1;
        self.nonzero += usize::from(pence != 0);
        self.decimals = self.decimals.max(line.decimals);
    }

    /// How many lines could be read.
    #[must_use]
    pub fn lines(self) -> usize {
        self.count
    }

    /// How many of them are not nought.
    #[must_use]
    pub fn nonzero(self) -> usize {
        self.nonzero
    }

    /// The sum in pence.
    #[must_use]
    pub fn pence(self) -> i128 {
        self.pence
    }

    /// Whether there is no line, readable or not.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.count + self.unread + self.not_given == 0
    }

    fn with(self, other: Self) -> Self {
        Self {
            pence: self.pence + other.pence,
            count: self.count + other.count,
            nonzero: self.nonzero + other.nonzero,
            decimals: self.decimals.max(other.decimals),
            not_given: self.not_given + other.not_given,
            unread: self.unread + other.unread,
            taken: self.taken + other.taken,
        }
    }

    /// Whether a total is this sum to the penny.
    fn is_exactly(self, total: ShownAmount) -> bool {
        self.pence == i128::from(total.money.pence())
    }

    /// Whether a total is this sum once what says so is taken away: then the total proves the sign.
    fn agrees_less_taken(self, total: ShownAmount) -> bool {
        self.taken != 0 && Self { pence: self.pence - self.taken, ..self }.agrees(total)
    }

    /// Whether a total is this sum, but for rounding: half a unit for each line and for the total, where a unit is the
    /// smallest that any of them shows, and a penny at least.
    #[must_use]
    pub fn agrees(self, total: ShownAmount) -> bool {
        let pence_in_unit = i128::from(total.unit.pounds()) * 100;
        let difference = (i128::from(total.money.pence()) - self.pence).abs();
        let step = 10_i128.checked_pow(self.decimals.max(total.decimals)).filter(|step| *step <= pence_in_unit);
        // 2 × difference ≤ (n + 1) × unit ÷ 10^decimals, without a fraction.
        let (pence, step) = step.map_or((1, 1), |step| (pence_in_unit, step));
        let allowed = (self.count as i128 + 1) * pence;
        (2 * difference).checked_mul(step).is_some_and(|twice| twice <= allowed)
    }

    /// What is said of a total that is not this sum.
    #[must_use]
    pub fn disagrees(self, what: &str, total: ShownAmount, origin: &Origin) -> Finding {
        let sum: Phrase =
            i64::try_from(self.pence).map_or_else(|_| "an impossible sum".into(), |pence| Money::from_sum(pence).say());
        let mut message = phrase!("the total of `{}` says {}; ", what, total.money);
        message.add(match (self.count, self.unread) {
            (0, 1) => "its only line cannot be read".into(),
            (0, unread) if unread > 0 => phrase!("none of its {} can be read", count(unread, "line")),
            (lines, _) => {
                phrase!("its {} {} up to {}", count(lines, "line"), if lines == 1 { "adds" } else { "add" }, sum)
            }
        });
        if self.count > 0 && self.unread > 0 {
            let unread = count(self.unread, "line");
            message.add(match self.taken {
                0 => phrase!(", and {} cannot be read", unread),
                _ => phrase!(", and {} cannot be read or may be deducted", unread),
            });
        }
        Finding::new(&TOTALS_DISAGREE, message).at(origin)
    }
}

/// Lines in the order in which they stand, divided by the totals between them.
#[derive(Debug, Clone, Default)]
pub struct LinesAndTotals {
    /// The lines from each total to the next.
    closed: Vec<SumOfLines>,
    /// The lines since the last total.
    open: SumOfLines,
    /// The lines before it.
    before: SumOfLines,
    /// Totals that stand above all lines.
    leading: Vec<(ShownAmount, Origin)>,
}

impl LinesAndTotals {
    /// Adds a line.
    pub fn add(&mut self, line: ShownAmount) {
        self.open.add(line, false);
    }

    /// Counts a line that could not be read.
    pub fn add_unread(&mut self) {
        self.open.unread += 1;
    }

    /// Counts a line that says that it is taken away, by an amount that is not negative.
    pub fn take_away(&mut self, line: ShownAmount) {
        self.open.unread += 1;
        self.open.taken += i128::from(line.money.pence());
    }

    /// Counts a line that says that there is no figure.
    pub fn add_not_given(&mut self) {
        self.open.not_given += 1;
    }

    /// The sum of all lines.
    #[must_use]
    pub fn all(&self) -> SumOfLines {
        self.open.with(self.before)
    }

    /// Begins a new group, as a heading does.
    pub fn divide(&mut self) {
        if !self.open.is_empty() {
            let group = std::mem::take(&mut self.open);
            self.before = self.before.with(group);
            self.closed.push(group);
        }
    }

    /// Holds a total against the lines above it back to any total before, as subtotals and totals of subtotals are; where it
    /// is none of these sums, the one back to the last total is given back. A total above all lines waits for [`Self::close`].
    pub fn compare(&mut self, total: ShownAmount, origin: &Origin) -> Option<SumOfLines> {
        let whole = self.all();
        if whole.is_empty() {
            self.leading.push((total, origin.clone()));
            return None;
        }
        let part = self.open;
        let nearest = if part.count == 0 { whole } else { part };
        let agrees = self.lines_of(total).is_some();
        self.divide();
        // A sum of which a line is not given is not known, so the total may be right.
        (!agrees && (nearest.not_given == 0 || nearest.unread > 0)).then_some(nearest)
    }

    /// How many lines above, back to any total before, add up to an amount; `None` where no such run does.
    #[must_use]
    pub fn lines_of(&self, total: ShownAmount) -> Option<usize> {
        let agrees = |sum: &SumOfLines| sum.count > 0 && (sum.agrees(total) || sum.agrees_less_taken(total));
        // Most totals are of the lines since the last, or of all: there may be thousands of pages between.
        let first = [self.open, self.all()].into_iter().find(agrees);
        first.or_else(|| self.runs().find(agrees)).map(|sum| sum.count)
    }

    /// The lines above, back to any total before, that are to the penny an amount.
    #[must_use]
    pub fn exactly(&self, total: ShownAmount) -> Option<SumOfLines> {
        self.runs().find(|sum| sum.is_exactly(total))
    }

    /// Whether no line stands since the last total.
    #[must_use]
    pub fn is_divided(&self) -> bool {
        self.open.is_empty()
    }

    /// The sums of the lines above, back to each total before.
    fn runs(&self) -> impl Iterator<Item = SumOfLines> {
        let groups = std::iter::once(&self.open).chain(self.closed.iter().rev());
        let sums = groups.scan(SumOfLines::default(), |sum, group| {
            *sum = sum.with(*group);
            Some(*sum)
        });
        sums.filter(|sum| sum.count > 0)
    }

    /// Holds the first total that stands above its lines against all of them.
    pub fn close(&mut self) -> Option<(SumOfLines, ShownAmount, Origin)> {
        let (total, origin) = std::mem::take(&mut self.leading).into_iter().next()?;
        let all = self.all();
        (!all.agrees(total) && all.not_given == 0 && all.count + all.unread > 0).then_some((all, total, origin))
    }
}

#[cfg(test)]
mod tests {
    use super::{LinesAndTotals, Money, Origin, ShownAmount, Unit};
    use crate::model::origin::Address;

    fn origin() -> Origin {
        Origin { file: "f".into(), sheet: "s".into(), cell: Address { row: 8, column: 1 } }
    }

    fn figure(pence: i64, decimals: u32, unit: Unit) -> ShownAmount {
        ShownAmount { money: Money::from_sum(pence), decimals, unit }
    }

    fn disagrees(lines: &[(i64, u32)], total: (i64, u32), unit: Unit) -> bool {
        let mut sum = LinesAndTotals::default();
        lines.iter().for_each(|(pence, decimals)| sum.add(figure(*pence, *decimals, unit)));
        sum.compare(figure(total.0, total.1, unit), &origin()).is_some()
    }

    #[test]
    fn a_total_may_differ_by_rounding_and_no_more() {
        let tenth_of_a_million = 10_000_000;
        let lines = [(190_000_000, 1), (860_000_000, 1), (130_000_000, 1)];
        assert!(!disagrees(&lines, (1_180_000_000, 1), Unit::Millions));
        assert!(!disagrees(&lines, (1_180_000_000 + 2 * tenth_of_a_million, 1), Unit::Millions), "4 × half of 0.1m");
        assert!(disagrees(&lines, (1_180_000_000 + 2 * tenth_of_a_million + 1, 1), Unit::Millions));
        assert!(disagrees(&[(860_000_000, 2), (40_000_000, 2)], (910_000_000, 2), Unit::Pounds));
        assert!(!disagrees(&[(33, 13), (33, 13), (33, 13)], (100, 0), Unit::Thousands), "each is rounded to a penny");
        assert!(disagrees(&[(33, 13), (33, 13), (33, 13)], (102, 0), Unit::Thousands));
    }

    #[test]
    fn lines_that_cannot_be_read_are_not_added_up() {
        let said = |read: usize, unread: usize| {
            let mut lines = LinesAndTotals::default();
            (0..read).for_each(|_| lines.add(figure(100, 0, Unit::Pounds)));
            (0..unread).for_each(|_| lines.add_unread());
            lines.all().disagrees("Paid", figure(500, 0, Unit::Pounds), &origin()).message.to_string()
        };
        assert_eq!(said(2, 0), "the total of `Paid` says £5.00; its 2 lines add up to £2.00");
        assert_eq!(
            said(1, 1),
            "the total of `Paid` says £5.00; its 1 line adds up to £1.00, and 1 line cannot be read"
        );
        assert_eq!(said(0, 1), "the total of `Paid` says £5.00; its only line cannot be read");
        assert_eq!(said(0, 3), "the total of `Paid` says £5.00; none of its 3 lines can be read");
    }

    #[test]
    fn a_subtotal_is_held_against_the_lines_since_any_total_before() {
        let mut sum = LinesAndTotals::default();
        let compare = |sum: &mut LinesAndTotals, total| sum.compare(figure(total, 2, Unit::Pounds), &origin());
        let line = |pence| figure(pence, 2, Unit::Pounds);
        sum.add(line(1_000));
        assert!(compare(&mut sum, 1_000).is_none());
        sum.add(line(500));
        assert!(compare(&mut sum, 500).is_none());
        sum.add(line(70));
        assert!(compare(&mut sum, 70).is_none());
        assert!(compare(&mut sum, 570).is_none(), "a total of the last two subtotals");
        assert!(compare(&mut sum, 1_570).is_none(), "the grand total of all lines");
        assert!(compare(&mut sum, 1_571).is_none(), "a penny is within rounding");
        assert!(compare(&mut sum, 3_140).is_some(), "subtotals are not lines");
        sum.add(line(10));
        sum.add_not_given();
        assert!(compare(&mut sum, 99).is_none(), "what is not given may be the rest");
    }

    #[test]
    fn a_total_above_its_lines_waits_for_them() {
        let total = |total: i64| {
            let mut sum = LinesAndTotals::default();
            assert!(sum.compare(figure(total, 2, Unit::Pounds), &origin()).is_none());
            sum.add(figure(100, 2, Unit::Pounds));
            sum.add(figure(50, 2, Unit::Pounds));
            sum.close()
        };
        assert!(total(150).is_none());
        assert!(total(250).is_some());
    }
}
