//! Amounts in words and figures: what a text says as a number, that there is none yet, or why it says none.

mod words;

use rust_decimal::Decimal;

use self::words::{Around, BEFORE, BEHIND};
use crate::job::layout::amounts::Unit;
use crate::model::reason::Reason;
use crate::model::shown::{is_hidden, is_nothing, is_space};
use crate::model::words::folded;

/// How many decimals of a text are read; the others are far below a penny in any unit.
const LAST_DECIMAL: usize = 20;

/// What becomes of a pound sign before digits that is read in another encoding than it was written in.
const DAMAGED_POUNDS: [&str; 10] = ["拢", "贈", "Â£", "Ł", "ú", "œ", "\u{fffd}", "\u{9c}", "?", "#"];

/// Signs that are no part of an amount, and what they are.
const OTHER_SIGNS: [(&str, &str); 9] = [
    ("\u{336}", "a part that is struck through in the amount"),
    ("'’‘", "an apostrophe beside the amount"),
    ("=\"", "a formula that stands as text"),
    ("*†‡", "a mark of a note beside the amount"),
    ("()[]<>{}", "a bracket where a digit was expected"),
    ("-−–﹣－+", "a sign inside the amount"),
    ("/:", "a date, a time or a fraction where an amount was expected"),
    ("$€¥", "another currency than pounds"),
    ("%", "a percentage where an amount was expected"),
];

/// What a text says that stands where an amount was expected and is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoFigure {
    /// That there will be one.
    Promised,
    /// That there is none, or that nobody knows it.
    None,
}

/// Words that say that there is no figure, folded. `Nil` may be nought, and is not among them.
const NO_FIGURE: [(NoFigure, &[&str]); 2] = [
    (
        NoFigure::Promised,
        &[
            "tbc",
            "tba",
            "tbd",
            "t b c",
            "t b a",
            "to be confirmed",
            "to be advised",
            "to be agreed",
            "to be announced",
            "to be decided",
            "to be determined",
            "to follow",
            "awaited",
            "awaiting",
            "awaiting figure",
            "awaiting figures",
            "pending",
            "outstanding",
            "not yet known",
            "not yet available",
            "not yet confirmed",
        ],
    ),
    (
        NoFigure::None,
        &[
            "na",
            "n a",
            "n k",
            "not applicable",
            "not available",
            "unavailable",
            "not known",
            "unknown",
            "not provided",
            "not given",
            "not supplied",
            "not submitted",
            "no data",
            "no figure",
            "did not respond",
            "no response",
            "no return",
            "null",
        ],
    ),
];

/// Words for nought, folded, which some write where there is no figure.
const NOUGHTS: [&str; 5] = ["nil", "zero", "none", "nought", "nothing"];

/// Reads text as a number in a unit; what is wrong with it is said of the first character that is wrong.
///
/// # Errors
///
/// Why the text is no amount.
pub fn number(text: &str, unit: Unit) -> Result<Decimal, Reason> {
    if is_nought(text) {
        return Ok(Decimal::ZERO);
    }
    if NOUGHTS.contains(&folded(text).as_str()) {
        return Err("a word that may be nought or no figure: write 0, or leave the cell empty".into());
    }
    if !text.contains(char::is_numeric) {
        return Err("no digits where an amount was expected".into());
    }
    if let Some(why) = damage(text) {
        return Err(why);
    }
    let Peeled { rest, negative, factor } = peeled(text.trim())?;
    if factor > 1 && unit != Unit::Pounds {
        return Err("an amount with its own unit in a column that is not in pounds".into());
    }
    let number = match scientific(rest) {
        Some((number, _)) => number,
        None => plain_number(rest)?,
    };
    let number = number.checked_mul(Decimal::from(factor)).ok_or("more than a trillion pounds")?;
    Ok(if negative { -number } else { number })
}

/// Whether a text is nought as number formats for accounts write it: `£-`, `£ -   `, `(-)`.
#[must_use]
pub fn is_nought(text: &str) -> bool {
    let within = |text: &str| -> Option<String> {
        text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).map(|inner| inner.trim().to_owned())
    };
    let text = text.trim();
    if text.ends_with(|last: char| last.is_ascii_digit()) {
        return false;
    }
    let inner = within(text);
    let inner = inner.as_deref().unwrap_or(text);
    let bare = inner.strip_prefix('£').or_else(|| strip_word_before(inner, "gbp")).map(str::trim);
    let inmost = bare.and_then(within);
    let dash = inmost.as_deref().or(bare).unwrap_or(inner);
    let is_dash = ["-", "−", "–", "—", "﹣", "－"].contains(&dash);
    is_dash && dash.len() < text.len()
}

/// That a text says in words that there is no figure.
#[must_use]
pub fn no_figure(text: &str) -> Option<NoFigure> {
    // `#N/A` is the error of a formula.
    if text.trim_start().starts_with('#') || text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let words = folded(text);
    NO_FIGURE.iter().find(|(_, all)| all.contains(&words.as_str())).map(|(means, _)| *means)
}

/// Whether a number is written by its first digits and a power of ten, as spreadsheets write those that are wider than their
/// column: `1.23E+05`, `1E+06`. Nobody's program writes `1E6`, which is exact.
#[must_use]
pub fn lacks_digits(text: &str) -> bool {
    text.contains(['e', 'E'])
        && text.contains(['+', '.'])
        && peeled(text.trim()).is_ok_and(|peeled| scientific(peeled.rest).is_some_and(|(_, power)| power > 0))
}

/// A text without what stood around its digits.
struct Peeled<'t> {
    rest: &'t str,
    negative: bool,
    factor: u64,
}

/// Takes from a text what may stand around its digits, each once.
fn peeled(text: &str) -> Result<Peeled<'_>, Reason> {
    let (mut rest, mut taken) = (text, Vec::new());
    loop {
        let is_digit = |character: char| character.is_ascii_digit();
        let before = || BEFORE.iter().find_map(|(word, is)| Some((strip_word_before(rest, word)?, (*is, true))));
        let behind = || BEHIND.iter().find_map(|(word, is)| Some((strip_word_behind(rest, word)?, (*is, false))));
        let at_first = if rest.starts_with(is_digit) { None } else { before() };
        let at_last = || if rest.ends_with(is_digit) { None } else { behind() };
        let Some((inner, is)) = at_first.or_else(at_last) else { break };
        if is == (Around::Sign(true), false) && inner.ends_with([',', '.']) {
            return Err("a sign behind a point: minus or nothing?".into());
        }
        rest = inner.trim();
        taken.push(is);
    }
    let of = |wanted: fn(Around) -> bool| taken.iter().filter(move |(is, _)| wanted(*is)).count();
    let opened = taken.iter().filter(|(is, before)| *is == Around::Bracket && *before).count();
    let brackets = of(|is| is == Around::Bracket);
    let signs = of(|is| matches!(is, Around::Sign(_)));
    if brackets != 2 * opened {
        return Err("a bracket without its other".into());
    }
    if signs + opened > 1 {
        return Err("two signs on one amount".into());
    }
    if of(|is| is == Around::Pounds) > 1 || of(|is| matches!(is, Around::Times(_))) > 1 {
        return Err("two units on one amount".into());
    }
    let factor = taken.iter().find_map(|(is, _)| match is {
        Around::Times(factor) => Some(*factor),
        _ => None,
    });
    let negative = opened == 1 || taken.iter().any(|(is, _)| *is == Around::Sign(true));
    Ok(Peeled { rest, negative, factor: factor.unwrap_or(1) })
}

/// What programs did to a text on its way: characters that nobody sees, or another sign for pounds.
fn damage(text: &str) -> Option<Reason> {
    let is_plain = |character: char| match character {
        '?' | '#' => false,
        ' ' | '£' => true,
        other => other.is_ascii_graphic(),
    };
    if text.chars().all(is_plain) {
        return None;
    }
    let is_unseen = |character: &char| is_nothing(*character) || (is_hidden(*character) && !is_space(*character));
    if let Some(character) = text.chars().find(is_unseen) {
        let point = format!("U+{:04X}", u32::from(character));
        return Some(Reason::new("the invisible character `{}` in the amount", [&point]));
    }
    let is_damaged = |damaged: &&str| {
        text.split_once(*damaged)
            .is_some_and(|(_, rest)| rest.trim_start().starts_with(|next: char| next.is_ascii_digit()))
    };
    let damaged = DAMAGED_POUNDS.into_iter().find(is_damaged)?;
    Some(Reason::new("`{}` for a pound sign, which was damaged: save the file as UTF-8", [damaged]))
}

/// The text behind a word that it begins with, in capitals or not.
fn strip_word_before<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let (first, rest) = text.split_at_checked(word.len())?;
    let goes_on = ends_in_letter(word) && rest.starts_with(char::is_alphabetic);
    (first.eq_ignore_ascii_case(word) && !goes_on).then_some(rest)
}

/// The text before a word that it ends with, in capitals or not.
fn strip_word_behind<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let (rest, last) = text.split_at_checked(text.len().checked_sub(word.len())?)?;
    let goes_on = word.starts_with(char::is_alphabetic) && rest.ends_with(char::is_alphabetic);
    (last.eq_ignore_ascii_case(word) && !goes_on).then_some(rest)
}

fn ends_in_letter(word: &str) -> bool {
    word.ends_with(char::is_alphabetic)
}

/// Digits with a point and with commas or thin spaces before every third.
fn plain_number(text: &str) -> Result<Decimal, Reason> {
    for (letter, word) in [("c", "CR"), ("d", "DR")] {
        let before = strip_word_behind(text, letter).map(str::trim_end);
        if before.is_some_and(|before| before.ends_with(|last: char| last.is_ascii_digit())) {
            return Err(Reason::new("one letter behind the amount: write `{}` if it stands for that", [word]));
        }
    }
    let mut digits = String::with_capacity(text.len());
    let (mut separator, mut since) = (None, 0);
    let mut point = false;
    let not_before_three = || Err("a comma that does not stand before three digits".into());
    for character in text.chars() {
        match character {
            '0'..='9' => {
                digits.push(character);
                since += usize::from(!point);
            }
            ',' if point => return Err("a comma behind the decimal point".into()),
            ',' | '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{202f}' if !point => {
                let fits = separator.map_or((1..=3).contains(&since), |known| known == character && since == 3);
                if !fits {
                    return match character {
                        ',' => not_before_three(),
                        _ => Err("a space inside the amount".into()),
                    };
                }
                (separator, since) = (Some(character), 0);
            }
            '.' if point => return Err("a second decimal point".into()),
            '.' => {
                digits.push(character);
                point = true;
            }
            _ => return Err(wrong(character)),
        }
    }
    if separator.is_some() && since != 3 {
        return if separator == Some(',') { not_before_three() } else { Err("a space inside the amount".into()) };
    }
    let digits = digits.trim_end_matches('.');
    // More decimals than a decimal holds are written from a float, too; those that do not count are cut off.
    let decimals = digits.find('.').map_or(0, |point| digits.len() - point - 1);
    let kept = digits.get(..digits.len() - decimals.saturating_sub(LAST_DECIMAL)).unwrap_or(digits);
    Decimal::from_str_exact(kept).map(significant).map_err(|_| "more than a trillion pounds".into())
}

/// What is said of a character that no amount has.
fn wrong(character: char) -> Reason {
    let mut bytes = [0; 4];
    let shown = &*character.encode_utf8(&mut bytes);
    if let Some((_, why)) = OTHER_SIGNS.iter().find(|(signs, _)| signs.contains(character)) {
        return (*why).into();
    }
    match character {
        _ if character.is_alphabetic() => Reason::new("letter `{}` where a digit was expected", [shown]),
        _ if character.is_numeric() => Reason::new("`{}` where one of the digits 0 to 9 was expected", [shown]),
        _ if character.is_whitespace() => "a space inside the amount".into(),
        _ => Reason::new("`{}` where a digit was expected", [shown]),
    }
}

/// A number as Excel keeps it.
fn significant(number: Decimal) -> Decimal {
    let digits = number.mantissa().unsigned_abs().checked_ilog10().map_or(0, |tens| tens + 1);
    if digits <= 15 { number } else { number.round_sf(15).unwrap_or(number).normalize() }
}

/// A number as programs write very small and very large ones, with its power of ten: `1.5E+05`, `-1.45e-14`.
fn scientific(text: &str) -> Option<(Decimal, i32)> {
    let (digits, power) = text.split_once(['e', 'E'])?;
    let power: i32 = power.parse().ok()?;
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    if !is_number(digits) || !digits.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    if power < -20 {
        return digits.parse::<Decimal>().ok().map(|_| (Decimal::ZERO, power));
    }
    // Decimals beyond those that count are cut off; never a digit before the point.
    let whole = digits.find('.').unwrap_or(digits.len());
    let kept: Decimal = digits.get(..digits.len().min(whole.max(16)))?.parse().ok()?;
    let factor = match u32::try_from(power) {
        Ok(power) => Decimal::from(10_u64.checked_pow(power)?),
        Err(_) => Decimal::new(1, power.unsigned_abs()),
    };
    let number = kept.checked_mul(factor).map(significant)?;
    Some((number, power))
}

#[cfg(test)]
mod tests;
