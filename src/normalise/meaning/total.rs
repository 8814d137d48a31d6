//! Totals: what the label of a row says: that it is the sum of lines, a part of one, or what is taken away from them.

use super::marks::{Mark, Marks};
use crate::model::words::folded;

/// What a label says of its row, where it says more than a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowLabel {
    /// A total; `alone` where nothing in the label can be a part of a name.
    Total {
        /// Whether no word is left over.
        alone: bool,
    },
    /// A total, or a line that is called so: its amounts must decide.
    Perhaps {
        /// Whether no word is left over.
        alone: bool,
    },
    /// A part of a line that is counted already.
    Part,
    /// Taken away from the lines.
    Less,
}

/// Words that say a total wherever they begin or end a label.
const TOTALS: [&str; 4] = ["total", "totals", "subtotal", "subtotals"];

/// Words that say a total where none is left over beside them.
const SUMS: [&str; 7] = ["overall", "sum", "sums", "aggregate", "altogether", "tot", "subtot"];

/// Words that totals have, and lines too.
const PERHAPS: [&str; 17] = [
    "all",
    "balance",
    "balances",
    "combined",
    "consolidated",
    "cumulative",
    "deficit",
    "difference",
    "entire",
    "everything",
    "gross",
    "net",
    "surplus",
    "together",
    "variance",
    "variances",
    "whole",
];

/// Words that can stand beside them and are nobody's name.
const BESIDE: [&str; 93] = [
    "above",
    "actual",
    "actuals",
    "agreement",
    "agreements",
    "allocation",
    "allocations",
    "amount",
    "amounts",
    "and",
    "annual",
    "area",
    "areas",
    "as",
    "at",
    "authorities",
    "authority",
    "available",
    "below",
    "budget",
    "budgeted",
    "budgets",
    "by",
    "c",
    "capital",
    "cash",
    "ccg",
    "ccgs",
    "commitment",
    "commitments",
    "contribution",
    "contributions",
    "cost",
    "costs",
    "council",
    "councils",
    "date",
    "end",
    "expenditure",
    "figure",
    "figures",
    "for",
    "forecast",
    "from",
    "full",
    "fund",
    "funding",
    "funds",
    "grand",
    "health",
    "icb",
    "icbs",
    "in",
    "income",
    "item",
    "items",
    "kind",
    "line",
    "lines",
    "local",
    "month",
    "nhs",
    "of",
    "on",
    "outturn",
    "over",
    "paid",
    "partner",
    "partners",
    "payments",
    "period",
    "plan",
    "planned",
    "pool",
    "pooled",
    "pools",
    "position",
    "programme",
    "quarter",
    "report",
    "reported",
    "revenue",
    "running",
    "scheme",
    "schemes",
    "services",
    "spend",
    "spending",
    "spent",
    "sub",
    "the",
    "to",
    "year",
];

/// A word that says nothing before others.
const ARTICLE: &str = "the";

/// How a part of a line begins.
const PARTS: [&[&str]; 12] = [
    &["of", "which"],
    &["memo"],
    &["memorandum"],
    &["including"],
    &["include"],
    &["includes"],
    &["included"],
    &["incl"],
    &["thereof"],
    &["comprising"],
    &["consisting", "of"],
    &["made", "up", "of"],
];

/// How a part of a line ends.
const PART_ENDS: [&[&str]; 5] =
    [&["of", "which"], &["memo"], &["memorandum"], &["memo", "only"], &["included", "above"]];

/// How what is taken away begins.
const LESSES: [&[&str]; 5] = [&["less"], &["minus"], &["deduct"], &["deducting"], &["net", "of"]];

/// What the label of a row says of it; `None` where it only names a line.
#[must_use]
pub fn label(text: &str) -> Option<RowLabel> {
    if !may_say(text) {
        return None;
    }
    let text = folded(text);
    let marks = Marks::of(&text);
    let words: Vec<&str> = marks.all.iter().filter_map(word).skip_while(|word| *word == ARTICLE).collect();
    let letters = words.len() > 1 && words.iter().all(|word| word.len() == 1);
    match letters {
        // A word is spaced out to fill its cell: `T O T A L`.
        true => TOTALS.contains(&words.concat().as_str()).then_some(RowLabel::Total { alone: true }),
        false => said(&words),
    }
}

/// A word, if a mark is one: a number can be a year or a count, and names nobody.
fn word<'t>(mark: &Mark<'t>) -> Option<&'t str> {
    match mark {
        Mark::Word(word) => Some(word),
        Mark::Number(_) | Mark::Sign(_) => None,
    }
}

fn said(words: &[&str]) -> Option<RowLabel> {
    if PARTS.iter().any(|start| words.starts_with(start)) || PART_ENDS.iter().any(|end| words.ends_with(end)) {
        return Some(RowLabel::Part);
    }
    if LESSES.iter().any(|start| words.starts_with(start)) {
        return Some(RowLabel::Less);
    }
    let says = |word: &&str| TOTALS.contains(word) || SUMS.contains(word) || PERHAPS.contains(word);
    let is_beside = |word: &&str| says(word) || BESIDE.contains(word);
    let alone = words.iter().all(|word| is_beside(&word));
    if let Some(place) = words.iter().position(|word| TOTALS.contains(word)) {
        let (before, after) = (words.get(..place)?, words.get(place + 1..)?);
        let ends = |side: &[&str]| side.iter().all(|word| is_beside(&word));
        return Some(match ends(before) || ends(after) {
            true => RowLabel::Total { alone },
            false => RowLabel::Perhaps { alone },
        });
    }
    if !words.first().is_some_and(says) && !words.last().is_some_and(says) {
        return None;
    }
    let is_sum = words.iter().any(|word| SUMS.contains(word));
    Some(if alone && is_sum { RowLabel::Total { alone } } else { RowLabel::Perhaps { alone } })
}

/// Whether a label can say anything. Most labels of a million payments are names and fail here.
fn may_say(text: &str) -> bool {
    // Beyond ASCII are marks that nobody sees and spaces that do not break.
    if !text.is_ascii() {
        return true;
    }
    let mut words = text.split(|character: char| !character.is_ascii_alphabetic()).filter(|word| !word.is_empty());
    let Some(first) = words.find(|word| !word.eq_ignore_ascii_case(ARTICLE)) else { return false };
    let last = words.next_back().unwrap_or(first);
    let is = |word: &str, known: &str| known.eq_ignore_ascii_case(word);
    let says = |word: &str| SUMS.iter().chain(&PERHAPS).any(|known| is(word, known));
    let starts = || PARTS.iter().chain(&LESSES).filter_map(|words| words.first()).any(|known| is(first, known));
    let ends = || PART_ENDS.iter().filter_map(|words| words.last()).any(|known| is(last, known));
    let holds_total = || text.as_bytes().windows(5).any(|run| run.eq_ignore_ascii_case(b"total"));
    first.len() == 1 || says(first) || says(last) || starts() || ends() || holds_total()
}

#[cfg(test)]
mod tests {
    use super::{BESIDE, LESSES, PART_ENDS, PARTS, PERHAPS, RowLabel, SUMS, TOTALS, label};

    const ALONE: Option<RowLabel> = Some(RowLabel::Total { alone: true });
    const NAMED: Option<RowLabel> = Some(RowLabel::Total { alone: false });
    const PERHAPS_ALONE: Option<RowLabel> = Some(RowLabel::Perhaps { alone: true });
    const PERHAPS_NAMED: Option<RowLabel> = Some(RowLabel::Perhaps { alone: false });

    #[test]
    fn a_label_says_what_its_row_is() {
        for (text, expected) in [
            ("Total", ALONE),
            ("SUB-TOTAL:", ALONE),
            ("Sub\u{ad}totals", ALONE),
            ("T O T A L", ALONE),
            ("Grand total (£000)", ALONE),
            ("3. Net total 2024/25", ALONE),
            ("Running total to date", ALONE),
            ("NHS total contribution", ALONE),
            ("Overall", ALONE),
            ("Overall position", ALONE),
            ("Sum of the above", ALONE),
            ("Reablement total", NAMED),
            ("Total for Reablement", NAMED),
            ("Total Place pilot", NAMED),
            ("All schemes", PERHAPS_ALONE),
            ("The whole pool", PERHAPS_ALONE),
            ("Net expenditure", PERHAPS_ALONE),
            ("Balance", PERHAPS_ALONE),
            ("Fire and total rescue project", PERHAPS_NAMED),
            ("Overall Street centre", PERHAPS_NAMED),
            ("All Saints day centre", PERHAPS_NAMED),
            ("Safety net", PERHAPS_NAMED),
            ("of which: ICB", Some(RowLabel::Part)),
            ("Memo: of which BCF", Some(RowLabel::Part)),
            ("- including carers' grant", Some(RowLabel::Part)),
            ("iBCF (included above)", Some(RowLabel::Part)),
            ("Of which total grants", Some(RowLabel::Part)),
            ("Less: recharges", Some(RowLabel::Less)),
            ("Minus income from clients", Some(RowLabel::Less)),
            ("Allotments", None),
            ("Totalcare Ltd", None),
            ("Memory service", None),
            ("Lessons for carers", None),
            ("Summer scheme", None),
            ("Home First", None),
            ("T Smith", None),
            ("2024-25", None),
            ("", None),
        ] {
            assert_eq!(label(text), expected, "{text}");
        }
    }

    #[test]
    fn a_name_stays_a_name_whatever_is_nobodys_name_stands_beside_it() {
        for name in ["Home First", "Totalcare", "Community Equipment", "Allotments", "Lessons"] {
            for word in BESIDE {
                for text in [format!("{word} {name}"), format!("{name} {word}"), format!("{name}: {word}, 2024-25")] {
                    assert_eq!(label(&text), None, "{text}");
                }
            }
        }
    }

    #[test]
    fn every_word_of_the_tables_reads_back() {
        for word in TOTALS.into_iter().chain(SUMS) {
            assert_eq!((label(word), label(&word.to_uppercase())), (ALONE, ALONE), "{word}");
            for beside in BESIDE {
                assert_eq!(label(&format!("{beside} {word}")), ALONE, "{beside} {word}");
            }
        }
        for word in PERHAPS {
            assert_eq!((label(word), label(&format!("{word} Home First"))), (PERHAPS_ALONE, PERHAPS_NAMED), "{word}");
        }
        for words in PARTS.into_iter().chain(PART_ENDS) {
            assert_eq!(label(&words.join(" ")), Some(RowLabel::Part), "{words:?}");
        }
        for words in LESSES {
            assert_eq!(label(&words.join(" ")), Some(RowLabel::Less), "{words:?}");
        }
    }
}
