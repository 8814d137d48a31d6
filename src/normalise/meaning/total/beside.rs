//! What else a label says of a total: that it is of another time, goes on along its row, or is no line of the one above.

use std::collections::BTreeSet;

use super::word;
use crate::model::words::folded;
use crate::normalise::meaning::calendar::month;
use crate::normalise::meaning::marks::{Mark, Marks};

/// How the label of a row begins that stands below a total and is beside it: another time, or another book.
const BELOW: [&[&str]; 13] = [
    &["previous"],
    &["prior"],
    &["last"],
    &["movement"],
    &["variance"],
    &["per"],
    &["as", "per"],
    &["approved"],
    &["agreed"],
    &["plan"],
    &["original"],
    &["of", "total"],
    &["check"],
];

/// Whether the label of a row below a total says that it is no line of it.
#[must_use]
pub fn is_below_total(text: &str) -> bool {
    let is_share = text.trim_start().starts_with('%');
    let text = folded(text);
    let marks = Marks::of(&text).all;
    let words: Vec<&str> = marks.iter().filter_map(word).collect();
    let is_year = words.is_empty() && matches!(*marks, [Mark::Number(_), .., Mark::Number(_)]);
    is_year || BELOW.iter().any(|start| words.starts_with(start)) || is_share && words.first() == Some(&"of")
}

/// Names of all partners together.
const ALL_PARTNERS: [&str; 12] = [
    "both",
    "both partners",
    "joint",
    "jointly",
    "pool",
    "pooled",
    "pooled budget",
    "pooled fund",
    "partners",
    "all",
    "all partners",
    "combined",
];

/// Whether a folded name is that of several partners, of whom all are known: `both`, or two of them with `and`.
#[must_use]
pub fn names_all(name: &str, known: &BTreeSet<String>) -> bool {
    let are_known = |name: &str| {
        let mut names = name.split(" and ").peekable();
        names.next().is_some_and(|first| known.contains(first))
            && names.peek().is_some()
            && names.all(|one| known.contains(one))
    };
    ALL_PARTNERS.contains(&name) || are_known(name)
}

/// Words for what a total leaves out, or counts that is no money.
const NOT_COMPARED: [&[&str]; 8] =
    [&["excluding"], &["excl"], &["exc"], &["without"], &["less"], &["net", "of"], &["other", "than"], &["before"]];

/// Whether the label of a total says that it leaves something out.
#[must_use]
pub fn leaves_out(text: &str) -> bool {
    let text = folded(text);
    let words: Vec<&str> = text.split(' ').collect();
    NOT_COMPARED.iter().any(|said| words.windows(said.len()).any(|window| window == *said))
}

/// Whether the label of a total says that it is no sum of money: `Total number of invoices`.
#[must_use]
pub fn is_count(text: &str) -> bool {
    let text = format!(" {} ", folded(text));
    [" number of ", " no of ", " count of "].iter().any(|words| text.contains(words))
}

/// Whether the label of a total says that it is one of another time.
#[must_use]
pub fn is_of_another_time(text: &str) -> bool {
    let text = folded(text);
    let is_year = |mark: &Mark<'_>| mark.number().is_some_and(|number| (1948..=2147).contains(&number));
    let is_other = |mark: &Mark<'_>| is_year(mark) || mark.is_any(&["previous", "prior", "last"]);
    let is_month = || text.split(' ').any(|word| month(word).is_some_and(|_| word != "may"));
    let is_numbered = text.split(' ').zip(text.split(' ').skip(1)).any(|(word, number)| {
        ["month", "mth", "period", "quarter", "qtr", "week"].contains(&word)
            && number.bytes().all(|byte| byte.is_ascii_digit())
    });
    is_numbered || is_month() || Marks::of(&text).all.iter().any(is_other)
}

/// Whether the label of a total says that each of its amounts goes on from the one before.
#[must_use]
pub fn is_running(text: &str) -> bool {
    Marks::of(&folded(text)).all.iter().any(|mark| mark.is_any(&["running", "cumulative"]))
}

/// What stands behind `Total`, where a label begins so.
#[must_use]
pub fn total_of(text: &str) -> Option<String> {
    folded(text).strip_prefix("total ").map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::{is_below_total, is_count, is_of_another_time, is_running, leaves_out, names_all, total_of};

    #[test]
    fn rows_below_a_total_say_that_they_are_of_something_else() {
        for text in [
            "Previous return",
            "Last year",
            "Per general ledger",
            "Movement",
            "% of pool",
            "Approved budget",
            "2023-24",
        ] {
            assert!(is_below_total(text), "{text}");
        }
        for text in ["Home First", "101", "Permanent beds", "Lasting Change", "Priory House", "Movements Ltd"] {
            assert!(!is_below_total(text), "{text}");
        }
    }

    #[test]
    fn several_partners_are_named_together() {
        let known = ["city council", "nhs icb"].map(str::to_owned).into();
        for name in ["both", "pooled fund", "city council and nhs icb", "nhs icb and city council"] {
            assert!(names_all(name, &known), "{name}");
        }
        for name in ["", "city council", "health and care trust", "city council and mencap", "poole"] {
            assert!(!names_all(name, &known), "{name}");
        }
    }

    #[test]
    fn a_total_can_leave_out_or_count() {
        assert!(leaves_out("Total excl. Home First") && leaves_out("Total net of fees") && !leaves_out("Total"));
        assert!(
            is_count("Total no. of payments") && is_count("Number of lines total") && !is_count("Total Numbers Ltd")
        );
    }

    #[test]
    fn a_total_can_be_of_another_time() {
        assert!(is_of_another_time("Total 2022/23") && is_of_another_time("Last year total"));
        assert!(is_of_another_time("Total as at month 4") && is_of_another_time("Total at 31 July"));
        assert!(!is_of_another_time("Total for the month") && !is_of_another_time("Total Quarter House"));
        assert!(!is_of_another_time("Grand total"));
        assert!(is_running("Cumulative total") && !is_running("Total"));
        assert_eq!(total_of("TOTAL Home First").as_deref(), Some("home first"));
    }
}
