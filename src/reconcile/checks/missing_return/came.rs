//! Came: which files a partner has sent, and what each lacks of that which is waited for.

use std::collections::HashSet;

use crate::finding::Finding;
use crate::finding::phrase::{Phrase, Say, count, listed, names, phrase};
use crate::ledger::{Position, ReturnedFile};
use crate::model::entry::{Class, Form, Kind};
use crate::model::origin::Place;
use crate::model::period::{Period, Year};
use crate::reconcile::{Books, Line};

/// How many files one message names.
const NAMED: usize = 4;

/// The files that a partner has sent, with what each lacks of that which some of its lines wait for.
#[derive(Default)]
pub(super) struct Came<'a> {
    lacks: Vec<(&'a ReturnedFile, Lack)>,
}

/// What a file lacks.
enum Lack {
    /// What is found in it leaves its figures out: that is what the partner is asked to put right.
    LeftOut(Phrase),
    /// It has other figures, or none.
    Others(Phrase, &'static str),
}

/// What is asked of a partner whose return has no figure where there should be one.
pub(super) const NO_FIGURES: &str =
    "Fill in what the return that you have sent leaves open; if nothing was paid or budgeted, put a nought.";
const ANOTHER_KIND: &str = "Add what is missing to the return that you have sent: what is budgeted while the year runs, what was paid once it is over.";
const ANOTHER_AGREEMENT: &str =
    "Add the agreement to the return that you have sent; if nothing was paid or budgeted for it, put a nought.";
const ANOTHER_CLASS: &str = "Say in the return that you have sent which amounts are revenue, which are capital and which are in kind, and add those that are missing.";
const ANOTHER_PERIOD: &str = "Send the same for the period: what you have sent is for another.";

impl<'a> Came<'a> {
    /// What has come from a partner.
    pub(super) fn from(books: &'a Books, partner: &str, lines: &[&Line]) -> Self {
        let positions = books.ledger.positions().iter();
        let own: Vec<&Position> = positions.filter(|one| one.subject.reporter.as_deref() == Some(partner)).collect();
        let speaking: HashSet<&str> = own.iter().map(|one| &*one.file).collect();
        let is_theirs =
            |file: &&ReturnedFile| file.partner.as_deref() == Some(partner) || speaking.contains(&*file.file);
        let files = books.ledger.files().iter().filter(is_theirs);
        let lacks = files.map(|file| {
            let says: Vec<&Position> = own.iter().copied().filter(|one| *one.file == *file.file).collect();
            (file, lack(books, file, &says, lines))
        });
        Self { lacks: lacks.collect() }
    }

    /// The files and what they lack, after words that lead up to them; nothing where no file came.
    pub(super) fn said(&self, lead: &'static str) -> Phrase {
        if self.lacks.is_empty() {
            return Phrase::default();
        }
        let mut files: Vec<Phrase> = self
            .lacks
            .iter()
            .take(NAMED)
            .map(|(file, lack)| {
                let (Lack::LeftOut(what) | Lack::Others(what, _)) = lack;
                phrase!("`{}`, {}", file.name(), what)
            })
            .collect();
        files.extend((self.lacks.len() > NAMED).then(|| count(self.lacks.len() - NAMED, "other file")));
        let mut said = Phrase::from(lead);
        said.add(listed(files));
        said
    }

    /// Asks for what is missing, and for nothing that has come; points at what has, and at what it follows from.
    pub(super) fn ask(&self, finding: Finding) -> Finding {
        let left_out: Vec<&ReturnedFile> =
            self.lacks.iter().filter(|(_, lack)| matches!(lack, Lack::LeftOut(_))).map(|(file, _)| *file).collect();
        let others = self.lacks.iter().find_map(|(_, lack)| match lack {
            Lack::Others(_, ask) => Some(*ask),
            Lack::LeftOut(_) => None,
        });
        let mut finding = self.lacks.iter().fold(finding, |finding, (file, _)| finding.at(Place::file(&file.file)));
        for file in &left_out {
            finding = file.found.iter().fold(finding, |finding, about| finding.because(&file.file, about));
        }
        match (left_out.is_empty(), others) {
            (false, _) => {
                let action =
                    "put right what is said of the files that have come; the partner need not send another return";
                finding.asking(action).asking_partner(None)
            }
            (true, Some(ask)) => {
                let action = "ask the partner to add what is missing to the return that has come";
                finding.asking(action).asking_partner(Some(ask))
            }
            (true, None) => finding,
        }
    }
}

/// What a file with these figures lacks of that which lines wait for.
fn lack(books: &Books, file: &ReturnedFile, says: &[&Position], lines: &[&Line]) -> Lack {
    let found = || names(file.found.iter().map(|about| about.name));
    if says.is_empty() {
        let is_late = books.ledger.late().iter().any(|entry| *entry.origin.file == *file.file);
        return match (file.found.is_empty(), is_late) {
            (false, _) => Lack::LeftOut(phrase!("of which nothing could be used (see {})", found())),
            (true, true) => Lack::Others(phrase!("whose amounts are dated after {}", books.as_at), ANOTHER_PERIOD),
            (true, false) => Lack::Others("which has no figures".into(), NO_FIGURES),
        };
    }
    let kind = if books.is_closed() { Kind::Contribution } else { Kind::ContributionBudget };
    let of_kind: Vec<&Position> = says.iter().copied().filter(|one| one.subject.kind == kind).collect();
    let of = |one: &&&Position, line: &Line| one.subject.agreement.as_deref() == Some(line.agreement.as_str());
    let of_agreements: Vec<&Position> =
        of_kind.iter().filter(|one| lines.iter().any(|line| of(one, line))).copied().collect();
    let is_same = |one: &&&Position, line: &Line| {
        let subject = &one.subject;
        of(one, line)
            && (subject.class, subject.form, subject.partner.as_deref())
                == (line.class, line.form, Some(line.partner.as_str()))
    };
    let same: Vec<Period> =
        of_agreements.iter().filter(|one| lines.iter().any(|line| is_same(one, line))).map(|one| one.period).collect();
    if !same.is_empty() {
        return Lack::Others(other_periods(books, &same), ANOTHER_PERIOD);
    }
    if !of_agreements.is_empty() {
        return of_another_class(&of_agreements, lines);
    }
    if !file.found.is_empty() {
        return Lack::LeftOut(phrase!("of which a part could not be used (see {})", found()));
    }
    if of_kind.is_empty() {
        let mut kinds: Vec<Kind> = says.iter().map(|one| one.subject.kind).collect();
        kinds.sort();
        kinds.dedup();
        let has = listed(kinds.into_iter().map(|kind| Phrase::from(in_words(kind))));
        return Lack::Others(phrase!("which has {} and nothing of {}", has, in_words(kind)), ANOTHER_KIND);
    }
    Lack::Others(phrase!("which has {} for other agreements only", in_words(kind)), ANOTHER_AGREEMENT)
}

/// For when a file has the figure, but not of the period.
fn other_periods(books: &Books, periods: &[Period]) -> Phrase {
    let of_year = periods.iter().filter(|period| period.year == books.period.year);
    if let Some(last) = of_year.max_by_key(|period| period.end()) {
        return phrase!("whose last figures are for {}", *last);
    }
    let mut years: Vec<Year> = periods.iter().map(|period| period.year).collect();
    years.sort();
    years.dedup();
    phrase!("which has figures for {}", listed(years.iter().map(Say::say)))
}

/// For when a file speaks of the agreement, but in another class or form, or of another's money.
fn of_another_class(says: &[&Position], lines: &[&Line]) -> Lack {
    let words = |class: Class, form: Form| match form {
        Form::Cash => class.word(),
        Form::InKind => "in kind",
    };
    let distinct = |all: Vec<&'static str>| {
        let mut once: Vec<&'static str> = Vec::new();
        all.into_iter().for_each(|word| {
            if !once.contains(&word) {
                once.push(word)
            }
        });
        once
    };
    let has = distinct(says.iter().map(|one| words(one.subject.class, one.subject.form)).collect());
    let wanted = distinct(lines.iter().map(|line| words(line.class, line.form)).collect());
    let lacking: Vec<&'static str> = wanted.into_iter().filter(|word| !has.contains(word)).collect();
    if lacking.is_empty() {
        return Lack::Others("which says it of another body".into(), ANOTHER_AGREEMENT);
    }
    let listed = |all: &[&'static str]| listed(all.iter().map(|word| Phrase::from(*word)));
    Lack::Others(phrase!("which has it as {} and not as {}", listed(&has), listed(&lacking)), ANOTHER_CLASS)
}

/// A kind of amount as a sentence has it.
const fn in_words(kind: Kind) -> &'static str {
    match kind {
        Kind::ContributionBudget => "what is budgeted",
        Kind::Contribution => "what was paid",
        Kind::Receipt => "what was received",
        Kind::Budget => "the pool's budget",
        Kind::Expenditure => "what was spent",
        Kind::Forecast => "what is expected to be spent",
        Kind::Income => "the pool's income",
        Kind::Total => "reference figures",
    }
}
