//! How the rows of a text file are divided into fields.

use serde::{Deserialize, Serialize};

/// What divides the fields of a text file, and how many fields each row has.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Separated {
    /// The character between two fields; a space where they stand below each other.
    pub by: char,
    /// Rows, counted from zero, from each of which on a row has so many fields, empty ones at its end among them.
    pub runs: Vec<(u32, u32)>,
}

impl Separated {
    /// Keeps how many fields a row has that stands below those kept before.
    pub fn note(&mut self, row: u32, fields: usize) {
        let fields = u32::try_from(fields).unwrap_or(u32::MAX);
        if self.runs.last().is_none_or(|(_, before)| *before != fields) {
            self.runs.push((row, fields));
        }
    }

    /// How many fields a row has.
    #[must_use]
    pub fn fields_in(&self, row: u32) -> u32 {
        let above = self.runs.partition_point(|(first, _)| *first <= row).checked_sub(1);
        above.and_then(|last| self.runs.get(last)).map_or(0, |(_, fields)| *fields)
    }
}
