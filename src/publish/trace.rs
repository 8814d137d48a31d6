//! The trace: every figure and amount that the pack prints, with what it is and the cells that it comes from.

mod quoted;
mod record;

use std::collections::BTreeSet;

use crate::fault::Fault;
use crate::finding::Finding;
use crate::job::Templates;
use crate::job::area::Area;
use crate::present::pack::{FigureRecord, FigureRef, Pack};
use crate::publish::amounts::known;
use crate::publish::pdf::readback::{Printed, amounts_in};
use quoted::Sources;
use record::{HEADINGS, Record};

/// What a pack prints and where it comes from, ready to be written and to be held against what was published.
#[derive(Debug)]
pub struct Trace {
    records: Vec<Record>,
    /// The amounts that are accounted for: those of the records, and those of `figures.json` however they are written.
    amounts: BTreeSet<String>,
}

impl Trace {
    /// Traces a pack: its figures to their cells, and amounts in its words to those whose words they are.
    #[must_use]
    pub fn of(pack: &Pack, findings: &[Finding], area: &Area, templates: &Templates) -> Self {
        let sources = Sources::of(pack, findings, area, templates);
        let mut records = Vec::new();
        for section in &pack.sections {
            let mut printed: Vec<(FigureRef, &str)> = section.figures();
            printed.sort_unstable();
            printed.dedup();
            for (figure, text) in printed {
                records.extend(record::of_figure(pack, &section.name, figure, text));
            }
            let words = section.words();
            let mut amounts: Vec<(String, &str)> =
                words.iter().flat_map(|words| known(words).map(move |amount| (amount, *words))).collect();
            amounts.sort_unstable();
            amounts.dedup();
            let mut said: Vec<Record> = amounts
                .iter()
                .filter_map(|(amount, words)| Some(sources.find(amount, words)?.records(&section.name, amount)))
                .flatten()
                .collect();
            said.dedup();
            records.extend(said);
        }
        let mut amounts = forms(&pack.figures.records(&area.name));
        amounts.extend(records.iter().flat_map(|record| known(record.printed())));
        Self { records, amounts }
    }

    /// What a roll-up may print: amounts of its figures, and of those words. Its areas' own traces lead to cells.
    #[must_use]
    pub fn of_roll_up<'w>(figures: &[FigureRecord<'_>], words: impl Iterator<Item = &'w str>) -> Self {
        let amounts = forms(figures).into_iter().chain(words.flat_map(known)).collect();
        Self { records: Vec::new(), amounts }
    }

    /// `trace.csv`: a row for each printed figure or amount and each sheet that it comes from.
    ///
    /// # Errors
    ///
    /// Where it cannot be written.
    pub fn csv(&self) -> Result<Vec<u8>, Fault> {
        let fault = |error: csv::Error| Fault::document("trace.csv")(error);
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(HEADINGS).map_err(fault)?;
        for record in &self.records {
            writer.write_record(record.fields()).map_err(fault)?;
        }
        writer.into_inner().map_err(|error| Fault::document("trace.csv")(error.error()))
    }

    /// Reads a finished PDF back, and holds its amounts against the trace.
    ///
    /// # Errors
    ///
    /// Where it cannot be read, or an amount is in no figure and in nobody's words: then nothing is published.
    pub fn prove(&self, document: &'static str, pdf: &[u8]) -> Result<(), Fault> {
        let printed = amounts_in(pdf).map_err(Fault::document(document))?;
        let is_known = |one: &Printed| {
            self.amounts.contains(&one.joined) || one.apart.as_ref().is_some_and(|apart| self.amounts.contains(apart))
        };
        match printed.iter().find(|one| !is_known(one)) {
            None => Ok(()),
            Some(one) => Err(Fault::Unproved(format!(
                "page {} of {document} prints {}, which is in no figure, finding, register or template",
                one.page, one.joined
            ))),
        }
    }
}

/// The amounts of figures however they are written.
fn forms(figures: &[FigureRecord<'_>]) -> BTreeSet<String> {
    let amounts = figures.iter().flat_map(FigureRecord::amounts);
    amounts
        .flat_map(|amount| [amount.to_string(), amount.millions(), amount.thousands()])
        .flat_map(|form| known(&form).collect::<Vec<_>>())
        .collect()
}
