//! Monthly in advance: twelve equal months, each due on its first day.

use super::{Day, Instalments};
use crate::model::reason::Reason;
use crate::model::rules::entry::Entries;
use crate::model::rules::{Rule, RuleWords};

/// What is said of this rule, and how it is read.
pub const RULE: Rule<Result<Instalments, Reason>> = Rule {
    words: RuleWords {
        name: "instalments-monthly-in-advance",
        entries: Entries::Saying {
            all: &[&[&[
                "monthly in advance",
                "in advance monthly",
                "in advance each month",
                "each month in advance",
                "at start of each month",
            ]]],
            also: &[],
            percentages: (0, 0),
        },
        such_as: "monthly in advance",
        means: "twelve equal months, each due on its first day.",
        example: "of £120.00 for the year £10.00 is due on 1 April and £80.00 by 1 November.",
    },
    read: |_| Some(Ok(months_ahead())),
};

/// Twelve equal months, ahead of each.
fn months_ahead() -> Instalments {
    Instalments::equal((1..=12).map(Day::first_of))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::model::rules::instalments::tests::of_the_year;

    #[test]
    fn each_month_is_due_on_its_first_day() {
        for pattern in [RULE.words.such_as, "Monthly (in advance)"] {
            assert_eq!(of_the_year(pattern), [1_000, 3_000, 8_000, 12_000], "{pattern}");
        }
    }
}
