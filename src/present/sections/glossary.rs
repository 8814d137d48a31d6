//! The glossary: its words are all in its template.

use super::{Desk, NamedBlocks};

/// Nothing beside the words.
pub fn blocks(_: &Desk<'_>) -> NamedBlocks {
    Vec::new()
}
