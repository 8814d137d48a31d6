//! In advance: one payment, due on 1 April.

use super::{Day, Instalments};
use crate::model::reason::Reason;
use crate::model::rules::entry::Entries;
use crate::model::rules::{Rule, RuleWords};

/// What is said of this rule, and how it is read.
pub const RULE: Rule<Result<Instalments, Reason>> = Rule {
    words: RuleWords {
        name: "instalments-in-advance",
        entries: Entries::Saying {
            all: &[&[&[
                "in advance",
                "annually in advance",
                "yearly in advance",
                "annual in advance",
                "in advance annually",
            ]]],
            also: &[],
            percentages: (0, 0),
        },
        such_as: "in advance",
        means: "one payment for the year, due on 1 April.",
        example: "of £120.00 for the year all is due on 1 April.",
    },
    read: |_| Some(Ok(in_april())),
};

/// One payment, due in April.
fn in_april() -> Instalments {
    Instalments::equal([Day::first_of(1)])
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::model::rules::instalments::tests::of_the_year;

    #[test]
    fn all_is_due_in_april() {
        for pattern in [RULE.words.such_as, "In advance."] {
            assert_eq!(of_the_year(pattern), [12_000; 4], "{pattern}");
        }
    }
}
