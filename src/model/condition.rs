//! Conditions of the Better Care Fund: minimums of what NHS bodies put in, and grants that councils pass on.

use std::fmt;

use serde::Deserialize;

use super::total::TotalFigure;

/// What a commitment is for: the purposes for which minimums are published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purpose {
    /// Social care.
    SocialCare,
    /// Services out of hospital that the NHS commissions.
    OutOfHospital,
}

impl Purpose {
    /// Every purpose, with its words in the register.
    pub const WORDS: [(&'static str, Self); 2] =
        [("social care", Self::SocialCare), ("out of hospital", Self::OutOfHospital)];
}

/// A minimum of what NHS bodies put in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Minimum {
    /// Of all that they put in.
    #[serde(rename = "nhs-minimum")]
    Whole,
    /// Of what is for social care.
    #[serde(rename = "nhs-minimum-social-care")]
    SocialCare,
    /// Of what is for services out of hospital.
    #[serde(rename = "nhs-minimum-out-of-hospital")]
    OutOfHospital,
}

impl Minimum {
    /// Every minimum.
    pub const ALL: [Self; 3] = [Self::Whole, Self::SocialCare, Self::OutOfHospital];

    /// The reference figure that says how much it is.
    #[must_use]
    pub const fn figure(self) -> TotalFigure {
        match self {
            Self::Whole => TotalFigure::NhsMinimum,
            Self::SocialCare => TotalFigure::NhsMinimumSocialCare,
            Self::OutOfHospital => TotalFigure::NhsMinimumOutOfHospital,
        }
    }

    /// The purpose of the money that it asks for; `None` of all of it.
    #[must_use]
    pub const fn purpose(self) -> Option<Purpose> {
        match self {
            Self::Whole => None,
            Self::SocialCare => Some(Purpose::SocialCare),
            Self::OutOfHospital => Some(Purpose::OutOfHospital),
        }
    }
}

/// For what it is, as it follows an amount; nothing of all that is put in.
impl fmt::Display for Minimum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Whole => "",
            Self::SocialCare => " for social care",
            Self::OutOfHospital => " for services out of hospital",
        })
    }
}

/// A government grant that enters a pool as a council's commitment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grant {
    /// The improved Better Care Fund grant.
    Ibcf,
    /// The Local Authority Better Care Grant, into which that and the discharge fund went.
    Labcg,
    /// The disabled facilities grant.
    Dfg,
    /// The discharge fund grant.
    Discharge,
    /// The grant for winter pressures.
    Winter,
}

impl Grant {
    /// Every grant, with its word in the register.
    pub const WORDS: [(&'static str, Self); 5] = [
        ("ibcf", Self::Ibcf),
        ("labcg", Self::Labcg),
        ("dfg", Self::Dfg),
        ("discharge", Self::Discharge),
        ("winter", Self::Winter),
    ];

    /// Its word in the register.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, grant)| *grant == self).map_or("", |(word, _)| word)
    }

    /// Its published allocation among the reference figures, where there is one.
    #[must_use]
    pub const fn allocation(self) -> Option<TotalFigure> {
        match self {
            Self::Ibcf => Some(TotalFigure::AllocationIbcf),
            Self::Labcg => Some(TotalFigure::AllocationLabcg),
            Self::Dfg => Some(TotalFigure::AllocationDfg),
            Self::Discharge => Some(TotalFigure::AllocationDischarge),
            Self::Winter => None,
        }
    }
}

/// Its word in the register.
impl fmt::Display for Grant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
