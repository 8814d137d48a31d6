//! Quarterly: four equal quarters, each due by its end.

use super::Instalments;
use crate::model::reason::Reason;
use crate::model::rules::entry::Entries;
use crate::model::rules::{Rule, RuleWords};

/// What is said of this rule, and how it is read.
pub const RULE: Rule<Result<Instalments, Reason>> = Rule {
    words: RuleWords {
        name: "instalments-quarterly",
        entries: Entries::Saying {
            all: &[&[&["quarterly", "quarters", "equal quarters", "four equal quarters"]]],
            also: &[],
            percentages: (0, 0),
        },
        such_as: "quarterly",
        means: "four equal quarters, each due by its end. An empty cell means the same.",
        example: "of £120.00 for the year £30.00 is due by the end of June and £60.00 by the end of September.",
    },
    read: |_| Some(Ok(QUARTERS)),
};

/// Four equal quarters.
pub const QUARTERS: Instalments = Instalments { parts: [0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1] };

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::model::rules::instalments::tests::of_the_year;

    #[test]
    fn each_quarter_is_due_by_its_end() {
        for pattern in [RULE.words.such_as, "Equal quarters", ""] {
            assert_eq!(of_the_year(pattern), [0, 3_000, 6_000, 12_000], "{pattern}");
        }
    }
}
