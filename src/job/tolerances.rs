//! Tolerances: up to which amount a difference is too small to be a finding, by check and agreement.

use std::collections::BTreeMap;

use crate::model::money::Money;
use crate::model::words::folded;

/// Up to which amount a difference between two figures is none.
#[derive(Debug, Clone, Default)]
pub struct Tolerances {
    /// What holds where the house says nothing, by check; a check that is not among them tolerates nothing.
    usual: BTreeMap<String, Money>,
    /// What the house sets for all agreements, by check.
    all: BTreeMap<String, Money>,
    /// What it sets for one agreement instead, by its folded id and check.
    agreements: BTreeMap<(String, String), Money>,
}

impl Tolerances {
    /// The usual ones, by check.
    #[must_use]
    pub fn usual(checks: &[(&str, Money)]) -> Self {
        let usual = checks.iter().map(|(check, tolerance)| ((*check).to_owned(), *tolerance)).collect();
        Self { usual, ..Self::default() }
    }

    /// Sets what holds for an agreement, or for all.
    pub fn set(&mut self, agreement: Option<&str>, check: &str, tolerance: Money) {
        match agreement {
            Some(id) => self.agreements.insert((folded(id), check.to_owned()), tolerance),
            None => self.all.insert(check.to_owned(), tolerance),
        };
    }

    /// What holds for an agreement: its own, else what the house sets for all, else the usual one. `None` where the check tolerates
    /// nothing.
    fn of(&self, agreement: &str, check: &str) -> Option<Money> {
        let own = self.agreements.get(&(folded(agreement), check.to_owned()));
        own.or_else(|| self.all.get(check)).or_else(|| self.usual.get(check)).copied()
    }

    /// Whether a difference in an agreement is more than a check tolerates.
    #[must_use]
    pub fn exceeded(&self, agreement: &str, check: &str, difference: Money) -> bool {
        self.of(agreement, check).is_none_or(|tolerance| difference > tolerance)
    }
}

#[cfg(test)]
mod tests {
    use super::{Money, Tolerances};

    #[test]
    fn what_is_set_for_an_agreement_goes_before_what_is_set_for_all_and_that_before_the_usual() {
        let pence = Money::from_sum;
        let mut tolerances = Tolerances::usual(&[("shortfall", pence(100)), ("overpayment", pence(100))]);
        tolerances.set(None, "shortfall", pence(500));
        tolerances.set(Some("Pool"), "shortfall", Money::ZERO);
        assert_eq!(tolerances.of("pool", "shortfall"), Some(Money::ZERO));
        assert_eq!(tolerances.of("other", "shortfall"), Some(pence(500)));
        assert_eq!(tolerances.of("pool", "overpayment"), Some(pence(100)));
        assert_eq!(tolerances.of("pool", "below-minimum"), None);
        let exceeded = |check| tolerances.exceeded("other", check, pence(101));
        assert!(exceeded("overpayment") && exceeded("below-minimum") && !exceeded("shortfall"));
    }
}
