//! Amounts in the spellings seen, and what is refused with its reason.

use super::{CellAmount, CellValue, Unit, amount};

fn read(text: &str, unit: Unit) -> Result<String, String> {
    match amount(&CellValue::Text(text.to_owned()), unit, &["..".to_owned(), "n/a".to_owned()]) {
        CellAmount::Given { money, .. } => Ok(money.plain()),
        CellAmount::NotGiven => Ok("not given".to_owned()),
        CellAmount::Refused(why) => Err(why.to_string()),
    }
}

#[test]
fn amounts_are_read_as_partners_write_them() {
    for (text, pounds) in [
        ("8,700,000.00", "8700000.00"),
        ("(420.00)", "-420.00"),
        ("-£6,218.66", "-6218.66"),
        ("£-6,218.66", "-6218.66"),
        ("£270.00", "270.00"),
        ("15,588.45 ", "15588.45"),
        ("1,234-", "-1234.00"),
        ("1,234.56 CR", "-1234.56"),
        ("1,234.56Cr", "-1234.56"),
        ("1,234.56 DR", "1234.56"),
        ("£(420.00)", "-420.00"),
        ("(£1.9m)", "-1900000.00"),
        ("£1.9m", "1900000.00"),
        ("250k", "250000.00"),
        ("−5", "-5.00"),
        ("12.", "12.00"),
        ("47.139000000000003", "47.14"),
        ("10464.000000000000000000000000000001", "10464.00"),
        ("-1.4551915228366852e-14", "0.00"),
        ("-3.637978807091713e-15", "0.00"),
        ("3e-300", "0.00"),
        ("12345678901234567e-10", "1234567.89"),
        ("..", "not given"),
        ("N/A", "not given"),
        ("TBC", "not given"),
    ] {
        assert_eq!(read(text, Unit::Pounds).as_deref(), Ok(pounds), "{text}");
    }
    assert_eq!(read("8.6", Unit::Millions).as_deref(), Ok("8600000.00"));
    assert_eq!(read("4,377", Unit::Thousands).as_deref(), Ok("4377000.00"));
}

#[test]
fn what_is_not_money_is_refused_with_its_reason() {
    for (text, why) in [
        ("8,6OO,000", "letter `O` where a digit was expected"),
        ("10298896.31.", "a second decimal point"),
        ("1,23", "a comma that does not stand before three digits"),
        ("1,2345.00", "a comma that does not stand before three digits"),
        ("(-5)", "two signs on one amount"),
        ("1 234", "a space inside the amount"),
        ("£", "no digits where an amount was expected"),
        ("£000", "a unit where an amount was expected"),
        ("nil", "a word that may be nought or no figure: write 0, or leave the cell empty"),
        ("8700,000", "a comma that does not stand before three digits"),
        ("-", "no digits where an amount was expected"),
        ("1000000000001", "more than a trillion pounds"),
    ] {
        assert_eq!(read(text, Unit::Pounds), Err(why.to_owned()), "{text}");
    }
    for text in ["£1.9m", "0.4 m", "8.6 k"] {
        assert!(read(text, Unit::Millions).is_err(), "{text}: millions of millions?");
    }
}

#[test]
fn numbers_lose_their_float_dust_and_nothing_else() {
    let check = |number: f64, unit: Unit, expected: Option<(&str, u32, bool)>| {
        let read = match amount(&CellValue::Number(number), unit, &[]) {
            CellAmount::Given { money, decimals, exact } => Some((money.plain(), decimals, exact)),
            _ => None,
        };
        assert_eq!(read, expected.map(|(pounds, decimals, exact)| (pounds.to_owned(), decimals, exact)), "{number}");
    };
    check(0.1 + 0.2, Unit::Millions, Some(("300000.00", 1, true)));
    check(-700.439_999_999_999_9, Unit::Pounds, Some(("-700.44", 2, true)));
    check(8.6, Unit::Millions, Some(("8600000.00", 1, true)));
    check(-1_234.25, Unit::Thousands, Some(("-1234250.00", 2, true)));
    check(1_000_000_000_001.0, Unit::Pounds, None);
    check(700.0, Unit::Pounds, Some(("700.00", 0, true)));
    check(2.675, Unit::Pounds, Some(("2.68", 3, false)));
    check(1.6e-15, Unit::Thousands, Some(("0.00", 0, true)));
    check(f64::NAN, Unit::Pounds, None);
    check(1e300, Unit::Pounds, None);
}
