//! Drawing up the lines and pools of a period: who committed or reported anything, and what it comes to.

use chrono::NaiveDate;

use super::commitments::{Commitments, Key};
use super::due::{self, Term};
use super::inherited::{Inherited, TookOver, this_year, together};
use super::line::Line;
use super::reported::{Asked, Reported, Sum, Told};
use crate::ledger::Ledger;
use crate::model::agreement::Agreement;
use crate::model::entry::Kind;
use crate::model::passed_on::PassedOn;
use crate::model::period::{Part, Period};
use crate::model::register::Register;
use crate::model::rules::percent::Percent;

/// What lines and pools are made of.
#[derive(Clone, Copy)]
pub struct LineSources<'a> {
    pub ledger: &'a Ledger,
    pub register: &'a Register,
    pub period: Period,
    pub as_at: NaiveDate,
}

impl<'a> LineSources<'a> {
    /// Every line of an agreement to which the register has a commitment for the period, or that was reported without one.
    pub fn lines(self, agreement: &'a Agreement) -> Vec<Line> {
        let commitments = Commitments::to_agreement(&agreement.id, self.register);
        let keys = self.keys(agreement, &commitments);
        let by = |body: &str| self.passes_on_by(agreement, &commitments, body);
        let answers = |body: &'a str| self.register.successor_of(body, Some(&agreement.id), by(body));
        let shared = |body: &str| self.register.shared(body, &agreement.id, by(body));
        let successor = |key: &Key<'a>| Key { partner: answers(key.partner), ..*key };
        // Who committed to the same in this year or the last, and so may have been taken over from.
        let gone = |key: &Key<'a>| successor(key) != *key && keys.contains(&successor(key));
        let inherits = |key: &Key<'a>| -> Vec<Inherited<'a>> {
            let own = Inherited { body: key.partner, shared: shared(key.partner) };
            let bodies =
                keys.iter().filter(|other| *other != key && (other.class, other.form) == (key.class, key.form));
            let of_others = bodies.filter_map(|other| match shared(other.partner) {
                Some(shared) => {
                    let has_part = shared.parts.iter().any(|(heir, _)| *heir == key.partner);
                    has_part.then_some(Inherited { body: other.partner, shared: Some(shared) })
                }
                None => (successor(other) == *key).then_some(Inherited { body: other.partner, shared: None }),
            });
            std::iter::once(own).chain(of_others).collect()
        };
        let line = |key: &Key<'a>| {
            let passes_all_on = shared(key.partner).is_some_and(|shared| shared.kept == Percent::NONE);
            let bodies = (!gone(key) && !passes_all_on).then(|| inherits(key));
            let line = self.line(agreement, &commitments, *key, bodies.as_deref());
            // Of a body that is gone, and of what was not to go on, nothing is left but what was done in the year.
            let is_short = line.withdrawn().is_some() || line.cut().is_some();
            (is_short || line.is_of_the_year()).then_some(line)
        };
        keys.iter().filter_map(line).collect()
    }

    /// The day on which is asked what becomes of a body's commitments: the year's last. Of those that take over later in it, and of
    /// which the register has nothing yet, nothing is asked before.
    fn passes_on_by(self, agreement: &Agreement, commitments: &Commitments<'_>, body: &str) -> NaiveDate {
        let (year, by) = (self.period.year, self.period.last_day().min(self.as_at));
        let passed_on = |on| self.register.passed_on(body, Some(&agreement.id), on);
        let commits = |heir: &str| commitments.keys_in(&[Some(year)]).iter().any(|key| key.partner == heir);
        let is_known = match passed_on(year.last_day()) {
            PassedOn::Stays => true,
            PassedOn::Whole(heir) => commits(heir),
            PassedOn::Shared(shared) => shared.heirs.iter().any(|heir| commits(heir)),
        };
        if !is_known && passed_on(by) == PassedOn::Stays { by } else { year.last_day() }
    }

    /// Who committed for the year, or for the one before where the agreement goes on, and who reported anything of it.
    fn keys(self, agreement: &'a Agreement, commitments: &Commitments<'a>) -> Vec<Key<'a>> {
        let year = self.period.year;
        let last = year.before().filter(|_| agreement.runs_in(year));
        let mut keys = commitments.keys_in(&[Some(year), last]);
        keys.extend(commitments.unreadable_in(year));
        for topic in self.ledger.topics(&agreement.id) {
            let contributed = matches!(topic.kind, Kind::ContributionBudget | Kind::Contribution | Kind::Receipt);
            let mut positions = self.ledger.positions_on(topic);
            if let Some(partner) = topic.partner.as_deref().filter(|_| contributed)
                && positions.any(|position| position.period.year == year)
            {
                keys.push(Key { partner, class: topic.class, form: topic.form });
            }
        }
        // Who has a part of what was committed last year is asked for it, whether it committed to anything or not.
        let heirs = commitments.keys_in(&[last]).into_iter().flat_map(|key| {
            let by = self.passes_on_by(agreement, commitments, key.partner);
            let shared = self.register.shared(key.partner, &agreement.id, by);
            let parts = shared.map(|shared| shared.parts).unwrap_or_default();
            parts.into_iter().map(move |(heir, _)| Key { partner: heir, ..key })
        });
        keys.extend(heirs);
        let mut once: Vec<Key<'a>> = Vec::new();
        for key in keys {
            if !once.contains(&key) {
                once.push(key);
            }
        }
        once
    }

    /// `inherits` holds the partner and the bodies whose commitments have become its own, or a part of them; `None` where its own have
    /// become another's.
    fn line(
        self,
        agreement: &Agreement,
        commitments: &Commitments<'_>,
        key: Key<'_>,
        inherits: Option<&[Inherited<'_>]>,
    ) -> Line {
        let Self { period, as_at, .. } = self;
        let year = period.year;
        let unreadable_commitment = commitments.is_unreadable(key.partner, year);
        let opening = commitments.committed(year, key, |_| true).filter(|_| !unreadable_commitment);
        let alone = [Inherited { body: key.partner, shared: None }];
        let bodies = inherits.unwrap_or(&alone);
        let now = this_year(key.partner, bodies);
        let raised = |is_recurrent| together(key, &now, |key| commitments.raised(year, key, is_recurrent));
        let variations = commitments.varied(year, key, |_| true).unwrap_or_else(Sum::none);
        let committed = opening.as_ref().and_then(|opening| opening.plus(&variations));
        let rows = commitments.rows(year, key);
        let varied = commitments.variations(year, key);
        let term = self.term(agreement, commitments, key);
        let to = self.register.partner(key.partner).and_then(|body| body.to);
        // Of what falls due after its last day nobody can say who owes it, where several took over.
        let is_shared = self.register.shared(key.partner, &agreement.id, year.last_day()).is_some();
        let to_pay_by = to.filter(|_| is_shared).map_or(as_at, |to| to.min(as_at));
        let owed = committed.as_ref().map(|committed| due::owed(&rows, &varied, committed, term, (period, to_pay_by)));
        let owed = owed.unwrap_or_else(|| Err("nothing was committed".into()));
        let (due, due_before, asked) =
            owed.map_or_else(|why| (Err(why), None, None), |owed| (Ok(owed.now), owed.before, owed.asked));
        let last_year = |key: Key<'_>| {
            let year = year.before()?;
            let last = commitments.committed(year, key, |commitment| commitment.recurrent)?;
            let varied = commitments.varied(year, key, |variation| variation.recurrent == Some(true));
            last.plus(&varied.unwrap_or_else(Sum::none))
        };
        let is_open = |one: &Inherited<'_>| commitments.is_unreadable(one.body, year);
        let is_comparable = inherits.is_some_and(|bodies| !bodies.iter().skip(1).any(is_open));
        // What is committed for a part of the year is not held against a whole one; and where nobody committed to it, nobody withdrew.
        let is_whole = earliest([agreement.end, to]).is_none_or(|end| end >= year.last_day());
        let is_comparable =
            is_comparable && (is_whole || opening.is_none() && !commitments.keys_in(&[Some(year)]).is_empty());
        let last_recurrent = together(key, bodies, last_year).filter(|_| is_comparable);
        let reported = |kind: Kind, own: bool| {
            let told = self.told_of_contribution(agreement, kind, key, own);
            let by = |period| self.as_it_ended(key.partner, period, |period| told.by_the_end_of(period));
            let in_the_same_way = |before: Period| {
                self.as_it_ended(key.partner, before, |by| match told.before(period) {
                    Some(said) if by == before => said,
                    _ => told.by_the_end_of(by),
                })
            };
            (by(period), period.before().map(in_the_same_way))
        };
        let (budgeted, _) = reported(Kind::ContributionBudget, true);
        let (paid, paid_before) = reported(Kind::Contribution, true);
        let (received, received_before) = reported(Kind::Receipt, false);
        Line {
            budgeted,
            paid,
            received,
            paid_before,
            received_before,
            agreement: agreement.id.clone(),
            partner: key.partner.to_owned(),
            class: key.class,
            form: key.form,
            period,
            opening,
            variations,
            committed,
            due,
            due_before,
            asked,
            raised: raised(false),
            recurrent: raised(true),
            last_recurrent,
            took_over: took_over(key.partner, bodies),
            with: Vec::new(),
            unreadable_commitment,
        }
    }

    /// The time in which instalments of a commitment can fall due. What a body that goes had committed is its successor's to pay,
    /// unless that one has a commitment of its own. Whether a commitment to an agreement that ends within the year is for the time
    /// until then, or is one for a whole year that nobody has lowered, nothing says: nothing of it is due the sooner.
    pub(super) fn term(self, agreement: &Agreement, commitments: &Commitments<'_>, key: Key<'_>) -> Term {
        let body = self.register.partner(key.partner);
        let year = self.period.year;
        let by = year.last_day();
        let has_rows = |heir: &str| !commitments.rows(year, Key { partner: heir, ..key }).is_empty();
        let is_followed = match self.register.passed_on(key.partner, Some(&agreement.id), by) {
            PassedOn::Stays => false,
            PassedOn::Whole(_) => has_rows(self.register.successor_of(key.partner, Some(&agreement.id), by)),
            PassedOn::Shared(shared) => shared.heirs.iter().any(|heir| has_rows(heir)),
        };
        Term {
            from: agreement.start.max(body.and_then(|body| body.from)),
            to: body.and_then(|body| body.to).filter(|_| is_followed),
        }
    }

    /// What was said of a contribution; of `own` ones, only what the partner says, or a body that speaks for it.
    pub(super) fn told_of_contribution(self, agreement: &Agreement, kind: Kind, key: Key<'_>, own: bool) -> Told<'a> {
        let of = Some((key.partner, key.form));
        let asked = Asked { agreement: &agreement.id, kind, class: key.class, of };
        let speaks = |reporter: Option<&str>| reporter.is_some_and(|one| self.register.speaks_for(one, key.partner));
        let told = Told::about(self.ledger, asked, self.period.year, |reporter| !own || speaks(reporter));
        let body = self.register.partner(key.partner);
        let from = agreement.start.max(body.and_then(|body| body.from));
        told.between(from, earliest([agreement.end, body.and_then(|body| body.to)]), self.as_at)
    }

    /// What was reported of a partner to the end of a period. After its last day nothing more happens, so that the last that was
    /// said of it stands.
    fn as_it_ended(self, partner: &str, period: Period, reported_to: impl Fn(Period) -> Reported) -> Reported {
        let now = reported_to(period);
        let to = self.register.partner(partner).and_then(|partner| partner.to);
        let Some(to) = to.filter(|to| now == Reported::Nothing && *to < period.last_day()) else { return now };
        let months = (1..=period.months()).rev().map(|month| Period { part: Part::Month(month), ..period });
        let quarters = (1..=4).map(|quarter| Period { part: Part::Quarter(quarter), ..period });
        let same_end = |month: &Period| quarters.clone().find(|quarter| quarter.months() == month.months());
        let earlier =
            months.take_while(|month| month.last_day() >= to).flat_map(|month| [Some(month), same_end(&month)]);
        earlier.flatten().map(reported_to).find(|reported| *reported != Reported::Nothing).unwrap_or(now)
    }
}

fn earliest(days: [Option<NaiveDate>; 2]) -> Option<NaiveDate> {
    days.into_iter().flatten().min()
}

/// The bodies that a partner took over from, and what part of each.
fn took_over(partner: &str, bodies: &[Inherited<'_>]) -> Vec<TookOver> {
    let others = bodies.iter().filter(|one| one.body != partner);
    others.map(|one| TookOver { body: one.body.to_owned(), share: one.share(partner) }).collect()
}
