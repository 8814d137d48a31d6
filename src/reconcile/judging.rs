//! Judging: every check over the agreements whose types ask for it, of which one, a body or the area is judged at a time.

use super::Books;
use super::checks::{CHECKS, Check, Judge};
use super::judged::{Body, Judged};
use crate::finding::Finding;
use crate::job::house::House;

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
    let judged = Judged::by_check(books, check.about.name);
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
        house.tolerances.exceeded(agreement, check.about.name, difference)
    };
    findings.retain(matters);
    // What is found of an earlier year says so itself.
    let dated = |finding: Finding| {
        let period = finding.subject.period.unwrap_or(books.period);
        finding.in_period(period)
    };
    findings.into_iter().map(dated).collect()
}
