//! Caps: the most that a partner bears; what lies above falls to the others.

use super::apportion::apportion;
use crate::model::money::Money;

/// Takes what lies above a cap from its partner and gives it to the others by their weights, until nobody is above; what nobody
/// can take is left, and is what this gives.
///
/// Weights, caps and what is borne so far stand in the same order. `None` where the sums do not fit.
pub fn spread(weights: &[(&str, i128)], caps: &[Option<Money>], borne: &mut [Money]) -> Option<Money> {
    let mut open: Vec<bool> = caps.iter().map(|_| true).collect();
    loop {
        let mut excess = Money::ZERO;
        for ((cap, sum), open) in caps.iter().zip(borne.iter_mut()).zip(open.iter_mut()) {
            if let Some(cap) = cap.filter(|cap| *sum > *cap) {
                excess = excess.checked_add(sum.checked_sub(cap)?)?;
                (*sum, *open) = (cap, false);
            }
        }
        if excess == Money::ZERO {
            return Some(Money::ZERO);
        }
        let still = |(place, (partner, weight)): (usize, &(_, i128))| {
            (*partner, if open.get(place) == Some(&true) { *weight } else { 0 })
        };
        let others: Vec<(&str, i128)> = weights.iter().enumerate().map(still).collect();
        let Some(more) = apportion(excess, &others) else { return Some(excess) };
        for (sum, more) in borne.iter_mut().zip(more) {
            *sum = sum.checked_add(more)?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Money, spread};

    fn pence(caps: [Option<i64>; 3], borne: [i64; 3]) -> ([i64; 3], i64) {
        let mut borne = borne.map(Money::from_sum);
        let weights = [("a", 2), ("b", 1), ("c", 1)];
        let left = spread(&weights, &caps.map(|cap| cap.map(Money::from_sum)), &mut borne).unwrap();
        (borne.map(Money::pence), left.pence())
    }

    #[test]
    fn what_lies_above_a_cap_falls_to_the_others_by_their_weights() {
        assert_eq!(pence([None; 3], [50, 25, 25]), ([50, 25, 25], 0));
        assert_eq!(pence([None, None, Some(10)], [50, 25, 25]), ([60, 30, 10], 0));
        assert_eq!(pence([None, Some(27), Some(10)], [50, 25, 25]), ([63, 27, 10], 0), "who is above then hands on");
        assert_eq!(pence([Some(20), Some(20), Some(10)], [50, 25, 25]), ([20, 20, 10], 50), "beyond all caps");
    }
}
