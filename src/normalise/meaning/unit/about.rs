//! What a text with a scale is about: these figures, something that is counted and is no money, or figures that stand elsewhere.

use std::ops::Range;

use super::Reading;
use super::atoms::Atom;

/// What a word tells of the subject of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topic {
    /// What is counted and is no money.
    Counted,
    /// Another time or place than that of these figures.
    Away,
    /// What figures stand in.
    Document,
    /// A word by which a document is this one.
    This,
    /// A word by which it is none of these.
    Other,
    /// A verb, before which its subject stands.
    Verb,
    /// Money, the subject of a table.
    Money,
    /// What becomes of a sum.
    Moved,
    /// What an instruction tells to do with a unit.
    Entered,
    /// A word or sign of multiplying.
    Times,
    /// What says that the sum behind it is only mentioned.
    Mentions,
}

const TOPICS: [(Topic, &[&str]); 11] = [
    (
        Topic::Counted,
        &[
            "population",
            "populations",
            "people",
            "persons",
            "residents",
            "patients",
            "clients",
            "users",
            "carers",
            "staff",
            "headcount",
            "fte",
            "ftes",
            "wte",
            "wtes",
            "equivalent",
            "equivalents",
            "hours",
            "days",
            "nights",
            "visits",
            "contacts",
            "activity",
            "episodes",
            "admissions",
            "attendances",
            "discharges",
            "referrals",
            "beds",
            "places",
            "packages",
            "homes",
            "households",
            "meals",
            "miles",
            "calls",
            "volume",
            "volumes",
            "number",
            "rate",
            "rates",
        ],
    ),
    (
        Topic::Away,
        &[
            "last",
            "previous",
            "previously",
            "prior",
            "earlier",
            "former",
            "formerly",
            "historic",
            "historically",
            "was",
            "were",
            "been",
            "until",
            "separate",
            "separately",
            "see",
            "elsewhere",
            "convert",
            "converted",
            "converting",
            "brought",
            "carried",
            "base",
            "limit",
            "limits",
            "threshold",
            "thresholds",
            "delegated",
            "ceiling",
            "cap",
            "materiality",
            "tolerance",
            "price",
            "will",
        ],
    ),
    (
        Topic::Document,
        &[
            "annex",
            "annexe",
            "appendix",
            "table",
            "tables",
            "tab",
            "tabs",
            "sheet",
            "sheets",
            "worksheet",
            "worksheets",
            "workbook",
            "summary",
            "report",
            "reports",
            "paper",
            "papers",
            "schedule",
            "return",
            "returns",
            "statement",
            "book",
            "pack",
            "letter",
            "form",
            "file",
            "files",
            "chart",
            "charts",
            "graph",
            "section",
            "dashboard",
        ],
    ),
    (Topic::This, &["this", "these", "the", "all", "each", "every", "our", "following"]),
    (Topic::Other, &["other", "another", "others"]),
    (
        Topic::Verb,
        &[
            "is",
            "are",
            "shows",
            "show",
            "uses",
            "use",
            "quotes",
            "quote",
            "gives",
            "give",
            "has",
            "have",
            "presents",
            "states",
            "contains",
            "lists",
            "uses",
            "expresses",
            "works",
        ],
    ),
    (
        Topic::Money,
        &[
            "contributions",
            "contribution",
            "budgets",
            "budget",
            "payments",
            "payment",
            "costs",
            "spend",
            "spending",
            "expenditure",
            "income",
            "balances",
            "actuals",
            "totals",
            "forecasts",
            "plans",
            "funding",
            "allocations",
            "receipts",
            "variances",
            "everything",
            "they",
        ],
    ),
    (Topic::Moved, &["saved", "spent", "lost", "held", "cut", "owed", "raised", "wasted", "recovered", "plus"]),
    (
        Topic::Entered,
        &["enter", "entered", "use", "used", "using", "put", "write", "type", "quote", "report", "submit", "show"],
    ),
    (
        Topic::Times,
        &[
            "x",
            "×",
            "*",
            "=",
            "multiplier",
            "multiply",
            "multiplied",
            "multiple",
            "multiples",
            "scaling",
            "scale",
            "scaled",
            "factor",
            "divide",
            "divided",
            "times",
            "omitted",
            "add",
            "dropped",
            "removed",
            "equals",
        ],
    ),
    (Topic::Mentions, &["including", "excluding", "includes", "excludes"]),
];

/// Whether a word is of a topic.
fn is_of(word: &str, topic: Topic) -> bool {
    TOPICS.iter().any(|(of, words)| *of == topic && words.contains(&word))
}

/// What a scale in a text counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// These figures, as far as the words around it tell.
    Figures,
    /// Something else, plainly.
    Another,
    /// Figures of which nobody can say whether they are these.
    Doubtful,
}

impl Reading {
    /// Whether the word at a place is of a topic.
    fn is(&self, place: usize, topic: Topic) -> bool {
        self.atoms.get(place).and_then(|(_, bytes)| self.text.get(bytes.clone())).is_some_and(|word| is_of(word, topic))
    }

    fn has(&self, within: Range<usize>, topic: Topic) -> bool {
        within.into_iter().any(|place| self.is(place, topic))
    }

    /// The sentence in which a run stands.
    fn sentence(&self, run: &Range<usize>) -> Range<usize> {
        let stops = |place: &usize| self.atom(*place) == Some(Atom::Stop);
        let start = (0..run.start).rev().find(stops).map_or(0, |stop| stop + 1);
        start..(run.end..self.atoms.len()).find(stops).unwrap_or(self.atoms.len())
    }

    /// What a run with a scale counts; `of_figures` is whether a word of figures stands beside it.
    pub fn about(&self, run: &Range<usize>, of_figures: bool) -> About {
        let has_pound = self.within(run.clone()).any(|atom| matches!(atom, Atom::Pound(_)));
        let sentence = self.sentence(run);
        let before = run.start.checked_sub(1);
        let per = !has_pound && before.is_some_and(|before| self.word(before) == "per");
        if per || !of_figures && self.is_moved(run.end) {
            return About::Another;
        }
        if before.is_some_and(|before| self.is(before, Topic::Mentions)) && !self.after(run.end).ends {
            return About::Another;
        }
        let is_counted = |place: usize| {
            let has_amount =
                place.checked_sub(1).is_some_and(|before| matches!(self.atom(before), Some(Atom::Amount(_))));
            self.is(place, Topic::Counted) && !has_amount
        };
        if !has_pound && !of_figures && sentence.clone().any(is_counted) {
            let extents = self.within(sentence).any(|atom| atom == Atom::Extent);
            return if extents { About::Doubtful } else { About::Another };
        }
        let is_away = self.has(sentence.clone(), Topic::Away) || self.stands_elsewhere(&sentence);
        if is_away || !self.is_subject(sentence.start, run.start) { About::Doubtful } else { About::Figures }
    }

    /// The word at a place.
    fn word(&self, place: usize) -> &str {
        self.atoms.get(place).and_then(|(_, bytes)| self.text.get(bytes.clone())).unwrap_or_default()
    }

    /// Whether a sum moves behind a place, and so is only mentioned: `£000s of pounds were saved`.
    fn is_moved(&self, mut place: usize) -> bool {
        while ["was", "were", "is", "are", "have", "been", "be"].contains(&self.word(place)) {
            place += 1;
        }
        self.is(place, Topic::Moved)
    }

    /// Whether some words speak of figures in another document, or in one by its name: `Figures in Annex B`.
    fn stands_elsewhere(&self, within: &Range<usize>) -> bool {
        within.clone().skip(1).filter(|place| self.is(*place, Topic::Document)).any(|place| {
            let before = self.word(place - 1);
            within.contains(&(place - 1))
                && (["in", "on", "from", "per"].contains(&before) || self.is(place - 1, Topic::Other))
        })
    }

    /// Whether figures or money are the subject of the verb before a place, or there is none.
    fn is_subject(&self, start: usize, end: usize) -> bool {
        let Some(verb) = (start..end).rev().find(|place| self.is(*place, Topic::Verb)) else { return true };
        let divides = |place: &usize| matches!(self.atom(*place), Some(Atom::Divide | Atom::Open | Atom::Close));
        let start = (start..verb).rev().find(divides).map_or(start, |place| place + 1);
        let subject = start..verb;
        let figures =
            self.within(subject.clone()).any(|atom| atom == Atom::Extent) || self.has(subject.clone(), Topic::Money);
        let is_this = |place: usize| {
            let before = place.checked_sub(1).filter(|before| subject.contains(before));
            before.is_some_and(|before| self.is(before, Topic::This) && (figures || self.word(before) != "the"))
        };
        let mut documents = subject.clone().filter(|place| self.is(*place, Topic::Document)).peekable();
        match documents.peek() {
            Some(_) => documents.all(is_this),
            None => figures || subject.is_empty(),
        }
    }

    /// Whether a run is denied and nothing else is said of it: `not in thousands`, `do not round to £000`.
    pub fn is_set_aside(&self, start: usize) -> bool {
        let is_between = |place: &usize| {
            matches!(self.atom(*place), Some(Atom::Between(_) | Atom::Join | Atom::Extent | Atom::RoundedTo))
                || self.is(*place, Topic::Entered)
        };
        let not = (0..start).rev().find(|place| !is_between(place));
        not.is_some_and(|not| self.atom(not) == Some(Atom::Not))
    }

    /// Whether amounts are told to be multiplied: a thousand in digits, or noughts, beside a word of multiplying.
    pub fn is_times(&self) -> bool {
        self.has(0..self.atoms.len(), Topic::Times)
    }
}
