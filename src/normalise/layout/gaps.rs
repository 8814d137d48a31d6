//! Gaps: amounts that are not known, and what they may be.

use super::says::Says;
use super::{AmountCell, TableReading, origin};
use crate::model::entry::{AmountSubject, Class, Form, Gap};
use crate::model::origin::Address;
use crate::model::period::Year;
use crate::normalise::recognise::place::PlacedColumn;
use crate::normalise::resolve::Who;
use crate::read::Row;

impl<'a, 'l> TableReading<'a, 'l, '_> {
    /// Keeps that an amount is not known.
    pub(super) fn gap(&mut self, cell: AmountCell<'a, 'l>, refused: bool) {
        let period = self.says.period(cell.row, cell.placed).map(|said| said.period);
        let year = period.map(|period| period.year);
        for subject in self.says.left_open(cell.row, cell.placed, cell.address, year, self.sinks.who) {
            self.sinks.kept.gaps.push(Gap { subject, period, refused, origin: origin(self.place, cell.address) });
        }
    }
}

impl Says<'_, '_> {
    /// What an amount that is not known may be: of every class, or form, where that is not understood.
    fn left_open(
        &mut self,
        row: Row<'_>,
        placed: &PlacedColumn<'_>,
        at: Address,
        year: Option<Year>,
        who: &mut Who<'_>,
    ) -> Vec<AmountSubject> {
        let (class, form) = (self.class(row), self.form(row));
        let said = (class.as_ref().ok().copied().flatten(), form.as_ref().ok().copied().flatten());
        let subject = self.subject((row, placed, at), year, said, who);
        let (class, form) = (class.is_err(), form.is_err());
        let classes = Class::WORDS.into_iter().map(|(_, one)| one).filter(|one| class || *one == subject.class);
        let forms = || Form::WORDS.into_iter().map(|(_, one)| one).filter(|one| form || *one == subject.form);
        let all = classes.flat_map(|class| forms().map(move |form| (class, form)));
        all.map(|(class, form)| AmountSubject { class, form, ..subject.clone() }).collect()
    }
}
