//! Balances: what payer and host each have as owed between them, and contributions of which they give different figures.

use super::commitments::Key;
use super::lines::LineSources;
use super::reported::Told;
use super::{Books, Line, Reported, Sum};
use crate::model::agreement::Agreement;
use crate::model::entry::{Class, Kind};
use crate::model::keyed::HasKey;
use crate::model::money::Money;
use crate::model::period::Period;
use crate::model::reason::Reason;

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
    /// The period to whose end they do.
    pub period: Period,
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
        // A host pays itself nothing: nil under "received" is no second side.
        if host == line.partner && received.amount == Money::ZERO {
            return None;
        }
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
            period: self.period,
            since: earlier.take_while(differed).last().unwrap_or(self.period),
        })
    }
}

/// What is owed between the payer of a contribution and its host, as each of them has it: above zero what the payer owes, below
/// zero what it has paid before it fell due.
#[derive(Debug, Clone)]
pub struct Balance {
    /// The agreement's id.
    pub agreement: String,
    /// The payer: the debtor.
    pub partner: String,
    /// Revenue or capital.
    pub class: Class,
    /// Who receives: the creditor.
    pub host: String,
    /// What is due less what the host says it received.
    pub receivable: Result<Sum, Reason>,
    /// What is due less what the payer says it paid.
    pub payable: Result<Sum, Reason>,
    /// What both have: the smaller of the two, and nothing where one is above zero and the other below.
    pub agreed: Result<Sum, Reason>,
    /// What is receivable less what is payable: what was paid less what was received.
    pub difference: Result<Sum, Reason>,
}

impl Balance {
    /// Whether anything is left to be paid or agreed, beyond what rounding explains.
    #[must_use]
    pub fn is_open(&self) -> bool {
        let sides = [&self.receivable, &self.payable, &self.difference];
        self.difference.is_err() || sides.into_iter().flatten().any(|sum| !sum.is_rounding())
    }
}

impl Books {
    /// The balance of each contribution of which payer and host both say how much was paid.
    #[must_use]
    pub fn balances(&self) -> Vec<Balance> {
        let of = |agreement: &Agreement| -> Vec<Balance> {
            self.held_lines_of(&agreement.id).filter_map(|line| self.balance(agreement, line)).collect()
        };
        self.register.agreements.iter().flat_map(of).collect()
    }

    fn balance(&self, agreement: &Agreement, line: &Line) -> Option<Balance> {
        let host = self.receiver(agreement, line).filter(|host| *host != line.partner && self.falls_due(line))?;
        let sides = (balanced(&line.paid)?, balanced(&line.received)?);
        let balance = |[receivable, payable, agreed, difference]: [Result<Sum, Reason>; 4]| Balance {
            agreement: agreement.id.clone(),
            partner: line.partner.clone(),
            class: line.class,
            host: host.to_owned(),
            receivable,
            payable,
            agreed,
            difference,
        };
        let (paid, received) = match sides {
            (Ok(paid), Ok(received)) => (paid, received),
            (Err(why), _) | (_, Err(why)) => return Some(balance([const { None::<()> }; 4].map(|_| Err(why.clone())))),
        };
        let less = |told: &Sum| {
            let due = line.due.as_ref().map_err(Clone::clone)?;
            due.less(told).ok_or_else(|| "the amounts are too large".into())
        };
        let (receivable, payable) = (less(received), less(paid));
        let agreed = receivable.clone().and_then(|receivable| Ok(both_have(receivable, payable.clone()?)));
        let difference = paid.less(received).ok_or_else(|| "the amounts are too large".into());
        Some(balance([receivable, payable, agreed, difference]))
    }
}

/// What one side says, or why that is not held against the other; `None` where it says nothing that is known.
fn balanced(reported: &Reported) -> Option<Result<&Sum, Reason>> {
    match reported {
        Reported::Figure(sum) => Some(Ok(sum)),
        Reported::OtherBasis { .. } => {
            Some(Err("the two sides are not on the basis of the agreement, or of each other".into()))
        }
        Reported::Nothing | Reported::Conflict(_) | Reported::Incomplete { .. } | Reported::AtLeast(_) => None,
    }
}

/// What two sides both have of what is owed.
fn both_have(receivable: Sum, payable: Sum) -> Sum {
    let (one, other) = (receivable.amount, payable.amount);
    let zero = Money::ZERO;
    let amount = if one > zero && other > zero {
        one.min(other)
    } else if one < zero && other < zero {
        one.max(other)
    } else {
        zero
    };
    let mut origins = receivable.origins;
    origins.extend(payable.origins);
    Sum { amount, origins, slack: receivable.slack.max(payable.slack) }
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
