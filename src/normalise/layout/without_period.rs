//! Amounts without a period: what is said of them where no cell of their own row is at fault.

use super::fixed::{FixedValues, where_the_period_stands};
use super::{NO_PERIOD, PERIOD_DIFFERS, SheetContext};
use crate::finding::Finding;
use crate::finding::phrase::phrase;
use crate::model::origin::{Origin, Place};
use crate::normalise::recognise::RecognisedTable;

/// The amounts of one table that have no period.
#[derive(Debug, Default)]
pub struct WithoutPeriod {
    /// Those for which the sheet names none, or none that is understood.
    pub cells: Vec<Origin>,
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
        if self.cells.is_empty() {
            return findings;
        }
        let finding = fixed.period_trouble.take().map(|trouble| *trouble.finding).unwrap_or_else(|| {
            let message = if fixed.period.is_some() {
                let layout = &table.layout.name;
                phrase!(
                    "sheet `{}` is for a part of the year alone, and layout `{}` reads amounts to date",
                    sheet,
                    layout
                )
            } else {
                phrase!("sheet `{}` does not say which period its amounts are for", sheet)
            };
            Finding::new(&NO_PERIOD, message)
                .asking(where_the_period_stands(table.layout))
                .at(Place::sheet(place.file, sheet))
        });
        findings.push(finding.at_cells(&self.cells));
        findings
    }
}
