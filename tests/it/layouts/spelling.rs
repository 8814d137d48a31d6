//! Amounts as partners spell them, exact to the penny in any unit.

use proptest::prelude::{Just, Strategy, prop_oneof};
use proptest::sample::select;
use scrutiny::job::layout::amounts::Unit;
use scrutiny::read::CellValue;

/// How an amount is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spelling {
    Plain,
    Grouped,
    Brackets,
    Pound,
    PoundBeforeMinus,
    Spaced,
    MinusBehind,
    Credit,
    TrueMinus,
    InMillions,
    InThousands,
    Scientific,
    Number,
    Dusty,
}

/// What a cell of amounts says.
#[derive(Debug, Clone, Copy)]
pub enum Said {
    Blank,
    NotGiven(&'static str),
    Pence(i64, Spelling),
}

/// Any spelling.
pub fn spelling() -> impl Strategy<Value = Spelling> {
    use Spelling::*;
    select(vec![
        Plain,
        Grouped,
        Brackets,
        Pound,
        PoundBeforeMinus,
        Spaced,
        MinusBehind,
        Credit,
        TrueMinus,
        InMillions,
        InThousands,
        Scientific,
        Number,
        Dusty,
    ])
}

/// Any amount up to a billion pounds: odd pence, whole pounds and round thousands.
pub fn pence() -> impl Strategy<Value = i64> {
    prop_oneof![
        -100_000_000_000..100_000_000_000_i64,
        (-99_999..99_999_i64).prop_map(|pounds| pounds * 100),
        (-9_999..9_999_i64).prop_map(|thousands| thousands * 100_000),
        // Pounds that might be a year.
        (1_948..2_148_i64).prop_map(|pounds| pounds * 100),
        Just(0),
    ]
}

/// What a cell of amounts may say.
pub fn said() -> impl Strategy<Value = Said> {
    prop_oneof![
        10 => (pence(), spelling()).prop_map(|(pence, spelling)| Said::Pence(pence, spelling)),
        1 => select(vec!["..", "-", "n/a", "N/A", " .. "]).prop_map(Said::NotGiven),
        1 => Just(Said::Blank),
    ]
}

/// How many decimals of a unit make a penny.
pub fn decimals(unit: Unit) -> u32 {
    match unit {
        Unit::Pounds => 2,
        Unit::Thousands => 5,
        Unit::Millions => 8,
    }
}

impl Said {
    /// The cell, if it has a value.
    pub fn cell(self, unit: Unit) -> Option<CellValue> {
        match self {
            Self::Blank => None,
            Self::NotGiven(mark) => Some(CellValue::Text(mark.to_owned())),
            Self::Pence(pence, spelling) => Some(spelt(pence, spelling, unit)),
        }
    }
}

/// An amount in a unit as a cell.
pub fn spelt(pence: i64, spelling: Spelling, unit: Unit) -> CellValue {
    let size = pence.unsigned_abs();
    let plain = decimal(size, decimals(unit));
    let grouped = grouped(&plain);
    let (below, minus) = (pence < 0, if pence < 0 { "-" } else { "" });
    let number = || format!("{minus}{plain}").parse::<f64>().unwrap();
    let text = match spelling {
        Spelling::Plain => format!("{minus}{plain}"),
        Spelling::Brackets if below => format!("({grouped})"),
        Spelling::Pound => format!("{minus}£{grouped}"),
        Spelling::PoundBeforeMinus => format!("£{minus}{grouped}"),
        Spelling::Spaced => format!(" {minus}{grouped}  "),
        Spelling::MinusBehind => format!("{grouped}{minus}"),
        Spelling::Credit => format!("{grouped} {}", if below { "CR" } else { "DR" }),
        Spelling::TrueMinus => format!("{}{plain}", if below { "−" } else { "" }),
        Spelling::InMillions if unit == Unit::Pounds => format!("{minus}£{}m", decimal(size, 8)),
        Spelling::InThousands if unit == Unit::Pounds => format!("{minus}{}k", decimal(size, 5)),
        Spelling::Scientific => format!("{minus}{}", scientific(size, decimals(unit))),
        Spelling::Number => return CellValue::Number(number()),
        // What adding and taking away leaves behind in the last bit.
        Spelling::Dusty if pence != 0 => return CellValue::Number(f64::from_bits(number().to_bits() + 1)),
        _ => format!("{minus}{grouped}"),
    };
    CellValue::Text(text)
}

/// Pence with a point before so many digits; noughts behind it only for pounds.
fn decimal(pence: u64, decimals: u32) -> String {
    let one = 10_u64.pow(decimals);
    let text = format!("{}.{:0width$}", pence / one, pence % one, width = decimals as usize);
    if decimals == 2 { text } else { text.trim_end_matches('0').trim_end_matches('.').to_owned() }
}

fn grouped(plain: &str) -> String {
    let (whole, rest) = plain.split_at(plain.find('.').unwrap_or(plain.len()));
    let mut text = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text + rest
}

fn scientific(pence: u64, decimals: u32) -> String {
    let digits = pence.to_string();
    let power = i64::try_from(digits.len()).unwrap() - 1 - i64::from(decimals);
    let (first, rest) = digits.split_at(1);
    let sign = if power < 0 { '-' } else { '+' };
    format!("{first}.{}E{sign}{:02}", if rest.is_empty() { "0" } else { rest }, power.abs())
}
