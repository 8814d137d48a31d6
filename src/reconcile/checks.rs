//! The checks: each judges the books of an agreement, a body or the area and is one file; this is the list.

pub mod additionality;
pub mod after_as_at;
pub mod agreement_ends;
pub mod aligned_in_pool;
pub mod bases_differ;
pub mod below_minimum;
pub mod board_not_met;
pub mod budget_not_agreed;
pub mod carry_forward_break;
pub mod conflicting_returns;
pub mod decision_missing;
pub mod dfg_not_passed_on;
pub mod disinvestment;
pub mod grant_differs;
pub mod grant_renamed;
pub mod income_below_agreed;
pub mod late_instalment;
pub mod missing_commitment;
pub mod missing_return;
pub mod month_missing;
pub mod not_known_to_be_paid;
pub mod not_signed;
pub mod outside_term;
pub mod overpayment;
pub mod partner_not_in_being;
pub mod pool_out_of_balance;
pub mod quarters_differ;
pub mod repeated_total;
pub mod scheme_not_reported;
pub mod schemes_out_of_balance;
pub mod shortfall;
pub mod succession_open;
pub mod two_sided_difference;
pub mod unspent_payment;
pub mod unused_commitment;
pub mod uplift_not_met;
pub mod variation_ahead;
pub mod variation_incomplete;
pub mod voucher_missing;

use super::Books;
use super::judged::{Body, Judged};
use crate::finding::{About, Finding};
use crate::model::agreement::Agreement;
use crate::model::money::Money;

/// A check: what it is about, and how it judges.
#[derive(Debug)]
pub struct Check {
    /// Its name, level and words.
    pub about: &'static About,
    /// What it looks at; of one agreement, what the first finds stands before what the next does.
    pub judges: &'static [Judge],
    /// Up to which amount a difference is none, unless the house says otherwise; `None` where nothing is tolerated, and the house
    /// may not either: of a minimum, a grant, a share.
    pub tolerance: Option<Money>,
}

/// What is usually tolerated: amounts are agreed, budgeted and paid by people who round to the pound.
pub const A_POUND: Option<Money> = Money::from_pence(100);

/// What is judged at a time. What is found of a body or the area names the agreement at which it is said.
#[derive(Debug)]
pub enum Judge {
    /// An agreement, by its own books.
    Agreement(fn(&Books, &Agreement) -> Vec<Finding>),
    /// A body, in all agreements that are judged together: which bodies, in the order in which they are judged, and what is
    /// found of each.
    Body(fn(&Books) -> Vec<&str>, fn(&Books, &Judged<'_>, &Body<'_>) -> Option<Finding>),
    /// The area, with all agreements that are judged.
    Area(fn(&Books, &Judged<'_>) -> Vec<Finding>),
}

/// Every check. An agreement is judged by those that its types ask for.
pub const CHECKS: &[Check] = &[
    additionality::CHECK,
    after_as_at::CHECK,
    agreement_ends::CHECK,
    aligned_in_pool::CHECK,
    bases_differ::CHECK,
    below_minimum::CHECK,
    board_not_met::CHECK,
    budget_not_agreed::CHECK,
    carry_forward_break::CHECK,
    conflicting_returns::CHECK,
    decision_missing::CHECK,
    dfg_not_passed_on::CHECK,
    disinvestment::CHECK,
    grant_differs::CHECK,
    grant_renamed::CHECK,
    income_below_agreed::CHECK,
    late_instalment::CHECK,
    missing_commitment::CHECK,
    missing_return::CHECK,
    month_missing::CHECK,
    not_known_to_be_paid::CHECK,
    not_signed::CHECK,
    outside_term::CHECK,
    overpayment::CHECK,
    partner_not_in_being::CHECK,
    pool_out_of_balance::CHECK,
    quarters_differ::CHECK,
    repeated_total::CHECK,
    scheme_not_reported::CHECK,
    schemes_out_of_balance::CHECK,
    shortfall::CHECK,
    succession_open::CHECK,
    two_sided_difference::CHECK,
    unspent_payment::CHECK,
    unused_commitment::CHECK,
    uplift_not_met::CHECK,
    variation_ahead::CHECK,
    variation_incomplete::CHECK,
    voucher_missing::CHECK,
];

/// The names of all checks.
#[must_use]
pub fn names() -> Vec<&'static str> {
    CHECKS.iter().map(|check| check.about.name).collect()
}

/// The checks that the house may give a tolerance, with the usual one: each says by how much two figures differ.
#[must_use]
pub fn tolerable() -> Vec<(&'static str, Money)> {
    CHECKS.iter().filter_map(|check| Some((check.about.name, check.tolerance?))).collect()
}

/// What the checks are about.
pub const FINDINGS: &[&About] = &{
    let mut all = [CHECKS[0].about; CHECKS.len()];
    let mut place = 0;
    while place < CHECKS.len() {
        all[place] = CHECKS[place].about;
        place += 1;
    }
    all
};
