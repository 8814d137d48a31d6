//! Drafting: what an area's register knows of the names on a sheet.

use super::table::SheetColumn;
use crate::model::register::Names;
use crate::normalise::meaning::total::{RowLabel, label};

/// The names of an area's register, if one was given.
#[derive(Debug, Clone, Copy, Default)]
pub struct Known<'r>(Option<&'r Names>);

/// What a column's texts name in the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NamedInRegister {
    /// How many of its different texts name agreements.
    pub agreements: usize,
    /// How many name partners.
    pub partners: usize,
    /// How many texts there are.
    pub of: usize,
}

impl<'r> Known<'r> {
    /// What a register knows.
    #[must_use]
    pub const fn by(names: &'r Names) -> Self {
        Self(Some(names))
    }

    /// Whether there is a register.
    pub(super) const fn is_given(self) -> bool {
        self.0.is_some()
    }

    /// Whether a text names an agreement, or a cost centre of one.
    pub(super) fn agreement(self, text: &str) -> bool {
        self.0.is_some_and(|names| names.agreement(text, None).is_some())
    }

    /// Whether a text names a partner.
    pub(super) fn partner(self, text: &str) -> bool {
        self.0.is_some_and(|names| names.partner(text, None).is_some())
    }

    /// What the texts, or the codes in digits, of a column name; `None` where they name nothing.
    pub(super) fn named_in(self, column: &SheetColumn) -> Option<NamedInRegister> {
        self.0?;
        let is_total = |text: &&String| matches!(label(text), Some(RowLabel::Total { alone: true }));
        let texts: Vec<&String> = column.said.keys().filter(|text| !is_total(text)).collect();
        let codes = column.values.iter().filter(|pence| *pence % 100 == 0).map(|pence| (pence / 100).to_string());
        let codes: Vec<String> = if column.is_figures() { codes.collect() } else { Vec::new() };
        let all = || texts.iter().map(|text| text.as_str()).chain(codes.iter().map(String::as_str));
        let agreements = all().filter(|text| self.agreement(text)).count();
        let partners = all().filter(|text| self.partner(text)).count();
        (agreements + partners > 0).then(|| NamedInRegister { agreements, partners, of: all().count() })
    }
}
