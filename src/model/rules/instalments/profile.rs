//! A profile: what part of a commitment falls due by the end of each quarter or month that it names.

use super::{Instalments, MONTHS};
use crate::model::reason::Reason;
use crate::model::rules::entry::Entries;
use crate::model::rules::{Rule, RuleWords};

/// What is said of this rule, and how it is read.
pub const RULE: Rule<Result<Instalments, Reason>> = Rule {
    words: RuleWords {
        name: "instalments-profile",
        entries: Entries::Readable,
        such_as: "Q1 30%; Q2 70%",
        means: "each part is due by the end of its quarter (`Q1` is April to June) or month (`M01` is April). What is not named is \
                nothing, and the parts add up to 100%.",
        example: "with `Q1 30%; Q2 70%`, of £120.00 for the year £36.00 is due by the end of June and all by the end of September.",
    },
    read: |entry| match profile(entry.text)? {
        Ok(parts) => Some(Ok(Instalments { parts })),
        Err(why) => Some(Err(why)),
    },
};

/// A hundred per cent, in hundredths of one.
const WHOLE: u32 = 10_000;

/// The parts of a profile such as `Q1 30%; Q2 70%` or `M01 50%; M12 50%`, or why they are none; `None` where it is no profile.
fn profile(text: &str) -> Option<Result<[u32; MONTHS], Reason>> {
    let mut parts = [0; MONTHS];
    for named in text.split([';', ',', '\n']).map(str::trim).filter(|named| !named.is_empty()) {
        let (when, percent) = named.split_once([' ', ':', '='])?;
        let place = last_month(when)?;
        let hundredths = hundredths(percent)?;
        let part = parts.get_mut(place - 1)?;
        if *part > 0 {
            return Some(Err(Reason::new("the end of `{}` is named twice", [when])));
        }
        *part = hundredths;
    }
    let sum: u32 = parts.iter().sum();
    Some(if sum == WHOLE { Ok(parts) } else { Err(not_the_whole(sum)) })
}

fn not_the_whole(hundredths: u32) -> Reason {
    let sum = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    Reason::new("the parts add up to {}%, not to 100%", [&sum])
}

/// The last month of `Q3` or `M09`, counted from April.
fn last_month(text: &str) -> Option<usize> {
    let (part, digits) = text.split_at_checked(1)?;
    let number: usize = digits.parse().ok()?;
    match part {
        "Q" | "q" if (1..=4).contains(&number) => Some(number * 3),
        "M" | "m" if (1..=MONTHS).contains(&number) => Some(number),
        _ => None,
    }
}

/// `33.25%` as hundredths of one per cent.
fn hundredths(text: &str) -> Option<u32> {
    let number = text.trim().strip_suffix('%')?.trim_end();
    let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
    let all_digits = [whole, decimals].iter().all(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
    if whole.is_empty() || whole.len() > 3 || decimals.len() > 2 || !all_digits {
        return None;
    }
    format!("{whole}{decimals:0<2}").parse().ok().filter(|hundredths| (1..=WHOLE).contains(hundredths))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::model::reason::Reason;
    use crate::model::rules::instalments::read;
    use crate::model::rules::instalments::tests::of_the_year;

    #[test]
    fn each_part_is_due_by_the_end_of_what_it_names() {
        for (pattern, expected) in [
            (RULE.words.such_as, [0, 3_600, 12_000, 12_000]),
            ("Q1 30%; Q2 30%; Q3 20%; Q4 20%", [0, 3_600, 7_200, 12_000]),
            ("M01 50%; M12 50%", [6_000, 6_000, 6_000, 12_000]),
            ("q1: 33.25%, q4: 66.75 %", [0, 3_990, 3_990, 12_000]),
        ] {
            assert_eq!(of_the_year(pattern), expected, "{pattern}");
        }
    }

    #[test]
    fn a_profile_is_never_guessed_at() {
        let refused = |text: &str| read(text).unwrap_err();
        for text in ["when asked", "Q5 100%", "M13 100%", "Q1 100", "Q1 -5%; Q2 105%", "Q1 33.333%", "Q1", "é 5%"] {
            assert!(refused(text).words.starts_with("no pattern of instalments: "), "{text}");
        }
        assert_eq!(refused("Q1 50%; M03 50%"), Reason::new("the end of `{}` is named twice", ["M03"]));
        assert_eq!(refused("Q1 50%; Q2 40.5%"), Reason::new("the parts add up to {}%, not to 100%", ["90.50"]));
    }
}
