//! The pack in reading order: the cover, the contents, the other sections.

use crate::present::pack::Volume;

use super::contents::Contents;
use super::cover;
use super::outline::Outline;
use super::prose::Composer;
use super::strip::Strip;
use super::style::Setting;
use super::tree::{Tag, Tree};

/// Packs with fewer entries in their outline need no contents.
const FEWEST: usize = 3;

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
    let body = std::mem::take(&mut composer.strips);
    let mut contents = None;
    strips.append(&mut heading);
    if let Some((node, own)) = list {
        let made = Contents::new(composer.outline, own, setting, composer.tree, node);
        let first = strips.len();
        strips.extend(made.strips.iter().cloned());
        contents = Some((first, made));
    }
    strips.extend(body);
    Ordered { strips, contents }
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
