//! Years, percentages and amounts as settings files state them.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::Deserialize;

use crate::model::money::Money;
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

/// An amount in pounds in a settings file, such as `"100.00"`, not below zero: text, because a decimal number in TOML is not exact.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(try_from = "String")]
pub struct StatedPounds(pub Money);

impl TryFrom<String> for StatedPounds {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let pence = Decimal::from_str_exact(&text).ok().and_then(|pounds| pounds.checked_mul(Decimal::ONE_HUNDRED));
        let whole = pence.filter(|pence| pence.fract().is_zero() && !pence.is_sign_negative());
        whole
            .and_then(|pence| Money::from_pence(pence.to_i64()?))
            .map(Self)
            .ok_or_else(|| format!("`{text}` is not an amount in pounds: write it like \"100.00\""))
    }
}
