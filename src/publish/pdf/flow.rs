//! Puts strips, the pieces that are never cut, one under another onto pages.

use std::collections::BTreeMap;

use super::strip::{Strip, height};
use super::style::{BODY_TOP, Paper};
use super::target::LinkTarget;

/// A strip at its place.
#[derive(Debug)]
pub(super) struct PlacedStrip<'a> {
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
pub(super) fn pages_of_entries(placed: &[PlacedStrip<'_>]) -> BTreeMap<usize, usize> {
    let entries = placed.iter().filter(|placed| !placed.repeated).flat_map(|placed| {
        placed.strip.anchors.iter().filter_map(|anchor| match anchor {
            LinkTarget::Entry(entry) => Some((*entry, placed.page)),
            LinkTarget::Line(_) | LinkTarget::Section(_) | LinkTarget::Note(_) => None,
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
pub(super) fn place<'a>(strips: &'a [Strip], sheets: &'a [Paper; 2]) -> Vec<PlacedStrip<'a>> {
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
    placer.close();
    placer.placed
}

/// Where the next strip goes.
#[derive(Debug, Clone)]
struct At<'a> {
    page: usize,
    y: f32,
    /// Whether nothing stands on the page yet.
    fresh: bool,
    /// The lines that will stand at the foot of the page.
    notes: Vec<&'a Strip>,
    /// The height that they need, in points.
    foot: f32,
}

impl At<'_> {
    fn top_of(page: usize) -> Self {
        Self { page, y: BODY_TOP, fresh: true, notes: Vec::new(), foot: 0.0 }
    }
}

struct Placer<'a> {
    sheets: &'a [Paper; 2],
    placed: Vec<PlacedStrip<'a>>,
    at: At<'a>,
    wide: bool,
    /// The factor on white between strips.
    squeeze: f32,
    /// A page that ends early, and by how much, in points.
    short: Option<(usize, f32)>,
}

impl<'a> Placer<'a> {
    fn new(capacity: usize, sheets: &'a [Paper; 2]) -> Self {
        let placed = Vec::with_capacity(capacity);
        Self { sheets, placed, at: At::top_of(0), wide: false, squeeze: 1.0, short: None }
    }

    fn sheet(&self) -> &'a Paper {
        &self.sheets[usize::from(self.wide)]
    }

    /// How much of the page is filled.
    fn filled(&self) -> f32 {
        (self.at.y - BODY_TOP) / self.sheet().body()
    }

    /// Places strips of one kind of page, of which only the first may begin a page; after those that end it nothing else stands on
    /// their last page.
    fn segment(&mut self, segment: &'a [Strip], wide: bool, ends: bool) {
        let asked =
            segment.first().is_some_and(|strip| strip.strict || strip.new_page && self.filled() >= NEARLY_EMPTY);
        if !self.at.fresh && (asked || wide != self.wide) {
            self.turn();
        }
        self.wide = wide;
        let start = (self.placed.len(), self.at.clone());
        let mut most = None;
        for squeeze in SQUEEZES {
            self.back_to(&start);
            self.squeeze = squeeze;
            self.runs(segment);
            let fewer = most.is_some_and(|most| self.at.page < most);
            // What should stand on one page is squeezed for that, too.
            let strict = segment.first().is_some_and(|strip| strip.strict);
            let full = self.filled() >= NEARLY_EMPTY && most.is_none() && !strict;
            if fewer || self.at.page == start.1.page || full {
                return;
            }
            most = most.or(Some(self.at.page));
        }
        let last = self.anew(segment, &start, None);
        let missing = (NEARLY_EMPTY - self.filled()) * self.sheet().body();
        let gives = |placer: &mut Self| placer.anew(segment, &start, Some((last - 1, missing))) > last;
        if ends && last > start.1.page && missing > 0.0 && gives(self) {
            self.anew(segment, &start, None);
        }
    }

    fn back_to(&mut self, (count, at): &(usize, At<'a>)) {
        self.placed.truncate(*count);
        self.at.clone_from(at);
    }

    /// Places a segment from where it starts, with white as it is asked for; gives its last page.
    fn anew(&mut self, segment: &'a [Strip], start: &(usize, At<'a>), short: Option<(usize, f32)>) -> usize {
        self.back_to(start);
        (self.squeeze, self.short) = (1.0, short);
        self.runs(segment);
        self.short = None;
        self.at.page
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

    /// Where the body of the page ends, above its footnotes.
    fn bottom(&self) -> f32 {
        let early = self.short.filter(|(page, _)| *page == self.at.page).map_or(0.0, |(_, by)| by);
        self.sheet().bottom - early - self.at.foot + if self.squeeze < 1.0 { LOWER } else { 0.0 }
    }

    /// The height that the footnotes of strips take at the foot of the page, in points.
    fn foot(&self, strips: &[Strip]) -> f32 {
        let mut notes = strips.iter().flat_map(|strip| &strip.notes).peekable();
        let rule = notes.peek().and_then(|first| first.repeat.as_ref()).filter(|_| self.at.notes.is_empty());
        rule.map_or(0.0, |rule| rule.height) + notes.map(|line| line.space + line.height).sum::<f32>()
    }

    /// Places a run of strips that should stay together.
    fn run(&mut self, run: &'a [Strip]) {
        let tall: f32 = run.iter().map(|strip| strip.space * self.squeeze + strip.height).sum();
        if !self.at.fresh && self.at.y + tall + self.foot(run) > self.bottom() {
            self.turn();
        }
        for strip in run {
            let space = if self.at.fresh { 0.0 } else { strip.space * self.squeeze };
            let foot = self.foot(std::slice::from_ref(strip));
            if !self.at.fresh && self.at.y + space + strip.height + foot > self.bottom() {
                self.turn();
            }
            self.one(strip);
        }
    }

    fn one(&mut self, strip: &'a Strip) {
        if self.at.fresh {
            if let Some(heading) = &strip.repeat {
                self.put(heading, true);
            }
        } else {
            self.at.y += strip.space * self.squeeze;
        }
        self.put(strip, false);
        self.at.foot += self.foot(std::slice::from_ref(strip));
        self.at.notes.extend(&strip.notes);
    }

    fn put(&mut self, strip: &'a Strip, repeated: bool) {
        self.placed.push(PlacedStrip { page: self.at.page, wide: self.wide, top: self.at.y, strip, repeated });
        self.at.y += strip.height;
        self.at.fresh = false;
    }

    /// Ends the page and begins the next one.
    fn turn(&mut self) {
        self.close();
        self.at = At::top_of(self.at.page + 1);
    }

    /// Places the footnotes of the page at its foot, under a rule.
    fn close(&mut self) {
        let notes = std::mem::take(&mut self.at.notes);
        self.at.y = self.at.y.max(self.sheet().bottom - self.at.foot);
        if let Some(rule) = notes.first().and_then(|first| first.repeat.as_ref()) {
            self.put(rule, true);
        }
        for line in notes {
            self.at.y += line.space;
            self.put(line, false);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;

    const SMALL: [Paper; 2] = [Paper { width: 100.0, height: 200.0, bottom: BODY_TOP + 100.0 }; 2];

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
    fn footnotes_stand_at_the_foot_of_the_page_that_refers_to_them() {
        let rule = Rc::new(strip(5.0, false));
        let note = Strip { repeat: Some(rule), ..strip(10.0, false) };
        let noted = |height: f32, notes: usize| Strip { notes: vec![note.clone(); notes], ..strip(height, false) };
        let strips = [noted(20.0, 1), noted(20.0, 2), noted(20.0, 0), noted(35.0, 1)];
        let placed = place(&strips, &SMALL);
        let tops: Vec<(usize, f32, bool)> =
            placed.iter().map(|placed| (placed.page, placed.top - BODY_TOP, placed.repeated)).collect();
        let first = [(0, 0.0, false), (0, 20.0, false), (0, 40.0, false)];
        // Three notes of 10 under a rule of 5 leave 65, and the fourth strip has a note of its own.
        let foot = [(0, 65.0, true), (0, 70.0, false), (0, 80.0, false), (0, 90.0, false)];
        assert_eq!(tops[..7], [&first[..], &foot].concat());
        assert_eq!(tops[7..], [(1, 0.0, false), (1, 85.0, true), (1, 90.0, false)]);
    }

    #[test]
    fn a_run_taller_than_a_page_is_parted() {
        let strips = [strip(60.0, true), strip(60.0, true), strip(60.0, false)];
        let placed = place(&strips, &SMALL);
        let pages: Vec<usize> = placed.iter().map(|placed| placed.page).collect();
        assert_eq!(pages, [0, 1, 2]);
    }
}
