//! What a number format does to a value, by the letters that it is written in.

use crate::read::grid::Shown;

/// A comma after the last digit of either side of the point divides by a thousand; only the form for positive numbers
/// is looked at.
pub fn shown(format: &str) -> Shown {
    if format.eq_ignore_ascii_case("percent") {
        return Shown::Percent;
    }
    let mut digits = String::new();
    let mut letters = format.chars();
    let mut quoted = false;
    while let Some(letter) = letters.next() {
        match letter {
            '"' => quoted = !quoted,
            _ if quoted => {}
            // The letter after these is shown, or stands for a width.
            '\\' | '_' | '*' => {
                letters.next();
            }
            '[' => while letters.next().is_some_and(|letter| letter != ']') {},
            ';' => break,
            '0' | '#' | '?' => digits.push('0'),
            ',' | '.' | '%' => digits.push(letter),
            _ => {}
        }
    }
    if digits.contains('%') {
        return Shown::Percent;
    }
    let commas = |part: &str| if part.contains('0') { part.len() - part.trim_end_matches(',').len() } else { 0 };
    match digits.split('.').map(commas).sum() {
        1 => Shown::Thousands,
        2 => Shown::Millions,
        _ => Shown::AsIs,
    }
}

#[cfg(test)]
mod tests {
    use super::{Shown, shown};

    #[test]
    fn formats_that_scale_are_known() {
        for (format, expected) in [
            ("#,##0", Shown::AsIs),
            ("General", Shown::AsIs),
            ("#,##0,", Shown::Thousands),
            ("#,##0,;(#,##0)", Shown::Thousands),
            ("£#,##0.0,,\"m\"", Shown::Millions),
            ("0,.0", Shown::Thousands),
            ("0%", Shown::Percent),
            ("Percent", Shown::Percent),
            ("[Red]0.00\\%", Shown::AsIs),
            ("0\"%\"", Shown::AsIs),
        ] {
            assert_eq!(shown(format), expected, "{format}");
        }
    }
}
