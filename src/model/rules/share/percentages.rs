//! Percentages in the entry itself, such as `60/40`: fixed percentages, of which the sheet `Risk shares` says who has which.

use std::sync::Arc;

use super::fixed::Fixed;
use super::{ShareRule, words};
use crate::model::rules::entry::Entries;
use crate::model::rules::{Rule, RuleWords};

/// What is said of this rule, and how it is read.
pub const RULE: Rule<ShareRule> = Rule {
    words: RuleWords {
        name: "share-percentages",
        entries: Entries::Saying {
            all: &[],
            also: &[words::CAPPED, words::BOTH_WAYS, words::REST_NOT_ALLOTTED],
            percentages: (2, 20),
        },
        such_as: "60/40",
        means: "fixed percentages. The register's sheet `Risk shares` says which partner has which, and must have the same; without \
                it they are shared where they are the same for each partner.",
        example: "with `60/40`, and 40% for Health and 60% for the Council on the sheet, of an overspend of £100.00 Health bears \
                  £40.00 and the Council £60.00.",
    },
    read: |entry| Some(Arc::new(Fixed::of(entry))),
};

#[cfg(test)]
mod tests {
    use crate::model::rules::parts::tests::{fixed, part};
    use crate::model::rules::share::tests::{pool, shares};

    #[test]
    fn the_sheet_says_who_has_which() {
        let rule = super::RULE.words.such_as;
        let sheet = [fixed("Health", "40%", None), fixed("Council", "60%", None)];
        assert_eq!(shares(rule, pool(10_000, &sheet, &[])), Ok((vec![4_000, 6_000], 0)));
        let partners = [part("Health", 1, None), part("Council", 3, None)];
        let why = shares(rule, pool(10_000, &[], &partners)).unwrap_err().to_string();
        assert_eq!(why, "the register's sheet `Risk shares` does not say which partner bears which part");
        assert_eq!(shares("50/50", pool(10_000, &[], &partners)), Ok((vec![5_000, 5_000], 0)), "two partners alike");
        let three = [partners.to_vec(), vec![part("Trust", 1, None)]].concat();
        assert!(shares("50/50", pool(10_000, &[], &three)).is_err(), "which two of three?");
    }
}
