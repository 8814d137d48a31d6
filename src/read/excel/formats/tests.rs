//! What formats show of values, by table and by law.

use proptest::prelude::*;

use super::{Format, NumberKind, render};
use crate::read::grid::CellValue;
use crate::read::grid::How::{
    self, Duration, InUnit, Millions, Nothing, OtherDigits, OtherMoney, Percent, SignHidden, SignTurned, Thousands,
    White, Words,
};

/// A value, the code of a format, how it shows the value otherwise, and what it shows.
type Case = (f64, &'static str, Option<How>, &'static str);

/// Commas, letters and words.
const SIZES: &[Case] = &[
    // Commas behind the last digit divide by a thousand each.
    (1_234_567.0, "General", None, "1234567"),
    (1_234_567.0, "GENERAL", None, "1234567"),
    (1_234_567.0, "#,##0", None, "1,234,567"),
    (1_234_567.0, "#,##0,", Some(Thousands), "1,235"),
    (1_234_567.0, "£#,##0,_);[Red](£#,##0,)", Some(Thousands), "£1,235"),
    (1_234_567.0, "0.0,,", Some(Millions), "1.2"),
    (1_234_567.0, "0,.0", Some(Thousands), "1234.6"),
    (1_234_567.0, "0\",\"", None, "1234567,"),
    (1_234_567.0, "0\\,", None, "1234567,"),
    (1_234_567.0, "0_,", None, "1234567"),
    (1_234_567.0, "_-* #,##0_-;\\-* #,##0_-;_-* \"-\"??_-;_-@_-", None, "1,234,567"),
    (1_234_567.0, "#,##0,\\,\\0\\0\\0\\ ;[Red]\\(#,##0,\\)", None, "1,235,000"),
    (1_234_567.0, "0,,\",000\"", Some(Thousands), "1,000"),
    // Letters and words, with and without the commas that belong to them.
    (1_234_567.0, "#,##0.00,,\"m\"", Some(InUnit(0)), "1.23m"),
    (250_000.0, "£0,\"k\"", Some(InUnit(0)), "£250k"),
    (2.75, "£0.00\"m\"", Some(InUnit(2)), "£2.75m"),
    (2.75, "\"£m \"0.00", Some(InUnit(2)), "£m 2.75"),
    (640.0, "#,##0\"K\"", Some(InUnit(1)), "640K"),
    (640.0, "#,##0k", Some(InUnit(1)), "640k"),
    (640.0, "#,##0\" (£000s)\"", Some(InUnit(1)), "640 (£000s)"),
    (640.0, "#,##0\" £'000\"", Some(InUnit(1)), "640 £'000"),
    (640.0, "#,##0\",000\"", Some(InUnit(1)), "640,000"),
    (640.0, "General\" thou\"", Some(InUnit(1)), "640 thou"),
    (3.0, "0.0\\ \\b\\n", Some(InUnit(3)), "3.0 bn"),
    (3_000_000.0, "0.0,,\"bn\"", Some(InUnit(1)), "3.0bn"),
];

/// Signs and money.
const SIGNS: &[Case] = &[
    // Signs.
    (-640.0, "#,##0", None, "-640"),
    (-640.0, "#,##0_);(#,##0)", None, "(640)"),
    (-640.0, "#,##0;[Red]-#,##0", None, "-640"),
    (-640.0, "#,##0;#,##0-", None, "640-"),
    (-640.0, "£#,##0;£#,##0\" CR\"", None, "£640 CR"),
    (-640.0, "0.00;[Red]0.00", Some(SignHidden), "640.00"),
    (-640.0, "[Red][<0]0;0", Some(SignHidden), "640"),
    (-640.0, "General;General", Some(SignHidden), "640"),
    (-640.0, "0;0\" DR\"", Some(SignTurned), "640 DR"),
    (-640.0, "(0)", Some(SignTurned), "-(640)"),
    (640.0, "(#,##0)", Some(SignTurned), "(640)"),
    (640.0, "\"-£\"0", Some(SignTurned), "-£640"),
    (640.0, "0\" CR\";0", Some(SignTurned), "640 CR"),
    (640.0, "0\" DR\"", None, "640 DR"),
    (640.0, "0\" (net)\"", None, "640 (net)"),
    (640.0, "\"Re-est. \"0", Some(Words), "Re-est. 640"),
    (-640.0, "[>=1000000]0.0,,\"m\";[>=1000]0,\"k\";0", None, "-640"),
    (0.0, "#,##0;(#,##0);\"-\"", None, "-"),
    // Money.
    (640.0, "[$£-809]#,##0", None, "£640"),
    (640.0, "[$-809]#,##0", None, "640"),
    (640.0, "[$GBP]\\ 0", None, "GBP 640"),
    (640.0, "0\" pounds\"", None, "640 pounds"),
    (640.0, "[$€-2]\\ #,##0", Some(OtherMoney), "€ 640"),
    (-640.0, "0;-[$$-409]0", Some(OtherMoney), "-$640"),
    (640.0, "\"US$\"0", Some(OtherMoney), "US$640"),
    (640.0, "0\"p\"", Some(OtherMoney), "640p"),
    (640.0, "[$kr-414]\\ 0", Some(OtherMoney), "kr 640"),
];

/// Digits, nothing, shares and words.
const REST: &[Case] = &[
    // Digits.
    (640.0, "0\\.0", Some(OtherDigits), "64.0"),
    (640.0, "0\"0\"", Some(OtherDigits), "6400"),
    (640.0, "#,##0\".00\"", None, "640.00"),
    (640.0, "0\".\"", None, "640."),
    // Nothing.
    (640.0, ";;;", Some(Nothing), ""),
    (640.0, "\"n/a\"", Some(Nothing), "n/a"),
    (640.0, "-", Some(Nothing), "-"),
    (640.0, "[White]#,##0", Some(White), "640"),
    (640.0, "[Color2]#,##0", Some(White), "640"),
    (640.0, "\"<\"0", Some(OtherDigits), "<640"),
    (640.0, "0\">\"", Some(OtherDigits), "640>"),
    (640.0, "0\"/\"0", Some(OtherDigits), "64/0"),
    (640.0, "0-00", Some(OtherDigits), "6-40"),
    (640.0, "00\":\"00", Some(OtherDigits), "06:40"),
    (1234.5, "#,##0", None, "1,235"),
    (-640.0, "0;", Some(Nothing), ""),
    (0.0, "0;-0;", None, ""),
    (0.0, "0;-0;\"nil\"", None, "nil"),
    (0.0, "0;-0;\"tbc\"", Some(Words), "tbc"),
    // Shares and words.
    (0.53, "0%", Some(Percent), "53%"),
    (0.53, "0.0%;[Red]-0.0%", Some(Percent), "53.0%"),
    (53.0, "0\"%\"", Some(Words), "53%"),
    (53.0, "0\" beds\"", Some(Words), "53 beds"),
    (1_234_567.0, "0.00E+00", None, "1234567"),
    (640.5, "# ?/?", None, "640.5"),
    (640.5, "# ?/16", None, "640.5"),
    (640.0, "@", None, "640"),
    (640.0, "[Red]", None, "640"),
    (640.0, "", None, "640"),
    (1.5, "[h]:mm", Some(Duration), "36:00:00"),
];

#[test]
fn what_is_shown_is_held_or_it_is_said() {
    for (value, code, how, shown) in [SIZES, SIGNS, REST].concat() {
        let format = Format::read(code);
        assert_eq!(format.how(value), how, "{code}");
        if format.kind == NumberKind::Number && !code.is_empty() {
            assert_eq!(render(code, &CellValue::Number(value)), shown, "{code}");
        }
    }
}

#[test]
fn text_has_a_section_of_its_own() {
    for (code, how, shown) in [
        ("@", None, "1.9"),
        ("#,##0;-#,##0;0;@", None, "1.9"),
        ("0.0\"m\"", None, "1.9"),
        ("@\"m\"", Some(InUnit(2)), "1.9m"),
        ("0;-0;0;\"(\"@\")\"", Some(SignTurned), "(1.9)"),
        (";;;", Some(Nothing), ""),
    ] {
        assert_eq!(Format::read(code).how_text(), how, "{code}");
        assert_eq!(render(code, &CellValue::Text("1.9".to_owned())), shown, "{code}");
    }
}

#[test]
fn money_of_the_machine_is_pounds() {
    assert_eq!(Format::numbered(44, "_($* #,##0_);_($* (#,##0)").how(5.0), None);
    assert_eq!(Format::numbered(164, "_($* #,##0_);_($* (#,##0)").how(5.0), Some(OtherMoney));
}

#[test]
fn the_section_follows_the_value() {
    let how = |code: &str, values: [f64; 3]| values.map(|value| Format::read(code).how(value));
    assert_eq!(how("#,##0,;-#,##0;0%", [2.0, -2.0, 0.0]), [Some(Thousands), None, None]);
    let by_size = "[>=1000000]0.0,,\"m\";[>=1000]0,\"k\";0";
    assert_eq!(how(by_size, [2e6, 2e3, 2.0]), [Some(InUnit(0)), Some(InUnit(0)), None]);
    assert_eq!(how("[<1000]0;0.0,\"m\"", [5e2, 5e3, -5.0]), [None, Some(InUnit(1)), None]);
    assert_eq!(how("[>100]0;0;0", [200.0, -5.0, 5.0]), [None, Some(SignHidden), None]);
}

#[test]
fn characters_of_a_date_make_a_date() {
    for (code, kind) in [
        ("dd/mm/yyyy", NumberKind::Date),
        ("[$-409]h:mm AM/PM;@", NumberKind::Date),
        ("[h]:mm:ss", NumberKind::Duration),
        ("[Red]0.00", NumberKind::Number),
        ("\"days\" 0", NumberKind::Number),
        ("0.00E+00", NumberKind::Number),
        ("# ?/?", NumberKind::Number),
        ("0;d", NumberKind::Number),
    ] {
        assert_eq!(Format::read(code).kind, kind, "{code}");
    }
    assert_eq!(
        [14, 46, 9, 3].map(|id| Format::builtin(id).kind),
        [NumberKind::Date, NumberKind::Duration, NumberKind::Number, NumberKind::Number]
    );
}

/// What a reader takes a shown amount for, in pounds, and how far it may be rounded; `None` where it is no amount. It knows
/// nothing of formats.
fn taken_for(shown: &str) -> Option<(f64, f64)> {
    let mut text = shown.replace([',', '£', ' '], "");
    let mut signs = 0;
    for (start, end) in [("-", ""), ("(", ")"), ("", "CR"), ("", "-")] {
        while let Some(inner) = text.strip_prefix(start).and_then(|rest| rest.strip_suffix(end)) {
            (text, signs) = (inner.to_owned(), signs + 1);
        }
    }
    let factors = [("thousand", 1e3), ("million", 1e6), ("m", 1e6), ("k", 1e3), ("", 1.0)];
    let (digits, factor) = factors.iter().find_map(|(word, factor)| Some((text.strip_suffix(word)?, factor)))?;
    let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let number: f64 = digits.parse().ok()?;
    let sign = if signs == 1 { -1.0 } else { 1.0 };
    (signs < 2).then_some((sign * number * factor, 0.5001 * factor / 10_f64.powi(i32::try_from(decimals).ok()?)))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn showing_and_holding_agree_or_it_is_said(
        value in prop_oneof![-9e8..9e8_f64, -2e3..2e3_f64, Just(0.0)],
        sections in prop::collection::vec(section(), 1..4),
    ) {
        let value = value.round();
        let code = sections.join(";");
        let how = Format::read(&code).how(value).filter(|how| *how != InUnit(0));
        let shown = render(&code, &CellValue::Number(value));
        if how.is_none() && value != 0.0 {
            let near = taken_for(&shown).is_some_and(|(taken, step)| (taken - value).abs() <= step && taken * value >= 0.0);
            prop_assert!(near, "{code} shows {value} as {shown}");
        }
        // What is said is not said for nothing: something else is read, or nothing.
        if let Some(how @ (How::InUnit(_) | SignHidden | SignTurned | Thousands | Millions | Nothing)) = how {
            let wrong = taken_for(&shown).is_none_or(|(taken, _)| (taken - value).abs() > value.abs() * 1e-9);
            prop_assert!(wrong || value == 0.0, "{code} shows {value} as {shown}: {how:?}");
        }
    }

    #[test]
    fn a_word_taken_away_changes_the_verdict(
        digits in prop::sample::select(vec!["0", "#,##0", "0.00", "General", "£#,##0.0"]),
        word in prop::sample::select(vec!["m", "k", " million", "bn", " thousand", "000s", "m"]),
        value in prop_oneof![1.0..9e8_f64, -9e8..-1.0_f64],
    ) {
        let (with, without) = (format!("{digits}\"{word}\""), digits.to_owned());
        prop_assert!(matches!(Format::read(&with).how(value), Some(InUnit(1..=3))));
        prop_assert_eq!(Format::read(&without).how(value), None);
    }

    #[test]
    fn no_code_stops_the_reader(code in "[#0?.,;%\"\\\\_*\\[\\]$<>=EeGm@£() -]{0,30}", value in any::<f64>()) {
        let format = Format::read(&code);
        let _ = (format.how(value), render(&code, &CellValue::Number(value)));
    }
}

/// A section: what stands before the digits, the digits, what stands behind them.
fn section() -> impl Strategy<Value = String> {
    let before = prop::sample::select(vec!["", "", "£", "-", "(", "[Red]", "\\-", "\"£\"", "_(", "[$£-809]", "* "]);
    let digits = prop::sample::select(vec!["0", "#,##0", "#,##0.00", "0.0", "General", "#,##0,", "0.0,,", "", "0,"]);
    let after = prop::sample::select(vec![
        "",
        "",
        "\"m\"",
        "\"k\"",
        ")",
        "_)",
        "-",
        "\" CR\"",
        "\" million\"",
        "\\ \"thousand\"",
    ]);
    (before, digits, after).prop_map(|(before, digits, after)| format!("{before}{digits}{after}"))
}
