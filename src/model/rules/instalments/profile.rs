//! A profile: what part of a commitment falls due on each day, or at the end of each quarter or month, that it names.

use super::{Day, Instalments};
use crate::model::reason::Reason;
use crate::model::rules::entry::Entries;
use crate::model::rules::{Rule, RuleWords};
use crate::model::words::folded;

/// What is said of this rule, and how it is read.
pub const RULE: Rule<Result<Instalments, Reason>> = Rule {
    words: RuleWords {
        name: "instalments-profile",
        entries: Entries::Readable,
        such_as: "Q1 30%; Q2 70%",
        means: "each part is due on its day (`1 Apr 50%; 1 Oct 50%`), or on the last day of its quarter (`Q1` is April to June) or \
                month (`M01` or `April`). What is not named is nothing, and the parts add up to 100%.",
        example: "with `Q1 30%; Q2 70%`, of £120.00 for the year £36.00 is due on 30 June and all by 30 September.",
    },
    read: |entry| profile(entry.text),
};

/// A hundred per cent, in hundredths of one.
const WHOLE: u32 = 10_000;

/// The parts of a profile such as `Q1 30%; Q2 70%` or `1 Apr 50%; 1 Oct 50%`, or why they are none; `None` where it is no profile.
fn profile(text: &str) -> Option<Result<Instalments, Reason>> {
    let mut parts: Vec<(Day, u32)> = Vec::new();
    for named in text.split([';', ',', '\n']).map(str::trim).filter(|named| !named.is_empty()) {
        let (when, percent) = divided(named)?;
        let day = day(when)?;
        let part = hundredths(percent)?;
        if parts.iter().any(|(other, _)| *other == day) {
            return Some(Err(Reason::new("`{}` of the instalments is named twice", [when])));
        }
        parts.push((day, part));
    }
    parts.sort_unstable();
    let sum: u32 = parts.iter().map(|(_, part)| part).sum();
    Some(if sum == WHOLE { Ok(Instalments { parts, are_named: true }) } else { Err(not_the_whole(sum)) })
}

/// When, and how much: `Q1: 30%`, `1 Apr 30 %`, `30% on 1 Apr`.
fn divided(named: &str) -> Option<(&str, &str)> {
    let (before, after) = named.split_once('%')?;
    if !after.trim().is_empty() {
        let after = after.trim();
        return Some((after.strip_prefix("on ").or_else(|| after.strip_prefix("in ")).unwrap_or(after), before));
    }
    let number = |character: char| character.is_ascii_digit() || character == '.';
    let when = before.trim_end().trim_end_matches(number);
    let is_apart = when.ends_with([' ', ':', '=']) && !when.trim_end().ends_with('-');
    is_apart.then(|| (when.trim_end_matches([' ', ':', '=']), before.get(when.len()..).unwrap_or_default()))
}

fn not_the_whole(hundredths: u32) -> Reason {
    let sum = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    Reason::new("the parts of the instalments add up to {}%, not to 100%", [&sum])
}

/// The months of a financial year.
const MONTHS: [&str; 12] = [
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "january",
    "february",
    "march",
];

/// The last day of `Q3`, `M09` or `December`, or the day that `1 Apr` or `1st April` is.
fn day(text: &str) -> Option<Day> {
    let text = folded(text);
    match text.split_once(' ') {
        Some((day, name)) => {
            let month = month(name)?;
            let digits = ["st", "nd", "rd", "th"].into_iter().find_map(|end| day.strip_suffix(end)).unwrap_or(day);
            let day: u32 = digits.parse().ok()?;
            (1..=longest(month)).contains(&day).then_some(Day { month, day })
        }
        None => quarter_or_month(&text).or_else(|| month(&text)).map(Day::last_of),
    }
}

/// The days of a month, counted from April.
const fn longest(month: u32) -> u32 {
    match month {
        1 | 3 | 6 | 8 => 30,
        11 => 29,
        _ => 31,
    }
}

/// A month by its name or the first three letters of it, counted from April.
fn month(name: &str) -> Option<u32> {
    let name = if name == "sept" { "september" } else { name };
    let place = MONTHS.iter().position(|month| *month == name || month.get(..3) == Some(name))?;
    u32::try_from(place + 1).ok()
}

/// The last month of `Q3` or `M09`, counted from April.
fn quarter_or_month(text: &str) -> Option<u32> {
    let (part, digits) = text.split_at_checked(1)?;
    let number: u32 = digits.parse().ok()?;
    match part {
        "q" if (1..=4).contains(&number) => Some(number * 3),
        "m" if (1..=12).contains(&number) => Some(number),
        _ => None,
    }
}

/// `33.25` per cent as hundredths of one.
fn hundredths(text: &str) -> Option<u32> {
    let number = text.trim();
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
    use crate::model::rules::instalments::tests::{due, of_the_year};

    #[test]
    fn each_part_is_due_by_the_end_of_what_it_names() {
        for (pattern, expected) in [
            (RULE.words.such_as, [0, 3_600, 12_000, 12_000]),
            ("Q1 30%; Q2 30%; Q3 20%; Q4 20%", [0, 3_600, 7_200, 12_000]),
            ("M01 50%; M12 50%", [6_000, 6_000, 6_000, 12_000]),
            ("q1: 33.25%, q4: 66.75 %", [0, 3_990, 3_990, 12_000]),
            ("April 50%; Oct=50%", [6_000, 6_000, 12_000, 12_000]),
        ] {
            assert_eq!(of_the_year(pattern), expected, "{pattern}");
        }
    }

    #[test]
    fn each_part_is_due_on_the_day_that_it_names() {
        for pattern in ["1 Apr 50%; 1 Oct 50%", "1st October: 50%, 1st April: 50%", "50% on 1 April; 50% on 1 October"]
        {
            let found = ["2024-03-31", "2024-04-01", "2024-09-30", "2024-10-01"].map(|by| due(pattern, 100, by));
            assert_eq!(found, [0, 50, 50, 100], "{pattern}");
        }
        let leap = "29 Feb 100%";
        assert_eq!([due(leap, 100, "2025-02-27"), due(leap, 100, "2025-02-28")], [0, 100], "a year without the day");
    }

    #[test]
    fn a_profile_is_never_guessed_at() {
        let refused = |text: &str| read(text).unwrap_err();
        for text in [
            "when asked",
            "Q5 100%",
            "M13 100%",
            "Q1 100",
            "Q1 -5%; Q2 105%",
            "Q1 33.333%",
            "Q1",
            "é 5%",
            "31 June 100%",
            "0 May 100%",
            "1 Smarch 100%",
            "1 Apr 2024 100%",
            "Q1100%",
            "100%",
        ] {
            assert_eq!(refused(text), Reason::new("`{}` is no pattern of instalments", [text]));
        }
        assert_eq!(refused("Q1 50%; M03 50%"), Reason::new("`{}` of the instalments is named twice", ["M03"]));
        let why = Reason::new("the parts of the instalments add up to {}%, not to 100%", ["90.50"]);
        assert_eq!(refused("Q1 50%; Q2 40.5%"), why);
    }
}
