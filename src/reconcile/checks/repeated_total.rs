//! Repeated total: spending that is exactly that of the period before, or exactly twice as much.

use std::collections::BTreeSet;

use crate::finding::phrase::{Phrase, count, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::model::agreement::Agreement;
use crate::model::entry::{Class, Kind};
use crate::model::period::Period;
use crate::reconcile::checks::{Check, Judge};
use crate::reconcile::reported::{Asked, Told};
use crate::reconcile::{Books, Sum};

/// What this check is about.
pub const ABOUT: About = About {
    name: "repeated-total",
    level: Level::Warning,
    nature: Nature::Judgement,
    finds: "spending on an agreement in a month or quarter that is, to the penny, what the same partner reported for the one \
            before, or twice that; or spending to date that has not moved at all. Contributions, which are paid in equal parts, \
            budgets and forecasts are not looked at.",
    matters: "the return of the period before may have been sent again, or one that runs from April may have been read as one \
              for the period alone.",
    action: "ask the partner whether the figures are those of the period",
    ask: Some("Tell us whether the figures are those of this period; if they are not, send those that are."),
};

/// How it judges.
pub const CHECK: Check = Check { about: &ABOUT, judges: &[Judge::Agreement(judge)], tolerance: None };

/// How many times larger a sum must be than what rounding may have moved it by: figures of one or two digits agree by chance.
const EXACT_ENOUGH: i64 = 200;

/// Who reports, of which class, and whether from the start of the year.
type ReportedSeries<'a> = (Option<&'a str>, Class, bool);

/// A period whose spending repeats that of the one before.
struct Repeat {
    period: Period,
    now: Sum,
    before: Period,
    earlier: Sum,
}

/// Looks at what each partner reports of an agreement's spending in the year.
fn judge(books: &Books, agreement: &Agreement) -> Vec<Finding> {
    let year = books.period.year;
    let mut said: Vec<(ReportedSeries<'_>, BTreeSet<Period>)> = Vec::new();
    let positions = books.ledger.positions_of(&agreement.id);
    for position in positions.filter(|one| one.period.year == year && one.subject.kind == Kind::Expenditure) {
        let key = (position.subject.reporter.as_deref(), position.subject.class, position.cumulative);
        match said.iter_mut().find(|(known, _)| *known == key) {
            Some((_, periods)) => drop(periods.insert(position.period)),
            None => said.push((key, BTreeSet::from([position.period]))),
        }
    }
    let mut findings = Vec::new();
    for ((reporter, class, to_date), periods) in said {
        let asked = Asked { agreement: &agreement.id, kind: Kind::Expenditure, class, of: None };
        let told = Told::about(&books.ledger, asked, year, |one| one == reporter);
        let spent = |period: &Period| {
            let reported = periods.contains(period).then(|| told.just(*period, to_date));
            reported.and_then(|reported| reported.figure().cloned())
        };
        for parts in Period::whole(year).parts() {
            let sums: Vec<(Period, Option<Sum>)> = parts.iter().map(|period| (*period, spent(period))).collect();
            findings.extend(finding(agreement, reporter, to_date, &repeats(&sums, to_date)));
        }
    }
    findings
}

/// The periods whose spending repeats that of the one before; `sums` are in order, and missing where none is known.
fn repeats(sums: &[(Period, Option<Sum>)], to_date: bool) -> Vec<Repeat> {
    let pairs = sums.iter().zip(sums.iter().skip(1)).filter_map(|((before, earlier), (period, now))| {
        let (earlier, now) = (earlier.clone()?, now.clone()?);
        let twice = earlier.amount.checked_add(earlier.amount);
        let repeats = now.amount == earlier.amount || (!to_date && Some(now.amount) == twice);
        let least = now.slack.pence().checked_mul(EXACT_ENOUGH)?;
        let is_exact = now.amount.pence() != 0 && now.amount.abs().pence() >= least;
        (repeats && is_exact).then_some(Repeat { period: *period, now, before: *before, earlier })
    });
    pairs.collect()
}

/// What is said of the first period that repeats another; the others are counted.
fn finding(agreement: &Agreement, reporter: Option<&str>, to_date: bool, repeats: &[Repeat]) -> Option<Finding> {
    let (first, others) = repeats.split_first()?;
    let Repeat { period, now, before, earlier } = first;
    let (span, as_before) = match to_date {
        true => ("from April to the end of", phrase!("exactly what it was at the end of {}", before)),
        false if now.amount == earlier.amount => ("in", phrase!("exactly as much as in {}", before)),
        false => ("in", phrase!("exactly twice the {} of {}", earlier.amount, before)),
    };
    let more = match others.len() {
        0 => Phrase::default(),
        1 => "; 1 later period repeats the one before it, too".into(),
        more => phrase!("; {} repeat the ones before them, too", count(more, "later period")),
    };
    let message = phrase!(
        "the spending of `{}` {} {}, as `{}` reports it, is {}, {}{}",
        agreement.title,
        span,
        period,
        reporter.unwrap_or("a partner that is not known"),
        now.amount,
        as_before,
        more
    );
    let finding = Finding::new(&ABOUT, message);
    let cells = repeats.iter().flat_map(|repeat| repeat.now.origins.iter().chain(&repeat.earlier.origins));
    Some(finding.at_cells(cells).on_partner(reporter))
}
