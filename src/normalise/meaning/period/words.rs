//! The words of periods: what names a month or a part of a year, what bears on one, and what bears nothing.

/// Words before the number of a financial month.
pub const MONTH_WORDS: [&str; 15] =
    ["m", "mth", "mths", "mnth", "mon", "month", "months", "p", "pd", "prd", "per", "period", "periods", "ap", "fp"];

/// Words before the number of a quarter.
pub const QUARTER_WORDS: [&str; 7] = ["q", "qu", "qr", "qtr", "qtrs", "quarter", "quarters"];

/// Words that say that a year is one.
pub const YEAR_WORDS: [&str; 8] = ["fy", "financial", "fiscal", "year", "years", "yr", "fye", "ye"];

/// Words between two ends of a run, and before its end alone.
pub const TO: [&str; 5] = ["to", "until", "till", "through", "thru"];

/// Words before the end of a period.
pub const ENDS: [&str; 5] = ["end", "ended", "ending", "ends", "at"];

/// One word for what runs from the start of the year.
pub const TO_DATE: [&str; 3] = ["ytd", "cumulative", "cum"];

/// What amounts are called that are those of a month or quarter alone.
pub const OWN_RUN: [&[&str]; 10] = [
    &["not", "cumulative"],
    &["non", "cumulative"],
    &["in", "month"],
    &["in", "period"],
    &["in", "quarter"],
    &["month", "only"],
    &["quarter", "only"],
    &["period", "only"],
    &["discrete"],
    &["inmonth"],
];

/// Words of a label beside which a period stands.
pub const NAMES: &[&str] = &["period", "year", "month", "months", "mth", "quarter", "qtr", "fy", "at"];

/// Words that may stand beside those.
pub const BESIDE_NAMES: &[&str] = &[
    "financial",
    "fiscal",
    "reporting",
    "accounting",
    "return",
    "for",
    "the",
    "of",
    "covered",
    "as",
    "position",
    "end",
    "ended",
    "ending",
    "no",
    "number",
    "to",
    "elapsed",
];

/// Words for the whole of a year.
pub const FULL: [&str; 3] = ["full", "whole", "entire"];

/// What the first half of a year is called.
pub const HALVES: [&[&str]; 9] = [
    &["h", "1"],
    &["half", "1"],
    &["half", "one"],
    &["first", "half", "year"],
    &["first", "half"],
    &["1", "st", "half"],
    &["half", "year"],
    &["half", "-", "year"],
    &["half", "yearly"],
];

/// Words in a cell that is said to hold a period that bear nothing of it.
pub const NEUTRAL: &[&str] = &[
    "the",
    "of",
    "for",
    "in",
    "as",
    "on",
    "a",
    "position",
    "report",
    "return",
    "monitoring",
    "final",
    "draft",
    "provisional",
    "revised",
    "unaudited",
    "audited",
    "period",
    "periods",
    "covered",
    "covering",
    "covers",
    "reporting",
    "accounting",
    "finance",
    "outturn",
    "actual",
    "actuals",
];

/// Words in a title that bear on a period and are left over where no period is made of them.
pub const BEARING: &[&str] = &[
    "year",
    "years",
    "yr",
    "quarter",
    "quarters",
    "qtr",
    "half",
    "halves",
    "month",
    "months",
    "mth",
    "week",
    "weeks",
    "wk",
    "ended",
    "ending",
    "academic",
    "calendar",
    "school",
    "compared",
    "comparison",
    "comparative",
    "comparator",
    "ytd",
    "cumulative",
    "rolling",
    "fy",
];

/// Words that bear on a period only beside what names one: `to month 6`, and not `allocated to services`.
pub const LEADING: &[&str] = &[
    "to",
    "until",
    "till",
    "through",
    "from",
    "since",
    "between",
    "versus",
    "vs",
    "against",
    "previous",
    "prior",
    "last",
    "next",
    "first",
    "second",
    "third",
    "fourth",
    "earlier",
    "later",
    "following",
    "before",
    "after",
    "not",
    "only",
    "excluding",
    "excl",
    "except",
    "without",
    "pre",
    "post",
    "less",
    "plus",
];

/// Words beside which a month or a day of the calendar is that on which a paper was written, met or is due, or something
/// else begins; a numbered month or quarter beside them is still that of the figures.
pub const OF_ANOTHER_TIME: &[&str] = &[
    "date",
    "dated",
    "prepared",
    "printed",
    "produced",
    "issued",
    "published",
    "publication",
    "meeting",
    "committee",
    "cabinet",
    "board",
    "hwb",
    "extracted",
    "extract",
    "created",
    "updated",
    "update",
    "deadline",
    "due",
    "signed",
    "sign",
    "approved",
    "agreed",
    "set",
    "submitted",
    "submission",
    "received",
    "started",
    "starts",
    "start",
    "begins",
    "commenced",
    "expires",
    "telephone",
    "contact",
    "author",
    "lead",
    "manager",
    "forecast",
    "projected",
    "outturn",
    "budget",
    "target",
    "reported",
    "report",
];

/// Words of a title whose year is another than that of the figures.
pub const OF_ANOTHER_YEAR: &[&str] = &[
    "price",
    "prices",
    "act",
    "regulations",
    "outturn",
    "baseline",
    "strategy",
    "next",
    "previous",
    "prior",
    "last",
    "carried",
    "brought",
    "forward",
    "comparator",
    "former",
];

/// Words of a title that holds other figures beside those of the sheet.
pub const COMPARING: &[&str] =
    &["compared", "comparison", "comparative", "comparator", "versus", "vs", "against", "movement"];

/// Words before the number of something that is no part of a year.
pub const NUMBERED_THINGS: &[&str] = &[
    "section",
    "sections",
    "sec",
    "s",
    "regulation",
    "regulations",
    "paragraph",
    "para",
    "note",
    "notes",
    "table",
    "sheet",
    "form",
    "annex",
    "appendix",
    "page",
    "schedule",
    "version",
    "v",
    "part",
    "line",
    "lines",
    "draft",
    "rev",
    "revision",
    "issue",
    "no",
    "number",
    "age",
    "ages",
    "aged",
    "ward",
    "wards",
    "lot",
    "lots",
    "room",
    "rooms",
    "item",
    "agreement",
    "tab",
    "figure",
    "copy",
];

/// A number from one to thirteen in a word.
#[must_use]
pub fn number_word(word: &str) -> Option<u8> {
    const WORDS: [&str; 13] =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"];
    let place = WORDS.iter().position(|known| *known == word)?;
    u8::try_from(place + 1).ok()
}

/// An ordinal from first to twelfth in a word.
#[must_use]
pub fn ordinal_word(word: &str) -> Option<u8> {
    const WORDS: [&str; 12] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
        "twelfth",
    ];
    let place = WORDS.iter().position(|known| *known == word)?;
    u8::try_from(place + 1).ok()
}
