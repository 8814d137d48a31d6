//! The structure of the document as a screen reader walks it, before it is written as PDF objects.

/// A node of the structure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct NodeId(pub(super) usize);

/// What a node is; the names are those of PDF 1.7, section 14.8.4.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    Document,
    Sect,
    Div,
    Heading(u8),
    P,
    L,
    /// A list whose items are numbered.
    Steps,
    LI,
    Lbl,
    LBody,
    Caption,
    Table,
    THead,
    TBody,
    TR,
    ColumnHeader,
    RowHeader,
    TD,
    Figure,
    Toc,
    TocItem,
    Reference,
    Link,
    Note,
}

impl Tag {
    /// The name in the file.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Document => "Document",
            Self::Sect => "Sect",
            Self::Div => "Div",
            Self::Heading(1) => "H1",
            Self::Heading(2) => "H2",
            Self::Heading(_) => "H3",
            Self::P => "P",
            Self::L | Self::Steps => "L",
            Self::LI => "LI",
            Self::Lbl => "Lbl",
            Self::LBody => "LBody",
            Self::Caption => "Caption",
            Self::Table => "Table",
            Self::THead => "THead",
            Self::TBody => "TBody",
            Self::TR => "TR",
            Self::ColumnHeader | Self::RowHeader => "TH",
            Self::TD => "TD",
            Self::Figure => "Figure",
            Self::Toc => "TOC",
            Self::TocItem => "TOCI",
            Self::Reference => "Reference",
            Self::Link => "Link",
            Self::Note => "Note",
        }
    }
}

/// What stands under a node, in reading order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kid {
    /// Another node.
    Node(NodeId),
    /// A run of marked content on a page.
    Content {
        /// The page, from 0.
        page: usize,
        /// Its number among the page's marked content.
        mcid: usize,
    },
    /// The annotation of a link, by its number.
    Annotation(usize),
}

/// One node.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) tag: Tag,
    pub(super) parent: Option<NodeId>,
    pub(super) kids: Vec<Kid>,
    /// The same in words, for a figure.
    pub(super) alternative: Option<String>,
    /// Left, bottom, right and top on the page, in points from its lower left corner; for a figure.
    pub(super) bounds: Option<[f32; 4]>,
}

/// All nodes; a parent comes before what stands under it.
#[derive(Debug, Default)]
pub(super) struct Tree {
    nodes: Vec<Node>,
    /// The nodes of each page's marked content, in the order of their numbers.
    pages: Vec<Vec<NodeId>>,
}

impl Tree {
    /// A new node under `parent`, after what is there.
    pub(super) fn add(&mut self, parent: Option<NodeId>, tag: Tag) -> NodeId {
        let id = NodeId(self.nodes.len());
        self.nodes.push(Node { tag, parent, kids: Vec::new(), alternative: None, bounds: None });
        if let Some(above) = parent.and_then(|parent| self.nodes.get_mut(parent.0)) {
            above.kids.push(Kid::Node(id));
        }
        id
    }

    /// A new figure with the words that stand for it.
    pub(super) fn add_figure(&mut self, parent: NodeId, alternative: &str) -> NodeId {
        let id = self.add(Some(parent), Tag::Figure);
        if let Some(node) = self.nodes.get_mut(id.0) {
            node.alternative = Some(alternative.to_owned());
        }
        id
    }

    /// Notes a run of content of the node on a page; gives its number there.
    pub(super) fn mark(&mut self, id: NodeId, page: usize) -> usize {
        if self.pages.len() <= page {
            self.pages.resize_with(page + 1, Vec::new);
        }
        let mcid = self.pages.get(page).map_or(0, Vec::len);
        if let Some(marked) = self.pages.get_mut(page) {
            marked.push(id);
        }
        if let Some(node) = self.nodes.get_mut(id.0) {
            node.kids.push(Kid::Content { page, mcid });
        }
        mcid
    }

    /// Notes the annotation of a link under its node.
    pub(super) fn annotate(&mut self, id: NodeId, number: usize) {
        if let Some(node) = self.nodes.get_mut(id.0) {
            node.kids.push(Kid::Annotation(number));
        }
    }

    /// Widens a figure's bounds on the page on which it begins; other nodes have none.
    pub(super) fn extend(&mut self, id: NodeId, on: usize, bounds: [f32; 4]) {
        let Some(node) = self.nodes.get_mut(id.0) else {
            return;
        };
        let first = node.kids.first();
        let begins = matches!(first, Some(Kid::Content { page, .. }) if *page == on);
        if node.tag != Tag::Figure || !begins {
            return;
        }
        let [left, bottom, right, top] = bounds;
        node.bounds = Some(match node.bounds {
            None => bounds,
            Some([l, b, r, t]) => [l.min(left), b.min(bottom), r.max(right), t.max(top)],
        });
    }

    /// The tag of a node.
    pub(super) fn tag(&self, id: NodeId) -> &'static str {
        self.nodes.get(id.0).map_or("P", |node| node.tag.name())
    }

    /// The nodes in the order in which they were added.
    pub(super) fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The nodes of a page's marked content, in the order of their numbers.
    pub(super) fn marked(&self, page: usize) -> &[NodeId] {
        self.pages.get(page).map_or(&[], Vec::as_slice)
    }
}
