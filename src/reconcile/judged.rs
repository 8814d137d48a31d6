//! Judged: the agreements whose types ask for a check, and the bodies in them.

use std::collections::HashSet;

use super::{Books, Line};
use crate::model::agreement::Agreement;

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
        Self { name, answers_for: books.register.bodies_of(name, books.period.year.last_day()) }
    }

    /// Its lines in all agreements that are judged, with those of the bodies for which it answers.
    #[must_use]
    pub fn lines<'b>(&self, books: &'b Books, judged: &Judged<'_>) -> Vec<&'b Line> {
        judged.lines(books).filter(|line| self.answers_for.contains(&line.partner.as_str())).collect()
    }
}
