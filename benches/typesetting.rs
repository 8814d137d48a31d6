//! Typesetting: an appendix table of 5,000 rows as a tagged PDF, its pages, what a page costs, and its size.
//!
//! `cargo bench --bench typesetting`; with `-- DIR` it also writes `table.pdf`, and the same table as `table.typ` for a comparison
//! with Typst in the same run.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench that cannot go on should stop, and says what it measured"
)]

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use scrutiny::job::livery::{Colours, Livery, TypeSizes};
use scrutiny::model::money::Money;
use scrutiny::present::pack::{Block, Cell, Column, Holds, Pack, Row, Section, Table, Value};
use scrutiny::publish::pdf::fonts::characters;
use scrutiny::publish::pdf::{pdf, readback};

const ROWS: usize = 5_000;
const ROUNDS: usize = 5;
const HEADINGS: [&str; 6] = ["Agreement", "Partner", "Year", "Committed", "Paid", "Where"];

fn main() {
    let rows: Vec<[String; 6]> = (0..ROWS).map(row).collect();
    let pack = pack(&rows);
    let colours = Colours { heading: [18, 52, 77], accent: [29, 111, 138], tint: [232, 241, 244], text: [27, 27, 27] };
    let livery = Livery { colours, fonts: None, logo: None, sizes: TypeSizes::default(), characters: characters() };
    let mut fastest = Duration::MAX;
    let mut bytes = Vec::new();
    for _ in 0..ROUNDS {
        let start = Instant::now();
        bytes = pdf(&pack.paper(), &livery).unwrap();
        fastest = fastest.min(start.elapsed());
    }
    let pages = lopdf::Document::load_mem(&bytes).unwrap().get_pages().len();
    println!(
        "{ROWS} rows on {pages} pages in {fastest:.2?}, {:.2?} a page, {} kB",
        fastest / u32::try_from(pages).unwrap(),
        bytes.len() / 1000
    );
    let start = Instant::now();
    let amounts = readback::amounts_in(&bytes).unwrap().len();
    println!(
        "{amounts} amounts read back in {:.2?}, {:.2?} a page",
        start.elapsed(),
        start.elapsed() / u32::try_from(pages).unwrap()
    );
    // Cargo passes `--bench` on.
    if let Some(folder) = std::env::args().skip(1).find(|argument| !argument.starts_with('-')) {
        let folder = Path::new(&folder);
        fs::write(folder.join("table.pdf"), &bytes).unwrap();
        fs::write(folder.join("table.typ"), typst(&rows)).unwrap();
    }
}

fn row(number: usize) -> [String; 6] {
    let partners = ["Fenwick Council", "NHS Fenwick and Vale Integrated Care Board", "Ashby District Council"];
    let committed = Money::from_sum(number as i64 * 7_919_301 % 2_000_000_000);
    let paid = Money::from_sum(committed.pence() / 4 * 3);
    [
        format!("Agreement {}", number / 18),
        partners[number % 3].to_owned(),
        format!("20{}-{}", 19 + number / 3 % 6, 20 + number / 3 % 6),
        committed.to_string(),
        paid.to_string(),
        format!("{}: C{}", number % 40 + 1, number + 2),
    ]
}

fn pack(rows: &[[String; 6]]) -> Pack<()> {
    let column = |(place, heading): (usize, &&str)| Column {
        heading: (*heading).to_owned(),
        holds: if place == 3 || place == 4 { Holds::Figures } else { Holds::Words },
        weight: 1,
    };
    let cell = |text: &String| Cell { text: text.clone(), value: Value::Words, figure: None, said_by: None, bar: None };
    let row = |row: &[String; 6]| Row { total: false, cells: row.iter().map(cell).collect() };
    let table = Table {
        name: "lines".to_owned(),
        caption: "Lines".to_owned(),
        columns: HEADINGS.iter().enumerate().map(column).collect(),
        rows: rows.iter().map(row).collect(),
        notes: Vec::new(),
    };
    let section = |heading: &str, blocks| Section {
        name: heading.to_lowercase(),
        heading: heading.to_owned(),
        new_page: true,
        part: None,
        one_page: false,
        blocks,
    };
    Pack {
        title: "Appendix".to_owned(),
        author: "Finance".to_owned(),
        committee: "Scrutiny".to_owned(),
        area: "Fenwick".to_owned(),
        period: "2024-25".to_owned(),
        as_at: NaiveDate::from_ymd_opt(2025, 3, 31).unwrap(),
        draft: false,
        sections: vec![section("Appendix", Vec::new()), section("Lines", vec![Block::Table(table)])],
        is_public: true,
        evidence: Vec::new(),
        figures: (),
    }
}

/// The same table for Typst, in the same font size, with a repeated header and page numbers.
fn typst(rows: &[[String; 6]]) -> String {
    let mut text = String::from(
        "#set document(title: \"Appendix\")\n#set text(lang: \"en\", region: \"GB\", size: 9pt)\n\
         #set page(paper: \"a4\", margin: (x: 64pt, y: 80pt), header: [Scrutiny], footer: context counter(page).display(\"1 of 1\", both: true))\n\
         #show figure: set block(breakable: true)\n#title[Appendix]\n= Lines\n#figure(caption: [Lines], kind: table, supplement: none, table(columns: 6, \
         align: (left, left, left, right, right, left), stroke: none, table.header(",
    );
    HEADINGS.iter().for_each(|heading| write!(text, "[{heading}], ").unwrap());
    text.push_str("),\n");
    for row in rows {
        row.iter().for_each(|cell| write!(text, "[{cell}], ").unwrap());
        text.push_str("table.hline(stroke: 0.5pt + gray),\n");
    }
    text.push_str("))\n");
    text
}
