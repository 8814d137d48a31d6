//! A row of the trace: what is printed, what it is, whose it is, and one sheet with its cells.

use std::collections::BTreeMap;

use crate::model::entry::Class;
use crate::model::money::Money;
use crate::model::origin::{Address, Origin, Place};
use crate::model::shown::never_a_formula;
use crate::present::pack::{Figure, FigureKey, FigurePart, FigureRef, Figures, Pack, Quantity, SheetFate};
use crate::publish::amounts::pounds;

/// The columns; what is printed comes last, because it may be a sentence.
pub(super) const HEADINGS: [&str; 15] = [
    "section",
    "is",
    "id",
    "definition",
    "agreement",
    "scheme",
    "partner",
    "source",
    "class",
    "period",
    "file",
    "sheet",
    "cells",
    "amount",
    "printed",
];

/// A row of the trace.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct TraceRow {
    pub(super) section: String,
    pub(super) printed: String,
    /// What it is, in words.
    pub(super) is: String,
    pub(super) id: String,
    pub(super) definition: String,
    pub(super) agreement: String,
    pub(super) scheme: String,
    pub(super) partner: String,
    pub(super) source: String,
    pub(super) class: String,
    pub(super) period: String,
    pub(super) file: String,
    pub(super) sheet: String,
    pub(super) cells: String,
    /// Pounds of the amount that is printed, where the figure has them to the penny.
    pub(super) exact: Option<Money>,
}

impl TraceRow {
    pub(super) fn printed(&self) -> &str {
        &self.printed
    }

    /// Its fields in the order of the columns.
    pub(super) fn fields(&self) -> [String; 15] {
        let exact = self.exact.map(Money::plain).or_else(|| pounds(&self.printed).map(|amount| format!("{amount:.2}")));
        [
            &self.section,
            &self.is,
            &self.id,
            &self.definition,
            &self.agreement,
            &self.scheme,
            &self.partner,
            &self.source,
            &self.class,
            &self.period,
            &self.file,
            &self.sheet,
            &self.cells,
            &exact.unwrap_or_default(),
            &self.printed,
        ]
        .map(|text| never_a_formula(text).into_owned())
    }

    /// The record once for each sheet with cells among some places; where none is a cell, once with the first of them.
    pub(super) fn at(self, places: &[Place]) -> Vec<Self> {
        let origin = |place: &Place| {
            let (sheet, cell) = (place.sheet.clone()?, place.cell?);
            Some(Origin { file: place.file.clone(), sheet, cell })
        };
        let cells: Vec<Origin> = places.iter().filter_map(origin).collect();
        match places.first() {
            Some(place) if cells.is_empty() => {
                let sheet = place.sheet.as_deref().unwrap_or_default().to_owned();
                vec![Self { file: place.file.to_string(), sheet, ..self }]
            }
            _ => self.over(&cells),
        }
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

/// The order of the rows of a section: by number, whatever is numbered (the sum of all sheets comes after them), and then by what is
/// printed of it.
pub(super) fn order(pack: &Pack, printed: FigureRef) -> (usize, u8, usize) {
    let sheets = pack.figures.books.ledger.accounts().len();
    match printed {
        FigureRef::Figure(figure, part) => {
            let rank = match part {
                FigurePart::All => 0,
                FigurePart::Numerator => 1,
                FigurePart::Denominator => 2,
                FigurePart::Before => 3,
                FigurePart::Change => 4,
                FigurePart::Rest => 6,
                FigurePart::Others => 11,
            };
            (figure.place(), rank, 0)
        }
        FigureRef::Percentage { of, whole } => (of.place(), 5, whole.place()),
        FigureRef::Reference(total) => (total.0, 7, 0),
        FigureRef::Variation(number) => (number.place, 10, usize::from(number.counts)),
        FigureRef::Account(sheet, fate) => (sheet.map_or(sheets, |sheet| sheet.0), 8, fate as usize),
        FigureRef::Standing(line) => (line.0, 9, 0),
    }
}

/// The rows of something printed that leads to cells.
pub(super) fn of_printed(pack: &Pack, section: &str, printed: FigureRef, text: &str) -> Vec<TraceRow> {
    let figures = &pack.figures;
    let mut record = TraceRow { section: section.to_owned(), printed: text.to_owned(), ..TraceRow::default() };
    match printed {
        FigureRef::Figure(number, part) => {
            record.is = what(figures, part);
            record.exact = pounds(text).and(figures.get(number)).and_then(|figure| exact(figure, part));
            record = figures.get(number).into_iter().fold(record, with_figure);
        }
        FigureRef::Percentage { of: number, whole } => {
            let whole = figures.get(whole).map_or("another figure", |whole| whole.key.id);
            record.is = format!("percentage of {whole}");
            record = figures.get(number).into_iter().fold(record, with_figure);
        }
        FigureRef::Reference(number) => {
            "reference figure of the register".clone_into(&mut record.is);
            if let Some(total) = figures.reference(number) {
                record.id = total.figure.to_string();
                record.partner = total.partner.clone().unwrap_or_default();
                record.period = total.period.to_string();
            }
        }
        FigureRef::Variation(number) => {
            "variation of the register".clone_into(&mut record.is);
            if let Some(variation) = figures.variation(number) {
                record.agreement = variation.agreement.clone();
                record.partner = variation.partner.clone();
                record.period = variation.year.to_string();
            }
        }
        FigureRef::Account(sheet, fate) => match sheet.and_then(|sheet| figures.account(sheet)) {
            Some(sheet) => {
                record.is = format!("sum of what was {} on the sheet", word(fate));
                (record.file, record.sheet) = (sheet.file.to_string(), sheet.sheet.to_string());
            }
            None => "sum over all sheets".clone_into(&mut record.is),
        },
        FigureRef::Standing(line) => {
            "what was reported held against what was committed".clone_into(&mut record.is);
            if let Some(line) = figures.standing(line).next() {
                record.agreement = line.agreement.clone();
                record.partner = line.partner.clone();
                record.period = figures.books.period.to_string();
            }
        }
    }
    record.over(figures.origins(printed))
}

/// A part of a figure to the penny, however it is printed; `None` where the figure alone does not say it.
const fn exact(figure: &Figure, part: FigurePart) -> Option<Money> {
    match (&figure.quantity, part) {
        (Quantity::Amount(amount, _), FigurePart::All) => Some(*amount),
        (Quantity::Share(share), FigurePart::Numerator) => Some(share.numerator),
        (Quantity::Share(share), FigurePart::Denominator) => Some(share.denominator),
        (Quantity::NoShare { numerator, .. }, FigurePart::Numerator) => *numerator,
        (Quantity::NoShare { denominator, .. }, FigurePart::Denominator) => *denominator,
        _ => None,
    }
}

/// What a part of a figure is, in words.
fn what(figures: &Figures, part: FigurePart) -> String {
    let last = figures.moves.last.as_deref().unwrap_or("the last report");
    match part {
        FigurePart::All => "figure".to_owned(),
        FigurePart::Numerator => "the part".to_owned(),
        FigurePart::Denominator => "the whole".to_owned(),
        FigurePart::Before => format!("figure as {last} has it"),
        FigurePart::Change => format!("change since {last}"),
        FigurePart::Rest => "what no partner bears of it".to_owned(),
        FigurePart::Others => "what of it is of schemes that are not listed".to_owned(),
    }
}

fn with_figure(record: TraceRow, figure: &Figure) -> TraceRow {
    let FigureKey { id, definition, agreement, scheme, partner, source, class, period } = &figure.key;
    let or_empty = |text: Option<&str>| text.unwrap_or_default().to_owned();
    TraceRow {
        id: (*id).to_owned(),
        definition: or_empty(definition.as_deref()),
        agreement: or_empty(agreement.as_deref()),
        scheme: or_empty(scheme.as_deref()),
        source: or_empty(source.as_deref()),
        partner: or_empty(partner.as_deref()),
        class: class.map(Class::word).unwrap_or_default().to_owned(),
        period: period.to_string(),
        ..record
    }
}

fn word(fate: SheetFate) -> &'static str {
    match fate {
        SheetFate::Read => "read",
        SheetFate::Accepted => "accepted",
        SheetFate::Witnessed => "compared",
        SheetFate::Refused => "refused",
    }
}
