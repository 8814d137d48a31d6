//! The contents: each section, and what is in it where there is room, with its page and a link to it.

use super::fonts::Face;
use super::lines::words;
use super::outline::Outline;
use super::strip::{Mark, Owner, Strip};
use super::style::{HAIRLINE, Setting, TextStyle, WIDTH};
use super::target::LinkTarget;
use super::text::{ParagraphText, TextLine, plain};
use super::tree::{NodeId, Tag, Tree};

/// Kept free at the right for the page's number, in points.
const NUMBER: f32 = 40.0;

/// The lines of the contents, and to which entry of the outline each leads.
pub(super) struct Contents {
    pub(super) strips: Vec<Strip>,
    /// The strip that ends with the page's number, the entry, and the node of its words.
    numbered: Vec<(usize, usize, NodeId)>,
}

impl Contents {
    /// A line for each entry of the outline after the one with number `own`, without page numbers yet.
    ///
    /// `deepest` is the level to which entries are named.
    pub(super) fn new(
        outline: &Outline,
        (own, deepest): (usize, u8),
        setting: &Setting<'_>,
        tree: &mut Tree,
        parent: NodeId,
    ) -> Self {
        let entries = outline.entries().filter(|(number, ..)| *number > own);
        let mut contents = Self { strips: Vec::new(), numbered: Vec::new() };
        let list = tree.add(Some(parent), Tag::Toc);
        for (number, level, title) in entries.filter(|(_, level, _)| *level <= deepest) {
            let item = tree.add(Some(list), Tag::TocItem);
            let node = tree.add(Some(item), Tag::Reference);
            let style = style(setting, level);
            let x = if level > 1 { 14.0 } else { 0.0 };
            // The blank parts the title from the page's number where it is read aloud.
            let mut runs = plain(&format!("{title} "), style.face);
            for run in &mut runs {
                run.link = Some(LinkTarget::Entry(number));
            }
            let lines = ParagraphText::new(&runs, setting.fonts).lines(style.size, WIDTH - x - NUMBER);
            let last = lines.len().saturating_sub(1);
            for (index, line) in lines.iter().enumerate() {
                let first = index == 0;
                let mut strip = Strip {
                    space: if first && level == 1 { 4.0 } else { 0.0 },
                    height: style.lead,
                    keep: index < last,
                    marks: words(line, &style, Owner::Node(node), x, style.baseline()),
                    ..Strip::default()
                };
                if first && level == 1 {
                    strip.marks.insert(0, Mark::ground(0.0, -2.0, WIDTH, 0.5, HAIRLINE));
                }
                contents.strips.push(strip);
            }
            if !lines.is_empty() {
                contents.numbered.push((contents.strips.len() - 1, number, node));
            }
        }
        contents
    }

    /// The marks that print the numbers of the pages on which entries stand: the strip of each, and its mark.
    pub(super) fn numbers(
        &self,
        outline: &Outline,
        page_of: impl Fn(usize) -> Option<usize>,
        setting: &Setting<'_>,
    ) -> Vec<(usize, Vec<Mark>)> {
        let level =
            |entry: usize| outline.entries().find(|(number, ..)| *number == entry).map_or(1, |(_, level, _)| level);
        let mark = |(strip, entry, node): &(usize, usize, NodeId)| {
            let style = style(setting, level(*entry));
            let mut runs = plain(&(page_of(*entry)? + 1).to_string(), Face::Regular);
            for run in &mut runs {
                run.link = Some(LinkTarget::Entry(*entry));
            }
            let lines = ParagraphText::new(&runs, setting.fonts).lines(style.size, NUMBER);
            let line: &TextLine = lines.first()?;
            let marks = words(line, &style, Owner::Node(*node), WIDTH - line.width, style.baseline());
            Some((*strip, marks))
        };
        self.numbered.iter().filter_map(mark).collect()
    }
}

fn style(setting: &Setting<'_>, level: u8) -> TextStyle {
    let body = setting.body();
    match level {
        1 => TextStyle { size: 10.5, lead: 14.5, face: Face::Bold, colour: setting.colours.heading },
        _ => TextStyle { size: 9.5, lead: 13.0, ..body },
    }
}
