//! One amount that a partner reported, as a row of the ledger.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::money::Money;
use super::origin::Origin;
use super::period::Period;

/// An amount, what it is, whose it is, and the cell it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What it is and whose.
    pub subject: AmountSubject,
    /// The period.
    pub period: Period,
    /// The day of a payment, receipt or spending, where the return says it.
    pub day: Option<NaiveDate>,
    /// Whether the amount runs from the start of the year, or is for the whole of it as it stands at the period's end; else it
    /// is for the period alone.
    pub cumulative: bool,
    /// The amount.
    pub amount: Money,
    /// By how much the amount may differ from what the partner meant: half of the smallest unit that the cell shows.
    pub slack: Money,
    /// Half of the smallest step that any amount of its kind shows in its table: where 8 stands beside 8.6 it is 8.0.
    pub step: Money,
    /// The cell.
    pub origin: Origin,
    /// Which table of the sheet the cell lies in, counted from one.
    pub table: u32,
    /// The text that the layout read.
    pub text: String,
    /// What tells the row from others where it is a payment of a ledger.
    pub payment: Option<PaymentMark>,
}

/// What tells a payment from others: equal marks are equal rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PaymentMark {
    /// Of everything that the row says under its headings, in whatever order of columns.
    pub row: u64,
    /// Of what the layout reads alone: day, amount, and what for.
    pub read: u64,
    /// Of the headings of its table.
    pub columns: u64,
}

/// What an amount is, and whose.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AmountSubject {
    /// What the amount is.
    pub kind: Kind,
    /// The agreement it belongs to; `None` for spending outside any agreement.
    pub agreement: Option<String>,
    /// The scheme of the register that it is of, by its id in the agreement.
    pub scheme: Option<String>,
    /// The line, as the partner names it, where it is no scheme of the register.
    pub line: Option<String>,
    /// The partner whose money it is.
    pub partner: Option<String>,
    /// The partner who says so.
    pub reporter: Option<String>,
    /// Revenue or capital.
    pub class: Class,
    /// Cash or in kind.
    pub form: Form,
}

impl AmountSubject {
    /// The part of the agreement that it is of; `None` of all of it.
    #[must_use]
    pub fn part(&self) -> Option<PartOf<'_>> {
        let scheme = self.scheme.as_deref().map(PartOf::Scheme);
        scheme.or_else(|| self.line.as_deref().map(PartOf::Line))
    }
}

/// A part of an agreement that an amount is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartOf<'a> {
    /// A scheme of the register, by its id.
    Scheme(&'a str),
    /// A line that the register does not have, as a partner names it.
    Line(&'a str),
}

impl<'a> PartOf<'a> {
    /// Its id, or its name as the partner has it.
    #[must_use]
    pub const fn name(self) -> &'a str {
        match self {
            Self::Scheme(name) | Self::Line(name) => name,
        }
    }
}

/// An amount that a return leaves open: a sum that it belongs to is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// What it would have been, and whose.
    pub subject: AmountSubject,
    /// The period; `None` where that is what is missing.
    pub period: Option<Period>,
    /// Whether something was given that could not be used; else the return says that there is no figure.
    pub refused: bool,
    /// The cell.
    pub origin: Origin,
}

/// What an amount is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// What a partner has budgeted to put in.
    ContributionBudget,
    /// What the payer says it paid.
    Contribution,
    /// What the host says it got.
    Receipt,
    /// The pool's budget.
    Budget,
    /// What the pool spent.
    Expenditure,
    /// What the pool expects to spend in the year.
    Forecast,
    /// Income of the pool.
    Income,
    /// A figure of the register's closed list.
    Total,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::ContributionBudget,
        Self::Contribution,
        Self::Receipt,
        Self::Budget,
        Self::Expenditure,
        Self::Forecast,
        Self::Income,
        Self::Total,
    ];

    /// Its word in layouts and in the ledger.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::ContributionBudget => "contribution-budget",
            Self::Contribution => "contribution",
            Self::Receipt => "receipt",
            Self::Budget => "budget",
            Self::Expenditure => "expenditure",
            Self::Forecast => "forecast",
            Self::Income => "income",
            Self::Total => "total",
        }
    }
}

/// Revenue or capital.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// Money for running a service; what a layout means that does not say.
    #[default]
    Revenue,
    /// Money for buildings and equipment that last.
    Capital,
}

impl Class {
    /// Every class, with its word.
    pub const WORDS: [(&'static str, Self); 2] = [("revenue", Self::Revenue), ("capital", Self::Capital)];

    /// Its word in layouts, in the register and in the ledger.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Revenue => "revenue",
            Self::Capital => "capital",
        }
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// Cash, or staff, goods and accommodation.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// Money; what a layout means that does not say.
    #[default]
    Cash,
    /// Staff, goods and accommodation, at their value.
    InKind,
}

impl Form {
    /// Every form, with its word in the register.
    pub const WORDS: [(&'static str, Self); 2] = [("cash", Self::Cash), ("in kind", Self::InKind)];

    /// Its word in layouts and in the ledger.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Cash => "cash",
            Self::InKind => "in-kind",
        }
    }
}
