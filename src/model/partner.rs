//! The bodies that pool money.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::origin::Origin;
use super::period::Year;

/// A body in the register's `Partners` sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partner {
    /// Its name, which is also its identity.
    pub name: String,
    /// What kind of body it is.
    pub sector: Sector,
    /// The first day on which it was in being; `None` if the register does not say.
    pub from: Option<NaiveDate>,
    /// The last day on which it was in being; `None` while it is.
    pub to: Option<NaiveDate>,
    /// The body that took over from it.
    pub successor: Option<String>,
    /// The cell that names it.
    pub origin: Origin,
}

impl Partner {
    /// Whether it was in being on any day of a year.
    #[must_use]
    pub fn is_in_being(&self, year: Year) -> bool {
        self.from.is_none_or(|from| from <= year.last_day()) && self.to.is_none_or(|to| to >= year.first_day())
    }
}

/// What kind of body a partner is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sector {
    /// A primary care trust, clinical commissioning group, integrated care board or NHS trust.
    Health,
    /// A council with social services responsibilities, or a district.
    Council,
    /// Anyone else, such as a charity.
    Other,
}

impl Sector {
    /// Every sector, with its word in the register.
    pub const WORDS: [(&'static str, Self); 3] =
        [("health", Self::Health), ("council", Self::Council), ("other", Self::Other)];
}

impl fmt::Display for Sector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Health => "health",
            Self::Council => "council",
            Self::Other => "other",
        })
    }
}
