//! Links inside the document: what leads where, and the annotations that readers click.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Document, Object, ObjectId, dictionary};

use super::archive::label;
use super::strip::Strip;
use super::target::LinkTarget;
use super::tree::NodeId;
use crate::present::pack::{EVIDENCE, FigureRef, line_name};

/// What opens the evidence at a line.
fn elsewhere(number: usize) -> Object {
    let file = dictionary! { "Type" => "Filespec", "F" => Object::string_literal(EVIDENCE), "UF" => label(EVIDENCE) };
    let name = Object::string_literal(line_name(number));
    dictionary! { "S" => "GoToR", "F" => file, "D" => name }.into()
}

/// A link on a page.
#[derive(Debug)]
pub(super) struct Link {
    /// Its node in the structure.
    pub(super) node: NodeId,
    /// The node that its words belong to.
    pub(super) parent: NodeId,
    /// The page, from 0.
    pub(super) page: usize,
    /// Left, bottom, right and top on the page, in points from its lower left corner.
    pub(super) area: [f32; 4],
    pub(super) target: LinkTarget,
    /// What it says, for those who do not see it.
    pub(super) words: String,
}

/// The links of a document and the places to which they lead.
#[derive(Debug, Default)]
pub(super) struct Links {
    /// What can be led to; other links are plain words.
    known: BTreeSet<LinkTarget>,
    /// The number of each figure's line, in this document or in the evidence.
    lines: BTreeMap<FigureRef, usize>,
    links: Vec<Link>,
    /// The page, from 0, and the height above its foot in points.
    places: BTreeMap<LinkTarget, (usize, f32)>,
}

impl Links {
    /// Links to what the strips have, and to lines of figures wherever they stand.
    pub(super) fn to(strips: &[Strip], lines: &BTreeMap<FigureRef, usize>) -> Self {
        let all = strips.iter().flat_map(|strip| std::iter::once(strip).chain(&strip.notes));
        let known = all.flat_map(|strip| strip.anchors.iter().copied()).collect();
        Self { known, lines: lines.clone(), ..Self::default() }
    }

    /// Whether a target stands in the document, or in the evidence.
    pub(super) fn lead_to(&self, target: LinkTarget) -> bool {
        self.known.contains(&target) || self.line(target).is_some()
    }

    /// The number of the line that is the target.
    fn line(&self, target: LinkTarget) -> Option<usize> {
        match target {
            LinkTarget::Line(figure) => self.lines.get(&figure).copied(),
            LinkTarget::Entry(_) | LinkTarget::Section(_) | LinkTarget::Note(_) => None,
        }
    }

    /// Notes where a target stands.
    pub(super) fn found(&mut self, target: LinkTarget, page: usize, height: f32) {
        self.places.entry(target).or_insert((page, height));
    }

    /// The node of the link that was added last, if it is on that page, of words of that node, and leads to that target.
    pub(super) fn last_on(&self, page: usize, parent: NodeId, target: LinkTarget) -> Option<NodeId> {
        let same = |link: &&Link| link.page == page && link.parent == parent && link.target == target;
        self.links.last().filter(same).map(|link| link.node)
    }

    /// Widens the link that was added last by another area.
    pub(super) fn widen(&mut self, [left, bottom, right, top]: [f32; 4]) {
        if let Some(link) = self.links.last_mut() {
            let [l, b, r, t] = link.area;
            link.area = [l.min(left), b.min(bottom), r.max(right), t.max(top)];
        }
    }

    /// Adds a link; gives its number.
    pub(super) fn add(&mut self, link: Link) -> usize {
        self.links.push(link);
        self.links.len() - 1
    }

    /// Writes the annotations of all pages; gives their objects in the order of their numbers.
    ///
    /// # Errors
    ///
    /// When a page is none.
    pub(super) fn write(&self, document: &mut Document, pages: &[ObjectId]) -> Result<Vec<ObjectId>, lopdf::Error> {
        let mut places: BTreeMap<LinkTarget, ObjectId> = BTreeMap::new();
        for (target, (page, height)) in &self.places {
            if let Some(&page) = pages.get(*page) {
                let height = Object::Real(height.round());
                let place: Vec<Object> = vec![page.into(), "XYZ".into(), Object::Null, height, Object::Null];
                places.insert(*target, document.add_object(place));
            }
        }
        let mut annotations = Vec::with_capacity(self.links.len());
        let mut on_page: BTreeMap<usize, Vec<Object>> = BTreeMap::new();
        for (number, link) in self.links.iter().enumerate() {
            let area: Vec<Object> = link.area.iter().map(|&edge| Object::Real(edge)).collect();
            let mut annotation = dictionary! {
                "Type" => "Annot",
                "Subtype" => "Link",
                "Rect" => area,
                "Border" => vec![0.into(), 0.into(), 0.into()],
                "F" => 4,
                "Contents" => label(&link.words),
                "StructParent" => (pages.len() + number) as i64,
            };
            if let Some(&place) = places.get(&link.target) {
                annotation.set("Dest", place);
            } else if let Some(number) = self.line(link.target) {
                annotation.set("A", elsewhere(number));
            }
            let id = document.add_object(annotation);
            annotations.push(id);
            on_page.entry(link.page).or_default().push(id.into());
        }
        self.name_lines(document, &places)?;
        for (page, links) in on_page {
            if let Some(&page) = pages.get(page) {
                document.get_dictionary_mut(page)?.set("Annots", links);
            }
        }
        Ok(annotations)
    }

    /// Gives the lines of figures in this document names, by which the paper leads to them.
    fn name_lines(&self, document: &mut Document, places: &BTreeMap<LinkTarget, ObjectId>) -> Result<(), lopdf::Error> {
        let lines = self
            .lines
            .iter()
            .filter_map(|(figure, number)| Some((line_name(*number), *places.get(&LinkTarget::Line(*figure))?)));
        let lines: BTreeMap<String, ObjectId> = lines.collect();
        if lines.is_empty() {
            return Ok(());
        }
        let named = |(name, place): (String, ObjectId)| [Object::string_literal(name), place.into()];
        let names: Vec<Object> = lines.into_iter().flat_map(named).collect();
        let destinations = document.add_object(dictionary! { "Names" => names });
        document.catalog_mut()?.set("Names", dictionary! { "Dests" => destinations });
        Ok(())
    }

    /// The nodes of the links, in the order of their numbers.
    pub(super) fn nodes(&self) -> impl Iterator<Item = NodeId> {
        self.links.iter().map(|link| link.node)
    }

    /// The page of a link.
    pub(super) fn page(&self, number: usize) -> Option<usize> {
        self.links.get(number).map(|link| link.page)
    }
}
