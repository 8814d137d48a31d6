//! What stands beside a unit in a text: words of figures, brackets, roundings.

use std::ops::Range;

use super::Reading;
use super::atoms::Atom;

/// What stands before a run.
#[derive(Debug, Default)]
pub struct Before {
    /// A word of figures, with nothing but words between.
    pub figures: bool,
    /// `in`.
    pub is_in: bool,
    /// An opening bracket.
    pub opened: bool,
    /// A comma, dash or colon.
    pub divided: bool,
    /// `nearest`: amounts are rounded to it, and not in it.
    pub nearest: bool,
    /// `rounded to`, which may be either.
    pub rounded_to: bool,
}

/// What stands behind a run.
#[derive(Debug, Default)]
pub struct After {
    /// The end of the text.
    pub end: bool,
    /// That, or a sign or word that ends what is said.
    pub ends: bool,
    /// A closing bracket.
    pub closed: bool,
    /// A word of figures.
    pub figures: bool,
    /// `of`, and no pounds.
    pub of_others: bool,
}

impl Reading {
    pub fn is_mention(&self, start: usize) -> bool {
        self.mention.is_some_and(|mention| mention < start)
    }

    /// Whether a run is denied in its part of the text: `not in thousands`.
    pub fn is_denied(&self, start: usize) -> bool {
        let divides = |atom: Atom| matches!(atom, Atom::Open | Atom::Close | Atom::Divide | Atom::Stop);
        let before = self.atoms.iter().take(start).rev().map(|(atom, _)| *atom);
        before.take_while(|atom| !divides(*atom)).any(|atom| atom == Atom::Not)
    }

    /// What stands before a run.
    pub fn before(&self, start: usize) -> Before {
        let mut before = Before::default();
        let mut next = true;
        for (atom, _) in self.atoms.iter().take(start).rev() {
            match atom {
                Atom::Open => before.opened |= next || before.is_in,
                Atom::Divide => before.divided |= next,
                Atom::Between(is_in) => before.is_in |= *is_in && next,
                Atom::Extent => before.figures = true,
                Atom::Nearest => before.nearest = true,
                Atom::RoundedTo => before.rounded_to = true,
                Atom::Join | Atom::Or | Atom::Label | Atom::Close | Atom::Of => {}
                _ => break,
            }
            next &= *atom == Atom::Join;
            if before.figures || before.nearest || before.rounded_to {
                break;
            }
        }
        before
    }

    /// What stands behind a run.
    pub fn after(&self, end: usize) -> After {
        let mut after = After::default();
        for place in end..=self.atoms.len() {
            let next = place == end;
            match self.atom(place) {
                None => (after.end, after.ends) = (true, true),
                Some(Atom::Close) => (after.closed, after.ends) = (true, true),
                Some(Atom::Join | Atom::Between(_)) => continue,
                Some(Atom::Behind | Atom::Divide | Atom::Number) => {
                    after.ends = true;
                    after.closed = self.closes(place);
                }
                Some(Atom::Open | Atom::Stop | Atom::RoundedTo | Atom::Not) => after.ends = true,
                Some(Atom::Extent) => after.figures = true,
                Some(Atom::Of) => after.of_others = next,
                _ => {}
            }
            break;
        }
        let figures =
            self.within(end..self.atoms.len()).find(|atom| !matches!(atom, Atom::Close | Atom::Open | Atom::Divide));
        after.figures |= figures == Some(Atom::Extent);
        after
    }

    /// Whether nothing but words that qualify a unit stands between a place and the end of its brackets.
    fn closes(&self, place: usize) -> bool {
        let mut rest = self.within(place..self.atoms.len());
        rest.find(|atom| !matches!(atom, Atom::Behind | Atom::Divide | Atom::Number | Atom::Between(_) | Atom::Join))
            == Some(Atom::Close)
    }

    /// A run with the brackets around it and the words between figures and unit.
    pub fn around(&self, run: Range<usize>) -> Range<usize> {
        let Range { mut start, mut end } = run;
        let is_said = |place: &usize| matches!(self.atom(*place), Some(Atom::Between(_) | Atom::Join | Atom::Extent));
        let clause = (0..start).rev().take_while(is_said).last();
        // A clause of its own goes as a whole: `2024-25 M6 - all figures in £k`.
        if let Some(clause) = clause.filter(|clause| {
            *clause > 0 && matches!(self.atom(clause - 1), Some(Atom::Divide | Atom::Open)) && self.after(end).ends
        }) {
            start = clause;
        }
        let count = |run: Range<usize>, wanted: Atom| self.within(run).filter(|atom| *atom == wanted).count();
        loop {
            while start > 0 && matches!(self.atom(start - 1), Some(Atom::Between(_) | Atom::Join)) {
                start -= 1;
            }
            let (opens, closes) = (count(start..end, Atom::Open), count(start..end, Atom::Close));
            let is_open = start > 0 && self.atom(start - 1) == Some(Atom::Open);
            let close = (end..self.atoms.len()).find(|place| {
                !matches!(self.atom(*place), Some(Atom::Behind | Atom::Between(_) | Atom::Join | Atom::Divide))
            });
            let close = close.filter(|place| self.atom(*place) == Some(Atom::Close));
            match close {
                Some(close) if opens > closes => end = close + 1,
                _ if closes > opens && is_open => start -= 1,
                Some(close) if opens == closes && is_open => (start, end) = (start - 1, close + 1),
                _ => return start..end,
            }
        }
    }
}
