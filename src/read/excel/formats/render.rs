//! What a sheet shows of a value, for people to read in a finding.

use super::NumberKind;
use super::section::{Piece, Section, place, sections};
use crate::read::grid::CellValue;

/// What a cell shows of its value by the code of its format.
pub fn render(code: &str, value: &CellValue) -> String {
    let sections = sections(code);
    let shown = match value {
        value if code.trim().is_empty() => value.text(),
        CellValue::Number(number) => number_shown(&sections, *number),
        other => text_section(&sections).map_or_else(|| other.text(), |section| filled(section, &other.text())),
    };
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The section for text: the fourth, or the last that has a place for it.
pub fn text_section(sections: &[Section]) -> Option<&Section> {
    let last = sections.iter().rev().find(|section| section.has_text() && section.condition.is_none());
    let fourth = sections.get(3).filter(|section| section.condition.is_none());
    if sections.len() == 1 && sections.first().is_some_and(|section| !section.has_text()) {
        None
    } else {
        fourth.or(last)
    }
}

fn filled(section: &Section, text: &str) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Literal(character) | Piece::Currency(character) => character.to_string(),
        Piece::Whole => text.to_owned(),
        _ => String::new(),
    };
    section.pieces.iter().map(piece).collect()
}

fn number_shown(sections: &[Section], number: f64) -> String {
    let conditions: Vec<_> = sections.iter().map(|section| section.condition).collect();
    let chosen = place(conditions.iter().copied(), number);
    let Some(section) = chosen.and_then(|place| sections.get(place)) else { return CellValue::Number(number).text() };
    if section.kind == NumberKind::Duration {
        return duration(number);
    }
    let minus = number < 0.0 && chosen.is_some_and(|place| super::takes_minus(&conditions, place));
    let is_plain = section.pieces.iter().any(|piece| matches!(piece, Piece::Whole | Piece::Otherwise));
    let shown = if is_plain { plain(section, number.abs()) } else { digits(section, number.abs()) };
    if minus { format!("-{shown}") } else { shown }
}

/// The number as it is, with what stands before and behind it; fractions and exponents are not worked out.
fn plain(section: &Section, number: f64) -> String {
    let mut text = Some(CellValue::Number(number).text());
    let piece = |piece: &Piece| match piece {
        Piece::Literal(character) | Piece::Currency(character) => character.to_string(),
        piece if piece.is_value() => text.take().unwrap_or_default(),
        _ => String::new(),
    };
    section.pieces.iter().map(piece).collect()
}

fn digits(section: &Section, number: f64) -> String {
    let pieces = &section.pieces;
    let point = pieces.iter().position(|piece| *piece == Piece::Point).unwrap_or(pieces.len());
    let (left, right) = pieces.split_at_checked(point).unwrap_or((pieces, &[]));
    let places = |pieces: &[Piece]| pieces.iter().filter(|piece| matches!(piece, Piece::Digit(_))).count();
    let percents = pieces.iter().filter(|piece| **piece == Piece::Percent).count();
    let scale =
        100_f64.powi(i32::try_from(percents).unwrap_or(0)) / 1000_f64.powi(super::meaning::commas(pieces).into());
    let number = round(number * scale, places(right));
    let text = format!("{number:.*}", places(right));
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let grouped =
        left.windows(2).any(|two| two == [Piece::Comma, Piece::Digit('0')] || two == [Piece::Comma, Piece::Digit('#')]);
    let mut shown = whole_part(left, whole.trim_start_matches('0'), grouped);
    shown.push_str(&decimal_part(right, decimals));
    shown
}

/// Halves are rounded up, as sheets do; what has no more decimals stays as it is.
fn round(number: f64, places: usize) -> f64 {
    let step = i32::try_from(places).map_or(f64::INFINITY, |places| 10_f64.powi(places));
    let stepped = number * step;
    if stepped.abs() < 1e15 { (stepped * (1.0 + f64::EPSILON)).round() / step } else { number }
}

/// Hours, minutes and seconds of so many days.
fn duration(days: f64) -> String {
    let seconds = (days.abs() * 86_400.0).round();
    let (hours, minutes) = ((seconds / 3_600.0).floor(), (seconds / 60.0).floor() % 60.0);
    format!("{}{hours}:{minutes:02}:{:02}", if days < 0.0 { "-" } else { "" }, seconds % 60.0)
}

/// Digits are set from the right; what is left over stands at the first place.
fn whole_part(pieces: &[Piece], whole: &str, grouped: bool) -> String {
    let mut left: Vec<char> = whole.chars().collect();
    let first = pieces.iter().position(|piece| matches!(piece, Piece::Digit(_)));
    let (mut shown, mut set) = (Vec::new(), 0_usize);
    let mut push = |shown: &mut Vec<char>, digit: char| {
        if grouped && set > 0 && set.is_multiple_of(3) {
            shown.push(',');
        }
        set += 1;
        shown.push(digit);
    };
    for (at, piece) in pieces.iter().enumerate().rev() {
        match piece {
            Piece::Digit(kind) => {
                let digit = left.pop().or((*kind == '0').then_some('0'));
                digit.into_iter().for_each(|digit| push(&mut shown, digit));
                while Some(at) == first
                    && let Some(digit) = left.pop()
                {
                    push(&mut shown, digit);
                }
            }
            Piece::Literal(character) | Piece::Currency(character) => shown.push(*character),
            Piece::Percent => shown.push('%'),
            _ => {}
        }
    }
    shown.into_iter().rev().collect()
}

fn decimal_part(pieces: &[Piece], decimals: &str) -> String {
    let mut left = decimals.chars();
    let mut shown = String::new();
    for piece in pieces {
        match piece {
            Piece::Point => shown.push('.'),
            Piece::Digit(kind) => {
                let digit = left.next().unwrap_or('0');
                let ends = *kind == '#' && digit == '0' && left.as_str().bytes().all(|digit| digit == b'0');
                shown.extend((!ends).then_some(digit));
            }
            Piece::Literal(character) | Piece::Currency(character) => shown.push(*character),
            Piece::Percent => shown.push('%'),
            _ => {}
        }
    }
    shown
}
