//! Tests of what the pages of whole packs do not show: charts below zero, long words, which tables can be sorted, where figures
//! lead, and what a page says to machines.

use std::collections::BTreeSet;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use sha2::{Digest, Sha256};

use super::lines::FigureRows;
use super::names::ElementNames;
use super::{bar, chart, table};
use crate::job::livery::{Colours, Livery, TypeSizes};
use crate::measure::TotalNumber;
use crate::present::pack::{
    Bar, Block, Cell, CellBar, Chart, ChartRow, Column, FIGURE_LINES, FigureRef, Holds, ONE_PAGE, Pack, Reference, Row,
    Section, Segment, Span, Table, Value,
};

fn bar(from: i64, to: i64, series: usize, text: &str) -> Bar {
    let segment = Segment { from: Decimal::from(from), to: Decimal::from(to), series };
    Bar { segments: vec![segment], text: text.to_owned(), figure: None }
}

fn drawn(key: &[&str], bars: Vec<Bar>, reference: Option<i64>) -> String {
    let row = ChartRow { label: "Learning <Disability>".to_owned(), bars, break_before: None };
    let reference = reference.map(|value| Reference { value: Decimal::from(value), text: "England".to_owned() });
    let chart = Chart {
        caption: "Variance".to_owned(),
        alternative: "One pool is over.".to_owned(),
        key: key.iter().map(|name| (*name).to_owned()).collect(),
        rows: vec![row],
        reference,
    };
    chart::chart(&chart, &mut ElementNames::new(FigureRows::default())).into_string()
}

#[test]
fn what_is_below_zero_stands_left_of_the_line_of_zero() {
    let svg = drawn(&["a", "b"], vec![bar(0, 30, 0, "£30"), bar(0, -10, 1, "−£10")], None);
    // Of a hundred, 100 − 3.1 × (4 + 1.5) are for bars from −10 to 30.
    assert!(svg.contains(r#"<line class="zero" x1="20.74%""#), "{svg}");
    assert!(svg.contains(r#"<rect class="s0" x="20.74%""#) && svg.contains(r#"width="62.21%""#), "{svg}");
    assert!(svg.contains(r##"<rect class="s1" fill="url(#chart-variance-1)" x="0.00%""##), "{svg}");
    assert!(svg.contains(r#"<pattern id="chart-variance-1""#) && svg.contains("Learning &lt;Disability&gt;"), "{svg}");
}

#[test]
fn long_words_stand_above_their_bar_and_a_missing_figure_has_none() {
    let svg = drawn(&[], vec![bar(0, 5, 0, "£500,000.00 (an overspend)")], Some(10));
    assert!(svg.contains(r#"<text class="strong" x="0""#) && svg.contains(r#"width="50.00%""#), "{svg}");
    assert!(
        svg.contains(r#"<line class="reference" x1="100.00%""#) && svg.contains(r#"text-anchor="end">England"#),
        "{svg}"
    );
    let none = Bar { segments: Vec::new(), text: "not available".to_owned(), figure: None };
    let svg = drawn(&[], vec![none], None);
    assert!(svg.contains(r#"<text class="quiet" x="0.00%""#) && !svg.contains("<rect"), "{svg}");
}

fn cells(texts: &[&str], total: bool) -> Row {
    let cell =
        |text: &&str| Cell { text: (*text).to_owned(), value: Value::Words, figure: None, said_by: None, bar: None };
    Row { total, cells: texts.iter().map(cell).collect() }
}

fn written(headings: [&str; 2], holds: Holds, rows: Vec<Row>) -> String {
    let column = |heading: &str, holds| Column { heading: heading.to_owned(), holds, weight: 1 };
    let [first, second] = headings;
    let table = Table {
        name: "paid".to_owned(),
        caption: "Each agreement".to_owned(),
        columns: vec![column(first, Holds::Words), column(second, holds)],
        rows,
        notes: vec!["A note.".to_owned()],
    };
    table::table(&table, &mut ElementNames::new(FigureRows::default())).into_string()
}

#[test]
fn a_table_is_sorted_only_where_no_row_hangs_on_its_neighbours() {
    let plain = || ["d", "b", "a", "c"].map(|name| cells(&[name, "£1.00"], false)).into_iter().collect::<Vec<_>>();
    let with = |place: usize, row: Row| {
        let mut rows = plain();
        rows.insert(place, row);
        rows
    };
    let sortable = |headings, holds, rows| written(headings, holds, rows).contains("sortable");
    let usual = ["Agreement", "Paid"];
    assert!(sortable(usual, Holds::Figures, plain()));
    assert!(sortable(usual, Holds::Figures, with(4, cells(&["All", "£4.00"], true))));
    assert!(!sortable(usual, Holds::Figures, with(2, cells(&["So far", "£2.00"], true))), "a subtotal");
    assert!(!sortable(usual, Holds::Figures, with(2, cells(&["Series break", "–"], false))), "a series break");
    assert!(!sortable(["", ""], Holds::Figures, plain()), "no headings");
    assert!(!sortable(usual, Holds::Words, plain()), "facts");
    assert!(!sortable(usual, Holds::Figures, plain().into_iter().take(3).collect()), "few rows");
}

#[test]
fn a_table_has_a_caption_scopes_notes_and_totals_apart() {
    let html = written(
        ["Agreement", "Paid"],
        Holds::Figures,
        vec![cells(&["A & B", "£1.00"], false), cells(&["All", "£1.00"], true)],
    );
    for part in [
        r#"<div class="scroll" role="region" aria-labelledby="table-paid-caption" tabindex="0">"#,
        r#"<table id="table-paid" aria-describedby="table-paid-notes""#,
        r#"<caption id="table-paid-caption">Each agreement</caption>"#,
        r#"<th scope="col" class="n">Paid</th>"#,
        r#"<th scope="row">A &amp; B</th>"#,
        r#"</tbody><tbody><tr class="total">"#,
        r#"<div class="notes" id="table-paid-notes"><p>A note.</p></div>"#,
    ] {
        assert!(html.contains(part), "{part}\n{html}");
    }
}

#[test]
fn an_amount_stays_whole_and_long_words_beside_it_need_not() {
    let rows = ["£1.00", "−£0.1m", "not available", "£0.3m, further off now"].map(|text| cells(&["A", text], false));
    let html = written(["Agreement", "Last report"], Holds::Figures, rows.into_iter().collect());
    assert!(
        html.contains(r#"<td class="n">−£0.1m</td>"#) && html.contains(r#"class="n none">not available"#),
        "{html}"
    );
    assert!(html.contains(r#"<td class="n wrap">£0.3m, further off now</td>"#), "{html}");
}

#[test]
fn paths_break_where_a_reader_would_break_them() {
    let html =
        written(["File", "Sheet"], Holds::Words, vec![cells(&["1", "returns/council/budget.csv[budget!B8]"], false)]);
    assert!(html.contains("returns/<wbr>council/<wbr>budget.csv<wbr>[budget!B8]"), "{html}");
}

fn figure(number: usize) -> FigureRef {
    FigureRef::Reference(TotalNumber(number))
}

/// A table whose rows print figures, by their numbers.
fn figures(name: &str, rows: &[&[usize]]) -> Block {
    let cell = |number: &usize| Cell {
        text: format!("£{number}.0m"),
        value: Value::Words,
        figure: Some(figure(*number)),
        said_by: None,
        bar: None,
    };
    let row = |numbers: &&[usize]| {
        let first = cells(&["Line"], false).cells;
        Row { total: false, cells: first.into_iter().chain(numbers.iter().map(cell)).collect() }
    };
    let column = |holds| Column { heading: "Of".to_owned(), holds, weight: 1 };
    let most = rows.iter().map(|row| row.len()).max().unwrap();
    let columns = [Holds::Words].into_iter().chain(vec![Holds::Figures; most]).map(column).collect();
    let caption = "Figures".to_owned();
    Block::Table(Table { name: name.to_owned(), caption, columns, rows: rows.iter().map(row).collect(), notes: vec![] })
}

fn section(name: &str, blocks: Vec<Block>) -> Section {
    Section {
        name: name.to_owned(),
        heading: name.to_owned(),
        part: None,
        new_page: false,
        one_page: name == ONE_PAGE,
        blocks,
    }
}

fn page(period: &str, sections: Vec<Section>, evidence: Vec<Section>) -> String {
    let pack = Pack {
        title: "Pools </script><b> & more".to_owned(),
        author: "Finance\u{202e}".to_owned(),
        committee: "Health Scrutiny".to_owned(),
        area: "Testshire".to_owned(),
        period: period.to_owned(),
        as_at: NaiveDate::from_ymd_opt(2025, 10, 14).unwrap(),
        draft: true,
        sections: [section("cover", vec![])].into_iter().chain(sections).collect(),
        is_public: true,
        evidence,
        figures: (),
    };
    let colours = Colours { heading: [0; 3], accent: [0; 3], tint: [255; 3], text: [0; 3] };
    let livery = Livery { colours, fonts: None, logo: None, sizes: TypeSizes::default(), characters: BTreeSet::new() };
    String::from_utf8(super::pack(&pack, &livery)).unwrap()
}

#[test]
fn one_figure_of_a_row_leads_to_the_evidence_and_says_so() {
    let said = Block::Paragraph(vec![Span::Figure { text: "£2.0m".to_owned(), figure: figure(2) }]);
    let paper = section("position", vec![said, figures("position", &[&[9, 2, 1]])]);
    let html = page("2025-26", vec![paper], vec![section("lines", vec![figures(FIGURE_LINES, &[&[1], &[2]])])]);
    let link = r#"<a class="f" href="evidence.pdf#nameddest=figure-000002" aria-label="£2.0m: where it comes from, in evidence.pdf">£2.0m</a>"#;
    assert_eq!(html.matches(link).count(), 2, "{html}");
    assert_eq!(
        html.matches("<a class=\"f\"").count(),
        2,
        "the row has one link, though two of its figures have a line"
    );
    assert!(!html.contains("id=\"figure-"), "the page has no lines of its own");
}

#[test]
fn a_paper_with_the_lines_leads_to_them() {
    let sections = vec![
        section("position", vec![figures("position", &[&[2, 1]])]),
        section("lines", vec![figures(FIGURE_LINES, &[&[1]]), figures("figure-lines-2", &[&[2]])]),
    ];
    let html = page("2025-26", sections, vec![]);
    let link = r##"<a class="f" href="#figure-000002" aria-label="£2.0m: where it comes from">£2.0m</a>"##;
    assert!(html.contains(link) && html.matches("<a class=\"f\"").count() == 1, "{html}");
    assert!(html.contains(r#"<tr id="figure-000001">"#) && html.contains(r#"<tr id="figure-000002">"#), "{html}");
}

#[test]
fn the_figures_are_described_to_machines_and_the_policy_knows_the_description() {
    let html = page("2025-26-Q2", vec![], vec![section("lines", vec![])]);
    let (_, rest) = html.split_once(r#"<script type="application/ld+json">"#).unwrap();
    let (json, after) = rest.split_once("</script>").unwrap();
    assert!(after.starts_with("</head>"), "nothing in it ends it: {json}");
    let data: serde_json::Value = serde_json::from_str(json).unwrap();
    for (key, value) in [
        ("@context", "https://schema.org"),
        ("@type", "Dataset"),
        ("name", "Pools </script><b> & more"),
        ("temporalCoverage", "2025-04-01/2025-09-30"),
        ("dateModified", "2025-10-14"),
        ("creativeWorkStatus", "Draft"),
        ("inLanguage", "en-GB"),
    ] {
        assert_eq!(data[key], value, "{key}");
    }
    assert_eq!(data["creator"]["name"], "Finance\u{202e}");
    assert_eq!(data["publisher"]["name"], "Testshire");
    assert_eq!(data["isAccessibleForFree"], true);
    let files = data["distribution"].as_array().unwrap();
    let files: Vec<&str> = files.iter().filter_map(|file| file["contentUrl"].as_str()).collect();
    assert_eq!(files, ["figures.csv", "figures.json", "figures.xlsx"]);
    let hash = BASE64_STANDARD.encode(Sha256::digest(json.as_bytes()));
    assert!(html.contains(&format!(" 'sha256-{hash}'; base-uri")), "{html}");
    let other = page("the winter", vec![], vec![]);
    assert!(!other.contains("temporalCoverage") && other.contains("dateModified"), "a period that is none");
    assert!(!other.contains("figures.csv") && other.contains("figures.json"), "a roll-up has no such file");
}

#[test]
fn the_agreements_on_the_one_page_are_cards_on_a_phone_and_begin_a_page_in_print() {
    let html = page("2025-26", vec![section(ONE_PAGE, vec![figures(ONE_PAGE, &[&[1]])])], vec![]);
    assert!(html.contains(r#"<section id="section-one-page" class="alone">"#), "{html}");
    assert!(html.contains(r#"class="stack glance""#) && html.contains(r#"data-h="Of""#), "{html}");
}

#[test]
fn bars_in_cells_are_known_without_colour_and_not_read_out() {
    let drawn = |to: i64, least: i64, most: i64| {
        let [to, least, most] = [to, least, most].map(Decimal::from);
        bar::bar(CellBar { to, least, most }).map(maud::Markup::into_string)
    };
    let over = drawn(30, -10, 30).unwrap();
    assert!(over.contains(r#"<svg class="bar" aria-hidden="true""#), "{over}");
    assert!(
        over.contains(r#"<rect class="over" x="25.00%" width="75.00%""#) && over.contains(r#"x1="25.00%""#),
        "{over}"
    );
    let under = drawn(-10, -10, 30).unwrap();
    assert!(under.contains(r#"<rect class="under" x="0.00%" width="25.00%""#), "{under}");
    assert!(!drawn(0, -10, 30).unwrap().contains("<rect"), "nothing is no bar");
    assert!(drawn(50, -10, 30).unwrap().contains(r#"width="75.00%""#), "no bar leaves its scale");
    assert_eq!(drawn(0, 0, 0), None, "no scale");
}
