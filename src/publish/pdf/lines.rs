//! Lines of words as strips and marks.

use super::strip::{Ink, Mark, Owner, Strip};
use super::style::TextStyle;
use super::target::LinkTarget;
use super::text::{TextLine, TextPiece};
use super::tree::NodeId;

/// Lines as strips, one under another, with `x` points between the margin and their start.
pub(super) fn stacked(lines: &[TextLine], style: &TextStyle, node: NodeId, x: f32) -> Vec<Strip> {
    let strip = |line: &TextLine| {
        let mut marks = underlines(line, style, x);
        marks.extend(words(line, style, Owner::Node(node), x, style.baseline()));
        Strip { height: style.lead, marks, ..Strip::default() }
    };
    lines.iter().map(strip).collect()
}

/// A thin line under words that lead to another section, as readers of screens know it.
fn underlines(line: &TextLine, style: &TextStyle, x: f32) -> Vec<Mark> {
    let leads = line.pieces.iter().filter(|piece| matches!(piece.link, Some(LinkTarget::Section(_))));
    let y = style.baseline() + style.size * 0.16;
    leads.map(|piece| Mark::ground(x + piece.x, y, piece.width, 0.5, style.colour)).collect()
}

/// A line's pieces as marks, from `x` on the baseline `y`; in points.
pub(super) fn words(line: &TextLine, style: &TextStyle, owner: Owner, x: f32, y: f32) -> Vec<Mark> {
    let mark = |piece: &TextPiece| Mark {
        owner,
        x: x + piece.x,
        y,
        colour: style.colour,
        ink: Ink::Words { piece: piece.clone(), size: style.size },
    };
    line.pieces.iter().map(mark).collect()
}
