//! What is found of how variances are shared: no rule, a part that is nobody's, shares that nobody can apply.

use super::{Sharing, SharingOutcome};
use crate::finding::phrase::{Phrase, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::model::agreement::Agreement;
use crate::model::money::Money;
use crate::reconcile::Books;
use crate::reconcile::checks::A_POUND;

/// Shares that do not add up to what is to be shared.
pub const RISK_SHARE_UNALLOCATED: About = About {
    name: "risk-share-unallocated",
    level: Level::Error,
    nature: Nature::Fact,
    finds: "an over- or underspend of which the percentages on the register's sheet `Risk shares` leave a part to nobody, because \
            they do not add up to 100%.",
    matters: "nobody has agreed to bear that part, and the committee should know before the year ends.",
    action: "correct the shares on the register's sheet `Risk shares`, or write `rest not allotted` under `Risk share` where that \
             is what was agreed",
    ask: None,
};

/// What a rule leaves to nobody.
pub const NOT_ALLOTTED: About = About {
    name: "not-allotted",
    level: Level::Warning,
    nature: Nature::Fact,
    finds: "an over- or underspend of which the agreement allots a part to nobody: it says so, or every partner's share is capped.",
    matters: "that is a lawful outcome, and the money is still to be found: somebody has to decide before the year ends who pays.",
    action: "have the partners decide who bears what their agreement allots to nobody",
    ask: None,
};

/// An over- or underspend without a rule.
pub const RULE_MISSING: About = About {
    name: "rule-missing",
    level: Level::Warning,
    nature: Nature::Fact,
    finds: "an over- or underspend of a pool of which the register does not say who bears it or what becomes of it, or says it so \
            that nobody can tell: shares that contradict the rule, more than the whole, or a rule that needs what is not there.",
    matters: "partners that have not agreed who bears an overspend find out when the bill comes.",
    action: "enter what the agreement says under `Risk share` and `Underspend` on the register's sheet `Agreements`",
    ask: None,
};

/// What is found of how variances are shared.
pub fn of(books: &Books, agreement: &Agreement, sharings: &[Sharing]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for sharing in sharings {
        let Ok(left) = &sharing.met.left else { continue };
        let which = sharing.class.map(|class| phrase!("{} ", class.word()));
        let spent = if left.amount < Money::ZERO { "underspend" } else { "overspend" };
        let of = |amount: Money| {
            phrase!("{} of the {}{} of `{}` in {}", amount.abs(), which, spent, agreement.title, books.period)
        };
        let mut push = |about, message: Phrase| {
            let rows = books.register.risk_shares.under(&agreement.id);
            let finding = Finding::new(about, message).at_cells(rows.map(|row| row.origin()));
            let finding = finding.at_cells(&left.origins).on_agreement(Some(&agreement.id));
            findings.push(finding.in_period(books.period));
        };
        match &sharing.outcome {
            SharingOutcome::NoRule if is_tolerated(left.amount) => {}
            SharingOutcome::NoRule if left.amount > Money::ZERO => {
                push(&RULE_MISSING, phrase!("the register does not say who bears {}", of(left.amount)));
            }
            SharingOutcome::NoRule => {
                let what = if agreement.underspend.is_none() { "what becomes of" } else { "who has which share of" };
                push(&RULE_MISSING, phrase!("the register does not say {} {}", what, of(left.amount)));
            }
            SharingOutcome::NotShared(why) if !is_tolerated(left.amount) && states_a_rule(agreement) => {
                push(&RULE_MISSING, phrase!("who bears {} cannot be told: {}", of(left.amount), why.clone()));
            }
            SharingOutcome::Shared { not_allotted, unallocated, .. } => {
                if *not_allotted != Money::ZERO {
                    push(&NOT_ALLOTTED, phrase!("the agreement allots {} to nobody", of(*not_allotted)));
                }
                if *unallocated != Money::ZERO {
                    push(&RISK_SHARE_UNALLOCATED, phrase!("the risk shares leave {} to nobody", of(*unallocated)));
                }
            }
            _ => {}
        }
    }
    findings
}

/// Whether the register states a rule, or shares; words that are no rule are a finding of their own.
fn states_a_rule(agreement: &Agreement) -> bool {
    let is_rule = agreement.risk_share.as_ref().is_none_or(|stated| stated.means.is_ok());
    is_rule && agreement.underspend.as_ref().is_none_or(|stated| stated.means.is_ok())
}

/// Whether an amount is too small to ask who bears it.
fn is_tolerated(amount: Money) -> bool {
    A_POUND.is_some_and(|pound| amount.abs() <= pound)
}
