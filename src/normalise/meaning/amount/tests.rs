//! Amounts in every spelling of the tables read back to the penny, and nothing in them is passed over.

use super::{Around, BEFORE, BEHIND, Decimal, NoFigure, Unit, lacks_digits, no_figure, number};

/// Numbers by chance that are always the same.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }
}

fn grouped(pounds: usize, separator: &str) -> String {
    let digits = pounds.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push_str(separator);
        }
        text.push(digit);
    }
    text
}

#[test]
fn ten_thousand_amounts_read_back_and_a_letter_or_second_sign_never_goes_by() {
    let mut chance = Chance(7);
    for _ in 0..10_000 {
        let (pounds, pence) = (chance.below(100_000_000), chance.below(100));
        let separator = chance.one_of(&["", ",", "\u{a0}", "\u{2007}", "\u{2009}", "\u{202f}"]);
        let plain = format!("{}.{pence:02}", grouped(pounds, separator));
        let (mut text, mut is) = (plain.clone(), Vec::new());
        let space = chance.one_of(&["", " ", "\u{a0}"]);
        if chance.below(3) == 0 {
            text = format!("({text})");
            is.push(Around::Bracket);
        }
        for (words, before) in [(&BEFORE[..], true), (&BEHIND[..], false)] {
            let (word, around) = chance.one_of(words);
            let kind = std::mem::discriminant(&around);
            let is_sign = |one: &Around| matches!(one, Around::Sign(_) | Around::Bracket);
            let is_second =
                is.iter().any(|one| std::mem::discriminant(one) == kind || (is_sign(one) && is_sign(&around)));
            if around == Around::Bracket || is_second || chance.below(2) == 0 {
                continue;
            }
            is.push(around);
            text = if before { format!("{word}{space}{text}") } else { format!("{text}{space}{word}") };
        }
        let factor = is.iter().find_map(|one| if let Around::Times(factor) = one { Some(*factor) } else { None });
        let negative = is.iter().any(|one| matches!(one, Around::Sign(true) | Around::Bracket));
        let value = Decimal::new(i64::try_from(pounds * 100 + pence).unwrap(), 2) * Decimal::from(factor.unwrap_or(1));
        let value = if negative { -value } else { value };
        assert_eq!(number(&text, Unit::Pounds), Ok(value), "{text}");
        let place = chance.below(plain.chars().count());
        let letter = chance.one_of(&['O', 'l', 'x', '-', '/', '*', '\'', '٣', '\u{200b}', '\u{ad}', '\u{202e}']);
        let place = plain.char_indices().nth(place).unwrap().0.max(1);
        let damaged = text.replace(&plain, &format!("{}{letter}{}", &plain[..place], &plain[place..]));
        assert!(number(&damaged, Unit::Pounds).is_err(), "{damaged}");
        if negative {
            for damaged in [format!("-{text}"), format!("{text}-"), format!("{text} CR"), format!("({text})")] {
                assert!(number(&damaged, Unit::Pounds).is_err(), "{damaged}");
            }
        }
    }
}

#[test]
fn what_is_odd_is_read_or_refused_with_its_reason() {
    for (text, pounds) in [
        (" £-   ", "0"),
        ("£ -", "0"),
        ("(-)", "0"),
        ("£(-)", "0"),
        ("( £ - )", "0"),
        ("GBP –", "0"),
        ("1\u{a0}234", "1234"),
        ("1\u{202f}234.50", "1234.50"),
        ("GBP 1,234", "1234"),
        ("1,234 gbp", "1234"),
        ("£1.9 million", "1900000"),
        ("250 thousand", "250000"),
        ("£1.9bn", "1900000000"),
        ("CR 1,234", "-1234"),
        ("1,234cr.", "-1234"),
        ("+1,234", "1234"),
        ("﹣1,234", "-1234"),
        ("－1,234", "-1234"),
        ("1.23E+05", "123000"),
    ] {
        assert_eq!(number(text, Unit::Pounds), Ok(pounds.parse().unwrap()), "{text}");
    }
    for (text, why) in [
        ("-", "no digits where an amount was expected"),
        ("--", "no digits where an amount was expected"),
        ("-£", "no digits where an amount was expected"),
        ("nil", "a word that may be nought or no figure: write 0, or leave the cell empty"),
        ("\u{feff}1,234", "the invisible character U+FEFF in the amount"),
        ("1,2\u{ad}34", "the invisible character U+00AD in the amount"),
        ("拢1,234", "拢 for a pound sign, which was damaged: save the file as UTF-8"),
        ("Â£1,234", "Â£ for a pound sign, which was damaged: save the file as UTF-8"),
        ("(?1,234)", "? for a pound sign, which was damaged: save the file as UTF-8"),
        ("1,234.-", "a sign behind a point: minus or nothing?"),
        ("1,234,-", "a sign behind a point: minus or nothing?"),
        ("1,234C", "one letter behind the amount: write CR if it stands for that"),
        ("1,234 D", "one letter behind the amount: write DR if it stands for that"),
        ("<1,234>", "a bracket where a digit was expected"),
        ("(1,234", "a bracket without its other"),
        ("1,234*", "a mark of a note beside the amount"),
        ("approx 1,234", "letter a where a digit was expected"),
        ("'1,234", "an apostrophe beside the amount"),
        ("=1234", "a formula that stands as text"),
        ("-1,234 CR", "two signs on one amount"),
        ("£5 gbp", "two units on one amount"),
        ("5k m", "two units on one amount"),
        ("1.234,56", "a comma behind the decimal point"),
        ("1234,56", "a comma that does not stand before three digits"),
        ("1 234", "a space inside the amount"),
        ("1\u{a0}23", "a space inside the amount"),
        ("1,234\u{a0}567", "a space inside the amount"),
        ("1‑234", "‑ where a digit was expected"),
        ("１,234", "１ where one of the digits 0 to 9 was expected"),
        ("1/2", "a date, a time or a fraction where an amount was expected"),
        ("12:30", "a date, a time or a fraction where an amount was expected"),
        ("1-2", "a sign inside the amount"),
        ("€1,234", "another currency than pounds"),
        ("53%", "a percentage where an amount was expected"),
        ("1.9mm", "letter m where a digit was expected"),
        ("1m2", "letter m where a digit was expected"),
    ] {
        assert_eq!(
            number(text, Unit::Pounds).map_err(|why| why.to_string().replace('`', "")),
            Err(why.to_owned()),
            "{text}"
        );
    }
    assert!(number("£1.9 million", Unit::Thousands).is_err(), "millions of thousands?");
}

#[test]
fn a_power_of_ten_lacks_digits_where_some_may_be_lost() {
    assert!(
        lacks_digits("1.23E+05")
            && lacks_digits("(£1.23e5)")
            && lacks_digits("1E+06")
            && !lacks_digits("1E6")
            && !lacks_digits("1.4e-14")
            && !lacks_digits("E")
    );
}

#[test]
fn words_say_that_there_is_no_figure_and_nil_may_be_nought() {
    for (text, means) in [
        ("TBC", Some(NoFigure::Promised)),
        ("(t.b.c.)", Some(NoFigure::Promised)),
        ("To be confirmed", Some(NoFigure::Promised)),
        ("N/A", Some(NoFigure::None)),
        ("Did not respond", Some(NoFigure::None)),
        ("#N/A", None),
        ("nil", None),
        ("nil return", None),
        ("-", None),
        ("TBC 5", None),
        ("x", None),
    ] {
        assert_eq!(no_figure(text), means, "{text}");
    }
}

#[test]
fn a_sign_in_words_counts_and_a_word_for_nought_does_not() {
    for (text, value) in [
        ("5,678 credit", -5678),
        ("5,678 (CR)", -5678),
        ("minus £5,678", -5678),
        ("Dr. 5,678", 5678),
        ("5,678 (DR)", 5678),
        ("£5,678 debit", 5678),
        ("5,678 pounds", 5678),
    ] {
        assert_eq!(number(text, Unit::Pounds), Ok(Decimal::from(value)), "{text}");
    }
    for text in ["nil", "Zero", "minus 5 credit", "(5 (CR))", "£5 pounds"] {
        assert!(number(text, Unit::Pounds).is_err(), "{text}");
    }
}
