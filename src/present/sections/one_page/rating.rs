//! The rating of an agreement: one of three, in words with a shape, from what was found of it.

use crate::finding::{Finding, Level};
use crate::measure::id;
use crate::model::money::Money;
use crate::model::words::listed;
use crate::present::sections::Desk;
use crate::reconcile::{Line, Standing};

/// How an agreement is rated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rating {
    /// Nothing was found.
    OnTrack,
    /// Somebody should look.
    Watch,
    /// Somebody has to act.
    ActionNeeded,
}

impl Rating {
    /// Its shape and words; the shape differs for those who see no colours, and for a print in black and white.
    pub const fn words(self) -> &'static str {
        match self {
            Self::OnTrack => "● On track",
            Self::Watch => "▲ Watch",
            Self::ActionNeeded => "■ Action needed",
        }
    }
}

/// What the ratings mean; printed under every table that has them.
pub const KEY: &str = "“■ Action needed”: there is an error in what was found of the agreement, or a partner puts in less than it \
    promised, or has not reported. “▲ Watch”: there is a warning, or the pool is to cost more than its budget. \
    “● On track”: neither.";

/// The rating of an agreement, with everything that is not as committed.
pub fn rated(desk: &Desk<'_>, agreement: &str) -> String {
    let mut standings: Vec<(u8, &str)> = desk.figures.books.lines_of(agreement).map(|line| rank(desk, line)).collect();
    standings.sort_unstable_by(|one, two| two.cmp(one));
    standings.dedup();
    let mut open: Vec<String> =
        standings.iter().filter(|(rank, _)| *rank > 0).map(|(_, words)| (*words).to_owned()).collect();
    let by_standing = match standings.first() {
        Some((rank, _)) if *rank >= SERIOUS => Rating::ActionNeeded,
        Some((1.., _)) => Rating::Watch,
        _ => Rating::OnTrack,
    };
    let of_agreement: Vec<&Finding> =
        desk.findings.iter().filter(|finding| finding.subject.agreement.as_deref() == Some(agreement)).collect();
    let worst = of_agreement.iter().map(|finding| finding.level).max();
    let by_findings = match worst {
        Some(Level::Error) => Rating::ActionNeeded,
        Some(Level::Warning) => Rating::Watch,
        Some(Level::Note) | None => Rating::OnTrack,
    };
    let variance = desk.figures.find(id::VARIANCE, Some(agreement), None).and_then(|figure| desk.figures.get(figure));
    let overspends = variance.and_then(|one| one.quantity.amount()).is_some_and(|more| more > Money::ZERO);
    let by_variance = if overspends { Rating::Watch } else { Rating::OnTrack };
    if overspends {
        open.push("over budget".to_owned());
    }
    if by_findings > by_standing.max(by_variance) {
        open.splice(0..0, finding_names(of_agreement.iter().filter(|finding| Some(finding.level) == worst)));
    }
    let words = by_standing.max(by_findings).max(by_variance).words();
    if open.is_empty() { words.to_owned() } else { format!("{words}: {}", listed(&open)) }
}

/// The names of findings as words, the first ones of many.
fn finding_names<'f>(findings: impl Iterator<Item = &'f &'f Finding>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in findings.map(|finding| finding.about.name.replace('-', " ")) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let more = names.len().saturating_sub(NAMED);
    names.truncate(NAMED);
    names.extend((more > 0).then(|| format!("{more} more")));
    names
}

/// How many kinds of finding a rating names.
const NAMED: usize = 2;

/// From which rank on somebody has to act.
const SERIOUS: u8 = 3;

/// Where a line stands, and how much that matters.
fn rank(desk: &Desk<'_>, line: &Line) -> (u8, &'static str) {
    match desk.figures.books.standing(line) {
        Standing::Withdrawn(_) => (9, "withdrawn"),
        Standing::Below(_) => (8, "below promise"),
        Standing::BelowLastYear(_) => (7, "below last year"),
        Standing::NotToGoOn => (7, "no longer recurrent"),
        Standing::NotReceived => (6, "not received"),
        Standing::Conflicting => (5, "in conflict"),
        Standing::Incomplete => (4, "not known in full"),
        Standing::CommitmentUnreadable => (SERIOUS, "commitment not readable"),
        Standing::NotCommitted => (2, "not promised"),
        Standing::Above(_) => (1, "above promise"),
        Standing::AsCommitted => (0, "as promised"),
    }
}
