//! Disinvestment: a partner quietly puts in less than it committed.

use crate::finding::phrase::{Phrase, cells, listed, name, names, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::model::agreement::Agreement;
use crate::model::partner::Sector;
use crate::model::rules::percent::Percent;
use crate::reconcile::additional::{By, Fall, fall};
use crate::reconcile::checks::{A_POUND, Check, Judge};
use crate::reconcile::{Books, Cut, Line, Sum};

/// What this check is about.
pub const ABOUT: About = About {
    name: "disinvestment",
    level: Level::Error,
    nature: Nature::Fact,
    finds: "a partner's own budget for its contribution that is below its commitment after agreed variations, by more than \
            the rounding of its cells explains; or a recurrent commitment that is below last year's recurrent one, gone, or no \
            longer recurrent, where no recurrent variation of last year explains it and none of this year makes it good; or what is put in beside grants and \
            published minimums that is below last year's, though the whole is not, where the register tells it apart in both years (Grant \
            and For, nhs-minimum, or the source of funding of schemes). A body counts together with those that it took over from.",
    matters: "an agreement is a commitment of resources. A contribution may not fall without consultation; one that \
              fell without it may show here first.",
    action: "ask the partner to restore the money, or to record a variation with its consultation and approval",
    ask: Some(
        "Tell us why it fell, and have the change agreed as a variation, with its consultation and approval; or \
         restore the money.",
    ),
};

/// How it judges.
pub const CHECK: Check = Check { about: &ABOUT, judges: &[Judge::Agreement(judge)], tolerance: A_POUND };

/// Looks at each line of an agreement in each way.
fn judge(books: &Books, agreement: &Agreement) -> Vec<Finding> {
    let lines = books.lines_of(&agreement.id).flat_map(|line| {
        let held = Some(books.held_line(line)).filter(|held| held.partner == line.partner);
        let below = held.and_then(|held| below_commitment(books, agreement, held));
        let ways = [below_last_year, withdrawn, additional];
        below.into_iter().chain(ways.into_iter().filter_map(move |way| way(books, agreement, line)))
    });
    lines.collect()
}

fn below_commitment(books: &Books, agreement: &Agreement, line: &Line) -> Option<Finding> {
    let (budgeted, committed) = (line.budgeted.figure()?, line.committed.as_ref()?);
    let less = budgeted.short_of(committed)?;
    let message = phrase!(
        "{} has budgeted {}{} for `{}` for {}, {} below its commitment of {}{}",
        line.whose(),
        budgeted.amount,
        books.of_class(&line.agreement, line.class),
        agreement.title,
        books.period.year,
        less,
        committed.amount,
        cells(&committed.origins)
    );
    Some(finding(line, message, budgeted, committed).differing_by(less))
}

fn below_last_year(books: &Books, agreement: &Agreement, line: &Line) -> Option<Finding> {
    let (last, all) = (line.last_recurrent.as_ref()?, line.raised.as_ref()?);
    let (year, of_class) = (books.period.year, || books.of_class(&line.agreement, line.class));
    let (found, less) = match line.cut()? {
        // One cut is said once, where it is seen whole.
        Cut::Lowered { .. } if hidden(books, line).is_some() => return None,
        Cut::Lowered { less, .. } => (line.recurrent.as_ref()?, less),
        Cut::NotToGoOn(less) => {
            let below = less.map(|less| phrase!(", {} below last year's of {}", less, last.amount));
            let as_last = || phrase!("; last year's of {} was to go on", last.amount);
            let message = phrase!(
                "the commitment{} of {} to `{}` for {} is {} and no longer recurrent{}{}",
                of_class(),
                whose(line),
                agreement.title,
                year,
                all.amount,
                below.unwrap_or_else(as_last),
                cells(&last.origins)
            );
            let finding = finding(line, message, all, last).asking(RESTORE);
            return Some(finding.differing_by(less.unwrap_or(last.amount)));
        }
    };
    let message = phrase!(
        "the recurrent commitment{} of {} to `{}` for {} is {}, {} below last year's of {}{}",
        of_class(),
        whose(line),
        agreement.title,
        year,
        found.amount,
        less,
        last.amount,
        cells(&last.origins)
    );
    Some(finding(line, message, found, last).asking(RESTORE).differing_by(less))
}

/// A commitment that was to go on and is not there any more; one of an agreement that has ended makes no line.
fn withdrawn(books: &Books, agreement: &Agreement, line: &Line) -> Option<Finding> {
    let last = line.withdrawn()?;
    let of_class = || books.of_class(&line.agreement, line.class);
    let message = phrase!(
        "the register has no commitment{} of {} to `{}` for {}; last year's recurrent one was {}{}",
        of_class(),
        whose(line),
        agreement.title,
        books.period.year,
        last.amount,
        cells(&last.origins)
    );
    let finding = Finding::new(&ABOUT, message).expected(last.amount, &last.origins).on_partner(Some(&line.partner));
    Some(finding.asking(RESTORE).differing_by(last.amount))
}

/// The fall of what is put in beside grants and minimums, where the commitment as a whole shows less of it or nothing.
fn hidden(books: &Books, line: &Line) -> Option<Fall> {
    let fall = fall(books, line)?;
    let is_shown = match line.cut() {
        Some(Cut::Lowered { less, .. }) => less >= fall.less,
        Some(Cut::NotToGoOn(_)) => true,
        None => false,
    };
    (!is_shown).then_some(fall)
}

/// What is put in beside grants and minimums that is less than last year's, where the commitment as a whole does not show it.
fn additional(books: &Books, agreement: &Agreement, line: &Line) -> Option<Finding> {
    let fall = hidden(books, line)?;
    let (last, now) = (fall.is_last_the_least, fall.is_now_the_most);
    let at_least = |is_bounded: bool| if is_bounded { "at least " } else { "" };
    let as_a_whole = match line.cut() {
        Some(Cut::Lowered { less, .. }) => {
            phrase!(", though its recurrent commitment as a whole is only {} less", less)
        }
        _ => ", though its commitment as a whole is no less".into(),
    };
    let message = phrase!(
        "{} {}{}, {}{} below last year's of {}{}{}{}",
        told(books, agreement, line, fall.by),
        if now { "at most " } else { "" },
        fall.now.amount,
        at_least(last || now),
        fall.less,
        at_least(last),
        fall.last.amount,
        cells(&fall.last.origins),
        as_a_whole
    );
    Some(finding(line, message, &fall.now, &fall.last).asking(TELL_ALIKE).differing_by(fall.less))
}

/// What is additional, in the words in which the register tells it, up to its amount.
fn told(books: &Books, agreement: &Agreement, line: &Line, by: By) -> Phrase {
    let (of_class, year) = (books.of_class(&line.agreement, line.class), books.period.year);
    let is_health = books.register.sector(&line.partner) == Some(Sector::Health);
    let beside = match by {
        By::Schemes => {
            let whose = whose(line);
            return phrase!(
                "what schemes of `{}` have{} of additional contributions of {} for {} comes to",
                agreement.title,
                of_class,
                whose,
                year
            );
        }
        By::Minimums => "beyond grants and the published minimum",
        By::Marks if is_health => "apart from grants and from what is for a purpose that has a minimum",
        By::Marks => "beside grants",
    };
    phrase!("what {} commits{} to `{}` for {} {} is", whose(line), of_class, agreement.title, year, beside)
}

/// A partner, with the bodies whose commitments have become its own.
fn whose(line: &Line) -> Phrase {
    if line.took_over.is_empty() {
        return name(&line.partner);
    }
    if line.took_over.iter().all(|one| one.share == Percent::WHOLE) {
        let from = names(line.took_over.iter().map(|one| &one.body));
        return phrase!("`{}`, which took over from {},", line.partner, from);
    }
    let parts = listed(line.took_over.iter().map(|one| match one.share {
        Percent::WHOLE => phrase!("all of `{}`", one.body),
        share => phrase!("{} of `{}`", share.to_string(), one.body),
    }));
    phrase!("`{}`, which took over {},", line.partner, parts)
}

const RESTORE: &str =
    "restore the commitment, or record last year's recurrent variation with its consultation and approval";

const TELL_ALIKE: &str = "restore the commitment, or record last year's recurrent variation with its consultation and approval; or tell \
                          both years apart alike under `Grant`, `For` or `Source of funding`";

fn finding(line: &Line, message: Phrase, found: &Sum, expected: &Sum) -> Finding {
    Finding::new(&ABOUT, message)
        .found(found.amount, &found.origins)
        .expected(expected.amount, &expected.origins)
        .on_partner(Some(&line.partner))
}
