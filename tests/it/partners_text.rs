//! What partners write is data: it is no formula, commands no screen, turns no line round, and stops no area.

use std::fs;

use crate::support::{Area, paper};

/// An area with one more return of the council.
fn with(file: &str, text: &str) -> Area {
    let area = Area::finding("sub-penny");
    area.file(&format!("returns/council/{file}"), text);
    area
}

/// A budget for a pool that the register has not.
fn budget(pool: &str) -> String {
    format!("Year: 2006-07\nPooled fund,Council budget (£)\n\"{pool}\",5\n")
}

fn is_hidden(character: char) -> bool {
    let turns = ['\u{200e}', '\u{200f}', '\u{202a}', '\u{202e}', '\u{2066}', '\u{2069}'];
    character.is_control() && character != '\n' || turns.contains(&character)
}

#[test]
fn a_soft_hyphen_inside_an_amount_stops_no_area() {
    let text = budget("Beds, see note: £1,2\u{ad}34,567");
    let made = with("again.csv", &text).published();
    assert!(made.text("feedback/council.html").contains("see note: £1,2\u{ad}34,567"));
    assert!(paper::text(made.bytes("evidence.pdf")).contains("£1,234,567"));
}

#[test]
fn a_hyphen_that_does_not_break_is_drawn_as_one_and_stops_no_area() {
    for text in ["Beds, £1,000\u{2011}£5,000", "Beds \u{2011}£5,000", "Beds £5\u{202f}m", "Beds (\u{2011}£5)"] {
        let made = with("again.csv", &budget(text)).published();
        assert!(!paper::text(made.bytes("evidence.pdf")).contains("[U+2011]"), "{text}");
    }
}

#[test]
fn a_soft_hyphen_makes_no_other_name() {
    let area = Area::finding("sub-penny");
    area.file("returns/council/budget.csv", budget("Commun\u{ad}ity Equip\u{ad}ment"));
    let made = area.title("Test\u{ad}shire").published();
    assert_eq!(made.figures().value("contributions.budgeted", Some("equipment"), Some("Council")), "5.00");
    assert!(!made.found().contains(&"unknown-agreement".to_owned()));
}

#[test]
fn a_name_is_no_formula_in_a_csv_file() {
    for name in ["=1+1", "+x", "-x", "@SUM(A1)"] {
        let made = with(&format!("{name}.csv"), &budget("Community Equipment")).published();
        let mut trace = csv::Reader::from_reader(made.bytes("trace.csv"));
        let records: Vec<csv::StringRecord> = trace.records().map(Result::unwrap).collect();
        let fields = || records.iter().flat_map(csv::StringRecord::iter);
        assert!(!fields().any(|field| field.starts_with(['=', '+', '-', '@', '\t', '\r'])), "{name}");
        assert!(fields().any(|field| field == format!("'{name}")), "{name}");
        let quoted = fields().filter(|field| field.starts_with('\''));
        assert!(quoted.into_iter().all(|field| field == format!("'{name}")), "nothing else has changed");
    }
}

#[test]
fn hidden_characters_are_seen_wherever_they_are_shown() {
    let area = with("again.csv", &budget("Beds\u{1b}[2J\u{202e}sdeB\u{7f}\u{9b}\nin two lines"));
    let shown = "Beds[U+001B][2J[U+202E]sdeB[U+007F][U+009B] in two lines";
    let screen = area.screen();
    assert!(screen.contains(shown) && !screen.contains(is_hidden), "{screen}");
    let json = area.command("check", &["--json"]).out;
    assert!(json.contains(r"Beds\u001b[2J\u202esdeB\u007f\u009b\nin two lines"), "{json}");
    let file = area.input().join("returns/council/again.csv");
    let tried = crate::support::scrutiny(&["try", file.to_str().unwrap()]);
    assert!(!tried.out.contains(is_hidden) && !tried.err.contains(is_hidden), "{}{}", tried.out, tried.err);
    let made = area.published();
    assert_eq!(made.list("findings.json").len(), 2);
    assert!(!made.text("pack.html").contains(is_hidden));
    {
        let page = made.text("feedback/council.html");
        assert!(page.contains("Beds[U+001B][2J[U+202E]sdeB[U+007F][U+009B]\nin two lines"), "{page}");
        assert!(!page.contains(is_hidden), "{page}");
    }
    let paper = paper::characters(&paper::text(made.bytes("evidence.pdf")));
    assert!(paper.contains(&paper::characters(shown)) && !paper.contains(is_hidden), "{paper}");
    let json = made.text("findings.json");
    assert!(!json.contains(is_hidden), "{json}");
}

#[cfg(unix)]
#[test]
fn two_files_whose_names_are_no_unicode_stay_two() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let area = Area::finding("sub-penny");
    area.file("returns/council/budget.csv", budget("Community Equipment"));
    for (name, amount) in [(&b"Caf\xe9.csv"[..], "6"), (b"Caf\xe8.csv", "7"), (b"Caf%E9.csv", "8")] {
        let text = budget("Community Equipment").replace(",5", &format!(",{amount}"));
        fs::write(area.input().join("returns/council").join(OsStr::from_bytes(name)), text).unwrap();
    }
    let made = area.published();
    let run = made.json("run.json");
    let files: Vec<&str> =
        run["sheets"].as_array().unwrap().iter().map(|sheet| sheet["file"].as_str().unwrap()).collect();
    let names = ["Caf%25E9", "Caf%E8", "Caf%E9", "budget"].map(|name| format!("returns/council/{name}.csv"));
    assert_eq!(files, names);
}
