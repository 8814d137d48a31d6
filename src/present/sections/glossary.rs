//! The glossary: the words that this paper uses and that not everybody knows.

use super::{Desk, NamedBlocks, WrittenPack};
use crate::present::pack::{Block, Section, Span};

/// Words alone.
pub const fn blocks(_: &Desk<'_>) -> NamedBlocks {
    Vec::new()
}

/// Leaves of a list of terms those out that no other section uses.
pub fn keep_used(written: &mut WrittenPack) {
    let is_glossary = |section: &Section| section.name == NAME;
    let others = written.paper.iter().chain(&written.evidence).filter(|section| !is_glossary(section));
    let used: String = others.flat_map(Section::words).map(str::to_lowercase).collect::<Vec<_>>().join("\n");
    let is_used = |item: &Vec<Span>| match item.first() {
        Some(Span::Strong(term)) => used.contains(&term.to_lowercase()),
        _ => true,
    };
    for section in written.paper.iter_mut().chain(&mut written.evidence).filter(|section| section.name == NAME) {
        for block in &mut section.blocks {
            if let Block::List(items) = block {
                items.retain(is_used);
            }
        }
    }
}

const NAME: &str = "glossary";
