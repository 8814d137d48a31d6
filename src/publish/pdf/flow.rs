//! Puts strips, the pieces that are never cut, one under another onto pages.

use std::rc::Rc;

use super::style::Rgb;
use super::text::Piece;
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
        piece: Piece,
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
    /// What is drawn, in reading order.
    pub(super) marks: Vec<Mark>,
    /// What is drawn above it, as decoration, if it comes first on a page.
    pub(super) repeat: Option<Rc<Strip>>,
    /// The ground that it shares with its neighbours.
    pub(super) panel: Option<Panel>,
    /// The entry of the outline that leads here.
    pub(super) anchor: Option<usize>,
}

/// A strip at its place.
#[derive(Debug)]
pub(super) struct Placed<'a> {
    /// The page, from 0.
    pub(super) page: usize,
    /// Its top, in points from the page's top edge.
    pub(super) top: f32,
    pub(super) strip: &'a Strip,
    /// Whether it is a heading repeated from an earlier page.
    pub(super) repeated: bool,
}

/// Places the strips between `top` and `bottom`, in points from the page's top edge.
///
/// Strips that keep with the next one move to the next page together; only a run that is taller than a page is parted.
pub(super) fn place(strips: &[Strip], top: f32, bottom: f32) -> Vec<Placed<'_>> {
    let mut placer = Placer { placed: Vec::with_capacity(strips.len()), page: 0, y: top, fresh: true, top, bottom };
    let mut rest = strips;
    while !rest.is_empty() {
        let chain = rest.iter().take_while(|strip| strip.keep).count() + 1;
        let (run, after) = rest.split_at(chain.min(rest.len()));
        placer.run(run);
        rest = after;
    }
    placer.placed
}

struct Placer<'a> {
    placed: Vec<Placed<'a>>,
    page: usize,
    y: f32,
    /// Whether nothing stands on the page yet.
    fresh: bool,
    top: f32,
    bottom: f32,
}

impl<'a> Placer<'a> {
    /// Places a run of strips that should stay together.
    fn run(&mut self, run: &'a [Strip]) {
        let asked = run.first().is_some_and(|strip| strip.new_page);
        if !self.fresh && (asked || self.y + height(run) > self.bottom) {
            self.turn();
        }
        for strip in run {
            let space = if self.fresh { 0.0 } else { strip.space };
            if !self.fresh && self.y + space + strip.height > self.bottom {
                self.turn();
            }
            self.one(strip);
        }
    }

    fn one(&mut self, strip: &'a Strip) {
        if self.fresh {
            if let Some(heading) = &strip.repeat {
                self.put(heading, true);
            }
        } else {
            self.y += strip.space;
        }
        self.put(strip, false);
    }

    fn put(&mut self, strip: &'a Strip, repeated: bool) {
        self.placed.push(Placed { page: self.page, top: self.y, strip, repeated });
        self.y += strip.height;
        self.fresh = false;
    }

    fn turn(&mut self) {
        self.page += 1;
        self.y = self.top;
        self.fresh = true;
    }
}

/// The height of a run with the white above each of its strips, in points.
pub(super) fn height(run: &[Strip]) -> f32 {
    run.iter().map(|strip| strip.space + strip.height).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strip(height: f32, keep: bool) -> Strip {
        Strip { height, keep, ..Strip::default() }
    }

    #[test]
    fn a_heading_moves_with_what_follows_it() {
        let strips = [strip(70.0, false), strip(20.0, true), strip(20.0, false)];
        let placed = place(&strips, 0.0, 100.0);
        let pages: Vec<usize> = placed.iter().map(|placed| placed.page).collect();
        assert_eq!(pages, [0, 1, 1]);
    }

    #[test]
    fn strips_are_never_cut_and_headings_come_again() {
        let heading = Rc::new(strip(10.0, true));
        let row = Strip { repeat: Some(heading), ..strip(40.0, false) };
        let strips = vec![row; 5];
        let placed = place(&strips, 0.0, 100.0);
        assert!(placed.iter().all(|placed| placed.top + placed.strip.height <= 100.0));
        assert_eq!(placed.iter().filter(|placed| placed.repeated).count(), 3);
    }

    #[test]
    fn a_run_taller_than_a_page_is_parted() {
        let strips = [strip(60.0, true), strip(60.0, true), strip(60.0, false)];
        let placed = place(&strips, 0.0, 100.0);
        let pages: Vec<usize> = placed.iter().map(|placed| placed.page).collect();
        assert_eq!(pages, [0, 1, 2]);
    }
}
