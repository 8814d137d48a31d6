//! Drawing up the lines and pools of a period: who committed or reported anything, and what it comes to.

use chrono::NaiveDate;

use super::commitments::{Commitments, Key};
use super::due::{self, Term};
use super::line::{Line, Pool};
use super::reported::{Asked, Reported, Sum, Told};
use crate::ledger::Ledger;
use crate::model::agreement::Agreement;
use crate::model::entry::{Class, Kind};
use crate::model::period::{Part, Period};
use crate::model::register::Register;

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
        let by = self.period.year.last_day();
        let successor = |key: &Key<'a>| Key { partner: self.register.successor_of(key.partner, by), ..*key };
        let is_passed_on = |key: &Key<'a>| successor(key) != *key && keys.contains(&successor(key));
        let (passed_on, own): (Vec<Key<'a>>, Vec<Key<'a>>) = keys.iter().copied().partition(is_passed_on);
        let answers_for = |key: &Key<'a>| -> Vec<&'a str> {
            passed_on.iter().filter(|other| successor(other) == *key).map(|one| one.partner).collect()
        };
        let line = |key: &Key<'a>| {
            let bodies = own.contains(key).then(|| answers_for(key));
            let line = self.line(agreement, &commitments, *key, bodies.as_deref());
            // Of a body that is gone, and of what was not to go on, nothing is left but what was done in the year.
            (line.last_recurrent.is_some() || line.is_of_the_year()).then_some(line)
        };
        keys.iter().filter_map(line).collect()
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
        let mut once: Vec<Key<'a>> = Vec::new();
        for key in keys {
            if !once.contains(&key) {
                once.push(key);
            }
        }
        once
    }

    /// `took_over` holds the bodies whose commitments have become the partner's; `None` where its own have become another's.
    fn line(
        self,
        agreement: &Agreement,
        commitments: &Commitments<'_>,
        key: Key<'_>,
        took_over: Option<&[&str]>,
    ) -> Line {
        let Self { period, as_at, .. } = self;
        let year = period.year;
        let unreadable_commitment = commitments.is_unreadable(key.partner, year);
        let opening = commitments.committed(year, key, |_| true).filter(|_| !unreadable_commitment);
        let raised = |is_recurrent| together(key, took_over, |key| commitments.raised(year, key, is_recurrent));
        let variations = commitments.varied(year, key, |_| true).unwrap_or_else(Sum::none);
        let committed = opening.as_ref().and_then(|opening| opening.plus(&variations));
        let rows = commitments.rows(year, key);
        let varied = commitments.variations(year, key);
        let term = self.term(agreement, commitments, key);
        let owed = committed.as_ref().map(|committed| due::owed(&rows, &varied, committed, term, (period, as_at)));
        let owed = owed.unwrap_or_else(|| Err("nothing was committed".into()));
        let (due, due_before, asked) =
            owed.map_or_else(|why| (Err(why), None, None), |owed| (Ok(owed.now), owed.before, owed.asked));
        let last_year = |key: Key<'_>| {
            let year = year.before()?;
            let last = commitments.committed(year, key, |commitment| commitment.recurrent)?;
            let varied = commitments.varied(year, key, |variation| variation.recurrent == Some(true));
            last.plus(&varied.unwrap_or_else(Sum::none))
        };
        let is_open = |body: &&str| commitments.is_unreadable(body, year);
        let is_comparable = took_over.is_some_and(|bodies| !bodies.iter().any(is_open));
        // What is committed for a part of the year is not held against a whole one; and where nobody committed to it, nobody withdrew.
        let to = self.register.partner(key.partner).and_then(|body| body.to);
        let is_whole = earliest([agreement.end, to]).is_none_or(|end| end >= year.last_day());
        let is_comparable =
            is_comparable && (is_whole || opening.is_none() && !commitments.keys_in(&[Some(year)]).is_empty());
        let last_recurrent = together(key, took_over, last_year).filter(|_| is_comparable);
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
            took_over: took_over.unwrap_or_default().iter().map(|body| (*body).to_owned()).collect(),
            unreadable_commitment,
        }
    }

    /// The time in which instalments of a commitment can fall due. What a body that goes had committed is its successor's to pay,
    /// unless that one has a commitment of its own. Whether a commitment to an agreement that ends within the year is for the time
    /// until then, or is one for a whole year that nobody has lowered, nothing says: nothing of it is due the sooner.
    pub(super) fn term(self, agreement: &Agreement, commitments: &Commitments<'_>, key: Key<'_>) -> Term {
        let body = self.register.partner(key.partner);
        let year = self.period.year;
        let successor = self.register.successor_of(key.partner, year.last_day());
        let is_followed =
            successor != key.partner && !commitments.rows(year, Key { partner: successor, ..key }).is_empty();
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

    /// Every pool of an agreement for which a budget, spending or a forecast was reported.
    pub fn pools(self, agreement: &Agreement) -> Vec<Pool> {
        let pool = |(_, class): (&str, Class)| {
            let told = |kind: Kind| {
                let asked = Asked { agreement: &agreement.id, kind, class, of: None };
                let told = Told::about(self.ledger, asked, self.period.year, |_| true);
                told.between(agreement.start, agreement.end, self.as_at)
            };
            let now = |kind: Kind| told(kind).by_the_end_of(self.period);
            let (budget, expenditure, forecast) = (now(Kind::Budget), now(Kind::Expenditure), now(Kind::Forecast));
            let income = now(Kind::Income);
            let is_reported =
                [&budget, &expenditure, &forecast].into_iter().any(|reported| *reported != Reported::Nothing);
            is_reported.then(|| Pool {
                agreement: agreement.id.clone(),
                class,
                budget,
                expenditure,
                income,
                forecast,
                forecasts_before: told(Kind::Forecast).as_it_stood_before(self.period),
                expenditure_before: told(Kind::Expenditure).before(self.period),
            })
        };
        Class::WORDS.into_iter().filter_map(pool).collect()
    }
}

fn earliest(days: [Option<NaiveDate>; 2]) -> Option<NaiveDate> {
    days.into_iter().flatten().min()
}

/// What a partner has of something, with what the bodies that it took over from have.
fn together(key: Key<'_>, took_over: Option<&[&str]>, sum_of: impl Fn(Key<'_>) -> Option<Sum>) -> Option<Sum> {
    let bodies = std::iter::once(key.partner).chain(took_over.unwrap_or_default().iter().copied());
    let sums: Vec<Sum> = bodies.filter_map(|body| sum_of(Key { partner: body, ..key })).collect();
    Sum::total(&sums)
}
