//! Where links inside the document may lead.

use crate::present::pack::FigureRef;

/// Where a link may lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum LinkTarget {
    /// The line of a figure in the appendix.
    Line(FigureRef),
    /// An entry of the outline.
    Entry(usize),
    /// A section, by its place in the pack.
    Section(usize),
    /// A footnote, by its place in the pack.
    Note(usize),
}
