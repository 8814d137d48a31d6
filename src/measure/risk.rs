//! Risk shares: who bears what a pool over- or underspends, by the rule of its agreement.

use super::figure::Found;
use super::{Figure, FigureKey, id, spending};
use crate::finding::phrase::{Phrase, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::model::agreement::{Agreement, RiskShare};
use crate::model::money::Money;
use crate::model::reason::Reason;
use crate::model::rules::parts::{Bearer, Borne, Weight};
use crate::model::rules::share::{self, Cap, ShareBasis};
use crate::reconcile::{Books, Line, Sum};

/// Shares that do not add up to what is to be shared.
pub const RISK_SHARE_UNALLOCATED: About = About {
    name: "risk-share-unallocated",
    level: Level::Error,
    nature: Nature::Fact,
    finds: "an over- or underspend of which the shares in the register's sheet `Risk shares` leave a part to nobody: they do not \
            add up to 100 %, and the rule does not say that the rest is not allotted.",
    matters: "nobody has agreed to bear that part, and the committee should know before the year ends.",
    action: "correct the shares on the register's sheet `Risk shares`, or agree who bears the rest",
    ask: None,
};

/// A part of an over- or underspend that the rule allots to nobody.
pub const NOT_ALLOTTED: About = About {
    name: "not-allotted",
    level: Level::Warning,
    nature: Nature::Fact,
    finds: "a part of an over- or underspend that falls to no partner by the rule of the agreement: every partner who could bear it \
            has a cap, or the rule says that the rest is not allotted.",
    matters: "the agreement leaves that part open; somebody has to pay it, and nobody has agreed to.",
    action: "agree who bears the rest before the year ends, and record it in the register",
    ask: Some("Tell us who is to bear the part that the agreement leaves open, and who decides it."),
};

/// What each partner in an agreement bears of its variance; nothing where the register states no rule, or each bears its own.
pub fn figures(books: &Books, agreement: &Agreement, findings: &mut Vec<Finding>) -> Vec<Figure> {
    let Some(variance) = spending::variance(books, &agreement.id) else { return Vec::new() };
    let has_shares = books.register.risk_shares.under(&agreement.id).next().is_some();
    let by_sheet = Ok(share::by_sheet());
    let rule = match &agreement.risk_share {
        Some(stated) => &stated.means,
        None if has_shares => &by_sheet,
        None => return Vec::new(),
    };
    if !has_shares && rule.as_ref().is_ok_and(|rule| !rule.is_shared()) {
        return Vec::new();
    }
    let partners = bearers(books, agreement);
    let shared = variance.and_then(|variance| {
        let rule = rule.as_ref().map_err(|why| Phrase::from(why.clone()))?;
        let shares = rule.shares(pool(books, agreement, variance.amount, &partners)?).map_err(Phrase::from)?;
        Ok((variance, shares))
    });
    let figure = |partner: &str, found: Found| {
        let key = FigureKey::new(id::RISK_SHARE, books.period).of_agreement(Some(&agreement.id));
        Figure::amount(key.of_partner(Some(partner)), found)
    };
    let (variance, shares) = match shared {
        Ok(shared) => shared,
        Err(why) => return partners.iter().map(|partner| figure(partner, Err(why.clone()))).collect(),
    };
    if shares.unallocated != Money::ZERO {
        findings.push(unallocated_finding(books, agreement, shares.unallocated, &variance));
    }
    let mut more = Vec::new();
    if shares.not_allotted != Money::ZERO {
        findings.push(not_allotted_finding(books, agreement, shares.not_allotted, &variance));
        let key = FigureKey::new(id::NOT_ALLOTTED, books.period).of_agreement(Some(&agreement.id));
        let sum = Sum { amount: shares.not_allotted, slack: Money::ZERO, origins: variance.origins.clone() };
        more.push(Figure::amount(key, Ok(sum)));
    }
    let found = |borne: Borne<'_>| {
        let origins = variance.origins.iter().chain(&borne.origins).cloned().collect();
        figure(borne.partner, Ok(Sum { amount: borne.amount, slack: Money::ZERO, origins }))
    };
    shares.borne.into_iter().map(found).chain(more).collect()
}

/// Who bears a variance of the year: the partners, and for those that are gone by its end the bodies that took over.
fn bearers<'a>(books: &'a Books, agreement: &'a Agreement) -> Vec<&'a str> {
    let mut bearers: Vec<&str> = Vec::new();
    for partner in books.partners_in(&agreement.id) {
        let successor = books.register.successor_of(partner, books.period.year.last_day());
        if !bearers.contains(&successor) {
            bearers.push(successor);
        }
    }
    bearers
}

/// What the rule of an agreement is applied to.
///
/// # Errors
///
/// Why an underspend is not shared, or which share the register has wrong.
fn pool<'a>(
    books: &'a Books,
    agreement: &'a Agreement,
    amount: Money,
    partners: &[&'a str],
) -> Result<ShareBasis<'a>, Phrase> {
    if let Some(stated) = agreement.underspend.as_ref().filter(|_| amount < Money::ZERO) {
        let rule = stated.means.as_ref().map_err(Clone::clone)?;
        rule.not_shared().map_or(Ok(()), Err)?;
    }
    let fixed = parts_by_register(books, agreement)?;
    let opening = parts_in_proportion(books, agreement, partners, |line| line.opening.as_ref());
    let current = parts_in_proportion(books, agreement, partners, |line| line.committed.as_ref());
    let caps = caps_by_register(books, agreement);
    Ok(ShareBasis { amount, host: agreement.host.as_deref(), fixed, opening, current, caps })
}

/// Shares as the register's sheet `Risk shares` fixes them. The share of a body that is gone is borne by the one that took over,
/// unless that has a share of its own.
fn parts_by_register<'a>(books: &'a Books, agreement: &Agreement) -> Result<Vec<Bearer<'a>>, Phrase> {
    let rows = || books.register.risk_shares.under(&agreement.id);
    let successor = |row: &'a RiskShare| books.register.successor_of(&row.partner, books.period.year.last_day());
    let is_past =
        |row: &&'a RiskShare| successor(row) != row.partner && rows().any(|other| other.partner == successor(row));
    let in_force = rows().filter(|row| !is_past(row));
    in_force
        .map(|row| {
            let steps = row.share.means.clone()?;
            let origins = vec![row.share.origin.clone()];
            Ok(Bearer { partner: successor(row), weight: Weight::Fixed(steps), cap: row.cap, origins })
        })
        .collect()
}

/// The caps that the register's sheet `Risk shares` has.
fn caps_by_register<'a>(books: &'a Books, agreement: &Agreement) -> Vec<Cap<'a>> {
    let rows = books.register.risk_shares.under(&agreement.id);
    let cap = |row: &'a RiskShare| {
        let partner = books.register.successor_of(&row.partner, books.period.year.last_day());
        row.cap.map(|most| Cap { partner, most, origin: row.share.origin.clone() })
    };
    rows.filter_map(cap).collect()
}

/// Shares in proportion to commitments, as the year began or after variations.
fn parts_in_proportion<'a>(
    books: &Books,
    agreement: &Agreement,
    partners: &[&'a str],
    which: impl Fn(&Line) -> Option<&Sum>,
) -> Result<Vec<Bearer<'a>>, Reason> {
    partners
        .iter()
        .map(|partner| {
            let (mut weight, mut origins) = (0, Vec::new());
            let bodies = books.register.bodies_of(partner, books.period.year.last_day());
            let is_its = |line: &&Line| line.partner == *partner || bodies.contains(&line.partner.as_str());
            for line in books.lines_of(&agreement.id).filter(is_its) {
                if line.unreadable_commitment {
                    return Err(Reason::new("the commitment of `{}` cannot be read", [&line.partner]));
                }
                if let Some(committed) = which(line) {
                    weight += i128::from(committed.amount.pence());
                    origins.extend_from_slice(&committed.origins);
                }
            }
            Ok(Bearer { partner, weight: Weight::Proportion(weight), cap: None, origins })
        })
        .collect()
}

fn not_allotted_finding(books: &Books, agreement: &Agreement, rest: Money, variance: &Sum) -> Finding {
    let of = if rest < Money::ZERO { "underspend" } else { "overspend" };
    let message = phrase!(
        "the rule of `{}` allots {} of its {} in {} to no partner",
        agreement.title,
        rest.abs(),
        of,
        books.period
    );
    let rows = books.register.risk_shares.under(&agreement.id);
    Finding::new(&NOT_ALLOTTED, message)
        .at_cells(agreement.risk_share.iter().map(|stated| &stated.origin))
        .at_cells(rows.map(|row| &row.share.origin))
        .at_cells(&variance.origins)
        .on_agreement(Some(&agreement.id))
        .in_period(books.period)
}

fn unallocated_finding(books: &Books, agreement: &Agreement, rest: Money, variance: &Sum) -> Finding {
    let of = if rest < Money::ZERO { "underspend" } else { "overspend" };
    let message = phrase!(
        "the risk shares of `{}` leave {} of its {} in {} to nobody",
        agreement.title,
        rest.abs(),
        of,
        books.period
    );
    let rows = books.register.risk_shares.under(&agreement.id);
    Finding::new(&RISK_SHARE_UNALLOCATED, message)
        .at_cells(rows.map(|row| &row.share.origin))
        .at_cells(&variance.origins)
        .on_agreement(Some(&agreement.id))
        .in_period(books.period)
}
