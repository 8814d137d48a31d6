//! Monthly: twelve equal months, each due on its last day.

use super::{Day, Instalments};
use crate::model::reason::Reason;
use crate::model::rules::entry::Entries;
use crate::model::rules::{Rule, RuleWords};

/// What is said of this rule, and how it is read.
pub const RULE: Rule<Result<Instalments, Reason>> = Rule {
    words: RuleWords {
        name: "instalments-monthly",
        entries: Entries::Saying {
            all: &[&[&[
                "monthly",
                "twelfths",
                "equal twelfths",
                "monthly twelfths",
                "twelve equal months",
                "twelve monthly",
                "equal monthly",
                "monthly in arrears",
                "each month",
                "at end of each month",
            ]]],
            also: &[],
            percentages: (0, 0),
        },
        such_as: "monthly",
        means: "twelve equal months, each due on its last day.",
        example: "of £120.00 for the year £10.00 is due on 30 April and £80.00 by 30 November.",
    },
    read: |_| Some(Ok(twelfths())),
};

/// Twelve equal months.
fn twelfths() -> Instalments {
    Instalments::equal((1..=12).map(Day::last_of))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::model::rules::instalments::tests::of_the_year;

    #[test]
    fn each_month_is_due_by_its_end() {
        for pattern in [RULE.words.such_as, "Twelve equal months", "Monthly instalments"] {
            assert_eq!(of_the_year(pattern), [1_000, 3_000, 8_000, 12_000], "{pattern}");
        }
    }
}
