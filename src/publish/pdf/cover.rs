//! The cover: the title, and what a reader must know of the paper; contents follow where they fit.

use crate::present::pack::{Section, Volume};

use super::fonts::Face;
use super::lines::{stacked, words};
use super::picture;
use super::prose::Composer;
use super::strip::{Mark, Owner, Strip};
use super::style::{TextStyle, WHITE, WIDTH};
use super::target::LinkTarget;
use super::text::{ParagraphText, plain};
use super::tree::{NodeId, Tag};

/// The height of the row that says "Draft", in points; kept free where the pack is final.
const LABEL: f32 = 26.0;
/// White between that row and the title, in points.
const ABOVE_TITLE: f32 = 14.0;
/// White between the title and the facts, in points.
const ABOVE_FACTS: f32 = 22.0;

/// The cover's strips; the first section of the pack says what stands on it.
pub(super) fn strips(
    pack: &Volume<'_>,
    section: Option<&Section>,
    root: NodeId,
    composer: &mut Composer<'_>,
) -> Vec<Strip> {
    let sect = composer.tree.add(Some(root), Tag::Sect);
    let mut top = vec![label(pack, sect, composer)];
    let heading = section.map_or("", |section| section.heading.trim());
    let title = if heading.is_empty() { pack.title } else { heading };
    top.append(&mut titled(title, pack.area, sect, composer));

    for block in section.map_or(&[][..], |section| &section.blocks) {
        composer.block(sect, block);
    }
    let mut foot = composer.take_cover();
    if let Some(first) = foot.first_mut() {
        first.space = first.space.max(ABOVE_FACTS);
    }
    top.append(&mut foot);
    top
}

/// The row at the top: "Draft" on a coloured ground where the pack is one, and the logo, which reaches into the white below.
fn label(pack: &Volume<'_>, sect: NodeId, composer: &mut Composer<'_>) -> Strip {
    let mut strip = Strip { height: LABEL, ..Strip::default() };
    if pack.draft {
        strip.marks = draft(sect, composer);
    }
    let logo = composer.setting.logo;
    strip.marks.extend(logo.map(|logo| picture::mark(logo, composer.tree, sect)));
    strip
}

fn draft(sect: NodeId, composer: &mut Composer<'_>) -> Vec<Mark> {
    let style = TextStyle { size: 13.0, lead: LABEL, face: Face::Bold, colour: WHITE };
    let node = composer.tree.add(Some(sect), Tag::P);
    let paragraph = ParagraphText::new(&plain("Draft", style.face), composer.setting.fonts);
    let width = paragraph.natural(style.size) + 28.0;
    let accent = composer.setting.colours.accent;
    let mut marks = vec![Mark::ground(0.0, 0.0, width, LABEL, accent)];
    for line in paragraph.lines(style.size, width) {
        marks.extend(words(&line, &style, Owner::Node(node), 14.0, style.baseline()));
    }
    marks
}

/// The title, and the area below it.
fn titled(title: &str, area: &str, sect: NodeId, composer: &mut Composer<'_>) -> Vec<Strip> {
    let setting = composer.setting;
    let mut strips = Vec::new();
    let paragraph = ParagraphText::new(&plain(title, Face::Bold), setting.fonts);
    let sizes = setting.titles().map(|style| (style, paragraph.balanced(style.size, WIDTH)));
    let short = sizes.iter().find(|(_, lines)| lines.len() <= 3);
    if let Some((style, lines)) = short.or(sizes.last()).filter(|_| !paragraph.is_blank()) {
        let node = composer.tree.add(Some(sect), Tag::Heading(1));
        strips = stacked(lines, style, node, -0.5);
        if let Some(first) = strips.first_mut() {
            first.anchors.push(LinkTarget::Entry(composer.outline.add(1, title)));
            first.space = ABOVE_TITLE;
        }
        composer.titled();
    }
    let style = setting.subtitle();
    let paragraph = ParagraphText::new(&plain(area, style.face), setting.fonts);
    if !paragraph.is_blank() {
        let node = composer.tree.add(Some(sect), Tag::P);
        let mut below = stacked(&paragraph.balanced(style.size, WIDTH), &style, node, 0.0);
        if let Some(first) = below.first_mut() {
            first.space = 12.0;
        }
        strips.append(&mut below);
    }
    strips
}
