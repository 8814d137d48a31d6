//! What is stated: a cell of the register in its own words, beside what the program makes of them.

use super::origin::Origin;
use super::reason::Reason;

/// An entry of the register that means something to the program: read once, where its cell is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stated<M> {
    /// The register's own words, as papers print them.
    pub text: String,
    /// What they mean, or why the program cannot tell.
    pub means: Result<M, Reason>,
    /// The cell.
    pub origin: Origin,
}
