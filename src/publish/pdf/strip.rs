//! Strips: the pieces of a page that are never cut, and what is drawn in them.

use std::rc::Rc;

use super::style::Rgb;
use super::target::LinkTarget;
use super::text::TextPiece;
use super::tree::NodeId;

/// Whose a mark is: content that is read out, or decoration that is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    /// Content of a node of the structure.
    Node(NodeId),
    /// Rules, grounds and repeated headings.
    Layout,
    /// The running header.
    Header,
    /// The running footer.
    Footer,
}

/// What is drawn.
#[derive(Debug, Clone)]
pub(super) enum Ink {
    /// Words on a baseline.
    Words {
        /// The words, all in one face.
        piece: TextPiece,
        /// Their size in points.
        size: f32,
    },
    /// A filled rectangle.
    Fill {
        /// Its width in points.
        width: f32,
        /// Its height in points.
        height: f32,
    },
    /// A straight line to another point.
    Stroke {
        /// How far to the right it goes, in points.
        along: f32,
        /// How far down it goes, in points.
        down: f32,
        /// Its thickness in points.
        thick: f32,
    },
    /// The logo of the house.
    Logo {
        /// Its width in points.
        width: f32,
        /// Its height in points.
        height: f32,
    },
}

/// One thing drawn at a place: `x` from the left margin, `y` down from the strip's top (for words to the baseline).
#[derive(Debug, Clone)]
pub(super) struct Mark {
    pub(super) owner: Owner,
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) colour: Rgb,
    pub(super) ink: Ink,
}

impl Mark {
    /// A filled rectangle that is decoration.
    pub(super) fn ground(x: f32, y: f32, width: f32, height: f32, colour: Rgb) -> Self {
        Self { owner: Owner::Layout, x, y, colour, ink: Ink::Fill { width, height } }
    }
}

/// The ground behind several strips that belong together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Panel {
    /// Strips with the same number share one ground on each page.
    pub(super) number: usize,
    pub(super) ground: Rgb,
    pub(super) bar: Rgb,
    pub(super) width: f32,
}

/// A piece of a page that is never cut: a line of words, a row of a table.
#[derive(Debug, Clone, Default)]
pub(super) struct Strip {
    /// White above it, in points; dropped at the top of a page.
    pub(super) space: f32,
    /// Its height in points.
    pub(super) height: f32,
    /// Whether it must stand on the same page as the next strip.
    pub(super) keep: bool,
    /// Whether it begins a page.
    pub(super) new_page: bool,
    /// Whether it does so even where the page before is nearly empty.
    pub(super) strict: bool,
    /// Whether it needs a page that lies on its side.
    pub(super) wide: bool,
    /// What is drawn, in reading order.
    pub(super) marks: Vec<Mark>,
    /// What is drawn above it, as decoration, if it comes first on a page.
    pub(super) repeat: Option<Rc<Strip>>,
    /// The ground that it shares with its neighbours.
    pub(super) panel: Option<Panel>,
    /// What leads here.
    pub(super) anchors: Vec<LinkTarget>,
    /// The lines of its footnotes, which stand at the foot of the page on which it stands.
    pub(super) notes: Vec<Strip>,
}

/// The height of a run with the white above each of its strips and with its footnotes, in points.
pub(super) fn height(run: &[Strip]) -> f32 {
    run.iter().map(|strip| strip.space + strip.height + height(&strip.notes)).sum()
}
