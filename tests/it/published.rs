//! The shipped area, run from its files to its publication: the figures published in September 2006, and what a change does.

use std::fs;

use serde_json::{Value, json};

use crate::support::Area;
use crate::support::paper::{self, characters};
use crate::support::publication::shipped;

/// The council's return.
const COUNCIL: &str = "returns/salford-city-council/contributions-2006-07.csv";
const TRUST: &str = "Salford Primary Care Trust";

#[test]
fn salford_gives_the_published_figures() {
    let area = Area::salford();
    let said = area.run();
    assert_eq!((said.code, said.err.lines().count()), (0, 1), "{}", said.err);
    assert_eq!(said.out, "salford 2006-07: published (r1, final): no findings\n");
    let made = area.newest();
    let figures = made.figures();
    for (agreement, total, percent) in [
        (None, "22000000.00", "53.6"),
        (Some("drug-and-alcohol"), "2300000.00", "82.6"),
        (Some("learning-difficulties"), "17300000.00", "49.7"),
        (Some("community-equipment"), "2400000.00", "54.2"),
    ] {
        let of = |id, partner| figures.one(&[("id", Some(id)), ("agreement", agreement), ("partner", partner)]);
        let found = of("contributions.total", None);
        assert_eq!((&found["value"], &found["basis"]), (&json!(total), &json!("budgeted")));
        assert_eq!(of("contribution-share", Some(TRUST))["percent"], percent);
    }
    let joint = |definition| {
        figures.one(&[("id", Some("joint-expenditure")), ("definition", Some(definition)), ("agreement", None)])
    };
    for (definition, numerator, denominator, percent) in
        [("council-share", "10200000.00", "124062000.00", "8.2"), ("pss-ex1", "12457000.00", "124062000.00", "10.0")]
    {
        let found = joint(definition);
        assert_eq!(found["numerator"], numerator);
        assert_eq!(found["denominator"], denominator);
        assert_eq!(found["percent"], percent);
    }
    let formal = joint("formal-joint");
    assert_eq!(formal["percent"], Value::Null);
    assert_eq!(formal["why"], "not recorded for 2006-07: health and social care spending of the area");
}

#[test]
fn every_figure_is_unique_and_keeps_to_its_form() {
    let mut keys = std::collections::BTreeSet::new();
    for figure in &shipped().figures().0 {
        let key = ["id", "definition", "agreement", "scheme", "partner", "class", "source", "period"]
            .map(|key| figure[key].to_string());
        assert!(keys.insert(key), "{figure}");
        let null = figure["value"].is_null() && figure["percent"].is_null();
        assert_eq!(null, figure["why"].is_string(), "{figure}");
    }
}

#[test]
fn a_revision_has_every_file_and_its_manifest_knows_their_hashes() {
    let made = shipped();
    let names = [
        "evidence.pdf",
        "figures.csv",
        "figures.csv-metadata.json",
        "figures.json",
        "figures.xlsx",
        "findings.json",
        "ledger.parquet",
        "pack.html",
        "pack.pdf",
        "run.json",
        "trace.csv",
    ];
    assert_eq!(made.files(), names);
    let run = made.json("run.json");
    for file in run["files"].as_array().unwrap() {
        let bytes = made.bytes(file["name"].as_str().unwrap());
        assert_eq!(file["sha256"], scrutiny::job::settings::sha256_hex(bytes), "{file}");
    }
    assert_eq!(run["ledger"], json!({"amounts": 6, "pence": 2_200_000_000_u64}));
    assert_eq!(run["account"]["conserved"], true);
    for sheet in run["sheets"].as_array().unwrap().iter().chain([&run["account"]]) {
        let pence = |name: &str| sheet[name].as_i64().unwrap();
        assert_eq!(pence("read-pence"), pence("accepted-pence") + pence("witnessed-pence") + pence("refused-pence"));
    }
}

#[test]
fn the_same_input_gives_the_same_bytes_in_another_folder() {
    let (one, other) = (shipped(), Area::salford().published());
    assert_eq!(one.files(), other.files());
    for file in one.files() {
        assert!(one.bytes(file) == other.bytes(file), "{file} differs");
    }
}

#[test]
fn an_unchanged_run_makes_no_new_revision_and_says_so() {
    let area = Area::salford();
    area.run();
    let said = area.run();
    assert_eq!(
        (said.code, said.out.as_str()),
        (0, "salford 2006-07: unchanged, no new revision (r1, final): no findings\n")
    );
    assert!(!area.revision(2).exists());
    let journal = fs::read_to_string(area.output().join("journal.jsonl")).unwrap();
    let outcomes: Vec<Value> =
        journal.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["outcome"].clone()).collect();
    assert_eq!(outcomes, ["published", "unchanged"]);
}

#[test]
fn a_revision_that_somebody_changed_is_published_anew() {
    let area = Area::salford();
    area.run();
    fs::write(area.revision(1).join("figures.json"), "[]").unwrap();
    assert!(area.run().out.contains("published (r2"));
    assert_eq!(fs::read_to_string(area.revision(1).join("figures.json")).unwrap(), "[]", "r1 is never written again");
}

#[test]
fn a_quiet_cut_is_named_with_its_cell_everywhere() {
    let area = Area::salford();
    area.run();
    area.replace(COUNCIL, &[("8,700,000.00", "8,600,000.00"), ("10,200,000.00", "10,100,000.00")]);
    let said = area.run();
    assert_eq!(said.code, 1, "the period is final and nobody has acknowledged the error");
    assert_eq!(said.out, "salford 2006-07: published (r2, draft): 1 error and 1 note\n");
    for words in ["error[disinvestment]", "£100,000.00 below", "`Learning Difficulties`", "contributions-2006-07!C7]"]
    {
        assert!(said.err.contains(words), "{words}: {}", said.err);
    }
    let findings = area.json(2, "findings.json");
    assert_eq!(findings.as_array().unwrap().len(), 2);
    assert_eq!((&findings[0]["name"], &findings[1]["name"]), (&json!("disinvestment"), &json!("restated")));
    assert_eq!(findings[0]["places"][0], json!({"file": COUNCIL, "sheet": "contributions-2006-07", "cell": "C7"}));
    assert_eq!(area.json(2, "run.json")["status"], "draft");
}

#[test]
fn what_was_published_and_moved_is_said_with_its_file() {
    let area = Area::salford();
    area.run();
    area.replace(COUNCIL, &[("8,700,000.00", "8,600,000.00"), ("10,200,000.00", "10,100,000.00")]);
    let first = area.command("run", &["-q"]);
    let again = area.command("run", &["-q"]);
    assert!(first.out.contains("1 error and 1 note") && again.out.contains("1 error and 1 note"), "{}", again.out);
    assert!(again.out.contains("unchanged"), "a run is held against the report before its own");
    let findings = area.json(2, "findings.json");
    let restated = findings[1]["message"].as_str().unwrap();
    assert!(
        restated.contains("since 2006-07 r1, `Contributions` was £22,000,000.00 and is £21,900,000.00"),
        "{restated}"
    );
    assert_eq!(findings[1]["places"], json!([{"file": COUNCIL, "sheet": null, "cell": null}]));
    area.replace("area.toml", &[("period    = \"2006-07\"", "period    = \"2007-08\"")]);
    area.command("run", &["-q"]);
    let later = fs::read_to_string(area.output().join("salford/2007-08/r1/findings.json")).unwrap();
    assert!(!later.contains("`Contributions` was"), "figures of another period are no restatement");
}

#[test]
fn a_total_that_was_not_changed_with_its_line_disagrees() {
    let area = Area::salford();
    area.replace(COUNCIL, &[("8,700,000.00", "8,600,000.00")]);
    assert_eq!(area.run().out, "salford 2006-07: published (r1, draft): 1 error and 1 warning\n");
    assert_eq!(area.newest().found(), ["disinvestment", "totals-disagree"]);
}

#[test]
fn a_missing_return_is_not_received_and_never_nil() {
    let area = Area::salford();
    area.without(COUNCIL);
    let said = area.command("run", &["--strict", "-q"]);
    assert_eq!((said.code, said.err.lines().count()), (1, 1), "{}", said.err);
    let figures = area.newest().figures();
    let total = figures.one(&[("id", Some("contributions.total")), ("agreement", None), ("partner", None)]);
    assert_eq!((&total["value"], &total["basis"]), (&json!("22000000.00"), &json!("committed")));
    assert_eq!(*figures.value("contributions.budgeted", None, Some("Salford City Council")), Value::Null);
    assert_eq!(area.json(1, "run.json")["findings"]["errors"], 1);
}

#[test]
fn check_writes_nothing() {
    let area = Area::salford();
    let said = area.command("check", &[]);
    assert_eq!((said.code, said.out.as_str()), (0, "salford 2006-07: no findings\n"));
    assert!(!area.output().exists());
}

#[test]
fn run_prints_a_line_of_json_for_each_area_when_asked() {
    let area = Area::salford();
    let line: Value = serde_json::from_str(&area.command("run", &["--json"]).out).unwrap();
    assert_eq!((&line["area"], &line["revision"], &line["new"]), (&json!("salford"), &json!(1), &json!(true)));
}

#[test]
fn the_pdf_says_every_figure_that_the_trace_lists() {
    let made = shipped();
    let text = ["pack.pdf", "evidence.pdf"].map(|file| characters(&paper::text(made.bytes(file)))).concat();
    let mut trace = csv::Reader::from_reader(made.bytes("trace.csv"));
    let printed: Vec<String> =
        trace.records().map(|record| characters(record.unwrap().iter().next_back().unwrap())).collect();
    assert!(printed.len() > 60);
    for figure in printed {
        assert!(text.contains(&figure), "{figure}");
    }
}

#[cfg(unix)]
#[test]
fn links_and_devices_are_not_followed_and_names_may_be_odd() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let area = Area::salford();
    let folder = area.input().join("returns/salford-city-council");
    let before = fs::read(area.input().join(COUNCIL)).unwrap();
    fs::rename(area.input().join(COUNCIL), folder.join(OsStr::from_bytes(b"contributions \xff.csv"))).unwrap();
    std::os::unix::fs::symlink(area.folder().join("templates/house.toml"), folder.join("link.csv")).unwrap();
    let fifo = std::process::Command::new("mkfifo").arg(folder.join("pipe.csv")).status();
    for name in ["~$open.xlsx", ".~lock.open.ods#", ".DS_Store", "Thumbs.db", "half.tmp"] {
        fs::write(folder.join(name), "x").unwrap();
    }
    let said = area.run();
    let passed = 6 + usize::from(fifo.is_ok_and(|made| made.success()));
    assert_eq!(said.out, format!("salford 2006-07: published (r1, final): {passed} notes\n"), "{}", said.err);
    let kept = fs::read(folder.join(OsStr::from_bytes(b"contributions \xff.csv"))).unwrap();
    assert!(kept == before, "nothing in the folder is changed");
}

#[test]
fn a_paper_is_held_against_the_last_one_that_was_final_and_a_new_look_hides_nothing() {
    let area = Area::salford();
    let changed = |revision: u32| {
        let page = fs::read_to_string(area.revision(revision).join("pack.html")).unwrap();
        let from = page.find("What has changed since the last report</h2>").unwrap();
        page[from..].chars().take(1_500).collect::<String>()
    };
    let recolour = |colour: &str| {
        let text = fs::read_to_string(area.templates().join("house.toml")).unwrap();
        let at = text.find("accent  = \"#").unwrap() + 11;
        area.template("house.toml", &format!("{}{colour}{}", &text[..at], &text[at + 7..]));
    };
    area.run();
    area.replace(COUNCIL, &[("8,700,000.00", "8,600,000.00")]);
    area.run();
    assert!(changed(2).contains("on 2006/07 (revision 1)"), "{}", changed(2));
    recolour("#6b2d5c");
    area.run();
    assert!(changed(3).contains("on 2006/07 (revision 1)") && !changed(3).contains("No figure"), "{}", changed(3));
    let names = |revision: u32| area.json(revision, "findings.json").to_string();
    assert!(names(2).contains("restated") && names(3).contains("restated"));
}

#[test]
fn where_nothing_was_final_a_draft_is_held_against_one_that_was_made_from_other_figures() {
    let area = Area::salford().status("draft");
    area.run();
    area.replace(COUNCIL, &[("8,700,000.00", "8,600,000.00")]);
    area.run();
    fs::remove_file(area.templates().join("layouts/years-across-net.toml")).unwrap();
    area.run();
    let third = area.json(3, "findings.json").to_string();
    assert!(third.contains("since 2006-07 r1"), "{third}");
}

#[test]
fn the_cover_says_who_signed_the_paper_off() {
    for (line, says) in
        [("", None), ("signed-off = \"J. Ortiz, 1 September 2006\"\n", Some("J. Ortiz, 1 September 2006"))]
    {
        let area = Area::salford();
        area.replace("area.toml", &[("access ", &format!("{line}access "))]);
        let page = area.published().text("pack.html");
        let signed = page.split("Signed off by the responsible finance officer").nth(1);
        let beginning = signed.map(|text| text.chars().take(200).collect::<String>());
        assert_eq!(beginning.is_some(), says.is_some());
        assert!(beginning.zip(says).is_none_or(|(text, says)| text.contains(says)), "{says:?}");
    }
}

#[test]
fn an_exempt_paper_names_its_paragraph_and_is_not_described_to_machines() {
    let area = Area::salford();
    area.replace("area.toml", &[("access    = \"public\" ", "access    = \"exempt\" ")]);
    let made = area.published();
    assert!(made.found().contains(&"exempt-without-reason".to_owned()));
    assert!(!made.text("pack.html").contains("ld+json"));
    let path = area.input().join("area.toml");
    let paper = "\n[paper]\nexempt-paragraph = 3\npublic-interest = \"Prices of a tender would be known.\"\n";
    fs::write(&path, fs::read_to_string(&path).unwrap() + paper).unwrap();
    let made = area.published();
    assert!(!made.found().contains(&"exempt-without-reason".to_owned()));
    let words = made.paper_words();
    assert!(words.contains("paragraph 3 of Part 1 of Schedule 12A") && words.contains("Prices of a tender"), "{words}");
}
