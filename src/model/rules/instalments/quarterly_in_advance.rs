//! Quarterly in advance: four equal quarters, each due on its first day.

use super::{Day, Instalments};
use crate::model::reason::Reason;
use crate::model::rules::entry::Entries;
use crate::model::rules::{Rule, RuleWords};

/// What is said of this rule, and how it is read.
pub const RULE: Rule<Result<Instalments, Reason>> = Rule {
    words: RuleWords {
        name: "instalments-quarterly-in-advance",
        entries: Entries::Saying {
            all: &[&[&[
                "quarterly in advance",
                "in advance quarterly",
                "in advance each quarter",
                "each quarter in advance",
                "at start of each quarter",
            ]]],
            also: &[],
            percentages: (0, 0),
        },
        such_as: "quarterly in advance",
        means: "four equal quarters, each due on its first day.",
        example: "of £120.00 for the year £30.00 is due on 1 April and £60.00 by 1 July.",
    },
    read: |_| Some(Ok(quarters_ahead())),
};

/// Four equal quarters, ahead of each.
fn quarters_ahead() -> Instalments {
    Instalments::equal([1, 4, 7, 10].map(Day::first_of))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::model::rules::instalments::tests::of_the_year;

    #[test]
    fn each_quarter_is_due_on_its_first_day() {
        for pattern in [RULE.words.such_as, "Quarterly, in advance", "Due quarterly in advance"] {
            assert_eq!(of_the_year(pattern), [3_000, 3_000, 9_000, 12_000], "{pattern}");
        }
    }
}
