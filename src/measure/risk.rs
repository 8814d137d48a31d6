//! Risk shares: who bears what a pool over- or underspends, by the rule of its agreement.

use super::contributions::{Found, figure};
use super::{Figure, id, spending};
use crate::finding::phrase::{Phrase, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::model::agreement::{Agreement, RiskShare};
use crate::model::apportion::apportion;
use crate::model::money::Money;
use crate::model::origin::Origin;
use crate::model::risk::{Percent, RiskRule, Steps, UnderspendRule};
use crate::reconcile::{Books, Line, Sum};

/// Shares that do not add up to what is to be shared.
pub const RISK_SHARE_UNALLOCATED: About = About {
    name: "risk-share-unallocated",
    level: Level::Error,
    nature: Nature::Fact,
    finds: "an over- or underspend of which the shares in the register's sheet `Risk shares` leave a part to nobody: they do not \
            add up to 100 %, or every partner's share is capped.",
    matters: "nobody has agreed to bear that part, and the committee should know before the year ends.",
    action: "correct the shares on the register's sheet `Risk shares`, or agree who bears the rest",
    ask: None,
};

/// A partner's part, with the cells that its weight comes from.
struct Part<'a> {
    partner: &'a str,
    weight: i128,
    steps: Option<Steps>,
    cap: Option<Money>,
    origins: Vec<Origin>,
}

/// What each partner in an agreement bears of its variance; nothing where the register states no rule, or each bears its own.
pub fn figures(books: &Books, agreement: &Agreement, findings: &mut Vec<Finding>) -> Vec<Figure> {
    let Some(variance) = spending::variance(books, &agreement.id) else { return Vec::new() };
    let Some(text) = &agreement.risk_share else { return Vec::new() };
    let rule = RiskRule::named(text);
    if rule == Some(RiskRule::None) {
        return Vec::new();
    }
    let partners = bearers(books, agreement);
    let shares = match (&variance, rule) {
        (Err(why), _) => Err(why.clone()),
        (_, None) => Err(phrase!("`{}` is no rule that the program knows", text)),
        (Ok(variance), Some(rule)) => match not_shared(agreement, variance.amount) {
            Some(why) => Err(why),
            None => shares(books, agreement, &rule, variance, &partners),
        },
    };
    if let Ok((_, unallocated)) = &shares {
        findings.extend(unallocated.iter().map(|rest| said(books, agreement, *rest, &variance)));
    }
    let figure = |partner: &str, found: Found| {
        figure(id::RISK_SHARE, (Some(&agreement.id), Some(partner), None), books.period, found)
    };
    match shares {
        Err(why) => partners.iter().map(|partner| figure(partner, Err(why.clone()))).collect(),
        Ok((parts, _)) => parts.into_iter().map(|(partner, sum)| figure(&partner, Ok(sum))).collect(),
    }
}

/// Who bears a variance of the year: the partners, and for those that are gone by its end the bodies that took over.
fn bearers<'a>(books: &'a Books, agreement: &'a Agreement) -> Vec<&'a str> {
    let mut bearers: Vec<&str> = Vec::new();
    for partner in books.partners_in(&agreement.id) {
        let successor = books.register.successor_of(partner, books.period.year.last_day());
        if !bearers.contains(&successor) {
            bearers.push(successor);
        }
    }
    bearers
}

/// Why an underspend is not shared, if the agreement says what becomes of it otherwise.
fn not_shared(agreement: &Agreement, variance: Money) -> Option<Phrase> {
    let text = agreement.underspend.as_ref().filter(|_| variance < Money::ZERO)?;
    match UnderspendRule::named(text) {
        Some(UnderspendRule::Shared) => None,
        Some(rule) => Some(phrase!("an underspend is {}", rule.in_words())),
        None => Some(phrase!("of an underspend the register says `{}`", text)),
    }
}

type Shares = (Vec<(String, Sum)>, Option<Money>);

/// The parts of a variance, and what nobody bears.
fn shares(
    books: &Books,
    agreement: &Agreement,
    rule: &RiskRule,
    variance: &Sum,
    partners: &[&str],
) -> Result<Shares, Phrase> {
    let fixed = parts_by_register(books, agreement)?;
    let parts = match rule {
        RiskRule::Fixed if fixed.is_empty() => {
            return Err("the register's sheet `Risk shares` has no share for it".into());
        }
        RiskRule::Fixed => fixed,
        RiskRule::Part(_) if !fixed.is_empty() => fixed,
        _ => parts_by_opening(books, agreement, partners)?,
    };
    let (shared, kept) = match rule {
        RiskRule::Part(percent) => split(variance.amount, *percent)?,
        _ => (variance.amount, Money::ZERO),
    };
    let (mut amounts, rest) = borne(&parts, shared)?;
    let too_large = || Phrase::from("the shares are too large");
    let mut all: Vec<(String, Sum)> = Vec::new();
    for (part, amount) in parts.iter().zip(amounts.drain(..)) {
        let origins = variance.origins.iter().chain(&part.origins).cloned().collect();
        all.push((part.partner.to_owned(), Sum { amount, slack: Money::ZERO, origins }));
    }
    if kept != Money::ZERO {
        let host = agreement.host.as_ref().ok_or("a part of it is the host's, and the register names no host")?;
        match all.iter_mut().find(|(partner, _)| partner == host) {
            Some((_, sum)) => sum.amount = sum.amount.checked_add(kept).ok_or_else(too_large)?,
            None => {
                all.push((host.clone(), Sum { amount: kept, slack: Money::ZERO, origins: variance.origins.clone() }))
            }
        }
    }
    Ok((all, (rest != Money::ZERO).then_some(rest)))
}

fn split(amount: Money, percent: Percent) -> Result<(Money, Money), Phrase> {
    let parts = apportion(amount, &[("a shared", percent.weight()), ("b kept", percent.rest().weight())]);
    match parts.as_deref() {
        Some([shared, kept]) => Ok((*shared, *kept)),
        _ => Err("its part of the pool cannot be worked out".into()),
    }
}

/// Shares as the register's sheet `Risk shares` fixes them. The share of a body that is gone is borne by the one that took over,
/// unless that has a share of its own.
fn parts_by_register<'a>(books: &'a Books, agreement: &Agreement) -> Result<Vec<Part<'a>>, Phrase> {
    let rows = || books.register.risk_shares.iter().filter(|row| row.agreement == agreement.id);
    let successor = |row: &'a RiskShare| books.register.successor_of(&row.partner, books.period.year.last_day());
    let is_past =
        |row: &&'a RiskShare| successor(row) != row.partner && rows().any(|other| other.partner == successor(row));
    let in_force = rows().filter(|row| !is_past(row));
    in_force
        .map(|row| {
            let steps: Steps = row
                .share
                .parse()
                .map_err(|_| phrase!("the share `{}` of `{}` is no percentage", row.share, row.partner))?;
            let origins = vec![row.origin.clone()];
            Ok(Part { partner: successor(row), weight: 0, steps: Some(steps), cap: row.cap, origins })
        })
        .collect()
}

/// Shares in proportion to the commitments as the year began.
fn parts_by_opening<'a>(books: &Books, agreement: &Agreement, partners: &[&'a str]) -> Result<Vec<Part<'a>>, Phrase> {
    partners
        .iter()
        .map(|partner| {
            let mut part = Part { partner, weight: 0, steps: None, cap: None, origins: Vec::new() };
            let bodies = books.register.bodies_of(partner, books.period.year.last_day());
            let is_its = |line: &&Line| line.partner == *partner || bodies.contains(&line.partner.as_str());
            for line in books.lines_of(&agreement.id).filter(is_its) {
                if line.unreadable_commitment {
                    return Err(phrase!("the commitment of `{}` cannot be read", line.partner));
                }
                if let Some(opening) = &line.opening {
                    part.weight += i128::from(opening.amount.pence());
                    part.origins.extend_from_slice(&opening.origins);
                }
            }
            Ok(part)
        })
        .collect()
}

/// What each part bears of an amount, step by step and up to its cap; and what is left to nobody.
fn borne(parts: &[Part<'_>], amount: Money) -> Result<(Vec<Money>, Money), Phrase> {
    let too_large = || Phrase::from("the shares are too large");
    let size = amount.abs();
    let mut borne = vec![Money::ZERO; parts.len()];
    let mut rest = Money::ZERO;
    let mut from = Money::ZERO;
    let mut weights: Vec<i128> = Vec::new();
    while from < size || weights.is_empty() {
        let mut to = size;
        weights.clear();
        for part in parts {
            match part.steps.as_ref().map(|steps| steps.above(from)) {
                None => weights.push(part.weight),
                Some(Some((percent, end))) => {
                    weights.push(percent.weight());
                    to = end.map_or(to, |end| to.min(end));
                }
                Some(None) => weights.push(0),
            }
        }
        let band = to.checked_sub(from).ok_or_else(too_large)?;
        let (shared, left) = apportioned(parts, &weights, band)?;
        for (sum, share) in borne.iter_mut().zip(shared) {
            *sum = sum.checked_add(share).ok_or_else(too_large)?;
        }
        rest = rest.checked_add(left).ok_or_else(too_large)?;
        from = to;
        if size == Money::ZERO {
            break;
        }
    }
    let left = cap(parts, &weights, &mut borne)?;
    rest = rest.checked_add(left).ok_or_else(too_large)?;
    let signed = |money: Money| if amount < Money::ZERO { money.negated() } else { money };
    Ok((borne.into_iter().map(signed).collect(), signed(rest)))
}

/// One band over weights; fixed percentages that do not add up to the whole leave the rest to nobody.
fn apportioned(parts: &[Part<'_>], weights: &[i128], band: Money) -> Result<(Vec<Money>, Money), Phrase> {
    let mut named: Vec<(&str, i128)> = parts.iter().map(|part| part.partner).zip(weights.iter().copied()).collect();
    let fixed = parts.iter().any(|part| part.steps.is_some());
    if fixed {
        let missing = Percent::WHOLE.weight() - weights.iter().sum::<i128>();
        if missing < 0 {
            return Err("the shares in the register's sheet `Risk shares` add up to more than 100 %".into());
        }
        named.push(("", missing));
    }
    let mut shared = apportion(band, &named).ok_or("the commitments as the year began add up to nothing")?;
    if !fixed {
        return Ok((shared, Money::ZERO));
    }
    let left = shared.pop().ok_or("there is nobody to bear it")?;
    Ok((shared, left))
}

/// Takes what lies above a cap from its partner and gives it to the others, until nobody is above; what nobody can take is
/// left.
fn cap(parts: &[Part<'_>], weights: &[i128], borne: &mut [Money]) -> Result<Money, Phrase> {
    let too_large = || Phrase::from("the shares are too large");
    let mut open: Vec<bool> = parts.iter().map(|_| true).collect();
    loop {
        let mut excess = Money::ZERO;
        for ((part, sum), open) in parts.iter().zip(borne.iter_mut()).zip(open.iter_mut()) {
            if let Some(cap) = part.cap.filter(|cap| *sum > *cap) {
                let above = sum.checked_sub(cap).ok_or_else(too_large)?;
                excess = excess.checked_add(above).ok_or_else(too_large)?;
                (*sum, *open) = (cap, false);
            }
        }
        if excess == Money::ZERO {
            return Ok(Money::ZERO);
        }
        let weight = |place: usize| if open.get(place) == Some(&true) { weights.get(place).copied() } else { None };
        let named: Vec<(&str, i128)> =
            parts.iter().enumerate().map(|(place, part)| (part.partner, weight(place).unwrap_or(0))).collect();
        let Some(more) = apportion(excess, &named) else { return Ok(excess) };
        for (sum, more) in borne.iter_mut().zip(more) {
            *sum = sum.checked_add(more).ok_or_else(too_large)?;
        }
    }
}

fn said(books: &Books, agreement: &Agreement, rest: Money, variance: &Found) -> Finding {
    let of = if rest < Money::ZERO { "underspend" } else { "overspend" };
    let message = phrase!(
        "the risk shares of `{}` leave {} of its {} in {} to nobody",
        agreement.title,
        rest.abs(),
        of,
        books.period
    );
    let rows = books.register.risk_shares.iter().filter(|row| row.agreement == agreement.id);
    Finding::new(&RISK_SHARE_UNALLOCATED, message)
        .at_cells(rows.map(|row| &row.origin))
        .at_cells(variance.iter().flat_map(|sum| &sum.origins))
        .on_agreement(Some(&agreement.id))
        .in_period(books.period)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop, proptest};

    use super::{Money, Part, Phrase, borne};

    fn part<'a>(partner: &'a str, weight: i128, steps: Option<&str>, cap: Option<i64>) -> Part<'a> {
        let steps = steps.map(|text| text.parse().unwrap());
        Part { partner, weight, steps, cap: cap.map(Money::from_sum), origins: Vec::new() }
    }

    fn pence(parts: &[Part<'_>], amount: i64) -> Result<(Vec<i64>, i64), Phrase> {
        let (borne, rest) = borne(parts, Money::from_sum(amount))?;
        Ok((borne.into_iter().map(Money::pence).collect(), rest.pence()))
    }

    #[test]
    fn each_rule_shares_to_the_penny() {
        let opening = [part("Health", 860, None, None), part("Council", 870, None, None)];
        assert_eq!(pence(&opening, 1_000), Ok((vec![497, 503], 0)), "in proportion");
        assert_eq!(pence(&opening, -1_000), Ok((vec![-497, -503], 0)), "an underspend likewise");
        let fixed = [part("Health", 0, Some("51%"), None), part("Council", 0, Some("49%"), None)];
        assert_eq!(pence(&fixed, 10_001), Ok((vec![5_101, 4_900], 0)), "fixed");
        let open = [part("Health", 0, Some("51%"), None), part("Council", 0, Some("40%"), None)];
        assert_eq!(pence(&open, 10_000), Ok((vec![5_100, 4_000], 900)), "nine per cent to nobody");
        let over = [part("Health", 0, Some("61%"), None), part("Council", 0, Some("40%"), None)];
        assert!(pence(&over, 10_000).is_err());
        let stepped = [
            part("Health", 0, Some("50% of the first £100; 80% of the rest"), None),
            part("Council", 0, Some("50% of the first £100; 20% of the rest"), None),
        ];
        assert_eq!(pence(&stepped, 15_000), Ok((vec![9_000, 6_000], 0)), "50 and 50, then 40 and 10");
        let capped = [part("Health", 0, Some("50%"), None), part("Council", 0, Some("50%"), Some(2_000))];
        assert_eq!(pence(&capped, 10_000), Ok((vec![8_000, 2_000], 0)), "what one cannot bear the other does");
        let both = [part("Health", 0, Some("50%"), Some(3_000)), part("Council", 0, Some("50%"), Some(2_000))];
        assert_eq!(pence(&both, 10_000), Ok((vec![3_000, 2_000], 5_000)), "beyond all caps nobody does");
        assert_eq!(pence(&opening, 0), Ok((vec![0, 0], 0)));
    }

    proptest! {
        #![proptest_config(proptest::test_runner::Config::with_cases(10_000))]
        #[test]
        fn shares_add_up_to_the_variance_and_do_not_depend_on_the_order(
            amount in -100_000_000_000_i64..100_000_000_000,
            pool in prop::collection::vec((1_i128..10_000_000_000, any::<bool>(), 0_i64..1_000_000_000), 1..7),
        ) {
            let names: Vec<String> = (0..pool.len()).map(|number| format!("partner {number}")).collect();
            let parts = || names.iter().zip(&pool).map(|(name, (weight, capped, cap))| {
                part(name, *weight, None, capped.then_some(*cap))
            });
            let (one, rest) = pence(&parts().collect::<Vec<_>>(), amount).unwrap();
            assert_eq!(one.iter().sum::<i64>() + rest, amount);
            let (mut other, turned) = pence(&parts().rev().collect::<Vec<_>>(), amount).unwrap();
            other.reverse();
            assert_eq!((one, rest), (other, turned));
        }
    }
}
