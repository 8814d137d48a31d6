//! A number format taken apart: its sections, and what stands in each of them.

use super::NumberKind;

/// One of the parts between semicolons.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Section {
    /// The numbers that it is for, where it says so.
    pub condition: Option<Condition>,
    /// What it makes of a number.
    pub kind: NumberKind,
    /// What it shows, from the left.
    pub pieces: Vec<Piece>,
    /// Whether it says a colour or a language.
    is_coloured: bool,
    /// Whether the colour is that of the paper.
    pub is_white: bool,
}

/// What a section shows at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece {
    /// A character as it stands.
    Literal(char),
    /// A character of a currency in brackets, `[$€-2]`.
    Currency(char),
    /// A digit: `0`, `#` or `?`.
    Digit(char),
    /// The decimal point.
    Point,
    /// A comma that groups digits or, behind them, divides by a thousand.
    Comma,
    /// A sign that shows hundredths.
    Percent,
    /// The whole number as it is, or the text of the cell.
    Whole,
    /// An exponent or a fraction, as which the number is shown from here on.
    Otherwise,
}

/// `[>=1000000]`: the numbers that a section is for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Condition {
    less: bool,
    equal: bool,
    greater: bool,
    /// What numbers are compared with.
    pub bound: f64,
}

impl Condition {
    fn read(text: &str) -> Option<Self> {
        let bound = text.trim_start_matches(['<', '=', '>']);
        let sign = text.get(..text.len() - bound.len()).filter(|sign| !sign.is_empty())?;
        let bound = bound.trim().parse().ok()?;
        let has = |part| sign.contains(part);
        let other = sign == "<>";
        Some(Self { less: has('<'), equal: has('=') && !other, greater: has('>'), bound })
    }

    fn holds(self, value: f64) -> bool {
        (self.less && value < self.bound)
            || (self.greater && value > self.bound)
            || (self.equal && (value - self.bound).abs() < f64::EPSILON)
    }
}

impl Piece {
    /// Whether a part of the value stands here.
    pub const fn is_value(self) -> bool {
        matches!(self, Self::Digit(_) | Self::Whole | Self::Otherwise)
    }
}

impl Section {
    fn take(&mut self, character: char) {
        match character {
            '0' | '#' | '?' => self.pieces.push(Piece::Digit(character)),
            '@' => self.pieces.push(Piece::Whole),
            // A comma in front of all digits is one that is shown.
            ',' if self.pieces.iter().any(|piece| piece.is_value()) => self.pieces.push(Piece::Comma),
            '.' => self.pieces.push(Piece::Point),
            '%' => self.pieces.push(Piece::Percent),
            '/' if self.pieces.iter().any(|piece| piece.is_value()) => self.pieces.push(Piece::Otherwise),
            // The denominator of a fraction.
            '1'..='9' if self.pieces.contains(&Piece::Otherwise) => {}
            'd' | 'm' | 'y' | 'h' | 's' | 'D' | 'M' | 'Y' | 'H' | 'S' if self.kind == NumberKind::Number => {
                self.kind = NumberKind::Date;
            }
            other => self.pieces.push(Piece::Literal(other)),
        }
    }

    fn literal(&mut self, characters: impl IntoIterator<Item = char>) {
        self.pieces.extend(characters.into_iter().map(Piece::Literal));
    }

    fn bracket(&mut self, inside: &str) {
        if let Some(currency) = inside.strip_prefix('$') {
            let symbol = currency.split('-').next().unwrap_or_default();
            self.pieces.extend(symbol.chars().map(Piece::Currency));
            return;
        }
        let first = inside.bytes().next().map(|byte| byte.to_ascii_lowercase());
        let same = inside.bytes().all(|byte| Some(byte.to_ascii_lowercase()) == first);
        if same && matches!(first, Some(b'h' | b'm' | b's')) {
            if self.kind == NumberKind::Number {
                self.kind = NumberKind::Duration;
            }
        } else if let Some(condition) = Condition::read(inside) {
            self.condition = Some(condition);
        } else {
            self.is_coloured = true;
            self.is_white |= ["white", "color2"].iter().any(|white| inside.eq_ignore_ascii_case(white));
        }
    }

    /// A section of nothing but a colour shows the number as it is.
    fn finish(mut self) -> Self {
        if self.is_coloured && self.pieces.is_empty() && self.kind == NumberKind::Number {
            self.pieces.push(Piece::Whole);
        }
        self
    }

    /// Whether it shows text.
    pub fn has_text(&self) -> bool {
        self.pieces.contains(&Piece::Whole)
    }
}

/// The sections of a format by its code.
pub fn sections(code: &str) -> Vec<Section> {
    const GENERAL: &str = "general";
    let mut sections = Vec::new();
    let mut section = Section::default();
    let mut rest = code.chars();
    while let Some(character) = rest.next() {
        match character {
            '"' => section.literal(rest.by_ref().take_while(|quoted| *quoted != '"').collect::<Vec<_>>()),
            '\\' => section.literal(rest.next()),
            // The next character fills the cell, or leaves its own width blank.
            '*' | '_' => drop(rest.next()),
            '[' => {
                let inside: String = rest.by_ref().take_while(|character| *character != ']').collect();
                section.bracket(&inside);
            }
            ';' => sections.push(std::mem::take(&mut section).finish()),
            'g' | 'G' if starts(rest.as_str(), GENERAL.get(1..).unwrap_or_default()) => {
                _ = rest.nth(GENERAL.len() - 2);
                section.take('@');
            }
            'e' | 'E' if rest.as_str().starts_with(['+', '-']) => {
                _ = rest.next();
                section.pieces.push(Piece::Otherwise);
            }
            character => section.take(character),
        }
    }
    sections.push(section.finish());
    sections
}

fn starts(text: &str, word: &str) -> bool {
    text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}

/// Which section shows a value, by the conditions of all; `None` where none is for it.
pub fn place(conditions: impl ExactSizeIterator<Item = Option<Condition>> + Clone, value: f64) -> Option<usize> {
    let several = conditions.len();
    if conditions.clone().all(|condition| condition.is_none()) {
        return match several {
            1 => Some(0),
            2 => Some(usize::from(value < 0.0)),
            _ if value == 0.0 => Some(2),
            _ => Some(usize::from(value < 0.0)),
        };
    }
    conditions.enumerate().position(|(place, condition)| match condition {
        Some(condition) => condition.holds(value),
        // The second of three is for what lies below zero, where it does not say otherwise.
        None => place != 1 || several < 3 || value < 0.0,
    })
}
