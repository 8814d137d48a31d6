//! What a cell of an OpenDocument sheet says that it shows, held against the number that it holds.

use crate::read::excel::formats::Format;
use crate::read::grid::How;

/// The longest text that is looked at, in bytes; what is longer is no amount.
const LONGEST: usize = 100;

/// What may stand before digits that show a number above zero, and below.
const PLAIN: [&str; 2] = ["", "£"];
const BELOW: [&str; 3] = ["-", "-£", "£-"];

/// A format that shows the text of a cell as it stands, and how that is otherwise than the number; none where it is a rounding
/// of it.
pub fn otherwise(text: &str, number: f64) -> Option<(Format, How)> {
    let text = text.trim();
    // What is too wide for its column shows nothing but `#`; what has no text shows what its format makes of it.
    if text.is_empty() || text.trim_matches('#').is_empty() {
        return None;
    }
    let how = how(text, number)?;
    let code: String = text.chars().filter(|character| !matches!(character, '"' | '\n')).take(LONGEST).collect();
    Some((Format::read(&format!("\"{code}\";\"{code}\";\"{code}\"")), how))
}

fn how(text: &str, number: f64) -> Option<How> {
    let is_digit = |character: char| character.is_ascii_digit();
    let Some((first, last)) = text.find(is_digit).zip(text.rfind(is_digit)).filter(|_| text.len() <= LONGEST) else {
        // A dash or a word for nought.
        return (number != 0.0).then_some(How::Words);
    };
    let (before, rest) = text.split_at_checked(first)?;
    let (digits, after) = rest.split_at_checked(last + 1 - first)?;
    let is_exact = agrees(digits, number.abs());
    let signs = if number < 0.0 { BELOW.as_slice() } else { &PLAIN };
    if is_exact && after.is_empty() && signs.contains(&before) {
        return None;
    }
    if digits.contains(['e', 'E']) {
        let shown: Option<f64> = text.parse().ok();
        return (!shown.is_some_and(|shown| (shown - number).abs() <= number.abs() / 10.0)).then_some(How::OtherDigits);
    }
    let has_value = |steps: &i32| *steps == 0 || digits.contains(|digit| matches!(digit, '1'..='9'));
    let steps = (0..=3).filter(has_value).find(|steps| agrees(digits, number.abs() / 1000_f64.powi(*steps)));
    let Some(steps) = steps.and_then(|steps| usize::try_from(steps).ok()) else { return Some(How::OtherDigits) };
    // What stands around the digits means what it means around the digits of a number format.
    let quoted = |words: &str| words.chars().flat_map(|character| ['\\', character]).collect::<String>();
    let code = format!("{}0{}{}", quoted(before), ",".repeat(steps), quoted(after));
    Format::read(&format!("{code};{code};{code}")).how(number)
}

/// Whether digits are those of a number, rounded or cut off; the last point is that of the decimals, and so is the last comma
/// unless it stands before three digits, as one between thousands does.
fn agrees(digits: &str, number: f64) -> bool {
    let Some(bare) = digits_alone(digits) else { return false };
    let behind = |sign: char| digits.rsplit_once(sign).map(|(_, behind)| behind.len());
    let point = behind('.');
    let comma = behind(',').filter(|places| *places != 3 || digits.find('.') < digits.find(',') && point.is_some());
    let places = [Some(0), point, comma].into_iter().flatten().filter_map(|places| i32::try_from(places).ok());
    let near = |places: i32| {
        let scaled = number * 10_f64.powi(places);
        (scaled - bare).abs() <= 0.5 + scaled * 1e-14 || (scaled.floor() - bare).abs() < 0.5
    };
    places.into_iter().any(near)
}

/// The digits as one number; none where more than points, commas and spaces stand between them.
fn digits_alone(digits: &str) -> Option<f64> {
    let mut bare = 0.0;
    for character in digits.chars() {
        match character.to_digit(10) {
            Some(digit) => bare = bare * 10.0 + f64::from(digit),
            None if matches!(character, '.' | ',' | ' ' | '\'' | '’' | '\u{a0}' | '\u{2009}' | '\u{202f}') => {}
            None => return None,
        }
    }
    Some(bare)
}

#[cfg(test)]
mod tests {
    use super::how;
    use crate::read::grid::How;

    #[test]
    fn a_text_is_a_rounding_of_the_number_or_shows_it_otherwise() {
        for (text, number, expected) in [
            ("5", 5.0, None),
            ("1,234,567.89", 1_234_567.89, None),
            ("£1,235", 1_234.5, None),
            ("1.234,50", 1_234.5, None),
            ("-£1,234.50", -1_234.5, None),
            ("(1,234)", -1_234.0, None),
            ("1,234.50 CR", -1_234.5, None),
            ("0.3333333333", 1.0 / 3.0, None),
            ("-", 0.0, None),
            ("1.23E+05", 123_456.0, None),
            ("5,000", 5.0, Some(How::OtherDigits)),
            ("5k", 5.0, Some(How::InUnit(1))),
            ("5k", 5_000.0, Some(How::InUnit(0))),
            ("1.2", 1_234_567.0, Some(How::Millions)),
            ("1,235", 1_234_567.0, Some(How::Thousands)),
            ("-5", 5.0, Some(How::SignTurned)),
            ("5", -5.0, Some(How::SignHidden)),
            ("$5", 5.0, Some(How::OtherMoney)),
            ("0", 5.0, Some(How::OtherDigits)),
            ("1", 5.0, Some(How::OtherDigits)),
            ("6", 5.0, Some(How::OtherDigits)),
            ("<5", 5.0, Some(How::OtherDigits)),
            ("tbc", 5.0, Some(How::Words)),
        ] {
            assert_eq!(how(text, number), expected, "{text} for {number}");
        }
    }
}
