//! Inherited: what a body has of what was committed, with its part of what those committed that it took over from.

use super::commitments::Key;
use super::reported::Sum;
use crate::model::money::Money;
use crate::model::passed_on::SharedOut;
use crate::model::rules::apportion::apportion;
use crate::model::rules::percent::Percent;

/// A body whose commitments have become a partner's, or a part of them; or the partner itself.
#[derive(Debug, Clone)]
pub struct Inherited<'a> {
    /// The body.
    pub body: &'a str,
    /// How they were shared out; `None` where all of them are the partner's.
    pub shared: Option<SharedOut<'a>>,
}

/// A body that a partner took over from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TookOver {
    /// The body.
    pub body: String,
    /// What part of what it had committed.
    pub share: Percent,
}

impl Inherited<'_> {
    /// What part of it is a partner's.
    #[must_use]
    pub fn share(&self, partner: &str) -> Percent {
        let Some(shared) = &self.shared else { return Percent::WHOLE };
        if self.body == partner {
            return shared.kept;
        }
        let part = shared.parts.iter().find(|(heir, _)| *heir == partner);
        part.map_or(Percent::NONE, |(_, share)| *share)
    }

    /// A partner's part of an amount, so that all parts and what is nobody's add up to it.
    fn part(&self, partner: &str, of: Sum) -> Option<Sum> {
        let Some(shared) = &self.shared else { return Some(of) };
        let amount = part_of(shared, self.body, partner, of.amount)?;
        Some(Sum { amount, ..of })
    }
}

/// A partner's part of what a body had committed; what is nobody's stands under no name.
#[must_use]
pub fn part_of(shared: &SharedOut<'_>, body: &str, partner: &str, amount: Money) -> Option<Money> {
    let parts = shared.parts.iter().copied();
    let all: Vec<(&str, i128)> =
        parts.chain([(body, shared.kept), ("", shared.open)]).map(|(name, share)| (name, share.weight())).collect();
    let place = all.iter().position(|(name, _)| *name == partner)?;
    apportion(amount, &all)?.get(place).copied()
}

/// Whose commitments of this year are a partner's: its own are, and those of bodies that are gone. A body that goes on has its own.
#[must_use]
pub fn this_year<'a>(partner: &str, bodies: &[Inherited<'a>]) -> Vec<Inherited<'a>> {
    let goes_on = |one: &Inherited<'_>| one.shared.as_ref().is_some_and(|shared| shared.kept != Percent::NONE);
    let is_its = |one: &&Inherited<'a>| one.body == partner || !goes_on(one);
    let of_this_year = |one: &Inherited<'a>| match one.body == partner {
        true => Inherited { body: one.body, shared: None },
        false => one.clone(),
    };
    bodies.iter().filter(is_its).map(of_this_year).collect()
}

/// What a partner has of something, with its part of what the bodies have that it took over from; the partner itself is among them.
pub fn together(key: Key<'_>, bodies: &[Inherited<'_>], sum_of: impl Fn(Key<'_>) -> Option<Sum>) -> Option<Sum> {
    let part = |one: &Inherited<'_>| one.part(key.partner, sum_of(Key { partner: one.body, ..key })?);
    let sums: Vec<Sum> = bodies.iter().filter_map(part).collect();
    Sum::total(&sums)
}
