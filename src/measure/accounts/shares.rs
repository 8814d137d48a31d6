//! Each partner's share of a surplus or a deficit: what it bears of the variance by the agreement's rule; and what of it is a
//! contribution that was not made, or client income that did not come.

use super::{Account, AccountBooks};
use crate::finding::phrase::phrase;
use crate::measure::figure::{Found, Unknown, together};
use crate::measure::pool::PoolPosition;
use crate::measure::risk::{Sharing, SharingOutcome, WorkedShare};
use crate::measure::{Figure, FigureKey, id, spending};
use crate::model::money::Money;
use crate::model::origin::Origin;
use crate::reconcile::checks::shortfall;
use crate::reconcile::{Agreed, Sum, is_in_the_pool, partners_on};

/// The shares of one class, or of all of the pool, with what is no variance; none of them where each partner bears its own, where an
/// underspend goes to none of them, or where there is nothing to share.
pub fn figures(
    books: &AccountBooks<'_>,
    account: &Account<'_>,
    positions: &[PoolPosition],
    sharings: &[Sharing],
) -> Vec<Figure> {
    let (class, surplus) = (account.class, account.surplus());
    if surplus.as_ref().is_ok_and(|surplus| surplus.amount == Money::ZERO) {
        return Vec::new();
    }
    // Both classes together are what each of them has.
    let own: Vec<&Sharing> = sharings.iter().filter(|one| class.is_none() || one.class == class).collect();
    let shares: Vec<Shares> = own.iter().map(|sharing| Shares::of(sharing)).collect();
    let key = |id, partner: Option<&str>| {
        let key = FigureKey::new(id, books.period).of_agreement(Some(&books.agreement.id));
        key.of_class(class).of_partner(partner)
    };
    let apart = apart(books, account, &surplus, positions);
    let is_nobodys = !own.is_empty() && shares.iter().all(|one| matches!(one, Shares::None));
    let apart = match apart {
        Ok(apart) => apart,
        Err(_) if is_nobodys => return Vec::new(),
        Err(why) => return unknown(books, &shares, why, |partner| key(id::ACCOUNT_SHARE, Some(partner))),
    };
    let mut all: Vec<Figure> =
        apart.into_iter().map(|(id, partner, sum)| Figure::amount(key(id, partner), Ok(sum))).collect();
    if shares.iter().any(|one| matches!(one, Shares::Unknown(_))) {
        let none = || phrase!("no variance of `{}` is known", books.agreement.title).into();
        all.extend(unknown(books, &shares, none(), |partner| key(id::ACCOUNT_SHARE, Some(partner))));
        return all;
    }
    let mut each: Vec<(&str, Vec<Found>)> = Vec::new();
    for share in shares.iter().flat_map(Shares::each) {
        let found = Ok(Sum { amount: share.bears.negated(), slack: Money::ZERO, origins: origins(share, &surplus) });
        match each.iter_mut().find(|(partner, _)| *partner == share.partner) {
            Some((_, all)) => all.push(found),
            None => each.push((&share.partner, vec![found])),
        }
    }
    let share = |(partner, found)| Figure::amount(key(id::ACCOUNT_SHARE, Some(partner)), together(found));
    all.extend(each.into_iter().map(share));
    all
}

/// The shares where they are not known: for the first reason of the rule, or else another.
fn unknown(
    books: &AccountBooks<'_>,
    shares: &[Shares<'_>],
    why: Unknown,
    key: impl Fn(&str) -> FigureKey,
) -> Vec<Figure> {
    let first = shares.iter().find_map(|one| if let Shares::Unknown(why) = one { Some(why.clone()) } else { None });
    let why = first.unwrap_or(why);
    let partners = partners_on(books.lines.iter().copied()).into_iter();
    partners.map(|partner| Figure::amount(key(partner), Err(why.clone()))).collect()
}

/// How a variance is shared.
enum Shares<'a> {
    /// By no partner.
    None,
    Unknown(Unknown),
    Each(&'a [WorkedShare]),
}

impl<'a> Shares<'a> {
    fn of(sharing: &'a Sharing) -> Self {
        // Of a pool that costs what was agreed there is no variance to share.
        if sharing.met.steps.is_empty() && sharing.met.left.as_ref().is_ok_and(|left| left.amount == Money::ZERO) {
            return Self::None;
        }
        match &sharing.outcome {
            SharingOutcome::EachItsOwn | SharingOutcome::Stays(_) => Self::None,
            SharingOutcome::NoRule => Self::Unknown("the register does not say who has which share of it".into()),
            SharingOutcome::NotShared(why) => Self::Unknown(why.clone().into()),
            SharingOutcome::Shared { borne, .. } => Self::Each(borne),
        }
    }

    fn each(&self) -> impl Iterator<Item = &'a WorkedShare> {
        if let Self::Each(borne) = self { borne.iter() } else { [].iter() }
    }
}

fn origins(share: &WorkedShare, surplus: &Found) -> Vec<Origin> {
    let cells = surplus.as_ref().map(|surplus| surplus.origins.as_slice()).unwrap_or_default();
    cells.iter().chain(&share.origins).cloned().collect()
}

/// A part of a surplus or deficit that is no variance: which figure it is, whose, and how much.
type Apart<'a> = (&'static str, Option<&'a str>, Sum);

/// What of a surplus is not the variance that is shared, nor was brought forward into the agreed pool: what partners paid less than
/// they committed, or more, which is their own, and client income that is not what was agreed; what is tolerated is left out.
///
/// # Errors
///
/// Why it is not known, or that these do not explain it.
fn apart<'a>(
    books: &AccountBooks<'_>,
    account: &Account<'a>,
    surplus: &Found,
    positions: &[PoolPosition],
) -> Result<Vec<Apart<'a>>, Unknown> {
    let surplus = surplus.as_ref().map_err(|unknown| unknown.clone().worked_with())?;
    let (title, class) = (&books.agreement.title, account.class);
    let position = positions.iter().find(|position| position.class == class);
    let none = || -> Unknown { phrase!("no variance of `{}` is known", title).into() };
    let variance = position.and_then(|position| position.variance.as_ref()).ok_or_else(none)?;
    let variance = variance.amount.as_ref().map_err(|unknown| unknown.clone().worked_with())?;
    let pools = books.books.agreed_pools.under(&books.agreement.id);
    let its = pools.filter(|pool| class.is_none_or(|class| class == pool.class));
    let agreed: Vec<&Agreed> = its.filter_map(|pool| pool.agreed.as_ref().ok()).collect();
    let brought = agreed.iter().filter_map(|agreed| agreed.brought_forward.as_ref()).map(|sum| sum.amount);
    let rest = Money::sum([variance.amount, surplus.amount].into_iter().chain(brought));
    let is_tolerated = |amount: Money| {
        let amount = amount.abs();
        !books.books.matters(&books.agreement.id, &shortfall::CHECK, amount)
            || books.agreement.materiality.is_some_and(|materiality| amount <= materiality)
    };
    if rest.is_some_and(is_tolerated) {
        return Ok(Vec::new());
    }
    let less = |paid: &Found, committed: Sum| spending::difference(&Ok(committed), paid).ok();
    let of_partner = |(partner, paid): &(&'a str, Found)| {
        let own = books.lines.iter().filter(|line| {
            line.partner == *partner
                && class.is_none_or(|class| line.class == class)
                && is_in_the_pool(books.agreement, line)
        });
        let committed = Sum::total(own.filter_map(|line| line.committed.as_ref())).unwrap_or_else(Sum::none);
        Some((id::ACCOUNT_PAID_LESS_COMMITTED, Some(*partner), less(paid, committed)?))
    };
    let income = account.income.as_ref().and_then(|income| {
        let agreed = Sum::total(agreed.iter().filter_map(|agreed| agreed.income.as_ref()))?;
        Some((id::ACCOUNT_INCOME_LESS_AGREED, None, less(income, agreed)?))
    });
    let parts: Vec<Apart<'a>> = account.funding.iter().filter_map(of_partner).chain(income).collect();
    let explained = Money::sum(parts.iter().map(|(.., sum)| sum.amount));
    if rest.zip(explained).and_then(|(rest, explained)| rest.checked_sub(explained)).is_some_and(is_tolerated) {
        return Ok(parts.into_iter().filter(|(.., sum)| !is_tolerated(sum.amount)).collect());
    }
    Err(phrase!("what was put into `{}` is not what was agreed, so that this is not what its rule shares", title)
        .into())
}
