//! Amounts without a period: what is said of them where no cell of their own row is at fault.

use super::fixed::{FixedValues, where_the_period_stands};
use super::{AmountCell, NO_PERIOD, PERIOD_DIFFERS, SheetContext, TableReading, origin};
use crate::finding::phrase::{count, phrase};
use crate::finding::{About, Finding};
use crate::job::layout::amounts::AmountColumn;
use crate::job::layout::columns::Field;
use crate::model::entry::Kind;
use crate::model::origin::{Address, Origin, Place};
use crate::normalise::meaning::period::Run;
use crate::normalise::recognise::RecognisedTable;
use crate::normalise::recognise::place::PlacedColumn;

/// The amounts of one table that have no period.
#[derive(Debug, Default)]
pub struct WithoutPeriod {
    /// Those for which the sheet names none, or none that is understood.
    pub cells: Vec<Origin>,
    /// Those of rows that leave the cell empty which must say it.
    pub undated: Vec<Origin>,
    /// Those under a heading that names another year than the sheet.
    pub under_another_year: Vec<Origin>,
    /// Budgets and forecasts that run from the start of the year to the end of a part of it.
    pub plans_to_date: Vec<Origin>,
}

impl WithoutPeriod {
    /// What is said of the sheet; the trouble with its period is taken out of what holds for all rows.
    pub fn findings(
        &self,
        place: SheetContext<'_>,
        table: &RecognisedTable<'_>,
        fixed: &mut FixedValues,
    ) -> Vec<Finding> {
        let sheet = &place.sheet.name;
        let mut findings = Vec::new();
        if let Some(year) = fixed.period.and_then(|said| said.year).filter(|_| !self.under_another_year.is_empty()) {
            let message = phrase!("headings of sheet `{}` name another year than `{}`", sheet, year.to_string());
            findings.push(Finding::new(&PERIOD_DIFFERS, message).at_cells(&self.under_another_year));
        }
        if !self.plans_to_date.is_empty() {
            let message = phrase!(
                "sheet `{}` has budgets or forecasts to date, which are none for the year, and none is used",
                sheet
            );
            let action =
                "read the column for the whole year, with `whole-year = true`, and list the other under `[[not-read]]`";
            findings.push(Finding::new(&NO_PERIOD, message).asking(action).at_cells(&self.plans_to_date));
        }
        findings.extend(self.blank(place, table));
        if self.cells.is_empty() {
            return findings;
        }
        let finding = fixed.period_trouble.take().map(|trouble| *trouble.finding).unwrap_or_else(|| {
            let finding = if fixed.period.is_some() {
                let message = phrase!("sheet `{}` is for a part of the year alone, and", sheet);
                let layout = &table.layout.name;
                Finding::new(&NO_PERIOD, phrase!("{} layout `{}` reads amounts to date", message, layout))
                    .telling_partner(phrase!("{} its amounts have to run to a date", message))
            } else {
                Finding::new(&NO_PERIOD, phrase!("sheet `{}` does not say which period its amounts are for", sheet))
            };
            finding.asking(where_the_period_stands(table.layout)).at(Place::sheet(place.file, sheet))
        });
        findings.push(finding.at_cells(&self.cells));
        findings
    }

    /// What is said of the rows that leave the cell empty.
    fn blank(&self, place: SheetContext<'_>, table: &RecognisedTable<'_>) -> Option<Finding> {
        let mut rows: Vec<u32> = self.undated.iter().map(|cell| cell.cell.row_number()).collect();
        rows.dedup();
        let first = *rows.first()?;
        let column = *table.field(Field::Period).first()?;
        let heading = place.sheet.cell(Address { row: table.header_last, column }).map(|cell| cell.value.text());
        let heading = heading.unwrap_or_default();
        let message = match rows.len() {
            1 => phrase!("row {} has no `{}`; its amount is not used", first.to_string(), heading),
            more => {
                let rows = count(more, "row");
                phrase!(
                    "{} have no `{}`, the first of them row {}; their amounts are not used",
                    rows,
                    heading,
                    first.to_string()
                )
            }
        };
        let finding = Finding::new(&NO_PERIOD, message).asking("write the date or the period in the cell");
        Some(finding.at_cells(&self.undated))
    }
}

/// Whether a column holds what was planned for a part of a year from its start: no plan for the year, and no part of one that
/// adds up.
pub fn is_plan_to_date(placed: &PlacedColumn<'_>) -> bool {
    let AmountColumn { kind, cumulative, whole_year, .. } = *placed.amounts;
    let says_so = placed.is_one_cell && placed.period.is_some_and(|said| said.run == Run::ToDate);
    let is_to_date = cumulative || says_so;
    matches!(kind, Kind::ContributionBudget | Kind::Budget | Kind::Forecast) && is_to_date && !whole_year
}

impl<'a> TableReading<'a, '_, '_> {
    /// Keeps an amount that has no period for what is said of it.
    pub(super) fn without_period(&mut self, cell: AmountCell<'a, '_>) -> &'static About {
        match self.says.not_a_period(cell.row) {
            Some(said) => self.undated.keep(self.place, said),
            None if self.says.contradicts(cell.placed) => {
                self.without_period.under_another_year.push(origin(self.place, cell.address));
                &PERIOD_DIFFERS
            }
            None if is_plan_to_date(cell.placed) => {
                self.without_period.plans_to_date.push(origin(self.place, cell.address));
                &NO_PERIOD
            }
            None if self.says.leaves_period_empty(cell.row) => {
                self.without_period.undated.push(origin(self.place, cell.address));
                &NO_PERIOD
            }
            None => {
                self.without_period.cells.push(origin(self.place, cell.address));
                self.says.fixed.why_none()
            }
        }
    }
}
