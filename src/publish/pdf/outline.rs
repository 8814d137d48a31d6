//! The outline (bookmarks): sections, and the second-level headings below them.

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::archive::label;

/// The entries in reading order.
#[derive(Debug, Default)]
pub(super) struct Outline {
    entries: Vec<OutlineEntry>,
}

#[derive(Debug)]
struct OutlineEntry {
    level: u8,
    title: String,
    /// The page, from 0, and the height above its foot in points; found when the pages are painted.
    place: Option<(usize, f32)>,
}

impl Outline {
    /// A new entry of level 1 or 2; gives its number.
    pub(super) fn add(&mut self, level: u8, title: &str) -> usize {
        self.entries.push(OutlineEntry { level, title: title.trim().to_owned(), place: None });
        self.entries.len() - 1
    }

    /// The entries in reading order: their numbers, levels and titles.
    pub(super) fn entries(&self) -> impl Iterator<Item = (usize, u8, &str)> {
        self.entries.iter().enumerate().map(|(number, entry)| (number, entry.level, entry.title.as_str()))
    }

    /// Notes where an entry leads: the page, from 0, and the height above its foot in points.
    pub(super) fn found(&mut self, number: usize, page: usize, height: f32) {
        if let Some(entry) = self.entries.get_mut(number) {
            entry.place = Some((page, height));
        }
    }

    /// Writes the outline and opens the document with it.
    ///
    /// # Errors
    ///
    /// When the document has no catalog.
    pub(super) fn write(&self, document: &mut Document, pages: &[ObjectId]) -> Result<(), lopdf::Error> {
        if self.entries.is_empty() {
            return Ok(());
        }
        let parents = self.parents();
        let children = |above: Option<usize>| -> Vec<usize> {
            let numbers = 0..parents.len();
            numbers.filter(|&n| parents.get(n) == Some(&above)).collect()
        };
        let root = document.new_object_id();
        let ids: Vec<ObjectId> = self.entries.iter().map(|_| document.new_object_id()).collect();
        for (number, entry) in self.entries.iter().enumerate() {
            let mut item = dictionary! { "Title" => label(&entry.title) };
            if let Some((page, height)) = entry.place
                && let Some(page) = pages.get(page)
            {
                let height = Object::Real(height.round());
                item.set("Dest", vec![(*page).into(), "XYZ".into(), Object::Null, height, Object::Null]);
            }
            let above = parents.get(number).copied().flatten();
            item.set("Parent", above.and_then(|above| ids.get(above)).copied().unwrap_or(root));
            let peers = children(above);
            let position = peers.iter().position(|&peer| peer == number).unwrap_or(0);
            let peer = |at: Option<usize>| at.and_then(|at| peers.get(at)).and_then(|&n| ids.get(n));
            link(&mut item, "Prev", peer(position.checked_sub(1)));
            link(&mut item, "Next", peer(Some(position + 1)));
            span(&mut item, &children(Some(number)), &ids, false);
            if let Some(&id) = ids.get(number) {
                document.set_object(id, item);
            }
        }
        let mut top = dictionary! { "Type" => "Outlines" };
        span(&mut top, &children(None), &ids, true);
        document.set_object(root, top);
        let catalog = document.catalog_mut()?;
        catalog.set("Outlines", root);
        catalog.set("PageMode", "UseOutlines");
        Ok(())
    }

    /// The entry above each: the nearest one before it with a lower level.
    fn parents(&self) -> Vec<Option<usize>> {
        let mut section = None;
        let mut parents = Vec::with_capacity(self.entries.len());
        for (number, entry) in self.entries.iter().enumerate() {
            parents.push(section.filter(|_| entry.level > 1));
            if entry.level <= 1 {
                section = Some(number);
            }
        }
        parents
    }
}

/// Notes the first and last of an item's children, and how many there are; a closed item counts them below zero.
fn span(item: &mut Dictionary, children: &[usize], ids: &[ObjectId], open: bool) {
    link(item, "First", children.first().and_then(|&n| ids.get(n)));
    link(item, "Last", children.last().and_then(|&n| ids.get(n)));
    if !children.is_empty() {
        let count = children.len() as i64;
        item.set("Count", if open { count } else { -count });
    }
}

fn link(item: &mut Dictionary, key: &str, id: Option<&ObjectId>) {
    if let Some(&id) = id {
        item.set(key, id);
    }
}
