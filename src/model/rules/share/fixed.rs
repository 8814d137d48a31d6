//! Fixed percentages: the register's sheet `Risk shares` gives each partner its own, which may change in steps and be capped.

use std::sync::Arc;

use super::{CONTRADICTION, ShareBasis, ShareRule, Sharing, Wording, words};
use crate::model::reason::Reason;
use crate::model::rules::entry::{Entries, Entry};
use crate::model::rules::parts::{Bearer, Shares, Weight};
use crate::model::rules::percent::Percent;
use crate::model::rules::steps::Steps;
use crate::model::rules::{Rule, RuleWords};

/// What is said of this rule, and how it is read.
pub const RULE: Rule<ShareRule> = Rule {
    words: RuleWords {
        name: "share-fixed",
        entries: Entries::Saying {
            all: &[&[words::FIXED, words::STEPPED, words::CAPPED]],
            also: &[words::BOTH_WAYS, words::REST_NOT_ALLOTTED, ON_THE_SHEET],
            percentages: (0, 20),
        },
        such_as: "Fixed percentages",
        means: "each partner bears the percentage that the register's sheet `Risk shares` gives it. It may change in steps, \
                such as `50% of the first £500,000; 80% of the rest`. What lies above a partner's cap falls to the partners \
                without one by their percentages; to nobody where each has one, or the entry says `rest not allotted`. A cap \
                bounds a loss and no gain, unless the entry says `both ways`. What the percentages leave over is nobody's and \
                is said.",
        example: "with 51% for Health and 49% for the Council, of an overspend of £100.01 Health bears £51.01 and the Council \
                  £49.00. With half each and a cap of £20.00 for the Council, of £100.00 Health bears £80.00, and of an \
                  underspend of £100.00 each has £50.00.",
    },
    read: |entry| Some(Arc::new(Fixed::of(entry))),
};

/// Where the percentages stand.
const ON_THE_SHEET: &[&str] =
    &["on sheet", "on sheet risk shares", "see sheet risk shares", "see risk shares", "as on sheet risk shares"];

/// Percentages of the sheet, which the entry may name as well.
#[derive(Debug, Default)]
pub(super) struct Fixed {
    percentages: Vec<Percent>,
    wording: Wording,
}

impl Fixed {
    pub(super) fn of(entry: &Entry<'_>) -> Self {
        Self { percentages: entry.percentages.clone(), wording: Wording::of(entry) }
    }

    pub(super) fn worded(wording: Wording) -> Self {
        Self { percentages: Vec::new(), wording }
    }

    /// Whether the sheet has the percentages that the entry names, whoever has which.
    fn are_those_of(&self, fixed: &[Bearer<'_>]) -> bool {
        let of_sheet = fixed.iter().map(|bearer| match &bearer.weight {
            Weight::Fixed(steps) => steps.only(),
            Weight::Proportion(_) => None,
        });
        let Some(sheet) = of_sheet.collect::<Option<Vec<Percent>>>() else { return false };
        let sorted = |percentages: &[Percent]| {
            let mut named: Vec<Percent> = percentages.iter().copied().filter(|one| one.weight() > 0).collect();
            named.sort();
            named
        };
        sorted(&sheet) == sorted(&self.percentages)
    }

    /// The partners where the entry alone tells who bears what: where it is the same for each of them.
    fn alike<'a>(&self, partners: Vec<Bearer<'a>>) -> Option<Vec<Bearer<'a>>> {
        let first = self.percentages.first()?;
        let is_told = partners.len() == self.percentages.len() && self.percentages.iter().all(|one| one == first);
        let weight = || Weight::Fixed(Steps::from(*first));
        is_told
            .then(|| partners.into_iter().map(|one| Bearer { weight: weight(), origins: Vec::new(), ..one }).collect())
    }
}

impl Sharing for Fixed {
    fn shares<'a>(&self, pool: ShareBasis<'a>) -> Result<Shares<'a>, Reason> {
        let fixed = pool.fixed.clone();
        if fixed.is_empty() && self.percentages.is_empty() {
            return Err("the register's sheet `Risk shares` has no share for it".into());
        }
        if fixed.is_empty() {
            let alike = self.alike(pool.opening.clone()?);
            let bearers =
                alike.ok_or("the register's sheet `Risk shares` does not say which partner bears which part")?;
            return pool.shared(bearers, self.wording);
        }
        if !self.percentages.is_empty() && !self.are_those_of(&fixed) {
            return Err(CONTRADICTION.into());
        }
        pool.shared(fixed, self.wording)
    }
}

#[cfg(test)]
mod tests {
    use crate::model::rules::parts::tests::{fixed, part};
    use crate::model::rules::share::ShareBasis;
    use crate::model::rules::share::tests::{cap, pool, shares};

    #[test]
    fn the_percentages_of_the_register_share() {
        let rule = super::RULE.words.such_as;
        let uneven = [fixed("Health", "51%", None), fixed("Council", "49%", None)];
        assert_eq!(shares(rule, pool(10_001, &uneven, &[])), Ok((vec![5_101, 4_900], 0)));
        let halves = [fixed("Health", "50%", None), fixed("Council", "50%", None)];
        let capped = |amount| ShareBasis { caps: vec![cap("Council", 2_000)], ..pool(amount, &halves, &[]) };
        assert_eq!(shares(rule, capped(10_000)), Ok((vec![8_000, 2_000], 0)));
        assert_eq!(shares(rule, capped(-10_000)), Ok((vec![-5_000, -5_000], 0)));
        assert_eq!(shares("Capped, rest not allotted", capped(10_000)), Ok((vec![5_000, 2_000], 3_000)));
        let none = shares(rule, pool(10_000, &[], &[part("Health", 1, None)])).unwrap_err();
        assert_eq!(none.to_string(), "the register's sheet `Risk shares` has no share for it");
    }
}
