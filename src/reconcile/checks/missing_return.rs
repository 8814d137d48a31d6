//! Missing return: a partner in an agreement has not reported what its commitment is held against.

mod came;

use std::cell::LazyCell;
use std::collections::HashMap;

use crate::finding::phrase::{Phrase, names, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::model::agreement::Agreement;
use crate::model::period::Period;
use crate::model::words::slug;
use crate::reconcile::checks::{Check, Judge};
use crate::reconcile::judged::Judged;
use crate::reconcile::{Books, Line, Reported};

use came::{Came, NO_FIGURES, Told, told};

/// What this check is about.
pub const ABOUT: About = About {
    name: "missing-return",
    level: Level::Error,
    nature: Nature::Fact,
    finds: "a partner that committed money to an agreement and has not reported what it is held against: its budget while \
            the year runs, what it paid once the year is over. Nothing is asked of a body that is not yet in being, nor about an \
            agreement that has not begun; for a body that is gone its last figures stand, and its successor speaks. What the partner \
            has sent is named, with what it lacks: the figures of another kind, class, period or agreement, or figures that could \
            not be used for what is found in the file.",
    matters: "what the partner puts in is not known. The pack says \"not received\"; it never counts it as nil.",
    action: "ask the partner for its return and drop it into the partner's folder; where it has come, for what it lacks",
    ask: Some("Send the return for the period; if nothing was paid or budgeted, send it with a nought."),
};

/// How it judges.
pub const CHECK: Check = Check { about: &ABOUT, judges: &[Judge::Area(judge)], tolerance: None };

/// Looks at each line for which there is a commitment; of a partner with nothing that reaches the period it is said once, at the
/// first agreement that waits for it.
fn judge(books: &Books, judged: &Judged<'_>) -> Vec<Finding> {
    // Looked for only where a line waits: a ledger may have a million rows.
    let told = LazyCell::new(|| told(books));
    let reaches = |period: Period| period.year == books.period.year && period.months() >= books.period.months();
    let is_silent = |line: &Line| {
        let speaks = || told.get(line.partner.as_str()).is_some_and(|said| said.iter().any(|one| reaches(one.period)));
        *books.held(line) == Reported::Nothing && !speaks()
    };
    let waits =
        |line: &Line| matches!(books.held(line), Reported::Nothing | Reported::Incomplete { refused: false, .. });
    let is_asked_for =
        |line: &&Line| line.committed.is_some() && waits(line) && books.has_begun(line) && !books.is_shared_out(line);
    let mut silent: HashMap<&str, Vec<&Line>> = HashMap::new();
    let lines = judged.agreements.iter().flat_map(|one| books.held_lines_of(&one.id));
    for line in lines.filter(|line| is_asked_for(line) && is_silent(line)) {
        silent.entry(&line.partner).or_default().push(line);
    }
    let mut findings = Vec::new();
    for agreement in &judged.agreements {
        for line in books.held_lines_of(&agreement.id).filter(is_asked_for) {
            let finding = if is_silent(line) {
                silent.remove(line.partner.as_str()).map(|lines| nothing(books, &told, &line.partner, &lines))
            } else {
                in_part(books, &told, agreement, line)
            };
            findings.extend(finding.map(|finding| finding.on_agreement(Some(&agreement.id))));
        }
    }
    findings
}

/// A partner with nothing that reaches the period, with all lines that wait for it: that no figures could be used is said only
/// where none of the year is in the ledger.
fn nothing<'a>(books: &'a Books, told: &Told<'a>, partner: &str, lines: &[&Line]) -> Finding {
    let came = Came::from(books, told, partner, lines);
    let mut titles: Vec<&str> = lines.iter().map(|line| line.agreement.as_str()).collect();
    titles.dedup();
    let titles = names(titles.into_iter().map(|id| books.register.title(id)));
    let (reported, known) = if books.is_closed() {
        ("what it paid into", "what it has paid into")
    } else {
        ("its budget for", "what it has budgeted for")
    };
    let has_some = told.get(partner).is_some_and(|said| said.iter().any(|one| one.period.year == books.period.year));
    let message = if has_some {
        let sent = came.said("; it has sent ");
        phrase!("`{}` has not reported {} {} in {}{}", partner, reported, titles, books.period, sent)
    } else {
        let sent = came.said(": it has sent ");
        let none = if sent.is_empty() { Phrase::from("have come") } else { phrase!("could be used{}", sent) };
        phrase!("no figures of `{}` for {} {}; nothing is known of {} {}", partner, books.period, none, known, titles)
    };
    let cells = lines.iter().flat_map(|line| &line.committed).flat_map(|sum| &sum.origins);
    let finding = Finding::new(&ABOUT, message).asking(ask_for_it(partner)).at_cells(cells).on_partner(Some(partner));
    came.ask(finding)
}

/// A partner that has sent figures, and not what this line needs.
fn in_part<'a>(books: &'a Books, told: &Told<'a>, agreement: &Agreement, line: &Line) -> Option<Finding> {
    let (partner, title, period) = (&line.partner, &agreement.title, books.period);
    let what = if books.is_closed() { "what it paid" } else { "its budget" };
    let (has, is_partly) = match books.held(line) {
        Reported::Incomplete { refused: false, .. } => ("has reported only a part of", true),
        Reported::Nothing => ("has not reported", false),
        _ => return None,
    };
    let came = if is_partly { Came::default() } else { Came::from(books, told, partner, &[line]) };
    let message =
        phrase!("{} {} {} for `{}` in {}{}", line.whose(), has, what, title, period, came.said("; it has sent "));
    let cells = line.committed.iter().flat_map(|sum| &sum.origins);
    let finding = Finding::new(&ABOUT, message).asking(ask_for_it(partner)).at_cells(cells).on_partner(Some(partner));
    Some(if is_partly {
        finding.asking("ask the partner for what its return leaves open").asking_partner(Some(NO_FIGURES))
    } else {
        came.ask(finding)
    })
}

/// Where its return belongs.
fn ask_for_it(partner: &str) -> Phrase {
    phrase!("ask the partner for its return and drop it into `returns/{}/`", slug(partner))
}
