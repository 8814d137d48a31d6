//! Whole documents: Word's own structure, text that is only text, and the same bytes from the same pack.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use chrono::NaiveDate;
use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

use super::docx;
use crate::job::livery::{Colours, Livery, TypeSizes};
use crate::present::pack::{Block, Cell, Chart, Column, Holds, Pack, Row, Section, Span, Table, Value};

fn cells(texts: &[&str], total: bool) -> Row {
    let cell =
        |text: &&str| Cell { text: (*text).to_owned(), value: Value::Words, figure: None, said_by: None, bar: None };
    Row { total, cells: texts.iter().map(cell).collect() }
}

fn table(headings: [&str; 2]) -> Block {
    let [first, second] = headings;
    let column = |heading: &str, holds| Column { heading: heading.to_owned(), holds, weight: 1 };
    Block::Table(Table {
        name: "paid".to_owned(),
        caption: "Paid, pounds".to_owned(),
        columns: vec![column(first, Holds::Words), column(second, Holds::Figures)],
        rows: vec![cells(&["Beds <\u{202e}b>", "£1.00"], false), cells(&["All", "£1.00"], true)],
        notes: vec!["A note.".to_owned()],
    })
}

fn text(words: &str) -> Vec<Span> {
    vec![Span::Text(words.to_owned())]
}

fn section(name: &str, one_page: bool, blocks: Vec<Block>) -> Section {
    Section { name: name.to_owned(), heading: format!("The {name}"), part: None, new_page: false, one_page, blocks }
}

fn pack(draft: bool) -> Pack<()> {
    let link = |section: &str| Span::Link { text: format!("see {section}"), section: section.to_owned() };
    let note = Span::Note { mark: "¹".to_owned(), words: text("Said below & there.") };
    let chart = Chart {
        caption: "Variance".to_owned(),
        alternative: "One pool is over.".to_owned(),
        key: Vec::new(),
        rows: Vec::new(),
        reference: None,
    };
    let steps = || Block::Steps(vec![text("First"), text("Then")]);
    let body = vec![
        Block::Paragraph(vec![Span::Text("Under\u{7} \"it\"".to_owned()), note, link("end"), link("nowhere")]),
        Block::Heading { level: 3, text: "Two at most".to_owned() },
        Block::List(vec![text("A point")]),
        steps(),
        Block::Callout(vec![Span::Strong("Not to be missed".to_owned())]),
        table(["Pool", "Paid"]),
        table(["", ""]),
        Block::Chart(chart),
        steps(),
    ];
    Pack {
        title: "Pools & more".to_owned(),
        author: "Finance".to_owned(),
        committee: "Health Scrutiny".to_owned(),
        area: "Testshire".to_owned(),
        period: "2025-26".to_owned(),
        as_at: NaiveDate::from_ymd_opt(2025, 10, 14).unwrap(),
        draft,
        sections: vec![section("cover", false, vec![]), section("position", true, body), section("end", false, vec![])],
        is_public: true,
        evidence: vec![section("evidence", false, vec![])],
        figures: (),
    }
}

fn bytes(draft: bool) -> Vec<u8> {
    let colours = Colours { heading: [18, 48, 74], accent: [11, 110, 120], tint: [238, 244, 245], text: [34, 38, 42] };
    let livery = Livery { colours, fonts: None, logo: None, sizes: TypeSizes::default(), characters: BTreeSet::new() };
    docx(&pack(draft), &livery).unwrap()
}

/// The parts of a document by their names, each of them well-formed.
fn parts(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = BTreeMap::new();
    for number in 0..archive.len() {
        let mut file = archive.by_index(number).unwrap();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        let mut reader = Reader::from_str(&text);
        while !matches!(reader.read_event().unwrap(), Event::Eof) {}
        parts.insert(file.name().unwrap().into_owned(), text);
    }
    parts
}

/// What stands between two marks, wherever they do.
fn between<'a>(text: &'a str, from: &str, to: &str) -> Vec<&'a str> {
    text.split(from).skip(1).filter_map(|rest| Some(rest.split_once(to)?.0)).collect()
}

#[test]
fn every_part_is_declared_and_every_style_is_defined() {
    for draft in [false, true] {
        let parts = parts(&bytes(draft));
        let declared = between(&parts["[Content_Types].xml"], "PartName=\"/", "\"");
        let own: Vec<&str> = parts.keys().map(String::as_str).filter(|name| name.ends_with(".xml")).collect();
        for name in own.into_iter().filter(|name| *name != "[Content_Types].xml") {
            assert!(declared.contains(&name), "{name}");
        }
        assert!(declared.iter().all(|name| parts.contains_key(*name)), "{declared:?}");
        let led = between(&parts["word/_rels/document.xml.rels"], "Target=\"", "\"");
        assert!(led.iter().all(|name| parts.contains_key(&format!("word/{name}"))), "{led:?}");
        let styles: BTreeSet<&str> = between(&parts["word/styles.xml"], "w:styleId=\"", "\"").into_iter().collect();
        for kind in ["pStyle", "rStyle", "tblStyle"] {
            for text in parts.values() {
                for style in between(text, &format!("<w:{kind} w:val=\""), "\"") {
                    assert!(styles.contains(style), "{style}");
                }
            }
        }
        assert_eq!(parts.contains_key("word/header1.xml"), draft);
    }
}

#[test]
fn the_paper_has_words_own_structure() {
    let parts = parts(&bytes(true));
    let document = &parts["word/document.xml"];
    let styles = between(document, "<w:pStyle w:val=\"", "\"");
    let begin =
        ["Title", "Subtitle", "Heading1", "Normal", "Heading2", "ListBullet", "ListNumber", "ListNumber", "Callout"];
    assert_eq!(styles[..begin.len()], begin, "no level of heading is skipped");
    assert!(!document.contains("The evidence"), "the paper only");
    assert_eq!(document.matches("<w:pageBreakBefore/>").count(), 2, "a page of its own, and one after it");
    assert_eq!(document.matches("<w:tblHeader/>").count(), 1, "a table without headings has none to repeat");
    let caption = r#"<w:pStyle w:val="Caption"/></w:pPr><w:r><w:t xml:space="preserve">Paid, pounds</w:t>"#;
    assert_eq!(document.matches(caption).count(), 2);
    assert!(document.contains("One pool is over."));
    assert!(document.contains(r#"<w:hyperlink w:anchor="section2" w:history="1">"#));
    assert!(document.contains(r#"<w:bookmarkStart w:id="2" w:name="section2"/>"#));
    assert!(document.contains(r#"<w:t xml:space="preserve">see nowhere</w:t>"#));
    assert!(document.contains(r#"<w:footnoteReference w:id="1"/>"#));
    assert!(parts["word/footnotes.xml"].contains("Said below &amp; there."));
    let lists = between(document, "<w:numId w:val=\"", "\"");
    assert_eq!(lists, ["2", "2", "3", "3"], "each list counts from one");
    assert_eq!(between(&parts["word/numbering.xml"], "<w:num w:numId=\"", "\""), ["1", "2", "3"]);
    assert!(parts["word/header1.xml"].contains("Draft"));
}

#[test]
fn text_is_only_text() {
    let parts = parts(&bytes(false));
    let document = &parts["word/document.xml"];
    assert!(document.contains("Under[U+0007] &quot;it&quot;"), "{document}");
    assert!(document.contains("Beds &lt;[U+202E]b&gt;"), "{document}");
    for text in parts.values() {
        assert!(!text.contains(|character: char| character.is_control() && character != '\n'));
    }
}

#[test]
fn dates_are_those_of_the_pack_and_the_bytes_the_same() {
    let made = bytes(true);
    assert_eq!(made, bytes(true));
    let parts = parts(&made);
    let core = &parts["docProps/core.xml"];
    assert!(
        core.contains("<dc:title>Pools &amp; more</dc:title>") && core.contains("<dc:language>en-GB</dc:language>")
    );
    assert_eq!(core.matches(">2025-10-14T00:00:00Z<").count(), 2, "{core}");
    assert!(parts["word/styles.xml"].contains(r#"<w:lang w:val="en-GB""#));
    let mut archive = ZipArchive::new(Cursor::new(made)).unwrap();
    let year = archive.by_index(0).unwrap().last_modified().unwrap().year();
    assert_eq!(year, 1980, "no clock was read");
}

#[test]
fn tables_are_as_wide_as_the_page() {
    let parts = parts(&bytes(false));
    for grid in between(&parts["word/document.xml"], "<w:tblGrid>", "</w:tblGrid>") {
        let all: usize = between(grid, "w:w=\"", "\"").iter().map(|width| width.parse::<usize>().unwrap()).sum();
        assert!((super::styles::WIDTH - 4..=super::styles::WIDTH).contains(&all), "{grid}");
    }
}
