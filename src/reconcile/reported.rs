//! What was reported of one figure: from every sheet that speaks of it, one amount, or why there is none.

use std::collections::BTreeMap;

use crate::ledger::{Ledger, Position};
use crate::model::entry::{Class, Form, Gap, Kind, Subject};
use crate::model::money::Money;
use crate::model::origin::Origin;
use crate::model::period::Period;
use crate::model::words::listed;

/// An amount with the cells that it is the sum of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// The amount.
    pub amount: Money,
    /// By how much rounding in its cells may have moved it; nothing for a promise, which is exact.
    pub slack: Money,
    /// Its cells.
    pub origins: Vec<Origin>,
}

/// What was reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reported {
    /// Nothing: not nil.
    Nothing,
    /// One figure.
    Figure(Sum),
    /// Different figures in different places; none of them is used.
    Conflict(Vec<Sum>),
    /// A figure of which a part is open: cells that could not be used, or that say that there is no figure.
    Incomplete {
        /// The open cells.
        origins: Vec<Origin>,
        /// Whether one of them could not be used, which is an error of its own.
        refused: bool,
    },
}

impl Reported {
    /// The figure, if there is exactly one and all of it is known.
    #[must_use]
    pub fn figure(&self) -> Option<&Sum> {
        match self {
            Self::Figure(sum) => Some(sum),
            Self::Nothing | Self::Conflict(_) | Self::Incomplete { .. } => None,
        }
    }
}

impl Sum {
    /// Exact amounts with their cells, added up; `None` of nothing.
    pub fn of<'a>(amounts: impl IntoIterator<Item = (Money, &'a Origin)>) -> Option<Self> {
        let (amounts, origins): (Vec<Money>, Vec<Origin>) =
            amounts.into_iter().map(|(amount, origin)| (amount, origin.clone())).unzip();
        if amounts.is_empty() { None } else { Some(Self { amount: Money::sum(amounts)?, slack: Money::ZERO, origins }) }
    }

    /// This and another.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Option<Self> {
        let origins = self.origins.iter().chain(&other.origins).cloned().collect();
        let amount = self.amount.checked_add(other.amount)?;
        Some(Self { amount, slack: self.slack.checked_add(other.slack)?, origins })
    }

    /// Nothing, of no cell: what agreed changes add up to where there are none.
    #[must_use]
    pub fn none() -> Self {
        Self { amount: Money::ZERO, slack: Money::ZERO, origins: Vec::new() }
    }

    /// Its cells in words, for a message that says where an expectation is written.
    #[must_use]
    pub fn cells(&self) -> String {
        listed(&self.origins.iter().map(ToString::to_string).collect::<Vec<_>>())
    }

    /// By how much this falls short of what was promised, beyond what rounding explains.
    #[must_use]
    pub fn short_of(&self, promised: &Self) -> Option<Money> {
        let less = promised.amount.checked_sub(self.amount)?;
        let slack = self.slack.checked_add(promised.slack)?;
        (less > Money::ZERO && less > slack).then_some(less)
    }
}

/// What was reported of one kind to an agreement, to the end of a period.
///
/// A figure for the period itself stands first, then one to the same month under another name: an account for the year replaces
/// what was said of it in March. Of what flows, the parts of the year up to the period are then added up, if every one was
/// reported for every line. Budgets and forecasts are for the year: after those as they stand at the end of the period comes one
/// for the year, then the sum of all parts of the year.
pub fn reported(
    ledger: &Ledger,
    agreement: &str,
    kind: Kind,
    period: Period,
    matches: impl Fn(&Subject) -> bool,
) -> Reported {
    let matches =
        |subject: &Subject| subject.kind == kind && subject.agreement.as_deref() == Some(agreement) && matches(subject);
    let of_year = |position: &&Position| position.period.year == period.year && matches(&position.subject);
    let all: Vec<&Position> = ledger.positions_of(agreement).filter(of_year).collect();
    let yearly = matches!(kind, Kind::ContributionBudget | Kind::Budget | Kind::Forecast);
    let whole = Period::whole(period.year);
    let to_date = |position: &Position| {
        let of_itself = !yearly && period.parts().iter().any(|parts| parts.len() == 1);
        position.cumulative || period == whole || of_itself
    };
    let of_period: Vec<&Position> = all.iter().filter(|one| one.period == period && to_date(one)).copied().collect();
    let concerns = |missed: Period| {
        let is_part = period.parts().iter().any(|parts| parts.contains(&missed));
        // Where the period itself was reported, what its parts leave open does not matter.
        missed == period || (of_period.is_empty() && if yearly { missed == whole } else { is_part })
    };
    if let Some(incomplete) = open(ledger, &all, |gap| gap.period.is_none_or(concerns) && matches(&gap.subject)) {
        return incomplete;
    }
    let mut chosen = of_period;
    if chosen.is_empty() {
        // March to date says what the year does, and June to date what the first quarter does.
        let as_long = |one: &&&Position| one.cumulative && one.period.months() == period.months();
        chosen = all.iter().filter(as_long).copied().collect();
    }
    if chosen.is_empty() && yearly {
        chosen = all.iter().filter(|position| position.period == whole).copied().collect();
    }
    if !chosen.is_empty() {
        return one_figure(ledger, &chosen);
    }
    let of = if yearly { whole } else { period };
    of.parts().iter().find_map(|parts| of_parts(ledger, &all, parts)).unwrap_or(Reported::Nothing)
}

/// What was reported of one kind to an agreement for just this period: in it, or (`to_date`) from the start of the year to its end.
pub fn just(
    ledger: &Ledger,
    agreement: &str,
    kind: Kind,
    period: Period,
    to_date: bool,
    matches: impl Fn(&Subject) -> bool,
) -> Reported {
    let matches =
        |subject: &Subject| subject.kind == kind && subject.agreement.as_deref() == Some(agreement) && matches(subject);
    let of_period = |position: &&Position| {
        (position.period, position.cumulative) == (period, to_date) && matches(&position.subject)
    };
    let all: Vec<&Position> = ledger.positions_of(agreement).filter(of_period).collect();
    let concerns = |gap: &Gap| gap.period.is_none_or(|missed| missed == period) && matches(&gap.subject);
    open(ledger, &all, concerns).unwrap_or_else(|| one_figure(ledger, &all))
}

/// What leaves a figure open: cells that could not be used, or that say that there is no figure and no other file gives it.
fn open(ledger: &Ledger, all: &[&Position], concerns: impl Fn(&Gap) -> bool) -> Option<Reported> {
    // What one file does not give another may.
    let is_filled = |gap: &&Gap| {
        all.iter().any(|position| {
            let same = Some(position.period) == gap.period && *position.file != *gap.origin.file;
            same && line_of(&position.subject) == line_of(&gap.subject)
        })
    };
    let gaps = ledger.gaps().iter().filter(|gap| concerns(gap));
    let (refused, mut not_given): (Vec<_>, Vec<_>) = gaps.partition(|gap| gap.refused);
    not_given.retain(|gap| !is_filled(gap));
    // A return that only says that there is no figure reports nothing; beside other lines it leaves their sum open.
    let is_open = !refused.is_empty() || (!not_given.is_empty() && !all.is_empty());
    let origins = || refused.iter().chain(&not_given).map(|gap| gap.origin.clone()).collect();
    is_open.then(|| Reported::Incomplete { origins: origins(), refused: !refused.is_empty() })
}

/// The sum of the parts of a period; `None` where no part was reported, or none of them so.
fn of_parts(ledger: &Ledger, all: &[&Position], parts: &[Period]) -> Option<Reported> {
    let in_parts: Vec<&Position> =
        all.iter().filter(|position| !position.cumulative && parts.contains(&position.period)).copied().collect();
    let mut lines: BTreeMap<&Option<String>, Vec<Period>> = BTreeMap::new();
    for position in &in_parts {
        lines.entry(&position.subject.line).or_default().push(position.period);
    }
    let complete = |seen: &Vec<Period>| parts.iter().all(|part| seen.contains(part));
    if lines.is_empty() || !lines.values().any(complete) {
        return None;
    }
    if lines.values().all(complete) {
        return Some(one_figure(ledger, &in_parts));
    }
    let origins = in_parts.iter().flat_map(|position| ledger.origins(position)).collect();
    Some(Reported::Incomplete { origins, refused: false })
}

/// What one table of a sheet says: its positions, which add up.
type Statement<'a> = Vec<&'a Position>;

/// Adds up what the tables say. Tables that say the same of one line are counted once; tables that differ are in conflict.
fn one_figure(ledger: &Ledger, positions: &[&Position]) -> Reported {
    let mut statements: BTreeMap<(&str, &str, u32), Statement<'_>> = BTreeMap::new();
    for position in positions {
        statements.entry((&position.file, &position.sheet, position.table)).or_default().push(position);
    }
    let mut kept: Statement<'_> = Vec::new();
    for statement in statements.into_values() {
        match held_against(&kept, &statement) {
            Held::New(more) => kept.extend(more),
            Held::Differs(before, now) => {
                return Reported::Conflict([before, now].iter().filter_map(|one| sum(ledger, one)).collect());
            }
        }
    }
    sum(ledger, &kept).map_or(Reported::Nothing, Reported::Figure)
}

/// A sheet held against those before it.
enum Held<'a> {
    /// What it adds.
    New(Statement<'a>),
    /// What was said before, and what it says otherwise.
    Differs(Statement<'a>, Statement<'a>),
}

fn held_against<'a>(kept: &[&'a Position], statement: &[&'a Position]) -> Held<'a> {
    let mut new = Vec::new();
    for position in statement {
        match kept.iter().find(|other| same_line(other, position)) {
            None => new.push(*position),
            Some(other) if other.amount == position.amount => {}
            Some(other) => return Held::Differs(vec![*other], vec![*position]),
        }
    }
    // One sheet with lines and one without may be two views of one figure: a whole, and its parts.
    let lined = |all: &[&Position]| all.iter().any(|position| position.subject.line.is_some());
    if new.len() == statement.len() && !kept.is_empty() && lined(kept) != lined(statement) {
        let total = |all: &[&Position]| Money::sum(all.iter().map(|position| position.amount));
        if total(kept) == total(statement) {
            return Held::New(Vec::new());
        }
        return Held::Differs(kept.to_vec(), statement.to_vec());
    }
    Held::New(new)
}

/// Whether two positions speak of one line of one figure, whoever says so.
fn same_line(one: &Position, other: &Position) -> bool {
    let to_one_month = one.cumulative && other.cumulative && one.period.months() == other.period.months();
    (one.period == other.period || to_one_month) && line_of(&one.subject) == line_of(&other.subject)
}

/// What makes a line of a figure, whoever speaks of it.
fn line_of(subject: &Subject) -> (Option<&str>, Option<&str>, Class, Form) {
    (subject.line.as_deref(), subject.partner.as_deref(), subject.class, subject.form)
}

fn sum(ledger: &Ledger, positions: &[&Position]) -> Option<Sum> {
    if positions.is_empty() {
        return None;
    }
    let mut all = Sum::none();
    for position in positions {
        all.amount = all.amount.checked_add(position.amount)?;
        all.slack = all.slack.checked_add(position.slack)?;
        all.origins.extend(ledger.origins(position));
    }
    Some(all)
}
