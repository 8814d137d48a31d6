//! Units: what a heading, or a cell above a table, says that its numbers count.

use std::ops::Range;

use crate::job::layout::amounts::Unit;
use crate::model::words::folded;

/// The first unit that a text marks with a pound sign, and where: `£`, `£000s`, `£'000`, `£k`, `£m`, `£ million`.
fn mark(text: &str) -> Option<(Unit, Range<usize>)> {
    for (place, sign) in text.match_indices('£') {
        let start = place + sign.len();
        let rest = text.get(start..)?;
        let word = rest.trim_start_matches(|character: char| character.is_whitespace() || "'’,(".contains(character));
        let skipped = rest.len() - word.len();
        let length = word.find(|character: char| !character.is_alphanumeric()).unwrap_or(word.len());
        let unit = match word.get(..length)?.to_lowercase().as_str() {
            "000" if word.get(length..).is_some_and(|rest| rest.starts_with("'s") || rest.starts_with("’s")) => {
                return Some((Unit::Thousands, place..start + skipped + word.find('s')? + 1));
            }
            "000" | "000s" | "k" | "ks" | "thousand" | "thousands" => Some(Unit::Thousands),
            "m" | "mn" | "ms" | "million" | "millions" => Some(Unit::Millions),
            "s" => Some(Unit::Pounds),
            word if word.is_empty() || skipped > 0 && !word.starts_with(|first: char| first.is_ascii_digit()) => {
                return Some((Unit::Pounds, place..start));
            }
            _ => None,
        };
        if let Some(unit) = unit {
            return Some((unit, place..start + skipped + length));
        }
    }
    None
}

/// The unit that a heading states.
#[must_use]
pub fn in_heading(text: &str) -> Option<Unit> {
    mark(text).map(|(unit, _)| unit)
}

/// A heading without the unit that it states, and without an `in` before that.
#[must_use]
pub fn without(text: &str) -> String {
    match mark(text) {
        Some((_, range)) => {
            let (before, after) =
                (text.get(..range.start).unwrap_or_default(), text.get(range.end..).unwrap_or_default());
            let start = before.trim_end();
            let is_in = start.to_lowercase().ends_with(" in") || start.to_lowercase().ends_with("(in");
            let before = if is_in { start.get(..start.len() - 2).unwrap_or(before) } else { before };
            format!("{before} {after}")
        }
        None => text.to_owned(),
    }
}

/// The unit of a whole table, from a cell above it that says nothing else (`£000s`), ends with it, or says that amounts are in
/// it; `£000` wherever it stands, because no amount is written so. A sentence that only mentions an amount of money states
/// nothing.
#[must_use]
pub fn of_table(text: &str) -> Option<Unit> {
    let Some((unit, range)) = mark(text) else { return in_words(text) };
    if text.get(range.clone())?.contains("000") {
        return Some(unit);
    }
    let (before, after) = (text.get(..range.start)?, text.get(range.end..)?);
    let before = before.trim_end();
    let ends = after.chars().all(|character| !character.is_alphanumeric());
    let said = unit != Unit::Pounds
        || before.is_empty()
        || before.ends_with(['(', '[', ',', ':', '-', '–'])
        || before
            .rsplit(|character: char| !character.is_alphanumeric())
            .next()
            .is_some_and(|word| word.eq_ignore_ascii_case("in"));
    (ends && said).then_some(unit)
}

/// The unit of a text that ends by saying that amounts are in it, without a pound sign: `All figures in thousands`.
fn in_words(text: &str) -> Option<Unit> {
    let words = folded(text);
    let words = words.strip_suffix(" of pounds").unwrap_or(&words);
    let ends = |end: &&str| words.strip_suffix(*end).is_some_and(|before| before.is_empty() || before.ends_with(' '));
    match ["in thousands", "in 000s", "in millions"].iter().find(|end| ends(end)) {
        Some(end) => Some(if end.ends_with("millions") { Unit::Millions } else { Unit::Thousands }),
        None => (words == "000s").then_some(Unit::Thousands),
    }
}

/// The unit that a text states and nothing else, as in a cell between a heading and its amounts.
#[must_use]
pub fn alone(text: &str) -> Option<Unit> {
    let (unit, range) = mark(text)?;
    let (before, after) = (text.get(..range.start)?, text.get(range.end..)?);
    (!before.contains(char::is_alphanumeric) && !after.contains(char::is_alphanumeric)).then_some(unit)
}

#[cfg(test)]
mod tests {
    use super::{Unit, alone, in_heading, of_table, without};

    #[test]
    fn a_heading_states_its_unit_in_many_ways() {
        for (text, unit, rest) in [
            ("Budget (£)", Some(Unit::Pounds), "Budget ( )"),
            ("Budget £000", Some(Unit::Thousands), "Budget  "),
            ("Budget (£'000s)", Some(Unit::Thousands), "Budget ( )"),
            ("PCT contribution (£m)", Some(Unit::Millions), "PCT contribution ( )"),
            ("£ million, revised", Some(Unit::Millions), " , revised"),
            ("£k", Some(Unit::Thousands), " "),
            ("Budget in £000", Some(Unit::Thousands), "Budget  "),
            ("Spent (in £)", Some(Unit::Pounds), "Spent ( )"),
            ("Budget (£,000)", Some(Unit::Thousands), "Budget ( )"),
            ("Budget £ (000s)", Some(Unit::Thousands), "Budget  )"),
            ("Budget (£\nmillion)", Some(Unit::Millions), "Budget ( )"),
            ("Budget £, gross", Some(Unit::Pounds), "Budget  , gross"),
            ("Budget £ (gross)", Some(Unit::Pounds), "Budget   (gross)"),
            ("Over £(500)", None, "Over £(500)"),
            ("Paid (£000's)", Some(Unit::Thousands), "Paid ( )"),
            ("Over £500", None, "Over £500"),
            ("Budget", None, "Budget"),
        ] {
            assert_eq!((in_heading(text), without(text).as_str()), (unit, rest), "{text}");
        }
    }

    #[test]
    fn a_cell_above_a_table_states_the_unit_only_if_it_means_to() {
        for (text, unit) in [
            ("£000s", Some(Unit::Thousands)),
            ("All amounts are in £ thousands", Some(Unit::Thousands)),
            ("Net current expenditure (£ thousand)", Some(Unit::Thousands)),
            ("England, £ thousands", Some(Unit::Thousands)),
            ("All figures in £", Some(Unit::Pounds)),
            ("£000's", Some(Unit::Thousands)),
            ("£’000s unless stated otherwise", Some(Unit::Thousands)),
            ("Council budgets 2006-07 £000", Some(Unit::Thousands)),
            ("Council budgets 2006-07 £m", Some(Unit::Millions)),
            ("Council budgets 2006-07, all figures in thousands", Some(Unit::Thousands)),
            ("Amounts in millions of pounds", Some(Unit::Millions)),
            ("000s", Some(Unit::Thousands)),
            ("Meals in thousands of homes", None),
            ("000", None),
            ("Payments over £500", None),
            ("The pool's £m savings target was agreed", None),
            ("a budget of £3m", None),
        ] {
            assert_eq!(of_table(text), unit, "{text}");
        }
    }

    #[test]
    fn a_unit_alone_is_no_amount() {
        for (text, unit) in [
            ("£000", Some(Unit::Thousands)),
            ("(£'000s)", Some(Unit::Thousands)),
            ("£m", Some(Unit::Millions)),
            ("£", Some(Unit::Pounds)),
            ("£0", None),
            ("£1,000", None),
            ("Paid £000", None),
        ] {
            assert_eq!(alone(text), unit, "{text}");
        }
    }
}
