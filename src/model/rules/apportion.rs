//! Apportioning an amount over weights, to the penny: the odd pennies go to the largest remainders.

use crate::model::money::Money;

/// The parts of an amount over weights, in the order of the weights; they add up to the amount.
///
/// Of two remainders that are the same, the name that comes first takes the penny, so that nobody's part depends on the order
/// in which they are listed. `None` where no weight is above zero, one is below, or the numbers do not fit.
#[must_use]
pub fn apportion(amount: Money, weights: &[(&str, i128)]) -> Option<Vec<Money>> {
    let total = weights.iter().try_fold(0_i128, |sum, (_, weight)| sum.checked_add(*weight))?;
    if total <= 0 || weights.iter().any(|(_, weight)| *weight < 0) {
        return None;
    }
    let whole = i128::from(amount.abs().pence());
    let mut parts = Vec::with_capacity(weights.len());
    let mut remainders = Vec::with_capacity(weights.len());
    for (place, (name, weight)) in weights.iter().enumerate() {
        let product = whole.checked_mul(*weight)?;
        parts.push(product / total);
        remainders.push((std::cmp::Reverse(product % total), *name, place));
    }
    let odd = whole - parts.iter().sum::<i128>();
    remainders.sort_unstable();
    for (_, _, place) in remainders.iter().take(usize::try_from(odd).ok()?) {
        if let Some(part) = parts.get_mut(*place) {
            *part += 1;
        }
    }
    let sign = if amount < Money::ZERO { -1 } else { 1 };
    parts.into_iter().map(|part| i64::try_from(sign * part).ok().map(Money::from_sum)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop, proptest};

    use super::{Money, apportion};

    fn parts(pence: i64, weights: &[(&str, i128)]) -> Option<Vec<i64>> {
        Some(apportion(Money::from_sum(pence), weights)?.into_iter().map(Money::pence).collect())
    }

    #[test]
    fn the_odd_penny_goes_to_the_largest_remainder() {
        assert_eq!(parts(100, &[("a", 1), ("b", 1), ("c", 1)]), Some(vec![34, 33, 33]));
        assert_eq!(parts(100, &[("c", 1), ("b", 1), ("a", 1)]), Some(vec![33, 33, 34]), "whoever is listed first");
        assert_eq!(parts(-101, &[("a", 51), ("b", 49)]), Some(vec![-52, -49]));
        assert_eq!(parts(10, &[("a", 1), ("b", 0)]), Some(vec![10, 0]));
        assert_eq!(parts(10, &[("a", 0)]), None);
        assert_eq!(parts(10, &[("a", 2), ("b", -1)]), None);
    }

    proptest! {
        #[test]
        fn parts_add_up_and_nobody_s_depends_on_the_order(
            pence in -10_000_000_000_i64..10_000_000_000,
            weights in prop::collection::vec(0_i128..100_000_000_000, 1..9),
        ) {
            let names: Vec<String> = (0..weights.len()).map(|number| format!("partner {number}")).collect();
            let named: Vec<(&str, i128)> = names.iter().map(String::as_str).zip(weights.iter().copied()).collect();
            let mut turned = named.clone();
            turned.reverse();
            match (parts(pence, &named), parts(pence, &turned)) {
                (Some(one), Some(mut other)) => {
                    assert_eq!(one.iter().sum::<i64>(), pence);
                    other.reverse();
                    assert_eq!(one, other);
                }
                (None, None) => assert!(weights.iter().all(|weight| *weight == 0)),
                (one, other) => panic!("{one:?} and {other:?}"),
            }
        }
    }
}
