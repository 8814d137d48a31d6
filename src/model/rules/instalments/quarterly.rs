//! Quarterly: four equal quarters, each due on its last day.

use super::{Day, Instalments};
use crate::model::reason::Reason;
use crate::model::rules::entry::Entries;
use crate::model::rules::{Rule, RuleWords};

/// What is said of this rule, and how it is read.
pub const RULE: Rule<Result<Instalments, Reason>> = Rule {
    words: RuleWords {
        name: "instalments-quarterly",
        entries: Entries::Saying {
            all: &[&[&[
                "quarterly",
                "quarters",
                "equal quarters",
                "four equal quarters",
                "four quarterly",
                "quarterly in arrears",
                "equal quarterly",
                "each quarter",
                "at end of each quarter",
            ]]],
            also: &[],
            percentages: (0, 0),
        },
        such_as: "quarterly",
        means: "four equal quarters, each due on its last day. An empty cell means the same.",
        example: "of £120.00 for the year £30.00 is due on 30 June and £60.00 by 30 September.",
    },
    read: |_| Some(Ok(quarters())),
};

/// Four equal quarters.
pub fn quarters() -> Instalments {
    Instalments::equal([3, 6, 9, 12].map(Day::last_of))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::model::rules::instalments::tests::of_the_year;

    #[test]
    fn each_quarter_is_due_by_its_end() {
        for pattern in [RULE.words.such_as, "Equal quarters", "Quarterly in arrears", ""] {
            assert_eq!(of_the_year(pattern), [0, 3_000, 6_000, 12_000], "{pattern}");
        }
    }
}
