//! Drafting: which months, quarters and financial years a text names, and what stands beside them.

use crate::model::period::{Part, Year};
use crate::model::words::folded;
use crate::normalise::meaning::period::{self, BareNumber, Heard, Run, Spoken};

/// How many words a period in a heading has at most: `Quarter 2 (Jul to Sep) 2024/25`.
const LONGEST: usize = 7;

/// A financial year in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
struct FoundYear {
    /// The calendar year in which it starts.
    start: u16,
    /// What stands before it.
    before: String,
    /// What stands behind it.
    after: String,
}

/// What the headings of a run of columns name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum TimeHeading {
    /// A financial year.
    Year,
    /// A quarter of one.
    Quarter,
    /// A month of one.
    Month,
}

/// A period in a text, and the words beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FoundTime {
    /// Which part of the calendar it is.
    pub heading: TimeHeading,
    /// The period, as far as the text names it.
    pub said: Spoken,
    /// The words before it, and those behind it.
    pub before: String,
    /// The words behind it.
    pub after: String,
}

impl FoundTime {
    /// The words beside it.
    pub fn beside(&self) -> String {
        without_filler(format!("{} {}", self.before, self.after).trim())
    }
}

/// The one financial year that a text names; `None` where there is none, or more than one.
fn year_in(text: &str) -> Option<FoundYear> {
    let mut found: Option<FoundYear> = None;
    let mut after_digit = false;
    let mut skip_until = 0;
    for (place, character) in text.char_indices() {
        if place >= skip_until
            && !after_digit
            && let Some((start, rest)) = text.get(place..).and_then(year_at)
        {
            if found.as_ref().is_some_and(|known| known.start != start) {
                return None;
            }
            skip_until = text.len() - rest.len();
            let before = text.get(..place).unwrap_or_default().to_owned();
            found = found.or_else(|| Some(FoundYear { start, before, after: rest.to_owned() }));
        }
        after_digit = character.is_ascii_digit();
    }
    found
}

/// The financial year at the start of a text, and what follows it.
fn year_at(text: &str) -> Option<(u16, &str)> {
    let (start, rest) = digits(text)?;
    let start: u16 = start.parse().ok().filter(|year| start.len() == 4 && (1948..2148).contains(year))?;
    let rest = ["..", " to ", " - ", "-", "/", "–", "_"].iter().find_map(|between| rest.strip_prefix(between))?;
    let (end, rest) = digits(rest)?;
    let number: u16 = end.parse().ok().filter(|_| matches!(end.len(), 2 | 4))?;
    (number == start + 1 || number == (start + 1) % 100 && end.len() == 2).then_some((start, rest))
}

fn digits(text: &str) -> Option<(&str, &str)> {
    let count = text.bytes().take_while(u8::is_ascii_digit).count();
    (count > 0).then(|| text.split_at(count))
}

/// Which part of a calendar a heading names, and the words that stand beside it: a month or quarter, else a year.
pub(super) fn time_in(heading: &str) -> Option<FoundTime> {
    if let Some(found) = run_of_words(heading, (1..=LONGEST).rev(), part) {
        return Some(found);
    }
    whole_year_in(heading).or_else(|| run_of_words(heading, 1..=2, year))
}

/// The one financial year that a text names in full, whatever else it says.
pub(super) fn whole_year_in(text: &str) -> Option<FoundTime> {
    let found = year_in(text)?;
    let said = Spoken::of_year(Year::starting(found.start)?);
    let (before, after) = (found.before.trim().to_owned(), found.after.trim().to_owned());
    Some(FoundTime { heading: TimeHeading::Year, said, before, after })
}

/// The one period of a title or a label, where it names its year, and what stands around it.
pub(super) fn period_in(text: &str) -> Option<FoundTime> {
    let Heard::Clear(said) = period::heard(text) else { return None };
    said.year?;
    let heading = if said.part.is_some() { TimeHeading::Month } else { TimeHeading::Year };
    let is_it = |run: &str| period::labelled(run, BareNumber::Unknown) == Ok(said);
    run_of_words(text, 1..=LONGEST, |run| is_it(run).then_some((heading, said)))
}

/// The first run of a text's words that says a period, from the longest or from the shortest on.
fn run_of_words(
    text: &str,
    lengths: impl Iterator<Item = usize>,
    read: impl Fn(&str) -> Option<(TimeHeading, Spoken)>,
) -> Option<FoundTime> {
    let words: Vec<&str> = text.split([' ', '_']).filter(|word| !word.is_empty()).collect();
    let runs = lengths.filter(|length| *length <= words.len()).flat_map(|length| words.windows(length).enumerate());
    runs.filter(|(_, run)| !run.iter().any(|word| is_aside(word))).find_map(|(start, run)| {
        let (heading, said) = read(run.join(" ").trim_matches(['(', ')', ',', ':']))?;
        let before = words.get(..start)?.join(" ");
        let after = words.get(start + run.len()..)?.join(" ");
        Some(FoundTime { heading, said, before, after })
    })
}

/// Whether a word is a sign alone, at which no period begins or ends.
fn is_aside(word: &str) -> bool {
    !word.contains(char::is_alphanumeric)
}

fn part(text: &str) -> Option<(TimeHeading, Spoken)> {
    let said = period::part(text, false)?;
    let heading = match said.part? {
        Part::Quarter(_) => TimeHeading::Quarter,
        Part::Month(_) | Part::Whole => TimeHeading::Month,
    };
    Some((heading, said))
}

/// A financial year that a text names and nothing else: `23/24`, `FY 24/25`.
fn year(text: &str) -> Option<(TimeHeading, Spoken)> {
    let is_year = |said: &Spoken| said.year.is_some() && said.part.is_none() && said.run == Run::Unsaid;
    period::labelled(text, BareNumber::Unknown).ok().filter(is_year).map(|said| (TimeHeading::Year, said))
}

/// What stands beside a period, without words that only say that it is a year.
fn without_filler(text: &str) -> String {
    let is_sign = |character: char| !character.is_alphanumeric() && !matches!(character, '(' | ')' | '%' | '£');
    let is_filler = |word: &&str| matches!(folded(word).as_str(), "fy" | "year" | "financial");
    let words = text.trim_matches(is_sign).split_whitespace().filter(|word| !is_filler(word));
    words.collect::<Vec<_>>().join(" ").trim_matches(is_sign).to_owned()
}

#[cfg(test)]
mod tests {
    use super::{TimeHeading, time_in, year_in};

    #[test]
    fn the_one_year_of_a_text_is_found() {
        let start = |text: &str| year_in(text).map(|found| (found.start, found.before.trim().to_owned()));
        assert_eq!(start("PSS EXPENDITURE IN 2000-2001 INCL"), Some((2000, "PSS EXPENDITURE IN".to_owned())));
        assert_eq!(start("2006-07 Grants"), Some((2006, String::new())));
        assert_eq!(start("2005..06"), Some((2005, String::new())));
        assert_eq!(start("1999-2000"), Some((1999, String::new())));
        for text in ["1994-95 to 2006-07", "2012-04", "120067-68", "£ 2006", "", "2006-08"] {
            assert_eq!(start(text), None, "{text}");
        }
    }

    #[test]
    fn headings_name_a_part_and_what_stands_beside_it() {
        for (text, expected) in [
            ("2015 to 2016 - margin of error", Some((TimeHeading::Year, "margin of error"))),
            ("2021-22 financial year", Some((TimeHeading::Year, ""))),
            ("Budget 23/24", Some((TimeHeading::Year, "Budget"))),
            ("FY 2024/25 outturn (£k)", Some((TimeHeading::Year, "outturn (£k)"))),
            ("Apr-24", Some((TimeHeading::Month, ""))),
            ("apr_budget", Some((TimeHeading::Month, "budget"))),
            ("2024-04-01", Some((TimeHeading::Month, ""))),
            ("Period 6 actual", Some((TimeHeading::Month, "actual"))),
            ("Q1 2024/25", Some((TimeHeading::Quarter, ""))),
            ("Forecast Q1", Some((TimeHeading::Quarter, "Forecast"))),
            ("Marches of Wales", None),
            ("Budget", None),
        ] {
            let found = time_in(text).map(|found| (found.heading, found.beside()));
            assert_eq!(found, expected.map(|(heading, beside)| (heading, beside.to_owned())), "{text}");
        }
    }
}
