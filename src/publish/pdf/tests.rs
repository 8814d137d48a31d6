//! Whole documents: every mark is owned, every header cell has a scope, the same pack gives the same bytes.

use chrono::NaiveDate;
use lopdf::{Dictionary, Document, Object};
use rust_decimal::Decimal;

use super::fonts::characters;
use super::{PdfError, pdf, tagged};
use crate::job::livery::{Colours, Livery, TypeSizes};
use crate::measure::Figures;
use crate::present::pack::{
    Bar, Block, Cell, Chart, ChartRow, Column, Holds, Pack, Reference, Row, Section, Segment, Span, Table, Value,
};

fn livery() -> Livery {
    let colours = Colours { heading: [18, 48, 74], accent: [11, 110, 120], tint: [238, 244, 245], text: [34, 38, 42] };
    Livery { colours, fonts: None, logo: None, sizes: TypeSizes::default(), characters: characters() }
}

fn cell(text: &str) -> Cell {
    Cell { text: text.to_owned(), value: Value::Words, figure: None, said_by: None, bar: None }
}

fn table(rows: usize) -> Block {
    let column = |heading: &str, holds| Column { heading: heading.to_owned(), holds, weight: 1 };
    let row = |index: usize| Row {
        total: index + 1 == rows,
        cells: vec![cell(&format!("Line {index}")), cell("1,234,567"), cell("")],
    };
    Block::Table(Table {
        name: "lines".to_owned(),
        caption: "Lines, pounds".to_owned(),
        columns: vec![column("Line", Holds::Words), column("Amount", Holds::Figures), column("Why", Holds::Words)],
        rows: (0..rows).map(row).collect(),
        notes: vec!["A note.".to_owned()],
    })
}

fn chart() -> Block {
    let bar = |label: &str, value: Option<i64>| {
        let text = value.map_or("not received".to_owned(), |value| value.to_string());
        ChartRow::with_bar(label, Bar::from_zero(value.map(Decimal::from), 0, text, None))
    };
    let mut rows = vec![bar("Beds", Some(5)), bar("Hoists", Some(-3)), bar("Rails", None)];
    rows[0].bars.push(Bar {
        segments: vec![
            Segment { from: Decimal::ONE, to: Decimal::TWO, series: 1 },
            Segment { from: Decimal::TWO, to: Decimal::TEN, series: 2 },
        ],
        text: "10".to_owned(),
        figure: None,
    });
    rows[1].break_before = Some("Series break: counted otherwise".to_owned());
    Block::Chart(Chart {
        caption: "Variance".to_owned(),
        alternative: "Over by 5, under by 3, one not received.".to_owned(),
        key: ["Council", "Health", "Nobody"].map(str::to_owned).to_vec(),
        rows,
        reference: Some(Reference { value: Decimal::from(4), text: "England: 4".to_owned() }),
    })
}

fn section(heading: &str, blocks: Vec<Block>) -> Section {
    Section {
        name: heading.to_lowercase(),
        heading: heading.to_owned(),
        part: None,
        new_page: false,
        one_page: false,
        blocks,
    }
}

fn text(text: &str) -> Vec<Span> {
    vec![Span::Text(text.to_owned()), Span::Strong(" £5".to_owned())]
}

fn noted(words: &str, mark: &str) -> Vec<Span> {
    let link = |section: &str| Span::Link { text: "there".to_owned(), section: section.to_owned() };
    let note = Span::Note { mark: mark.to_owned(), words: vec![link("second"), link("nowhere")] };
    [text(words), vec![note]].concat()
}

fn pack(rows: usize) -> Pack {
    let heading = |level, text: &str| Block::Heading { level, text: text.to_owned() };
    let long = "The partners pay in twelfths. ".repeat(120);
    Pack {
        title: "Pooled budgets & more".to_owned(),
        author: "Finance".to_owned(),
        committee: "Scrutiny".to_owned(),
        area: "Salford".to_owned(),
        period: "2006-07".to_owned(),
        as_at: NaiveDate::from_ymd_opt(2007, 3, 31).unwrap_or_default(),
        draft: true,
        sections: vec![
            section("Pooled budgets", vec![Block::Paragraph(text("Meeting"))]),
            section(
                "First",
                vec![
                    heading(3, "Deep too soon"),
                    Block::Paragraph(text(&long)),
                    Block::List(vec![text("one"), text("two"), text(" ")]),
                    Block::Steps(vec![text("first"), noted("then", "¹")]),
                    Block::Callout(noted("Mind 中", "²")),
                    Block::Paragraph(Vec::new()),
                ],
            ),
            section("Second", vec![heading(2, "Below"), table(rows), chart()]),
        ],
        is_public: true,
        evidence: Vec::new(),
        figures: Figures::none(),
    }
}

fn walk<'a>(document: &'a Document, node: &'a Object, visit: &mut dyn FnMut(&'a Dictionary)) {
    let node = match node {
        Object::Reference(id) => document.get_object(*id).unwrap_or(&Object::Null),
        other => other,
    };
    match node {
        Object::Array(kids) => kids.iter().for_each(|kid| walk(document, kid, visit)),
        Object::Dictionary(element) => {
            visit(element);
            if let Ok(kids) = element.get(b"K") {
                walk(document, kids, visit);
            }
        }
        _ => {}
    }
}

fn elements(document: &Document) -> Result<Vec<(String, &Dictionary)>, PdfError> {
    let root = document.catalog()?.get(b"StructTreeRoot")?;
    let mut found = Vec::new();
    walk(document, root, &mut |element| {
        if let Ok(name) = element.get(b"S").and_then(Object::as_name) {
            found.push((String::from_utf8_lossy(name).into_owned(), element));
        }
    });
    Ok(found)
}

#[test]
fn every_mark_belongs_to_the_structure_or_is_an_artifact() -> Result<(), PdfError> {
    let document = tagged(&pack(90).paper(), &livery())?;
    for (_, page) in document.get_pages() {
        let content = document.get_and_decode_page_content(page)?;
        let (mut depth, mut next) = (0, 0);
        for operation in content.operations {
            match operation.operator.as_str() {
                "BDC" => {
                    let properties = operation.operands.get(1).and_then(|p| p.as_dict().ok());
                    let mcid = properties.and_then(|p| p.get(b"MCID").ok()?.as_i64().ok());
                    let artifact = operation.operands.first() == Some(&"Artifact".into());
                    assert_eq!(mcid, (!artifact).then_some(next));
                    next += i64::from(!artifact);
                    depth += 1;
                }
                "EMC" => depth -= 1,
                "Tj" | "TJ" | "f" | "S" | "B" => assert_eq!(depth, 1, "unowned content"),
                _ => {}
            }
        }
        assert_eq!(depth, 0);
    }
    Ok(())
}

#[test]
fn header_cells_have_a_scope_and_nothing_but_a_cell_is_empty() -> Result<(), PdfError> {
    let document = tagged(&pack(90).paper(), &livery())?;
    let elements = elements(&document)?;
    let scopes = |wanted: &str| {
        let has = |element: &Dictionary| {
            let attributes = element.get(b"A").and_then(Object::as_dict);
            attributes
                .and_then(|a| a.get(b"Scope"))
                .and_then(Object::as_name)
                .is_ok_and(|scope| scope == wanted.as_bytes())
        };
        elements.iter().filter(|(name, element)| name == "TH" && has(element)).count()
    };
    assert_eq!(scopes("Column"), 3);
    assert_eq!(scopes("Row"), 90);
    assert_eq!(elements.iter().filter(|(name, _)| name == "TH").count(), 93);
    assert!(elements.iter().all(|(name, element)| name == "TD" || element.has(b"K")));
    Ok(())
}

#[test]
fn headings_go_down_one_level_at_a_time() -> Result<(), PdfError> {
    let document = tagged(&pack(3).paper(), &livery())?;
    let names = elements(&document)?.into_iter().map(|(name, _)| name);
    let headings: Vec<String> = names.filter(|name| name.len() == 2 && name.starts_with('H')).collect();
    assert_eq!(headings, ["H1", "H1", "H2", "H1", "H2"]);
    Ok(())
}

#[test]
fn footnotes_are_read_after_the_words_that_refer_to_them_and_found_by_name() -> Result<(), PdfError> {
    let document = tagged(&pack(3).paper(), &livery())?;
    let elements = elements(&document)?;
    let after = |name: &str| {
        let at = elements.iter().position(|(found, _)| found == name).unwrap_or(usize::MAX);
        elements.iter().skip(at).map(|(name, _)| name.as_str())
    };
    let read: Vec<&str> = after("Reference").take(7).collect();
    assert_eq!(read, ["Reference", "Link", "Note", "Lbl", "P", "Link", "P"], "an item's footnote, then the callout");
    let names = elements.iter().filter(|(name, _)| name == "Note").map(|(_, note)| note.get(b"ID"));
    let names = names.collect::<Result<Vec<_>, _>>()?;
    let root = document.catalog()?.get(b"StructTreeRoot").and_then(Object::as_reference)?;
    let tree = document.get_dictionary(root)?.get(b"IDTree").and_then(Object::as_reference)?;
    let listed = document.get_dictionary(tree)?.get(b"Names").and_then(Object::as_array)?;
    assert_eq!(listed.iter().step_by(2).collect::<Vec<_>>(), names);
    assert_eq!(names.len(), 2);
    Ok(())
}

#[test]
fn the_same_pack_gives_the_same_bytes() -> Result<(), PdfError> {
    let first = pdf(&pack(90).paper(), &livery())?;
    assert!(first == pdf(&pack(90).paper(), &livery())?);
    assert!(first != pdf(&pack(91).paper(), &livery())?);
    Ok(())
}

#[test]
fn odd_packs_are_printed_all_the_same() -> Result<(), PdfError> {
    let mut bare = pack(0);
    bare.sections.clear();
    pdf(&bare.paper(), &livery())?;
    let mut odd = pack(1);
    odd.committee = "A committee with a name that no header can hold ".repeat(9);
    odd.title = "\u{0}中".to_owned();
    odd.sections.push(section("", Vec::new()));
    odd.sections.push(section(
        &"Unbreakable".repeat(30),
        vec![
            Block::List(Vec::new()),
            Block::Table(Table {
                name: "empty".to_owned(),
                caption: String::new(),
                columns: Vec::new(),
                rows: Vec::new(),
                notes: Vec::new(),
            }),
            Block::Chart(Chart {
                caption: String::new(),
                alternative: "Nothing to show.".to_owned(),
                key: Vec::new(),
                rows: Vec::new(),
                reference: None,
            }),
        ],
    ));
    pdf(&odd.paper(), &livery())?;
    Ok(())
}

#[test]
fn a_table_lies_on_its_side_rather_than_break_an_amount() {
    let wide_pages = |columns: usize| {
        let figures = (0..columns).map(|_| Column { heading: "Amount".to_owned(), holds: Holds::Figures, weight: 1 });
        let amounts = (0..columns).map(|_| cell("£24,000,000.00"));
        let line = Column { heading: "Line".to_owned(), holds: Holds::Words, weight: 1 };
        let table = Table {
            name: "wide".to_owned(),
            caption: "Amounts".to_owned(),
            columns: std::iter::once(line).chain(figures).collect(),
            rows: vec![Row { total: false, cells: std::iter::once(cell("Beds")).chain(amounts).collect() }],
            notes: Vec::new(),
        };
        let mut pack = pack(1);
        pack.sections.push(section("Wide", vec![Block::Table(table)]));
        let document = tagged(&pack.paper(), &livery()).unwrap();
        let is_wide = |page: &lopdf::ObjectId| {
            let page = document.get_dictionary(*page).unwrap().get(b"MediaBox").unwrap().as_array().unwrap();
            page[2].as_float().unwrap() > page[3].as_float().unwrap()
        };
        document.get_pages().values().filter(|page| is_wide(page)).count()
    };
    assert_eq!([3, 9].map(wide_pages), [0, 1]);
}
