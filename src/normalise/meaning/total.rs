//! Totals: what the label of a row says: that it is the sum of lines, a part of one, or what is taken away from them.

mod beside;
mod words;

use std::sync::LazyLock;

pub use self::beside::{is_below_total, is_count, is_of_another_time, is_running, leaves_out, names_all, total_of};
use self::words::{
    ARTICLE, BESIDE, CHECKS, FORWARDS, LESS_IN_BRACKETS, LESSES, NAMING, OR_NAMES, PART_ENDS, PARTS,
    PARTS_BEFORE_COLON, PERHAPS, RESTS, SUMS, TOTALS,
};
use super::marks::{Mark, Marks, lower};
use crate::model::words::{Shapes, folded};

/// Whether a word can stand beside what a label says, and is nobody's name.
#[must_use]
pub fn is_beside(word: &str) -> bool {
    BESIDE.contains(&word)
}

/// What a label says of its row, where it says more than a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowLabel {
    /// A total; `alone` where nothing in the label can be a part of a name.
    Total {
        /// Whether no word is left over.
        alone: bool,
    },
    /// `Total` before a name: the total of what is called so, or a line that is.
    TotalOf,
    /// A total, or a line that is called so: its amounts must decide.
    Perhaps {
        /// Whether no word is left over.
        alone: bool,
    },
    /// What is left of others, or a line that is called so: `Balance`.
    Rest {
        /// Whether no word is left over.
        alone: bool,
    },
    /// Holds other rows against each other: `Variance`, `Average`.
    Check {
        /// Whether no word is left over.
        alone: bool,
    },
    /// Goes from one page, or year, to the next: `Carried forward`.
    Forward,
    /// Words that name nobody: `Pooled budget`.
    Nobody,
    /// A part of a line that is counted already.
    Part {
        /// Whether it can be a name that begins so: `Memo Street`.
        or_name: bool,
    },
    /// Taken away from the lines.
    Less {
        /// Whether it can be a name that begins so: `Less Restrictive Practice`.
        or_name: bool,
    },
}

/// What the label of a row says of it; `None` where it only names a line.
#[must_use]
pub fn label(text: &str) -> Option<RowLabel> {
    if !may_say(text) {
        return None;
    }
    let written = text;
    let (text, signs) = (folded(text), lower(text));
    let signs = signs.trim();
    let begins = Marks::of(signs).all;
    let marks = Marks::of(&text);
    let words: Vec<&str> = marks.all.iter().filter_map(word).skip_while(|word| *word == ARTICLE).collect();
    let letters = words.len() > 1 && words.iter().all(|word| word.len() == 1);
    let before_colon =
        || matches!(*begins, [Mark::Word(first), Mark::Sign(':'), ..] if PARTS_BEFORE_COLON.contains(&first));
    if LESS_IN_BRACKETS.iter().any(|end| signs.ends_with(end)) {
        return Some(RowLabel::Less { or_name: false });
    }
    if before_colon() {
        return Some(RowLabel::Part { or_name: false });
    }
    if is_forward(&words) {
        return Some(RowLabel::Forward);
    }
    match letters && !words.starts_with(&["o", "w"]) {
        // A word is spaced out to fill its cell: `T O T A L`.
        true => TOTALS.contains(&words.concat().as_str()).then_some(RowLabel::Total { alone: true }),
        false => said(&words, begins_a_name(written, &words), matches!(*begins, [Mark::Word(_), Mark::Word(_), ..])),
    }
}

/// Whether words say what goes on to the next page or year, and no name beside that.
fn is_forward(words: &[&str]) -> bool {
    let is_beside =
        |word: &&str| BESIDE.contains(word) || TOTALS.contains(word) || RESTS.contains(word) || *word == "previous";
    let is_between = |start: &&[&str]| {
        let mut places = words.windows(start.len()).enumerate().filter(|(_, window)| window == start);
        places.next().is_some_and(|(place, _)| {
            let (before, after) = (words.get(..place), words.get(place + start.len()..));
            before.into_iter().chain(after).flatten().all(is_beside)
        })
    };
    FORWARDS.iter().any(is_between)
}

/// Whether a name is written behind a first word that can belong to it: with a capital, which an abbreviation has more of.
fn begins_a_name(text: &str, words: &[&str]) -> bool {
    let mut written = text.split_whitespace();
    let first = written.next().is_some_and(|first| OR_NAMES.iter().any(|known| known.eq_ignore_ascii_case(first)));
    let mut second = written.next().unwrap_or_default().chars();
    let is_capital = second.next().is_some_and(char::is_uppercase) && second.next().is_some_and(char::is_lowercase);
    first && is_capital && !words.last().is_some_and(|last| BESIDE.contains(last))
}

/// A word, if a mark is one: a number can be a year or a count, and names nobody.
fn word<'t>(mark: &Mark<'t>) -> Option<&'t str> {
    match mark {
        Mark::Word(word) => Some(word),
        Mark::Number(_) | Mark::Sign(_) => None,
    }
}

fn said(words: &[&str], or_name: bool, is_plain: bool) -> Option<RowLabel> {
    if PARTS.iter().any(|start| words.starts_with(start)) || PART_ENDS.iter().any(|end| words.ends_with(end)) {
        return Some(RowLabel::Part { or_name });
    }
    if LESSES.iter().any(|start| words.starts_with(start)) {
        return Some(RowLabel::Less { or_name });
    }
    let says = |word: &&str| [&TOTALS[..], &SUMS, &PERHAPS, &CHECKS].iter().any(|words| words.contains(word));
    let is_beside = |word: &&str| says(word) || BESIDE.contains(word);
    let alone = words.iter().all(is_beside);
    if let Some(place) = words.iter().position(|word| TOTALS.contains(word)) {
        let (before, after) = (words.get(..place)?, words.get(place + 1..)?);
        let ends = |side: &[&str]| side.iter().all(is_beside);
        if place == 0 && is_plain && after.first().is_some_and(|next| !is_beside(next)) {
            return Some(RowLabel::TotalOf);
        }
        return Some(match ends(before) || ends(after) {
            true => RowLabel::Total { alone },
            false => RowLabel::Perhaps { alone },
        });
    }
    if !words.first().is_some_and(says) && !words.last().is_some_and(says) {
        let names_nobody = !words.is_empty() && alone && !words.iter().any(|word| NAMING.contains(word));
        return names_nobody.then_some(RowLabel::Nobody);
    }
    let has = |known: &[&str]| words.iter().any(|word| known.contains(word));
    Some(match () {
        () if alone && has(&SUMS) => RowLabel::Total { alone },
        () if has(&CHECKS) => RowLabel::Check { alone },
        () if has(&RESTS) => RowLabel::Rest { alone },
        () => RowLabel::Perhaps { alone },
    })
}

/// Whether some word that makes a label say more than a name begins like this one and is as long.
fn is_like_known(word: &str) -> bool {
    static KNOWN: LazyLock<Shapes> = LazyLock::new(|| {
        let single = SUMS.iter().chain(&PERHAPS).chain(&CHECKS).chain(&BESIDE).chain(&PARTS_BEFORE_COLON).copied();
        let firsts = PARTS.iter().chain(&LESSES).filter_map(|words| words.first()).copied();
        let lasts = PART_ENDS.iter().filter_map(|words| words.last()).copied();
        Shapes::of(single.chain(firsts).chain(lasts).chain(FORWARDS.iter().flat_map(|words| words.iter()).copied()))
    });
    KNOWN.may_have(word)
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
    let holds_total = || text.as_bytes().windows(5).any(|run| run.eq_ignore_ascii_case(b"total"));
    if first.len() > 1 && !is_like_known(first) && !is_like_known(last) && !text.trim_end().ends_with(')') {
        return holds_total();
    }
    let is = |word: &str, known: &str| known.eq_ignore_ascii_case(word);
    let says = |word: &str| SUMS.iter().chain(&PERHAPS).chain(&CHECKS).any(|known| is(word, known));
    let is_beside = |word: &str| BESIDE.iter().any(|known| is(word, known));
    let goes_on = || FORWARDS.iter().flat_map(|words| words.iter()).any(|known| is(last, known) || is(first, known));
    let starts = || PARTS.iter().chain(&LESSES).filter_map(|words| words.first()).any(|known| is(first, known));
    let ends = || PART_ENDS.iter().filter_map(|words| words.last()).any(|known| is(last, known));
    let heads = PARTS_BEFORE_COLON.iter().any(|known| is(first, known));
    let ends_in_brackets = text.trim_end().ends_with(')');
    first.len() == 1
        || goes_on()
        || is_beside(first) && is_beside(last)
        || says(first)
        || says(last)
        || starts()
        || ends()
        || heads
        || ends_in_brackets
        || holds_total()
}

#[cfg(test)]
mod tests {
    use super::{BESIDE, LESSES, PART_ENDS, PARTS, PERHAPS, RESTS, RowLabel, SUMS, TOTALS, label};

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
            ("Total Place pilot", Some(RowLabel::TotalOf)),
            ("Total: Place pilot", NAMED),
            ("All schemes", PERHAPS_ALONE),
            ("The whole pool", PERHAPS_ALONE),
            ("Net expenditure", Some(RowLabel::Rest { alone: true })),
            ("Balance", Some(RowLabel::Rest { alone: true })),
            ("Average cost", Some(RowLabel::Check { alone: true })),
            ("Variance to plan", Some(RowLabel::Check { alone: true })),
            ("Mean Street hostel", Some(RowLabel::Check { alone: false })),
            ("Carried forward", Some(RowLabel::Forward)),
            ("Total c/f", Some(RowLabel::Forward)),
            ("b/f", Some(RowLabel::Forward)),
            ("Balance brought forward from previous page", Some(RowLabel::Forward)),
            ("Underspend brought forward", None),
            ("Carried Forward Counselling", None),
            ("Pooled budget", Some(RowLabel::Nobody)),
            ("NHS services", None),
            ("Fire and total rescue project", PERHAPS_NAMED),
            ("Overall Street centre", PERHAPS_NAMED),
            ("All Saints day centre", PERHAPS_NAMED),
            ("Safety net", Some(RowLabel::Rest { alone: false })),
            ("of which: ICB", Some(RowLabel::Part { or_name: false })),
            ("Memo: of which BCF", Some(RowLabel::Part { or_name: false })),
            ("- including carers' grant", Some(RowLabel::Part { or_name: false })),
            ("iBCF (included above)", Some(RowLabel::Part { or_name: false })),
            ("Of which total grants", Some(RowLabel::Part { or_name: false })),
            ("o/w improved grant", Some(RowLabel::Part { or_name: false })),
            ("incl. winter beds", Some(RowLabel::Part { or_name: false })),
            ("Carers (for information)", Some(RowLabel::Part { or_name: false })),
            ("Breakdown: carers", Some(RowLabel::Part { or_name: false })),
            ("Split Level housing", None),
            ("Memo Lane hostel", Some(RowLabel::Part { or_name: true })),
            ("Memo: Lane hostel", Some(RowLabel::Part { or_name: false })),
            ("Including BCF", Some(RowLabel::Part { or_name: false })),
            ("Less Lonely Lives", Some(RowLabel::Less { or_name: true })),
            ("Less lonely lives", Some(RowLabel::Less { or_name: false })),
            ("Less Client Income", Some(RowLabel::Less { or_name: false })),
            ("Client fees (deduct)", Some(RowLabel::Less { or_name: false })),
            ("Client fees (-)", Some(RowLabel::Less { or_name: false })),
            ("Deductions", Some(RowLabel::Less { or_name: false })),
            ("Client fees (net)", Some(RowLabel::Rest { alone: false })),
            ("Less: recharges", Some(RowLabel::Less { or_name: false })),
            ("Minus income from clients", Some(RowLabel::Less { or_name: false })),
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
        for word in PERHAPS.into_iter().filter(|word| !RESTS.contains(word)) {
            assert_eq!((label(word), label(&format!("{word} Home First"))), (PERHAPS_ALONE, PERHAPS_NAMED), "{word}");
        }
        for words in PARTS.into_iter().chain(PART_ENDS) {
            assert_eq!(label(&words.join(" ")), Some(RowLabel::Part { or_name: false }), "{words:?}");
        }
        for words in LESSES {
            assert_eq!(label(&words.join(" ")), Some(RowLabel::Less { or_name: false }), "{words:?}");
        }
    }
}
