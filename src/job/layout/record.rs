//! Record layouts: how the sheets of the register are read; they have columns only.

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
    /// Other names of partners and agreements.
    Names,
    /// What partners committed to.
    Commitments,
    /// Agreed changes.
    Variations,
    /// Fixed shares of over- and underspends.
    RiskShares,
    /// Reference figures.
    Totals,
    /// Words from officers.
    Notes,
}

impl Record {
    /// Every record, with the name of its sheet and its fields.
    pub const ALL: [(Self, &'static str, &'static [&'static str]); 8] = [
        (
            Self::Agreements,
            "Agreements",
            &[
                "agreement",
                "title",
                "service",
                "arrangements",
                "host",
                "pool-manager",
                "board",
                "board-last-met",
                "users-and-carers",
                "aims",
                "start",
                "end",
                "signed",
                "notice-months",
                "status",
                "risk-share",
                "underspend",
                "materiality",
                "vat",
                "basis",
                "cost-centres",
            ],
        ),
        (Self::Partners, "Partners", &["partner", "sector", "from", "to", "successor"]),
        (Self::Names, "Names", &["name", "name-seen", "from", "to"]),
        (
            Self::Commitments,
            "Commitments",
            &["agreement", "partner", "year", "class", "form", "recurrent", "amount", "instalments", "grant"],
        ),
        (
            Self::Variations,
            "Variations",
            &[
                "agreement",
                "partner",
                "year",
                "date",
                "amount",
                "class",
                "recurrent",
                "consulted",
                "approved-by",
                "reference",
            ],
        ),
        (Self::RiskShares, "Risk shares", &["agreement", "partner", "share", "cap"]),
        (Self::Totals, "Totals", &["whose", "agreement", "figure", "period", "amount", "source"]),
        (Self::Notes, "Notes", &["agreement", "period", "about", "text", "officer"]),
    ];
}

impl Record {
    /// Fields whose heading a register may lack, as registers do that were made before there was one.
    const OPTIONAL: [(Self, &'static str); 2] = [(Self::Commitments, "grant"), (Self::Totals, "agreement")];

    /// Whether a sheet may lack the heading of a field.
    #[must_use]
    pub fn may_lack(self, field: &str) -> bool {
        Self::OPTIONAL.contains(&(self, field))
    }
}

/// Complains about a record layout that lacks a field of its sheet or says more than columns.
pub(super) fn check(loaded: &Loaded<LayoutFile>, record: Record, problems: &mut Vec<Problem>) {
    let file = &loaded.value;
    let fields = Record::ALL.iter().find(|(known, ..)| *known == record).map_or(&[][..], |(_, _, fields)| *fields);
    loaded.check_names(file.columns.keys(), "field of this sheet", fields, problems);
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
