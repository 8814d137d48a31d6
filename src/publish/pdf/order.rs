//! The pack's sections in reading order, the cover first.

use crate::present::pack::Pack;

use super::cover;
use super::flow::Strip;
use super::outline::Outline;
use super::prose::Composer;
use super::style::Setting;
use super::tree::{Tag, Tree};

/// The whole pack as strips in reading order; fills the tree and the outline on the way.
pub(super) fn pack<F>(pack: &Pack<F>, setting: &Setting<'_>, tree: &mut Tree, outline: &mut Outline) -> Vec<Strip> {
    let root = tree.add(None, Tag::Document);
    let mut composer = Composer::new(*setting, tree, outline);
    let mut sections = pack.sections.iter();
    let first = cover::strips(pack, sections.next(), root, &mut composer);
    composer.strips = first;
    for (index, section) in sections.enumerate() {
        composer.section(section, root, index == 0);
    }
    composer.strips
}
