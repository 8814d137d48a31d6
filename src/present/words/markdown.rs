//! Markdown as blocks: headings, paragraphs, lists, callouts, footnotes, and links from section to section.

use std::collections::BTreeMap;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::{Exactness, FIGURE, PLACE, Printer, Prose, ProsePart};
use crate::measure::FigureNumber;
use crate::present::pack::{Block, Span};

/// What words may use beyond plain Markdown; quotation marks are set as printers set them.
pub(super) const OPTIONS: Options = Options::ENABLE_FOOTNOTES.union(Options::ENABLE_SMART_PUNCTUATION);

/// Turns rendered Markdown into blocks.
pub(super) fn parsed(text: &str, print: &Printer<'_>) -> Prose {
    let mut setter = Setter {
        print,
        prose: Prose { heading: String::new(), parts: Vec::new() },
        spans: Vec::new(),
        items: Vec::new(),
        numbered: false,
        strong: 0,
        quoted: false,
        in_item: false,
        link: None,
        notes: BTreeMap::new(),
        noting: None,
    };
    Parser::new_ext(text, OPTIONS).for_each(|event| setter.event(event));
    setter.finish()
}

/// Gathers blocks from events.
struct Setter<'p> {
    print: &'p Printer<'p>,
    prose: Prose,
    /// The words since the last block.
    spans: Vec<Span>,
    /// The items since the list began.
    items: Vec<Vec<Span>>,
    numbered: bool,
    /// How many marks of emphasis are open.
    strong: usize,
    quoted: bool,
    in_item: bool,
    /// The section that words lead to.
    link: Option<String>,
    /// The words of footnotes, by their labels.
    notes: BTreeMap<String, Vec<Span>>,
    /// The label of the footnote that is being defined.
    noting: Option<String>,
}

impl Setter<'_> {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Text(words) | Event::Code(words) | Event::Html(words) | Event::InlineHtml(words) => {
                self.push(&words);
            }
            Event::SoftBreak | Event::HardBreak => self.push(" "),
            Event::FootnoteReference(label) => {
                // Its words are put in when all footnotes are known.
                self.spans.push(Span::Note { mark: label.into_string(), words: Vec::new() });
            }
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Strong | Tag::Emphasis => self.strong += 1,
            Tag::BlockQuote(_) => self.quoted = true,
            Tag::List(first) => self.numbered = first.is_some(),
            Tag::Item => self.in_item = true,
            Tag::Link { dest_url, .. } => self.link = dest_url.strip_prefix('#').map(str::to_owned),
            Tag::FootnoteDefinition(label) => self.noting = Some(label.into_string()),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong | TagEnd::Emphasis => self.strong = self.strong.saturating_sub(1),
            TagEnd::BlockQuote(_) => self.quoted = false,
            TagEnd::Item => {
                self.in_item = false;
                self.items.push(trimmed(std::mem::take(&mut self.spans)));
            }
            TagEnd::List(_) => {
                let items = std::mem::take(&mut self.items);
                self.add(if self.numbered { Block::Steps(items) } else { Block::List(items) });
            }
            TagEnd::Link => self.link = None,
            TagEnd::FootnoteDefinition => self.noting = None,
            TagEnd::Paragraph => self.paragraph(),
            TagEnd::Heading(level) => {
                let words: String = std::mem::take(&mut self.spans).iter().map(Span::text).collect();
                match level {
                    HeadingLevel::H1 => self.prose.heading = words,
                    HeadingLevel::H2 => self.add(Block::Heading { level: 2, text: words }),
                    _ => self.add(Block::Heading { level: 3, text: words }),
                }
            }
            _ => {}
        }
    }

    fn add(&mut self, block: Block) {
        self.prose.parts.push(ProsePart::Block(block));
    }

    fn paragraph(&mut self) {
        if self.in_item {
            return self.push(" ");
        }
        let spans = std::mem::take(&mut self.spans);
        if let Some(label) = &self.noting {
            let note = self.notes.entry(label.clone()).or_default();
            if !note.is_empty() {
                note.push(Span::Text(" ".to_owned()));
            }
            return note.extend(spans);
        }
        if let [Span::Text(only)] = spans.as_slice()
            && let Some(name) = only.trim().strip_prefix(PLACE.0).and_then(|rest| rest.strip_suffix(PLACE.1))
        {
            return self.prose.parts.push(ProsePart::Place(name.to_owned()));
        }
        if !spans.is_empty() {
            self.add(if self.quoted { Block::Callout(spans) } else { Block::Paragraph(spans) });
        }
    }

    /// Adds words, with each figure as a span of its own.
    fn push(&mut self, words: &str) {
        let mut rest = words;
        while let Some((before, marked)) = rest.split_once(FIGURE.0) {
            self.plain(before);
            let Some((number, after)) = marked.split_once(FIGURE.1) else { break };
            if let Some((place, form)) = number.split_once(':')
                && let Ok(place) = place.parse()
            {
                self.figure(place, form);
            }
            rest = after;
        }
        self.plain(rest);
    }

    fn figure(&mut self, place: usize, form: &str) {
        let form = match form {
            "1" => Exactness::Full,
            "2" => Exactness::Pounds,
            "3" => Exactness::Numerator,
            "4" => Exactness::Denominator,
            _ => Exactness::Short,
        };
        let number = FigureNumber::new(place);
        let figure = number.part(form.part());
        self.spans.push(Span::Figure { text: (self.print)(number, form), figure });
    }

    fn plain(&mut self, words: &str) {
        let strong = self.strong > 0;
        match (self.spans.last_mut(), &self.link) {
            _ if words.is_empty() => {}
            (Some(Span::Link { text, section }), Some(link)) if section == link => text.push_str(words),
            (_, Some(link)) => self.spans.push(Span::Link { text: words.to_owned(), section: link.clone() }),
            (Some(Span::Text(last)), None) if !strong => last.push_str(words),
            (Some(Span::Strong(last)), None) if strong => last.push_str(words),
            (_, None) if strong => self.spans.push(Span::Strong(words.to_owned())),
            (_, None) => self.spans.push(Span::Text(words.to_owned())),
        }
    }

    /// The blocks, with the words of each footnote where it is referred to.
    fn finish(self) -> Prose {
        let Self { mut prose, notes, .. } = self;
        let blocks = prose.parts.iter_mut().filter_map(|part| match part {
            ProsePart::Block(block) => Some(block),
            ProsePart::Place(_) => None,
        });
        for spans in blocks.flat_map(Block::paragraphs_mut) {
            for span in spans.iter_mut() {
                if let Span::Note { mark, words } = span {
                    *words = notes.get(mark).cloned().unwrap_or_default();
                }
            }
        }
        prose
    }
}

/// Words without white at their end.
fn trimmed(mut spans: Vec<Span>) -> Vec<Span> {
    if let Some(Span::Text(last)) = spans.last_mut() {
        last.truncate(last.trim_end().len());
    }
    spans
}
