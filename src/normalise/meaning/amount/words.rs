//! What stands around the digits of an amount: signs, words for credit and debit, for pounds, and for thousands and millions.

/// What may stand around the digits, and what it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Around {
    /// Says that the amount is in pounds.
    Pounds,
    /// Says that it is below zero (`true`) or above.
    Sign(bool),
    /// One half of what says that it is below zero.
    Bracket,
    /// Says that it is so many times the number.
    Times(u64),
}

/// What may stand before the digits.
pub const BEFORE: [(&str, Around); 14] = [
    ("£", Around::Pounds),
    ("gbp", Around::Pounds),
    ("(", Around::Bracket),
    ("-", Around::Sign(true)),
    ("−", Around::Sign(true)),
    ("–", Around::Sign(true)),
    ("﹣", Around::Sign(true)),
    ("－", Around::Sign(true)),
    ("+", Around::Sign(false)),
    ("cr.", Around::Sign(true)),
    ("cr", Around::Sign(true)),
    ("dr.", Around::Sign(false)),
    ("dr", Around::Sign(false)),
    ("minus", Around::Sign(true)),
];

/// What may stand behind them.
pub const BEHIND: [(&str, Around); 27] = [
    ("gbp", Around::Pounds),
    ("pounds", Around::Pounds),
    ("(cr)", Around::Sign(true)),
    ("(dr)", Around::Sign(false)),
    ("credit", Around::Sign(true)),
    ("debit", Around::Sign(false)),
    (")", Around::Bracket),
    ("-", Around::Sign(true)),
    ("−", Around::Sign(true)),
    ("–", Around::Sign(true)),
    ("﹣", Around::Sign(true)),
    ("－", Around::Sign(true)),
    ("cr", Around::Sign(true)),
    ("cr.", Around::Sign(true)),
    ("dr", Around::Sign(false)),
    ("dr.", Around::Sign(false)),
    ("k", Around::Times(1_000)),
    ("thousand", Around::Times(1_000)),
    ("thousands", Around::Times(1_000)),
    ("m", Around::Times(1_000_000)),
    ("mn", Around::Times(1_000_000)),
    ("million", Around::Times(1_000_000)),
    ("millions", Around::Times(1_000_000)),
    ("bn", Around::Times(1_000_000_000)),
    ("billion", Around::Times(1_000_000_000)),
    ("billions", Around::Times(1_000_000_000)),
    ("£", Around::Pounds),
];
