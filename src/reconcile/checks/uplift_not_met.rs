//! Uplift not met: what the NHS commits to social care does not rise by the published rate.

use crate::finding::phrase::{names, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::model::agreement::Agreement;
use crate::model::partner::Sector;
use crate::model::period::Year;
use crate::model::register::Register;
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

/// Looks at each NHS body in a year that has an uplift.
pub fn judge(books: &Books, agreement: &Agreement) -> Vec<Finding> {
    let (register, by) = (&books.register, books.period.year.last_day());
    let health = register.partners.iter().filter(|partner| partner.sector == Sector::Health);
    let mut heirs: Vec<&str> = health.map(|partner| register.heir(&partner.name, by)).collect();
    heirs.sort_unstable();
    heirs.dedup();
    heirs.into_iter().filter_map(|heir| not_met(books, agreement, heir)).collect()
}

fn not_met(books: &Books, agreement: &Agreement, heir: &str) -> Option<Finding> {
    let (register, year) = (&books.register, books.period.year);
    let uplift = books.rates.uplift(year)?;
    let bodies = register.bodies_of(heir, year.last_day());
    books.lines_together(ABOUT.name, agreement, &bodies)?;
    let agreements: Vec<&Agreement> = books.judged_by(ABOUT.name).collect();
    let last = committed(register, &agreements, &bodies, year.before()?)?;
    let now = committed(register, &agreements, &bodies, year)?;
    let needed = last.amount.uplifted(uplift.percent.0)?;
    let found = now.amount.in_whole_pounds();
    if found >= needed {
        return None;
    }
    let mut titles: Vec<&String> = agreements.iter().map(|agreement| &agreement.title).collect();
    titles.dedup();
    let commits = |body: &&str| commits(register, &agreements, body, year);
    let whose: Vec<&str> = bodies.iter().copied().filter(commits).collect();
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
    Some(finding.on_partner(Some(heir)))
}

fn commits(register: &Register, agreements: &[&Agreement], partner: &str, year: Year) -> bool {
    let is_in = |id: &str| agreements.iter().any(|agreement| agreement.id == id);
    register.commitments.iter().any(|one| one.year == year && one.partner == partner && is_in(&one.agreement))
}

/// What bodies committed to agreements for a year after variations; not known where a commitment cannot be read.
fn committed(register: &Register, agreements: &[&Agreement], bodies: &[&str], year: Year) -> Option<Sum> {
    let is_in = |id: &str, partner: &str, of: Year| {
        of == year && bodies.contains(&partner) && agreements.iter().any(|agreement| agreement.id == id)
    };
    if register.unreadable_commitments.iter().any(|one| is_in(&one.agreement, &one.partner, one.year)) {
        return None;
    }
    let opening = register.commitments.iter().filter(|one| is_in(&one.agreement, &one.partner, one.year));
    let varied = register.variations.iter().filter(|one| is_in(&one.agreement, &one.partner, one.year));
    let opening = Sum::of(opening.map(|one| (one.amount, &one.origin)))?;
    let varied = Sum::of(varied.map(|one| (one.amount, &one.origin))).unwrap_or_else(Sum::none);
    opening.plus(&varied)
}
