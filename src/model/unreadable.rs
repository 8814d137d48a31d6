//! Rows of the register that cannot be read in full: what is missing stays known to be missing.

use super::keyed::HasKey;
use super::money::Money;
use super::origin::Origin;
use super::period::Year;

/// Whose commitment cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadableCommitment {
    /// The agreement.
    pub agreement: String,
    /// The partner.
    pub partner: String,
    /// The year.
    pub year: Year,
}

/// A row of which nobody can tell what it adds to an agreed pool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenPart {
    /// The agreement.
    pub agreement: String,
    /// The year; `None` where that cannot be read either.
    pub year: Option<Year>,
    /// What it is.
    pub what: OpenWhat,
    /// The amounts that contradict each other, with their cells; none where a cell cannot be read.
    pub amounts: Vec<(Money, Origin)>,
}

/// What a row that nobody can read was to add to an agreed pool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenWhat {
    /// A commitment.
    Commitment,
    /// What was brought forward.
    BroughtForward,
}

impl OpenWhat {
    /// The same in words.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Commitment => "a commitment",
            Self::BroughtForward => "what was brought forward",
        }
    }
}

impl HasKey for UnreadableCommitment {
    fn key(&self) -> &str {
        &self.agreement
    }
}

impl HasKey for OpenPart {
    fn key(&self) -> &str {
        &self.agreement
    }
}
