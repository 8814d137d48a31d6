//! Each partner's share of a surplus or a deficit: what it bears by the agreement's rule, where the two are the same money.

use super::AccountBooks;
use crate::finding::phrase::phrase;
use crate::measure::figure::{Found, Unknown, together};
use crate::measure::pool::PoolPosition;
use crate::measure::risk::{Sharing, SharingOutcome, WorkedShare};
use crate::measure::{Figure, FigureKey, id};
use crate::model::entry::Class;
use crate::model::money::Money;
use crate::model::origin::Origin;
use crate::reconcile::{Agreed, Sum, partners_on};

/// The shares of one class, or of all of the pool; none where each partner bears its own, where an underspend goes to none of them, or
/// where there is nothing to share.
pub fn figures(
    account: &AccountBooks<'_>,
    class: Option<Class>,
    surplus: &Found,
    positions: &[PoolPosition],
    sharings: &[Sharing],
) -> Vec<Figure> {
    if surplus.as_ref().is_ok_and(|surplus| surplus.amount == Money::ZERO) {
        return Vec::new();
    }
    // Both classes together are what each of them has.
    let own: Vec<&Sharing> = sharings.iter().filter(|one| class.is_none() || one.class == class).collect();
    let shares: Vec<Shares> = own.iter().map(|sharing| Shares::of(sharing)).collect();
    let explains = explains(account, class, surplus, positions);
    let key = |partner: &str| {
        let key = FigureKey::new(id::ACCOUNT_SHARE, account.period).of_agreement(Some(&account.agreement.id));
        key.of_class(class).of_partner(Some(partner))
    };
    if own.is_empty() || shares.iter().any(|one| matches!(one, Shares::Unknown(_))) || explains.is_err() {
        if !own.is_empty() && shares.iter().all(|one| matches!(one, Shares::None)) {
            return Vec::new();
        }
        let first = shares.into_iter().find_map(|one| if let Shares::Unknown(why) = one { Some(why) } else { None });
        let none = || phrase!("no variance of `{}` is known", account.agreement.title).into();
        let why = first.or(explains.err()).unwrap_or_else(none);
        let partners = partners_on(account.lines.iter().copied()).into_iter();
        return partners.map(|partner| Figure::amount(key(partner), Err(why.clone()))).collect();
    }
    let mut each: Vec<(&str, Vec<Found>)> = Vec::new();
    for share in shares.iter().flat_map(Shares::each) {
        let found = Ok(Sum { amount: share.bears.negated(), slack: Money::ZERO, origins: origins(share, surplus) });
        match each.iter_mut().find(|(partner, _)| *partner == share.partner) {
            Some((_, all)) => all.push(found),
            None => each.push((&share.partner, vec![found])),
        }
    }
    each.into_iter().map(|(partner, found)| Figure::amount(key(partner), together(found))).collect()
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

/// Whether the surplus is the variance that is shared, but for what was brought forward into the agreed pool: a contribution that was
/// not made is its partner's own, and no deficit of the others.
fn explains(
    account: &AccountBooks<'_>,
    class: Option<Class>,
    surplus: &Found,
    positions: &[PoolPosition],
) -> Result<(), Unknown> {
    let surplus = surplus.as_ref().map_err(|unknown| unknown.clone().worked_with())?;
    let title = &account.agreement.title;
    let position = positions.iter().find(|position| position.class == class);
    let none = || -> Unknown { phrase!("no variance of `{}` is known", title).into() };
    let variance = position.and_then(|position| position.variance.as_ref()).ok_or_else(none)?;
    let variance = variance.amount.as_ref().map_err(|unknown| unknown.clone().worked_with())?;
    let pools = account.books.agreed_pools.under(&account.agreement.id);
    let its = pools.filter(|pool| class.is_none_or(|class| class == pool.class));
    let agreed: Vec<&Agreed> = its.filter_map(|pool| pool.agreed.as_ref().ok()).collect();
    let brought = agreed.iter().filter_map(|agreed| agreed.brought_forward.as_ref()).map(|sum| sum.amount);
    let all = Money::sum([variance.amount, surplus.amount].into_iter().chain(brought));
    if all == Some(Money::ZERO) {
        return Ok(());
    }
    Err(phrase!("what was put into `{}` is not what was agreed, so that this is not what its rule shares", title)
        .into())
}
