//! The trace: every figure and amount that the pack prints, with what it is and the cells that it comes from.

mod quoted;
mod record;
mod said;
mod worked;

use std::collections::BTreeSet;

use crate::fault::Fault;
use crate::finding::Finding;
use crate::job::Templates;
use crate::job::area::Area;
use crate::model::figure_record::FigureRecord;
use crate::present::Ratings;
use crate::present::pack::{FigureRef, Pack, Section};
use crate::publish::amounts::known;
use crate::publish::pdf::readback::{Printed, amounts_in};
use quoted::Quotations;
use record::{HEADINGS, TraceRow};

/// What a pack prints and where it comes from, ready to be written and to be held against what was published.
#[derive(Debug)]
pub struct Trace {
    records: Vec<TraceRow>,
    /// The amounts that are accounted for: those of the records, and those of `figures.json` however they are written.
    amounts: BTreeSet<String>,
}

impl Trace {
    /// Traces a pack: its figures to their cells, and amounts in its words to those whose words they are.
    #[must_use]
    pub fn of(
        pack: &Pack,
        figures: &[FigureRecord],
        findings: &[Finding],
        ratings: &Ratings,
        (area, templates): (&Area, &Templates),
    ) -> Self {
        let people = Quotations::of(pack, ratings, area, templates);
        let mut records = Vec::new();
        for section in pack.all_sections() {
            let mut printed: Vec<(FigureRef, &str)> = section.figures();
            printed.sort_unstable_by_key(|(figure, text)| (record::order(pack, *figure), *text));
            printed.dedup();
            for (figure, text) in printed {
                records.extend(record::of_printed(pack, &section.name, figure, text));
            }
            records.extend(in_words(pack, findings, &people, section));
        }
        let mut amounts = forms(figures);
        amounts.extend(records.iter().flat_map(|record| known(record.printed())));
        Self { records, amounts }
    }

    /// What a roll-up may print: amounts of its figures, those in why an area has not got one, and of those words. Its areas' own
    /// traces lead to cells.
    #[must_use]
    pub fn of_roll_up<'w>(figures: &'w [FigureRecord], words: impl Iterator<Item = &'w str>) -> Self {
        let whys = figures.iter().filter_map(|figure| figure.why.as_deref());
        let amounts = forms(figures).into_iter().chain(words.chain(whys).flat_map(known)).collect();
        Self { records: Vec::new(), amounts }
    }

    /// `trace.csv`: a row for each printed figure or amount and each sheet that it comes from, with the amount as a number and, last,
    /// as it is printed. Text that a spreadsheet program would take for a formula, such as a sheet's name, has an apostrophe before it.
    ///
    /// # Errors
    ///
    /// Where it cannot be written.
    pub fn csv(&self) -> Result<Vec<u8>, Fault> {
        let fault = |error: csv::Error| Fault::document("trace.csv")(error);
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
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
        let is_an_amount = |text: &str| self.amounts.contains(text) || self.amounts.contains(&with_pence(text));
        let is_known = |one: &Printed| is_an_amount(&one.joined) || one.apart.as_deref().is_some_and(is_an_amount);
        match printed.iter().find(|one| !is_known(one)) {
            None => Ok(()),
            Some(one) => Err(Fault::Unproved(format!(
                "page {} of {document} prints {}, which is in no figure, finding, register or template",
                one.page, one.joined
            ))),
        }
    }
}

/// The rows of the amounts that a section says in words: those of findings, and those of people that it quotes.
fn in_words(pack: &Pack, findings: &[Finding], people: &Quotations<'_>, section: &Section) -> Vec<TraceRow> {
    let name = section.name.as_str();
    let said = section.sayings().flat_map(|(saying, text)| {
        let amounts = said::amounts(pack, findings, people, name, saying).into_iter();
        amounts.map(move |(amount, records)| (amount, text, records))
    });
    let quoted = section.words().into_iter().flat_map(|words| {
        // What is in nobody's words as it stands may be an amount that a finding states, such as in the alternative of a chart.
        let found = move |amount: String| {
            let records = match people.standing(&amount, words) {
                Some(source) => source.records(name, &amount),
                None => said::stated(findings, name, &amount)
                    .or_else(|| said::stated(findings, name, &with_pence(&amount)))
                    .or_else(|| worked::worked(pack, name, &amount))
                    .or_else(|| people.first(&amount).map(|source| source.records(name, &amount)))?,
            };
            Some((amount, words, records))
        };
        known(words).filter_map(found)
    });
    let mut all: Vec<(String, &str, Vec<TraceRow>)> = said.chain(quoted).collect();
    all.sort_by(|one, two| (&one.0, one.1).cmp(&(&two.0, two.1)));
    all.dedup_by(|one, two| (&one.0, one.1) == (&two.0, two.1));
    let mut records: Vec<TraceRow> = all.into_iter().flat_map(|(.., records)| records).collect();
    records.dedup();
    records
}

/// An amount in whole pounds as it is written with pence.
fn with_pence(amount: &str) -> String {
    format!("{amount}.00")
}

/// The amounts of figures however they are written.
fn forms(figures: &[FigureRecord]) -> BTreeSet<String> {
    let amounts = figures.iter().flat_map(FigureRecord::amounts);
    // What stands in the reason of a figure that is not known is stated with it.
    let stated = figures.iter().filter_map(|figure| figure.why.as_deref()).flat_map(known);
    let stated: Vec<String> = stated.collect();
    amounts
        .flat_map(|amount| {
            [amount.to_string(), amount.whole(), amount.millions(), amount.thousands(), amount.in_words_of_millions(3)]
        })
        .flat_map(|form| known(&form).collect::<Vec<_>>())
        .chain(stated)
        .collect()
}
