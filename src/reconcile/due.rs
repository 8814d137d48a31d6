//! Due: what of a commitment has fallen due by a day, and what had before the last instalment did.

use chrono::{Datelike, NaiveDate};

use super::{Sum, variations};
use crate::model::agreement::{Commitment, Variation};
use crate::model::money::Money;
use crate::model::period::{Period, Year};
use crate::model::reason::Reason;
use crate::model::rules::instalments::Instalments;

/// The time in which instalments of a commitment can fall due, where that is not the whole year.
#[derive(Debug, Clone, Copy, Default)]
pub struct Term {
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
}

/// What of a commitment is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed {
    /// What is due at the end of the period, or on a day if that is earlier.
    pub now: Sum,
    /// What was due before the last instalment, if one has fallen due.
    pub before: Option<Sum>,
    /// What was asked for by then, where a cut that came later has made the whole commitment less than that.
    pub asked: Option<Sum>,
}

/// What of a commitment is due at the end of a period, or on a day if that is earlier.
///
/// A variation moves only the instalments that fall due after its date; but once a cut has come nobody owes more than is committed
/// now, whatever had been asked for before.
///
/// # Errors
///
/// Why that is not known: the register's words are no pattern of instalments; or the rows of a commitment have different patterns,
/// and nobody can tell which of them a variation changes.
pub fn owed(
    rows: &[&Commitment],
    variations: &[&Variation],
    committed: &Sum,
    term: Term,
    (period, as_at): (Period, NaiveDate),
) -> Result<Owed, Reason> {
    let sum = |amount| Sum { amount, ..committed.clone() };
    let by = period.last_day().min(as_at);
    let schedule = Schedule::of(rows, variations, term, period.year)?;
    let due = |by: NaiveDate| schedule.owed(by, committed).ok_or("the instalments are too large");
    let (now, all) = (due(by)?, schedule.due(by).ok_or("the instalments are too large")?);
    let mut days: Vec<NaiveDate> = schedule.days().filter(|day| *day <= by).collect();
    days.sort_unstable();
    let mut before = None;
    for day in days.into_iter().rev() {
        let earlier = due(day - chrono::Days::new(1))?;
        if earlier != now {
            before = Some(sum(earlier));
            break;
        }
    }
    Ok(Owed { now: sum(now), before, asked: (all > now).then(|| sum(all)) })
}

/// What of a commitment falls due in each month of a time, with the days on which it does; nothing of a month in which none does.
///
/// # Errors
///
/// Why that is not known, as of what is due.
pub fn falling_due(
    rows: &[&Commitment],
    variations: &[&Variation],
    committed: &Sum,
    term: Term,
    (year, from, to): (Year, NaiveDate, NaiveDate),
) -> Result<Vec<(Vec<NaiveDate>, Sum)>, Reason> {
    let schedule = Schedule::of(rows, variations, term, year)?;
    let mut days: Vec<NaiveDate> = schedule.days().filter(|day| (from..=to).contains(day)).collect();
    days.sort_unstable();
    days.dedup();
    let on = |day: NaiveDate| {
        let before = schedule.owed(day - chrono::Days::new(1), committed)?;
        schedule.owed(day, committed)?.checked_sub(before)
    };
    let mut months: Vec<(Vec<NaiveDate>, Sum)> = Vec::new();
    for day in days {
        let amount = on(day).ok_or("the instalments are too large")?;
        let sum = Sum { amount, ..committed.clone() };
        let is_of = |days: &[NaiveDate]| days.last().is_some_and(|last| last.month() == day.month());
        match months.last_mut() {
            _ if amount == Money::ZERO => {}
            Some((days, all)) if is_of(days) => {
                days.push(day);
                all.amount = all.amount.checked_add(amount).ok_or("the instalments are too large")?;
            }
            _ => months.push((vec![day], sum)),
        }
    }
    Ok(months)
}

/// The instalments of a commitment in a year.
struct Schedule {
    year: Year,
    /// What was committed as the year began, each amount with its pattern.
    opening: Vec<(Money, Instalments)>,
    /// What changed it, each with its date and the pattern that it changes.
    varied: Vec<(Money, NaiveDate, Instalments)>,
}

impl Schedule {
    fn of(rows: &[&Commitment], variations: &[&Variation], term: Term, year: Year) -> Result<Self, Reason> {
        let pattern = |row: &&Commitment| match &row.instalments {
            Ok(pattern) => Ok(pattern.between(term.from, term.to, year)),
            Err(why) => Err(why.clone()),
        };
        let patterns: Vec<Instalments> = rows.iter().map(pattern).collect::<Result<_, _>>()?;
        let (first, rest) = patterns.split_first().ok_or("nothing was committed")?;
        let mut varied = Vec::new();
        for one in variations.iter().filter(|one| one.amount != Money::ZERO) {
            let its = variations::varied_of(one, rows.iter().copied());
            let its: Vec<Instalments> = its.iter().map(pattern).collect::<Result<_, _>>()?;
            let pattern = match its.as_slice() {
                [pattern, others @ ..] if others.iter().all(|other| other == pattern) => pattern.clone(),
                _ => return Err("which of its instalments its variations change is not known".into()),
            };
            // One without a date would have been agreed before the year.
            varied.push((one.amount, one.date.unwrap_or(NaiveDate::MIN), pattern));
        }
        if rest.iter().all(|other| other == first) {
            let all = Money::sum(rows.iter().map(|row| row.amount)).ok_or("the commitment is too large")?;
            return Ok(Self { year, opening: vec![(all, first.clone())], varied });
        }
        let opening = rows.iter().map(|row| row.amount).zip(patterns).collect();
        Ok(Self { year, opening, varied })
    }

    fn due(&self, by: NaiveDate) -> Option<Money> {
        let opening = self.opening.iter().map(|(amount, pattern)| pattern.due(*amount, self.year, by));
        let varied =
            self.varied.iter().map(|(amount, dated, pattern)| pattern.due_of_variation(*amount, *dated, self.year, by));
        Money::sum(opening.chain(varied).collect::<Option<Vec<_>>>()?)
    }

    /// The same, which once a cut has come is no more than what is committed now.
    fn owed(&self, by: NaiveDate, committed: &Sum) -> Option<Money> {
        let is_cut = self.varied.iter().any(|(amount, ..)| *amount < Money::ZERO);
        let asked = self.due(by)?;
        Some(if is_cut { asked.min(committed.amount) } else { asked })
    }

    /// The days on which something may fall due.
    fn days(&self) -> impl Iterator<Item = NaiveDate> {
        let patterns = self.opening.iter().map(|(_, pattern)| pattern);
        patterns.flat_map(|pattern| pattern.days(self.year)).chain([self.year.last_day()])
    }
}

#[cfg(test)]
mod tests {
    use super::{Commitment, Money, Reason, Sum, Term, Variation, falling_due, owed};
    use crate::model::condition::Grant;
    use crate::model::entry::{Class, Form};
    use crate::model::origin::{Address, Origin};
    use crate::model::rules::instalments;

    fn origin() -> Origin {
        Origin { file: "a".into(), sheet: "b".into(), cell: Address { row: 1, column: 1 } }
    }

    fn commitment(pence: i64, pattern: &str) -> Commitment {
        Commitment {
            agreement: "pool".to_owned(),
            partner: "Council".to_owned(),
            year: "2024-25".parse().unwrap(),
            class: Class::Revenue,
            form: Form::Cash,
            recurrent: true,
            amount: Money::from_sum(pence),
            instalments: instalments::read(pattern),
            grant: None,
            purpose: None,
            origin: origin(),
        }
    }

    fn variation(pence: i64, date: &str) -> Variation {
        Variation {
            agreement: "pool".to_owned(),
            partner: "Council".to_owned(),
            year: "2024-25".parse().unwrap(),
            date: Some(date.parse().unwrap()),
            amount: Money::from_sum(pence),
            class: Class::Revenue,
            form: None,
            grant: None,
            purpose: None,
            recurrent: Some(true),
            consulted: None,
            approved_by: None,
            reference: None,
            origin: origin(),
        }
    }

    /// What is due, and what was before the last instalment, in pence.
    fn found(
        rows: &[Commitment],
        varied: &[Variation],
        period: &str,
        as_at: &str,
    ) -> Result<(i64, Option<i64>), Reason> {
        let rows: Vec<&Commitment> = rows.iter().collect();
        let varied: Vec<&Variation> = varied.iter().collect();
        let all = rows.iter().map(|row| row.amount).chain(varied.iter().map(|one| one.amount));
        let committed = Sum { amount: Money::sum(all).unwrap(), ..Sum::none() };
        let owed = owed(&rows, &varied, &committed, Term::default(), (period.parse().unwrap(), as_at.parse().unwrap()));
        owed.map(|owed| (owed.now.amount.pence(), owed.before.map(|before| before.amount.pence())))
    }

    #[test]
    fn once_a_cut_has_come_nobody_owes_more_than_is_committed() {
        let ahead = [commitment(1_200, "in advance")];
        let cut = [variation(-400, "2024-09-30")];
        let owed_by = |as_at: &str, period: &str| {
            let rows: Vec<&Commitment> = ahead.iter().collect();
            let cuts: Vec<&Variation> = cut.iter().collect();
            let committed = Sum { amount: Money::from_sum(800), ..Sum::none() };
            let by = (period.parse().unwrap(), as_at.parse().unwrap());
            let owed = owed(&rows, &cuts, &committed, Term::default(), by).unwrap();
            let pence = |sum: Option<Sum>| sum.map(|sum| sum.amount.pence());
            (owed.now.amount.pence(), pence(owed.before), pence(owed.asked))
        };
        assert_eq!(owed_by("2024-10-10", "2024-25-Q2"), (800, Some(0), Some(1_200)), "it was asked for in April");
        assert_eq!(owed_by("2025-03-31", "2024-25-M12"), (800, Some(0), None), "the year is over");
    }

    #[test]
    fn what_is_due_grows_with_the_instalments() {
        let quarters = [commitment(1_200, "")];
        assert_eq!(found(&quarters, &[], "2024-25-Q1", "2024-07-10"), Ok((300, Some(0))));
        assert_eq!(found(&quarters, &[], "2024-25-Q2", "2024-10-10"), Ok((600, Some(300))));
        assert_eq!(found(&quarters, &[], "2024-25-M08", "2024-12-10"), Ok((600, Some(300))));
        assert_eq!(found(&quarters, &[], "2024-25", "2024-05-10"), Ok((0, None)), "the year has begun");
        assert_eq!(found(&quarters, &[], "2024-25", "2024-03-10"), Ok((0, None)), "it has not");
        assert_eq!(found(&quarters, &[], "2024-25", "2024-09-30"), Ok((600, Some(300))));
        assert_eq!(found(&quarters, &[], "2024-25-Q2", "2024-09-29"), Ok((300, Some(0))), "the day before");
        let ahead = [commitment(1_200, "quarterly in advance")];
        assert_eq!(
            found(&ahead, &[], "2024-25-Q2", "2024-10-10"),
            Ok((600, Some(300))),
            "1 October is after the period"
        );
        assert_eq!(found(&ahead, &[], "2024-25-M01", "2024-04-01"), Ok((300, Some(0))));
    }

    #[test]
    fn what_falls_due_in_a_time_is_told_by_the_month() {
        let between = |rows: &[Commitment], varied: &[Variation], from: &str, to: &str| {
            let rows: Vec<&Commitment> = rows.iter().collect();
            let varied: Vec<&Variation> = varied.iter().collect();
            let all = rows.iter().map(|row| row.amount).chain(varied.iter().map(|one| one.amount));
            let committed = Sum { amount: Money::sum(all).unwrap(), ..Sum::none() };
            let time = ("2024-25".parse().unwrap(), from.parse().unwrap(), to.parse().unwrap());
            let months = falling_due(&rows, &varied, &committed, Term::default(), time)?;
            let month = |(days, sum): (Vec<chrono::NaiveDate>, Sum)| {
                (days.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "), sum.amount.pence())
            };
            Ok::<_, Reason>(months.into_iter().map(month).collect::<Vec<_>>())
        };
        let day = |day: &str, pence: i64| (day.to_owned(), pence);
        let quarters = [commitment(1_200, "")];
        assert_eq!(between(&quarters, &[], "2024-10-01", "2025-02-20"), Ok(vec![day("2024-12-31", 300)]));
        assert_eq!(
            between(&quarters, &[], "2024-09-30", "2024-12-30"),
            Ok(vec![day("2024-09-30", 300)]),
            "its first day"
        );
        assert_eq!(
            between(&quarters, &[variation(-400, "2024-10-15")], "2024-10-01", "2025-03-31"),
            Ok(vec![day("2024-12-31", 100), day("2025-03-31", 100)]),
            "a cut moves what falls due after it"
        );
        let ahead = [commitment(1_200, "in advance")];
        assert_eq!(between(&ahead, &[], "2024-10-01", "2025-03-31"), Ok(vec![]), "all of it was due in April");
        assert_eq!(between(&ahead, &[variation(-400, "2024-10-15")], "2024-10-01", "2025-03-31"), Ok(vec![]));
        let twice = [commitment(1_000, "1 Oct 20%; 31 Oct 30%; 1 Jan 50%")];
        let october = day("2024-10-01 2024-10-31", 500);
        assert_eq!(between(&twice, &[], "2024-10-01", "2024-12-31"), Ok(vec![october]), "one month, two days");
        assert!(between(&[commitment(5, "when asked")], &[], "2024-10-01", "2024-12-31").is_err());
    }

    #[test]
    fn a_late_variation_makes_nobody_late() {
        let quarters = [commitment(1_200, "")];
        let lower = [variation(-400, "2024-08-15")];
        assert_eq!(
            found(&quarters, &lower, "2024-25-Q1", "2024-07-10"),
            Ok((300, Some(0))),
            "before it nothing changes"
        );
        assert_eq!(found(&quarters, &lower, "2024-25-Q2", "2024-10-10"), Ok((467, Some(300))));
        assert_eq!(found(&quarters, &lower, "2024-25", "2025-04-10"), Ok((800, Some(633))));
        let higher = [variation(400, "2025-03-20")];
        assert_eq!(found(&quarters, &higher, "2024-25-M12", "2025-03-30"), Ok((900, Some(600))));
        let after_all = [variation(400, "2025-04-20")];
        assert_eq!(
            found(&quarters, &after_all, "2024-25", "2025-04-30"),
            Ok((1_600, Some(900))),
            "with the year's last day"
        );
        let before = [variation(-400, "2024-03-01")];
        assert_eq!(found(&quarters, &before, "2024-25-Q2", "2024-10-10"), Ok((400, Some(200))));
    }

    #[test]
    fn rows_with_different_patterns_fall_due_each_in_its_own() {
        let mixed = [commitment(1_200, "monthly"), commitment(400, "in advance")];
        assert_eq!(found(&mixed, &[], "2024-25-M03", "2024-07-10"), Ok((700, Some(600))));
        let varied = found(&mixed, &[variation(-100, "2024-05-01")], "2024-25-M03", "2024-07-10");
        assert!(varied.is_err(), "which of them is varied?");
        let passed_on =
            [commitment(1_200, "monthly"), Commitment { grant: Some(Grant::Ibcf), ..commitment(400, "in advance") }];
        let varied = |grant| Variation { grant, ..variation(-100, "2024-03-01") };
        let due = |grant| found(&passed_on, &[varied(grant)], "2024-25-M03", "2024-07-10");
        assert_eq!(due(None), Ok((675, Some(583))), "a council's own money, in months");
        assert_eq!(due(Some(Grant::Ibcf)), Ok((600, Some(500))), "the grant, at once");
        let unread = found(&[commitment(1_200, "when asked")], &[], "2024-25-M03", "2024-07-10").unwrap_err();
        assert_eq!(unread.to_string(), "`when asked` is no pattern of instalments");
    }
}
