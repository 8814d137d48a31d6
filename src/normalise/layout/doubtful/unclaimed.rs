//! Payments below an agreement's name that leave blank whose they are: the name may hold for them.

use std::collections::BTreeMap;

use super::super::{AmountCell, TableReading, origin};
use crate::finding::Finding;
use crate::finding::phrase::{count, phrase};
use crate::job::layout::columns::Field;
use crate::model::entry::{AmountSubject, Gap};
use crate::model::origin::Origin;
use crate::model::period::Period;
use crate::normalise::resolve::UNKNOWN_AGREEMENT;
use crate::read::CellValue;

/// The names above a row, and the payments below an agreement's that have none.
#[derive(Debug, Default)]
pub struct Unclaimed<'a> {
    /// What each column of names said last.
    above: BTreeMap<u32, &'a str>,
    /// What the last row without amounts said.
    heading: Option<&'a str>,
    found: BTreeMap<&'a str, Vec<Origin>>,
}

impl<'a> Unclaimed<'a> {
    /// What stood above does not hold any more.
    pub fn begin(&mut self, heading: Option<&'a str>) {
        self.above.clear();
        self.heading = heading;
    }

    /// What is said of them, by the names above.
    pub fn findings(self) -> Vec<Finding> {
        let say = |(name, cells): (&str, Vec<Origin>)| {
            let message = phrase!(
                "{} below `{}` {} blank whose {}; they count towards no agreement, and the figures of that one may lack them",
                count(cells.len(), "payment"),
                name,
                if cells.len() == 1 { "leaves" } else { "leave" },
                if cells.len() == 1 { "it is" } else { "they are" }
            );
            Finding::new(&UNKNOWN_AGREEMENT, message).asking("name the agreement on each row").at_cells(&cells)
        };
        self.found.into_iter().map(say).collect()
    }
}

impl<'a, 'l> TableReading<'a, 'l, '_> {
    /// Looks at a payment: where it is outside any agreement and leaves blank a column that names one above, it may be of that.
    pub(in super::super) fn unclaimed(&mut self, cell: AmountCell<'a, 'l>, subject: &AmountSubject, period: Period) {
        let is_outside = |field| self.table.layout.columns.get(&field).is_some_and(|column| column.outside);
        if !self.table.layout.transactions || !is_outside(Field::Agreement) || !self.sinks.who.has_register() {
            return;
        }
        let unclaimed = &mut self.doubtful.unclaimed;
        let (mut above, mut is_named) = (Vec::new(), false);
        for column in self.table.field(Field::Agreement) {
            match self.table.name(cell.row, *column).map(|cell| &cell.value) {
                Some(CellValue::Text(text)) => _ = unclaimed.above.insert(*column, text.trim()),
                Some(_) => _ = unclaimed.above.remove(column),
                None => above.extend(unclaimed.above.get(column).copied()),
            }
            is_named |= self.table.name(cell.row, *column).is_some();
        }
        if subject.agreement.is_some() {
            return;
        }
        above.extend(unclaimed.heading.filter(|_| !is_named));
        let who = &mut self.sinks.who;
        let known = above.into_iter().find_map(|name| Some((name, who.agreement(name, Some(period.year))?)));
        let Some((name, agreement)) = known else { return };
        let origin = origin(self.place, cell.address);
        unclaimed.found.entry(name).or_default().push(origin.clone());
        let subject = AmountSubject { agreement: Some(agreement), ..subject.clone() };
        self.sinks.kept.gaps.push(Gap { subject, period: Some(period), refused: true, origin });
    }
}
