//! Grants: what councils pass on of each grant of the year, beside its allocation.

use super::{Asks, Basis, Condition, GRANTS, Stands};
use crate::finding::phrase::{Phrase, name, names, phrase};
use crate::model::condition::Grant;
use crate::model::partner::Sector;
use crate::model::period::Period;
use crate::model::total::Total;
use crate::reconcile::judged::Judged;
use crate::reconcile::parts::{self, Part, parts_in};
use crate::reconcile::{Books, Sum};

/// A condition for each allocation of a grant of the year; and for each grant of which the register has neither an allocation nor a
/// commitment, and nobody can say how it stands.
pub(super) fn conditions(books: &Books) -> Vec<Condition> {
    let year = books.period.year;
    let judged = Judged::by_check(books, GRANTS);
    let commits = |id: &str| books.lines_of(id).any(|line| line.opening.is_some() || line.unreadable_commitment);
    let Some(first) = judged.agreements.iter().find(|one| commits(&one.id)) else { return Vec::new() };
    let is_of_the_nhs = |part: &Part<'_>| books.register.sector(part.partner) == Some(Sector::Health);
    let marked: Vec<Part<'_>> =
        parts_in(&books.register, &judged, year).into_iter().filter(|part| part.grant.is_some()).collect();
    let all = All { books, judged: &judged, first: &first.id, marked };
    let of_grant = |grant: Grant| {
        let own = grant.allocation();
        let is_its = |total: &&Total| total.period == Period::whole(year) && all.meant(total) == Some(grant);
        let totals: Vec<&Total> = books.register.totals.iter().filter(is_its).collect();
        let mut whose: Vec<Option<&str>> = Vec::new();
        for total in &totals {
            if !whose.contains(&total.partner.as_deref()) {
                whose.push(total.partner.as_deref());
            }
        }
        let of = |one: Option<&str>| {
            let theirs: Vec<&Total> = totals.iter().copied().filter(|total| total.partner.as_deref() == one).collect();
            let now: Vec<&Total> = theirs.iter().copied().filter(|total| Some(total.figure) == own).collect();
            all.with_others(grant, (one, &whose), if now.is_empty() { &theirs } else { &now })
        };
        let mut conditions: Vec<Condition> = whose.iter().map(|one| of(*one)).collect();
        let is_named = all.marked.iter().any(|part| !is_of_the_nhs(part) && all.means(part) == Some(grant));
        if conditions.is_empty() && (is_named || books.framework.of(year).is_some()) {
            conditions.push(all.condition(grant, (None, &[]), &[]));
        }
        conditions
    };
    let grants = Grant::WORDS.into_iter().map(|(_, grant)| grant);
    let of_the_year = grants.filter(|grant| grant.allocation().is_some() && books.framework.is_paid(*grant, year));
    of_the_year.flat_map(of_grant).collect()
}

struct All<'a> {
    books: &'a Books,
    judged: &'a Judged<'a>,
    first: &'a str,
    marked: Vec<Part<'a>>,
}

impl All<'_> {
    /// The grant of the year that an allocation is of.
    fn meant(&self, total: &Total) -> Option<Grant> {
        let (_, named) = Grant::WORDS.into_iter().find(|(_, grant)| grant.allocation() == Some(total.figure))?;
        let (framework, year) = (&self.books.framework, self.books.period.year);
        let sector = total.partner.as_deref().and_then(|partner| self.books.register.sector(partner));
        // What the NHS gets under the name of a grant that is over is no council's.
        framework.meant_in(year, named).filter(|_| framework.is_paid(named, year) || sector != Some(Sector::Health))
    }

    /// The grant of the year that a part passes on.
    fn means(&self, part: &Part<'_>) -> Option<Grant> {
        self.books.framework.meant_in(self.books.period.year, part.grant?)
    }

    /// A grant that a council has, together with councils that have no allocation of it and commit it too, as districts do: it may have
    /// been passed on to them.
    fn with_others(&self, grant: Grant, (whose, all): (Option<&str>, &[Option<&str>]), totals: &[&Total]) -> Condition {
        let alone = self.condition(grant, (whose, &[]), totals);
        let mut others: Vec<&str> = Vec::new();
        let is_its = |part: &&Part<'_>| self.means(part) == Some(grant) && self.is_passed_on(part);
        for part in self.marked.iter().filter(is_its).filter(|part| !all.contains(&Some(part.partner))) {
            others.extend((!others.contains(&part.partner)).then_some(part.partner));
        }
        if others.is_empty() || whose.is_none() || matches!(alone.stands(), Stands::Met | Stands::Above(_)) {
            return alone;
        }
        let has = if others.len() == 1 { "commits it too and has" } else { "commit it too and have" };
        let open = phrase!("{} {} no allocation", names(others.iter().copied()), has);
        if all.len() > 1 {
            let planned = if alone.is_silent { Err(open.clone()) } else { alone.planned };
            return Condition { planned, is_silent: false, unlike: Some(open), ..alone };
        }
        let together = self.condition(grant, (whose, &others), totals);
        let is_more = matches!(together.stands(), Stands::Above(_));
        Condition { unlike: together.unlike.or_else(|| is_more.then_some(open)), ..together }
    }

    fn condition(&self, grant: Grant, (whose, others): (Option<&str>, &[&str]), totals: &[&Total]) -> Condition {
        let is_theirs = |partner: &str| whose.is_none_or(|whose| whose == partner) || others.contains(&partner);
        let required = Sum::of_amounts(totals.iter().map(|total| (total.amount, &total.origin)));
        let theirs: Vec<Part<'_>> = self
            .marked
            .iter()
            .filter(|part| is_theirs(part.partner) && self.means(part) == Some(grant) && self.is_passed_on(part))
            .copied()
            .collect();
        let mut ids: Vec<&str> = theirs.iter().map(|part| part.agreement).collect();
        ids.dedup();
        let (planned, is_silent) = self.planned(grant, &theirs, required.as_ref(), is_theirs);
        let only = if self.judged.agreements.len() == 1 { Some(self.first) } else { ids.first().copied() };
        Condition {
            asks: Asks::Grant(grant),
            whose: whose.map(str::to_owned),
            bodies: whose.map(str::to_owned).into_iter().collect(),
            agreement: only.filter(|_| ids.len() < 2).map(str::to_owned),
            said_at: ids.first().copied().unwrap_or(self.first).to_owned(),
            required: required.ok_or_else(|| self.not_published(grant)),
            planned,
            basis: Basis::Commitments,
            is_silent,
            unlike: self.under_other_names(grant, totals, &theirs),
        }
    }

    /// Whether a part is money that a council passes on: what an NHS body puts in under the name of a grant that is over is its own.
    fn is_passed_on(&self, part: &Part<'_>) -> bool {
        let is_of_the_nhs = self.books.register.sector(part.partner) == Some(Sector::Health);
        !is_of_the_nhs || part.grant.is_some_and(|grant| self.books.framework.is_paid(grant, self.books.period.year))
    }

    /// What is passed on, and whether nothing of it is marked while other grants are. A variation that names no grant may be the
    /// partner's own money, or of the grant: the one by which the grant is passed on in full holds.
    fn planned(
        &self,
        grant: Grant,
        theirs: &[Part<'_>],
        required: Option<&Sum>,
        is_theirs: impl Fn(&str) -> bool,
    ) -> (Result<Sum, Phrase>, bool) {
        let year = self.books.period.year;
        if let Some(why) = parts::open(&self.books.register, self.judged, year, &is_theirs) {
            return (Err(why), false);
        }
        let named = parts::sum(theirs.iter().filter(|part| part.varies != Some(false)));
        let all = parts::sum(theirs);
        let is_full =
            |sum: &Option<Sum>| sum.as_ref().map(|sum| sum.amount) == required.map(|required| required.amount);
        let planned = if is_full(&all) { all } else { named };
        let why = || phrase!("no commitment for {} is marked as `{}`", year, grant.to_string());
        (planned.ok_or_else(why), theirs.is_empty() && self.marked.iter().any(|part| is_theirs(part.partner)))
    }

    fn not_published(&self, grant: Grant) -> Phrase {
        phrase!("no allocation of `{}` is recorded for {}", grant.to_string(), self.books.period.year)
    }

    /// That the allocation stands under other names than the commitments, which may not be of the same money.
    fn under_other_names(&self, grant: Grant, totals: &[&Total], theirs: &[Part<'_>]) -> Option<Phrase> {
        let allocated: Vec<_> = totals.iter().map(|total| Some(total.figure)).collect();
        if allocated.is_empty() || allocated.contains(&grant.allocation()) {
            return None;
        }
        let other =
            theirs.iter().filter_map(|part| part.grant).find(|grant| !allocated.contains(&grant.allocation()))?;
        let published = totals.first()?.figure;
        Some(phrase!(
            "the allocation is recorded as {}, the commitment as {}",
            name(published.to_string()),
            name(other.to_string())
        ))
    }
}
