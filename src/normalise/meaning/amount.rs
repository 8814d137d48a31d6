//! Amounts in words and figures: what a text says as a number, or why it says none.

use rust_decimal::Decimal;

use crate::job::layout::amounts::Unit;
use crate::model::reason::Reason;

/// How many decimals of a text are read; the others are far below a penny in any unit.
const LAST_DECIMAL: usize = 20;

/// Reads text as a number in a unit; what is wrong with it is said of the first character that is wrong.
///
/// # Errors
///
/// Why the text is no amount.
pub fn number(text: &str, unit: Unit) -> Result<Decimal, Reason> {
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
