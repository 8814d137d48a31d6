//! The words of units.

use crate::job::layout::amounts::Unit;

/// Words for pounds; the others are so only beside a scale, or where figures are spoken of: `Pound Lane`, `Sterling House`.
pub const POUNDS: [&str; 2] = ["gbp", "pounds"];
/// Words that are pounds beside something else of a unit.
pub const ALSO_POUNDS: [&str; 2] = ["pound", "sterling"];

/// Words for thousands and millions.
pub const THOUSANDS: [&str; 7] = ["thousand", "thousands", "thou", "thous", "ths", "thsnd", "thsnds"];
/// The same of millions.
pub const MILLIONS: [&str; 7] = ["million", "millions", "mill", "mills", "mn", "mln", "mio"];

/// Letters that say the scale of pounds, and nothing alone: a room or a month may be called so.
pub const LETTERS: [(&str, Unit); 7] = [
    ("k", Unit::Thousands),
    ("ks", Unit::Thousands),
    ("m", Unit::Millions),
    ("ms", Unit::Millions),
    ("mil", Unit::Millions),
    ("mm", Unit::Millions),
    ("th", Unit::Thousands),
];

/// Words that hold a pound and its scale.
pub const IN_ONE: [(&str, Unit); 4] =
    [("gbpk", Unit::Thousands), ("gbpm", Unit::Millions), ("kgbp", Unit::Thousands), ("mgbp", Unit::Millions)];

/// What figures may be in that is no unit of ours.
pub const OTHERS: [&str; 15] = [
    "hundred",
    "hundreds",
    "tens",
    "billion",
    "billions",
    "bn",
    "trillion",
    "trillions",
    "pence",
    "euro",
    "euros",
    "eur",
    "dollar",
    "dollars",
    "usd",
];
/// The same in signs.
pub const OTHER_SIGNS: [char; 4] = ['€', '$', '¥', '¢'];

/// Words for figures and how far they reach, beside which a scale is their unit.
pub const EXTENTS: [&str; 18] = [
    "entries",
    "figure",
    "figures",
    "amount",
    "amounts",
    "value",
    "values",
    "all",
    "unit",
    "units",
    "numbers",
    "sums",
    "currency",
    "money",
    "denomination",
    "scale",
    "multiplier",
    "factor",
];

/// Words between figures and their unit.
pub const BETWEEN: [&str; 20] = [
    "in",
    "are",
    "is",
    "shown",
    "expressed",
    "stated",
    "presented",
    "reported",
    "given",
    "quoted",
    "displayed",
    "as",
    "below",
    "above",
    "here",
    "should",
    "must",
    "be",
    "entered",
    "completed",
];

/// Words that qualify a unit and change nothing about it.
pub const BEHIND: [&str; 25] = [
    "unless",
    "except",
    "otherwise",
    "rounded",
    "gross",
    "unaudited",
    "audited",
    "provisional",
    "draft",
    "revised",
    "price",
    "prices",
    "cash",
    "terms",
    "real",
    "nominal",
    "only",
    "by",
    "per",
    "at",
    "throughout",
    "where",
    "including",
    "excluding",
    "to",
];

/// Words that count: what follows is an amount, and no unit.
pub const COUNTS: [&str; 24] = [
    "a", "an", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "twenty", "fifty", "half", "several", "many", "few", "per", "each", "every", "some",
];

/// Words before a number that belongs to them: `Month 6`, `Table 1`.
pub const NUMBERED: [&str; 16] = [
    "m", "q", "p", "w", "month", "mth", "quarter", "qtr", "period", "week", "year", "table", "sheet", "version", "v",
    "appendix",
];

/// Whether a sign is written as an apostrophe.
#[must_use]
pub fn is_quote(sign: char) -> bool {
    matches!(sign, '\'' | '’' | '‘' | '´' | '`' | '′')
}

/// Whether digits may be a year.
#[must_use]
pub fn is_year(digits: &str) -> bool {
    digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"))
}

/// The scale that digits are.
#[must_use]
pub fn in_digits(digits: &str) -> Option<Unit> {
    match digits {
        "000" | "1000" => Some(Unit::Thousands),
        "1000000" => Some(Unit::Millions),
        _ => None,
    }
}

/// Whether a word is a letter for a scale.
#[must_use]
pub fn is_letter(word: &str) -> bool {
    LETTERS.iter().any(|(letter, _)| *letter == word)
}

/// Whether a word is a scale, of ours or another.
#[must_use]
pub fn is_scale_word(word: &str) -> bool {
    OTHERS.contains(&word) || scale_of(word).is_some()
}

/// The scale that a word is.
#[must_use]
pub fn scale_of(word: &str) -> Option<Unit> {
    match word {
        _ if THOUSANDS.contains(&word) => Some(Unit::Thousands),
        _ if MILLIONS.contains(&word) => Some(Unit::Millions),
        _ => None,
    }
}

/// Words before a colon that say nothing of what follows.
pub const LABELS: [&str; 4] = ["note", "notes", "nb", "key"];

/// What a pound sign before noughts becomes where it is damaged or typed without the key.
pub const DAMAGED: [&str; 8] = ["?", "#", "l", "ł", "ú", "œ", "\u{fffd}", "拢"];
