//! The glossary: its words are all in its template.

use super::Desk;
use crate::present::pack::Block;

/// Nothing beside the words.
pub fn blocks(_: &Desk<'_>) -> Vec<(&'static str, Vec<Block>)> {
    Vec::new()
}
