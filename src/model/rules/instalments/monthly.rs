//! Monthly: twelve equal months, each due by its end.

use super::Instalments;
use crate::model::reason::Reason;
use crate::model::rules::entry::Entries;
use crate::model::rules::{Rule, RuleWords};

/// What is said of this rule, and how it is read.
pub const RULE: Rule<Result<Instalments, Reason>> = Rule {
    words: RuleWords {
        name: "instalments-monthly",
        entries: Entries::Saying {
            all: &[&[&["monthly", "twelfths", "equal twelfths", "twelve equal months"]]],
            also: &[],
            percentages: (0, 0),
        },
        such_as: "monthly",
        means: "twelve equal months, each due by its end.",
        example: "of £120.00 for the year £10.00 is due by the end of April and £80.00 by the end of November.",
    },
    read: |_| Some(Ok(TWELFTHS)),
};

/// Twelve equal months.
pub const TWELFTHS: Instalments = Instalments { parts: [1; 12] };

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::model::rules::instalments::tests::of_the_year;

    #[test]
    fn each_month_is_due_by_its_end() {
        for pattern in [RULE.words.such_as, "Twelve equal months"] {
            assert_eq!(of_the_year(pattern), [1_000, 3_000, 8_000, 12_000], "{pattern}");
        }
    }
}
