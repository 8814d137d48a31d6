//! The pack in reading order: the cover, the contents, the other sections.

use crate::present::pack::Volume;

use super::contents::Contents;
use super::cover;
use super::outline::Outline;
use super::prose::Composer;
use super::strip::{Strip, height};
use super::style::{SHEETS, Setting};
use super::tree::{Tag, Tree};

/// Packs with fewer entries in their outline need no contents.
const FEWEST: usize = 3;
/// Contents with more lines than these have a page to themselves.
const LONG: usize = 24;

/// The whole pack as strips, and which of them are the contents.
pub(super) struct Ordered {
    pub(super) strips: Vec<Strip>,
    /// The contents, whose first line is this strip.
    pub(super) contents: Option<(usize, Contents)>,
}

/// The whole pack as strips in reading order; fills the tree and the outline on the way.
pub(super) fn pack(pack: &Volume<'_>, setting: &Setting<'_>, tree: &mut Tree, outline: &mut Outline) -> Ordered {
    let root = tree.add(None, Tag::Document);
    let mut composer = Composer::new(*setting, tree, outline);
    let mut sections = pack.sections.iter();
    let mut strips = cover::strips(pack, sections.next(), root, &mut composer);
    let has_contents = pack.sections.len() > FEWEST;
    let list = has_contents.then(|| composer.titled_section(root, "Contents"));
    let mut heading = std::mem::take(&mut composer.strips);
    composer.go_on();
    for (index, section) in sections.enumerate() {
        // The first section is the cover.
        composer.section((index + 1, section), root, index == 0 && !has_contents);
    }
    let mut body = std::mem::take(&mut composer.strips);
    let mut contents = None;
    if let Some((node, own)) = list {
        let free = SHEETS[0].body() - height(&strips) - height(&heading);
        let (deepest, fits) = depth(composer.outline, own, setting, free);
        let made = Contents::new(composer.outline, (own, deepest), setting, composer.tree, node);
        if let Some(first) = heading.first_mut() {
            first.new_page = !fits;
        }
        if let Some(first) = body.first_mut() {
            first.new_page |= fits || made.strips.len() > LONG;
        }
        strips.append(&mut heading);
        let first = strips.len();
        strips.extend(made.strips.iter().cloned());
        contents = Some((first, made));
    }
    strips.extend(body);
    Ordered { strips, contents }
}

/// To which level contents name entries, and whether they stand on the cover with so much room left, in points: with what is in
/// sections where that fits there, else sections alone; on a page of their own as much as fits that.
fn depth(outline: &Outline, own: usize, setting: &Setting<'_>, free: f32) -> (u8, bool) {
    let tall = |deepest: u8| {
        let mut tree = Tree::default();
        let root = tree.add(None, Tag::Document);
        height(&Contents::new(outline, (own, deepest), setting, &mut tree, root).strips)
    };
    let page = SHEETS[0].body() * 0.85;
    match (tall(2), tall(1)) {
        (all, _) if all <= free => (2, true),
        (_, sections) if sections <= free => (1, true),
        (all, _) if all <= page => (2, false),
        _ => (1, false),
    }
}

impl Ordered {
    /// Prints the pages of the entries in the contents.
    pub(super) fn number(
        &mut self,
        outline: &Outline,
        page_of: impl Fn(usize) -> Option<usize>,
        setting: &Setting<'_>,
    ) {
        let Some((first, contents)) = &self.contents else { return };
        for (strip, marks) in contents.numbers(outline, page_of, setting) {
            if let Some(strip) = self.strips.get_mut(first + strip) {
                strip.marks.extend(marks);
            }
        }
    }
}
