//! The sections of the paper as Word's paragraphs and tables, in reading order, with headings of which no level is skipped.

use super::table;
use super::text::{formatted, paragraph, run};
use super::xml::{Element, element, valued};
use crate::job::livery::TypeSizes;
use crate::present::pack::{Block, Chart, Pack, Section, Span};

/// What the paper is in Word.
pub(super) struct Written {
    /// Paragraphs and tables.
    pub(super) body: Vec<Element>,
    /// The footnotes, numbered from one.
    pub(super) notes: Vec<Element>,
    /// How many numbered lists there are.
    pub(super) numbered: usize,
}

/// Writes blocks, and counts what Word tells apart by numbers.
pub(super) struct Writer<'a> {
    written: Written,
    /// The names of the sections; the place of each is the number of its bookmark.
    sections: Vec<&'a str>,
    sizes: TypeSizes,
    /// The level of the last heading; the title has none.
    level: u8,
    /// Whether the last block was a table, which leaves no white below it.
    tabled: bool,
}

impl<'a> Writer<'a> {
    /// Writes the paper of a pack, whose tables are as wide as their words are in these sizes.
    pub(super) fn write<F>(pack: &'a Pack<F>, sizes: TypeSizes) -> Written {
        let written = Written { body: Vec::new(), notes: Vec::new(), numbered: 0 };
        let sections = pack.sections.iter().map(|section| section.name.as_str()).collect();
        let mut writer = Self { written, sections, sizes, level: 0, tabled: false };
        writer.cover(pack);
        let mut alone = false;
        for (number, section) in pack.sections.iter().enumerate().skip(1) {
            writer.section(number, section, alone || section.new_page || section.one_page);
            alone = section.one_page;
        }
        writer.written
    }

    fn cover<F>(&mut self, pack: &'a Pack<F>) {
        let cover = pack.sections.first();
        let heading = cover.map_or("", |section| section.heading.trim());
        let title = if heading.is_empty() { &pack.title } else { heading };
        let parts = [pack.area.trim(), pack.period.trim()];
        let of: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        self.push(paragraph("Title", [], vec![run(title)]));
        self.push(paragraph("Subtitle", [], vec![run(&of.join(", "))]));
        self.blocks(cover.map_or(&[][..], |section| &section.blocks));
    }

    fn section(&mut self, number: usize, section: &'a Section, fresh: bool) {
        self.level = 1;
        let id = number.to_string();
        let from = element("w:bookmarkStart").with("w:id", &id).with("w:name", bookmark(number));
        let to = element("w:bookmarkEnd").with("w:id", &id);
        let breaks = fresh.then(|| element("w:pageBreakBefore"));
        self.push(paragraph("Heading1", breaks, vec![from, run(&section.heading), to]));
        self.blocks(&section.blocks);
    }

    fn blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            match block {
                Block::Heading { level, text } => self.heading(*level, text),
                Block::Paragraph(spans) => self.spans("Normal", None, spans),
                Block::Callout(spans) => self.spans("Callout", None, spans),
                Block::List(items) => items.iter().for_each(|item| self.spans("ListBullet", None, item)),
                Block::Steps(items) => {
                    self.written.numbered += 1;
                    // The first list of Word's is that with bullets.
                    let list = self.written.numbered + 1;
                    items.iter().for_each(|item| self.spans("ListNumber", Some(list), item));
                }
                Block::Table(table) => {
                    self.written.body.extend(table::table(table, self.sizes));
                    self.tabled = table.notes.is_empty();
                }
                Block::Chart(chart) => self.chart(chart),
            }
        }
    }

    fn heading(&mut self, level: u8, text: &str) {
        self.level = level.clamp(1, 3).min(self.level + 1);
        let style = match self.level {
            1 => "Heading1",
            2 => "Heading2",
            _ => "Heading3",
        };
        self.push(paragraph(style, [], vec![run(text)]));
    }

    /// A chart in words: what it draws stands in a table beside it.
    fn chart(&mut self, chart: &Chart) {
        self.push(paragraph("Caption", [], vec![run(&chart.caption)]));
        self.push(paragraph("Normal", [], vec![run(&chart.alternative)]));
    }

    /// A paragraph, or an item of a numbered list.
    fn spans(&mut self, style: &'static str, list: Option<usize>, spans: &'a [Span]) {
        let number = list.map(|list| {
            let (level, list) = (valued("w:ilvl", "0"), valued("w:numId", list.to_string()));
            element("w:numPr").and(level).and(list)
        });
        let white = self.tabled.then(|| element("w:spacing").with("w:before", "200"));
        let runs = self.runs(spans);
        self.push(paragraph(style, number.into_iter().chain(white), runs));
    }

    fn runs(&mut self, spans: &'a [Span]) -> Vec<Element> {
        let mut runs = Vec::new();
        for span in spans {
            runs.push(match span {
                Span::Text(text) | Span::Figure { text, .. } => run(text),
                Span::Strong(text) => formatted(element("w:b"), text),
                Span::Link { text, section } => self.link(text, section),
                Span::Note { words, .. } => self.note(words),
            });
        }
        runs
    }

    /// Words that lead to another section; a pack may do without it.
    fn link(&self, text: &str, section: &str) -> Element {
        match self.sections.iter().position(|name| *name == section) {
            Some(number) if number > 0 => element("w:hyperlink")
                .with("w:anchor", bookmark(number))
                .with("w:history", "1")
                .and(formatted(valued("w:rStyle", "Hyperlink"), text)),
            _ => run(text),
        }
    }

    /// The reference of a footnote, which Word numbers itself, in the order of the marks.
    fn note(&mut self, words: &'a [Span]) -> Element {
        let style = || element("w:rPr").and(valued("w:rStyle", "FootnoteReference"));
        let mut runs = vec![element("w:r").and(style()).and(element("w:footnoteRef")), run(" ")];
        runs.extend(self.runs(words));
        let id = (self.written.notes.len() + 1).to_string();
        let note = element("w:footnote").with("w:id", &id).and(paragraph("FootnoteText", [], runs));
        self.written.notes.push(note);
        element("w:r").and(style()).and(element("w:footnoteReference").with("w:id", &id))
    }

    fn push(&mut self, paragraph: Element) {
        self.tabled = false;
        self.written.body.push(paragraph);
    }
}

/// The name of the place where a section begins.
fn bookmark(number: usize) -> String {
    format!("section{number}")
}
