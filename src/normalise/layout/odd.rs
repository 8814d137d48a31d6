//! What is odd about what amount cells say: refused, finer than a penny, or not the sum of its parts.

use std::collections::BTreeMap;

use super::excerpt::excerpt;
use super::{AmountCell, SheetContext, origin};
use crate::finding::phrase::{Phrase, count, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::model::money::Money;
use crate::model::origin::Origin;
use crate::normalise::convert::CellAmount;
use crate::normalise::convert::{ERROR_CELL, NOT_MONEY, STALE_FORMULA, SUB_PENNY};
use crate::normalise::recognise::RecognisedTable;
use crate::normalise::recognise::stated::NoUnit;
use crate::read::CellValue;

/// Amounts without a unit.
pub const NO_UNIT: About = About {
    name: "no-unit",
    level: Level::Error,
    nature: Nature::Fact,
    finds: "amounts of which no place states the unit, where the layout looks for it on the sheet: their heading, a cell right \
            below it, a column `Unit`, a title above the table, a note below it, or the name of the sheet or the file. Or one \
            of these says something of the unit that is not understood, such as two units or one that is not pounds, \
            thousands or millions; or two of them state different units; or one states another unit than the layout.",
    matters: "pounds read as thousands are wrong a thousand times; none of these amounts is used.",
    action: "write the unit into the heading, such as `Budget (£000)`, or correct it in the layout",
    ask: Some(
        "Write the unit into the heading, such as Budget (£000), take out what states another, and send the file again.",
    ),
};

/// An amount that its parts do not add up to.
pub const PARTS_DISAGREE: About = About {
    name: "parts-disagree",
    level: Level::Warning,
    nature: Nature::Fact,
    finds: "an amount that is not the sum of the columns that it is made of, such as gross of VAT and net.",
    matters: "one of the cells may be wrong, and only the partner can say which. The amount is used as it stands.",
    action: "ask the partner which of the columns is right; the amount is used as it stands",
    ask: Some("Find out which of the columns is right, correct the other, and send the file again."),
};

/// How many refused cells of one column are shown one by one.
const ONE_BY_ONE: usize = 10;

/// How many cells are listed of an oddity that can be in every cell of a workbook.
const LISTED: usize = 20;

/// The odd amount cells of one sheet, as far as they are not said at once.
#[derive(Debug, Default)]
pub struct Odd {
    /// Refused cells of each of the layout's columns: how many were shown, and the others.
    refused: BTreeMap<usize, (usize, Vec<Origin>)>,
    /// What is said of the unit, each once, with the cells of which it is said.
    unitless: Vec<(Finding, Vec<Origin>)>,
    /// Amounts that are not the sum of their parts.
    not_the_sum: Vec<(Origin, Money, Money)>,
}

/// Amounts of one file that are finer than a penny; a workbook made by formulas has thousands.
#[derive(Debug, Default)]
pub struct FinerThanPenny {
    cells: Vec<Origin>,
    first: Option<Finding>,
}

impl FinerThanPenny {
    /// Keeps an amount that had to be rounded.
    pub fn keep_rounded(
        &mut self,
        place: SheetContext<'_>,
        table: &RecognisedTable<'_>,
        cell: AmountCell<'_, '_>,
        money: Money,
    ) {
        if self.first.is_none() {
            self.first = Some(sub_penny(place, table, cell, money));
        }
        self.cells.push(origin(place, cell.address));
    }

    /// What is said of the file.
    #[must_use]
    pub fn finding(self) -> Option<Finding> {
        let first = self.first?;
        if self.cells.len() == 1 {
            return Some(first);
        }
        let message = phrase!(
            "{} have a part smaller than a penny; each is read to the nearest penny",
            count(self.cells.len(), "amount")
        );
        let finding =
            Finding::new(&SUB_PENNY, message).asking(first.action).on_partner(first.subject.partner.as_deref());
        Some(finding.at_cells(self.cells.iter().take(LISTED)))
    }
}

impl Odd {
    /// Holds an amount against the columns that it is the sum of.
    pub fn adds_up(
        &mut self,
        place: SheetContext<'_>,
        table: &RecognisedTable<'_>,
        cell: AmountCell<'_, '_>,
        money: Money,
    ) {
        if let Some(sum) = parts(table, cell).filter(|sum| *sum != money) {
            self.not_the_sum.push((origin(place, cell.address), money, sum));
        }
    }

    /// What is said of a refused cell at once; after the first few of a column they are said together.
    pub fn refused(
        &mut self,
        place: SheetContext<'_>,
        table: &RecognisedTable<'_>,
        cell: AmountCell<'_, '_>,
        why: Phrase,
    ) -> Option<Finding> {
        if why_refused(cell).name == NO_UNIT.name {
            self.lacks_unit(place, table, cell, why);
            return None;
        }
        let (shown, others) = self.refused.entry(cell.placed.number).or_default();
        if *shown >= ONE_BY_ONE {
            others.push(origin(place, cell.address));
            return None;
        }
        *shown += 1;
        let about = why_refused(cell);
        let finding = match cell.value {
            CellValue::Stale => Finding::new(about, "amount is a formula without a value"),
            CellValue::Error(error) => Finding::new(about, phrase!("amount is the error `{}`", error)),
            _ => Finding::new(about, "amount is not money").asking(match parts(table, cell) {
                Some(sum) => phrase!("its parts add up to {}; correct the cell if that is what it should say", sum),
                None => correct(table),
            }),
        };
        Some(about_cell(finding, place, table, cell, why))
    }

    /// Keeps an amount without a unit, with the others of which the same is said.
    fn lacks_unit(
        &mut self,
        place: SheetContext<'_>,
        table: &RecognisedTable<'_>,
        cell: AmountCell<'_, '_>,
        why: Phrase,
    ) {
        let (message, at) = (no_unit(cell), origin(place, cell.address));
        match self.unitless.iter_mut().find(|(finding, _)| finding.message == message) {
            Some((_, others)) => others.push(at),
            None => {
                let finding = about_cell(Finding::new(&NO_UNIT, message), place, table, cell, why);
                self.unitless.push((finding, Vec::new()));
            }
        }
    }

    /// What is said of the sheet as a whole.
    pub fn findings(self, place: SheetContext<'_>, table: &RecognisedTable<'_>) -> Vec<Finding> {
        let also = |(finding, others): (Finding, Vec<Origin>)| finding.at_cells(others.iter().take(LISTED));
        let mut findings: Vec<Finding> = self.unitless.into_iter().map(also).collect();
        let sheet = &place.sheet.name;
        for (number, (_, others)) in self.refused.into_iter().filter(|(_, (_, others))| !others.is_empty()) {
            let heading = table.layout.amounts.get(number).map_or("", |amounts| amounts.name());
            let message = phrase!(
                "{} more under `{}` of sheet `{}` cannot be used",
                count(others.len(), "amount"),
                heading,
                sheet
            );
            let finding = Finding::new(&NOT_MONEY, message).asking(correct(table));
            findings.push(finding.at_cells(&others));
        }
        if let Some((_, amount, sum)) = self.not_the_sum.first() {
            let cells: Vec<Origin> = self.not_the_sum.iter().map(|(cell, ..)| cell.clone()).collect();
            let message = phrase!(
                "{} of sheet `{}` {} not the sum of {} parts; the first is {}, and its parts add up to {}",
                count(cells.len(), "amount"),
                sheet,
                are(&cells),
                if cells.len() == 1 { "its" } else { "their" },
                amount,
                sum
            );
            findings.push(Finding::new(&PARTS_DISAGREE, message).at_cells(&cells));
        }
        findings.into_iter().map(|finding| finding.on_partner(place.reporter)).collect()
    }
}

/// Which finding a refused cell is.
pub fn why_refused(cell: AmountCell<'_, '_>) -> &'static About {
    match cell.value {
        CellValue::Stale => &STALE_FORMULA,
        CellValue::Error(_) => &ERROR_CELL,
        _ if cell.placed.unit.is_none() => &NO_UNIT,
        _ => &NOT_MONEY,
    }
}

/// What the parts of an amount add up to, where all of them can be read.
fn parts(table: &RecognisedTable<'_>, cell: AmountCell<'_, '_>) -> Option<Money> {
    let placed = cell.placed;
    if placed.parts.is_empty() {
        return None;
    }
    let part = |column: &u32| match placed.amount(&table.cell(cell.row, *column)?.value) {
        CellAmount::Given { money, .. } => Some(money),
        CellAmount::NotGiven | CellAmount::Refused(_) => None,
    };
    Money::sum(placed.parts.iter().map(part).collect::<Option<Vec<_>>>()?)
}

fn no_unit(cell: AmountCell<'_, '_>) -> Phrase {
    cell.placed.no_unit.as_ref().unwrap_or(&NoUnit::Unsaid).said(&cell.placed.heading)
}

/// An amount that had to be rounded to the penny.
fn sub_penny(place: SheetContext<'_>, table: &RecognisedTable<'_>, cell: AmountCell<'_, '_>, money: Money) -> Finding {
    let message = phrase!("amount has a part smaller than a penny; it is read as {}", money);
    let action = phrase!("round the cell, or check the unit in templates/layouts/{}.toml", table.layout.name);
    about_cell(Finding::new(&SUB_PENNY, message).asking(action), place, table, cell, "smaller than a penny".into())
}

fn are(cells: &[Origin]) -> &'static str {
    if cells.len() == 1 { "is" } else { "are" }
}

fn correct(table: &RecognisedTable<'_>) -> Phrase {
    phrase!(
        "correct the cell, or list the text under `not-given` for this amount in templates/layouts/{}.toml",
        table.layout.name
    )
}

fn about_cell(
    finding: Finding,
    place: SheetContext<'_>,
    table: &RecognisedTable<'_>,
    cell: AmountCell<'_, '_>,
    label: Phrase,
) -> Finding {
    let finding = finding.at(&origin(place, cell.address)).on_partner(place.reporter);
    match excerpt(table, cell.row, cell.address, label) {
        Some(excerpt) => finding.showing(excerpt),
        None => finding,
    }
}
