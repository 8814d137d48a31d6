//! Judged: the agreements whose types ask for a check, and the bodies in them.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::inherited::part_of;
use super::{Books, Line, Sum};
use crate::model::agreement::Agreement;
use crate::model::period::Year;
use crate::model::register::Register;
use crate::model::rules::percent::Percent;

/// The agreements whose types ask for a check, in the register's order.
#[derive(Debug)]
pub struct Judged<'a> {
    /// The agreements.
    pub agreements: Vec<&'a Agreement>,
    ids: HashSet<&'a str>,
}

impl<'a> Judged<'a> {
    /// Those that the check with a name judges.
    #[must_use]
    pub fn by_check(books: &'a Books, check: &'a str) -> Self {
        let agreements: Vec<&Agreement> = books.judged_by(check).collect();
        let ids = agreements.iter().map(|agreement| agreement.id.as_str()).collect();
        Self { agreements, ids }
    }

    /// Whether the agreement with an id is among them.
    #[must_use]
    pub fn has(&self, id: &str) -> bool {
        self.ids.contains(id)
    }

    /// Their lines.
    pub fn lines<'b>(&self, books: &'b Books) -> impl Iterator<Item = &'b Line> {
        self.agreements.iter().flat_map(|agreement| books.lines_of(&agreement.id))
    }
}

/// A body, with those that it answers for at the end of the year: itself, and those that it took over from.
#[derive(Debug)]
pub struct Body<'a> {
    /// Its name.
    pub name: &'a str,
    /// The names of all for which it answers; none where another answers for it.
    pub answers_for: Vec<&'a str>,
}

impl<'a> Body<'a> {
    /// A body by its name.
    #[must_use]
    pub fn with_name(books: &'a Books, name: &'a str) -> Self {
        Self { name, answers_for: books.register.bodies_of(name, None, books.period.year.last_day()) }
    }

    /// What it has of what bodies had committed for a year that are shared out between several; `None` where it has no such part.
    #[must_use]
    pub fn parts_of_others(&self, register: &Register, judged: &Judged<'_>, year: Year, by: NaiveDate) -> Option<Sum> {
        let of_body = |agreement: &Agreement, body: &str| {
            let shared = register.shared(body, &agreement.id, by).filter(|_| body != self.name)?;
            let goes_on = shared.kept != Percent::NONE && year.last_day() >= by;
            shared.parts.iter().find(|(heir, _)| *heir == self.name && !goes_on)?;
            let rows = register.commitments.under(&agreement.id).filter(|one| one.year == year && one.partner == body);
            let varied = register.variations.under(&agreement.id);
            let varied = varied.filter(|one| one.year == year && one.partner == body);
            let rows = rows.map(|one| (one.amount, &one.origin)).chain(varied.map(|one| (one.amount, &one.origin)));
            let sum = Sum::of_amounts(rows)?;
            Some(Sum { amount: part_of(&shared, body, self.name, sum.amount)?, ..sum })
        };
        let bodies = || register.partners.iter().map(|one| one.name.as_str());
        let parts = judged.agreements.iter().flat_map(|one| bodies().filter_map(|body| of_body(one, body)));
        Sum::total(&parts.collect::<Vec<_>>())
    }

    /// Its lines in all agreements that are judged, with those of the bodies for which it answers.
    #[must_use]
    pub fn lines<'b>(&self, books: &'b Books, judged: &Judged<'_>) -> Vec<&'b Line> {
        judged.lines(books).filter(|line| self.answers_for.contains(&line.partner.as_str())).collect()
    }
}
