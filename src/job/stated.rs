//! Years and percentages as settings files state them.

use rust_decimal::Decimal;
use serde::Deserialize;

use crate::model::period::Year;

/// A financial year in a settings file, such as `"2006-07"`.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(try_from = "String")]
pub struct FirstOrLast(Year);

impl TryFrom<String> for FirstOrLast {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse().map(Self).map_err(|_| format!("`{text}` is not a financial year: write it like \"2006-07\""))
    }
}

impl FirstOrLast {
    /// The year.
    #[must_use]
    pub const fn year(self) -> Year {
        self.0
    }
}

/// A percentage in a settings file, such as `"5.66"`: text, because a decimal number in TOML is not exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct StatedPercent(pub Decimal);

impl TryFrom<String> for StatedPercent {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let percent = Decimal::from_str_exact(&text).ok();
        percent
            .filter(|percent| percent.abs() <= Decimal::ONE_HUNDRED)
            .map(Self)
            .ok_or_else(|| format!("`{text}` is not a percentage: write it like \"5.66\""))
    }
}
