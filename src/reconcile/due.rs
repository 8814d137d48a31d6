//! Due: what of a commitment has fallen due by a day, and what had before the last instalment did.

use chrono::NaiveDate;

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
    let asked = |by: NaiveDate| schedule.due(by).ok_or("the instalments are too large");
    let is_cut = variations.iter().any(|one| one.amount < Money::ZERO);
    let due = |by: NaiveDate| asked(by).map(|asked| if is_cut { asked.min(committed.amount) } else { asked });
    let (now, all) = (due(by)?, asked(by)?);
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

    /// The days on which something may fall due.
    fn days(&self) -> impl Iterator<Item = NaiveDate> {
        let patterns = self.opening.iter().map(|(_, pattern)| pattern);
        patterns.flat_map(|pattern| pattern.days(self.year)).chain([self.year.last_day()])
    }
}

#[cfg(test)]
mod tests {
    use super::{Commitment, Money, Reason, Sum, Term, Variation, owed};
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
