//! Drafting: what a single cell looks like, before anybody knows what its column means.

use crate::job::layout::amounts::Unit;
use crate::model::money::Money;
use crate::model::words::folded;
use crate::normalise::convert::of_date;
use crate::normalise::convert::{CellAmount, amount};
use crate::normalise::meaning::amount::is_nought;
use crate::read::{Cell, CellValue, How};

/// Texts that people write where there is no figure.
const MARKS: [&str; 20] = [
    "..", ".;.", "...", "-", "–", "—", "--", "n/a", "na", "#n/a", "[x]", "[c]", "[z]", "[low]", "*", ":", "x", "c",
    "tbc", "n.a.",
];

/// What a cell looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CellLook<'a> {
    /// Nothing stands in it.
    Nothing,
    /// A number.
    Figure(CellNumber),
    /// A day, or a run of months.
    Day,
    /// A text that means that there is no figure.
    Mark(&'a str),
    /// Any other text.
    Words(&'a str),
    /// True, false, an error or a formula without a value.
    Other,
}

/// A number, and what it looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct CellNumber {
    /// Its value, as if it were pounds.
    pub value: Money,
    /// Whether it has decimals, a currency sign, commas or brackets.
    pub like_money: bool,
    /// Whether it is shown as a percentage.
    pub percent: bool,
}

/// Looks at a cell; a text of `empty` counts as nothing.
pub(super) fn look<'a>(cell: &'a Cell, empty: &[String]) -> CellLook<'a> {
    match &cell.value {
        CellValue::Number(_) => figure(cell).map_or(CellLook::Other, CellLook::Figure),
        CellValue::Date(_) => CellLook::Day,
        CellValue::Text(text) => {
            let trimmed = text.trim();
            if trimmed.is_empty() || empty.iter().any(|mark| mark == trimmed) {
                CellLook::Nothing
            } else if is_mark(trimmed) {
                CellLook::Mark(trimmed)
            } else if !trimmed.contains(char::is_numeric) && !is_nought(trimmed) {
                // Most texts of a ledger are names, which need no grammar to be none of the rest.
                CellLook::Words(trimmed)
            } else if let Some(figure) = figure(cell).filter(|_| !has_leading_zero(trimmed)) {
                CellLook::Figure(figure)
            } else if of_date(&cell.value).is_ok() {
                CellLook::Day
            } else {
                CellLook::Words(trimmed)
            }
        }
        CellValue::Truth(_) | CellValue::Error(_) | CellValue::Stale => CellLook::Other,
    }
}

/// Whether a text stands where people have no figure.
pub(super) fn is_mark(text: &str) -> bool {
    let text = text.trim();
    MARKS.iter().any(|mark| mark.len() == text.len() && *mark == text.to_lowercase())
}

/// Whether a text names a column by its letter or number, such as `col A` or `...2`, and says nothing more of it.
pub(super) fn is_column_label(text: &str) -> bool {
    let is_letter = |word: &str| word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    let words = folded(text);
    let mut words = words.split(' ');
    let is_named =
        words.next().is_some_and(|word| matches!(word, "col" | "column")) && words.next().is_some_and(is_letter);
    let is_numbered = text
        .trim()
        .strip_prefix("...")
        .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()));
    is_named || is_numbered
}

fn figure(cell: &Cell) -> Option<CellNumber> {
    let CellAmount::Given { money, decimals, .. } = amount(&cell.value, Unit::Pounds, &[]) else { return None };
    let has_sign = matches!(&cell.value, CellValue::Text(text) if text.contains(['£', ',', '(']));
    let percent = cell.traits.shown.how() == Some(How::Percent);
    Some(CellNumber { value: money, like_money: !percent && (decimals > 0 || has_sign), percent })
}

/// Whether a text is a code that only looks like a number, such as `00123`.
fn has_leading_zero(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes.next() == Some(b'0') && bytes.next().is_some_and(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::super::fixture::sheet;
    use super::{CellLook, is_column_label, look};

    #[test]
    fn cells_are_figures_days_marks_or_words() {
        let sheet =
            sheet("S", &["12 | '1,234.50 | .. | 2024-04-01 | July 2010-September 2010 | '00123 | NA | Salford"]);
        let looks: Vec<CellLook<'_>> = sheet.cells().iter().map(|cell| look(cell, &["NA".to_owned()])).collect();
        assert!(matches!(looks[0], CellLook::Figure(figure) if !figure.like_money));
        assert!(matches!(looks[1], CellLook::Figure(figure) if figure.like_money));
        assert_eq!(looks[2..5], [CellLook::Mark(".."), CellLook::Day, CellLook::Day]);
        assert_eq!(looks[5..], [CellLook::Words("00123"), CellLook::Nothing, CellLook::Words("Salford")]);
    }

    #[test]
    fn letters_of_columns_are_no_headings() {
        for text in ["col A", "Col G = C + F", "...12"] {
            assert!(is_column_label(text), "{text}");
        }
        for text in ["Column", "Collection", "...", "col of figures"] {
            assert!(!is_column_label(text) || text == "col of figures", "{text}");
        }
    }
}
