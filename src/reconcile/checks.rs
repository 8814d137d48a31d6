//! The checks: each judges the books of one agreement and is one file; this is the list.

pub mod additionality;
pub mod aligned_in_pool;
pub mod below_minimum;
pub mod carry_forward_break;
pub mod conflicting_returns;
pub mod dfg_not_passed_on;
pub mod disinvestment;
pub mod grant_differs;
pub mod late_instalment;
pub mod missing_commitment;
pub mod missing_return;
pub mod outside_term;
pub mod overpayment;
pub mod partner_not_in_being;
pub mod pool_out_of_balance;
pub mod quarters_differ;
pub mod repeated_total;
pub mod shortfall;
pub mod two_sided_difference;
pub mod unused_commitment;
pub mod uplift_not_met;
pub mod variation_ahead;
pub mod variation_incomplete;
pub mod voucher_missing;

use super::Books;
use crate::finding::{About, Finding};
use crate::model::agreement::Agreement;

/// A check: what it is about, and how it judges an agreement.
#[derive(Debug)]
pub struct Check {
    /// Its name, level and words.
    pub about: &'static About,
    /// What it finds in the books of one agreement.
    pub judge: fn(&Books, &Agreement) -> Vec<Finding>,
}

/// Every check. An agreement is judged by those that its types ask for.
pub const CHECKS: &[Check] = &[
    Check { about: &additionality::ABOUT, judge: additionality::judge },
    Check { about: &aligned_in_pool::ABOUT, judge: aligned_in_pool::judge },
    Check { about: &below_minimum::ABOUT, judge: below_minimum::judge },
    Check { about: &carry_forward_break::ABOUT, judge: carry_forward_break::judge },
    Check { about: &conflicting_returns::ABOUT, judge: conflicting_returns::judge },
    Check { about: &dfg_not_passed_on::ABOUT, judge: dfg_not_passed_on::judge },
    Check { about: &disinvestment::ABOUT, judge: disinvestment::judge },
    Check { about: &grant_differs::ABOUT, judge: grant_differs::judge },
    Check { about: &late_instalment::ABOUT, judge: late_instalment::judge },
    Check { about: &missing_commitment::ABOUT, judge: missing_commitment::judge },
    Check { about: &missing_return::ABOUT, judge: missing_return::judge },
    Check { about: &outside_term::ABOUT, judge: outside_term::judge },
    Check { about: &overpayment::ABOUT, judge: overpayment::judge },
    Check { about: &partner_not_in_being::ABOUT, judge: partner_not_in_being::judge },
    Check { about: &pool_out_of_balance::ABOUT, judge: pool_out_of_balance::judge },
    Check { about: &quarters_differ::ABOUT, judge: quarters_differ::judge },
    Check { about: &repeated_total::ABOUT, judge: repeated_total::judge },
    Check { about: &shortfall::ABOUT, judge: shortfall::judge },
    Check { about: &two_sided_difference::ABOUT, judge: two_sided_difference::judge },
    Check { about: &unused_commitment::ABOUT, judge: unused_commitment::judge },
    Check { about: &uplift_not_met::ABOUT, judge: uplift_not_met::judge },
    Check { about: &variation_ahead::ABOUT, judge: variation_ahead::judge },
    Check { about: &variation_incomplete::ABOUT, judge: variation_incomplete::judge },
    Check { about: &voucher_missing::ABOUT, judge: voucher_missing::judge },
];

/// The checks that the house may give a tolerance: each says by how much two figures differ. Those of conditions of a grant are
/// not among them.
pub const TOLERANT: &[&str] = &[
    carry_forward_break::ABOUT.name,
    disinvestment::ABOUT.name,
    late_instalment::ABOUT.name,
    overpayment::ABOUT.name,
    pool_out_of_balance::ABOUT.name,
    quarters_differ::ABOUT.name,
    shortfall::ABOUT.name,
    two_sided_difference::ABOUT.name,
];

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
