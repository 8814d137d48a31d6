//! Draws placed strips as the operators of pages, all of them either tagged content or artifacts.

use std::collections::{BTreeMap, BTreeSet};

use printpdf::{
    Color, DictItem, Line as Stroke, LinePoint, Op, PaintMode, PdfFontHandle, Point, Pt, Rect, Rgb as Ink3, TextItem,
    TextMatrix, XObjectTransform,
};

use super::flow::PlacedStrip;
use super::fonts::Face;
use super::furniture::Furniture;
use super::links::{Link, Links};
use super::outline::Outline;
use super::picture;
use super::strip::{Ink, Mark, Owner, Panel};
use super::style::{MARGIN, Paper, Rgb, SHEETS, WIDTH};
use super::target::LinkTarget;
use super::text::TextPiece;
use super::tree::{NodeId, Tag, Tree};

/// The width of the bar at a panel's left edge, in points.
const PANEL_BAR: f32 = 3.5;

/// The operators of each page and the characters that they use.
#[derive(Debug, Default)]
pub(super) struct Painted {
    pub(super) pages: Vec<(Vec<Op>, &'static Paper)>,
    pub(super) characters: BTreeMap<Face, BTreeSet<char>>,
}

/// Draws every page: its furniture, the grounds of its panels, its strips in reading order.
pub(super) fn pages(
    placed: &[PlacedStrip<'_>],
    furniture: &Furniture<'_>,
    tree: &mut Tree,
    outline: &mut Outline,
    links: &mut Links,
) -> Painted {
    let mut painted = Painted::default();
    let count = placed.last().map_or(1, |last| last.page + 1);
    let mut rest = placed;
    for page in 0..count {
        let (here, after) = rest.split_at(rest.partition_point(|placed| placed.page <= page));
        rest = after;
        let sheet = &SHEETS[usize::from(here.first().is_some_and(|placed| placed.wide))];
        let mut brush = Brush::new((page, sheet), tree, links, &mut painted.characters);
        for mark in furniture.marks(page, count, sheet) {
            brush.mark(&mark, 0.0, false);
        }
        for mark in panels(here) {
            brush.mark(&mark, 0.0, false);
        }
        for placed in here {
            for mark in &placed.strip.marks {
                brush.mark(mark, placed.top, placed.repeated);
            }
            brush.bound(placed);
            for anchor in placed.strip.anchors.iter().filter(|_| !placed.repeated) {
                let height = sheet.height - placed.top + 12.0;
                brush.links.found(*anchor, page, height);
                if let LinkTarget::Entry(number) = anchor {
                    outline.found(*number, page, height);
                }
            }
        }
        painted.pages.push((brush.finish(), sheet));
    }
    painted
}

/// One ground for each run of strips that share a panel.
fn panels(placed: &[PlacedStrip<'_>]) -> Vec<Mark> {
    let mut spans: Vec<(Panel, f32, f32)> = Vec::new();
    for placed in placed {
        let Some(panel) = placed.strip.panel else {
            continue;
        };
        let foot = placed.top + placed.strip.height;
        match spans.last_mut() {
            Some((last, _, bottom)) if last.number == panel.number => *bottom = foot,
            _ => spans.push((panel, placed.top, foot)),
        }
    }
    let marks = |(panel, top, foot): (Panel, f32, f32)| {
        [
            Mark::ground(0.0, top, panel.width, foot - top, panel.ground),
            Mark::ground(0.0, top, PANEL_BAR, foot - top, panel.bar),
        ]
    };
    spans.into_iter().flat_map(marks).collect()
}

/// Writes the operators of one page and remembers what is set.
struct Brush<'a> {
    page: usize,
    sheet: &'static Paper,
    tree: &'a mut Tree,
    links: &'a mut Links,
    characters: &'a mut BTreeMap<Face, BTreeSet<char>>,
    ops: Vec<Op>,
    owner: Option<Owner>,
    /// The node of the last content that is no artifact.
    content: Option<NodeId>,
    colour: Option<Rgb>,
    stroke: Option<(Rgb, f32)>,
    font: Option<(Face, f32)>,
    in_text: bool,
}

impl<'a> Brush<'a> {
    fn new(
        (page, sheet): (usize, &'static Paper),
        tree: &'a mut Tree,
        links: &'a mut Links,
        characters: &'a mut BTreeMap<Face, BTreeSet<char>>,
    ) -> Self {
        Self {
            page,
            sheet,
            tree,
            links,
            characters,
            ops: Vec::new(),
            owner: None,
            content: None,
            colour: None,
            stroke: None,
            font: None,
            in_text: false,
        }
    }

    /// Draws a mark of a strip whose top is `top` points from the page's top edge.
    fn mark(&mut self, mark: &Mark, top: f32, repeated: bool) {
        let owner = if repeated { Owner::Layout } else { mark.owner };
        let x = MARGIN + mark.x;
        let y = self.sheet.height - top - mark.y;
        if let (Owner::Node(node), Ink::Words { piece, size }) = (owner, &mark.ink)
            && let Some(target) = piece.link.filter(|target| self.links.lead_to(*target))
        {
            return self.link(node, target, (piece, *size), mark.colour, (x, y));
        }
        self.own(owner);
        match &mark.ink {
            Ink::Words { piece, size } => {
                self.text();
                self.fill(mark.colour);
                self.words(piece, *size, x, y);
            }
            Ink::Fill { width, height } => {
                self.end_text();
                self.fill(mark.colour);
                let mut rectangle = Rect::from_xywh(pt(x), pt(y - height), pt(*width), pt(*height));
                rectangle.mode = Some(PaintMode::Fill);
                self.ops.push(Op::DrawRectangle { rectangle });
            }
            Ink::Stroke { along, down, thick } => {
                self.end_text();
                self.stroke(mark.colour, *thick);
                let point = |x: f32, y: f32| LinePoint { p: Point { x: pt(x), y: pt(y) }, bezier: false };
                let points = vec![point(x, y), point(x + along, y - down)];
                self.ops.push(Op::DrawLine { line: Stroke { points, is_closed: false } });
            }
            Ink::Logo { width, height } => {
                self.end_text();
                self.logo([x, y - height, x + width, y].map(rounded));
            }
        }
    }

    /// Draws words as a link under the node that they belong to.
    fn link(
        &mut self,
        node: NodeId,
        target: LinkTarget,
        (piece, size): (&TextPiece, f32),
        colour: Rgb,
        (x, y): (f32, f32),
    ) {
        let area = [x, y - size * 0.25, x + piece.width, y + size * 0.8].map(rounded);
        // Words that go on in the next line are the same link, though a line was drawn under the first ones.
        let last = self.links.last_on(self.page, node, target);
        if let Some(link) = last.filter(|link| self.content == Some(*link)) {
            self.links.widen(area);
            self.own(Owner::Node(link));
            self.text();
            self.fill(colour);
            return self.words(piece, size, x, y);
        }
        let above = match target {
            LinkTarget::Note(_) => self.tree.add(Some(node), Tag::Reference),
            LinkTarget::Line(_) | LinkTarget::Entry(_) | LinkTarget::Section(_) => node,
        };
        let link = self.tree.add(Some(above), Tag::Link);
        self.own(Owner::Node(link));
        self.text();
        self.fill(colour);
        self.words(piece, size, x, y);
        let words = match target {
            LinkTarget::Line(_) => format!("{}: where it comes from", piece.text.trim()),
            LinkTarget::Note(number) => format!("Footnote {}", number + 1),
            LinkTarget::Entry(_) | LinkTarget::Section(_) => piece.text.trim().to_owned(),
        };
        let number = self.links.add(Link { node: link, parent: node, page: self.page, area, target, words });
        self.tree.annotate(link, number);
    }

    /// Draws the logo between its left, bottom, right and top, in points from the page's lower left corner.
    fn logo(&mut self, bounds: [f32; 4]) {
        let [left, bottom, right, top] = bounds;
        let transform = XObjectTransform {
            translate_x: Some(Pt(left)),
            translate_y: Some(Pt(bottom)),
            scale_x: Some(right - left),
            scale_y: Some(top - bottom),
            no_auto_scale: true,
            ..XObjectTransform::default()
        };
        self.ops.push(Op::UseXobject { id: picture::id(), transform });
        if let Some(Owner::Node(node)) = self.owner {
            self.tree.extend(node, self.page, bounds);
        }
    }

    fn text(&mut self) {
        if !self.in_text {
            self.ops.push(Op::StartTextSection);
            self.in_text = true;
        }
    }

    /// Widens the bounds of the chart that owns a strip's marks.
    fn bound(&mut self, placed: &PlacedStrip<'_>) {
        let first = placed.strip.marks.first().filter(|mark| !matches!(mark.ink, Ink::Logo { .. }));
        if let Some(Owner::Node(node)) = first.map(|mark| mark.owner) {
            let top = self.sheet.height - placed.top;
            let bounds = [MARGIN, top - placed.strip.height, MARGIN + WIDTH, top];
            self.tree.extend(node, self.page, bounds.map(rounded));
        }
    }

    /// Begins content of another owner, if it is another.
    fn own(&mut self, owner: Owner) {
        if self.owner == Some(owner) {
            return;
        }
        self.disown();
        let (tag, properties) = match owner {
            Owner::Node(node) => {
                self.content = Some(node);
                let mcid = self.tree.mark(node, self.page) as i64;
                let map = BTreeMap::from([("MCID".to_owned(), DictItem::Int(mcid))]);
                (self.tree.tag(node), map)
            }
            Owner::Layout => ("Artifact", artifact("Layout", None)),
            Owner::Header => ("Artifact", artifact("Pagination", Some("Header"))),
            Owner::Footer => ("Artifact", artifact("Pagination", Some("Footer"))),
        };
        self.ops.push(Op::BeginMarkedContentWithProperties {
            tag: tag.to_owned(),
            properties: DictItem::Dict { map: properties },
        });
        self.owner = Some(owner);
    }

    fn disown(&mut self) {
        self.end_text();
        if self.owner.take().is_some() {
            self.ops.push(Op::EndMarkedContentWithProperties);
        }
    }

    fn end_text(&mut self) {
        if std::mem::take(&mut self.in_text) {
            self.ops.push(Op::EndTextSection);
        }
    }

    fn fill(&mut self, colour: Rgb) {
        if self.colour != Some(colour) {
            self.ops.push(Op::SetFillColor { col: ink(colour) });
            self.colour = Some(colour);
        }
    }

    fn stroke(&mut self, colour: Rgb, thick: f32) {
        if self.stroke != Some((colour, thick)) {
            self.ops.push(Op::SetOutlineColor { col: ink(colour) });
            self.ops.push(Op::SetOutlineThickness { pt: pt(thick) });
            self.stroke = Some((colour, thick));
        }
    }

    fn words(&mut self, piece: &TextPiece, size: f32, x: f32, y: f32) {
        if self.font != Some((piece.face, size)) {
            self.ops.push(Op::SetFont { font: PdfFontHandle::External(piece.face.resource()), size: Pt(size) });
            self.font = Some((piece.face, size));
        }
        let matrix = TextMatrix::Translate(pt(x), pt(y));
        self.ops.push(Op::SetTextMatrix { matrix });
        self.ops.push(Op::ShowText { items: vec![TextItem::Text(piece.text.clone())] });
        let used = self.characters.entry(piece.face).or_default();
        used.extend(piece.text.chars());
    }

    fn finish(mut self) -> Vec<Op> {
        self.disown();
        self.ops
    }
}

fn ink(colour: Rgb) -> Color {
    let [r, g, b] = colour.map(|part| (f32::from(part) / 255.0 * 1000.0).round() / 1000.0);
    Color::Rgb(Ink3 { r, g, b, icc_profile: None })
}

fn artifact(kind: &str, part: Option<&str>) -> BTreeMap<String, DictItem> {
    let name = |text: &str| DictItem::Name(text.as_bytes().to_vec());
    let mut map = BTreeMap::from([("Type".to_owned(), name(kind))]);
    if let Some(part) = part {
        map.insert("Subtype".to_owned(), name(part));
    }
    map
}

/// Hundredths of a point are finer than any printer, and short to write.
fn rounded(value: f32) -> f32 {
    (value * 100.0).round() / 100.0
}

fn pt(value: f32) -> Pt {
    Pt(rounded(value))
}
