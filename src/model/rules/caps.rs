//! Caps: the most that a partner bears; what lies above falls to partners without a cap.

use super::apportion::apportion;
use crate::model::money::Money;

/// What caps do to what partners bear, in the order of the partners.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capped {
    /// What each cap takes off.
    pub off: Vec<Money>,
    /// What of it falls to each.
    pub more: Vec<Money>,
    /// What of it falls to nobody.
    pub left: Money,
}

/// Takes what lies above a cap from its partner and gives it to the partners without a cap by their weights; to nobody where each
/// has one, or the rule does not allot it.
///
/// Weights, caps and what is borne stand in the same order. `None` where the sums do not fit.
pub fn capped(weights: &[(&str, i128)], caps: &[Option<Money>], borne: &[Money], allots: bool) -> Option<Capped> {
    let above = |(cap, borne): (&Option<Money>, &Money)| match cap {
        Some(cap) if *borne > *cap => borne.checked_sub((*cap).max(Money::ZERO)),
        _ => Some(Money::ZERO),
    };
    let off: Vec<Money> = caps.iter().zip(borne).map(above).collect::<Option<_>>()?;
    let left = Money::sum(off.iter().copied())?;
    let open = caps.iter().map(|cap| cap.is_none() && allots);
    let others = open.zip(weights).map(|(open, (partner, weight))| (*partner, if open { *weight } else { 0 }));
    let others: Vec<(&str, i128)> = others.collect();
    Some(match apportion(left, &others) {
        Some(more) => Capped { off, more, left: Money::ZERO },
        None => Capped { off, more: vec![Money::ZERO; caps.len()], left },
    })
}

#[cfg(test)]
mod tests {
    use super::{Money, capped};

    /// What is taken off, what is added, and what is left, in pence.
    fn pence(caps: [Option<i64>; 3], borne: [i64; 3], allots: bool) -> ([i64; 3], [i64; 3], i64) {
        let weights = [("a", 2), ("b", 1), ("c", 1)];
        let done =
            capped(&weights, &caps.map(|cap| cap.map(Money::from_sum)), &borne.map(Money::from_sum), allots).unwrap();
        let three = |sums: Vec<Money>| [0, 1, 2].map(|place: usize| sums[place].pence());
        (three(done.off), three(done.more), done.left.pence())
    }

    #[test]
    fn what_lies_above_a_cap_falls_to_partners_without_one_by_their_weights() {
        let borne = [50, 25, 25];
        assert_eq!(pence([None; 3], borne, true), ([0; 3], [0; 3], 0));
        assert_eq!(pence([None, None, Some(10)], borne, true), ([0, 0, 15], [10, 5, 0], 0));
        assert_eq!(pence([None, Some(27), Some(10)], borne, true), ([0, 0, 15], [15, 0, 0], 0), "not to who has room");
        assert_eq!(pence([Some(90), Some(20), Some(10)], borne, true), ([0, 5, 15], [0; 3], 20), "each has a cap");
        assert_eq!(pence([None, None, Some(10)], borne, false), ([0, 0, 15], [0; 3], 15), "the rest is not allotted");
        assert_eq!(
            pence([None, None, Some(-10)], borne, true),
            ([0, 0, 25], [17, 8, 0], 0),
            "nobody bears less than nothing"
        );
    }
}
