//! Dates in words: the day that a text names, or why it names none.

use chrono::{Datelike, NaiveDate};

use crate::model::reason::Reason;

/// A date from text like `06/09/2006`, `2006-09-06` or `05-Dec-24`.
///
/// # Errors
///
/// Why the text is no date.
pub fn date(text: &str) -> Result<NaiveDate, Reason> {
    const FORMS: [&str; 6] = ["%d/%m/%Y", "%Y-%m-%d", "%d-%b-%y", "%d %B %Y", "%d %b %Y", "%d.%m.%Y"];
    let text = text.trim().trim_end_matches(" 00:00:00").trim_end_matches(" 00:00");
    FORMS
        .iter()
        .find_map(|form| NaiveDate::parse_from_str(text, form).ok())
        .filter(|date| date.year() >= 1900)
        .ok_or_else(|| "not a date: write it like `06/09/2006`, with four digits of the year".into())
}

#[cfg(test)]
mod tests {
    use super::{NaiveDate, date};

    #[test]
    fn dates_are_read_in_the_spellings_seen() {
        let expected = NaiveDate::from_ymd_opt(2006, 9, 6);
        for words in ["06/09/2006", "2006-09-06", "2006-09-06 00:00:00", "06-Sep-06", "6 September 2006"] {
            assert_eq!(date(words).ok(), expected, "{words}");
        }
        assert!(date("September").is_err());
        assert!(date("01/04/02").is_err(), "which century?");
    }
}
