//! Balances: contributions of which payer and host give different figures, and since when.

use super::commitments::Key;
use super::lines::LineSources;
use super::reported::Told;
use super::{Line, Sum};
use crate::model::agreement::Agreement;
use crate::model::entry::{Class, Kind};
use crate::model::keyed::HasKey;
use crate::model::money::Money;
use crate::model::period::Period;

/// A contribution of which the payer and the host give different figures, by more than the agreement's materiality and the rounding
/// of their cells.
#[derive(Debug, Clone)]
pub struct OpenDifference {
    /// The agreement's id.
    pub agreement: String,
    /// The payer.
    pub partner: String,
    /// Revenue or capital.
    pub class: Class,
    /// Who says what was received.
    pub host: String,
    /// What the payer says.
    pub paid: Sum,
    /// What the host says.
    pub received: Sum,
    /// By how much they differ.
    pub difference: Money,
    /// The first period of the year from which on they have differed.
    pub since: Period,
}

impl HasKey for OpenDifference {
    fn key(&self) -> &str {
        &self.agreement
    }
}

impl LineSources<'_> {
    /// The lines of an agreement of which both sides have reported, and not the same.
    pub fn open_differences(self, agreement: &Agreement, lines: &[Line]) -> Vec<OpenDifference> {
        lines.iter().filter_map(|line| self.open_difference(agreement, line)).collect()
    }

    fn open_difference(self, agreement: &Agreement, line: &Line) -> Option<OpenDifference> {
        let (paid, received) = (line.paid.figure()?, line.received.figure()?);
        let difference = differing(agreement, paid, received)?;
        let key = Key { partner: &line.partner, class: line.class, form: line.form };
        let receipts = self.told_of_contribution(agreement, Kind::Receipt, key, false);
        let payments = self.told_of_contribution(agreement, Kind::Contribution, key, true);
        let host = receiver(agreement, &receipts, &line.partner)?.to_owned();
        let differed = |period: &Period| {
            let (paid, received) = (payments.by_the_end_of(*period), receipts.by_the_end_of(*period));
            let both = paid.figure().zip(received.figure());
            both.is_some_and(|(paid, received)| differing(agreement, paid, received).is_some())
        };
        let earlier = std::iter::successors(self.period.before(), |period| period.before());
        Some(OpenDifference {
            agreement: agreement.id.clone(),
            partner: line.partner.clone(),
            class: line.class,
            host,
            paid: paid.clone(),
            received: received.clone(),
            difference,
            since: earlier.take_while(differed).last().unwrap_or(self.period),
        })
    }
}

/// By how much two sides differ, if that is more than the agreement's materiality and their rounding.
pub(super) fn differing(agreement: &Agreement, paid: &Sum, received: &Sum) -> Option<Money> {
    let difference = paid.short_of(received).or_else(|| received.short_of(paid))?;
    let slack = paid.slack.checked_add(received.slack)?;
    let tolerated = agreement.materiality.map_or(Some(slack), |materiality| slack.checked_add(materiality))?;
    (difference > tolerated).then_some(difference)
}

/// Who says what was received: the host or, where the agreement names none, anyone but the payer. What a payer itself writes
/// under "received" is no second side.
pub(super) fn receiver<'a>(agreement: &'a Agreement, receipts: &Told<'a>, payer: &str) -> Option<&'a str> {
    let mut reporters = receipts.reporters();
    match agreement.host.as_deref() {
        Some(host) => reporters.find(|reporter| *reporter == host),
        None => reporters.find(|reporter| *reporter != payer),
    }
}
