//! Uplift not met: what the NHS commits to social care does not rise by the published rate.

use std::collections::BTreeSet;

use crate::finding::phrase::{names, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::model::partner::{Partner, Sector};
use crate::model::passed_on::PassedOn;
use crate::model::period::Year;
use crate::model::register::Register;
use crate::reconcile::checks::{Check, Judge};
use crate::reconcile::judged::{Body, Judged};
use crate::reconcile::{Books, Sum};

/// What this check is about.
pub const ABOUT: About = About {
    name: "uplift-not-met",
    level: Level::Error,
    nature: Nature::Fact,
    finds: "commitments of an NHS body after agreed variations that are below those of the year before with the year's uplift \
            in templates/rates.toml, in whole pounds. Bodies count together with those that they took over from, and so do \
            the agreements of all types that ask for this check.",
    matters: "the uplift is a condition of the money: social care may not get less of the growth than the rate says.",
    action: "ask the NHS body to raise its contribution, or correct the rate in `templates/rates.toml`",
    ask: Some("Raise the contribution by the uplift, or tell us which of the figures is wrong."),
};

/// How it judges.
pub const CHECK: Check = Check { about: &ABOUT, judges: &[Judge::Body(bodies, judge)], tolerance: None };

/// Those that answer for the NHS bodies at the end of the year, by their names.
fn bodies(books: &Books) -> Vec<&str> {
    let (register, by) = (&books.register, books.period.year.last_day());
    // What is shared out between several is held against each of them.
    let is_one = |partner: &&Partner| !matches!(register.passed_on(&partner.name, None, by), PassedOn::Shared(_));
    let health = register.partners.iter().filter(|partner| partner.sector == Sector::Health).filter(is_one);
    let successors: BTreeSet<&str> = health.map(|partner| register.successor_of(&partner.name, None, by)).collect();
    successors.into_iter().collect()
}

/// Looks at a body in a year that has an uplift; it is said at the first agreement in which it has a line.
fn judge(books: &Books, judged: &Judged<'_>, body: &Body<'_>) -> Option<Finding> {
    let (register, year) = (&books.register, books.period.year);
    let uplift = books.rates.uplift(year)?;
    let first = &body.lines(books, judged).first()?.agreement;
    let by = year.last_day();
    let with_parts = |own: Option<Sum>, of: Year| match body.parts_of_others(register, judged, of, by) {
        Some(parts) => own.map_or_else(|| Some(parts.clone()), |own| own.plus(&parts)),
        None => own,
    };
    let last = year.before()?;
    let last = with_parts(committed(register, judged, body, last), last)?;
    let now = with_parts(committed(register, judged, body, year), year)?;
    let needed = last.amount.uplifted(uplift.percent.0)?;
    let found = now.amount.in_whole_pounds();
    if found >= needed {
        return None;
    }
    let mut titles: Vec<&String> = judged.agreements.iter().map(|agreement| &agreement.title).collect();
    titles.dedup();
    let commits = |body: &&str| commits(register, judged, body, year);
    let whose: Vec<&str> = body.answers_for.iter().copied().filter(commits).collect();
    let less = needed.checked_sub(found)?;
    let message = phrase!(
        "{} {} committed {} to {} for {}, {} below last year's {} with the uplift of {}, which is {} ({})",
        names(whose.iter().copied()),
        if whose.len() == 1 { "has" } else { "have" },
        now.amount,
        names(titles),
        year,
        less,
        last.amount,
        uplift.percent.0,
        needed,
        uplift.source,
    );
    let finding = Finding::new(&ABOUT, message)
        .found(now.amount, &now.origins)
        .expected(needed, &last.origins)
        .differing_by(less);
    Some(finding.on_partner(Some(body.name)).on_agreement(Some(first)))
}

fn commits(register: &Register, judged: &Judged<'_>, partner: &str, year: Year) -> bool {
    register.commitments.iter().any(|one| one.year == year && one.partner == partner && judged.has(&one.agreement))
}

/// What a body committed for a year after variations; not known where a commitment cannot be read.
fn committed(register: &Register, judged: &Judged<'_>, body: &Body<'_>, year: Year) -> Option<Sum> {
    let is_in = |id: &str, partner: &str, of: Year| of == year && body.answers_for.contains(&partner) && judged.has(id);
    if register.unreadable_commitments.iter().any(|one| is_in(&one.agreement, &one.partner, one.year)) {
        return None;
    }
    let opening = register.commitments.iter().filter(|one| is_in(&one.agreement, &one.partner, one.year));
    let varied = register.variations.iter().filter(|one| is_in(&one.agreement, &one.partner, one.year));
    let opening = Sum::of_amounts(opening.map(|one| (one.amount, &one.origin)))?;
    let varied = Sum::of_amounts(varied.map(|one| (one.amount, &one.origin))).unwrap_or_else(Sum::none);
    opening.plus(&varied)
}
