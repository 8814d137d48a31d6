//! Where each printed figure comes from: an appendix to which the figures of the page lead.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};

use super::blocks::Writer;
use super::page::Entry;
use super::table::breakable;
use crate::model::origin::{Address, Origin};
use crate::model::ranges::ranges;
use crate::model::words::{counted, listed};
use crate::present::pack::{Block, FigureRef, Pack, Section, Span, Table};

/// How many ranges of one sheet a line names; `trace.csv` has every cell.
const RANGES: usize = 24;
/// How many letters of a sentence call a figure in it.
const SENTENCE: usize = 120;

/// What stands behind the figures that a pack prints.
#[derive(Debug, Default)]
pub struct Sources {
    /// The number of each figure's line.
    numbers: BTreeMap<FigureRef, usize>,
    lines: Vec<Line>,
    /// The headings of the sections that are the first to print a figure, and the number of their first line.
    parts: Vec<(String, usize)>,
}

/// One printed figure.
#[derive(Debug)]
struct Line {
    /// What it is, as the page says it: the headings of its row and its column, or the sentence.
    what: String,
    printed: String,
    from: String,
}

/// A figure as a section prints it.
struct Printed<'a> {
    figure: FigureRef,
    what: String,
    /// The same with the caption of its table, should `what` not tell it from others.
    at_length: String,
    text: &'a str,
}

impl Sources {
    /// A line for each figure that the pack prints, in the order in which they are printed; `from` says where a figure comes from,
    /// and nothing where it comes from no cell.
    pub fn of<F>(pack: &Pack<F>, from: impl Fn(FigureRef) -> String) -> Self {
        let mut sources = Self::default();
        for section in &pack.sections {
            let first = sources.lines.len();
            let mut names: BTreeSet<String> = BTreeSet::new();
            for Printed { figure, what, at_length, text } in figures(section) {
                if let Some(line) = sources.numbers.get(&figure).and_then(|number| sources.lines.get_mut(*number)) {
                    if line.printed.len() < text.len() {
                        // The more exact of its forms.
                        text.clone_into(&mut line.printed);
                    }
                    continue;
                }
                let from = from(figure);
                if from.is_empty() {
                    continue;
                }
                let what = if names.insert(what.clone()) { what } else { at_length };
                sources.numbers.insert(figure, sources.lines.len());
                sources.lines.push(Line { what, printed: text.to_owned(), from });
            }
            if sources.lines.len() > first {
                let heading = if section.heading.is_empty() { &pack.title } else { &section.heading };
                sources.parts.push((heading.clone(), first));
            }
        }
        sources
    }

    /// A printed figure that leads to its line.
    pub(super) fn linked(&self, figure: FigureRef, text: &str) -> Markup {
        match self.numbers.get(&figure) {
            Some(number) => html! { a.f href={ "#f" (number + 1) } { (text) } },
            None => html! { (text) },
        }
    }

    /// The appendix; none where no figure has a line.
    pub(super) fn appendix(&self, writer: &mut Writer<'_>, draft: bool, contents: &mut Vec<Entry>) -> Option<Markup> {
        const HEADING: &str = "Appendix: where each figure comes from";
        if self.lines.is_empty() {
            return None;
        }
        Some(writer.titled("figures", HEADING, true, draft, contents, |writer| {
            html! {
                p {
                    "Each figure of this paper leads to its line here. A figure that is printed more than once has one line, \
                     under the section that prints it first."
                }
                @for (place, (heading, first)) in self.parts.iter().enumerate() {
                    (self.part(heading, *first, self.parts.get(place + 1).map_or(self.lines.len(), |next| next.1), writer))
                }
            }
        }))
    }

    fn part(&self, heading: &str, first: usize, end: usize, writer: &mut Writer<'_>) -> Markup {
        let title = writer.heading(2, heading, None);
        let caption = writer.id("caption", heading);
        html! {
            (title)
            div.scroll {
                table.origins {
                    caption.hidden id=(caption) { "Figures under \u{201c}" (heading) "\u{201d}" }
                    thead { tr {
                        th scope="col" { "Figure" }
                        th scope="col" { "Where it comes from" }
                    } }
                    tbody {
                        @for (number, line) in self.lines.iter().enumerate().take(end).skip(first) {
                            tr id={ "f" (number + 1) } {
                                th scope="row" { (line.what) ": " strong { (line.printed) } }
                                td { (breakable(&line.from)) }
                            }
                        }
                    }
                }
            }
            "\n"
        }
    }
}

/// The cells of a figure in words: `budget.csv, sheet budget, cells B4 and B8`.
#[must_use]
pub fn cells(pack: &Pack, figure: FigureRef) -> String {
    let mut sheets: BTreeMap<(&str, &str), BTreeSet<Address>> = BTreeMap::new();
    for Origin { file, sheet, cell } in pack.figures.origins(figure) {
        sheets.entry((file, sheet)).or_default().insert(*cell);
    }
    let sheets: Vec<String> = sheets.into_iter().map(|((file, sheet), cells)| on_sheet(file, sheet, cells)).collect();
    sheets.join("; ")
}

fn on_sheet(file: &str, sheet: &str, cells: BTreeSet<Address>) -> String {
    let count = cells.len();
    let noun = if count == 1 { "cell" } else { "cells" };
    let mut shown = ranges(cells);
    if shown.len() > RANGES {
        let more = shown.len() - RANGES;
        shown.truncate(RANGES);
        shown.push(format!("{} more", counted(more, "range")));
    }
    format!("{file}, sheet {sheet}, {noun} {}", listed(&shown))
}

/// The figures of a section in the order of their printing.
fn figures(section: &Section) -> Vec<Printed<'_>> {
    let mut all = Vec::new();
    let mut heading = "";
    for block in &section.blocks {
        match block {
            Block::Heading { text, .. } => heading = text,
            Block::Paragraph(spans) | Block::Callout(spans) => all.extend(in_words(spans)),
            Block::List(items) => all.extend(items.iter().flat_map(|item| in_words(item))),
            Block::Table(table) => all.extend(in_table(table, heading)),
            Block::Chart(chart) => {
                for row in &chart.rows {
                    let printed = row.bars.iter().filter_map(|bar| Some((bar.figure?, bar.text.as_str())));
                    all.extend(printed.map(|(figure, text)| Printed {
                        figure,
                        what: named(&[heading, &row.label]),
                        at_length: named(&[&chart.caption, heading, &row.label]),
                        text,
                    }));
                }
            }
        }
    }
    all
}

/// The figures of a sentence, which are called by it.
fn in_words(spans: &[Span]) -> impl Iterator<Item = Printed<'_>> {
    let sentence: String = spans.iter().map(Span::text).collect();
    let mut short: String = sentence.chars().take(SENTENCE).collect();
    if short.len() < sentence.len() {
        short.push('\u{2026}');
    }
    spans.iter().filter_map(move |span| match span {
        Span::Figure { text, figure } => {
            Some(Printed { figure: *figure, what: short.clone(), at_length: short.clone(), text })
        }
        Span::Text(_) | Span::Strong(_) => None,
    })
}

fn in_table<'a>(table: &'a Table, heading: &'a str) -> impl Iterator<Item = Printed<'a>> {
    let cells = table.rows.iter().flat_map(move |row| {
        let first = row.cells.first().map_or("", |cell| cell.text.as_str());
        row.cells.iter().zip(&table.columns).map(move |(cell, column)| (first, cell, column))
    });
    cells.filter_map(move |(first, cell, column)| {
        let parts = [table.caption.as_str(), heading, first, column.heading.as_str()];
        let [_, short @ ..] = &parts;
        Some(Printed { figure: cell.figure?, what: named(short), at_length: named(&parts), text: &cell.text })
    })
}

fn named(parts: &[&str]) -> String {
    let parts: Vec<&str> = parts.iter().copied().filter(|part| !part.trim().is_empty()).collect();
    parts.join(", ")
}
