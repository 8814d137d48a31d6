//! Puts strips, the pieces that are never cut, one under another onto pages.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::links::Target;
use super::style::{BODY_TOP, Rgb, Sheet};
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
    pub(super) anchors: Vec<Target>,
}

/// A strip at its place.
#[derive(Debug)]
pub(super) struct Placed<'a> {
    /// The page, from 0.
    pub(super) page: usize,
    /// Whether that page lies on its side.
    pub(super) wide: bool,
    /// Its top, in points from the page's top edge.
    pub(super) top: f32,
    pub(super) strip: &'a Strip,
    /// Whether it is a heading repeated from an earlier page.
    pub(super) repeated: bool,
}

/// The page, from 0, of each entry of the outline.
pub(super) fn pages_of_entries(placed: &[Placed<'_>]) -> BTreeMap<usize, usize> {
    let entries = placed.iter().filter(|placed| !placed.repeated).flat_map(|placed| {
        placed.strip.anchors.iter().filter_map(|anchor| match anchor {
            Target::Entry(entry) => Some((*entry, placed.page)),
            Target::Line(_) => None,
        })
    });
    entries.collect()
}

/// A page that is filled less than this, as a part of its body, is nearly empty.
const NEARLY_EMPTY: f32 = 0.3;
/// How far white may be squeezed to save a page that would be nearly empty.
const SQUEEZES: [f32; 5] = [1.0, 0.85, 0.7, 0.55, 0.4];
/// How much lower the body may end for the same, in points.
const LOWER: f32 = 14.0;

/// Places the strips on upright pages, and those that are wide on pages on their sides.
///
/// Strips that keep with the next one move to the next page together; only a run that is taller than a page is parted. White
/// is squeezed where that saves a page that would be nearly empty; where it does not, what follows begins on that page or, where
/// nothing can, the page before gives some of what it has.
pub(super) fn place<'a>(strips: &'a [Strip], sheets: &'a [Sheet; 2]) -> Vec<Placed<'a>> {
    let mut placer = Placer::new(strips.len(), sheets);
    let mut rest = strips;
    let mut before = false;
    while let Some(first) = rest.first() {
        let wide = first.wide;
        let same = |strip: &&Strip| strip.wide == wide && !strip.new_page;
        let count = 1 + rest.iter().skip(1).take_while(same).count();
        let (segment, after) = rest.split_at(count);
        // A few words before a wide table go with it, so that they need no page of their own.
        let few = !wide && after.first().is_some_and(|next| next.wide && !next.new_page) && first.new_page;
        let turned = wide || before || few && height(segment) < sheets[1].body() * 0.4;
        before = turned && !wide;
        let ends = after.first().is_none_or(|next| next.wide != wide || next.strict);
        placer.segment(segment, turned, ends);
        rest = after;
    }
    placer.placed
}

struct Placer<'a> {
    sheets: &'a [Sheet; 2],
    placed: Vec<Placed<'a>>,
    page: usize,
    wide: bool,
    y: f32,
    /// Whether nothing stands on the page yet.
    fresh: bool,
    /// The factor on white between strips.
    squeeze: f32,
    /// A page that ends early, and by how much, in points.
    short: Option<(usize, f32)>,
}

impl<'a> Placer<'a> {
    fn new(capacity: usize, sheets: &'a [Sheet; 2]) -> Self {
        let placed = Vec::with_capacity(capacity);
        Self { sheets, placed, page: 0, wide: false, y: BODY_TOP, fresh: true, squeeze: 1.0, short: None }
    }

    fn sheet(&self) -> &'a Sheet {
        &self.sheets[usize::from(self.wide)]
    }

    /// How much of the page is filled.
    fn filled(&self) -> f32 {
        (self.y - BODY_TOP) / self.sheet().body()
    }

    /// Places strips of one kind of page, of which only the first may begin a page; after those that end it nothing else stands on
    /// their last page.
    fn segment(&mut self, segment: &'a [Strip], wide: bool, ends: bool) {
        let asked =
            segment.first().is_some_and(|strip| strip.strict || strip.new_page && self.filled() >= NEARLY_EMPTY);
        if !self.fresh && (asked || wide != self.wide) {
            self.turn();
        }
        self.wide = wide;
        let start = (self.placed.len(), self.page, self.y, self.fresh);
        let mut most = None;
        for squeeze in SQUEEZES {
            self.placed.truncate(start.0);
            (_, self.page, self.y, self.fresh) = start;
            self.squeeze = squeeze;
            self.runs(segment);
            let fewer = most.is_some_and(|most| self.page < most);
            if fewer || self.page == start.1 || self.filled() >= NEARLY_EMPTY && most.is_none() {
                return;
            }
            most = most.or(Some(self.page));
        }
        let last = self.anew(segment, start, None);
        let missing = (NEARLY_EMPTY - self.filled()) * self.sheet().body();
        if ends && last > start.1 && missing > 0.0 && self.anew(segment, start, Some((last - 1, missing))) > last {
            self.anew(segment, start, None);
        }
    }

    /// Places a segment from where it starts, with white as it is asked for; gives its last page.
    fn anew(&mut self, segment: &'a [Strip], start: (usize, usize, f32, bool), short: Option<(usize, f32)>) -> usize {
        self.placed.truncate(start.0);
        (_, self.page, self.y, self.fresh) = start;
        (self.squeeze, self.short) = (1.0, short);
        self.runs(segment);
        self.short = None;
        self.page
    }

    fn runs(&mut self, segment: &'a [Strip]) {
        let mut rest = segment;
        while !rest.is_empty() {
            let chain = rest.iter().take_while(|strip| strip.keep).count() + 1;
            let (run, after) = rest.split_at(chain.min(rest.len()));
            self.run(run);
            rest = after;
        }
    }

    fn bottom(&self) -> f32 {
        let early = self.short.filter(|(page, _)| *page == self.page).map_or(0.0, |(_, by)| by);
        self.sheet().bottom - early + if self.squeeze < 1.0 { LOWER } else { 0.0 }
    }

    /// Places a run of strips that should stay together.
    fn run(&mut self, run: &'a [Strip]) {
        let tall: f32 = run.iter().map(|strip| strip.space * self.squeeze + strip.height).sum();
        if !self.fresh && self.y + tall > self.bottom() {
            self.turn();
        }
        for strip in run {
            let space = if self.fresh { 0.0 } else { strip.space * self.squeeze };
            if !self.fresh && self.y + space + strip.height > self.bottom() {
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
            self.y += strip.space * self.squeeze;
        }
        self.put(strip, false);
    }

    fn put(&mut self, strip: &'a Strip, repeated: bool) {
        self.placed.push(Placed { page: self.page, wide: self.wide, top: self.y, strip, repeated });
        self.y += strip.height;
        self.fresh = false;
    }

    fn turn(&mut self) {
        self.page += 1;
        self.y = BODY_TOP;
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

    const SMALL: [Sheet; 2] = [Sheet { width: 100.0, height: 200.0, bottom: BODY_TOP + 100.0 }; 2];

    fn strip(height: f32, keep: bool) -> Strip {
        Strip { height, keep, ..Strip::default() }
    }

    #[test]
    fn the_page_before_gives_some_of_what_it_has_to_a_last_one_that_would_be_nearly_empty() {
        let strips: Vec<Strip> = (0..12).map(|_| strip(10.0, false)).collect();
        let on_last = |strips: &[Strip]| place(strips, &SMALL).iter().filter(|placed| placed.page == 1).count();
        assert_eq!(on_last(&strips), 3);
        let followed: Vec<Strip> = strips.into_iter().chain([Strip { new_page: true, ..strip(50.0, false) }]).collect();
        assert_eq!(on_last(&followed), 3, "what follows begins there, and two stand above it");
    }

    #[test]
    fn a_heading_moves_with_what_follows_it() {
        let strips = [strip(70.0, false), strip(20.0, true), strip(20.0, false)];
        let placed = place(&strips, &SMALL);
        let pages: Vec<usize> = placed.iter().map(|placed| placed.page).collect();
        assert_eq!(pages, [0, 1, 1]);
    }

    #[test]
    fn strips_are_never_cut_and_headings_come_again() {
        let heading = Rc::new(strip(10.0, true));
        let row = Strip { repeat: Some(heading), ..strip(40.0, false) };
        let strips = vec![row; 5];
        let placed = place(&strips, &SMALL);
        assert!(placed.iter().all(|placed| placed.top + placed.strip.height <= BODY_TOP + 100.0 + LOWER));
        assert_eq!(placed.iter().filter(|placed| placed.repeated).count(), 3);
    }

    #[test]
    fn a_run_taller_than_a_page_is_parted() {
        let strips = [strip(60.0, true), strip(60.0, true), strip(60.0, false)];
        let placed = place(&strips, &SMALL);
        let pages: Vec<usize> = placed.iter().map(|placed| placed.page).collect();
        assert_eq!(pages, [0, 1, 2]);
    }
}
