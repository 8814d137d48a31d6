//! The checks: each judges the books of one agreement and is one file; this is the list.

pub mod conflicting_returns;
pub mod disinvestment;
pub mod missing_commitment;
pub mod missing_return;
pub mod pool_out_of_balance;
pub mod shortfall;
pub mod variation_incomplete;

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
    Check { about: &conflicting_returns::ABOUT, judge: conflicting_returns::judge },
    Check { about: &disinvestment::ABOUT, judge: disinvestment::judge },
    Check { about: &missing_commitment::ABOUT, judge: missing_commitment::judge },
    Check { about: &missing_return::ABOUT, judge: missing_return::judge },
    Check { about: &pool_out_of_balance::ABOUT, judge: pool_out_of_balance::judge },
    Check { about: &shortfall::ABOUT, judge: shortfall::judge },
    Check { about: &variation_incomplete::ABOUT, judge: variation_incomplete::judge },
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
