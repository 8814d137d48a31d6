//! Came: which files a partner has sent, and what each lacks of that which is waited for.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::finding::phrase::{Phrase, Say, cells, count, listed, names, phrase};
use crate::finding::{About, Finding};
use crate::ledger::{LeftOut, Position, ReturnedFile};
use crate::model::entry::{AmountSubject, Class, Form, Kind};
use crate::model::origin::{Origin, Place};
use crate::model::period::{Period, Year};
use crate::reconcile::{Books, Line};

/// How many files, and how many cells of one, a message names.
const NAMED: usize = 4;

/// The files that a partner has sent, with what each lacks of that which some of its lines wait for.
#[derive(Default)]
pub(super) struct Came<'a> {
    lacks: Vec<(&'a ReturnedFile, Lack)>,
}

/// What each partner has reported.
pub(super) type Told<'a> = HashMap<&'a str, Vec<&'a Position>>;

/// What each partner of an area has reported.
pub(super) fn told(books: &Books) -> Told<'_> {
    let mut told = Told::new();
    for position in books.ledger.positions() {
        if let Some(reporter) = position.subject.reporter.as_deref() {
            told.entry(reporter).or_default().push(position);
        }
    }
    told
}

/// What a file lacks.
enum Lack {
    /// What is found in it leaves its figures out: that is what the partner is asked to put right.
    LeftOut(Vec<&'static About>),
    /// It has other figures, or none.
    Others(Phrase, &'static str),
}

/// What is asked of a partner whose return has no figure where there should be one.
pub(super) const NO_FIGURES: &str =
    "Fill in what the return that you have sent leaves open; if nothing was paid or budgeted, put a nought.";
const ANOTHER_KIND: &str = "Add what is missing to the return that you have sent: what is budgeted while the year runs, what was paid once it is over.";
const ANOTHER_AGREEMENT: &str =
    "Add the agreement to the return that you have sent; if nothing was paid or budgeted for it, put a nought.";
const ANOTHER_BODY: &str = "Add your own figures to the return that you have sent: it has only those of others.";
const ANOTHER_CLASS: &str = "Say in the return that you have sent which amounts are revenue, which are capital and which are in kind, and add those that are missing.";
const ANOTHER_PERIOD: &str = "Send the same for the period: what you have sent is for another.";

impl<'a> Came<'a> {
    /// What has come from a partner.
    pub(super) fn from(books: &'a Books, told: &Told<'a>, partner: &str, lines: &[&Line]) -> Self {
        let own = told.get(partner).map(Vec::as_slice).unwrap_or_default();
        let speaking: HashSet<&str> = own.iter().map(|one| &*one.file).collect();
        let is_near = |folder: &str| books.register.names.nearest_partner(folder) == Some(partner);
        let is_theirs = |file: &&ReturnedFile| {
            file.partner.as_deref() == Some(partner)
                || speaking.contains(&*file.file)
                || file.unknown_folder().is_some_and(is_near)
        };
        let files = books.ledger.files().iter().filter(is_theirs);
        let lacks = files.map(|file| {
            let says: Vec<&Position> = own.iter().copied().filter(|one| *one.file == *file.file).collect();
            (file, lack(books, file, &says, lines))
        });
        let mut lacks: Vec<(&ReturnedFile, Lack)> = lacks.collect();
        // Of what is only of another period, the last will do, and none beside a file that may be of this one.
        let is_earlier = |lack: &Lack| matches!(lack, Lack::Others(_, ask) if *ask == ANOTHER_PERIOD);
        let last = own.iter().max_by_key(|one| one.period.end()).map(|one| &*one.file);
        let only_earlier = lacks.iter().all(|(_, lack)| is_earlier(lack));
        lacks.retain(|(file, lack)| !is_earlier(lack) || only_earlier && last.is_none_or(|last| *file.file == *last));
        Self { lacks }
    }

    /// The files and what they lack, after words that lead up to them; nothing where no file came.
    pub(super) fn said(&self, lead: &'static str) -> Phrase {
        let mut alike: Vec<(Phrase, Phrase, Vec<&str>)> = Vec::new();
        for (file, lack) in &self.lacks {
            let what = match lack {
                Lack::LeftOut(found) => {
                    phrase!("which could not be used as it is (see {})", names(found.iter().map(|about| about.name)))
                }
                Lack::Others(what, _) => what.clone(),
            };
            let is_nobodys = file.found.iter().any(|(what, _)| *what == LeftOut::Partner);
            let perhaps = if file.partner.is_none() && is_nobodys { " perhaps" } else { "" };
            match alike.iter_mut().find(|(known, ..)| *known == what) {
                Some((.., others)) => others.push(file.name()),
                None => alike.push((what.clone(), phrase!("`{}`{}, {}", file.name(), perhaps, what), Vec::new())),
            }
        }
        let mut said = Phrase::default();
        for (place, (_, first, others)) in alike.iter().take(NAMED).enumerate() {
            said.add(if place > 0 { "; " } else { lead });
            said.add(first.clone());
            if !others.is_empty() {
                said.add(phrase!("; so is it with {}", some(others)));
            }
        }
        if let Some(more) = alike.len().checked_sub(NAMED).filter(|more| *more > 0) {
            said.add(phrase!("; {}", count(more, "other file")));
        }
        said
    }

    /// Asks for what is missing, and for nothing that has come; points at what has, and at what it follows from.
    pub(super) fn ask(&self, finding: Finding) -> Finding {
        let mut finding = self.lacks.iter().fold(finding, |finding, (file, _)| finding.at(Place::file(&file.file)));
        let mut others = None;
        for (file, lack) in &self.lacks {
            match lack {
                Lack::LeftOut(found) => {
                    finding = found.iter().fold(finding, |finding, about| finding.because(&file.file, about));
                }
                Lack::Others(_, ask) => others = others.or(Some(*ask)),
            }
        }
        match others {
            _ if !finding.because.is_empty() => {
                let action = "put right what is said of the files that have come, and ask the partner for nothing else";
                finding.asking(action).asking_partner(None)
            }
            Some(ANOTHER_PERIOD) => finding.asking_partner(Some(ANOTHER_PERIOD)),
            Some(ask) => {
                finding.asking("ask the partner for what the files that have come lack").asking_partner(Some(ask))
            }
            None => finding,
        }
    }
}

/// The names of some files, of many only the first.
fn some(files: &[&str]) -> Phrase {
    let mut all: Vec<Phrase> = files.iter().take(NAMED).map(|file| phrase!("`{}`", *file)).collect();
    all.extend((files.len() > NAMED).then(|| count(files.len() - NAMED, "other file")));
    listed(all)
}

/// What a file with these figures lacks of that which lines wait for.
fn lack(books: &Books, file: &ReturnedFile, says: &[&Position], lines: &[&Line]) -> Lack {
    let kind = if books.is_closed() { Kind::Contribution } else { Kind::ContributionBudget };
    let of = |subject: &AmountSubject, line: &Line| {
        subject.kind == kind && subject.agreement.as_deref() == Some(line.agreement.as_str())
    };
    let is_asked = |subject: &AmountSubject| lines.iter().any(|line| of(subject, line));
    let is_same = |subject: &AmountSubject, line: &&Line| {
        let AmountSubject { class, form, partner, .. } = subject;
        of(subject, line) && (*class, *form, partner.as_deref()) == (line.class, line.form, Some(line.partner.as_str()))
    };
    let asked: Vec<&Position> = says.iter().copied().filter(|one| is_asked(&one.subject)).collect();
    let same = asked.iter().filter(|one| lines.iter().any(|line| is_same(&one.subject, line)));
    let same: Vec<Period> = same.map(|one| one.period).collect();
    if !same.is_empty() {
        return of_other_periods(books, &same);
    }
    let found = left_out(file, says, kind);
    if asked.iter().any(|one| one.subject.partner.is_none()) && !found.is_empty() {
        return Lack::LeftOut(found);
    }
    if !asked.is_empty() {
        return of_another_class(&asked, lines);
    }
    let gaps = books.ledger.gaps().iter().filter(|gap| gap.origin.file == file.file && is_asked(&gap.subject));
    let (of, mut open): (BTreeSet<&str>, Vec<&Origin>) =
        gaps.map(|gap| (gap.subject.agreement.as_deref().unwrap_or_default(), &gap.origin)).unzip();
    open.dedup();
    if !open.is_empty() {
        let is_of_all = lines.iter().all(|line| of.contains(line.agreement.as_str()));
        let only = (!is_of_all).then(|| phrase!(" for {}", names(of.iter().map(|id| books.register.title(id)))));
        let what = phrase!("in which it is left open{}{}", only, cells(open.into_iter().take(NAMED)));
        return Lack::Others(what, NO_FIGURES);
    }
    if !found.is_empty() {
        return Lack::LeftOut(found);
    }
    if books.ledger.late().iter().any(|entry| entry.origin.file == file.file && entry.subject.kind == kind) {
        return Lack::Others(phrase!("whose amounts are dated after {}", books.as_at), ANOTHER_PERIOD);
    }
    of_another_kind(file, says, kind)
}

/// What is found in a file that explains why it lacks a kind of amount.
fn left_out(file: &ReturnedFile, says: &[&Position], kind: Kind) -> Vec<&'static About> {
    let of_kind = || says.iter().map(|one| &one.subject).filter(|subject| subject.kind == kind);
    let has_column = file.kinds.contains(&kind);
    let explains = |what: LeftOut| match what {
        LeftOut::Sheet => true,
        LeftOut::Column => !has_column,
        LeftOut::Agreement => of_kind().any(|subject| subject.agreement.is_none()),
        LeftOut::Partner => file.partner.is_none() || of_kind().any(|subject| subject.partner.is_none()),
        LeftOut::Cells => has_column,
    };
    file.found.iter().filter(|(what, _)| explains(*what)).map(|(_, about)| *about).collect()
}

/// For when a file has other amounts, or none.
fn of_another_kind(file: &ReturnedFile, says: &[&Position], kind: Kind) -> Lack {
    let wanted = in_words(kind);
    let kinds: BTreeSet<Kind> = says.iter().map(|one| one.subject.kind).collect();
    let has_column = file.kinds.contains(&kind);
    if kinds.contains(&kind) {
        return Lack::Others(phrase!("which has {} for other agreements only", wanted), ANOTHER_AGREEMENT);
    }
    if file.kinds.is_empty() || kinds.is_empty() && has_column {
        return Lack::Others("in which no figure counts".into(), NO_FIGURES);
    }
    let none = if has_column { "no figure" } else { "no column" };
    let has = listed(kinds.into_iter().map(|kind| Phrase::from(in_words(kind))));
    let has = if has.is_empty() { has } else { phrase!("{}, but ", has) };
    Lack::Others(phrase!("which has {}{} for {}", has, none, wanted), ANOTHER_KIND)
}

/// For when a file has the figure, but not of the period, or only in part.
fn of_other_periods(books: &Books, periods: &[Period]) -> Lack {
    let of_year = periods.iter().filter(|period| period.year == books.period.year);
    if let Some(last) = of_year.max_by_key(|period| period.end()) {
        let reaches = last.months() >= books.period.months();
        return if reaches {
            Lack::Others(phrase!("which has only parts of it, the last {}", *last), NO_FIGURES)
        } else {
            Lack::Others(phrase!("whose last figures are for {}", *last), ANOTHER_PERIOD)
        };
    }
    let mut years: Vec<Year> = periods.iter().map(|period| period.year).collect();
    years.sort();
    years.dedup();
    Lack::Others(phrase!("which has figures for {}", listed(years.iter().map(Say::say))), ANOTHER_PERIOD)
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
        let bodies: BTreeSet<&str> = says.iter().filter_map(|one| one.subject.partner.as_deref()).collect();
        return Lack::Others(phrase!("which says it of {}", names(bodies)), ANOTHER_BODY);
    }
    let listed = |all: &[&'static str]| listed(all.iter().map(|word| Phrase::from(*word)));
    Lack::Others(phrase!("which has it as {} and not as {}", listed(&has), listed(&lacking)), ANOTHER_CLASS)
}

/// A kind of amount as a sentence has it.
const fn in_words(kind: Kind) -> &'static str {
    match kind {
        Kind::ContributionBudget => "the budgeted contribution",
        Kind::Contribution => "what was paid in",
        Kind::Receipt => "what was received",
        Kind::Budget => "the pool's budget",
        Kind::Expenditure => "what the pool spent",
        Kind::Forecast => "what it expects to spend",
        Kind::Income => "the pool's income",
        Kind::Total => "reference figures",
    }
}
