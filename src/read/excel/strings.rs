//! The texts that the cells of a workbook share.

use std::collections::HashSet;

/// The texts one behind the other, so that a million of them are two allocations.
#[derive(Debug, Default)]
pub struct Strings {
    all: String,
    ends: Vec<usize>,
    struck: HashSet<usize>,
}

impl Strings {
    /// A text by its number.
    pub fn get(&self, number: usize) -> Option<&str> {
        let end = *self.ends.get(number)?;
        let start = number.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.all.get(start..end)
    }

    /// Whether all runs of a text are struck through.
    pub fn is_struck(&self, number: usize) -> bool {
        !self.struck.is_empty() && self.struck.contains(&number)
    }

    /// Adds a text of which all runs are struck through.
    pub fn push_struck(&mut self, text: &str) {
        self.struck.insert(self.ends.len());
        self.push(text);
    }

    /// Adds a text.
    pub fn push(&mut self, text: &str) {
        self.all.push_str(text);
        self.ends.push(self.all.len());
    }
}
