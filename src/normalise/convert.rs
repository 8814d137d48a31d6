//! Conversions: what a cell says as money or as a word of a closed list, or why it cannot be.

pub mod class;
pub mod period;

pub use class::CLASS_UNKNOWN;
pub use period::{date, period, year};

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

use super::unit;
use crate::finding::{About, Level, Nature};
use crate::job::layout::amounts::{Sign, Unit};
use crate::model::money::Money;
use crate::model::reason::Reason;
use crate::model::words::folded;
use crate::read::CellValue;

/// An amount that is not money.
pub const NOT_MONEY: About = About {
    name: "not-money",
    level: Level::Error,
    nature: Nature::Fact,
    finds: "a cell in a column of amounts that cannot be read as money, such as one with the letter O for a zero.",
    matters: "the amount is left out of every sum, so what the partner reported is not known in full.",
    action: "correct the cell; or, if its text means that there is no figure, list it under `not-given` in the layout",
    ask: Some("Correct the cell and send the file again; if the text means that there is no figure, tell us so."),
};

/// A formula without a value.
pub const STALE_FORMULA: About = About {
    name: "stale-formula",
    level: Level::Error,
    nature: Nature::Fact,
    finds: "an amount cell with a formula whose value the workbook does not hold: the program that wrote it did not work it \
            out. Other programs show it as empty or nil.",
    matters: "the amount is left out of every sum, so what the partner reported is not known in full.",
    action: "open the workbook in Excel, let it recalculate, save it and send it again",
    ask: Some("Open the workbook in Excel, let it recalculate, save it and send it again."),
};

/// An error in a cell of amounts.
pub const ERROR_CELL: About = About {
    name: "error-cell",
    level: Level::Error,
    nature: Nature::Fact,
    finds: "an amount cell that shows an error, such as #REF! or #SPILL!, or a number that is none.",
    matters: "the amount is left out of every sum, so what the partner reported is not known in full.",
    action: "correct the formula in the cell",
    ask: Some("Correct the formula in the cell, save the workbook and send it again."),
};

/// An amount finer than a penny.
pub const SUB_PENNY: About = About {
    name: "sub-penny",
    level: Level::Warning,
    nature: Nature::Fact,
    finds: "an amount with a part smaller than a penny. It is rounded to the nearest penny, halves away from zero.",
    matters: "it is often a sign that a cell holds a formula's result, or a figure in another unit.",
    action: "round the cell in the return, or check the unit that the layout says",
    ask: Some("Round the amount to whole pence; if it is in another unit than the heading says, tell us which."),
};

/// What is left of nothing when floats are added and taken away: far below a penny in any unit.
const NOTHING: f64 = 1e-13;

/// How many decimals of a text are read; the others are far below a penny in any unit.
const LAST_DECIMAL: usize = 20;

/// What a cell in a column of amounts says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellAmount {
    /// An amount.
    Given {
        /// To the penny.
        money: Money,
        /// How many decimals the cell shows, in its unit.
        decimals: u32,
        /// Whether nothing smaller than a penny was rounded away.
        exact: bool,
    },
    /// That there is no figure.
    NotGiven,
    /// Something that is not money, and why.
    Refused(Reason),
}

/// What a cell says in a unit.
///
/// A number is taken with 15 significant digits, which is what Excel keeps: `0.1 + 0.2` is 0.3, not
/// 0.30000000000000004; so is text with more of them, which a program wrote from such a number. Less than a millionth of a
/// penny is what is left of nothing. Text may have `£`, commas before every third digit, brackets or a minus sign (also behind the
/// number) or `CR` for amounts below zero, and `m` or `k` in a column of pounds.
#[must_use]
pub fn amount(value: &CellValue, unit: Unit, not_given: &[String]) -> CellAmount {
    let read = match value {
        CellValue::Number(number) => match whole_pence(*number, unit) {
            Some(amount) => return amount,
            None => from_float(*number),
        },
        CellValue::Text(text) => {
            // Marks such as `..` are compared as they stand, but for case and the spaces around them.
            if not_given.iter().any(|mark| mark.trim().eq_ignore_ascii_case(text.trim())) {
                return CellAmount::NotGiven;
            }
            match unit::alone(text) {
                Some(Unit::Thousands | Unit::Millions) => Err("a unit where an amount was expected".into()),
                _ => from_text(text, unit),
            }
        }
        CellValue::Date(_) => Err("a date where an amount was expected".into()),
        CellValue::Truth(_) => Err("true or false where an amount was expected".into()),
        CellValue::Error(error) => Err(Reason::new("the error `{}` where an amount was expected", [error])),
        CellValue::Stale => Err("a formula without a value where an amount was expected".into()),
    };
    match read.and_then(|number| pence(number, unit)) {
        Ok(amount) => amount,
        Err(why) => CellAmount::Refused(why),
    }
}

impl CellAmount {
    /// The amount with the sign that it has inside the program.
    #[must_use]
    pub fn signed(self, over_is: Sign) -> Self {
        match self {
            Self::Given { money, decimals, exact } if over_is == Sign::Negative => {
                Self::Given { money: money.negated(), decimals, exact }
            }
            same => same,
        }
    }
}

/// A number with at most two decimals and up to 15 digits, which most are: it is the float nearest to it, so that no text is
/// needed to find it.
fn whole_pence(number: f64, unit: Unit) -> Option<CellAmount> {
    let hundredths = (number * 100.0).round();
    if hundredths.abs() >= 1e15 || hundredths / 100.0 != number {
        return None;
    }
    let hundredths = hundredths.to_i64()?;
    let money = Money::from_pence(hundredths.checked_mul(i64::from(unit.pounds()))?)?;
    let decimals = if hundredths % 100 == 0 { 0 } else { 2 - u32::from(hundredths % 10 == 0) };
    Some(CellAmount::Given { money, decimals, exact: true })
}

/// The shortest number with 15 significant digits.
fn from_float(number: f64) -> Result<Decimal, Reason> {
    if !number.is_finite() {
        return Err(Reason::new("`{}` is no number", [&number.to_string()]));
    }
    if number.abs() < NOTHING {
        return Ok(Decimal::ZERO);
    }
    Decimal::from_scientific(&format!("{number:.14e}"))
        .map(|decimal| decimal.normalize())
        .map_err(|_| "a number beyond a trillion pounds".into())
}

fn pence(number: Decimal, unit: Unit) -> Result<CellAmount, Reason> {
    let too_large = || Reason::from("more than a trillion pounds");
    let pence = number.checked_mul(Decimal::from(unit.pounds()) * Decimal::ONE_HUNDRED).ok_or_else(too_large)?;
    if pence.abs() < Decimal::new(1, 6) {
        return Ok(CellAmount::Given { money: Money::ZERO, decimals: 0, exact: true });
    }
    let whole = pence.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
    let money = whole.to_i64().and_then(Money::from_pence).ok_or_else(too_large)?;
    Ok(CellAmount::Given { money, decimals: number.scale(), exact: whole == pence })
}

/// Reads text as a number; what is wrong with it is said of the first character that is wrong.
fn from_text(text: &str, unit: Unit) -> Result<Decimal, Reason> {
    let mut rest = text.trim();
    let mut negative = false;
    let mut signs = 0;
    if let Some(inner) = rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        (rest, negative, signs) = (inner.trim(), true, 1);
    }
    let minus = ['-', '−', '–'];
    if let Some(inner) = strip_word(rest, "CR") {
        (rest, negative, signs) = (inner, true, signs + 1);
    } else if let Some(inner) = strip_word(rest, "DR") {
        (rest, signs) = (inner, signs + 1);
    }
    if let Some(inner) = rest.strip_suffix(minus) {
        (rest, negative, signs) = (inner.trim_end(), true, signs + 1);
    }
    if let Some(inner) = rest.strip_prefix(minus) {
        (rest, negative, signs) = (inner.trim_start(), true, signs + 1);
    }
    if let Some(inner) = rest.strip_prefix('£') {
        rest = inner.trim_start();
        if let Some(inner) = rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
            (rest, negative, signs) = (inner.trim(), true, signs + 1);
        }
    }
    if let Some(inner) = rest.strip_prefix(minus) {
        (rest, negative, signs) = (inner.trim_start(), true, signs + 1);
    }
    if signs > 1 {
        return Err("two signs on one amount".into());
    }
    if let Some(number) = scientific(rest) {
        return Ok(if negative { -number } else { number });
    }
    let (rest, factor) = scaled(rest, unit)?;
    let number = plain_number(rest)? * factor;
    Ok(if negative { -number } else { number })
}

/// The text before a word that ends it, in capitals or not.
fn strip_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let (before, last) = text.split_at_checked(text.len().checked_sub(word.len())?)?;
    last.eq_ignore_ascii_case(word).then(|| before.trim_end())
}

/// `1.9m` and `250k` say their own unit; that is clear only where the column is in pounds.
fn scaled(text: &str, unit: Unit) -> Result<(&str, Decimal), Reason> {
    let (rest, factor) = match text.strip_suffix(['m', 'M']) {
        Some(rest) => (rest, 1_000_000),
        None => match text.strip_suffix(['k', 'K']) {
            Some(rest) => (rest, 1_000),
            None => return Ok((text, Decimal::ONE)),
        },
    };
    if !rest.trim_end().ends_with(|last: char| last.is_ascii_digit()) {
        Ok((text, Decimal::ONE))
    } else if unit == Unit::Pounds {
        Ok((rest.trim_end(), Decimal::from(factor)))
    } else {
        Err("an amount with its own unit in a column that is not in pounds".into())
    }
}

fn plain_number(text: &str) -> Result<Decimal, Reason> {
    if !text.contains(|character: char| character.is_ascii_digit()) {
        return Err("no digits where an amount was expected".into());
    }
    let mut digits = String::with_capacity(text.len());
    let mut since_comma = None;
    let mut point = false;
    for character in text.chars() {
        match character {
            '0'..='9' => {
                digits.push(character);
                since_comma = since_comma.filter(|_| !point).map(|count: u8| count.saturating_add(1));
            }
            ',' if !point && since_comma.map_or((1..=3).contains(&digits.len()), |count| count == 3) => {
                since_comma = Some(0);
            }
            ',' => return Err("a comma that does not stand before three digits".into()),
            '.' if !point => {
                if since_comma.is_some_and(|count| count != 3) {
                    return Err("a comma that does not stand before three digits".into());
                }
                digits.push(character);
                point = true;
            }
            '.' => return Err("a second decimal point".into()),
            _ if character.is_alphabetic() => {
                return Err(Reason::new(
                    "letter `{}` where a digit was expected",
                    [character.encode_utf8(&mut [0; 4])],
                ));
            }
            _ if character.is_whitespace() => return Err("a space inside the amount".into()),
            _ => return Err(Reason::new("`{}` where a digit was expected", [character.encode_utf8(&mut [0; 4])])),
        }
    }
    if !point && since_comma.is_some_and(|count| count != 3) {
        return Err("a comma that does not stand before three digits".into());
    }
    let digits = digits.trim_end_matches('.');
    // More decimals than a decimal holds are written from a float, too; those that do not count are cut off.
    let decimals = digits.find('.').map_or(0, |point| digits.len() - point - 1);
    let kept = digits.get(..digits.len() - decimals.saturating_sub(LAST_DECIMAL)).unwrap_or(digits);
    Decimal::from_str_exact(kept).map(significant).map_err(|_| "more than a trillion pounds".into())
}

/// A number as Excel keeps it.
fn significant(number: Decimal) -> Decimal {
    let digits = number.mantissa().unsigned_abs().checked_ilog10().map_or(0, |tens| tens + 1);
    if digits <= 15 { number } else { number.round_sf(15).unwrap_or(number).normalize() }
}

/// A number as programs write very small and very large ones: `1.5E+05`, `-1.45e-14`.
fn scientific(text: &str) -> Option<Decimal> {
    let (digits, power) = text.split_once(['e', 'E'])?;
    let power: i32 = power.parse().ok()?;
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    if !is_number(digits) || !digits.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    if power < -20 {
        return digits.parse::<Decimal>().ok().map(|_| Decimal::ZERO);
    }
    // Decimals beyond those that count, or that a decimal holds, are cut off; never a digit before the point.
    let whole = digits.find('.').unwrap_or(digits.len());
    let held = whole + 1 + usize::try_from(28 + power.min(0)).ok()?;
    let kept = digits.get(..digits.len().min(held).min(whole.max(16)))?;
    Decimal::from_scientific(&format!("{kept}e{power}")).ok().map(significant)
}

/// One word of a closed list.
///
/// # Errors
///
/// Which words there are.
pub fn one_of<T: Copy>(value: &CellValue, words: &[(&str, T)]) -> Result<T, Reason> {
    let said = folded(&value.text());
    words.iter().find(|(word, _)| folded(word) == said).map(|(_, meaning)| *meaning).ok_or_else(|| {
        let places = vec!["`{}`"; words.len()].join(", ");
        let values = words.iter().map(|(word, _)| (*word).to_owned()).collect();
        Reason { words: format!("not one of {places}").into(), values }
    })
}

#[cfg(test)]
mod tests;
