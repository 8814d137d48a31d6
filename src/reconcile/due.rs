//! Due: what of a commitment has fallen due by a day, and what had before the last instalment did.

use chrono::NaiveDate;

use super::Sum;
use crate::model::agreement::Commitment;
use crate::model::money::Money;
use crate::model::period::{Part, Period};

/// What of a commitment is due at the end of a period, or on a day if that is earlier; and what was due before the last
/// instalment, if one has fallen due.
///
/// A variation falls due like the commitment that it varies, from the start of the year; where the rows of a commitment have
/// different patterns, nobody can tell which of them it varies, and nothing is known of what is due.
pub fn owed(
    rows: &[&Commitment],
    variations: &Sum,
    committed: &Sum,
    period: Period,
    as_at: NaiveDate,
) -> Option<(Sum, Option<Sum>)> {
    let sum = |amount| Sum { amount, ..committed.clone() };
    let Some(over) = period.over_by(as_at) else { return Some((sum(Money::ZERO), None)) };
    let after = |months: u8| {
        let part = Part::Month(months);
        if months == 0 { Some(Money::ZERO) } else { due(rows, variations, committed, Period { part, ..period }) }
    };
    let now = after(over.months())?;
    let mut earlier = (0..over.months()).rev().map(after);
    let before = earlier.find(|before| *before != Some(now)).flatten();
    Some((sum(now), before.map(sum)))
}

fn due(rows: &[&Commitment], variations: &Sum, committed: &Sum, period: Period) -> Option<Money> {
    let (first, rest) = rows.split_first()?;
    if rest.iter().all(|other| other.instalments == first.instalments) {
        return first.instalments.due(committed.amount, period);
    }
    if variations.amount != Money::ZERO {
        return None;
    }
    let each: Option<Vec<Money>> = rows.iter().map(|one| one.instalments.due(one.amount, period)).collect();
    Money::sum(each?)
}

#[cfg(test)]
mod tests {
    use super::{Commitment, Money, Sum, owed};
    use crate::model::entry::{Class, Form};
    use crate::model::origin::{Address, Origin};
    use crate::model::rules::instalments;

    fn commitment(pence: i64, pattern: &str) -> Commitment {
        Commitment {
            agreement: "pool".to_owned(),
            partner: "Council".to_owned(),
            year: "2024-25".parse().unwrap(),
            class: Class::Revenue,
            form: Form::Cash,
            recurrent: true,
            amount: Money::from_sum(pence),
            instalments: instalments::read(pattern).unwrap(),
            grant: None,
            purpose: None,
            origin: Origin { file: "a".into(), sheet: "b".into(), cell: Address { row: 1, column: 1 } },
        }
    }

    /// What is due, and what was before the last instalment, in pence.
    fn found(commitments: &[Commitment], varied: i64, period: &str, as_at: &str) -> Option<(i64, Option<i64>)> {
        let rows: Vec<&Commitment> = commitments.iter().collect();
        let opening = Sum::of_amounts(rows.iter().map(|row| (row.amount, &row.origin))).unwrap();
        let variations = Sum { amount: Money::from_sum(varied), ..Sum::none() };
        let committed = opening.plus(&variations).unwrap();
        let owed = owed(&rows, &variations, &committed, period.parse().unwrap(), as_at.parse().unwrap());
        owed.map(|(due, before)| (due.amount.pence(), before.map(|before| before.amount.pence())))
    }

    #[test]
    fn what_is_due_grows_with_the_instalments() {
        let quarters = [commitment(1_200, "")];
        assert_eq!(found(&quarters, 0, "2024-25-Q1", "2024-07-10"), Some((300, Some(0))));
        assert_eq!(found(&quarters, 0, "2024-25-Q2", "2024-10-10"), Some((600, Some(300))));
        assert_eq!(found(&quarters, 0, "2024-25-M08", "2024-12-10"), Some((600, Some(300))));
        assert_eq!(found(&quarters, -400, "2024-25-Q2", "2024-10-10"), Some((400, Some(200))));
        assert_eq!(found(&quarters, 0, "2024-25", "2024-05-10"), Some((0, None)), "the year has begun");
        assert_eq!(found(&quarters, 0, "2024-25", "2024-04-10"), Some((0, None)), "nothing is over yet");
        assert_eq!(found(&quarters, 0, "2024-25", "2024-09-30"), Some((600, Some(300))));
    }

    #[test]
    fn rows_with_different_patterns_fall_due_each_in_its_own() {
        let mixed = [commitment(1_200, "monthly"), commitment(400, "in advance")];
        assert_eq!(found(&mixed, 0, "2024-25-M03", "2024-07-10"), Some((700, Some(600))));
        assert_eq!(found(&mixed, -100, "2024-25-M03", "2024-07-10"), None, "which of them is varied?");
    }
}
