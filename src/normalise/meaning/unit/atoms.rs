//! Atoms: what each mark of a text, or a few together, can bear of a unit.

use std::ops::Range;

use super::words::{
    ALSO_POUNDS, BEHIND, BETWEEN, COUNTS, DAMAGED, EXTENTS, IN_ONE, LABELS, LETTERS, NUMBERED, OTHER_SIGNS, POUNDS,
    in_digits, is_letter, is_quote, is_scale_word, is_year, scale_of,
};
use crate::job::layout::amounts::Unit;
use crate::normalise::meaning::marks::{Mark, Marks};

/// What a mark, or a few, can bear of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Atom {
    /// A word or sign for pounds; whether alone, too.
    Pound(bool),
    /// A scale, `None` if it is none of ours; whether it is one without a pound beside it, too.
    Scale(Option<Unit>, Force),
    /// A word of figures or their extent.
    Extent,
    /// A word between figures and their unit; whether it is `in`.
    Between(bool),
    /// `of`.
    Of,
    /// A comma, dash or colon, which divides as well as it joins.
    Divide,
    /// A sign or word that joins.
    Join,
    /// One that joins what may be two units: `or`, `/`.
    Or,
    /// `Note`, before what it says.
    Label,
    /// An opening bracket.
    Open,
    /// A closing one.
    Close,
    /// The end of a sentence.
    Stop,
    /// `nearest`.
    Nearest,
    /// `rounded to`.
    RoundedTo,
    /// A number, with what it counts; whether it may be a scale itself: a thousand or a million in digits, `£1k`, `£0.0m`.
    Amount(bool),
    /// A year, or the number of a month.
    Number,
    /// A word that qualifies a unit.
    Behind,
    /// A word that denies what follows it.
    Not,
    /// Any other word.
    Word,
}

/// How strongly a scale is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Force {
    /// A letter.
    Letter,
    /// `000` and nothing more.
    Noughts,
    /// A word.
    Word,
    /// Noughts that are written as a scale: `'000`, `000s`.
    Marked,
}

/// The atoms of a text in small letters, and where each stands.
pub fn atoms(text: &str) -> Vec<(Atom, Range<usize>)> {
    let marks = Marks::of(text);
    let mut reading = Reading { marks: &marks, at: 0, atoms: Vec::new() };
    while reading.at < marks.all.len() {
        reading.next();
    }
    reading.atoms
}

struct Reading<'m, 't> {
    marks: &'m Marks<'t>,
    at: usize,
    atoms: Vec<(Atom, Range<usize>)>,
}

impl<'t> Reading<'_, 't> {
    fn mark(&self, place: usize) -> Option<Mark<'t>> {
        self.marks.all.get(place).copied()
    }

    fn word(&self, place: usize) -> &'t str {
        match self.mark(place) {
            Some(Mark::Word(word)) => word,
            _ => "",
        }
    }

    fn sign(&self, place: usize) -> Option<char> {
        match self.mark(place) {
            Some(Mark::Sign(sign)) => Some(sign),
            _ => None,
        }
    }

    fn is_glued(&self, place: usize) -> bool {
        place < self.marks.all.len() && self.marks.is_glued(place)
    }

    /// Takes marks up to a place as one atom.
    fn take(&mut self, atom: Atom, end: usize) {
        let place = |at: usize| self.marks.places.get(at).cloned().unwrap_or_default();
        self.atoms.push((atom, place(self.at).start..place(end - 1).end));
        self.at = end;
    }

    fn next(&mut self) {
        let at = self.at;
        if let Some((unit, end)) = self.times() {
            return self.take(Atom::Scale(unit, Force::Marked), end);
        }
        match self.mark(at) {
            Some(Mark::Number(_)) => self.number(),
            Some(Mark::Word(word)) => self.one_word(word),
            Some(Mark::Sign(sign)) => self.one_sign(sign),
            None => {}
        }
    }

    /// The marks of a number from a place on, as digits and a point: `1,000` is one.
    fn digits(&self, start: usize) -> (String, usize) {
        let mut digits = String::new();
        let mut at = start;
        while let Some(Mark::Number(run)) = self.mark(at) {
            digits.push_str(run);
            at += 1;
            let sign = self.sign(at).filter(|sign| matches!(sign, ',' | '.') && self.is_glued(at));
            let goes_on = self.is_glued(at + 1) && matches!(self.mark(at + 1), Some(Mark::Number(_)));
            let Some(sign) = sign.filter(|_| goes_on) else { break };
            digits.extend((sign == '.').then_some(sign));
            at += 1;
        }
        (digits, at)
    }

    /// The end of an `s` or `'s` behind a place.
    fn plural(&self, place: usize) -> Option<usize> {
        let quoted = usize::from(self.sign(place).is_some_and(is_quote) && self.is_glued(place));
        (self.word(place + quoted) == "s" && self.is_glued(place + quoted)).then_some(place + quoted + 1)
    }

    /// `x1000`, `*1,000`.
    fn times(&self) -> Option<(Option<Unit>, usize)> {
        let is_times = matches!(self.sign(self.at), Some('*' | '×')) || self.word(self.at) == "x";
        let (digits, end) = self.digits(self.at + 1);
        // `x12` is a name.
        let least = if self.at == 0 { 4 } else { 2 };
        let is_power =
            digits.len() >= least && digits.strip_prefix('1').is_some_and(|rest| rest.bytes().all(|b| b == b'0'));
        (is_times && is_power).then(|| (in_digits(&digits), self.plural(end).unwrap_or(end)))
    }

    fn number(&mut self) {
        let (digits, end) = self.digits(self.at);
        let before = self.atoms.last().map(|(atom, _)| *atom);
        let plural = self.plural(end);
        let quoted = self.is_glued(self.at) && self.sign(self.at - 1).is_some_and(is_quote) && !self.is_glued_number();
        if self.is_glued(self.at)
            && self.sign(self.at - 1).is_some_and(is_quote)
            && self.is_glued_number()
            && self.is_noughts()
        {
            self.atoms.truncate(self.atoms.len().saturating_sub(2));
            return self.take(Atom::Scale(None, Force::Marked), end);
        }
        if digits == "000" && (plural.is_some() || quoted || !matches!(before, Some(Atom::Amount(_)))) {
            let force = if quoted || plural.is_some() { Force::Marked } else { Force::Noughts };
            return self.take(Atom::Scale(Some(Unit::Thousands), force), plural.unwrap_or(end));
        }
        if let Some(end) = plural.filter(|_| digits.len() > 3 && in_digits(&digits).is_some()) {
            return self.take(Atom::Scale(in_digits(&digits), Force::Marked), end);
        }
        let many = digits.len() > 3 && (quoted || self.pound_before().is_some());
        if digits.len() > 1 && digits.bytes().all(|digit| digit == b'0') && (many || plural.is_some()) {
            return self.take(Atom::Scale(None, Force::Marked), plural.unwrap_or(end));
        }
        if self.is_numbered(&digits) {
            return self.take(Atom::Number, end);
        }
        let start = self.pound_before();
        let word = self.word(end);
        let counted = is_scale_word(word) || (is_letter(word) && self.is_glued(end));
        let end = end + usize::from(counted);
        let may_be_scale = match counted {
            true => digits == "1" || start.is_some() && digits.bytes().all(|digit| matches!(digit, b'0' | b'.')),
            false => in_digits(&digits).is_some(),
        };
        self.take(Atom::Amount(may_be_scale), self.behind_pounds(end));
        // The pound before an amount is its own.
        if let Some(start) = start {
            self.atoms.drain(start..self.atoms.len() - 1);
        }
    }

    /// Whether the mark before the last is a number that it is glued to, as in `1'000`.
    fn is_glued_number(&self) -> bool {
        let before = self.at.checked_sub(2).and_then(|before| self.mark(before));
        self.is_glued(self.at - 1) && matches!(before, Some(Mark::Number(_)))
    }

    /// Whether noughts stand as a scale before the last sign, as in `000'000`.
    fn is_noughts(&self) -> bool {
        let before = self.atoms.len().checked_sub(2).and_then(|before| self.atoms.get(before));
        matches!(before, Some((Atom::Scale(Some(_), Force::Noughts | Force::Marked), _)))
    }

    /// Whether a number is a year's, a month's or that of a table.
    fn is_numbered(&self, digits: &str) -> bool {
        let before = self.at.checked_sub(1);
        let four = |place: usize| matches!(self.mark(place), Some(Mark::Number(run)) if is_year(run));
        let joined = before.is_some_and(|before| matches!(self.sign(before), Some('-' | '/' | '–' | '_')));
        let of_word = before.is_some_and(|before| NUMBERED.contains(&self.word(before)));
        let ranged = matches!(self.sign(self.at + 1), Some('-' | '/' | '–')) && self.is_glued(self.at + 2);
        let years = is_year(digits) && (ranged || self.pound_before().is_none());
        years || of_word || joined && self.at >= 2 && four(self.at - 2)
    }

    /// The place behind a word for pounds.
    fn behind_pounds(&self, place: usize) -> usize {
        let word = self.word(place);
        place + usize::from(POUNDS.contains(&word) || ALSO_POUNDS.contains(&word))
    }

    /// Where the atoms of a pound stand right before: `£`, `£ (`.
    fn pound_before(&self) -> Option<usize> {
        let mut start = self.marks.places.get(self.at)?.start;
        let between = |(atom, place): &&(Atom, Range<usize>)| {
            let is_glued = place.end == start;
            start = place.start;
            *atom == Atom::Open || *atom == Atom::Divide && is_glued
        };
        let skipped = self.atoms.iter().rev().take_while(between).count();
        let last = self.atoms.len().checked_sub(skipped + 1)?;
        matches!(self.atoms.get(last), Some((Atom::Pound(_), _))).then_some(last)
    }

    fn one_word(&mut self, word: &str) {
        let (at, end) = (self.at, self.at + 1);
        if self.is_damaged_pound(word) {
            return self.take(Atom::Pound(true), end);
        }
        let next_is_number = self.is_glued(end) && matches!(self.mark(end), Some(Mark::Number(_)));
        if let Some((_, unit)) = IN_ONE.iter().find(|(one, _)| *one == word) {
            self.take(Atom::Pound(true), end);
            self.at = at;
            return self.take(Atom::Scale(Some(*unit), Force::Word), end);
        }
        let end_of_counted = (end..end + 2).rev().find(|place| is_scale_word(self.word(*place)));
        let counts = |last: &usize| COUNTS.contains(&word) && (*last == end || is_scale_word(self.word(end)));
        if let Some(last) = end_of_counted.filter(counts) {
            return self.take(Atom::Amount(word == "one"), self.behind_pounds(last + 1));
        }
        if POUNDS.contains(&word) || ALSO_POUNDS.contains(&word) {
            let pence = self.word(end) == "and" && self.word(end + 1) == "pence";
            return self.take(Atom::Pound(POUNDS.contains(&word)), if pence { end + 2 } else { end });
        }
        if let Some((_, unit)) = LETTERS.iter().find(|(letter, _)| *letter == word && !next_is_number) {
            return self.take(Atom::Scale(Some(*unit), Force::Letter), self.plural(end).unwrap_or(end));
        }
        if is_scale_word(word) {
            return self.take(Atom::Scale(scale_of(word), Force::Word), self.plural(end).unwrap_or(end));
        }
        let atom = match word {
            "of" => Atom::Of,
            "the" => Atom::Join,
            "nearest" | "next" => Atom::Nearest,
            "no" | "without" | "excluding" if self.word(end) == "pence" => return self.take(Atom::Behind, end + 1),
            "not" if self.word(end) == "including" => {
                self.at = end;
                return self.take(Atom::Behind, end + 1);
            }
            "not" | "never" | "no" => Atom::Not,
            "or" | "and" => Atom::Or,
            "whole" => Atom::Join,
            "rounded" | "round" => {
                let last = (end..end + 2).find(|place| self.word(*place) == "to");
                return self.take(last.map_or(Atom::Behind, |_| Atom::RoundedTo), last.map_or(end, |last| last + 1));
            }
            _ if LABELS.contains(&word) && matches!(self.sign(end), Some(':' | '-' | '(' | '–')) => Atom::Label,
            _ if EXTENTS.contains(&word) => Atom::Extent,
            _ if BETWEEN.contains(&word) => Atom::Between(word == "in"),
            _ if BEHIND.contains(&word) => Atom::Behind,
            _ => Atom::Word,
        };
        self.take(atom, end);
    }

    fn one_sign(&mut self, sign: char) {
        let end = self.at + 1;
        let mut bytes = [0; 4];
        let damaged = self.is_damaged_pound(sign.encode_utf8(&mut bytes));
        let atom = match sign {
            _ if damaged => Atom::Pound(true),
            '£' => return self.take(Atom::Pound(true), self.plural(end).unwrap_or(end)),
            '(' | '[' | '{' => Atom::Open,
            ')' | ']' | '}' => Atom::Close,
            ',' | ':' | '-' | '–' | '—' | '|' | '_' => Atom::Divide,
            '.' if matches!(self.mark(end), Some(Mark::Number("000"))) && self.is_glued(end) => Atom::Join,
            '.' | ';' | '!' | '?' => Atom::Stop,
            _ if OTHER_SIGNS.contains(&sign) => Atom::Scale(None, Force::Word),
            '/' | '&' => Atom::Or,
            _ => Atom::Join,
        };
        self.take(atom, end);
    }

    /// Whether noughts stand right behind a sign or letter that a pound sign becomes.
    fn is_damaged_pound(&self, mark: &str) -> bool {
        let noughts = matches!(self.mark(self.at + 1), Some(Mark::Number("000")));
        DAMAGED.contains(&mark) && noughts && self.is_glued(self.at + 1)
    }
}
