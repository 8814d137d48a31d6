//! What returns say of the basis of their amounts: with or without VAT, gross or net; beside the dataframe, for most say nothing.

use std::collections::HashMap;

use super::Ledger;
use crate::model::origin::Origin;
use crate::model::stated_basis::StatedBasis;

/// What is said of the basis of amounts, by their cells.
pub(super) type Bases = HashMap<Origin, StatedBasis>;

impl Ledger {
    /// The same, with what is said of the basis of amounts.
    #[must_use]
    pub fn of_bases(self, bases: Vec<(Origin, StatedBasis)>) -> Self {
        Self { bases: bases.into_iter().collect(), ..self }
    }

    /// What is said of the basis of the amounts in some cells.
    #[must_use]
    pub fn basis_of(&self, origins: &[Origin]) -> StatedBasis {
        if self.bases.is_empty() {
            return StatedBasis::default();
        }
        let of = |origin| self.bases.get(origin).copied().unwrap_or_default();
        origins.iter().map(of).fold(StatedBasis::default(), StatedBasis::and)
    }
}
