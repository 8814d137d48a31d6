//! Grant renamed: a commitment is marked as a grant that is not paid under that name in its year.

use crate::finding::phrase::{Phrase, cells, name, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::model::agreement::{Agreement, Commitment};
use crate::model::condition::Grant;
use crate::model::origin::Origin;
use crate::model::partner::Sector;
use crate::reconcile::Books;
use crate::reconcile::checks::{Check, Judge};

/// What this check is about.
pub const ABOUT: About = About {
    name: "grant-renamed",
    level: Level::Note,
    nature: Nature::Fact,
    finds: "commitments of the year that the register marks under Grant with the name of a grant of other years, such as ibcf in 2025-26. \
            They count as the grant that its money is a part of, as templates/conditions.toml has it.",
    matters: "the allocation of the year is published under the name of the year, and members look for that one.",
    action: "mark the commitment with the name of the year, if that is what is meant",
    ask: None,
};

/// How it judges.
pub const CHECK: Check = Check { about: &ABOUT, judges: &[Judge::Agreement(judge)], tolerance: None };

/// Looks at the commitments of the year, those of one partner under one name together.
fn judge(books: &Books, agreement: &Agreement) -> Vec<Finding> {
    let (year, framework) = (books.period.year, &books.framework);
    let of_year = books.register.commitments.under(&agreement.id).filter(|one| one.year == year);
    let mut renamed: Vec<(&str, Grant, Vec<&Origin>)> = Vec::new();
    let of_other_years = |one: &Commitment| one.grant.filter(|grant| !framework.is_paid(*grant, year));
    for (one, grant) in of_year.filter_map(|one| Some((one, of_other_years(one)?))) {
        match renamed.iter_mut().find(|(partner, of, _)| (*partner, *of) == (one.partner.as_str(), grant)) {
            Some((.., origins)) => origins.push(&one.origin),
            None => renamed.push((&one.partner, grant, vec![&one.origin])),
        }
    }
    let finding = |(partner, grant, origins): (&str, Grant, Vec<&Origin>)| {
        let known = framework.grant(grant);
        let years = known.map(|known| format!(" ({}, {})", known.title, known.years()));
        let marked = phrase!("`{}` is no grant of {}{}", grant.to_string(), year, years);
        let message = phrase!("{}: {}{}", marked, counts_as(books, partner, grant), cells(origins.iter().copied()));
        origins
            .iter()
            .fold(Finding::new(&ABOUT, message), |finding, origin| finding.at(*origin))
            .on_partner(Some(partner))
    };
    renamed.into_iter().map(finding).collect()
}

/// What money under the name counts as.
fn counts_as(books: &Books, partner: &str, grant: Grant) -> Phrase {
    let (year, framework) = (books.period.year, &books.framework);
    let money = phrase!("what `{}` commits under that name", partner);
    let of_the_nhs = framework.grant(grant).and_then(|known| known.of_the_nhs.as_ref());
    match (books.register.sector(partner), of_the_nhs, framework.meant_in(year, grant)) {
        (Some(Sector::Health), Some(became), _) => phrase!("{} counts as part of {}", money, became.as_str()),
        (_, _, Some(now)) => phrase!("{} counts as {}", money, name(now.to_string())),
        (_, _, None) => phrase!("{} is held against no allocation", money),
    }
}
