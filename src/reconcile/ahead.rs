//! Ahead: what partners have to pay one another after the period, until three months after the committee has met.

use chrono::{Days, Months, NaiveDate};

use super::balance::receiver;
use super::commitments::{Commitments, Key};
use super::due;
use super::inherited::part_of;
use super::lines::LineSources;
use super::{Books, Line, Reported, Sum};
use crate::job::agreement_type::{How, MoneyMoves};
use crate::model::agreement::{Agreement, AgreementStatus};
use crate::model::entry::{Class, Form, Kind};
use crate::model::partner::{Partner, Sector};
use crate::model::passed_on::SharedOut;
use crate::model::period::{Part, Period, Year};
use crate::model::reason::Reason;
use crate::model::rules::percent::Percent;
use crate::model::words::listed;

/// For how many months after the meeting instalments are looked for.
const MONTHS_AFTER: u32 = 3;

/// What a partner has to pay to an agreement in a month, or why that is not known.
#[derive(Debug, Clone)]
pub struct Instalment {
    /// The agreement's id.
    pub agreement: String,
    /// Whose commitment it is.
    pub committed_by: String,
    /// Under whose name its figure stands: whose commitment it is or, where several took over from that body, the one whose part it is.
    pub partner: String,
    /// Who pays it: the partner or, once that is gone, its successor.
    pub payer: String,
    /// Who is to be paid; `None` where the register does not say.
    pub payee: Option<String>,
    /// Revenue or capital.
    pub class: Class,
    /// The month in which it falls due; the year, where nobody can tell in which.
    pub period: Period,
    /// The days on which it does.
    pub days: Vec<NaiveDate>,
    /// How much.
    pub amount: Result<Sum, Reason>,
}

impl Books {
    /// The first and the last day of the time for which instalments are told. It begins where what is due to date ends.
    #[must_use]
    pub fn ahead(&self) -> (NaiveDate, NaiveDate) {
        let by = self.period.last_day();
        // Once the year is over, what falls due by then is of another year.
        let by = if self.as_at > self.period.year.last_day() { self.as_at } else { by.min(self.as_at) };
        let to = self.meeting.checked_add_months(Months::new(MONTHS_AFTER)).unwrap_or(self.meeting);
        (by.checked_add_days(Days::new(1)).unwrap_or(by), to)
    }

    /// The years of that time for which agreements that go on have no commitment, with those agreements.
    #[must_use]
    pub fn not_committed_ahead(&self) -> Vec<(Year, Vec<&Agreement>)> {
        let without = |year: Year| {
            let has = |agreement: &Agreement, year| agreement.committed_in.contains(&year);
            let goes_on = |one: &&Agreement| {
                let is_to_be_paid = self.how(one).is_none_or(How::falls_due) && has(one, self.period.year);
                is_to_be_paid
                    && one.runs_in(year)
                    && !one.statuses().contains(&AgreementStatus::Ended)
                    && !has(one, year)
            };
            (year, self.register.agreements.iter().filter(goes_on).collect::<Vec<_>>())
        };
        self.years_ahead().into_iter().map(without).filter(|(_, agreements)| !agreements.is_empty()).collect()
    }

    fn years_ahead(&self) -> Vec<Year> {
        let (from, to) = self.ahead();
        let mut years: Vec<Year> = [from, to].into_iter().filter_map(Year::of).collect();
        years.dedup();
        years.retain(|year| *year >= self.period.year);
        years
    }

    /// What falls due in that time, by agreement and day; what a host puts into its own pool is paid to nobody.
    #[must_use]
    pub fn instalments(&self) -> Vec<Instalment> {
        let falls_due = |agreement: &&Agreement| self.how(agreement).is_none_or(How::falls_due);
        let years = self.years_ahead();
        let mut all: Vec<Instalment> = Vec::new();
        for agreement in self.register.agreements.iter().filter(falls_due) {
            let first = all.len();
            for year in &years {
                self.of_year(agreement, *year, &mut all);
            }
            all.get_mut(first..).unwrap_or_default().sort_by_key(|one| one.days.first().copied());
        }
        all.retain(|one| one.payee.as_ref() != Some(&one.payer));
        all
    }

    /// Whether payer and host both say that all that was committed for the year of an instalment is paid.
    #[must_use]
    pub fn is_paid_already(&self, one: &Instalment) -> bool {
        let is_its = |line: &&Line| {
            (line.period.year, &line.partner, line.class, line.form)
                == (one.period.year, &one.committed_by, one.class, Form::Cash)
        };
        self.lines_of(&one.agreement).find(is_its).is_some_and(|line| {
            let is_all = |told: &Reported| {
                told.figure().zip(line.committed.as_ref()).is_some_and(|(told, all)| told.short_of(all).is_none())
            };
            is_all(&line.paid) && is_all(&line.received)
        })
    }

    fn of_year(&self, agreement: &Agreement, year: Year, all: &mut Vec<Instalment>) {
        let commitments = Commitments::to_agreement(&agreement.id, &self.register);
        let mut keys = commitments.keys_in(&[Some(year)]);
        keys.extend(commitments.unreadable_in(year));
        for (place, key) in keys.iter().enumerate() {
            let is_first = keys.iter().position(|other| other == key) == Some(place);
            if is_first && key.form == Form::Cash {
                self.of_line(agreement, &commitments, *key, year, all);
            }
        }
    }

    /// What a partner has to pay in a year; where that is not known, said once.
    fn of_line(
        &self,
        agreement: &Agreement,
        commitments: &Commitments<'_>,
        key: Key<'_>,
        year: Year,
        all: &mut Vec<Instalment>,
    ) {
        let (from, to) = self.ahead();
        let instalment = |period, days: Vec<NaiveDate>, amount| {
            let day = days.first().copied().unwrap_or(from);
            let payer = self.register.successor_of(key.partner, Some(&agreement.id), day).to_owned();
            Instalment {
                agreement: agreement.id.clone(),
                committed_by: key.partner.to_owned(),
                partner: key.partner.to_owned(),
                payee: self.payee(agreement, key, day).map(str::to_owned),
                payer,
                class: key.class,
                period,
                days,
                amount,
            }
        };
        let unknown = |why| instalment(Period::whole(year), Vec::new(), Err(why));
        if commitments.is_unreadable(key.partner, year) {
            all.push(unknown("its commitment cannot be read".into()));
            return;
        }
        let (rows, varied) = (commitments.rows(year, key), commitments.variations(year, key));
        let amounts = rows.iter().map(|one| (one.amount, &one.origin));
        let amounts = amounts.chain(varied.iter().map(|one| (one.amount, &one.origin)));
        let Some(committed) = Sum::of_amounts(amounts) else { return };
        let term = self.sources_of(year).term(agreement, commitments, key);
        let months = match due::falling_due(&rows, &varied, &committed, term, (year, from, to)) {
            Ok(months) => months,
            Err(why) => {
                all.push(unknown(why));
                return;
            }
        };
        for (days, sum) in months {
            let Some(period) = days.first().and_then(|day| month_of(*day)) else { continue };
            if let Err(why) = is_there(agreement, &days) {
                all.push(instalment(period, days, Err(why)));
                break;
            }
            let parts = self.parts(agreement, key, &days, sum);
            let day = days.first().copied().unwrap_or(from);
            all.extend(parts.into_iter().map(|(heir, amount)| {
                let whole = instalment(period, days.clone(), amount);
                match heir {
                    Some(heir) => {
                        let payer = self.register.successor_of(&heir, Some(&agreement.id), day);
                        Instalment { payer: payer.to_owned(), partner: heir, ..whole }
                    }
                    None => whole,
                }
            }));
        }
    }

    fn sources_of(&self, year: Year) -> LineSources<'_> {
        let Self { ledger, register, as_at, .. } = self;
        LineSources { ledger, register, period: Period::whole(year), as_at: *as_at }
    }

    /// What of an instalment each of several bodies has to pay that took over from the one whose commitment it is, with their names;
    /// the whole, without one, where none did, and where it is not known who pays it.
    fn parts(
        &self,
        agreement: &Agreement,
        key: Key<'_>,
        days: &[NaiveDate],
        sum: Sum,
    ) -> Vec<(Option<String>, Result<Sum, Reason>)> {
        let Some(day) = days.last().copied() else { return vec![(None, Ok(sum))] };
        let body = self.register.successor_of(key.partner, Some(&agreement.id), day);
        let to = self.register.partner(body).and_then(|body| body.to).filter(|to| *to < day);
        let Some(shared) = self.register.shared(body, &agreement.id, day) else {
            let amount = match to {
                Some(to) => {
                    Err(Reason::new("the body was there until {}, and who pays since is not recorded", [&in_words(to)]))
                }
                None => Ok(sum),
            };
            return vec![(None, amount)];
        };
        // A body that goes on has commitments of its own, and so have those that took a part of it over.
        if shared.kept != Percent::NONE {
            return vec![(None, Ok(sum))];
        }
        let part = |heir: &str| {
            let amount = part_of(&shared, body, heir, sum.amount).ok_or("the instalments are too large");
            (Some(heir.to_owned()), amount.map(|amount| Sum { amount, ..sum.clone() }).map_err(Reason::from))
        };
        let mut parts: Vec<_> = shared.parts.iter().map(|(heir, _)| part(heir)).collect();
        if shared.open != Percent::NONE {
            parts.push((None, Err(nobodys(&shared))));
        }
        parts
    }

    /// Who is to be paid: the host, who says that it received, or the one body of the kind that such a payment goes to.
    fn payee<'a>(&'a self, agreement: &'a Agreement, key: Key<'_>, on: NaiveDate) -> Option<&'a str> {
        let successor = |body: &'a str| self.register.successor_of(body, Some(&agreement.id), on);
        if let Some(host) = &agreement.host {
            return Some(successor(host));
        }
        let told = self.sources_of(self.period.year).told_of_contribution(agreement, Kind::Receipt, key, false);
        receiver(agreement, &told, key.partner).map(successor).or_else(|| {
            let sectors: Vec<Sector> = self.types_of(agreement).filter_map(|of| paid_sector(of.money_moves)).collect();
            let there = |body: &&Partner| body.from.is_none_or(|from| from <= on) && body.to.is_none_or(|to| to >= on);
            let mut bodies = self.register.partners.iter().filter(there).filter(|body| sectors.contains(&body.sector));
            bodies.next().filter(|_| bodies.next().is_none()).map(|body| body.name.as_str())
        })
    }
}

/// Whether an agreement is there on the days of an instalment.
fn is_there(agreement: &Agreement, days: &[NaiveDate]) -> Result<(), Reason> {
    if let Some(end) = agreement.end.filter(|end| days.last().is_some_and(|day| end < day)) {
        return Err(Reason::new("the agreement ends on {}, before it falls due", [&in_words(end)]));
    }
    if agreement.end.is_none() && agreement.statuses().contains(&AgreementStatus::Ended) {
        return Err("the register says that the agreement has ended, and not when".into());
    }
    Ok(())
}

/// Why it is not known who pays what is nobody's.
fn nobodys(shared: &SharedOut<'_>) -> Reason {
    let heirs = listed(&shared.heirs);
    if shared.is_too_much {
        Reason::new("the shares of {}, which took over, come to more than the whole", [&heirs])
    } else if shared.parts.is_empty() {
        Reason::new("{} took over, and their shares are not recorded", [&heirs])
    } else {
        Reason::new("of {} of it nobody is recorded who took over", [&shared.open.to_string()])
    }
}

/// What kind of body is paid where one side pays the other.
const fn paid_sector(moves: MoneyMoves) -> Option<Sector> {
    match moves {
        MoneyMoves::NhsToCouncil => Some(Sector::Council),
        MoneyMoves::CouncilToNhs => Some(Sector::Health),
        MoneyMoves::IntoOneFund | MoneyMoves::ToTheLead | MoneyMoves::Nowhere => None,
    }
}

/// The month of a financial year that a day lies in.
fn month_of(day: NaiveDate) -> Option<Period> {
    let year = Year::of(day)?;
    (1..=12).map(|month| Period { year, part: Part::Month(month) }).find(|month| day <= month.last_day())
}

fn in_words(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}
