//! In arrears: one payment, due on 31 March.

use super::{Day, Instalments};
use crate::model::reason::Reason;
use crate::model::rules::entry::Entries;
use crate::model::rules::{Rule, RuleWords};

/// What is said of this rule, and how it is read.
pub const RULE: Rule<Result<Instalments, Reason>> = Rule {
    words: RuleWords {
        name: "instalments-in-arrears",
        entries: Entries::Saying {
            all: &[&[&[
                "in arrears",
                "annually in arrears",
                "yearly in arrears",
                "annual in arrears",
                "in arrears annually",
            ]]],
            also: &[],
            percentages: (0, 0),
        },
        such_as: "in arrears",
        means: "one payment for the year, due on 31 March.",
        example: "of £120.00 for the year nothing is due by 30 March, and all on 31 March.",
    },
    read: |_| Some(Ok(in_march())),
};

/// One payment, due in March.
fn in_march() -> Instalments {
    Instalments::equal([Day::last_of(12)])
}

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
