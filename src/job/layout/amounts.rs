//! The columns of a layout that hold amounts: what they are, in which unit and sign, and across what they stand.

use serde::Deserialize;

use super::one_or_many;
use crate::model::entry::{Class, Form, Kind};
use crate::model::money::Money;
use crate::model::total::TotalFigure;

/// A column with amounts, or one for each month, partner or the like.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct AmountColumn {
    /// What its amounts are.
    pub kind: Kind,
    /// Which figure of the closed list, where the kind is `total`.
    pub figure: Option<TotalFigure>,
    /// Its heading; several are synonyms. With `across`, what stands beside the month or name, if anything does.
    #[serde(default, deserialize_with = "one_or_many")]
    pub header: Vec<String>,
    /// What the columns differ in, where there are several.
    pub across: Option<Across>,
    /// What its numbers count.
    pub unit: UnitRule,
    /// Texts that say that there is no figure.
    #[serde(default)]
    pub not_given: Vec<String>,
    /// Whether its amounts run from the start of the year.
    #[serde(default)]
    pub cumulative: bool,
    /// Whether its amounts are for the whole year, as they stand at the end of the part of it that the sheet is for.
    #[serde(default)]
    pub whole_year: bool,
    /// Revenue or capital.
    #[serde(default)]
    pub class: Class,
    /// Cash or in kind.
    #[serde(default)]
    pub form: Form,
    /// What the amounts are for, before the row's own line.
    pub line: Option<String>,
    /// Whether a sheet may lack the column.
    #[serde(default)]
    pub optional: bool,
    /// Which sign spending has.
    #[serde(default)]
    pub over_is: Sign,
    /// Columns that the amount is the sum of, each by its heading; several are synonyms.
    #[serde(default)]
    pub parts: Vec<Part>,
    /// Headings of the rows below which the column holds these amounts; everywhere where there are none.
    #[serde(default, deserialize_with = "one_or_many")]
    pub under: Vec<String>,
}

/// The heading of a column that an amount is a sum of, with its synonyms.
#[derive(Debug, Clone, Deserialize)]
#[serde(transparent)]
pub struct Part(#[serde(deserialize_with = "one_or_many")] pub Vec<String>);

impl AmountColumn {
    /// What a message calls the column.
    #[must_use]
    pub fn name(&self) -> &str {
        match self.header.first() {
            Some(heading) => heading,
            None => self.line.as_deref().unwrap_or(self.kind.word()),
        }
    }
}

/// What columns of the same amounts differ in; the heading says which one it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Across {
    /// Months of a year.
    Month,
    /// Quarters of a year.
    Quarter,
    /// Financial years.
    Year,
    /// Whose money.
    Partner,
    /// Which agreement.
    Agreement,
    /// What for.
    Line,
}

impl Across {
    /// Whether the heading says a period.
    #[must_use]
    pub const fn is_period(self) -> bool {
        matches!(self, Self::Month | Self::Quarter | Self::Year)
    }

    /// What a heading has to name.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Month => "a month",
            Self::Quarter => "a quarter",
            Self::Year => "a year",
            Self::Partner => "a partner",
            Self::Agreement => "an agreement",
            Self::Line => "a line",
        }
    }
}

/// Which sign an amount has that is spent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sign {
    /// Above zero, as inside the program.
    #[default]
    Positive,
    /// Below zero: the amounts are turned round.
    Negative,
}

/// What a layout says of the unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UnitRule {
    /// Pounds.
    Pounds,
    /// Thousands of pounds.
    Thousands,
    /// Millions of pounds.
    Millions,
    /// What the heading, or a cell above the table, states.
    Stated,
    /// The same, and pounds where nothing is stated.
    StatedOrPounds,
}

impl UnitRule {
    /// The unit, unless the sheet states it.
    #[must_use]
    pub const fn declared(self) -> Option<Unit> {
        match self {
            Self::Pounds => Some(Unit::Pounds),
            Self::Thousands => Some(Unit::Thousands),
            Self::Millions => Some(Unit::Millions),
            Self::Stated | Self::StatedOrPounds => None,
        }
    }
}

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Pounds.
    Pounds,
    /// Thousands of pounds.
    Thousands,
    /// Millions of pounds.
    Millions,
}

impl Unit {
    /// How many pounds one of it is.
    #[must_use]
    pub const fn pounds(self) -> u32 {
        match self {
            Self::Pounds => 1,
            Self::Thousands => 1_000,
            Self::Millions => 1_000_000,
        }
    }

    /// Half of the smallest step that a number with so many decimals takes: how far rounding may have moved it.
    #[must_use]
    pub fn half_of_last_decimal(self, decimals: u32) -> Money {
        let step = 10_i64.checked_pow(decimals).unwrap_or(i64::MAX);
        Money::from_sum(i64::from(self.pounds()) * 50 / step)
    }
}
