//! By schemes: what of the NHS's money is for a purpose, told by source of funding, area of spend and commissioner.

use super::{Basis, Known};
use crate::finding::phrase::{Phrase, phrase};
use crate::model::condition::Purpose;
use crate::model::entry::Class;
use crate::model::money::Money;
use crate::model::origin::Origin;
use crate::model::partner::Sector;
use crate::model::rules::apportion::apportion;
use crate::model::scheme::{AreaOfSpend, Commissioner, FundingSource, SchemeRow};
use crate::model::stated::Stated;
use crate::reconcile::judged::Judged;
use crate::reconcile::schemes::rows;
use crate::reconcile::{Books, Sum};

/// What schemes tell of the money of some NHS bodies.
pub(super) struct Told {
    /// What of it is for the purpose.
    pub for_purpose: Known,
    /// All of it.
    pub all: Known,
    /// Which schemes tell it.
    pub basis: Basis,
}

/// What of the money of some NHS bodies schemes have for a purpose: `None` where they do not tell it, and why where it is a part of
/// what they tell of several.
///
/// A scheme paid from the NHS minimum is of the NHS body that commits to these agreements, where there is only one. Where no scheme
/// names that source, those count that name the body itself.
pub(super) fn for_purpose(
    books: &Books,
    judged: &Judged<'_>,
    bodies: &[&str],
    purpose: Purpose,
) -> Option<Result<Told, Phrase>> {
    let year = books.period.year;
    let all: Vec<&SchemeRow> =
        judged.agreements.iter().flat_map(|agreement| rows(&books.register, &agreement.id, year)).collect();
    let of_minimum: Vec<&SchemeRow> = all.iter().copied().filter(|row| is_minimum(books, row)).collect();
    let commits_too = |one: &str| books.register.sector(one) == Some(Sector::Health) && !bodies.contains(&one);
    let (basis, theirs): (Basis, Vec<&SchemeRow>) = if of_minimum.is_empty() {
        let is_named =
            |row: &&SchemeRow| matches!(source(row), Some(FundingSource::Partner(name)) if bodies.contains(&&**name));
        (Basis::SchemesOfBody, all.iter().copied().filter(is_named).collect())
    } else if judged.lines(books).any(|line| line.opening.is_some() && commits_too(&line.partner)) {
        let of_several = "schemes that the NHS minimum pays are not told apart by NHS body".into();
        return of_minimum.iter().any(|row| row.area.is_some()).then_some(Err(of_several));
    } else {
        (Basis::SchemesOfMinimum, of_minimum)
    };
    let told = || Told { for_purpose: total(books, &all, &theirs, purpose), all: everything(&theirs), basis };
    theirs.iter().any(|row| row.area.is_some()).then(|| Ok(told()))
}

fn means<M>(stated: Option<&Stated<M>>) -> Option<&M> {
    stated.and_then(|stated| stated.means.as_ref().ok())
}

fn source(row: &SchemeRow) -> Option<&FundingSource> {
    means(row.source.as_ref())
}

/// Whether the NHS minimum pays it: also under the name of NHS money that has become a part of it.
fn is_minimum(books: &Books, row: &SchemeRow) -> bool {
    match source(row) {
        Some(FundingSource::NhsMinimum) => true,
        Some(FundingSource::Grant(grant, Some(Sector::Health))) => !books.framework.is_paid(*grant, books.period.year),
        _ => false,
    }
}

fn total(books: &Books, all: &[&SchemeRow], theirs: &[&SchemeRow], purpose: Purpose) -> Known {
    let mut amounts: Vec<(Money, &Origin)> = Vec::new();
    for row in theirs.iter().filter(|row| row.class != Some(Class::Capital)) {
        let area = means(row.area.as_ref());
        let area = area.ok_or_else(|| phrase!("the area of spend of the scheme `{}` is not known", row.title))?;
        let counts = match purpose {
            Purpose::SocialCare => *area == AreaOfSpend::SocialCare,
            Purpose::OutOfHospital => !matches!(area, AreaOfSpend::SocialCare | AreaOfSpend::Acute),
        };
        if !counts {
            continue;
        }
        let amount = match purpose {
            Purpose::SocialCare => budget(row)?,
            Purpose::OutOfHospital => commissioned_by_the_nhs(books, all, row)?,
        };
        amounts.push((amount, &row.budget_origin));
    }
    let nothing = || {
        let origins = theirs.iter().map(|row| row.budget_origin.clone()).collect();
        Sum { origins, ..Sum::none() }
    };
    Ok(Sum::of_amounts(amounts).unwrap_or_else(nothing))
}

fn everything(theirs: &[&SchemeRow]) -> Known {
    let amounts =
        theirs.iter().map(|row| Ok((budget(row)?, &row.budget_origin))).collect::<Result<Vec<_>, Phrase>>()?;
    Sum::of_amounts(amounts).ok_or_else(|| "the sum is too large".into())
}

fn budget(row: &SchemeRow) -> Result<Money, Phrase> {
    let is_known = row.year.is_some() && row.class.is_some();
    row.budget.filter(|_| is_known).ok_or_else(|| phrase!("what the scheme `{}` is to cost cannot be read", row.title))
}

/// What of a row the NHS commissions: of a scheme that is commissioned together, the NHS's part of what pays for it.
fn commissioned_by_the_nhs(books: &Books, all: &[&SchemeRow], row: &SchemeRow) -> Result<Money, Phrase> {
    let amount = budget(row)?;
    match means(row.commissioner.as_ref()) {
        None => Err(phrase!("who commissions the scheme `{}` is not known", row.title)),
        Some(Commissioner::Partner(name)) if books.register.sector(name) == Some(Sector::Health) => Ok(amount),
        Some(Commissioner::Sector(Sector::Health)) => Ok(amount),
        Some(Commissioner::Partner(_) | Commissioner::Sector(_)) => Ok(Money::ZERO),
        Some(Commissioner::Joint) => {
            let (mut nhs, mut others) = (0_i128, 0_i128);
            let is_its = |other: &&&SchemeRow| {
                (&other.agreement, &other.scheme, other.class) == (&row.agreement, &row.scheme, row.class)
            };
            for other in all.iter().filter(is_its) {
                let paid = i128::from(budget(other)?.pence());
                *(if is_of_the_nhs(books, other)? { &mut nhs } else { &mut others }) += paid;
            }
            let parts = apportion(amount, &[("NHS", nhs), ("others", others)]);
            let none = || phrase!("what pays for the scheme `{}` cannot be told apart", row.title);
            parts.and_then(|parts| parts.first().copied()).ok_or_else(none)
        }
    }
}

fn is_of_the_nhs(books: &Books, row: &SchemeRow) -> Result<bool, Phrase> {
    let named = source(row).ok_or_else(|| phrase!("who pays for the scheme `{}` is not known", row.title))?;
    Ok(match named {
        FundingSource::Partner(name) => books.register.sector(name) == Some(Sector::Health),
        FundingSource::NhsMinimum | FundingSource::NhsAdditional => true,
        FundingSource::Grant(_, sector) => *sector == Some(Sector::Health),
        FundingSource::CouncilAdditional | FundingSource::BroughtForward | FundingSource::Income => false,
    })
}
