//! Statements: what each table of each sheet says of one figure, held against what the others say.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::{Reported, Sum};
use crate::ledger::{Ledger, Position};
use crate::model::entry::{AmountSubject, Class, Form, PartOf};
use crate::model::period::Period;
use crate::model::rounded::Rounded;

/// What makes a line of a figure, whoever speaks of it.
pub(super) type LineKey<'a> = (Option<PartOf<'a>>, Option<&'a str>, Class, Form);

pub(super) fn line_of(subject: &AmountSubject) -> LineKey<'_> {
    (subject.part(), subject.partner.as_deref(), subject.class, subject.form)
}

/// What one table of a sheet says, or all ledgers together: positions, which add up.
type Statement<'a> = Vec<&'a Position>;

fn statements<'a>(positions: &[&'a Position]) -> Vec<Statement<'a>> {
    type Table<'p> = (&'p Arc<str>, &'p Arc<str>, u32);
    let mut statements: BTreeMap<Option<Table<'a>>, Statement<'a>> = BTreeMap::new();
    for position in positions {
        // Ledgers are one statement together: their payments add up.
        let table = (!position.payments).then_some((&position.file, &position.sheet, position.table));
        statements.entry(table).or_default().push(position);
    }
    statements.into_values().collect()
}

/// Positions apart by their line.
pub(super) fn by_line<'a>(positions: &[&'a Position]) -> Vec<Statement<'a>> {
    let mut lines: BTreeMap<Option<PartOf<'_>>, Statement<'a>> = BTreeMap::new();
    for position in positions {
        lines.entry(position.subject.part()).or_default().push(position);
    }
    lines.into_values().collect()
}

/// Positions apart by the lines that belong together: those that stand in one table somewhere. A table that speaks of one of them
/// and not of another says that there was none.
pub(super) fn hang_together<'a>(positions: &[&'a Position]) -> Vec<Statement<'a>> {
    type StatementGroup<'a> = (HashSet<LineKey<'a>>, Statement<'a>);
    let mut groups: Vec<StatementGroup<'a>> = Vec::new();
    for statement in statements(positions) {
        let lines: HashSet<LineKey<'a>> = statement.iter().map(|position| line_of(&position.subject)).collect();
        let (alike, others): (Vec<StatementGroup<'a>>, Vec<StatementGroup<'a>>) =
            groups.into_iter().partition(|(known, _)| !known.is_disjoint(&lines));
        groups = others;
        groups.extend(alike.into_iter().chain([(lines, statement)]).reduce(|mut all, (lines, statement)| {
            all.0.extend(lines);
            all.1.extend(statement);
            all
        }));
    }
    groups.into_iter().map(|(_, statement)| statement).collect()
}

/// Adds up what the tables say. Tables that say the same of one line, or a rounding of it, are counted once, as the
/// most exact has it; tables that differ are in conflict.
pub(super) fn one_figure(ledger: &Ledger, positions: &[&Position]) -> Reported {
    let mut kept = StatementsSoFar::default();
    // The most exact first, and lines before a whole: the others are held against them, in whatever files they stand.
    let mut statements = statements(positions);
    statements.sort_by_key(|statement| {
        let coarsest = statement.iter().map(|position| position.rounded().coarseness()).max();
        (coarsest, statement.iter().all(|position| position.subject.part().is_none()))
    });
    for statement in statements {
        if let Some((before, now)) = kept.add(statement) {
            return Reported::Conflict([before, now].iter().filter_map(|one| sum(ledger, one)).collect());
        }
    }
    sum(ledger, &kept.positions).map_or(Reported::Nothing, Reported::Figure)
}

/// What the statements so far come to.
#[derive(Default)]
struct StatementsSoFar<'a> {
    positions: Statement<'a>,
    by_period: HashMap<(Period, LineKey<'a>), usize>,
    /// Those that run from the start of the year, by how far: one for the year and one to March say the same.
    by_months: HashMap<(u8, LineKey<'a>), usize>,
    /// How many of the positions can be found: a statement alone need not be looked up.
    found: usize,
}

impl<'a> StatementsSoFar<'a> {
    /// Adds what a statement says that was not said before. If it says something otherwise: what was said, and what it says.
    fn add(&mut self, statement: Statement<'a>) -> Option<(Statement<'a>, Statement<'a>)> {
        if self.positions.is_empty() {
            self.positions = statement;
            return None;
        }
        self.index();
        let (mut new, mut finer) = (Vec::new(), Vec::new());
        for position in &statement {
            match self.same_line(position) {
                None => new.push(*position),
                Some((_, other)) if other.amount == position.amount => {}
                Some((_, other)) if position.rounded().is_rounding_of(&other.rounded()) => {}
                Some((place, other)) if other.rounded().is_rounding_of(&position.rounded()) => {
                    finer.push((place, *position))
                }
                Some((_, other)) => return Some((vec![other], vec![*position])),
            }
        }
        // One sheet with lines and one without may be two views of one figure: a whole, and its parts.
        let lined = |all: &[&Position]| all.iter().any(|position| position.subject.part().is_some());
        if new.len() == statement.len() && lined(&self.positions) != lined(&statement) {
            let agrees = match (total(&self.positions), total(&statement)) {
                (Some(one), Some(two)) => one.amount == two.amount || two.is_rounding_of(&one),
                _ => false,
            };
            return (!agrees).then(|| (self.positions.clone(), statement));
        }
        for (place, position) in finer {
            if let Some(kept) = self.positions.get_mut(place) {
                *kept = position;
                self.by_period.entry((position.period, line_of(&position.subject))).or_insert(place);
            }
        }
        self.positions.append(&mut new);
        None
    }

    fn index(&mut self) {
        for (place, position) in self.positions.iter().enumerate().skip(self.found) {
            let line = line_of(&position.subject);
            self.by_period.entry((position.period, line)).or_insert(place);
            if position.cumulative {
                self.by_months.entry((position.period.months(), line)).or_insert(place);
            }
        }
        self.found = self.positions.len();
    }

    /// What was said first of the same line of the same figure, whoever said so.
    fn same_line(&self, position: &Position) -> Option<(usize, &'a Position)> {
        let line = line_of(&position.subject);
        let in_period = self.by_period.get(&(position.period, line));
        let as_long = self.by_months.get(&(position.period.months(), line)).filter(|_| position.cumulative);
        let first = in_period.into_iter().chain(as_long).min()?;
        Some((*first, self.positions.get(*first).copied()?))
    }
}

/// What positions come to, with what rounding may have moved.
fn total(positions: &[&Position]) -> Option<Rounded> {
    Rounded::total(&positions.iter().map(|position| position.rounded()).collect::<Vec<_>>())
}

fn sum(ledger: &Ledger, positions: &[&Position]) -> Option<Sum> {
    if positions.is_empty() {
        return None;
    }
    let mut all = Sum::none();
    for position in positions {
        all.amount = all.amount.checked_add(position.amount)?;
        all.slack = all.slack.checked_add(position.slack)?;
        all.origins.extend(ledger.origins(position).cloned());
    }
    Some(all)
}
