//! In arrears: one payment, due in March.

use super::Instalments;
use crate::model::reason::Reason;
use crate::model::rules::entry::Entries;
use crate::model::rules::{Rule, RuleWords};

/// What is said of this rule, and how it is read.
pub const RULE: Rule<Result<Instalments, Reason>> = Rule {
    words: RuleWords {
        name: "instalments-in-arrears",
        entries: Entries::Saying { all: &[&[&["in arrears"]]], also: &[], percentages: (0, 0) },
        such_as: "in arrears",
        means: "one payment for the year, due by the end of March.",
        example: "of £120.00 for the year nothing is due by the end of February, and all by the end of March.",
    },
    read: |_| Some(Ok(IN_MARCH)),
};

/// One payment, due in March.
pub const IN_MARCH: Instalments = Instalments { parts: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1] };

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::model::rules::instalments::tests::of_the_year;

    #[test]
    fn all_is_due_in_march() {
        for pattern in [RULE.words.such_as, "In arrears"] {
            assert_eq!(of_the_year(pattern), [0, 0, 0, 12_000], "{pattern}");
        }
    }
}
