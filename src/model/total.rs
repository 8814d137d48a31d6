//! Reference figures: what partners or the area published, from the closed list of the register's sheet `Totals`.

use std::fmt;

use super::entry::Class;
use super::money::Money;
use super::origin::Origin;
use super::period::Period;

/// A figure in the register's `Totals` sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Total {
    /// The partner that it belongs to; `None` for the whole area.
    pub partner: Option<String>,
    /// The agreement that it is of: what was carried or brought forward is of one, and a council's own spending on a line may be.
    pub agreement: Option<String>,
    /// Which figure of the closed list.
    pub figure: TotalFigure,
    /// Revenue or capital, where the register says so; only what was carried or brought forward is of one.
    pub class: Option<Class>,
    /// The period.
    pub period: Period,
    /// How much.
    pub amount: Money,
    /// Where it was published.
    pub source: Option<String>,
    /// The cell with the amount.
    pub origin: Origin,
}

/// The closed list of reference figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TotalFigure {
    /// A council's gross social care spending.
    SocialCareGross,
    /// All health and social care spending.
    HealthAndSocialCare,
    /// An NHS body's programme spending.
    NhsProgramme,
    /// A council's joint arrangements, as PSS EX1 has them.
    JointArrangements,
    /// A council's income from the NHS, as PSS EX1 has it.
    NhsIncome,
    /// Income from the Better Care Fund.
    BcfIncome,
    /// The published minimum of an NHS body's contribution.
    NhsMinimum,
    /// The published minimum of what it puts into social care.
    NhsMinimumSocialCare,
    /// The published minimum of what it puts into services out of hospital.
    NhsMinimumOutOfHospital,
    /// The improved Better Care Fund grant.
    AllocationIbcf,
    /// The Local Authority Better Care Grant.
    AllocationLabcg,
    /// The disabled facilities grant.
    AllocationDfg,
    /// The discharge fund grant.
    AllocationDischarge,
    /// What an agreement carried forward into the next year.
    CarriedForward,
    /// What an agreement brought forward from the year before.
    BroughtForward,
    /// What of the disabled facilities grant was passed on to a district council.
    DfgPassedOn,
    /// A council's own spending on a line.
    CouncilLine,
}

impl TotalFigure {
    /// Every figure, with its word.
    pub const WORDS: [(&'static str, Self); 17] = [
        ("social-care-gross", Self::SocialCareGross),
        ("health-and-social-care", Self::HealthAndSocialCare),
        ("nhs-programme", Self::NhsProgramme),
        ("joint-arrangements", Self::JointArrangements),
        ("nhs-income", Self::NhsIncome),
        ("bcf-income", Self::BcfIncome),
        ("nhs-minimum", Self::NhsMinimum),
        ("nhs-minimum-social-care", Self::NhsMinimumSocialCare),
        ("nhs-minimum-out-of-hospital", Self::NhsMinimumOutOfHospital),
        ("allocation-ibcf", Self::AllocationIbcf),
        ("allocation-labcg", Self::AllocationLabcg),
        ("allocation-dfg", Self::AllocationDfg),
        ("allocation-discharge", Self::AllocationDischarge),
        ("carried-forward", Self::CarriedForward),
        ("brought-forward", Self::BroughtForward),
        ("dfg-passed-on", Self::DfgPassedOn),
        ("council-line", Self::CouncilLine),
    ];

    /// What it is, for those who do not keep the register.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::SocialCareGross => "gross social care spending",
            Self::HealthAndSocialCare => "health and social care spending",
            Self::NhsProgramme => "NHS programme spending",
            Self::JointArrangements => "spending under joint arrangements",
            Self::NhsIncome => "income from the NHS",
            Self::BcfIncome => "income from the Better Care Fund",
            Self::NhsMinimum => "the minimum NHS contribution",
            Self::NhsMinimumSocialCare => "the minimum NHS contribution to social care",
            Self::NhsMinimumOutOfHospital => "the minimum NHS contribution to services out of hospital",
            Self::AllocationIbcf => "the allocation of the improved Better Care Fund",
            Self::AllocationLabcg => "the allocation of the Local Authority Better Care Grant",
            Self::AllocationDfg => "the allocation of the Disabled Facilities Grant",
            Self::AllocationDischarge => "the allocation of the discharge fund",
            Self::CarriedForward => "what was carried forward",
            Self::BroughtForward => "what was brought forward",
            Self::DfgPassedOn => "what was passed on of the Disabled Facilities Grant",
            Self::CouncilLine => "the council’s own spending on the line",
        }
    }

    /// Whether it may be named beside an agreement.
    #[must_use]
    pub const fn may_be_of_an_agreement(self) -> bool {
        self.is_of_an_agreement() || matches!(self, Self::CouncilLine)
    }

    /// Whether it is a figure of one agreement, and not of a partner or the area.
    #[must_use]
    pub const fn is_of_an_agreement(self) -> bool {
        matches!(self, Self::CarriedForward | Self::BroughtForward)
    }
}

impl fmt::Display for TotalFigure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = Self::WORDS.iter().find(|(_, figure)| figure == self).map_or("", |(word, _)| word);
        f.write_str(word)
    }
}
