//! Which scheme of the register an amount is of: by a column of schemes, or by a name that no agreement has.

use super::origin;
use super::says::{NameInCell, Says};
use crate::job::layout::columns::Field;
use crate::model::entry::Kind;
use crate::model::origin::Address;
use crate::model::period::Year;
use crate::normalise::recognise::place::PlacedColumn;
use crate::normalise::resolve::Who;
use crate::normalise::resolve::schemes::{NotOne, SchemeNamed};
use crate::read::Row;

/// The agreement and the scheme that the names in an agreement's column stand for.
#[derive(Debug, Default)]
pub(super) struct Named {
    /// The agreement's id.
    pub agreement: Option<String>,
    /// The scheme's id in it.
    pub scheme: Option<String>,
    /// Whether a name stands for several schemes, so that it is no unknown agreement.
    pub is_ambiguous: bool,
}

impl Says<'_, '_> {
    /// What the names in an agreement's column stand for. An agreement's name is the agreement's, whatever scheme has it, too.
    pub(super) fn agreement_named(
        &mut self,
        seen: &[NameInCell],
        (year, kind): (Option<Year>, Kind),
        at: Address,
        who: &mut Who<'_>,
    ) -> Named {
        for (name, cell) in seen {
            if let Some(agreement) = who.agreement(name, year) {
                // Beside a column of schemes it is not asked which of them is meant.
                let is_alone = self.table.field(Field::Line).is_empty() && is_of_schemes(kind);
                if is_alone && let Some(others) = who.scheme_beside(name, &agreement, year) {
                    let cell = origin(self.place, cell.unwrap_or(at));
                    self.unmatched.scheme(name, NotOne::AlsoAnAgreement { agreement: agreement.clone(), others }, cell);
                }
                return Named { agreement: Some(agreement), ..Named::default() };
            }
        }
        // What a ledger is sorted by often has a scheme's name, and is not it.
        let is_ledger = self.table.layout.columns.get(&Field::Agreement).is_some_and(|column| column.outside);
        for (name, cell) in seen.iter().filter(|_| !is_ledger) {
            match who.scheme(name, year) {
                SchemeNamed::None => {}
                SchemeNamed::One { agreement, scheme } => {
                    return Named { agreement: Some(agreement), scheme: Some(scheme), is_ambiguous: false };
                }
                SchemeNamed::Several(agreements) => {
                    self.unmatched.scheme(name, NotOne::OfSeveral(agreements), origin(self.place, cell.unwrap_or(at)));
                    return Named { is_ambiguous: true, ..Named::default() };
                }
            }
        }
        Named::default()
    }

    /// The scheme of an agreement that a row's own column of schemes names. Where the register has schemes of the agreement for the
    /// year, a name that none of them has is kept for a finding.
    pub(super) fn scheme_named(
        &mut self,
        (row, placed, at): (Row<'_>, &PlacedColumn<'_>, Address),
        agreement: &str,
        year: Option<Year>,
        who: &mut Who<'_>,
    ) -> Option<String> {
        let seen = self.names_in(row, Field::Line);
        if let Some(known) = seen.iter().find_map(|(name, _)| who.scheme_of(agreement, name, year)) {
            return Some(known);
        }
        let column = self.table.layout.columns.get(&Field::Agreement);
        let is_ledger = column.is_some_and(|column| column.outside);
        let is_spent = is_of_schemes(placed.amounts.kind);
        if is_spent && !is_ledger && who.has_schemes(agreement, year) {
            let is_whole = |name: &str, who: &mut Who<'_>| who.agreement(name, year).as_deref() == Some(agreement);
            for (name, cell) in seen {
                if !is_whole(&name, who) {
                    let cell = origin(self.place, cell.unwrap_or(at));
                    self.unmatched.scheme(&name, NotOne::Unknown(agreement.to_owned()), cell);
                }
            }
        }
        None
    }
}

/// Whether amounts of a kind are those that schemes have.
const fn is_of_schemes(kind: Kind) -> bool {
    matches!(kind, Kind::Budget | Kind::Expenditure | Kind::Forecast)
}
