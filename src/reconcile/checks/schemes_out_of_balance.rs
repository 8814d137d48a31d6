//! Schemes out of balance: what schemes are to cost is not what was agreed to be in the pool, or not what a source puts in.

use crate::finding::phrase::{Phrase, cells, listed, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::model::agreement::Agreement;
use crate::model::entry::Class;
use crate::reconcile::checks::{A_POUND, Check, Judge};
use crate::reconcile::{Books, Funding, SchemeLine, Sum};

/// What this check is about.
pub const ABOUT: About = About {
    name: "schemes-out-of-balance",
    level: Level::Error,
    nature: Nature::Fact,
    finds: "schemes of a pool on the register's sheet Schemes whose budgets do not come to the agreed pool of their class; or, where \
            they do, a source of funding that pays for more or less than what it puts in.",
    matters: "every pound of a pool is for a scheme. Where budgets come to more, some of it has no money behind it; where they come to \
              less, nobody knows what the rest is for.",
    action: "correct the budgets or the sources on the register's sheet `Schemes`, or record the commitment that is missing",
    ask: None,
};

/// How it judges.
pub const CHECK: Check = Check { about: &ABOUT, judges: &[Judge::Agreement(judge)], tolerance: A_POUND };

/// Looks at each class of which the register has schemes, and where these come to the pool at each source.
fn judge(books: &Books, agreement: &Agreement) -> Vec<Finding> {
    let mut findings = Vec::new();
    let classes: Vec<Class> = Class::WORDS
        .into_iter()
        .map(|(_, class)| class)
        .filter(|class| has_schemes(books, agreement, *class))
        .collect();
    for class in &classes {
        match of_pool(books, agreement, *class, classes.len()) {
            Some(finding) => findings.push(finding),
            None => findings.extend(of_sources(books, agreement, *class)),
        }
    }
    findings
}

fn schemes<'a>(books: &'a Books, agreement: &'a Agreement, class: Class) -> impl Iterator<Item = &'a SchemeLine> {
    books.schemes.under(&agreement.id).filter(move |scheme| scheme.is_registered && scheme.class == class)
}

fn has_schemes(books: &Books, agreement: &Agreement, class: Class) -> bool {
    schemes(books, agreement, class).next().is_some()
}

/// What the schemes of a class come to; `None` where one of them cannot be read.
fn planned(books: &Books, agreement: &Agreement, class: Class) -> Option<Sum> {
    let each: Option<Vec<Sum>> =
        schemes(books, agreement, class).map(|scheme| scheme.agreed.as_ref()?.as_ref().ok().cloned()).collect();
    Sum::total(&each?)
}

fn of_pool(books: &Books, agreement: &Agreement, class: Class, classes: usize) -> Option<Finding> {
    let planned = planned(books, agreement, class)?;
    let pools: Vec<_> = books.agreed_pools.under(&agreement.id).collect();
    let own = pools.iter().find(|pool| pool.class == class)?.agreed.as_ref().ok()?;
    let is_off = |agreed: &Sum| {
        let difference = planned.amount.checked_sub(agreed.amount)?;
        books.matters(&agreement.id, &CHECK, difference.abs()).then_some(difference)
    };
    let difference = is_off(&own.whole)?;
    // A sheet that gives no class may have the schemes of both.
    let whole: Option<Vec<&Sum>> =
        pools.iter().map(|pool| pool.agreed.as_ref().ok().map(|agreed| &agreed.whole)).collect();
    let both = whole.and_then(Sum::total).filter(|_| classes == 1 && pools.len() > 1);
    if both.is_some_and(|both| is_off(&both).is_none()) {
        return None;
    }
    let more = difference > crate::model::money::Money::ZERO;
    let message = phrase!(
        "the schemes of `{}`{} come to {} for {}, {} {} than the agreed pool of {}{}",
        agreement.title,
        books.of_class(&agreement.id, class),
        planned.amount,
        books.period.year,
        difference.abs(),
        if more { "more" } else { "less" },
        own.whole.amount,
        cells(&own.whole.origins)
    );
    let finding = Finding::new(&ABOUT, message).found(planned.amount, &planned.origins);
    Some(finding.expected(own.whole.amount, &own.whole.origins).differing_by(difference.abs()))
}

/// Sources that pay for more or less than what they put in.
fn of_sources(books: &Books, agreement: &Agreement, class: Class) -> Option<Finding> {
    let off = |funding: &&Funding| {
        let difference = funding.balance()?.amount;
        (funding.class == class && books.matters(&agreement.id, &CHECK, difference.abs())).then_some(())
    };
    let all: Vec<&Funding> = books.funding.under(&agreement.id).filter(|one| off(one).is_some()).collect();
    let said = |funding: &&Funding| -> Option<Phrase> {
        let (income, planned) = (funding.income.as_ref().ok()?, funding.planned.as_ref().ok()?);
        Some(phrase!("`{}` puts in {} and pays for {}", funding.title, income.amount, planned.amount))
    };
    let message = phrase!(
        "sources of `{}`{} do not pay for as much as they put in for {}: {}",
        agreement.title,
        books.of_class(&agreement.id, class),
        books.period.year,
        listed(all.iter().filter_map(said))
    );
    let largest = all.iter().filter_map(|one| one.balance()).map(|balance| balance.amount.abs()).max()?;
    let origins = all.iter().flat_map(|one| [&one.planned, &one.income]).filter_map(|sum| sum.as_ref().ok());
    let finding = Finding::new(&ABOUT, message).differing_by(largest);
    Some(origins.fold(finding, |finding, sum| finding.at_cells(&sum.origins)))
}
