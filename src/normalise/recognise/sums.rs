//! Where the columns stand, below a block of headings, that a layout holds against the sum of others.

use super::headings::Headings;
use super::sought::Sought;
use crate::job::layout::amounts::Unit;
use crate::job::layout::table::Checked;
use crate::model::words::folded;
use crate::normalise::meaning::unit;

/// A column that must be the sum of others, all of which the sheet has.
#[derive(Debug)]
pub struct PlacedSum<'l> {
    /// What the layout says of it.
    pub rule: &'l Checked,
    /// The column.
    pub column: SumTerm,
    /// The columns that it is the sum of.
    pub terms: Vec<SumTerm>,
}

/// One column of a sum.
#[derive(Debug, Clone, Copy)]
pub struct SumTerm {
    /// The column.
    pub column: u32,
    /// Whether it is taken away.
    pub minus: bool,
    /// The unit that its heading states.
    pub stated: Option<Unit>,
}

/// Finds the columns of each sum; one that the sheet has not in full is left alone. Gives every column that it knows, too.
pub fn placed<'l>(sought: &Sought<'l>, headings: &Headings) -> (Vec<PlacedSum<'l>>, Vec<u32>) {
    let (mut sums, mut known) = (Vec::new(), Vec::new());
    let term = |names: &[String], minus: bool| {
        // A heading of an amount stands for all its synonyms.
        let named = names.iter().find_map(|name| {
            let name = folded(name);
            let amounts = sought.amounts.iter().find(|known| known.contains(&name));
            amounts.map_or_else(|| headings.column(&[name]), |known| headings.column(known))
        });
        let column = named?;
        let stated = headings.columns.get(&column).and_then(|heading| unit::in_heading(&heading.text()).unit());
        Some(SumTerm { column, minus, stated })
    };
    for rule in &sought.layout.checked {
        let column = term(&rule.header, false);
        known.extend(column.map(|term| term.column));
        let terms: Option<Vec<SumTerm>> = rule.terms().map(|(minus, name)| term(&[name.to_owned()], minus)).collect();
        if let (Some(column), Some(terms)) = (column, terms) {
            known.extend(terms.iter().map(|term| term.column));
            sums.push(PlacedSum { rule, column, terms });
        }
    }
    (sums, known)
}
