//! Weights: what a rule of a share is applied to, each body that is gone together with the one that took over.

use crate::finding::phrase::Phrase;
use crate::model::agreement::Agreement;
use crate::model::entry::Class;
use crate::model::money::Money;
use crate::model::reason::Reason;
use crate::model::rules::parts::{Bearer, Weight};
use crate::model::rules::percent::Percent;
use crate::model::rules::share::{Cap, ShareBasis};
use crate::model::rules::steps::Steps;
use crate::model::sharing::RiskShare;
use crate::reconcile::{Books, Line, Sum, is_in_the_pool};

use super::schemes::schemes;

/// Who bears a variance of the year: the partners, and for those that are gone by its end the bodies that took over.
pub fn bearers<'a>(books: &'a Books, agreement: &'a Agreement) -> Vec<&'a str> {
    let mut bearers: Vec<&str> = Vec::new();
    for partner in books.partners_in(&agreement.id) {
        let successor = successor(books, agreement, partner);
        if !bearers.contains(&successor) {
            bearers.push(successor);
        }
    }
    bearers
}

/// Who answers for a partner at the end of the year.
fn successor<'a>(books: &'a Books, agreement: &Agreement, partner: &'a str) -> &'a str {
    books.register.successor_of(partner, Some(&agreement.id), books.period.year.last_day())
}

/// Several that took over from a partner by the end of the year: which of them bears what, the register does not say.
fn several<'a>(books: &'a Books, agreement: &Agreement, partner: &str) -> Option<Vec<&'a str>> {
    let shared = books.register.shared(partner, &agreement.id, books.period.year.last_day())?;
    (shared.kept == Percent::NONE).then_some(shared.heirs)
}

fn not_shared_out(partner: &str) -> Reason {
    Reason::new(
        "`{}` is gone, and the register does not say who of those that took over bears what it was to bear",
        [partner],
    )
}

/// What the rule of an agreement is applied to.
///
/// # Errors
///
/// Which share the register has wrong.
pub fn basis<'a>(
    books: &'a Books,
    agreement: &'a Agreement,
    class: Class,
    amount: Money,
) -> Result<ShareBasis<'a>, Phrase> {
    let rows = in_force(books, agreement)?;
    let fixed = parts_by_register(&rows)?;
    let partners = bearers(books, agreement);
    let in_proportion = |which: fn(&Line) -> Option<&Sum>| {
        let part = |partner: &&'a str| in_proportion(books, agreement, class, partner, which);
        partners.iter().map(part).collect::<Result<Vec<Bearer<'a>>, Reason>>()
    };
    let opening = in_proportion(|line| line.opening.as_ref());
    let current = in_proportion(|line| line.committed.as_ref());
    let caps = caps_by_register(&rows)?;
    let host = agreement.host.as_deref().filter(|host| several(books, agreement, host).is_none());
    let host = host.map(|host| successor(books, agreement, host));
    let schemes = schemes(books, agreement, class);
    let gains_are_shared = agreement
        .underspend
        .as_ref()
        .is_none_or(|stated| stated.means.as_ref().is_ok_and(|rule| rule.not_shared().is_none()));
    Ok(ShareBasis { amount, host, fixed, opening, current, schemes, gains_are_shared, caps })
}

/// The rows of the sheet `Risk shares` that hold for a body at the end of the year.
struct InForce<'a> {
    body: &'a str,
    rows: Vec<&'a RiskShare>,
}

/// The rows of the sheet in force: those of each body or, where it has none, those of the bodies that it took over from. Where a body
/// has its own beside theirs and only all of them add up to the whole, they are its own, too.
///
/// # Errors
///
/// Where a body with a row is gone, several took over, and not each of them has a row of its own.
fn in_force<'a>(books: &'a Books, agreement: &Agreement) -> Result<Vec<InForce<'a>>, Reason> {
    let mut each: Vec<(&str, Vec<&RiskShare>, Vec<&RiskShare>)> = Vec::new();
    let has_row = |body: &str| books.register.risk_shares.under(&agreement.id).any(|row| row.partner == body);
    for row in books.register.risk_shares.under(&agreement.id) {
        match several(books, agreement, &row.partner) {
            Some(heirs) if heirs.iter().all(|heir| has_row(heir)) => continue,
            Some(_) => return Err(not_shared_out(&row.partner)),
            None => {}
        }
        let body = successor(books, agreement, &row.partner);
        let place = each.iter().position(|(known, ..)| *known == body).unwrap_or(each.len());
        if place == each.len() {
            each.push((body, Vec::new(), Vec::new()));
        }
        if let Some((_, own, before)) = each.get_mut(place) {
            if row.partner == body { own.push(row) } else { before.push(row) }
        }
    }
    let chosen = |merged: bool| -> Vec<InForce<'a>> {
        let rows = |own: &[&'a RiskShare], before: &[&'a RiskShare]| match (own.is_empty(), merged) {
            (true, _) => before.to_vec(),
            (false, false) => own.to_vec(),
            (false, true) => [own, before].concat(),
        };
        each.iter().map(|(body, own, before)| InForce { body, rows: rows(own, before) }).collect()
    };
    let (apart, merged) = (chosen(false), chosen(true));
    Ok(if !is_whole(&apart) && is_whole(&merged) { merged } else { apart })
}

/// Whether percentages that do not change in steps add up to the whole.
fn is_whole(all: &[InForce<'_>]) -> bool {
    let percent = |row: &&RiskShare| row.share.as_ref().and_then(|share| share.means.as_ref().ok()?.only());
    let percents: Option<Vec<Percent>> = all.iter().flat_map(|one| &one.rows).map(percent).collect();
    percents.is_some_and(|all| all.iter().map(|one| one.weight()).sum::<i128>() == Percent::WHOLE.weight())
}

/// Shares as the sheet fixes them, each body's once.
fn parts_by_register<'a>(all: &[InForce<'a>]) -> Result<Vec<Bearer<'a>>, Reason> {
    let mut parts = Vec::new();
    for InForce { body, rows } in all {
        let shares: Vec<_> = rows.iter().filter_map(|row| row.share.as_ref()).collect();
        let origins = shares.iter().map(|share| share.origin.clone()).collect();
        let steps = match shares.as_slice() {
            [] => continue,
            [only] => only.means.clone()?,
            several => Steps::from(added(body, several.iter().map(|share| share.means.as_ref()))?),
        };
        parts.push(Bearer { partner: body, weight: Weight::Fixed(steps), cap: cap(rows)?, origins });
    }
    Ok(parts)
}

/// Percentages of one body added up.
fn added<'s>(body: &str, shares: impl Iterator<Item = Result<&'s Steps, &'s Reason>>) -> Result<Percent, Reason> {
    let mut sum: Option<Percent> = None;
    for steps in shares {
        let of_steps = || Reason::new("the shares that `{}` took over change in steps", [body]);
        let percent = steps.map_err(Clone::clone)?.only().ok_or_else(of_steps)?;
        let beyond = || Reason::new("the shares of `{}` come to more than 100%", [body]);
        sum = Some(sum.map_or(Some(percent), |sum| sum.checked_add(percent)).ok_or_else(beyond)?);
    }
    sum.ok_or_else(|| Reason::new("`{}` has no share", [body]))
}

/// The most that a body bears by its rows; a row without a cap bounds nothing.
fn cap(rows: &[&RiskShare]) -> Result<Option<Money>, Reason> {
    let mut sum = Money::ZERO;
    for row in rows {
        match row.cap.clone().transpose()? {
            Some(cap) => sum = sum.checked_add(cap).ok_or("the caps are too large")?,
            None => return Ok(None),
        }
    }
    Ok((!rows.is_empty()).then_some(sum))
}

/// The caps that the sheet has.
fn caps_by_register<'a>(all: &[InForce<'a>]) -> Result<Vec<Cap<'a>>, Reason> {
    let mut caps = Vec::new();
    for InForce { body, rows } in all {
        let cell = rows.first().map(|row| row.cap_origin.clone());
        caps.extend(cap(rows)?.zip(cell).map(|(most, origin)| Cap { partner: body, most, origin }));
    }
    Ok(caps)
}

/// A partner's weight in proportion to what it committed in a class, as the year began or after variations; what is given in kind
/// weighs nothing unless it is a part of the pool.
fn in_proportion<'a>(
    books: &Books,
    agreement: &Agreement,
    class: Class,
    partner: &'a str,
    which: fn(&Line) -> Option<&Sum>,
) -> Result<Bearer<'a>, Reason> {
    let (mut weight, mut origins) = (0, Vec::new());
    let bodies = books.register.bodies_of(partner, Some(&agreement.id), books.period.year.last_day());
    let is_its = |line: &&Line| line.partner == partner || bodies.contains(&line.partner.as_str());
    for line in books.lines_of(&agreement.id).filter(is_its) {
        if line.unreadable_commitment {
            return Err(Reason::new("the commitment of `{}` cannot be read", [&line.partner]));
        }
        if let Some(committed) = which(line).filter(|_| line.class == class && is_in_the_pool(agreement, line)) {
            if several(books, agreement, &line.partner).is_some() {
                return Err(not_shared_out(&line.partner));
            }
            weight += i128::from(committed.amount.pence());
            origins.extend_from_slice(&committed.origins);
        }
    }
    Ok(Bearer { partner, weight: Weight::Proportion(weight), cap: None, origins })
}
