//! What the figures of a pool are agreed to hold: client income, what is given in kind, and against what a variance is measured.

use super::reason::Reason;
use super::words::folded;

/// What an entry under `Basis` means.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AgreedBasis {
    /// Whether figures are before or after client income; `None` where it does not say.
    pub income: Option<IncomeBasis>,
    /// Whether what is given in kind is a part of the pool.
    pub in_kind_counts: bool,
}

/// Whether a pool's figures are before or after client income.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IncomeBasis {
    /// Before it: income that was agreed is a part of the pool.
    Gross,
    /// After it: income is taken from the cost.
    Net,
}

/// Against what the cost of a pool is held.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum VarianceBase {
    /// What partners committed, after variations that count: the agreed pool.
    #[default]
    Committed,
    /// What they put in.
    Paid,
}

/// Words that mean that in kind counts.
const IN_KIND_COUNTS: [&str; 4] =
    ["in kind counts", "in kind contributions count", "contributions in kind count", "in kind is counted"];

/// Words that may stand beside `gross` or `net` and change nothing of it.
const BESIDE: [&str; 12] = [
    "basis",
    "budget",
    "charges",
    "client",
    "clients",
    "contributions",
    "fees",
    "figures",
    "income",
    "of",
    "the",
    "user",
];

impl AgreedBasis {
    /// What an entry means, of which every word counts: `gross`, `net of client income`, `gross; in kind counts`.
    ///
    /// # Errors
    ///
    /// That it says something else, or both.
    pub fn read(text: &str) -> Result<Self, Reason> {
        let unknown = || "it does not say in known words whether figures are gross or net of client income".into();
        let mut basis = Self::default();
        for part in text.split([';', ',', '\n']).map(folded).filter(|part| !part.is_empty()) {
            if IN_KIND_COUNTS.contains(&part.as_str()) {
                basis.in_kind_counts = true;
                continue;
            }
            let mut words: Vec<&str> = part.split(' ').collect();
            // What it says of VAT is read by itself.
            if words.contains(&"vat") {
                continue;
            }
            words.retain(|word| !BESIDE.contains(word));
            let income = match words.as_slice() {
                ["gross"] => IncomeBasis::Gross,
                ["net"] => IncomeBasis::Net,
                _ => return Err(unknown()),
            };
            if basis.income.replace(income).is_some_and(|before| before != income) {
                return Err(unknown());
            }
        }
        Ok(basis)
    }
}

impl VarianceBase {
    /// Every base, with its words in the register.
    pub const WORDS: [(&'static str, Self); 2] = [("committed", Self::Committed), ("paid", Self::Paid)];

    /// What an entry under `Variance base` means.
    ///
    /// # Errors
    ///
    /// That it is neither.
    pub fn read(text: &str) -> Result<Self, Reason> {
        let said = folded(text);
        let known = Self::WORDS.into_iter().find(|(word, _)| *word == said);
        known.map(|(_, base)| base).ok_or_else(|| "neither `committed` nor `paid`".into())
    }
}

#[cfg(test)]
mod tests {
    use super::{AgreedBasis, IncomeBasis, VarianceBase};

    #[test]
    fn every_word_of_a_basis_counts() {
        let read = |text: &str| AgreedBasis::read(text).ok().map(|basis| (basis.income, basis.in_kind_counts));
        let (gross, net) = (Some(IncomeBasis::Gross), Some(IncomeBasis::Net));
        assert_eq!(read("Gross"), Some((gross, false)));
        assert_eq!(read("Net of client income"), Some((net, false)));
        assert_eq!(read("Gross; in kind counts"), Some((gross, true)));
        assert_eq!(read("In-kind counts"), Some((None, true)));
        assert_eq!(read("gross; net of VAT"), Some((gross, false)), "of VAT it is read by itself");
        for text in ["gross and net", "gross; net", "not gross", "in kind does not count"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_variance_is_measured_against_one_of_two() {
        assert_eq!(VarianceBase::read("Paid"), Ok(VarianceBase::Paid));
        assert!(VarianceBase::read("paid or committed").is_err());
    }
}
