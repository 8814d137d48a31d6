//! The register's sheets: what they hold, how they are read (their layouts have columns only), and what the guide says of them.

mod agreements;
mod commitments;
mod names;
mod notes;
mod partners;
mod payments;
mod risk_shares;
mod schemes;
mod sources;
mod successions;
mod totals;
mod variations;

use std::collections::BTreeMap;

use serde::Deserialize;

use super::LayoutFile;
use crate::job::settings::{Loaded, Problem};

/// How a sheet of the register is read.
#[derive(Debug)]
pub struct RecordLayout {
    /// Its file's name without the ending.
    pub name: String,
    /// The header words that must all stand on one row.
    pub recognise: Vec<String>,
    /// The headings of each field, by the field's name.
    pub columns: BTreeMap<String, Vec<String>>,
}

/// The sheets of the register that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Record {
    /// The agreements.
    Agreements,
    /// The partners.
    Partners,
    /// Which bodies took over from which.
    Successions,
    /// Other names of partners and agreements.
    Names,
    /// What partners committed to.
    Commitments,
    /// Agreed changes.
    Variations,
    /// Fixed shares of over- and underspends.
    RiskShares,
    /// What pools are made of.
    Schemes,
    /// What meets overspends.
    Sources,
    /// What is kept of payments under sections 256 and 76.
    Payments,
    /// Reference figures.
    Totals,
    /// Words from officers.
    Notes,
}

/// A sheet of the register that is read.
#[derive(Debug)]
pub struct RegisterSheet {
    /// What its rows are.
    pub record: Record,
    /// Its name.
    pub name: &'static str,
    /// Its columns, in the order in which a register has them.
    pub columns: &'static [RegisterColumn],
    /// Whether a register may lack it, as those do that were made before there was one.
    pub may_be_lacking: bool,
}

/// A column of a sheet of the register.
#[derive(Debug)]
pub struct RegisterColumn {
    /// The name under which layouts and the program know it.
    pub field: &'static str,
    /// Its heading.
    pub heading: &'static str,
    /// What belongs there, as the sheet [`GUIDE`] tells finance officers.
    pub guide: &'static str,
    /// Whether a register may lack its heading, as those do that were made before there was one.
    pub may_be_lacking: bool,
}

impl RegisterColumn {
    const fn new(field: &'static str, heading: &'static str, guide: &'static str) -> Self {
        Self { field, heading, guide, may_be_lacking: false }
    }

    const fn that_may_be_lacking(self) -> Self {
        Self { may_be_lacking: true, ..self }
    }
}

/// Every sheet of the register that is read, in the order in which a register has them.
pub const SHEETS: &[RegisterSheet] = &[
    agreements::SHEET,
    partners::SHEET,
    successions::SHEET,
    names::SHEET,
    commitments::SHEET,
    variations::SHEET,
    risk_shares::SHEET,
    schemes::SHEET,
    sources::SHEET,
    payments::SHEET,
    totals::SHEET,
    notes::SHEET,
];

/// The sheet of the register that says what belongs under each heading: help, which is never read.
pub const GUIDE: &str = "Guide";

/// The headings of [`GUIDE`]: a sheet, a heading on it, and its [`RegisterColumn::guide`].
pub const GUIDE_HEADINGS: [&str; 3] = ["Sheet", "Column", "What belongs there"];

impl Record {
    /// The columns of its sheet.
    #[must_use]
    pub fn columns(self) -> &'static [RegisterColumn] {
        SHEETS.iter().find(|sheet| sheet.record == self).map_or(&[], |sheet| sheet.columns)
    }

    /// Whether a sheet may lack the heading of a field.
    #[must_use]
    pub fn may_lack(self, field: &str) -> bool {
        self.columns().iter().any(|column| column.field == field && column.may_be_lacking)
    }
}

/// Complains about a record layout that lacks a field of its sheet or says more than columns.
pub(super) fn check(loaded: &Loaded<LayoutFile>, record: Record, problems: &mut Vec<Problem>) {
    let file = &loaded.value;
    let fields: Vec<&str> = record.columns().iter().map(|column| column.field).collect();
    loaded.check_names(file.columns.keys(), "field of this sheet", &fields, problems);
    for field in fields {
        if !record.may_lack(field) && !file.columns.keys().any(|name| name.get_ref() == field) {
            let message = format!("the layout does not say which column holds `{field}`");
            problems.push(Problem::in_file(&loaded.path, &message, "add it to `[columns]`"));
        }
    }
    let headed = file.columns.values().all(|column| !column.header.is_empty());
    let plain = headed && file.amounts.is_empty() && file.witness.rows_starting.is_empty() && file.fixed.is_empty();
    if !plain {
        let message = "a layout of the register has `[columns]` only";
        problems.push(Problem::in_file(&loaded.path, message, "leave out `amounts`, `fixed` and `witness`"));
    }
}

#[cfg(test)]
mod tests {
    use super::SHEETS;
    use crate::model::rules::FAMILIES;

    #[test]
    fn a_field_stands_once_on_its_sheet_and_rules_stand_in_columns() {
        for sheet in SHEETS {
            let fields = || sheet.columns.iter().map(|column| column.field);
            assert!(fields().all(|field| fields().filter(|other| *other == field).count() == 1), "{}", sheet.name);
            assert!(sheet.record.columns().len() == sheet.columns.len(), "{}: two sheets of one record", sheet.name);
        }
        for family in FAMILIES {
            let mut columns = SHEETS.iter().filter(|sheet| sheet.name == family.sheet).flat_map(|sheet| sheet.columns);
            assert!(columns.any(|column| column.heading == family.heading), "{}", family.heading);
        }
    }
}
