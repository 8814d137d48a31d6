//! Laws of ledgers: into whatever files a ledger is split, the books are the same; a month that is taken away is missed.

use proptest::prelude::{Just, Strategy, any, prop};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use scrutiny::model::money::Money;

use crate::support::Area;

/// A payment: the day of its month, what it is for, and pence.
type Payment = (u8, u8, &'static str, i64);

const PURPOSES: [&str; 3] = ["Step-down beds", "7710", "Libraries"];

fn area() -> Area {
    let area = Area::finding("month-missing");
    area.without("returns/council/ledger-april.csv");
    area.without("returns/council/ledger-june.csv");
    area
}

/// A file of a ledger, its columns in one of two orders; the number of a payment is its place in the whole ledger.
fn file(payments: &[(usize, Payment)], turned: bool) -> String {
    let mut text = String::from(if turned {
        "Document,Amount,Supplier,Cost centre,Payment date\n"
    } else {
        "Supplier,Payment date,Amount,Cost centre,Document\n"
    });
    for (number, (month, day, purpose, pence)) in payments {
        let date = format!("{day:02}/{:02}/2024", month + 3);
        let amount = Money::from_sum(*pence).plain();
        text.push_str(&if turned {
            format!("{number},{amount},Payee,{purpose},{date}\n")
        } else {
            format!("Payee,{date},{amount},{purpose},{number}\n")
        });
    }
    text
}

/// What the pools spent, and the names of what is found.
fn books(area: &Area, files: &[String]) -> (Vec<serde_json::Value>, Vec<String>) {
    for (place, text) in files.iter().enumerate() {
        area.file(&format!("returns/council/part-{place}.csv"), text);
    }
    let (_, report) = area.load();
    for place in 0..files.len() {
        area.without(&format!("returns/council/part-{place}.csv"));
    }
    let records = serde_json::to_value(report.pack.figures.records("testshire")).unwrap();
    let names = report.findings.iter().map(|finding| finding.about.name.to_owned()).collect();
    (records.as_array().unwrap().clone(), names)
}

fn runner(cases: u32) -> TestRunner {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
}

/// A ledger of April to June with something in every month.
fn ledger() -> impl Strategy<Value = Vec<Payment>> {
    let payment = (1..=3_u8, 1..=28_u8, 0..PURPOSES.len(), 1..9_000_000_i64);
    let some = prop::collection::vec(
        payment.prop_map(|(month, day, purpose, pence)| (month, day, PURPOSES[purpose], pence)),
        3..30,
    );
    some.prop_map(|mut payments| {
        payments.extend((1..=3).flat_map(|month| PURPOSES.map(|purpose| (month, 5, purpose, 10_000))));
        payments
    })
}

#[test]
fn a_ledger_split_into_any_files_gives_the_same_books() {
    let area = area();
    let shape = ledger().prop_flat_map(|payments| {
        let places: Vec<usize> = (0..payments.len()).collect();
        let parts = prop::collection::vec(0..4_usize, payments.len());
        (Just(payments), Just(places).prop_shuffle(), parts, prop::collection::vec(any::<bool>(), 4), any::<bool>())
    });
    let told = runner(16).run(&shape, |(payments, order, parts, again, turned)| {
        let numbered = |places: &[usize]| places.iter().map(|place| (*place, payments[*place])).collect::<Vec<_>>();
        let whole: Vec<usize> = (0..payments.len()).collect();
        let (expected, _) = books(&area, &[file(&numbered(&whole), false)]);
        let mut files = Vec::new();
        for (part, comes_again) in again.iter().enumerate() {
            let own: Vec<usize> = order.iter().copied().filter(|place| parts[*place] == part).collect();
            if own.is_empty() {
                continue;
            }
            files.push(file(&numbered(&own), turned));
            // The same part once more, from another system.
            files.extend(comes_again.then(|| file(&numbered(&own), !turned)));
        }
        files.extend(again[0].then(|| file(&numbered(&order), turned)));
        let (split, found) = books(&area, &files);
        proptest::prop_assert_eq!(split, expected, "{:?} {:?}", found, files);
        Ok(())
    });
    told.unwrap();
}

#[test]
fn a_month_that_is_taken_away_lowers_no_total_without_a_word() {
    let area = area();
    let told = runner(16).run(&(ledger(), 1..=3_u8), |(payments, gone)| {
        let of = |month: u8| {
            let own = payments.iter().copied().enumerate().filter(|(_, payment)| payment.0 == month);
            file(&own.collect::<Vec<_>>(), false)
        };
        let (whole, _) = books(&area, &[of(1), of(2), of(3)]);
        let left: Vec<String> = (1..=3).filter(|month| *month != gone).map(of).collect();
        let (figures, found) = books(&area, &left);
        proptest::prop_assert!(found.iter().any(|name| name == "month-missing"), "{found:?}");
        for figure in &figures {
            let same = |other: &&serde_json::Value| {
                ["id", "agreement", "scheme", "partner", "class", "source", "period"]
                    .iter()
                    .all(|key| other[*key] == figure[*key])
            };
            let before = whole.iter().find(same);
            let is_kept = figure["value"].is_null() || before.is_some_and(|before| before["value"] == figure["value"]);
            proptest::prop_assert!(is_kept, "{figure} was {before:?}");
        }
        Ok(())
    });
    told.unwrap();
}
