//! Units: what a heading, a title, a labelled cell or a note says that numbers count; `£000`, `£m`, `thousands of pounds`.
//!
//! A scale counts beside a pound, beside a word of figures, or alone; two scales, or a scale that is left over, are not
//! understood, and never pounds.

mod about;
mod atoms;
mod beside;
mod words;

use std::ops::Range;

use self::about::About;
use self::atoms::{Atom, Force, atoms};
use super::marks::lower;
use crate::job::layout::amounts::Unit;
use crate::model::words::divided;

/// What a text says of the unit of figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// Nothing.
    Nothing,
    /// One unit.
    Unit(Unit),
    /// Something that is not understood: two units, or one that is none of ours.
    Unclear,
}

impl Said {
    /// The unit, where one is said.
    #[must_use]
    pub const fn unit(self) -> Option<Unit> {
        match self {
            Self::Unit(unit) => Some(unit),
            Self::Nothing | Self::Unclear => None,
        }
    }
}

/// Where a text stands, and so which of its words count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Frame {
    /// A heading: every word of a unit counts.
    Heading,
    /// A title or a sentence.
    Title,
    /// A note below a table, which must speak of figures or say nothing else.
    Note,
}

/// The unit that a heading states, also where capitals alone divide its words: `BudgetInThousands`.
#[must_use]
pub fn in_heading(text: &str) -> Said {
    let said = |text: &str| Reading::of(text).map_or(Said::Nothing, |reading| reading.said(Frame::Heading));
    match said(text) {
        Said::Nothing => said(&divided(text)),
        said => said,
    }
}

/// The unit of a whole table, from a cell above it. A sentence that only mentions an amount of money, or a number of people,
/// states nothing.
#[must_use]
pub fn of_table(text: &str) -> Said {
    Reading::of(text).map_or(Said::Nothing, |reading| reading.said(Frame::Title))
}

/// The unit of a whole table, from a cell below it that speaks of its figures, or says nothing else.
#[must_use]
pub fn in_note(text: &str) -> Said {
    Reading::of(text).map_or(Said::Nothing, |reading| reading.said(Frame::Note))
}

/// The unit of a whole table, from the name of its sheet or file: `Budget £000`. Noughts alone number a file.
#[must_use]
pub fn in_name(text: &str) -> Said {
    Reading::of(text).filter(Reading::speaks).map_or(Said::Nothing, |reading| reading.said(Frame::Title))
}

/// The unit in a cell that is labelled as one, such as the cell beside `Units`: every word counts.
#[must_use]
pub fn labelled(text: &str) -> Said {
    let Some(reading) = Reading::of(text) else { return Said::Nothing };
    let all = || reading.atoms.iter().map(|(atom, _)| *atom);
    if all().any(|atom| atom == Atom::Amount(true)) {
        return Said::Unclear;
    }
    let leaves_a_word = all().any(|atom| matches!(atom, Atom::Word | Atom::Not | Atom::Amount(_)));
    match (all().any(is_unit), all().any(is_strong), leaves_a_word) {
        (false, ..) | (_, false, true) => Said::Nothing,
        (_, true, true) => Said::Unclear,
        (_, _, false) => reading.value(0..reading.atoms.len()),
    }
}

/// What a text says that is a unit and nothing else, as in a cell between a heading and its amounts. `£-` is an amount, and so
/// is `000`.
#[must_use]
pub fn whole(text: &str) -> Said {
    match Reading::of(text) {
        Some(reading) if reading.is_whole(0..reading.atoms.len()) && reading.speaks() => {
            reading.value(0..reading.atoms.len())
        }
        _ => Said::Nothing,
    }
}

/// Whether a text is too little to be a unit beside other cells: `000`, a letter, or an amount.
#[must_use]
pub fn may_be_else(text: &str) -> bool {
    Reading::of(text).is_some_and(|reading| {
        !reading.speaks()
            && !reading.within(0..reading.atoms.len()).any(|atom| matches!(atom, Atom::Word | Atom::Extent))
    })
}

/// The unit that a text states and nothing else.
#[must_use]
pub fn alone(text: &str) -> Option<Unit> {
    whole(text).unit()
}

/// A text without the unit that it states, its brackets, and the words between.
#[must_use]
pub fn without(text: &str) -> String {
    let Some(reading) = Reading::of(text) else { return text.to_owned() };
    let mut rest = text.to_owned();
    let runs = reading.runs();
    for run in runs.into_iter().rev().filter(|run| reading.judge(run.clone(), Frame::Heading) != Said::Nothing) {
        let bytes = reading.bytes(reading.around(run));
        let (before, after) = (rest.get(..bytes.start).unwrap_or_default(), rest.get(bytes.end..).unwrap_or_default());
        let is_divided = |character: char| character.is_whitespace() || ",:-–—|_".contains(character);
        let before = if after.trim().is_empty() { before.trim_end_matches(is_divided) } else { before.trim_end() };
        let after = if before.trim().is_empty() { after.trim_start_matches(is_divided) } else { after };
        let gap = if before.is_empty() || after.starts_with(|first: char| !first.is_alphanumeric()) { "" } else { " " };
        rest = format!("{before}{gap}{after}").trim_end().to_owned();
    }
    rest
}

/// The atoms of one text that has some of a unit.
struct Reading {
    /// The text, in small letters.
    text: String,
    atoms: Vec<(Atom, Range<usize>)>,
    /// Where a word stands that makes what follows it a mention: `the pool's £m savings target`.
    mention: Option<usize>,
}

const MENTIONS: [&str; 9] = ["the", "a", "an", "our", "its", "their", "this", "that", "s"];

impl Reading {
    fn of(text: &str) -> Option<Self> {
        let text = lower(text);
        let atoms = atoms(&text);
        let marked = atoms.iter().any(|(atom, _)| is_unit(*atom) || *atom == Atom::Amount(true));
        let is_mention = |(atom, place): &(Atom, Range<usize>)| {
            matches!(atom, Atom::Word | Atom::Join)
                && text.get(place.clone()).is_some_and(|word| MENTIONS.contains(&word))
        };
        let mention = atoms.iter().position(is_mention);
        marked.then_some(Self { text, atoms, mention })
    }

    /// Whether a unit stands here that is more than a letter or noughts.
    fn speaks(&self) -> bool {
        let mut units = self.atoms.iter().filter(|(atom, _)| is_unit(*atom));
        units.any(|(atom, _)| !matches!(atom, Atom::Scale(_, Force::Noughts | Force::Letter)))
    }

    fn atom(&self, place: usize) -> Option<Atom> {
        self.atoms.get(place).map(|(atom, _)| *atom)
    }

    fn within(&self, run: Range<usize>) -> impl Iterator<Item = Atom> {
        self.atoms.get(run).unwrap_or_default().iter().map(|(atom, _)| *atom)
    }

    fn bytes(&self, run: Range<usize>) -> Range<usize> {
        let atoms = self.atoms.get(run).unwrap_or_default();
        let place = |atom: Option<&(Atom, Range<usize>)>| atom.map(|(_, place)| place.clone()).unwrap_or_default();
        place(atoms.first()).start..place(atoms.last()).end
    }

    /// The runs of atoms of units, with what joins them.
    fn runs(&self) -> Vec<Range<usize>> {
        let mut runs: Vec<Range<usize>> = Vec::new();
        for (place, (atom, _)) in self.atoms.iter().enumerate().filter(|(_, (atom, _))| is_unit(*atom)) {
            let joins = |last: &&mut Range<usize>| {
                // `£, K Ward` is a ward; `£ - k` is not.
                let is_name = matches!(atom, Atom::Scale(_, Force::Letter)) && self.atom(place + 1) == Some(Atom::Word);
                self.within(last.end..place).all(|between| match between {
                    Atom::Divide | Atom::Extent => !is_name,
                    Atom::Join | Atom::Or | Atom::Open | Atom::Close | Atom::Between(_) | Atom::Of => true,
                    _ => false,
                })
            };
            match runs.last_mut().filter(joins) {
                Some(last) => last.end = place + 1,
                None => runs.push(place..place + 1),
            }
        }
        runs
    }

    /// What some atoms say together.
    fn value(&self, run: Range<usize>) -> Said {
        if self.is_either(run.clone()) {
            return Said::Unclear;
        }
        let mut scales = self.within(run).filter_map(|atom| match atom {
            Atom::Scale(unit, _) => Some(unit),
            _ => None,
        });
        match scales.next() {
            None => Said::Unit(Unit::Pounds),
            Some(Some(unit)) if scales.all(|other| other == Some(unit)) => Said::Unit(unit),
            Some(_) => Said::Unclear,
        }
    }

    /// Whether some atoms are pounds and something of pounds: `£ or £000`.
    fn is_either(&self, run: Range<usize>) -> bool {
        let all: Vec<Atom> = self.within(run).collect();
        let parts = || all.split(|atom| *atom == Atom::Or);
        let is_pounds = |part: &[Atom]| part.iter().any(|atom| matches!(atom, Atom::Pound(_)));
        let is_scaled = |part: &[Atom]| part.iter().any(|atom| matches!(atom, Atom::Scale(..)));
        parts().any(|part| is_pounds(part) && is_scaled(part))
            && parts().any(|part| is_pounds(part) && !is_scaled(part))
    }

    /// Whether some atoms are a unit and nothing else; `£-` is nought pounds.
    fn is_whole(&self, run: Range<usize>) -> bool {
        let all = || self.within(run.clone());
        let has_scale = all().any(|atom| matches!(atom, Atom::Scale(..)));
        let has_dash = all().any(|atom| atom == Atom::Divide);
        all().any(is_unit)
            && (has_scale || !has_dash)
            && !all().any(|atom| {
                matches!(atom, Atom::Word | Atom::Not | Atom::Amount(_) | Atom::Number | Atom::Stop | Atom::Nearest)
            })
    }

    /// What one run says of the figures.
    fn judge(&self, run: Range<usize>, frame: Frame) -> Said {
        let said = self.value(run.clone());
        let has = |wanted: fn(Atom) -> bool| self.within(run.clone()).any(wanted);
        let (has_scale, has_pound) =
            (has(|atom| matches!(atom, Atom::Scale(..))), has(|atom| matches!(atom, Atom::Pound(_))));
        let (before, after) = (self.before(run.start), self.after(run.end));
        if before.nearest {
            return Said::Nothing;
        }
        let strong = has(is_strong) || has_scale && has_pound;
        let whole = self.is_whole(0..self.atoms.len()) && has(is_strong);
        let of_figures = before.figures || after.figures && has_scale || whole;
        if self.is_set_aside(run.start) {
            return Said::Nothing;
        }
        let about = if has_scale && frame != Frame::Heading { self.about(&run, of_figures) } else { About::Figures };
        if about == About::Another {
            return Said::Nothing;
        }
        if has_scale && before.rounded_to || self.is_denied(run.start) {
            return Said::Unclear;
        }
        if frame == Frame::Note && !of_figures {
            return Said::Nothing;
        }
        let bracketed = before.opened && after.closed;
        let of_others = after.of_others && has_scale;
        let said = match (has_scale, frame) {
            (false, Frame::Heading) if strong => said,
            (false, _) if before.figures || before.is_in && after.ends || bracketed && strong || whole => said,
            (false, _) if strong && before.divided && after.end => said,
            (false, _) => Said::Nothing,
            _ if of_others && !has_pound => {
                if of_figures {
                    Said::Unclear
                } else {
                    Said::Nothing
                }
            }
            (_, Frame::Heading) if strong || before.figures || before.is_in || bracketed => said,
            (_, Frame::Heading) => Said::Nothing,
            _ if has_pound && has(|atom| matches!(atom, Atom::Scale(_, Force::Noughts | Force::Marked))) => said,
            _ if !strong && !before.figures => Said::Nothing,
            _ if of_figures => said,
            _ if has_pound || before.is_in || bracketed => {
                match (after.ends, has_pound && self.is_mention(run.start)) {
                    (true, _) => said,
                    (false, true) => Said::Nothing,
                    (false, false) => Said::Unclear,
                }
            }
            _ if has(|atom| matches!(atom, Atom::Scale(_, Force::Marked))) || before.divided && after.end => {
                Said::Unclear
            }
            _ => Said::Nothing,
        };
        match (about, said) {
            (About::Doubtful, Said::Unit(_)) => Said::Unclear,
            _ => said,
        }
    }

    /// What the runs of a text say together.
    fn said(&self, frame: Frame) -> Said {
        let runs = self.runs();
        let (denied, runs): (Vec<_>, Vec<_>) = runs.into_iter().partition(|run| self.is_set_aside(run.start));
        let judged: Vec<(Range<usize>, Said)> =
            runs.into_iter().map(|run| (run.clone(), self.judge(run, frame))).collect();
        let mut counting = judged.iter().map(|(_, said)| *said).filter(|said| *said != Said::Nothing);
        let denied =
            || denied.iter().filter(|run| !self.before(run.start).rounded_to).map(|run| self.value(run.clone()));
        let Some(first) = counting.next() else {
            let others = denied().filter(|said| *said != Said::Unit(Unit::Thousands)).count();
            return match denied().count() {
                0 => self.in_digits(frame),
                _ if others == 0 => Said::Unit(Unit::Pounds),
                _ => Said::Unclear,
            };
        };
        let is_left_over = |(run, said): &(Range<usize>, Said)| {
            let is_scale = |atom: Atom| matches!(atom, Atom::Scale(..)) && is_strong(atom);
            let has_scale = *said == Said::Nothing && self.within(run.clone()).any(is_scale);
            has_scale && self.value(run.clone()) != first && !self.before(run.start).nearest
        };
        let left_over = judged.iter().any(is_left_over) || denied().any(|said| said == first);
        let is_times = self.is_times() && self.atoms.iter().any(|(atom, _)| *atom == Atom::Amount(true));
        if left_over || is_times || counting.any(|other| other != first) { Said::Unclear } else { first }
    }

    /// A thousand in digits, alone, may be a unit or an amount: `(£1,000)`; so may a letter alone, or noughts that are told to
    /// be added.
    fn in_digits(&self, frame: Frame) -> Said {
        let all = || self.within(0..self.atoms.len());
        let has_word = all().any(|atom| matches!(atom, Atom::Word | Atom::Extent | Atom::Behind));
        let has_scale = all().any(|atom| matches!(atom, Atom::Scale(..)));
        let is_bare = frame != Frame::Heading
            && all().all(|atom| {
                matches!(
                    atom,
                    Atom::Scale(_, Force::Letter) | Atom::Amount(true) | Atom::Open | Atom::Close | Atom::Between(_)
                )
            });
        let letter = is_bare && has_scale;
        let Some(at) = self.atoms.iter().position(|(atom, _)| *atom == Atom::Amount(true)) else {
            let strong = all().any(|atom| matches!(atom, Atom::Scale(..)) && is_strong(atom));
            return if letter || strong && self.is_times() { Said::Unclear } else { Said::Nothing };
        };
        let (before, after) = (self.before(at), self.after(at + 1));
        let in_digits = self
            .atoms
            .get(at)
            .is_some_and(|(_, bytes)| self.text.get(bytes.clone()).is_some_and(|t| t.contains("000")));
        let is_of = at > 0 && self.atom(at - 1) == Some(Atom::Of) && before.figures;
        let alone = has_word && in_digits && before.opened && after.closed
            || (before.is_in || is_of) && after.end
            || self.atom(at + 1) == Some(Atom::Extent)
            || self.is_times()
            || is_bare && all().count() == 1;
        if alone { Said::Unclear } else { Said::Nothing }
    }
}

fn is_unit(atom: Atom) -> bool {
    matches!(atom, Atom::Pound(_) | Atom::Scale(..))
}

/// Whether an atom is of a unit without another beside it.
fn is_strong(atom: Atom) -> bool {
    matches!(atom, Atom::Pound(true) | Atom::Scale(_, Force::Word | Force::Marked | Force::Noughts))
}

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;
