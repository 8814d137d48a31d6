//! The columns of a layout that say whose an amount is and when, and the places that say it for all rows.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::one_or_many;
use crate::model::origin::ColumnLetters;

/// What a layout can say of an amount beside the amount itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Which agreement.
    Agreement,
    /// Which line of it, in the partner's words.
    Line,
    /// Whose money.
    Partner,
    /// Who says so, where the drop folder does not.
    Reporter,
    /// Which period.
    Period,
    /// Revenue or capital.
    Class,
    /// Cash or in kind.
    Form,
    /// With or without VAT.
    Vat,
    /// Gross or net of client income.
    Basis,
}

impl Field {
    /// Every field, with its word in layouts and what its text can be.
    pub const ALL: [(&'static str, Self, &'static [As]); 9] = [
        ("agreement", Self::Agreement, &[As::Agreement]),
        ("line", Self::Line, &[As::Text]),
        ("partner", Self::Partner, &[As::Partner]),
        ("reporter", Self::Reporter, &[As::Partner]),
        ("period", Self::Period, &[As::Period, As::Date, As::Month, As::Quarter, As::FinancialPeriod]),
        ("class", Self::Class, &[As::Text]),
        ("form", Self::Form, &[As::Text]),
        ("vat", Self::Vat, &[As::Text]),
        ("basis", Self::Basis, &[As::Text]),
    ];

    /// The field that a word in a layout names.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(name, ..)| *name == word).map(|(_, field, _)| *field)
    }
}

/// A column, found by its heading or by its letters.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Column {
    /// Its heading; several are synonyms.
    #[serde(default, deserialize_with = "one_or_many")]
    pub header: Vec<String>,
    /// Its letters, where it has no heading.
    pub column: Option<ColumnLetters>,
    /// What its text is.
    #[serde(rename = "as", default)]
    pub conversion: As,
    /// Whether a sheet may lack it.
    #[serde(default)]
    pub optional: bool,
    /// Whether every heading that the sheet has is looked at, in the order of the list; else the first that it has.
    #[serde(default)]
    pub each: bool,
    /// Whether a name that the register does not have is outside its agreements, and no finding.
    #[serde(default)]
    pub outside: bool,
    /// Whether a line is named with the heading row above it.
    #[serde(default)]
    pub under_headings: bool,
    /// Whether a name holds for the rows below it that leave the column blank.
    #[serde(default)]
    pub fill_down: bool,
}

/// What the text of a cell is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum As {
    /// Words, kept as they are.
    #[default]
    Text,
    /// The name of an agreement.
    Agreement,
    /// The name of a partner.
    Partner,
    /// A period, or a text that holds one.
    Period,
    /// A day, whose month is the period; or a run of months that is a month, a quarter or a year.
    Date,
    /// A month of a year that is said elsewhere.
    Month,
    /// A quarter of a year that is said elsewhere.
    Quarter,
    /// A year and the number of a financial month: `201009` is the ninth of 2010-11, December 2010.
    FinancialPeriod,
}

impl As {
    /// Its word in layouts.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Agreement => "agreement",
            Self::Partner => "partner",
            Self::Period => "period",
            Self::Date => "date",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::FinancialPeriod => "financial-period",
        }
    }
}

/// Where a value that holds for all rows stands. One source is given.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct FixedValue {
    /// With a label above the header: in the next cell, or behind the label in the same one.
    pub above_header: Option<String>,
    /// In a cell.
    pub cell: Option<String>,
    /// In the sheet's name.
    #[serde(default)]
    pub sheet_name: bool,
    /// In the file's name, without its ending.
    #[serde(default)]
    pub file_name: bool,
    /// In the name of the drop folder.
    #[serde(default)]
    pub folder: bool,
    /// In the layout itself.
    pub value: Option<String>,
    /// Only what stands behind the first of these that the text has.
    #[serde(default, deserialize_with = "one_or_many")]
    pub after: Vec<String>,
    /// Only what stands before the first of these that the text has.
    #[serde(default, deserialize_with = "one_or_many")]
    pub before: Vec<String>,
    /// What its text is.
    #[serde(rename = "as", default)]
    pub conversion: As,
}

impl FixedValue {
    /// How many sources are given; one is right.
    #[must_use]
    pub fn sources(&self) -> usize {
        let texts = [&self.above_header, &self.cell, &self.value];
        let named = [self.sheet_name, self.file_name, self.folder];
        texts.into_iter().flatten().count() + named.into_iter().filter(|given| *given).count()
    }
}

/// The columns of a layout, by what they say.
pub type LayoutColumns = BTreeMap<Field, Column>;

/// The places that speak for all rows, by what they say.
pub type FixedPlaces = BTreeMap<Field, FixedValue>;
