//! The rating of every agreement: the worst of its money, its contributions, what fell due, what was found, and its legal cover.

mod contribution;
mod cover;
mod due;
mod found;
mod money;
mod schemes;

use std::collections::{BTreeMap, HashMap};

use super::{Figures, id};
use crate::finding::{Finding, Level};
use crate::job::ratings::Thresholds;
use crate::model::agreement::{Agreement, AgreementStatus};
use crate::model::rating::{Rated, Rating, Reason};
use crate::model::style::Style;
use crate::reconcile::Books;
use crate::reconcile::checks::Check;

/// The figure that a pool's cost is held against, and what stands for it where there is none.
pub const AGREED_POOL: [&str; 2] = [id::AGREED, id::BUDGET];

/// The rating of each agreement of the register, by its id.
pub type Ratings = BTreeMap<String, Rated>;

/// Rates every agreement of the register by its figures, and by what was found of it; reasons are written in the style of the house.
#[must_use]
pub fn ratings(figures: &Figures, findings: &[Finding], thresholds: &Thresholds, style: Style) -> Ratings {
    let mut found: HashMap<&str, Vec<&Finding>> = HashMap::new();
    for finding in findings {
        if let Some(agreement) = finding.subject.agreement.as_deref() {
            found.entry(agreement).or_default().push(finding);
        }
    }
    let rated = |agreement: &Agreement| {
        let findings = found.get(agreement.id.as_str()).map(Vec::as_slice).unwrap_or_default();
        (agreement.id.clone(), rated(&Case { figures, thresholds, style, agreement, findings }))
    };
    figures.books.register.agreements.iter().map(rated).collect()
}

/// What an agreement is rated by.
struct Case<'a> {
    figures: &'a Figures,
    thresholds: &'a Thresholds,
    /// How the house writes years and percentages.
    style: Style,
    agreement: &'a Agreement,
    /// What was found of it, worst first.
    findings: &'a [&'a Finding],
}

/// One of the things of which a rating is the worst.
type Part = fn(&Case<'_>) -> Vec<Reason>;

/// The parts, those that members ask for first before the others, and the findings that say the same as a part.
const PARTS: [(Part, &[&str]); 6] = [
    (money::reasons, &[]),
    (schemes::reasons, &[]),
    (contribution::reasons, &["disinvestment", "missing-commitment", "shortfall"]),
    (due::reasons, &["late-instalment", "not-known-to-be-paid"]),
    (cover::by_status, &[]),
    (cover::by_date, &["agreement-ends"]),
];

fn rated(case: &Case<'_>) -> Rated {
    if !case.is_of_the_year() {
        let short = format!("not in force in {}", case.style.year(case.books().period.year));
        return Rated::worst_of(vec![Reason { rating: Rating::OnTrack, told: short.clone(), short }]);
    }
    let (mut because, mut said) = (Vec::new(), Vec::new());
    for (part, findings) in PARTS {
        let mut reasons = part(case);
        let worst = reasons.iter().map(|reason| reason.rating).max();
        for name in findings {
            let is_its = |one: &&Finding| one.about.name == *name && case.is_of_this_year(one);
            let own: Vec<&Finding> = case.findings.iter().copied().filter(is_its).collect();
            // What the finding makes of the agreement may be worse than what its part does: then both are said.
            if own.iter().all(|one| Some(found::rating(one)) <= worst) {
                said.push(*name);
            }
            if own.iter().any(|one| one.level == Level::Error && case.is_answered(one)) {
                reasons.iter_mut().filter(|one| one.rating == Rating::ActionNeeded).for_each(found::answered);
            }
        }
        because.extend(reasons);
    }
    because.extend(found::reasons(case, &said));
    Rated::worst_of(because)
}

impl Case<'_> {
    const fn books(&self) -> &Books {
        &self.figures.books
    }

    /// Whether there is anything in the year to rate.
    fn is_of_the_year(&self) -> bool {
        let (books, id) = (self.books(), self.agreement.id.as_str());
        self.agreement.runs_in(books.period.year)
            || books.lines_of(id).next().is_some()
            || books.pools.under(id).next().is_some()
            || !self.findings.is_empty()
    }

    /// Whether a type of the agreement asks for a check.
    fn asks_for(&self, check: &Check) -> bool {
        self.books().types_of(self.agreement).any(|of| of.asks_for(check.about.name))
    }

    fn is_in_dispute(&self) -> bool {
        self.agreement.statuses().contains(&AgreementStatus::Disputed)
    }

    /// Whether officers have said something of a finding.
    fn is_answered(&self, finding: &Finding) -> bool {
        self.books().notes_on(finding).next().is_some()
    }

    /// Whether a finding is of the year that is reported on; what an earlier one left open is said by itself.
    fn is_of_this_year(&self, finding: &Finding) -> bool {
        finding.subject.period.is_none_or(|period| period.year == self.books().period.year)
    }
}

/// A reason whose short words are the whole of it.
fn plain(rating: Rating, words: &str) -> Reason {
    Reason { rating, short: words.to_owned(), told: words.to_owned() }
}
