//! Sections and what stands in them, in reading order, with headings of which no level is skipped.

use maud::{Markup, html};

use super::lines::FigureRows;
use super::names::ElementNames;
use super::page::{self, ContentsEntry};
use super::{chart, table};
use crate::model::words::slug;
use crate::present::pack::{Block, Pack, Section, Span};

/// From how many headings on a section has a list of them.
const MANY: usize = 8;

/// Writes blocks, and knows which names its elements have.
pub(super) struct Writer {
    names: ElementNames,
    /// The level of the last heading.
    level: u8,
    /// The names of the pack's sections.
    sections: Vec<String>,
    /// How many footnotes there are so far, and the words of those of the section.
    noted: usize,
    notes: Vec<Markup>,
}

impl Writer {
    /// Nothing is written yet of a page with these sections.
    pub(super) fn new(lines: FigureRows, sections: Vec<String>) -> Self {
        Self { names: ElementNames::new(lines), level: 1, sections, noted: 0, notes: Vec::new() }
    }

    /// The first section, under the page's one first-level heading.
    pub(super) fn cover<F>(&mut self, pack: &Pack<F>, section: Option<&Section>) -> Markup {
        let heading = section.map_or("", |section| section.heading.trim());
        let title = if heading.is_empty() { &pack.title } else { heading };
        let blocks = section.map_or(&[][..], |section| &section.blocks);
        html! {
            div.cover {
                h1 { (title) }
                p.where { (pack.area) @if !pack.period.trim().is_empty() { ", " (pack.period) } }
                (self.blocks(blocks))
                (self.footnotes(title))
            }
        }
    }

    /// A section under a second-level heading, which is added to the contents.
    pub(super) fn section(&mut self, section: &Section, draft: bool, contents: &mut Vec<ContentsEntry>) -> Markup {
        let id = self.names.id("section", &section.name);
        let title = self.names.id("heading", &section.name);
        contents.push(ContentsEntry { id: id.clone(), heading: section.heading.clone(), part: section.part.clone() });
        self.level = 2;
        self.names.stand_under(&title);
        let class = match (section.one_page, section.new_page) {
            (true, _) => Some("alone"),
            (false, true) => Some("fresh"),
            (false, false) => None,
        };
        html! {
            section id=(id) class=[class] {
                div.line {
                    h2 id=(title) { (section.heading) }
                    @if draft { p.draft { "Draft" } }
                }
                (self.within(section))
                (self.footnotes(&section.heading))
            }
            "\n"
        }
    }

    /// What stands in a section; where it has many headings, they are listed first.
    fn within(&mut self, section: &Section) -> Markup {
        let mut listed: Vec<ContentsEntry> = Vec::new();
        let blocks = self.listing(&section.blocks, &mut listed);
        html! {
            @if listed.len() >= MANY {
                nav aria-label={ "In the section " (section.heading) } {
                    ul.within { (page::links(&listed)) }
                }
            }
            (blocks)
        }
    }

    /// Blocks in their order.
    pub(super) fn blocks(&mut self, blocks: &[Block]) -> Markup {
        self.listing(blocks, &mut Vec::new())
    }

    /// Blocks in their order; their second-level headings are added to a list.
    fn listing(&mut self, blocks: &[Block], listed: &mut Vec<ContentsEntry>) -> Markup {
        html! {
            @for block in blocks {
                @match block {
                    Block::Heading { level, text } => (self.heading(*level, text, listed)),
                    Block::Paragraph(spans) => p { (self.spans(spans)) },
                    Block::Callout(spans) => p.callout { (self.spans(spans)) },
                    Block::List(items) => ul { @for item in items { li { (self.spans(item)) } } },
                    Block::Steps(items) => ol { @for item in items { li { (self.spans(item)) } } },
                    Block::Table(table) => (table::table(table, &mut self.names)),
                    Block::Chart(chart) => (chart::chart(chart, &mut self.names)),
                }
            }
        }
    }

    /// A heading inside a section. Level 2 of the pack is the third level of the page, whose first one is the title.
    fn heading(&mut self, level: u8, text: &str, listed: &mut Vec<ContentsEntry>) -> Markup {
        let id = self.names.id("heading", text);
        if level == 2 {
            listed.push(ContentsEntry { id: id.clone(), heading: text.to_owned(), part: None });
        }
        self.names.stand_under(&id);
        self.level = (level + 1).clamp(2, 4).min(self.level + 1);
        html! {
            @match self.level {
                2 => h2 id=(id) { (text) },
                3 => h3 id=(id) { (text) },
                _ => h4 id=(id) { (text) },
            }
        }
    }

    fn spans(&mut self, spans: &[Span]) -> Markup {
        html! {
            @for span in spans {
                @match span {
                    Span::Text(text) => (text),
                    Span::Strong(text) => strong { (text) },
                    Span::Figure { text, figure } => (self.names.lines.linked(*figure, text)),
                    Span::Link { text, section } => @if self.sections.contains(section) {
                        a href={ "#section-" (slug(section)) } { (text) }
                    } @else { (text) },
                    Span::Note { mark, words } => (self.note(mark, words)),
                }
            }
        }
    }

    /// The mark of a footnote, which leads to its words under the section; those lead back.
    fn note(&mut self, mark: &str, words: &[Span]) -> Markup {
        self.noted += 1;
        let number = self.noted;
        let said = html! {
            li id={ "note-" (number) } value=(number) {
                (self.spans(words)) " "
                a href={ "#noted-" (number) } role="doc-backlink" aria-label={ "Back to where footnote " (number) " stands" } { "↩" }
            }
        };
        self.notes.push(said);
        html! { a.note href={ "#note-" (number) } id={ "noted-" (number) } role="doc-noteref" aria-label={ "Footnote " (number) } { (mark) } }
    }

    /// The footnotes of a section, under it.
    fn footnotes(&mut self, heading: &str) -> Markup {
        let notes = std::mem::take(&mut self.notes);
        html! {
            @if !notes.is_empty() {
                div.footnotes role="doc-endnotes" aria-label={ "Footnotes: " (heading) } {
                    ol { @for note in notes { (note) } }
                }
            }
        }
    }
}
