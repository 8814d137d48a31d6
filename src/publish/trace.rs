//! The trace: every figure that the pack prints, with the cells that it comes from.

use std::collections::BTreeMap;

use crate::fault::Fault;
use crate::model::entry::Class;
use crate::model::origin::Address;
use crate::present::pack::{FigureRef, Pack, Section};

const HEADINGS: [&str; 11] =
    ["section", "printed", "id", "definition", "agreement", "partner", "class", "period", "file", "sheet", "cells"];

/// `trace.csv`: a row for each printed figure and each sheet that it comes from.
pub fn csv(pack: &Pack) -> Result<Vec<u8>, Fault> {
    let fault = |error: csv::Error| Fault::document("trace.csv")(error);
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(HEADINGS).map_err(fault)?;
    for section in &pack.sections {
        let mut printed: Vec<(FigureRef, &str)> = section.figures();
        printed.sort_unstable();
        printed.dedup();
        for (figure, text) in printed {
            for record in records(pack, section, figure, text) {
                writer.write_record(record).map_err(fault)?;
            }
        }
    }
    writer.into_inner().map_err(|error| Fault::document("trace.csv")(error.error()))
}

fn records(pack: &Pack, section: &Section, reference: FigureRef, text: &str) -> Vec<[String; 11]> {
    let Some(figure) = pack.figures.get(reference) else { return Vec::new() };
    let mut sheets: BTreeMap<(&str, &str), Vec<Address>> = BTreeMap::new();
    for origin in pack.figures.origins(reference) {
        sheets.entry((&origin.file, &origin.sheet)).or_default().push(origin.cell);
    }
    if sheets.is_empty() {
        sheets.insert(("", ""), Vec::new());
    }
    let or_empty = |text: &Option<String>| text.clone().unwrap_or_default();
    sheets
        .into_iter()
        .map(|((file, sheet), mut cells)| {
            cells.sort_unstable();
            cells.dedup();
            let cells: Vec<String> = cells.iter().map(ToString::to_string).collect();
            [
                section.name.clone(),
                text.to_owned(),
                figure.id.to_owned(),
                or_empty(&figure.definition),
                or_empty(&figure.agreement),
                or_empty(&figure.partner),
                figure.class.map(Class::word).unwrap_or_default().to_owned(),
                figure.period.to_string(),
                file.to_owned(),
                sheet.to_owned(),
                cells.join(" "),
            ]
        })
        .collect()
}
