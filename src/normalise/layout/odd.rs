//! What is odd about amount cells: refused, finer than a penny, hidden, or shown otherwise than they are read.

use std::collections::BTreeMap;

use super::{AmountCell, Place, origin};
use crate::finding::{About, Excerpt, Finding, Level, Nature};
use crate::model::money::Money;
use crate::model::origin::{Address, Origin};
use crate::model::words::counted;
use crate::normalise::convert::{ERROR_CELL, NOT_MONEY, STALE_FORMULA, SUB_PENNY};
use crate::normalise::recognise::Recognised;
use crate::read::{CellValue, Shown};

/// Amounts that a reader of the workbook does not see.
pub const HIDDEN_CONTENT: About = About {
    name: "hidden-content",
    level: Level::Note,
    nature: Nature::Judgement,
    finds: "amounts in a hidden sheet, row or column. They are read like the others.",
    matters: "whoever looks at the workbook does not see them; they may be an old version, or right and out of sight.",
    action: "show them; and if they are not meant to count, take them out of the return.",
};

/// Amounts that the sheet shows larger or smaller than they are.
pub const SHOWN_OTHERWISE: About = About {
    name: "shown-otherwise",
    level: Level::Warning,
    nature: Nature::Judgement,
    finds: "amounts whose number format shows them in thousands, in millions or as a percentage of what the cell holds. What \
            the cell holds is read.",
    matters: "the layout's unit may be the one that is shown and not the one that is held.",
    action: "compare one amount with what the sheet shows, and check the unit in the layout.",
};

/// How many refused cells of one column are shown one by one.
const ONE_BY_ONE: usize = 10;

/// The odd amount cells of one sheet, as far as they are not said at once.
#[derive(Debug, Default)]
pub struct Odd {
    hidden: Vec<Origin>,
    shown_otherwise: Vec<Origin>,
    /// Refused cells of each of the layout's columns: how many were shown, and the others.
    refused: BTreeMap<usize, (usize, Vec<Origin>)>,
}

impl Odd {
    /// Looks at how an accepted amount is shown.
    pub fn look(&mut self, place: Place<'_>, cell: AmountCell<'_>) {
        let Address { row, column } = cell.address;
        let within = |runs: &[(u32, u32)], at: u32| runs.iter().any(|(first, last)| (*first..=*last).contains(&at));
        let sheet = place.sheet;
        if !sheet.visible || within(&sheet.hidden_rows, row) || within(&sheet.hidden_columns, column) {
            self.hidden.push(origin(place, cell.address));
        }
        if cell.traits.shown != Shown::AsIs {
            self.shown_otherwise.push(origin(place, cell.address));
        }
    }

    /// What is said of a refused cell at once; after the first few of a column they are said together.
    pub fn refused(
        &mut self,
        place: Place<'_>,
        found: &Recognised<'_>,
        cell: AmountCell<'_>,
        why: &str,
    ) -> Option<Finding> {
        let (shown, others) = self.refused.entry(cell.number).or_default();
        if *shown >= ONE_BY_ONE {
            others.push(origin(place, cell.address));
            return None;
        }
        *shown += 1;
        let finding = match cell.value {
            CellValue::Stale => {
                let help = "open the workbook in Excel, let it recalculate, save it and send it again";
                Finding::new(&STALE_FORMULA, "amount is a formula without a value", help)
            }
            CellValue::Error(error) => {
                Finding::new(&ERROR_CELL, format!("amount is the error `{error}`"), "correct the formula in the cell")
            }
            _ => Finding::new(&NOT_MONEY, "amount is not money", correct(found)),
        };
        Some(about_cell(finding, place, found, cell, why))
    }

    /// What is said of the sheet as a whole.
    pub fn findings(self, place: Place<'_>, found: &Recognised<'_>) -> Vec<Finding> {
        let mut findings = Vec::new();
        let sheet = &place.sheet.name;
        for (number, (_, others)) in self.refused.into_iter().filter(|(_, (_, others))| !others.is_empty()) {
            let heading = found.layout.amounts.get(number).and_then(|column| column.header.first());
            let message = format!(
                "{} more under `{}` of sheet `{sheet}` cannot be read as money",
                counted(others.len(), "amount"),
                heading.map_or("", String::as_str),
            );
            findings.push(Finding::new(&NOT_MONEY, message, correct(found)).at_cells(&others));
        }
        let amounts = |cells: &[Origin]| counted(cells.len(), "amount");
        if !self.hidden.is_empty() {
            let message = format!("{} of sheet `{sheet}` {} hidden", amounts(&self.hidden), are(&self.hidden));
            let help = "show them; if they are not meant to count, take them out of the return";
            findings.push(Finding::new(&HIDDEN_CONTENT, message, help).at_cells(&self.hidden));
        }
        if !self.shown_otherwise.is_empty() {
            let message = format!(
                "{} of sheet `{sheet}` {} shown in another size than the cells hold",
                amounts(&self.shown_otherwise),
                are(&self.shown_otherwise),
            );
            let help = format!("check the unit in templates/layouts/{}.toml", found.layout.name);
            findings.push(Finding::new(&SHOWN_OTHERWISE, message, help).at_cells(&self.shown_otherwise));
        }
        findings.into_iter().map(|finding| finding.on_partner(place.reporter)).collect()
    }
}

/// An amount that had to be rounded to the penny.
pub fn sub_penny(place: Place<'_>, found: &Recognised<'_>, cell: AmountCell<'_>, money: Money) -> Finding {
    let message = format!("amount has a part smaller than a penny; it is read as {money}");
    let help = format!("round the cell, or check the unit in templates/layouts/{}.toml", found.layout.name);
    about_cell(Finding::new(&SUB_PENNY, message, help), place, found, cell, "smaller than a penny")
}

fn are(cells: &[Origin]) -> &'static str {
    if cells.len() == 1 { "is" } else { "are" }
}

fn correct(found: &Recognised<'_>) -> String {
    format!(
        "correct the cell, or list the text under `not-given` for this amount in templates/layouts/{}.toml",
        found.layout.name
    )
}

/// Shows the row rebuilt from the cells that the layout reads, and from no others: they may name people.
fn about_cell(
    finding: Finding,
    place: Place<'_>,
    found: &Recognised<'_>,
    cell: AmountCell<'_>,
    label: &str,
) -> Finding {
    let columns = found.columns();
    let cells: Vec<_> = columns.iter().filter_map(|column| cell.row.cell(*column)).collect();
    let excerpt = Excerpt {
        row: cell.address.row_number(),
        marked: cells.iter().position(|other| other.address == cell.address).unwrap_or_default(),
        cells: cells.iter().map(|cell| (cell.address.letters(), cell.value.text())).collect(),
        label: label.to_owned(),
    };
    finding.at(&origin(place, cell.address)).showing(excerpt).on_partner(place.reporter)
}
