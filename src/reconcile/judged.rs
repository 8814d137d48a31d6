//! Judging: every check over the agreements whose types ask for it, of which one, a body or the area is judged at a time.

use std::collections::HashSet;

use super::checks::{CHECKS, Check, Judge};
use super::{Books, Line};
use crate::finding::Finding;
use crate::job::house::House;
use crate::model::agreement::Agreement;

/// The agreements whose types ask for a check, in the register's order.
#[derive(Debug)]
pub struct Judged<'a> {
    /// The agreements.
    pub agreements: Vec<&'a Agreement>,
    ids: HashSet<&'a str>,
}

impl<'a> Judged<'a> {
    /// Those that a check judges.
    #[must_use]
    pub fn by_check(books: &'a Books, check: &Check) -> Self {
        let agreements: Vec<&Agreement> = books.judged_by(check.about.name).collect();
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
    fn with_name(books: &'a Books, name: &'a str) -> Self {
        Self { name, answers_for: books.register.bodies_of(name, books.period.year.last_day()) }
    }

    /// Its lines in all agreements that are judged, with those of the bodies for which it answers.
    #[must_use]
    pub fn lines<'b>(&self, books: &'b Books, judged: &Judged<'_>) -> Vec<&'b Line> {
        judged.lines(books).filter(|line| self.answers_for.contains(&line.partner.as_str())).collect()
    }
}

/// What all checks find: for each agreement in the register's order, what each check in the order of the list says there.
pub(super) fn findings(books: &Books, house: &House) -> Vec<Finding> {
    let mut findings: Vec<Finding> = CHECKS.iter().flat_map(|check| judge(books, check, house)).collect();
    findings.sort_by_cached_key(|finding| {
        finding.subject.agreement.as_deref().and_then(|agreement| books.register.agreements.place_of(agreement))
    });
    findings
}

/// What one check finds, but for differences that the house tolerates.
fn judge(books: &Books, check: &Check, house: &House) -> Vec<Finding> {
    let judged = Judged::by_check(books, check);
    let mut findings = Vec::new();
    for judge in check.judges {
        match judge {
            Judge::Agreement(judge) => {
                for agreement in &judged.agreements {
                    let found = judge(books, agreement);
                    findings.extend(found.into_iter().map(|finding| finding.on_agreement(Some(&agreement.id))));
                }
            }
            Judge::Body(bodies, judge) => {
                let bodies = bodies(books).into_iter().map(|name| Body::with_name(books, name));
                findings.extend(bodies.filter_map(|body| judge(books, &judged, &body)));
            }
            Judge::Area(judge) => findings.extend(judge(books, &judged)),
        }
    }
    let matters = |finding: &Finding| {
        let (Some(difference), Some(agreement)) = (finding.difference, &finding.subject.agreement) else { return true };
        house.tolerance(agreement, check.about.name).is_none_or(|tolerance| difference > tolerance)
    };
    findings.retain(matters);
    findings.into_iter().map(|finding| finding.in_period(books.period)).collect()
}
