//! Columns that must be the sum of others, such as an outturn or a variance, held against them row by row.

use super::{SheetContext, origin};
use crate::finding::phrase::{count, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::job::layout::amounts::Unit;
use crate::model::money::Money;
use crate::model::origin::Origin;
use crate::normalise::convert::{CellAmount, amount};
use crate::normalise::recognise::RecognisedTable;
use crate::normalise::recognise::sums::{PlacedSum, SumTerm};
use crate::read::Row;

/// An outturn or a variance that does not follow from its parts.
pub const OUTTURN_ARITHMETIC: About = About {
    name: "outturn-arithmetic",
    level: Level::Error,
    nature: Nature::Fact,
    finds: "a row whose actual and remaining forecast do not add up to its outturn, or whose variance is not outturn less \
            budget, by more than the rounding of its cells explains; as the layout says under [[checked]].",
    matters: "one of the columns may be wrong, and only the partner can say which. The amounts are used as they stand.",
    action: "ask the partner which of the columns is right; the amounts are used as they stand",
    ask: Some("Find out which of the columns is right, correct the other, and send the file again."),
};

/// The rows of one table that do not add up.
#[derive(Debug, Default)]
pub struct Arithmetic {
    /// By the place of the sum in the table: the cell, what it says, and what it should say.
    wrong: Vec<(usize, Origin, Money, Money)>,
}

impl Arithmetic {
    /// Holds one row against every sum of its table; a row without one of the figures proves nothing.
    pub fn row(&mut self, place: SheetContext<'_>, table: &RecognisedTable<'_>, row: Row<'_>) {
        for (number, sum) in table.columns.sums.iter().enumerate() {
            if let Some((says, should)) = wrong(table, row, sum)
                && let Some(cell) = row.cell(sum.column.column)
            {
                self.wrong.push((number, origin(place, cell.address), says, should));
            }
        }
    }

    /// What is said of the sheet as a whole, each sum once.
    pub fn findings(&self, place: SheetContext<'_>, table: &RecognisedTable<'_>) -> Vec<Finding> {
        let sums = table.columns.sums.iter().enumerate();
        sums.filter_map(|(number, sum)| {
            let wrong: Vec<_> = self.wrong.iter().filter(|(of, ..)| *of == number).collect();
            let (_, _, says, should) = wrong.first()?;
            let message = phrase!(
                "{} under `{}` of sheet `{}` {} not {}; the first says {}, and should be {}",
                count(wrong.len(), "figure"),
                sum.rule.name(),
                place.sheet.name,
                if wrong.len() == 1 { "is" } else { "are" },
                sum.rule.in_words(),
                says,
                should
            );
            Some(Finding::new(&OUTTURN_ARITHMETIC, message).at_cells(wrong.iter().map(|(_, cell, ..)| cell)))
        })
        .collect()
    }
}

/// What a cell says and what it should say, where that differs by more than half of the last digit of every cell.
fn wrong(table: &RecognisedTable<'_>, row: Row<'_>, sum: &PlacedSum<'_>) -> Option<(Money, Money)> {
    let (says, mut slack) = figure(table, row, sum, sum.column)?;
    let mut should = Money::ZERO;
    for term in &sum.terms {
        let (money, rounded) = figure(table, row, sum, *term)?;
        should = should.checked_add(if term.minus { money.negated() } else { money })?;
        slack = slack.checked_add(rounded)?;
    }
    (says.checked_sub(should)?.abs() > slack).then_some((says, should))
}

/// The figure of a column as the sheet writes it, with its own sign, and how far rounding may have moved it.
fn figure(table: &RecognisedTable<'_>, row: Row<'_>, sum: &PlacedSum<'_>, term: SumTerm) -> Option<(Money, Money)> {
    let placed = |column: u32| table.columns.amounts.iter().find(|placed| placed.column == column);
    let of_amounts = || sum.terms.iter().chain([&sum.column]).find_map(|other| placed(other.column))?.unit;
    let unit: Option<Unit> = match placed(term.column) {
        Some(placed) => placed.unit,
        None => term.stated.or_else(of_amounts),
    };
    let unit = unit?;
    let not_given = placed(term.column).map(|placed| placed.amounts.not_given.as_slice()).unwrap_or_default();
    match amount(&table.cell(row, term.column)?.value, unit, not_given) {
        CellAmount::Given { money, decimals, .. } => Some((money, unit.half_of_last_decimal(decimals))),
        CellAmount::NotGiven | CellAmount::Refused(_) => None,
    }
}
