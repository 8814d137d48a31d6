//! The file of a payment under section 256 or 76: the decision behind it, its conditions, its voucher, and what was not spent.

mod treatment;

use chrono::NaiveDate;

use super::keyed::HasKey;
use super::money::Money;
use super::origin::Origin;
use super::period::Year;
use super::stated::Stated;

pub use treatment::Treatment;

/// What the register keeps of one purpose of a payment in a year, on its sheet `Payments`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentRecord {
    /// The agreement.
    pub agreement: String,
    /// The year; `None` where the cell cannot be used.
    pub year: Option<Year>,
    /// What it is for.
    pub purpose: Option<String>,
    /// Who decided for the payer.
    pub decided_by: Option<String>,
    /// When.
    pub decided_on: Option<Stated<NaiveDate>>,
    /// Where the decision is written.
    pub minute: Option<String>,
    /// Why it is a more effective use of the money than spending it oneself.
    pub more_effective_because: Option<String>,
    /// What the payment is subject to.
    pub conditions: Option<String>,
    /// The reference of the voucher.
    pub voucher: Option<String>,
    /// Its date.
    pub voucher_date: Option<Stated<NaiveDate>>,
    /// Who signed it.
    pub signed_by: Option<String>,
    /// What was not spent by the end of the year.
    pub unspent: Option<Stated<Money>>,
    /// What becomes of it.
    pub treatment: Option<String>,
    /// The cell that names the agreement.
    pub origin: Origin,
}

impl PaymentRecord {
    /// Whether somebody's decision to pay is recorded: who took it and when, or where it is written.
    #[must_use]
    pub fn has_decision(&self) -> bool {
        let is_dated = self.decided_on.as_ref().is_some_and(|on| on.means.is_ok());
        self.minute.is_some() || self.decided_by.is_some() && is_dated
    }

    /// What becomes of what was not spent; `None` where the register says nothing.
    #[must_use]
    pub fn treatment(&self) -> Option<Treatment> {
        self.treatment.as_deref().map(Treatment::of)
    }

    /// Whether the register says what becomes of what was not spent.
    #[must_use]
    pub fn says_what_becomes(&self) -> bool {
        self.treatment().is_some_and(Treatment::is_told)
    }

    /// Its words, as papers print them.
    pub fn in_words(&self) -> impl Iterator<Item = &str> {
        let said = [
            &self.purpose,
            &self.decided_by,
            &self.minute,
            &self.more_effective_because,
            &self.conditions,
            &self.voucher,
            &self.signed_by,
            &self.treatment,
        ];
        said.into_iter().flatten().map(String::as_str)
    }
}

impl HasKey for PaymentRecord {
    fn key(&self) -> &str {
        &self.agreement
    }
}
