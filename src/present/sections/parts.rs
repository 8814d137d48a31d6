//! The parts that sections are made of: cells, columns, rows and paragraphs.

use chrono::NaiveDate;

use crate::finding::Finding;
use crate::finding::phrase::Phrase;
use crate::measure::{FigureNumber, FigurePart, Quantity};
use crate::model::origin::Place;
use crate::model::style::Style;
use crate::model::words::listed;
use crate::present::pack::{Block, Cell, ChartRow, Column, Holds, Row, Saying, Span, Table, Value};
use crate::present::words::Exactness;

/// Where no officer gave one.
pub const NO_REASON: &str = "No reason given";

/// Where a figure is not known.
pub fn not_available() -> String {
    "not available".to_owned()
}

/// How much a figure is, as a sentence prints it.
#[must_use]
pub fn printed(quantity: &Quantity, form: Exactness, style: Style) -> String {
    match (quantity, form) {
        (Quantity::Amount(amount, _), Exactness::Full) => amount.to_string(),
        (Quantity::Amount(amount, _), Exactness::Pounds) => amount.whole(),
        (Quantity::Amount(amount, _), _) => style.short(*amount),
        (Quantity::Share(share), Exactness::NumeratorInFull) => share.numerator.to_string(),
        (Quantity::Share(share), Exactness::DenominatorInFull) => share.denominator.to_string(),
        (Quantity::Share(share), Exactness::Numerator) => style.short(share.numerator),
        (Quantity::Share(share), Exactness::Denominator) => style.short(share.denominator),
        (Quantity::Share(share), _) => share.percent().map_or_else(not_available, |percent| style.percent(percent)),
        (Quantity::NoShare { numerator: Some(amount), .. }, Exactness::Numerator) => style.short(*amount),
        (Quantity::NoShare { denominator: Some(amount), .. }, Exactness::Denominator) => style.short(*amount),
        (Quantity::NoAmount { why, at_least: Some(known) }, _) => {
            // To the penny, whatever the column: a rounded amount may be more than is known.
            format!("at least {known}; {}", apostrophes(&why.bare()))
        }
        (Quantity::NoAmount { at_least: None, .. } | Quantity::NoShare { .. }, _) => not_available(),
    }
}

/// A cell with a figure: its amount or percentage, or words where it is not available.
#[must_use]
pub fn figure_cell(number: FigureNumber, quantity: &Quantity, form: Exactness, style: Style) -> Cell {
    let value = match (quantity, form.part()) {
        (Quantity::Amount(amount, _), _) => Value::Money(*amount),
        (Quantity::Share(share), FigurePart::Numerator) => Value::Money(share.numerator),
        (Quantity::Share(share), FigurePart::Denominator) => Value::Money(share.denominator),
        (Quantity::Share(share), _) => share.percent().map_or(Value::Words, Value::Percent),
        (Quantity::NoShare { numerator: Some(amount), .. }, FigurePart::Numerator) => Value::Money(*amount),
        (Quantity::NoShare { denominator: Some(amount), .. }, FigurePart::Denominator) => Value::Money(*amount),
        (Quantity::NoAmount { .. } | Quantity::NoShare { .. }, _) => Value::Words,
    };
    let is_known = value != Value::Words || matches!(quantity, Quantity::NoAmount { at_least: Some(_), .. });
    let figure = is_known.then(|| number.part(form.part()));
    Cell { value, figure, ..words_cell(&printed(quantity, form, style)) }
}

/// A cell with words.
#[must_use]
pub fn words_cell(text: &str) -> Cell {
    Cell { text: text.to_owned(), value: Value::Words, figure: None, said_by: None, bar: None }
}

/// A cell with a finding's words.
#[must_use]
pub fn said_cell(saying: Saying, text: &str) -> Cell {
    Cell { said_by: Some(saying), ..words_cell(text) }
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
    let row_words = |row: &ChartRow| {
        let bars: Vec<&str> = row.bars.iter().map(|bar| bar.text.as_str()).collect();
        format!("{} {}", row.label, bars.join(" / "))
    };
    listed(&rows.iter().map(row_words).collect::<Vec<_>>())
}

/// A phrase as a sentence begins, with printers' apostrophes.
#[must_use]
pub fn plain(phrase: &Phrase) -> String {
    typeset(&phrase.bare())
}

/// What a finding says, with the text of the cell that it marks; places as given.
#[must_use]
pub fn finding_text(finding: &Finding, place: impl Fn(&Place) -> String) -> String {
    with_the_mark(finding, &finding.message, place)
}

/// The same as its partner is told it.
#[must_use]
pub fn told_text(finding: &Finding, place: impl Fn(&Place) -> String) -> String {
    with_the_mark(finding, finding.told.as_ref().unwrap_or(&finding.message), place)
}

fn with_the_mark(finding: &Finding, message: &Phrase, place: impl Fn(&Place) -> String) -> String {
    let said = typeset(&message.with_places(place));
    let marked = finding.excerpt.as_ref().and_then(|excerpt| Some((excerpt.cells.get(excerpt.marked)?, excerpt)));
    match marked {
        Some(((_, text), excerpt)) => format!("{said}: “{text}” ({})", excerpt.label.bare()),
        None => said,
    }
}

/// Words as a sentence begins, with printers' apostrophes.
pub fn typeset(text: &str) -> String {
    capital(&apostrophes(text))
}

fn apostrophes(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for character in text.chars() {
        let joins = character == '\'' && plain.ends_with(char::is_alphabetic);
        plain.push(if joins { '’' } else { character });
    }
    plain
}

/// Words as a sentence begins.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(characters).collect()
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
