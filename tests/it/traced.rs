//! The trace: every printed amount is in it with its cells, and a paper that prints another is not published.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use scrutiny::present::Presented;
use scrutiny::present::pack::{Block, Cell, Column, Holds, Pack, Section, Span, Table, Value};
use scrutiny::publish::pdf::readback::{Printed, amounts_in};
use scrutiny::publish::publish;

use crate::support::paper::characters;
use crate::support::publication::{Publication, shipped};
use crate::support::{Area, forty, root};

/// The rows of a trace, each by the names of its columns.
fn trace(made: &Publication) -> Vec<std::collections::HashMap<String, String>> {
    csv::Reader::from_reader(made.bytes("trace.csv")).deserialize().map(|row| row.unwrap()).collect()
}

#[test]
fn amounts_are_numbers_and_what_is_printed_comes_last() {
    let made = shipped();
    let text = made.text("trace.csv");
    let heading = text.split("\r\n").next().unwrap();
    assert!(heading.starts_with("section,is,id,") && heading.ends_with(",cells,amount,printed"), "{heading}");
    assert!(text.ends_with("\r\n") && !text.replace("\r\n", "").contains('\n'));
    let mut exact = 0;
    for row in trace(made) {
        let (printed, amount) = (row["printed"].as_str(), row["amount"].as_str());
        let is_amount = printed.trim_start_matches('−').starts_with('£') && !printed.contains(' ');
        assert_eq!(is_amount, !amount.is_empty(), "{row:?}");
        if let Some(pounds) = printed.strip_prefix('£').filter(|pounds| pounds.contains('.') && !pounds.ends_with('m'))
        {
            assert_eq!(pounds.replace(',', ""), amount, "{row:?}");
            exact += 1;
        }
    }
    assert!(exact > 5, "{exact}");
    let millions = trace(made).into_iter().find(|row| row["printed"] == "£22.0m").unwrap();
    assert_eq!(millions["amount"], "22000000.00");
}

#[test]
fn every_printed_amount_is_in_the_trace() {
    let case = |name: &str| Area::copy(&root().join(name).join("input"));
    let small: Vec<Publication> = [
        case("tests/cases/pool-with-trouble"),
        case("tests/backtests/cambridgeshire-learning-disability"),
        Area::finding("not-money"),
    ]
    .map(|area| area.published())
    .into();
    let mut kinds = BTreeSet::new();
    for made in [shipped(), forty::published()].into_iter().chain(&small) {
        let rows = trace(made);
        kinds.extend(rows.iter().map(|row| row["is"].clone()));
        let traced: Vec<String> = rows.iter().map(|row| characters(&row["printed"])).collect();
        let figures = made.figures();
        let exact: BTreeSet<String> = ["value", "numerator", "denominator"]
            .iter()
            .flat_map(|key| figures.0.iter().filter_map(move |figure| figure[*key].as_str()))
            .map(|plain| scrutiny::model::money::Money::from_plain(plain).unwrap().to_string())
            .collect();
        let printed = ["pack.pdf", "evidence.pdf"].map(|file| amounts_in(made.bytes(file)).unwrap()).concat();
        assert!(printed.len() > 10, "{}", printed.len());
        for Printed { page, joined, .. } in printed {
            let is_traced = traced.iter().any(|text| text.contains(&joined)) || exact.contains(&joined);
            assert!(is_traced, "{joined} on page {page}");
        }
        // Where a figure has cells, a row says which, and a row with a sheet says of which file.
        for row in rows.iter().filter(|row| row["is"] == "figure" && !row["printed"].contains("not")) {
            // Where nothing was varied, no cell says so.
            if row["id"] == "contributions.varied" && row["amount"] == "0.00" {
                continue;
            }
            assert!(!row["cells"].is_empty() && !row["file"].is_empty(), "{row:?}");
        }
    }
    for kind in ["figure", "the part", "reference figure of the register", "words of an officer"] {
        assert!(kinds.contains(kind), "{kind}: {kinds:?}");
    }
}

#[test]
fn changes_since_the_last_report_are_traced_as_such() {
    let area = Area::salford();
    area.run();
    let council = "returns/salford-city-council/contributions-2006-07.csv";
    area.replace(council, &[("8,700,000.00", "8,600,000.00"), ("10,200,000.00", "10,100,000.00")]);
    area.run();
    let rows = trace(&area.newest());
    let found = |is: &str, printed: &str| {
        rows.iter().any(|row| row["is"] == is && row["printed"] == printed && row["id"] == "contributions.total")
    };
    assert!(found("figure as 2006-07 r1 has it", "£22,000,000.00"));
    assert!(found("change since 2006-07 r1", "−£100,000.00"));
    let standing = rows.iter().find(|row| row["is"] == "what was reported held against what was committed").unwrap();
    assert_eq!(standing["printed"], "Budgeted £100,000.00 below the commitment");
    let quoted = rows.iter().find(|row| row["is"] == "words of a finding" && row["id"] == "disinvestment").unwrap();
    assert!(!quoted["cells"].is_empty(), "{quoted:?}");
}

/// A pack with one more paragraph and one more table in its last section.
fn with(pack: Pack, text: &str) -> Pack {
    let mut sections: Vec<Section> = pack.sections;
    let cell = |text: &str| Cell { text: text.to_owned(), value: Value::Words, figure: None, said_by: None, bar: None };
    let table = Table {
        name: "more".to_owned(),
        caption: "More".to_owned(),
        columns: vec![Column { heading: "What".to_owned(), holds: Holds::Words, weight: 1 }],
        rows: vec![scrutiny::present::pack::Row { total: false, cells: vec![cell("Nothing")] }],
        notes: Vec::new(),
    };
    let blocks = &mut sections.last_mut().unwrap().blocks;
    blocks.extend([Block::Paragraph(vec![Span::Text(text.to_owned())]), Block::Table(table)]);
    Pack { sections, ..pack }
}

#[test]
fn a_paper_with_an_amount_of_nobody_is_not_published() {
    let area = Area::salford();
    let publish_with = |text: &str, name: &str| {
        let (job, report) = area.load();
        let pack = with(report.pack, text);
        let output = area.folder().join(name);
        let presented = Presented { pack, letters: report.letters, ratings: BTreeMap::new() };
        let published = publish(&presented, &report.findings, &[], &job.areas[0], &job.templates, &output);
        (published.map_err(|fault| fault.to_string()), output)
    };
    let (published, _) = publish_with("Partners put in £22.0m.", "known");
    assert!(published.is_ok(), "the amount is a figure, in millions: {published:?}");
    for (text, amount) in [("Partners put in £22.1m.", "£22.1m"), ("−£22,000,000.00", "−£22,000,000.00")] {
        let (published, output) = publish_with(text, "unknown");
        let said = published.unwrap_err();
        assert!(said.contains(&format!("prints {amount}, which is in no figure")), "{said}");
        assert!(!output.join("salford/2006-07/r1").exists(), "the revision is withheld");
    }
}

#[test]
fn an_amount_in_the_house_s_own_words_is_theirs() {
    let area = Area::salford();
    let words = "packs/words/glossary.md";
    let text = fs::read_to_string(area.templates().join(words)).unwrap();
    area.template(words, &format!("{text}\nPools above £1.5m are reported each quarter.\n"));
    let said = area.run();
    assert_eq!(said.code, 0, "{}", said.err);
    let rows = trace(&area.newest());
    let row = rows.iter().find(|row| row["printed"] == "£1.5m").unwrap();
    assert_eq!((row["is"].as_str(), row["file"].as_str()), ("words of a settings file", "packs/words/glossary.md"));
}
