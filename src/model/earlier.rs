//! The area's last publication: what it said of each figure, and the files that it was made from.

use std::collections::BTreeMap;

use super::figure_record::FigureRecord;

/// A publication before this one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Earlier {
    /// Its name: period and revision, `2006-07 r1`.
    pub name: String,
    /// The period that it was about.
    pub period: String,
    /// The number of what its figures mean.
    pub rules: u32,
    /// Every figure that it published; `None` where its record cannot be read.
    pub figures: Option<Vec<FigureRecord>>,
    /// The files that it was made from, with their hashes.
    pub files: BTreeMap<String, Option<String>>,
}
