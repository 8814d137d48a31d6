//! Footnotes: set small, each with its mark, to stand at the foot of the page whose words refer to it.

use std::rc::Rc;

use super::lines::{stacked, words};
use super::strip::{Ink, Mark, Owner, Strip};
use super::style::{HAIRLINE, MEASURE, Setting};
use super::target::LinkTarget;
use super::text::{ParagraphText, plain, runs};
use super::tree::{NodeId, Tag, Tree};
use crate::present::pack::{Span, notes};

/// From a footnote's edge to its words, in points.
const INDENT: f32 = 11.0;
/// The length of the rule above footnotes, and the height that it takes, in points.
const RULE: (f32, f32) = (72.0, 14.0);

/// Adds the footnotes of a paragraph to the strips that refer to them; their nodes go under `parent`, after what is there.
///
/// `noted` is how many footnotes there are so far.
pub(super) fn attach(
    spans: &[Span],
    strips: &mut [Strip],
    parent: NodeId,
    (setting, tree): (&Setting<'_>, &mut Tree),
    noted: &mut usize,
) {
    for (mark, words) in notes(spans) {
        let target = LinkTarget::Note(*noted);
        *noted += 1;
        let node = tree.add(Some(parent), Tag::Note);
        let lines = note(mark, words, (target, *noted), setting, (node, tree));
        let refers = |mark: &Mark| matches!(&mark.ink, Ink::Words { piece, .. } if piece.link == Some(target));
        if let Some(strip) = strips.iter_mut().find(|strip| strip.marks.iter().any(refers)) {
            strip.notes.extend(lines);
        }
    }
}

/// The lines of a footnote; `noted` counts it with those before it.
fn note(
    mark: &str,
    said: &[Span],
    (target, noted): (LinkTarget, usize),
    setting: &Setting<'_>,
    (node, tree): (NodeId, &mut Tree),
) -> Vec<Strip> {
    let style = setting.small();
    let label = tree.add(Some(node), Tag::Lbl);
    let body = tree.add(Some(node), Tag::P);
    let paragraph = ParagraphText::new(&runs(said, style.face, setting.sections, noted), setting.fonts);
    let mut lines = stacked(&paragraph.paragraph(style.size, MEASURE - INDENT), &style, body, INDENT);
    let rule = Strip { height: RULE.1, marks: vec![Mark::ground(0.0, 6.0, RULE.0, 0.5, HAIRLINE)], ..Strip::default() };
    if let Some(first) = lines.first_mut() {
        let mark = ParagraphText::new(&plain(mark, style.face), setting.fonts).lines(style.size, INDENT);
        let mark = mark.iter().flat_map(|line| words(line, &style, Owner::Node(label), 0.0, style.baseline()));
        first.marks.splice(0..0, mark);
        first.anchors.push(target);
        first.repeat = Some(Rc::new(rule));
        first.space = 1.5;
    }
    lines
}
