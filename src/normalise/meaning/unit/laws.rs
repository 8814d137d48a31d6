//! Laws of units: whatever the tables spell is read back, and nothing that differs is passed over.

use proptest::prelude::{Just, ProptestConfig, Strategy, prop_oneof, proptest};
use proptest::sample::select;

use super::words::{LETTERS, MILLIONS, POUNDS, THOUSANDS};
use super::{Said, in_heading, of_table, without};
use crate::job::layout::amounts::Unit;

const NOUGHTS: [&str; 8] = ["000", "000s", "000's", "'000", "´000", "‘000s", "*1000", "x1,000"];
const BESIDE: [&str; 8] =
    ["{p} {s}", "{p} - {s}", "{p} in {s}", "{s} of {p}", "{p} ({s})", "{p}, {s}", "{p}: {s}", "{s} {p}"];
const FRAMES: [&str; 9] = [
    "({u})",
    "[{u}]",
    "All figures in {u}",
    "All amounts are shown in {u}",
    "Values: {u}",
    "Units - {u}",
    "({u}, unaudited)",
    "All figures ({u} unless otherwise stated)",
    "Figures are {u}, rounded to one decimal place",
];
const HEADINGS: [&str; 6] = ["{n} ({u})", "{n} [{u}]", "{n} {u}", "{n}, {u}", "{n} in {u}", "{n} (in {u})"];
const NAMES: [&str; 5] = ["Annual budget", "Actual to date", "Paid", "Forecast outturn", "Contribution for the year"];
const WORDS: [&str; 8] =
    ["Council", "pool", "monitoring", "Home First", "2024-25", "M6", "Q2", "for three thousand residents"];

/// A scale from the tables, as it is written beside pounds.
fn scale() -> impl Strategy<Value = (String, Unit)> {
    let of = |words: Vec<&'static str>, unit| select(words).prop_map(move |word| (word.to_owned(), unit));
    prop_oneof![
        of(THOUSANDS.to_vec(), Unit::Thousands),
        of(MILLIONS.to_vec(), Unit::Millions),
        of(NOUGHTS.to_vec(), Unit::Thousands),
    ]
}

/// A unit in any spelling, with and without pounds.
fn spelling() -> impl Strategy<Value = (String, Unit)> {
    let pounds = || select([vec!["£"], POUNDS.to_vec()].concat());
    let beside = (pounds(), scale(), select(BESIDE.to_vec()))
        .prop_map(|(pounds, (scale, unit), beside)| (beside.replace("{p}", pounds).replace("{s}", &scale), unit));
    let glued = prop_oneof![scale(), select(LETTERS.to_vec()).prop_map(|(letter, unit)| (letter.to_owned(), unit))];
    let glued = glued.prop_map(|(scale, unit)| (format!("£{scale}"), unit));
    prop_oneof![
        pounds().prop_map(|pounds| (pounds.to_owned(), Unit::Pounds)),
        scale(),
        beside,
        glued,
        Just(("K£".to_owned(), Unit::Thousands)),
    ]
}

fn framed() -> impl Strategy<Value = (String, Unit)> {
    (spelling(), select(FRAMES.to_vec()), proptest::bool::ANY).prop_map(|((spelling, unit), frame, shout)| {
        let text = frame.replace("{u}", &spelling);
        (if shout { text.to_uppercase() } else { text }, unit)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_spelling_is_read_back_in_any_frame((text, unit) in framed()) {
        assert_eq!(of_table(&text), Said::Unit(unit), "{text}");
    }

    #[test]
    fn a_heading_states_any_spelling_and_is_found_without_it(
        (spelling, unit) in spelling(), frame in select(HEADINGS.to_vec()), name in select(NAMES.to_vec()),
    ) {
        let text = frame.replace("{n}", name).replace("{u}", &spelling);
        assert_eq!((in_heading(&text), without(&text).as_str()), (Said::Unit(unit), name), "{text}");
    }

    #[test]
    fn a_different_unit_never_leaves_the_answer(
        (text, unit) in framed(), (scale, other) in scale(), behind in proptest::bool::ANY, joined in select(vec![" ", " and ", "; ", " report "]),
    ) {
        let both = if behind { format!("{text}{joined}{scale}") } else { format!("{scale}{joined}{text}") };
        if unit != other {
            assert_ne!(of_table(&both), Said::Unit(unit), "{both}");
            assert_ne!(in_heading(&both), Said::Unit(unit), "{both}");
        }
    }

    #[test]
    fn words_that_bear_nothing_change_nothing(
        (text, unit) in framed(), before in select(WORDS.to_vec()), after in select(WORDS.to_vec()),
    ) {
        for text in [format!("{before} {text}"), format!("{before}: {text}"), format!("{text} {after}"), format!("{before} {text} {after}")] {
            assert_eq!(of_table(&text), Said::Unit(unit), "{text}");
        }
    }
}
