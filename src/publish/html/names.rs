//! The names of a page's elements, and what they stand under.

use std::collections::BTreeSet;

use super::lines::FigureRows;
use crate::model::words::slug;

/// Which names are taken, and where figures lead.
pub(super) struct ElementNames {
    pub(super) lines: FigureRows,
    ids: BTreeSet<String>,
    /// The name of the last heading.
    under: String,
}

impl ElementNames {
    /// No name is taken but `main`, the page's own.
    pub(super) fn new(lines: FigureRows) -> Self {
        Self { lines, ids: BTreeSet::from(["main".to_owned()]), under: String::new() }
    }

    /// What follows stands under the heading with a name.
    pub(super) fn stand_under(&mut self, heading: &str) {
        heading.clone_into(&mut self.under);
    }

    /// A name that no other element of the page has.
    pub(super) fn id(&mut self, prefix: &str, text: &str) -> String {
        let base = format!("{prefix}-{}", slug(text));
        let mut id = base.clone();
        let mut number = 2;
        while !self.ids.insert(id.clone()) {
            id = format!("{base}-{number}");
            number += 1;
        }
        id
    }

    /// What names a part of the page: the heading that it stands under, and its own caption. Many tables have the same caption.
    pub(super) fn label(&self, caption: &str) -> String {
        if self.under.is_empty() { caption.to_owned() } else { format!("{} {caption}", self.under) }
    }
}
