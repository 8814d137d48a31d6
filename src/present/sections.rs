//! The kinds of section: each is one file; this is the list, and what all of them write with.

mod changes;
mod compliance;
mod contributions;
mod cover;
mod data_quality;
mod disinvestment;
mod glossary;
mod joint_expenditure;
mod one_page;
mod position;
mod recommendations;
mod sources;
mod variance;

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::pack::{Block, Cell, ChartRow, Column, Holds, ONE_PAGE, Row, Section, Span, Table, Value};
use super::words::{self, Facts, Form, Part};
use crate::finding::Finding;
use crate::job::Templates;
use crate::job::area::Area;
use crate::measure::{FigureRef, Figures, Part as FigurePart, Quantity};
use crate::model::money::{Money, Short};
use crate::model::share::Share;
use crate::model::source::Source;
use crate::model::words::listed;

/// What a section is written from.
#[derive(Debug)]
pub struct Desk<'a> {
    /// The figures.
    pub figures: &'a Figures,
    /// The findings, worst first.
    pub findings: &'a [Finding],
    /// The files behind the figures.
    pub sources: &'a [Source],
    /// The area.
    pub area: &'a Area,
    /// The settings.
    pub templates: &'a Templates,
    /// The pack's title.
    pub title: &'a str,
    /// Whether the pack is a draft.
    pub draft: bool,
    /// The figures that the other sections print.
    pub printed: BTreeSet<FigureRef>,
}

/// Where no officer gave one.
const NO_REASON: &str = "No reason given";

/// Tables and charts by the names under which words place them.
type Named = Vec<(&'static str, Vec<Block>)>;

/// A kind of section.
struct Kind {
    name: &'static str,
    new_page: bool,
    /// Whether a pack does without it where it has neither table nor chart.
    may_be_absent: bool,
    /// The names of its tables and charts.
    places: &'static [&'static str],
    /// The tables and charts that its words may place, in the order in which they stand if the words do not.
    blocks: fn(&Desk<'_>) -> Named,
}

const KINDS: &[Kind] = &[
    Kind { name: "cover", new_page: true, may_be_absent: false, places: &["facts"], blocks: cover::blocks },
    Kind {
        name: "recommendations",
        new_page: false,
        may_be_absent: false,
        places: &["recommendations"],
        blocks: recommendations::blocks,
    },
    Kind {
        name: ONE_PAGE,
        new_page: true,
        may_be_absent: false,
        places: &["headline", "agreements", "officers"],
        blocks: one_page::blocks,
    },
    Kind {
        name: "position",
        new_page: true,
        may_be_absent: false,
        places: &["types", "agreements"],
        blocks: position::blocks,
    },
    Kind {
        name: "contributions",
        new_page: false,
        may_be_absent: false,
        places: &["contributions", "open", "life"],
        blocks: contributions::blocks,
    },
    Kind {
        name: "variance",
        new_page: false,
        may_be_absent: false,
        places: &["pools", "shares", "carried"],
        blocks: variance::blocks,
    },
    Kind {
        name: "joint-expenditure",
        new_page: false,
        may_be_absent: false,
        places: &["headline", "definitions", "parts", "chart", "years", "meanings"],
        blocks: joint_expenditure::blocks,
    },
    Kind {
        name: "disinvestment",
        new_page: false,
        may_be_absent: false,
        places: &["found", "notices"],
        blocks: disinvestment::blocks,
    },
    Kind {
        name: "compliance",
        new_page: false,
        may_be_absent: true,
        places: &["conditions"],
        blocks: compliance::blocks,
    },
    Kind { name: "changes", new_page: false, may_be_absent: false, places: &["changes"], blocks: changes::blocks },
    Kind {
        name: "data-quality",
        new_page: false,
        may_be_absent: false,
        places: &["findings"],
        blocks: data_quality::blocks,
    },
    Kind { name: "glossary", new_page: false, may_be_absent: false, places: &[], blocks: glossary::blocks },
    Kind {
        name: "sources",
        new_page: true,
        may_be_absent: false,
        places: &["files", "totals", "account", "figures"],
        blocks: sources::blocks,
    },
];

/// The names of all kinds of section.
#[must_use]
pub fn names() -> Vec<&'static str> {
    KINDS.iter().map(|kind| kind.name).collect()
}

/// The names of the tables and charts of a kind of section.
#[must_use]
pub fn places(name: &str) -> &'static [&'static str] {
    KINDS.iter().find(|kind| kind.name == name).map_or(&[], |kind| kind.places)
}

/// Writes the section with a name.
#[must_use]
pub fn write(name: &str, desk: &Desk<'_>) -> Option<Section> {
    let kind = KINDS.iter().find(|kind| kind.name == name)?;
    let template = desk.templates.packs.get(&desk.area.pack).and_then(|pack| pack.words.get(name))?;
    let mut named = (kind.blocks)(desk);
    if kind.may_be_absent && named.iter().all(|(_, blocks)| blocks.is_empty()) {
        return None;
    }
    let prose = words::render(template, &desk.facts(), desk.figures, &|figure, form| desk.printed(figure, form));
    let (heading, parts) = match prose {
        Ok(prose) => (prose.heading, prose.parts),
        Err(why) => {
            let text = format!("The words of this section cannot be printed (packs/words/{name}.md, {why}).");
            (name.to_owned(), vec![Part::Block(Block::Callout(vec![Span::Text(text)]))])
        }
    };
    let mut blocks = Vec::new();
    for part in parts {
        match part {
            Part::Block(block) => blocks.push(block),
            Part::Place(place) => {
                if let Some(found) = named.iter().position(|(name, _)| *name == place) {
                    blocks.extend(named.remove(found).1);
                }
            }
        }
    }
    blocks.extend(named.into_iter().flat_map(|(_, blocks)| blocks));
    Some(Section { name: name.to_owned(), heading, new_page: kind.new_page, blocks })
}

impl Desk<'_> {
    fn facts(&self) -> Facts {
        Facts {
            area: self.area.title.clone(),
            committee: self.area.committee.clone(),
            period: self.area.period.to_string(),
            year: self.area.period.year.to_string(),
            as_at: in_words(self.area.as_at),
            closed: self.figures.books.is_closed(),
            draft: self.draft,
        }
    }

    /// How the house shortens amounts.
    #[must_use]
    pub fn short(&self) -> Short {
        self.templates.house.numbers.short
    }

    /// A figure as a sentence prints it.
    #[must_use]
    pub fn printed(&self, figure: FigureRef, form: Form) -> String {
        self.figures.get(figure).map_or_else(not_available, |figure| printed(&figure.quantity, form, self.short()))
    }

    /// The amount of a figure, where it is one and known.
    #[must_use]
    pub fn amount(&self, figure: Option<FigureRef>) -> Option<Money> {
        match self.figures.get(figure?)?.quantity {
            Quantity::Amount(amount, _) => Some(amount),
            _ => None,
        }
    }

    /// A cell with one figure as a percentage of another; a dash where one of them is not known.
    #[must_use]
    pub fn percentage(&self, part: Option<FigureRef>, whole: Option<FigureRef>) -> Cell {
        let share = self.amount(part).zip(self.amount(whole));
        let percent = share.and_then(|(numerator, denominator)| Share { numerator, denominator }.percent());
        match (percent, part.zip(whole)) {
            (Some(percent), Some((part, whole))) => Cell {
                text: format!("{percent}\u{a0}%"),
                value: Value::Percent(percent),
                figure: Some(part.percent_of(whole)),
            },
            _ => words_cell("–"),
        }
    }

    /// A cell with the reference figure at a place of the register's sheet `Totals`.
    #[must_use]
    pub fn reference(&self, place: usize) -> Cell {
        match self.figures.books.register.totals.get(place).map(|total| total.amount) {
            Some(amount) => {
                let figure = Some(FigureRef::at(place).part(FigurePart::Reference));
                Cell { text: amount.to_string(), value: Value::Money(amount), figure }
            }
            None => words_cell("–"),
        }
    }

    /// What officers noted about an agreement, or the whole area, in the period; `None` where they noted nothing.
    #[must_use]
    pub fn noted(&self, agreement: Option<&str>, about: &str) -> Option<String> {
        let books = &self.figures.books;
        let notes: Vec<&str> =
            books.register.notes(agreement, books.period, about).map(|note| note.text.as_str()).collect();
        (!notes.is_empty()).then(|| notes.join(" "))
    }

    /// A cell with a figure: its amount or percentage, or words where it is not available.
    #[must_use]
    pub fn cell(&self, figure: Option<FigureRef>, form: Form) -> Cell {
        let Some(reference) = figure else { return words_cell("–") };
        match self.figures.get(reference) {
            Some(figure) => figure_cell(reference, &figure.quantity, form, self.short()),
            None => words_cell(&not_available()),
        }
    }
}

fn not_available() -> String {
    "not available".to_owned()
}

/// How much a figure is, as a sentence prints it.
#[must_use]
pub fn printed(quantity: &Quantity, form: Form, short: Short) -> String {
    match (quantity, form) {
        (Quantity::Amount(amount, _), Form::Full) => amount.to_string(),
        (Quantity::Amount(amount, _), _) => amount.short(short),
        (Quantity::Share(share), Form::Numerator) => share.numerator.short(short),
        (Quantity::Share(share), Form::Denominator) => share.denominator.short(short),
        (Quantity::Share(share), _) => {
            share.percent().map_or_else(not_available, |percent| format!("{percent}\u{a0}%"))
        }
        (Quantity::NoShare { numerator: Some(amount), .. }, Form::Numerator) => amount.short(short),
        (Quantity::NoShare { denominator: Some(amount), .. }, Form::Denominator) => amount.short(short),
        (Quantity::NoAmount(_) | Quantity::NoShare { .. }, _) => not_available(),
    }
}

/// A cell with a figure: its amount or percentage, or words where it is not available.
#[must_use]
pub fn figure_cell(reference: FigureRef, quantity: &Quantity, form: Form, short: Short) -> Cell {
    let value = match (quantity, form) {
        (Quantity::Amount(amount, _), _) => Value::Money(*amount),
        (Quantity::Share(share), Form::Numerator) => Value::Money(share.numerator),
        (Quantity::Share(share), Form::Denominator) => Value::Money(share.denominator),
        (Quantity::Share(share), _) => share.percent().map_or(Value::Words, Value::Percent),
        (Quantity::NoShare { numerator: Some(amount), .. }, Form::Numerator) => Value::Money(*amount),
        (Quantity::NoShare { denominator: Some(amount), .. }, Form::Denominator) => Value::Money(*amount),
        (Quantity::NoAmount(_) | Quantity::NoShare { .. }, _) => Value::Words,
    };
    let part = match form {
        Form::Numerator => FigurePart::Numerator,
        Form::Denominator => FigurePart::Denominator,
        Form::Short | Form::Full => FigurePart::All,
    };
    let figure = (value != Value::Words).then(|| reference.part(part));
    Cell { text: printed(quantity, form, short), value, figure }
}

/// A cell with words.
#[must_use]
pub fn words_cell(text: &str) -> Cell {
    Cell { text: text.to_owned(), value: Value::Words, figure: None }
}

/// A row of a table that is no total.
#[must_use]
pub fn row(cells: Vec<Cell>) -> Row {
    Row { total: false, cells }
}

/// A column of words, with its part of the spare width.
#[must_use]
pub fn words_column(heading: &str, weight: u8) -> Column {
    Column { heading: heading.to_owned(), holds: Holds::Words, weight }
}

/// A column of figures.
#[must_use]
pub fn figures_column(heading: &str) -> Column {
    Column { heading: heading.to_owned(), holds: Holds::Figures, weight: 1 }
}

/// A table of two columns: what, and what is known of it; blank headings are not printed.
#[must_use]
pub fn facts_table(name: &str, caption: &str, headings: (&str, &str), facts: &[(&str, String)]) -> Table {
    Table {
        name: name.to_owned(),
        caption: caption.to_owned(),
        columns: vec![words_column(headings.0, 1), words_column(headings.1, 3)],
        rows: facts.iter().map(|(what, known)| row(vec![words_cell(what), words_cell(known)])).collect(),
        notes: Vec::new(),
    }
}

/// What the bars of a chart say, for its alternative text: `Council £5.00, Health £6.00`.
#[must_use]
pub fn chart_words(rows: &[ChartRow]) -> String {
    let said = |row: &ChartRow| {
        let bars: Vec<&str> = row.bars.iter().map(|bar| bar.text.as_str()).collect();
        format!("{} {}", row.label, bars.join(" / "))
    };
    listed(&rows.iter().map(said).collect::<Vec<_>>())
}

/// What a finding or a reason says, as a sentence begins and without the marks that the screen needs.
#[must_use]
pub fn plain(text: &str) -> String {
    capital(&text.replace('`', ""))
}

/// Words as a sentence begins.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

/// A paragraph of plain words.
#[must_use]
pub fn paragraph(text: impl Into<String>) -> Block {
    Block::Paragraph(vec![Span::Text(text.into())])
}

/// A date in words: 6 September 2006.
#[must_use]
pub fn in_words(date: NaiveDate) -> String {
    date.format("%-d\u{a0}%B\u{a0}%Y").to_string()
}
