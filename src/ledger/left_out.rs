//! Left out: rows of the ledger that are in no figure.

use std::collections::BTreeMap;

use super::Ledger;
use super::topics::Topics;
use crate::model::money::Money;

/// What a row that is left out of the figures takes with it.
#[derive(Debug, Clone, Copy)]
pub(super) struct RowAmount {
    pub(super) money: Money,
    pub(super) slack: Money,
}

impl Ledger {
    /// Leaves rows out of all figures.
    pub(super) fn leave_out(&mut self, rows: &BTreeMap<u32, RowAmount>) {
        if rows.is_empty() {
            return;
        }
        for position in &mut self.positions {
            for RowAmount { money, slack } in position.rows.iter().filter_map(|row| rows.get(row)) {
                position.amount = Money::from_sum(position.amount.pence() - money.pence());
                position.slack = Money::from_sum(position.slack.pence() - slack.pence());
            }
            position.rows.retain(|row| !rows.contains_key(row));
        }
        self.positions.retain(|position| !position.rows.is_empty());
        self.topics = Topics::spoken_of(&self.positions, &self.gaps);
    }
}
