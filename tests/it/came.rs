//! What has come: a missing return names the files that a partner has sent, and asks for nothing that is there.

use crate::support::Area;
use crate::support::page::Page;

/// A pool into which a council has committed £1.2m, and which has sent a file.
fn sent(name: &str, content: &str) -> Area {
    let area = Area::new().agreement("Beds").commits("Council", 1_200_000).agreement("Equipment");
    let area = area.commits("NHS Board", 500);
    area.file(&format!("returns/council/{name}"), content);
    area.file("returns/nhs-board/b.csv", pool("Equipment,NHS Board,500,,"));
    area
}

/// A return of pools with one row.
fn pool(row: &str) -> String {
    format!("Year: 2024-25\nAgreement,Partner,Budgeted contribution,Paid,Received\n{row}\n")
}

/// What is said of the missing return, and what the council is asked in its letter.
fn said(area: &Area) -> (String, Vec<String>) {
    let made = area.published();
    let found = made.list("findings.json");
    let missing: Vec<_> = found.iter().filter(|one| one["name"] == "missing-return").collect();
    assert_eq!(missing.len(), 1, "{found:#?}");
    let letter = Page::read(&made.text("feedback/council.html"));
    let asks = letter.named("p").filter(|one| one.has_class("ask"));
    let asks = asks.map(|one| one.text.trim_start_matches("What to do: ").to_owned());
    (missing[0]["message"].as_str().unwrap().to_owned(), asks.collect())
}

#[test]
fn what_a_file_lacks_is_said_and_only_that_is_asked_for() {
    for (row, lacks, ask) in [
        (
            "Beds,Council,,400,",
            "has what was paid in, but no figure for the budgeted contribution",
            "Add what is missing to the return",
        ),
        (
            "Equipment,Council,5,,",
            "has the budgeted contribution for other agreements only",
            "Add the agreement to the return",
        ),
        ("Beds,NHS Board,5,,", "which says it of `NHS Board`", "Add your own figures"),
        ("Beds,Council,n/a,,", "it is left open (returns/council/b.csv[b!C3])", "Fill in what the return"),
        ("Beds,Council,,,", "no figure counts", "Fill in what the return"),
    ] {
        let (message, asks) = said(&sent("b.csv", &pool(row)));
        assert!(message.contains("it has sent `b.csv`, ") && message.contains(lacks), "{row}: {message}");
        assert!(asks.iter().any(|one| one.starts_with(ask)), "{row}: {asks:#?}");
        assert!(!asks.iter().any(|one| one.starts_with("Send the return")), "{row}: {asks:#?}");
    }
    let (message, _) = said(&sent("b.csv", &pool("Beds,Council,,400,")));
    assert!(
        message.starts_with("`Council` has not reported its budget for `Beds` in 2024-25; it has sent"),
        "{message}"
    );
    let (message, asks) = said(&sent("b.csv", &pool("Beds,Council,5,,").replace("2024-25", "2023-24")));
    assert!(message.starts_with("no figures of `Council` for 2024-25 could be used: it has sent"), "{message}");
    assert!(message.contains("`b.csv`, which has figures for 2023-24"), "{message}");
    assert!(asks.iter().any(|one| one.starts_with("Send the same for the period")), "{asks:#?}");
    let (message, asks) = said(&sent("notes.csv", "We have nothing to add this time.\n"));
    assert!(message.contains("`notes.csv`, in which no figure counts"), "{message}");
    assert!(asks[0].starts_with("Fill in"), "{asks:#?}");
}

#[test]
fn what_left_a_file_out_stands_first_and_is_all_that_is_asked() {
    for (name, content, cause) in [
        ("b.csv", "Year: 2024-25\nPlace,Body,Sum in pounds\nBeds,Council,5\n".to_owned(), "unrecognised-sheet"),
        ("b.xlsx", "PK\u{3}\u{4}no more".to_owned(), "corrupt"),
        ("b.csv", pool("Bets,Council,5,,"), "unknown-agreement"),
    ] {
        let area = sent(name, &content);
        let (message, asks) = said(&area);
        let expected = format!("it has sent `{name}`, which could not be used as it is (see `{cause}`)");
        assert!(message.contains(&expected), "{message}");
        let found = area.found();
        let place = |name: &str| found.iter().position(|one| *one == format!("error {name}"));
        assert!(place(cause).unwrap() < place("missing-return").unwrap(), "{found:?}");
        assert_eq!(asks.len(), 1, "{asks:#?}");
        assert!(!asks[0].starts_with("Send the return for the period"), "{asks:#?}");
    }
    let (message, asks) = said(&{
        let area = Area::new().agreement("Beds").commits("Council", 5).commits("NHS Board", 7);
        area.file("returns/nhs-board/b.csv", pool("Beds,NHS Board,7,,"));
        area
    });
    assert!(message.ends_with("have come; nothing is known of what it has budgeted for `Beds`"), "{message}");
    assert!(asks[0].starts_with("Send the return for the period"), "{asks:#?}");
}

#[test]
fn a_folder_that_is_nearly_the_partners_and_a_body_that_nobody_knows_are_causes() {
    let area = sent("b.csv", "");
    area.without("returns/council/b.csv");
    area.file("returns/counsil/b.csv", pool("Beds,Council,5,,"));
    let found = area.findings();
    let missing = found.iter().find(|one| one["name"] == "missing-return").unwrap();
    let message = missing["message"].as_str().unwrap();
    let expected = "it has sent `counsil/b.csv` perhaps, which could not be used as it is (see `unknown-partner`)";
    assert!(message.contains(expected), "{message}");
    assert_eq!(area.found()[..2], ["error unknown-partner", "error missing-return"]);
    let (message, asks) = said(&sent("b.csv", &pool("Beds,Cncl,5,,")));
    assert!(message.contains("`b.csv`, which could not be used as it is (see `unknown-partner`)"), "{message}");
    assert_eq!(asks.len(), 1, "{asks:#?}");
}

#[test]
fn each_of_several_files_is_named_with_what_it_lacks() {
    let area = sent("b.csv", &pool("Beds,Council,,400,"));
    area.file("returns/council/scan.pdf", "%PDF-1.7\n");
    let message = area.findings().iter().find(|one| one["name"] == "missing-return").unwrap()["message"].clone();
    let expected = "it has sent `b.csv`, which has what was paid in, but no figure for the budgeted contribution; `scan.pdf`, which \
                    could not be used as it is (see `unsupported`)";
    assert!(message.as_str().unwrap().ends_with(expected), "{message}");
}
