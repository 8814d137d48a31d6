//! Where a line may end: between words, never inside an amount, a date or a period.

use std::collections::BTreeSet;

use unicode_linebreak::linebreaks;

/// How many characters stand before each place where a line may end; the last is the number of characters.
///
/// The places are those of UAX 14 without those inside amounts, dates and periods, and with those before the digits of a
/// path.
pub(super) fn breaks(text: &str) -> Vec<usize> {
    let mut at: BTreeSet<usize> =
        linebreaks(text).map(|(byte, _)| byte).filter(|&byte| byte == text.len() || !holds(text, byte)).collect();
    at.extend(text.match_indices('/').map(|(byte, _)| byte + 1).filter(|&byte| steps(text, byte)));
    // `returns/account.xlsx[Pools!C5]` may be parted before the sheet and before the cell.
    let sheets = text.match_indices('[').map(|(byte, _)| byte).filter(|&byte| byte > 0);
    at.extend(sheets.filter(|&byte| text.get(..byte).is_some_and(|before| before.ends_with(char::is_alphanumeric))));
    at.extend(text.match_indices('!').map(|(byte, _)| byte + 1).filter(|&byte| is_cell(text, byte)));
    let ends = text.char_indices().map(|(byte, _)| byte).chain([text.len()]);
    ends.enumerate().filter(|(index, byte)| *index > 0 && at.contains(byte)).map(|(index, _)| index).collect()
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Whether the words on both sides of a place belong together: `31 March`, `March 2007`, `£1.2 million`, `2024-25-Q2`.
fn holds(text: &str, byte: usize) -> bool {
    let (before, after) = text.split_at(byte);
    if before.ends_with("://") {
        return true;
    }
    let blank = [' ', '\u{A0}'];
    let last = before.trim_end_matches(' ');
    let last = last.rsplit([' ', '\u{A0}', '/']).next().unwrap_or(last);
    let next = after.split(blank).next().unwrap_or(after);
    let next = next.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '%');
    let number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let amount = || {
        let digits = last.trim_start_matches(['£', '-', '−', '–', '(']);
        digits.starts_with(|c: char| c.is_ascii_digit())
    };
    if !before.ends_with(' ') {
        let joined = last.ends_with(['-', '−', '–']);
        return joined && (amount() || next.starts_with(|c: char| c.is_ascii_digit() || c == '£'));
    }
    (number(last) && last.len() <= 2 && MONTHS.contains(&next))
        || (MONTHS.contains(&last) && number(next) && next.len() == 4)
        || (amount() && matches!(next, "million" | "billion" | "thousand" | "m" | "bn" | "%"))
        || (amount() && next == "per" && after.starts_with("per cent"))
        || (last == "per" && next == "cent")
}

/// Whether a slash before a place parts a path's folder from a name that begins with a digit.
fn steps(text: &str, byte: usize) -> bool {
    let (before, after) = text.split_at(byte);
    let folder = before.trim_end_matches('/');
    folder.ends_with(char::is_alphabetic) && after.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether what follows is the address of a cell, such as `C5]`.
fn is_cell(text: &str, byte: usize) -> bool {
    let after = text.get(byte..).unwrap_or_default();
    let rest = after.trim_start_matches(|c: char| c.is_ascii_uppercase());
    rest.len() < after.len() && rest.starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<String> {
        let characters: Vec<char> = text.chars().collect();
        let mut start = 0;
        let mut parts = Vec::new();
        for end in breaks(text) {
            parts.push(characters[start..end].iter().collect());
            start = end;
        }
        parts
    }

    #[test]
    fn amounts_dates_and_periods_are_one_part() {
        assert_eq!(parts("by 31 March 2007, £1.2 million"), ["by ", "31 March 2007, ", "£1.2 million"]);
        assert_eq!(parts("-£5 in 2024-25-Q2"), ["-£5 ", "in ", "2024-25-Q2"]);
        assert_eq!(parts("8.2 per cent of 1\u{A0}200"), ["8.2 per cent ", "of ", "1\u{A0}200"]);
    }

    #[test]
    fn paths_may_be_parted_between_folders() {
        assert_eq!(parts("a/council/2006-q2.xlsx"), ["a/", "council/", "2006-q2.xlsx"]);
        assert_eq!(parts("31/03/2007"), ["31/03/2007"]);
        assert_eq!(parts("b/pools.xlsx[Pools!C5]"), ["b/", "pools.xlsx", "[Pools!", "C5]"]);
        assert_eq!(parts("https://a.org/b"), ["https://a.org/", "b"]);
    }
}
