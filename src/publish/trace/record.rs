//! A row of the trace: what is printed, what it is, whose it is, and one sheet with its cells.

use std::collections::BTreeMap;

use crate::model::entry::Class;
use crate::model::origin::{Address, Origin};
use crate::present::pack::{Fate, Figure, FigureRef, Pack, Part};

/// The columns.
pub(super) const HEADINGS: [&str; 12] = [
    "section",
    "printed",
    "is",
    "id",
    "definition",
    "agreement",
    "partner",
    "class",
    "period",
    "file",
    "sheet",
    "cells",
];

/// A row of the trace.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Record {
    pub(super) section: String,
    pub(super) printed: String,
    /// What it is, in words.
    pub(super) is: String,
    pub(super) id: String,
    pub(super) definition: String,
    pub(super) agreement: String,
    pub(super) partner: String,
    pub(super) class: String,
    pub(super) period: String,
    pub(super) file: String,
    pub(super) sheet: String,
    pub(super) cells: String,
}

impl Record {
    pub(super) fn printed(&self) -> &str {
        &self.printed
    }

    /// Its fields in the order of the columns.
    pub(super) fn fields(&self) -> [&str; 12] {
        [
            &self.section,
            &self.printed,
            &self.is,
            &self.id,
            &self.definition,
            &self.agreement,
            &self.partner,
            &self.class,
            &self.period,
            &self.file,
            &self.sheet,
            &self.cells,
        ]
    }

    /// The record once for each sheet that the cells stand on; once without any where there are none.
    pub(super) fn over<'a>(self, origins: impl IntoIterator<Item = &'a Origin>) -> Vec<Self> {
        let mut sheets: BTreeMap<(&str, &str), Vec<Address>> = BTreeMap::new();
        for origin in origins {
            sheets.entry((&origin.file, &origin.sheet)).or_default().push(origin.cell);
        }
        if sheets.is_empty() {
            return vec![self];
        }
        let one = |((file, sheet), mut cells): ((&str, &str), Vec<Address>)| {
            cells.sort_unstable();
            cells.dedup();
            let cells: Vec<String> = cells.iter().map(ToString::to_string).collect();
            Self { file: file.to_owned(), sheet: sheet.to_owned(), cells: cells.join(" "), ..self.clone() }
        };
        sheets.into_iter().map(one).collect()
    }
}

/// The rows of a printed figure.
pub(super) fn of_figure(pack: &Pack, section: &str, reference: FigureRef, text: &str) -> Vec<Record> {
    let figures = &pack.figures;
    let last = figures.moves.last.as_deref().unwrap_or("the last report");
    let is = match reference.printed() {
        Part::All => "figure".to_owned(),
        Part::Numerator => "what stands above the line".to_owned(),
        Part::Denominator => "what stands below the line".to_owned(),
        Part::Before => format!("figure as {last} has it"),
        Part::Change => format!("change since {last}"),
        Part::PercentOf(whole) => {
            let whole = figures.get(FigureRef::at(whole)).map_or("another figure", |whole| whole.id);
            format!("percentage of {whole}")
        }
        Part::Rest => "what no partner bears of it".to_owned(),
        Part::Reference => "reference figure of the register".to_owned(),
        Part::Account(fate) => format!("sum of what was {} on the sheet", word(fate)),
        Part::Standing => "what was reported held against what was promised".to_owned(),
    };
    let mut record = Record { section: section.to_owned(), printed: text.to_owned(), is, ..Record::default() };
    if let Some(figure) = figures.get(reference) {
        record = of(record, figure);
    } else if let Some(total) = figures.reference(reference) {
        record.id = total.figure.to_string();
        record.partner = total.partner.clone().unwrap_or_default();
        record.period = total.period.to_string();
    } else if let Some(sheet) = figures.account(reference) {
        (record.file, record.sheet) = (sheet.file.to_string(), sheet.sheet.to_string());
    } else if let Some(line) = figures.standing(reference).next() {
        record.agreement = line.agreement.clone();
        record.partner = line.partner.clone();
        record.period = figures.books.period.to_string();
    } else {
        "sum over all sheets".clone_into(&mut record.is);
    }
    record.over(figures.origins(reference))
}

fn of(record: Record, figure: &Figure) -> Record {
    let or_empty = |text: &Option<String>| text.clone().unwrap_or_default();
    Record {
        id: figure.id.to_owned(),
        definition: or_empty(&figure.definition),
        agreement: or_empty(&figure.agreement),
        partner: or_empty(&figure.partner),
        class: figure.class.map(Class::word).unwrap_or_default().to_owned(),
        period: figure.period.to_string(),
        ..record
    }
}

fn word(fate: Fate) -> &'static str {
    match fate {
        Fate::Read => "read",
        Fate::Accepted => "accepted",
        Fate::Witnessed => "compared",
        Fate::Refused => "refused",
    }
}
