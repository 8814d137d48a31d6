//! Headings, paragraphs, lists and callouts as strips, section by section.

use std::ops::Range;

use crate::present::pack::{Block, Section, Span};

use super::columns::TableUse;
use super::fonts::Face;
use super::lines::{stacked, words};
use super::outline::Outline;
use super::strip::{Mark, Owner, Panel, Strip};
use super::style::{MEASURE, SHEETS, Setting, TextStyle, Tightness, WIDTH};
use super::target::LinkTarget;
use super::text::{ParagraphText, TextLine, plain, runs};
use super::tree::{NodeId, Tag, Tree};
use super::{chart, flow, notes, table};

/// White above a paragraph, in points.
const PARAGRAPH: f32 = 7.5;
/// White below a table, chart or callout, in points.
const AFTER_BLOCK: f32 = 20.0;
/// The first item of a list, and the last, stand together on a page up to so many lines.
const TOGETHER: usize = 8;
/// From a list's edge to its words, in points.
const INDENT: f32 = 15.0;
/// From a callout's edge to its words, in points.
const INSET: f32 = 18.0;
/// White inside a callout above and below its words, in points.
const PADDING: f32 = 11.0;

/// Gathers strips in reading order.
pub(super) struct Composer<'a> {
    pub(super) setting: Setting<'a>,
    pub(super) tree: &'a mut Tree,
    pub(super) outline: &'a mut Outline,
    pub(super) strips: Vec<Strip>,
    /// The level of the last heading: the next one may be one deeper at most.
    level: u8,
    /// How tables look.
    look: TableUse,
    /// Whether the last block was a heading.
    headed: bool,
    /// Whether the last block was a table.
    tabled: bool,
    /// White that the last block asks for below it, in points.
    owed: f32,
    panels: usize,
    /// How many footnotes there are so far.
    pub(super) noted: usize,
    /// Whether nothing else may stand on the page of the last section.
    alone: bool,
    /// The part of the document in which sections stand.
    part: Option<String>,
    /// Which strips are lists.
    lists: Vec<Range<usize>>,
}

impl<'a> Composer<'a> {
    /// A composer with nothing gathered yet.
    pub(super) fn new(setting: Setting<'a>, tree: &'a mut Tree, outline: &'a mut Outline) -> Self {
        Self {
            setting,
            tree,
            outline,
            strips: Vec::new(),
            level: 0,
            look: TableUse::Facts,
            headed: false,
            tabled: false,
            owed: 0.0,
            panels: 0,
            noted: 0,
            alone: false,
            part: None,
            lists: Vec::new(),
        }
    }

    /// Notes that the cover has a heading of the first level.
    pub(super) fn titled(&mut self) {
        self.level = 1;
    }

    /// Takes the strips of the cover; what follows is the body.
    pub(super) fn take_cover(&mut self) -> Vec<Strip> {
        self.look = TableUse::Body;
        self.owed = 0.0;
        std::mem::take(&mut self.strips)
    }

    /// Begins a section of the program's own on a new page; gives its node and the outline's entry for it.
    pub(super) fn titled_section(&mut self, root: NodeId, heading: &str) -> (NodeId, usize) {
        let from = self.strips.len();
        let sect = self.tree.add(Some(root), Tag::Sect);
        self.heading(sect, 1, heading);
        let first = self.strips.get_mut(from);
        let entry = first.and_then(|strip| {
            strip.new_page = true;
            strip.anchors.iter().find_map(|anchor| match anchor {
                LinkTarget::Entry(entry) => Some(*entry),
                LinkTarget::Line(_) | LinkTarget::Section(_) | LinkTarget::Note(_) => None,
            })
        });
        (sect, entry.unwrap_or(0))
    }

    /// Goes on below a list that somebody else has set.
    pub(super) fn go_on(&mut self) {
        self.headed = false;
        self.owed = AFTER_BLOCK;
    }

    /// Adds a section; one right after the cover always starts a page, one after the contents may stand below them.
    ///
    /// `place` is that of the section in the pack.
    pub(super) fn section(&mut self, (place, section): (usize, &Section), root: NodeId, after_cover: bool) {
        if section.heading.trim().is_empty() && section.blocks.is_empty() {
            return;
        }
        let from = self.strips.len();
        self.setting.tight = if section.one_page { self.tightness(section) } else { Tightness::default() };
        self.blocks(section, root);
        self.setting.tight = Tightness::default();
        if let Some(first) = self.strips.get_mut(from) {
            first.new_page = section.new_page || after_cover || self.alone;
            first.strict = section.one_page || self.alone;
            first.anchors.push(LinkTarget::Section(place));
        }
        self.alone = section.one_page;
    }

    fn blocks(&mut self, section: &Section, root: NodeId) {
        let sect = self.tree.add(Some(root), Tag::Sect);
        let begun = section.part.as_ref().filter(|part| self.part.as_ref() != Some(*part));
        let begun = begun.map(|part| LinkTarget::Entry(self.outline.add(1, part)));
        self.part.clone_from(&section.part);
        let from = self.strips.len();
        self.heading(sect, 1, &section.heading);
        if let Some(first) = self.strips.get_mut(from) {
            first.anchors.extend(begun);
        }
        for block in &section.blocks {
            self.block(sect, block);
        }
    }

    /// How tightly a section has to be set to stand on one page or, where it cannot, on as few as it can without parting a list that
    /// could stand together: as little as that takes.
    fn tightness(&self, section: &Section) -> Tightness {
        let spread = |tight: Tightness| {
            let (mut tree, mut outline) = (Tree::default(), Outline::default());
            let root = tree.add(None, Tag::Document);
            let mut trial = Composer::new(Setting { tight, ..self.setting }, &mut tree, &mut outline);
            trial.look = TableUse::Body;
            trial.blocks(section, root);
            let placed = flow::place(&trial.strips, &SHEETS);
            let page_of = |number: &usize| {
                let strip = trial.strips.get(*number)?;
                placed.iter().find(|placed| std::ptr::eq(placed.strip, strip)).map(|placed| placed.page)
            };
            let parted = trial.lists.iter().filter(|list| page_of(&list.start) != page_of(&(list.end - 1)));
            (placed.last().map_or(0, |last| last.page), parted.count())
        };
        if spread(Tightness::default()) == (0, 0) {
            return Tightness::default();
        }
        let spreads = Tightness::ALL.map(|tight| (spread(tight), tight));
        spreads.into_iter().min().map_or_else(Tightness::default, |(_, tight)| tight)
    }

    /// Adds a block under a node.
    pub(super) fn block(&mut self, parent: NodeId, block: &Block) {
        let after_table = std::mem::take(&mut self.tabled);
        match block {
            Block::Heading { level, text } => self.heading(parent, *level, text),
            Block::Paragraph(spans) => {
                // What is said right below a table is said of it, and stands on its page, also where that lies on its side.
                let mut wide = false;
                if let Some(last) = self.strips.last_mut().filter(|_| after_table) {
                    last.keep = true;
                    wide = last.wide;
                }
                let from = self.strips.len();
                self.paragraph(parent, spans);
                self.strips.iter_mut().skip(from).filter(|_| wide).for_each(|strip| strip.wide = true);
            }
            Block::List(items) => self.list(parent, Tag::L, items),
            Block::Steps(items) => self.list(parent, Tag::Steps, items),
            Block::Callout(spans) => self.callout(parent, spans),
            Block::Table(table) => {
                let look = if table.holds_lines() { TableUse::Close } else { self.look };
                let strips = table::strips(table, look, &self.setting, self.tree, parent);
                self.add(strips, 16.0, AFTER_BLOCK);
                self.tabled = true;
            }
            Block::Chart(chart) => {
                let strips = chart::strips(chart, &self.setting, self.tree, parent);
                self.add(strips, 16.0, AFTER_BLOCK);
            }
        }
    }

    /// Adds the strips of a block with white above it, and notes the white below it; all in points.
    fn add(&mut self, mut strips: Vec<Strip>, above: f32, below: f32) {
        let Some(first) = strips.first_mut() else {
            return;
        };
        // What follows a heading stands closer to it than to what is above the heading.
        let above = if self.headed { above.min(10.0) } else { above };
        first.space = above.max(self.owed) * self.setting.tight.white();
        if first.wide {
            // A heading goes with what it is for.
            for heading in self.strips.iter_mut().rev().take_while(|strip| strip.keep) {
                heading.wide = true;
            }
        }
        self.owed = below;
        self.headed = false;
        self.strips.append(&mut strips);
    }

    fn heading(&mut self, parent: NodeId, level: u8, text: &str) {
        let level = level.clamp(1, 3).min(self.level + 1);
        let style = self.setting.heading(level);
        let words = ParagraphText::new(&plain(text, style.face), self.setting.fonts);
        if words.is_blank() {
            return;
        }
        self.level = level;
        let node = self.tree.add(Some(parent), Tag::Heading(level));
        let lines = words.balanced(style.size, if level == 1 { WIDTH } else { MEASURE });
        let mut strips = stacked(&lines, &style, node, 0.0);
        for strip in &mut strips {
            strip.keep = true;
        }
        let listed = level + u8::from(self.part.is_some());
        if listed < 3
            && let Some(first) = strips.first_mut()
        {
            first.anchors.push(LinkTarget::Entry(self.outline.add(listed, text)));
        }
        if level == 1 {
            self.bar(&mut strips);
        }
        let (above, below) = match level {
            1 => (34.0, 9.0),
            2 => (25.0, 5.0),
            _ => (18.0, 3.0),
        };
        if self.headed {
            self.owed = self.owed.max(16.0);
        }
        self.add(strips, above, below);
        self.headed = true;
    }

    /// The short bar above a section's heading.
    fn bar(&self, strips: &mut [Strip]) {
        if let Some(first) = strips.first_mut() {
            for mark in &mut first.marks {
                mark.y += 13.0;
            }
            first.height += 13.0;
            let accent = self.setting.colours.accent;
            first.marks.insert(0, Mark::ground(0.0, 0.0, 36.0, 3.0, accent));
        }
    }

    /// The lines of words; none if they are blank.
    fn lines(&self, spans: &[Span], style: &TextStyle, width: f32) -> Vec<TextLine> {
        let words = ParagraphText::new(&runs(spans, style.face, self.setting.sections, self.noted), self.setting.fonts);
        if words.is_blank() { Vec::new() } else { words.paragraph(style.size, width) }
    }

    fn attach(&mut self, spans: &[Span], strips: &mut [Strip], parent: NodeId) {
        notes::attach(spans, strips, parent, (&self.setting, self.tree), &mut self.noted);
    }

    fn paragraph(&mut self, parent: NodeId, spans: &[Span]) {
        let style = self.setting.body();
        let lines = self.lines(spans, &style, MEASURE);
        if lines.is_empty() {
            return;
        }
        let node = self.tree.add(Some(parent), Tag::P);
        let mut strips = together(stacked(&lines, &style, node, 0.0));
        self.attach(spans, &mut strips, parent);
        self.add(strips, PARAGRAPH, 0.0);
    }

    fn list(&mut self, parent: NodeId, tag: Tag, items: &[Vec<Span>]) {
        let style = self.setting.body();
        let items: Vec<&Vec<Span>> =
            items.iter().filter(|item| !self.lines(item, &style, MEASURE).is_empty()).collect();
        if items.is_empty() {
            return;
        }
        let list = self.tree.add(Some(parent), tag);
        // A number of two digits is wider than a dot.
        let indent = if tag == Tag::Steps && items.len() > 9 { INDENT + 6.0 } else { INDENT };
        let from = self.strips.len();
        for (index, &item) in items.iter().enumerate() {
            let lines = self.lines(item, &style, MEASURE - indent);
            let node = self.tree.add(Some(list), Tag::LI);
            let label = self.tree.add(Some(node), Tag::Lbl);
            let body = self.tree.add(Some(node), Tag::LBody);
            // What stands before a footnote is an element of its own, or it would be read after it.
            let noted = item.iter().any(|span| matches!(span, Span::Note { .. }));
            let owner = if noted { self.tree.add(Some(body), Tag::P) } else { body };
            let mut strips = together(stacked(&lines, &style, owner, indent));
            self.attach(item, &mut strips, body);
            if let Some(first) = strips.first_mut() {
                let mark = if tag == Tag::Steps { format!("{}.", index + 1) } else { "•".to_owned() };
                first.marks.splice(0..0, bullet(&mark, &style, label, &self.setting));
            }
            // No item stands alone on a page, away from the others: not the first, and not the last.
            let (is_first, is_last) = (index == 0, index + 1 == items.len());
            let is_short = strips.len() <= TOGETHER;
            for strip in strips.iter_mut().filter(|_| (is_first || is_last) && is_short) {
                strip.keep = true;
            }
            if let Some(last) = strips.last_mut() {
                last.keep = !is_last && (is_first || index + 2 == items.len());
            }
            self.add(strips, if index == 0 { PARAGRAPH } else { 3.5 }, 0.0);
        }
        self.lists.push(from..self.strips.len());
    }

    fn callout(&mut self, parent: NodeId, spans: &[Span]) {
        let style = self.setting.body();
        let lines = self.lines(spans, &style, WIDTH - 2.0 * INSET);
        if lines.is_empty() {
            return;
        }
        let node = self.tree.add(Some(parent), Tag::P);
        let mut strips = stacked(&lines, &style, node, INSET);
        self.attach(spans, &mut strips, parent);
        self.panels += 1;
        let panel = Panel {
            number: self.panels,
            ground: self.setting.colours.tint,
            bar: self.setting.colours.accent,
            width: WIDTH,
        };
        let last = strips.len().saturating_sub(1);
        for (index, strip) in strips.iter_mut().enumerate() {
            strip.panel = Some(panel);
            strip.keep = index < last;
            if index == 0 {
                strip.height += PADDING;
                for mark in &mut strip.marks {
                    mark.y += PADDING;
                }
            }
            if index == last {
                strip.height += PADDING;
            }
        }
        self.add(strips, 15.0, AFTER_BLOCK - 4.0);
    }
}

/// Keeps the first two and the last two lines of a paragraph on one page.
fn together(mut strips: Vec<Strip>) -> Vec<Strip> {
    let count = strips.len();
    for (index, strip) in strips.iter_mut().enumerate() {
        strip.keep = index + 1 < count && (index == 0 || index + 2 == count);
    }
    strips
}

/// What stands before an item of a list.
fn bullet(mark: &str, style: &TextStyle, label: NodeId, setting: &Setting<'_>) -> Vec<Mark> {
    let style = TextStyle { face: Face::Bold, colour: setting.colours.accent, ..*style };
    let x = if mark == "•" { 2.0 } else { 0.0 };
    let lines = ParagraphText::new(&plain(mark, style.face), setting.fonts).lines(style.size, INDENT + 6.0);
    lines.iter().flat_map(|line| words(line, &style, Owner::Node(label), x, style.baseline())).collect()
}
