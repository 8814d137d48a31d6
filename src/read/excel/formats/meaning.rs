//! What a section of a number format makes of a value: signs, units, currencies and words that it shows beside the digits.

use super::NumberKind;
use super::section::{Piece, Section};
use crate::read::grid::How;

/// Words that say how many thousands are meant, by their power.
const UNITS: [(i8, &[&str]); 3] = [
    (1, &["k", "ks", "th", "thou", "thousand", "thousands", "000s"]),
    (2, &["m", "ms", "mn", "mns", "mln", "mio", "mil", "mill", "mills", "mm", "million", "millions"]),
    (3, &["b", "bn", "bns", "bln", "billion", "billions"]),
];

/// Words for the money that amounts are in.
const POUNDS: [&str; 6] = ["£", "gbp", "pound", "pounds", "sterling", "stg"];

/// Words for other money.
const OTHER_MONEY: [&str; 25] = [
    "us", "usd", "dollar", "dollars", "eur", "euro", "euros", "chf", "jpy", "cny", "yen", "aud", "cad", "nzd", "sek",
    "nok", "dkk", "pln", "inr", "hkd", "zar", "kr", "p", "pence", "penny",
];

/// Words for amounts below zero, and for those above.
const BELOW: [&str; 4] = ["cr", "credit", "minus", "negative"];
const ABOVE: [&str; 2] = ["dr", "debit"];

/// Words that say nothing of unit, sign or money.
const NO_MATTER: [&str; 14] = [
    "pa",
    "per",
    "annum",
    "year",
    "est",
    "estimate",
    "estimated",
    "approx",
    "net",
    "gross",
    "only",
    "total",
    "of",
    "the",
];

/// What is shown of nothing.
const NIL: [&str; 4] = ["nil", "zero", "none", "0"];

/// Signs that make another number of the digits that they stand between.
const DIVIDING: [char; 8] = ['.', '·', '/', '⁄', ':', '-', '−', '–'];

/// Signs that say that the number is another one.
const COMPARING: [char; 6] = ['<', '>', '≤', '≥', '±', '≠'];

const DASHES: [char; 3] = ['-', '−', '–'];

/// What a section makes of a value.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Meaning {
    kind: NumberKind,
    has_value: bool,
    below: usize,
    above: bool,
    other_money: bool,
    other_digits: bool,
    other_words: bool,
    nil: bool,
    white: bool,
    percent: bool,
    commas: i8,
    zeros: i8,
    unit: i8,
}

impl Meaning {
    /// Takes a section apart.
    pub fn of(section: &Section) -> Self {
        let pieces = &section.pieces;
        let first = pieces.iter().position(|piece| piece.is_value());
        let last = pieces.iter().rposition(|piece| piece.is_value());
        let literals = |pieces: &[Piece]| pieces.iter().filter_map(literal).collect::<String>();
        let part = |range: Option<&[Piece]>| range.map(literals).unwrap_or_default();
        let (before, within, after) = match first.zip(last) {
            Some((first, last)) => {
                (part(pieces.get(..first)), part(pieces.get(first..last)), part(pieces.get(last + 1..)))
            }
            None => (literals(pieces), String::new(), String::new()),
        };
        let mut meaning = Self {
            kind: section.kind,
            has_value: first.is_some(),
            white: section.is_white,
            percent: pieces.contains(&Piece::Percent),
            commas: commas(pieces),
            ..Self::default()
        };
        // `#,##0".00"` shows pence that are never there, and a point between digits moves all that follow.
        let no_pence = after.trim_start_matches('.').trim_start_matches('0');
        let after = if after.starts_with('.') { no_pence } else { &after };
        let compares = [before.as_str(), after].iter().any(|part| part.contains(COMPARING));
        meaning.other_digits = compares || within.contains(DIVIDING) || within.contains(char::is_numeric);
        let opens = before.matches('(').count() > before.matches(')').count();
        let closes = after.matches(')').count() > after.matches('(').count();
        let dashes = |text: &str| {
            let rest = |(at, _): (usize, &str)| text.get(at..).is_some_and(no_words);
            text.match_indices(DASHES).filter(|dash| rest(*dash)).count()
        };
        meaning.below = usize::from(opens && closes) + dashes(&before) + dashes(after);
        meaning.other_words = opens != closes;
        for word in [before.as_str(), &within, after].into_iter().flat_map(words) {
            meaning.word(&word);
        }
        let currency: String = pieces.iter().filter_map(currency).collect();
        let is_pounds = currency.trim().is_empty() || POUNDS.contains(&currency.trim().to_lowercase().as_str());
        meaning.other_money |= !is_pounds;
        meaning.nil =
            !meaning.has_value && words(&before).all(|word| NIL.contains(&word.as_str()) || is_pounds_word(&word));
        meaning
    }

    fn word(&mut self, word: &str) {
        let unit = UNITS.iter().find(|(_, names)| names.contains(&word)).map(|(power, _)| *power);
        let is = |list: &[&str]| list.contains(&word);
        if let Some(power) = unit {
            self.unit = self.unit.saturating_add(power);
        } else if word.bytes().all(|byte| byte == b'0') && word.len().is_multiple_of(3) {
            self.zeros = self.zeros.saturating_add(i8::try_from(word.len() / 3).unwrap_or(i8::MAX));
        } else if word.starts_with(char::is_numeric) {
            self.other_digits = true;
        } else if is(&BELOW) {
            self.below += 1;
        } else if is(&ABOVE) {
            self.above = true;
        } else if is(&OTHER_MONEY) || word.starts_with(is_other_currency) {
            self.other_money = true;
        } else if !is(&NO_MATTER) && !is_pounds_word(word) {
            self.other_words = true;
        }
    }

    /// How a value is shown otherwise than it is; `minus` says whether the program puts one before numbers below zero.
    pub fn how(self, value: f64, minus: bool) -> Option<How> {
        match self.kind {
            NumberKind::Number => {}
            NumberKind::Date => return None,
            NumberKind::Duration => return Some(How::Duration),
        }
        if !self.has_value {
            return match (value == 0.0, self.nil) {
                (true, true) => None,
                (true, false) => Some(How::Words),
                (false, _) => Some(How::Nothing),
            };
        }
        let sizes = [
            (self.percent, How::Percent),
            (self.unit == 0 && self.commas - self.zeros == 1, How::Thousands),
            (self.unit == 0 && self.commas - self.zeros > 1, How::Millions),
        ];
        let by_size = sizes.into_iter().find(|(is, _)| *is).map(|(_, how)| how);
        if value == 0.0 {
            // Nought is nought in thousands, too.
            return self.white.then_some(How::White);
        }
        let is_below = value < 0.0;
        let signs = match (is_below, self.below + usize::from(is_below && minus), self.above) {
            (true, 0, false) => Some(How::SignHidden),
            (true, 1, false) | (false, 0, _) => None,
            _ => Some(How::SignTurned),
        };
        let power = self.unit.saturating_add(self.zeros).saturating_sub(self.commas);
        let states_unit = self.unit > 0 || power > 0;
        signs
            .or(self.other_money.then_some(How::OtherMoney))
            .or(self.other_digits.then_some(How::OtherDigits))
            .or((states_unit && power != 0).then_some(How::InUnit(power)))
            .or(by_size)
            .or(self.other_words.then_some(How::Words))
            .or(states_unit.then_some(How::InUnit(power)))
            .or(self.white.then_some(How::White))
    }
}

fn literal(piece: &Piece) -> Option<char> {
    match piece {
        Piece::Literal(character) => Some(*character),
        // What is in brackets is money and no word, but a sign in front of it is one.
        Piece::Currency(_) => Some('£'),
        _ => None,
    }
}

fn currency(piece: &Piece) -> Option<char> {
    if let Piece::Currency(character) = piece { Some(*character) } else { None }
}

/// The commas behind the last digit before the point or the end, each of which divides by a thousand.
pub fn commas(pieces: &[Piece]) -> i8 {
    let (mut settled, mut waiting) = (0_i8, 0_i8);
    for piece in pieces {
        match piece {
            Piece::Digit(_) => waiting = 0,
            Piece::Comma => waiting = waiting.saturating_add(1),
            Piece::Point => (settled, waiting) = (settled.saturating_add(waiting), 0),
            _ => {}
        }
    }
    settled.saturating_add(waiting).min(100)
}

/// Whether nothing but money is named in a text.
fn no_words(text: &str) -> bool {
    words(text).all(|word| {
        is_pounds_word(&word) || OTHER_MONEY.contains(&word.as_str()) || word.starts_with(is_other_currency)
    })
}

fn is_pounds_word(word: &str) -> bool {
    POUNDS.contains(&word)
}

/// Signs of money other than the pound's.
fn is_other_currency(character: char) -> bool {
    matches!(character, '$' | '¢' | '¤' | '¥' | '฿' | '\u{20A0}'..='\u{20CF}' | '＄' | '￥' | '￠')
}

/// The words of a text in small letters: letters and digits that stand together, and signs of money.
fn words(text: &str) -> impl Iterator<Item = String> {
    let plain: String = text.chars().filter(|character| !matches!(character, '\'' | '’' | '´' | '`')).collect();
    // `p.a.` is one word.
    let plain = plain.to_lowercase().replace("p.a", "pa");
    let mut words: Vec<String> = Vec::new();
    let mut open = false;
    for character in plain.chars() {
        let joins = character.is_alphanumeric();
        match words.last_mut().filter(|_| open && joins) {
            Some(word) => word.push(character),
            None if joins || character == '£' || character == '%' || is_other_currency(character) => {
                words.push(character.to_string());
            }
            None => {}
        }
        open = joins;
    }
    words.into_iter()
}
