//! Feedback: a letter to each partner that has something to correct, worst first, and none to the others.

use std::fs;
use std::path::{Path, PathBuf};

use scrutiny::job::settings::sha256_hex;
use serde_json::Value;

use crate::support::page::Page;
use crate::support::{Area, folders, root, scrutiny};

/// The council's return.
const COUNCIL: &str = "returns/salford-city-council/contributions-2006-07.csv";

/// The letters of a revision, by their file names.
fn letters(revision: &Path) -> Vec<String> {
    let folder = revision.join("feedback");
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn letter(revision: &Path, name: &str) -> Page {
    Page::read(&fs::read_to_string(revision.join("feedback").join(name)).unwrap())
}

/// The words of all elements of a kind.
fn texts<'a>(page: &'a Page, name: &'a str) -> Vec<&'a str> {
    page.named(name).map(|element| element.text.as_str()).collect()
}

#[test]
fn a_year_without_trouble_has_no_letter() {
    let area = Area::salford();
    area.run();
    assert!(!area.revision(1).join("feedback").exists());
}

#[test]
fn a_letter_says_what_is_wrong_where_and_what_to_do_worst_first() {
    let area = Area::copy(&root().join("tests/cases/pool-with-trouble/input"));
    let said = area.run();
    let revision = folders(&area.output().join("input/2024-25")).pop().unwrap_or_else(|| panic!("{}", said.err));
    assert_eq!(letters(&revision), ["testshire-council.html"]);
    let page = letter(&revision, "testshire-council.html");
    assert_eq!(texts(&page, "h2"), ["What has to be corrected", "What should be checked", "When you have finished"]);
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
    let odd = area.input().join("returns/salford-city-council/a <b>&copy; 'x'.csv");
    fs::write(odd, "no,layout\n<i>,5\n").unwrap();
    let toml = fs::read_to_string(area.input().join("area.toml")).unwrap();
    let title = toml.lines().find(|line| line.starts_with("title")).unwrap();
    area.replace("area.toml", &[(title, "title = \"<u>Sal</u> & \\\"ford\\\"\"")]);
    let said = area.run();
    for file in ["pack.html", "feedback/salford-city-council.html"] {
        let text = fs::read_to_string(area.revision(1).join(file)).unwrap_or_else(|_| panic!("{}", said.err));
        let page = Page::read(&text);
        for name in ["img", "b", "i", "u"] {
            assert_eq!(page.named(name).count(), 0, "<{name}> in {file}");
        }
        assert_eq!(page.named("script").count(), 1);
        let words: String = page.elements[0].text.chars().collect();
        for expected in ["<img src=x onerror=alert(1)>&amp;", "a <b>&copy; 'x'.csv", "<u>Sal</u> & \"ford\""] {
            assert!(words.contains(expected), "{file} lacks {expected}");
        }
    }
}

#[test]
fn the_same_input_gives_the_same_pages() {
    let change = [("8,700,000.00", "8,6OO,000.00")];
    let pages = [Area::salford(), Area::salford()].map(|area| {
        area.replace(COUNCIL, &change);
        area.run();
        ["pack.html", "feedback/salford-city-council.html"].map(|file| fs::read(area.revision(1).join(file)).unwrap())
    });
    assert_eq!(pages[0], pages[1]);
}

#[test]
fn letters_belong_to_the_revision() {
    let area = Area::salford();
    area.replace(COUNCIL, &[("8,700,000.00", "8,6OO,000.00")]);
    area.run();
    let name = "feedback/salford-city-council.html";
    let path = area.revision(1).join(name);
    let files = area.json(1, "run.json")["files"].clone();
    let listed = files.as_array().unwrap().iter().find(|file| file["name"] == name).unwrap();
    assert_eq!(listed["sha256"], Value::from(sha256_hex(&fs::read(&path).unwrap())));
    area.run();
    assert!(!area.revision(2).exists(), "an unchanged run publishes nothing");
    fs::write(&path, "changed").unwrap();
    area.run();
    assert!(area.revision(2).join(name).exists(), "a letter that was changed is made again");
}

#[test]
fn whoever_is_asked_for_something_gets_a_letter_and_nobody_else() {
    let templates = root().join("templates");
    let mut asked = 0;
    for folder in folders(&root().join("tests/findings")) {
        let output = tempfile::tempdir().unwrap();
        let input = folder.join("input");
        let paths = [&input, &templates, output.path()].map(|path: &Path| path.to_str().unwrap().to_owned());
        scrutiny(&["run", "-q", "--input", &paths[0], "--templates", &paths[1], "--output", &paths[2]]);
        let Some(revision) = published(output.path()) else { continue };
        let findings: Value = serde_json::from_slice(&fs::read(revision.join("findings.json")).unwrap()).unwrap();
        let is_asked = |finding: &Value| {
            let places = finding["places"].as_array().unwrap().iter();
            let in_a_return =
                places.filter_map(|place| place["file"].as_str()).any(|file| file.starts_with("returns/"));
            asked_of_partners(finding["name"].as_str().unwrap()).is_some()
                && (in_a_return || finding["partner"].is_string())
        };
        let expected = findings.as_array().unwrap().iter().any(is_asked);
        assert_eq!(!letters(&revision).is_empty(), expected, "{}", folder.display());
        asked += usize::from(expected);
    }
    assert!(asked > 40, "only {asked} were asked");
}

fn published(output: &Path) -> Option<PathBuf> {
    let area = folders(output).into_iter().next()?;
    folders(folders(&area).first()?).pop()
}

/// What partners are asked about a finding; `None` where the finance team puts it right.
fn asked_of_partners(name: &str) -> Option<&'static str> {
    scrutiny::findings().find(|about| about.name == name).unwrap().ask
}

#[test]
fn what_is_asked_is_said_to_a_partner() {
    for about in scrutiny::findings() {
        let (name, Some(words)) = (about.name, about.ask) else { continue };
        assert!(words.ends_with('.') && words.starts_with(char::is_uppercase), "{name}: {words}");
        assert!(!words.contains('`') && !words.contains("templates/"), "{name}: {words}");
    }
}
