//! Made good: what a partner paid short in one year and more than it had committed in a later one.

use super::{Books, Line};
use crate::model::agreement::Agreement;
use crate::model::money::Money;
use crate::model::period::Period;

impl Books {
    /// The first later year in which a partner paid at least so much more than it had committed, with how much more that was: what was
    /// short may have come then.
    #[must_use]
    pub fn made_good(&self, agreement: &Agreement, line: &Line, less: Money) -> Option<(Period, Money)> {
        let later = self.of_all_years(agreement, line).filter(|one| one.period.year > line.period.year);
        let more = |one: &Line| Some((one.period, self.beyond(agreement, one).filter(|more| *more >= less)?));
        later.filter_map(more).next()
    }

    /// What a partner paid short in all earlier years, as far as that is known, less what it paid beyond its commitments in them.
    #[must_use]
    pub fn still_short(&self, agreement: &Agreement, line: &Line) -> Option<Money> {
        let earlier = self.of_all_years(agreement, line).filter(|one| one.period.year < line.period.year);
        let more = earlier.filter_map(|one| self.beyond(agreement, one));
        Money::sum(more).map(Money::negated).filter(|short| *short > Money::ZERO)
    }

    /// What was paid beyond a commitment, or below zero short of it; `None` where that is not known.
    fn beyond(&self, agreement: &Agreement, line: &Line) -> Option<Money> {
        self.payment(agreement, line).sum()?.amount.checked_sub(line.committed.as_ref()?.amount)
    }

    /// A partner's lines of earlier years and of this one, of one class and form, the first year first.
    fn of_all_years<'a>(&'a self, agreement: &'a Agreement, line: &'a Line) -> impl Iterator<Item = &'a Line> {
        let all = self.held_before.under(&agreement.id).chain(self.held_lines_of(&agreement.id));
        let key = |one: &Line| (one.partner.clone(), one.class, one.form);
        all.filter(move |one| key(one) == key(line))
    }
}
