//! Feedback: a letter to each partner that has something to correct, worst first, and none to the others.

use std::fs;

use scrutiny::finding::Finding;
use scrutiny::job::settings::sha256_hex;
use serde_json::Value;

use crate::packs;
use crate::support::page::Page;
use crate::support::publication::shipped;
use crate::support::{Area, root};

/// The council's return.
const COUNCIL: &str = "returns/salford-city-council/contributions-2006-07.csv";

const LETTER: &str = "feedback/salford-city-council.html";

/// The words of all elements of a kind.
fn texts<'a>(page: &'a Page, name: &'a str) -> Vec<&'a str> {
    page.named(name).map(|element| element.text.as_str()).collect()
}

#[test]
fn a_year_without_trouble_has_no_letter() {
    assert!(shipped().files().iter().all(|name| !name.contains('/')));
}

#[test]
fn a_letter_says_what_is_wrong_where_and_what_to_do_worst_first() {
    let area = Area::copy(&root().join("tests/cases/pool-with-trouble/input"));
    let made = area.published();
    let letter = "feedback/testshire-council.html";
    let letters: Vec<&str> = made.files().into_iter().filter(|name| name.starts_with("feedback")).collect();
    assert_eq!(letters, [letter]);
    let page = Page::read(&made.text(letter));
    let headings = [
        "What has to be corrected",
        "What should be checked",
        "What there is no figure for",
        "Cells without a figure",
        "When you have finished",
    ];
    assert_eq!(texts(&page, "h2"), headings);
    assert_eq!(
        texts(&page, "h3"),
        [
            "1. budget.csv, cell B8",
            "2. Learning Disability",
            "3. beds.csv",
            "4. budget.csv, cell B10",
            "5. budget.csv, cell A9"
        ]
    );
    assert_eq!(texts(&page, "mark"), ["6OO,000.00"]);
    let words = texts(&page, "p");
    for expected in [
        "2 points have to be corrected and 3 points should be checked. The figures go to the Adults and Health Scrutiny \
         Committee, which meets on 20\u{a0}November\u{a0}2024.",
        "Amount is not money: “6OO,000.00” (letter O where a digit was expected).",
        "What to do: Correct the cell and send the file again; if the text means that there is no figure, tell us so.",
        "See also: the register of agreements, sheet Commitments, cells G3 and G5.",
    ] {
        assert!(words.contains(&expected), "{expected}\n{words:#?}");
    }
}

#[test]
fn what_a_partner_typed_is_never_markup() {
    let area = Area::salford();
    let nasty = "<img src=x onerror=alert(1)>&amp;\"'</td></script><b>";
    area.replace(COUNCIL, &[("8,700,000.00", &nasty.replace('"', "\"\""))]);
    area.file("returns/salford-city-council/a <b>&copy; 'x'.csv", "no,layout\n<i>,5\n");
    let made = area.title("<u>Sal</u> & \\\"ford\\\"").published();
    let (everywhere, title) = (["<img src=x onerror=alert(1)>&amp;", "a <b>&copy; 'x'.csv"], "<u>Sal</u> & \"ford\"");
    for (file, expected) in [("pack.html", &[][..]), (LETTER, &everywhere[..])] {
        let page = Page::read(&made.text(file));
        for name in ["img", "b", "i", "u"] {
            assert_eq!(page.named(name).count(), 0, "<{name}> in {file}");
        }
        // The paper has its figures for machines, too.
        assert_eq!(page.named("script").count(), if file == LETTER { 1 } else { 2 });
        let words: String = page.elements[0].text.chars().collect();
        for expected in expected.iter().chain([&title]) {
            assert!(words.contains(expected), "{file} lacks {expected}");
        }
    }
}

#[test]
fn the_same_input_gives_the_same_pages() {
    let pages = [Area::salford(), Area::salford()].map(|area| {
        area.replace(COUNCIL, &[("8,700,000.00", "8,6OO,000.00")]);
        let made = area.published();
        ["pack.html", LETTER].map(|file| made.text(file))
    });
    assert_eq!(pages[0], pages[1]);
}

#[test]
fn letters_belong_to_the_revision() {
    let area = Area::salford();
    area.replace(COUNCIL, &[("8,700,000.00", "8,6OO,000.00")]);
    let made = area.published();
    let files = made.json("run.json")["files"].clone();
    let listed = files.as_array().unwrap().iter().find(|file| file["name"] == LETTER).unwrap();
    assert_eq!(listed["sha256"], Value::from(sha256_hex(made.bytes(LETTER))));
    area.run();
    assert!(!area.revision(2).exists(), "an unchanged run publishes nothing");
    fs::write(made.folder().join(LETTER), "changed").unwrap();
    area.run();
    assert!(area.revision(2).join(LETTER).exists(), "a letter that was changed is made again");
}

#[test]
fn whoever_is_asked_for_something_gets_a_letter_and_nobody_else() {
    let mut asked = 0;
    for (name, report, _) in packs::reports().iter().filter(|(name, ..)| name.starts_with("finding-")) {
        let is_asked = |finding: &Finding| {
            let in_a_return = finding.places.iter().any(|place| place.file.starts_with("returns/"));
            finding.about.ask.is_some() && (in_a_return || finding.subject.partner.is_some())
        };
        let expected = report.findings.iter().any(is_asked);
        assert_eq!(!report.letters.is_empty(), expected, "{name}");
        asked += usize::from(expected);
    }
    assert!(asked > 40, "only {asked} were asked");
}

#[test]
fn what_is_asked_is_said_to_a_partner() {
    for about in scrutiny::findings() {
        let (name, Some(words)) = (about.name, about.ask) else { continue };
        assert!(words.ends_with('.') && words.starts_with(char::is_uppercase), "{name}: {words}");
        assert!(!words.contains('`') && !words.contains("templates/"), "{name}: {words}");
    }
}

#[test]
fn a_letter_names_the_headings_that_are_wanted_and_no_layout() {
    let area = Area::new().agreement("Beds").commits("Council", 600_000);
    area.file(
        "returns/council/m.csv",
        "Period: 2024-25\nScheme,Annual budget,Actual to date,Guess\nBeds,600,290,610\n",
    );
    let page = Page::read(&area.published().text("feedback/council.html"));
    let words = texts(&page, "p").join("\n");
    for expected in ["the usual headings are Scheme", "Forecast outturn", "under the usual headings, or tell us"] {
        assert!(words.contains(expected), "{expected}\n{words}");
    }
    assert!(!words.contains("layout"), "{words}");
}

#[test]
fn a_letter_says_what_there_is_no_figure_for_and_which_cells_are_open() {
    let area = Area::new().agreement("Beds").host("Council").commits("Council", 600).commits("NHS Board", 400);
    area.file(
        "returns/council/m.csv",
        "Year: 2024-25\nAgreement,Partner,Budgeted contribution,Paid,Received\nBeds,Council,600,n/a,\nBeds,NHS Board,..,,\nCots,Council,5,,\n",
    );
    let page = Page::read(&area.published().text("feedback/council.html"));
    let items = texts(&page, "li").join("\n");
    for expected in [
        "Beds: the budget of the pool, revenue; the usual heading is “",
        "Beds: what the pool has spent, revenue; the usual heading is “",
        "m.csv, cell D3: paid in, revenue.",
        "m.csv, cell C4: budgeted contribution, revenue.",
    ] {
        assert!(items.contains(expected), "{expected}\n{items}");
    }
    assert!(!items.contains("Beds: your budgeted contribution"), "it has come\n{items}");
}
