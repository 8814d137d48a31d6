//! How a cell is shown, and where its value comes from.

use serde::{Deserialize, Serialize};

/// How a cell is shown, and where its value comes from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Traits {
    /// What its number format does to its value.
    pub shown: Shown,
    /// Whether its value is a copy kept from another workbook.
    pub linked: bool,
    /// Whether its characters can be read as they stand.
    pub ink: Ink,
}

/// What a number format does to a value.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shown {
    /// Nothing: what is shown says the same.
    #[default]
    AsIs,
    /// Shows something else.
    Otherwise {
        /// What it is.
        how: How,
        /// The format, counted from one among those that the file's reader passed on; 0 where it is not known.
        format: u16,
    },
}

/// How a value is shown otherwise than it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum How {
    /// In thousands, and no word says so: `#,##0,` shows 1,234,567 as 1,235.
    Thousands,
    /// In millions, and no word says so: `0.0,,` shows 1,234,567 as 1.2.
    Millions,
    /// In hundredths: `0%` shows 0.53 as 53%.
    Percent,
    /// In a unit that a letter or a word names: what is shown is the value times so many thousands of pounds. `0.0"m"` shows
    /// 1.9 as 1.9m, which is two thousandfold steps more; `0.0,,"m"` shows 1,900,000 as 1.9m, which is none.
    InUnit(i8),
    /// Below zero, with nothing that says so.
    SignHidden,
    /// With a sign that it does not have, or with two.
    SignTurned,
    /// As other money than pounds.
    OtherMoney,
    /// With digits, or a decimal point, that it does not have.
    OtherDigits,
    /// As a length of time: `[h]:mm` shows 0.5 as 12:00.
    Duration,
    /// Not at all.
    Nothing,
    /// In white, as the format says.
    White,
    /// With words that nothing is known of.
    Words,
}

/// Whether the characters of a cell can be read as they stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ink {
    /// As any others.
    #[default]
    Plain,
    /// They are struck through.
    Struck,
    /// They are white, and so is what they stand on.
    White,
}

impl How {
    /// Whether what is shown contradicts what is held, in a column of so many thousandfold steps above pounds.
    #[must_use]
    pub fn contradicts(self, thousands: i8) -> bool {
        match self {
            Self::InUnit(power) => power != thousands,
            Self::SignHidden
            | Self::SignTurned
            | Self::OtherMoney
            | Self::OtherDigits
            | Self::Percent
            | Self::Duration => true,
            // Who states thousands and shows thousands means what is shown.
            Self::Thousands | Self::Millions => thousands > 0,
            Self::Nothing | Self::Words | Self::White => false,
        }
    }
}

impl Shown {
    /// How it is shown otherwise, if it is.
    #[must_use]
    pub const fn how(self) -> Option<How> {
        match self {
            Self::AsIs => None,
            Self::Otherwise { how, .. } => Some(how),
        }
    }
}
