//! The file of a payment under section 256 or 76: the decision behind it, its conditions, its voucher, and what was not spent.

use chrono::NaiveDate;

use super::keyed::HasKey;
use super::money::Money;
use super::origin::Origin;
use super::period::Year;
use super::stated::Stated;
use super::words::folded;

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

/// What becomes of money that was not spent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Treatment {
    /// It goes back to the payer.
    Returned,
    /// It is spent in the next year, with the payer's agreement or without a word of it.
    CarriedForward {
        /// Whether the register says that somebody agreed.
        agreed: bool,
    },
    /// It is spent on something else.
    Reused,
    /// The words do not say.
    Open,
}

impl Treatment {
    /// What words say of it. Words that leave it open do so whatever else they name: `to be returned or carried forward` is no answer.
    #[must_use]
    pub fn of(words: &str) -> Self {
        let text = format!(" {} ", folded(words));
        let has = |any: &[&str]| any.iter().any(|word| text.contains(word));
        let goes = [
            (has(RETURNED), Self::Returned),
            (has(CARRIED), Self::CarriedForward { agreed: has(AGREED) }),
            (has(REUSED), Self::Reused),
        ];
        match goes.into_iter().find(|(is_it, _)| *is_it) {
            Some((_, treatment)) if !has(OPEN) => treatment,
            _ => Self::Open,
        }
    }
}

// Words as they begin, after a blank: the text is folded.
const RETURNED: &[&str] =
    &[" return", " repaid", " repay", " refund", " paid back", " handed back", " recover", " clawed back"];
const CARRIED: &[&str] = &[" carried", " carry", " rolled", " roll over", " roll forward", " retained", " held over"];
const REUSED: &[&str] =
    &[" reuse", " re use", " spent on", " used for", " used on", " redirect", " reallocat", " repurpos", " applied to"];
const AGREED: &[&str] = &[" agree", " approv", " consent", " permission", " permit"];
const OPEN: &[&str] = &[
    " to be decided ",
    " to be agreed ",
    " to be confirmed ",
    " to be determined ",
    " tbc ",
    " tba ",
    " tbd ",
    " not ",
    " no ",
    " undecided ",
    " whether ",
    " or ",
    " under discussion ",
    " in discussion ",
    " discuss",
    " pending ",
    " awaiting ",
    " unknown ",
    " proposed ",
    " without ",
];

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
        self.treatment().is_some_and(|treatment| treatment != Treatment::Open)
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

#[cfg(test)]
mod tests {
    use super::Treatment;

    #[test]
    fn words_say_what_becomes_of_money_or_leave_it_open() {
        let carried = |agreed| Treatment::CarriedForward { agreed };
        let cases = [
            ("Returned", Treatment::Returned),
            ("to be returned to the board by June", Treatment::Returned),
            ("Repaid in May 2025", Treatment::Returned),
            ("carried forward with the agreement of NHS Wolds ICB", carried(true)),
            ("Carried forward, approved by the board on 3 April", carried(true)),
            ("carried forward", carried(false)),
            ("Reused for home care", Treatment::Reused),
            ("re-used", Treatment::Reused),
            ("to be decided", Treatment::Open),
            ("not yet returned", Treatment::Open),
            ("to be returned or carried forward", Treatment::Open),
            ("carried forward, to be agreed", Treatment::Open),
            ("see the minutes", Treatment::Open),
        ];
        for (words, treatment) in cases {
            assert_eq!(Treatment::of(words), treatment, "{words}");
        }
    }
}
