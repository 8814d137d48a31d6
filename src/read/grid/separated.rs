//! How the rows of a text file are divided into fields.

use serde::{Deserialize, Serialize};

/// What divides the fields of a text file, and how many fields each row has.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Separated {
    /// The character between two fields; a space where they stand below each other.
    pub by: char,
    /// Rows that are alike, in their order.
    pub runs: Vec<FieldRun>,
}

/// Rows that are divided alike.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldRun {
    /// The first of them, counted from zero.
    pub first: u32,
    /// How many fields each has, empty ones at its end among them.
    pub fields: u32,
    /// Whether quotation marks stand in them, so that a comma in a field is none between two.
    pub quoted: bool,
}

impl Separated {
    /// Keeps how a row is divided that stands below those kept before.
    pub fn note(&mut self, first: u32, fields: usize, quoted: bool) {
        let fields = u32::try_from(fields).unwrap_or(u32::MAX);
        if self.runs.last().is_none_or(|before| (before.fields, before.quoted) != (fields, quoted)) {
            self.runs.push(FieldRun { first, fields, quoted });
        }
    }

    /// How a row is divided.
    #[must_use]
    pub fn of(&self, row: u32) -> FieldRun {
        let above = self.runs.partition_point(|run| run.first <= row).checked_sub(1);
        above.and_then(|last| self.runs.get(last)).copied().unwrap_or_default()
    }
}
