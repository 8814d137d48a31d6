//! Passed on: what the register says of a body that others took over from, and what becomes of what it had committed.

use chrono::NaiveDate;

use super::keyed::HasKey;
use super::origin::Origin;
use super::rules::percent::Percent;
use super::stated::Stated;

/// A row of the register's sheet `Successions`: one body that took over from another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Succession {
    /// The body that was taken over from.
    pub partner: String,
    /// Who took over; `None` where the row cannot be used.
    pub successor: Option<String>,
    /// Of which agreements.
    pub of: SuccessionOf,
    /// What part of what was committed.
    pub share: Option<Stated<Percent>>,
    /// The first day on which it answers; the day after the body's last where the register does not say.
    pub from: Option<NaiveDate>,
    /// The cell that names the successor.
    pub origin: Origin,
}

/// Of which agreements a body took over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SuccessionOf {
    /// Of all that have no row of their own.
    All,
    /// Of one.
    One(String),
    /// Nobody can tell.
    Unreadable,
}

/// What becomes of what a body had committed to an agreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PassedOn<'a> {
    /// It stays: the body is in being, or nobody took over.
    Stays,
    /// One body took over all of it.
    Whole(&'a str),
    /// Several took over, or one a part.
    Shared(SharedOut<'a>),
}

/// How what a body had committed is shared out between those that took over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedOut<'a> {
    /// Who took over, each once.
    pub heirs: Vec<&'a str>,
    /// Who has which part; those without a share have none.
    pub parts: Vec<(&'a str, Percent)>,
    /// What the body itself goes on with.
    pub kept: Percent,
    /// What is nobody's.
    pub open: Percent,
    /// Whether the shares come to more than the whole, so that none of them counts.
    pub is_too_much: bool,
}

impl HasKey for Succession {
    fn key(&self) -> &str {
        &self.partner
    }
}
