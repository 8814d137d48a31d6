//! `figures.xlsx`: one real table a sheet, a cover that leads to all of them, and formulas that come out as they are cached.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use calamine::{Data, Range, Reader, Xlsx};
use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;
use scrutiny::model::origin::Address;

use crate::support::publication::{Publication, shipped};
use crate::support::{Area, forty, root};

/// A workbook, as its cells and as its parts.
struct Book {
    parts: BTreeMap<String, String>,
    cells: Xlsx<Cursor<Vec<u8>>>,
}

/// The table on a sheet.
struct Marked {
    name: String,
    from: Address,
    to: Address,
    has_total: bool,
    columns: Vec<String>,
}

impl Book {
    fn open(bytes: &[u8]) -> Self {
        let mut package = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut parts = BTreeMap::new();
        for place in 0..package.len() {
            let mut entry = package.by_index(place).unwrap();
            let mut text = String::new();
            entry.read_to_string(&mut text).unwrap();
            parts.insert(entry.name().unwrap().into_owned(), text);
        }
        Self { parts, cells: Xlsx::new(Cursor::new(bytes.to_owned())).unwrap() }
    }

    fn sheet(&self, number: usize) -> &str {
        &self.parts[&format!("xl/worksheets/sheet{number}.xml")]
    }

    /// The table of the sheet with a number; each sheet has one, so they are numbered alike.
    fn table(&self, number: usize) -> Marked {
        let sheet = self.sheet(number);
        assert_eq!(sheet.matches("<tablePart ").count(), 1, "sheet {number}");
        let relations = &self.parts[&format!("xl/worksheets/_rels/sheet{number}.xml.rels")];
        let target = attribute(relations.split("<Relationship ").find(|one| one.contains("/table")).unwrap(), "Target");
        let text = &self.parts[&target.replace("..", "xl")];
        let (from, to) = attribute(text, "ref").split_once(':').map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
        Marked {
            name: attribute(text, "displayName"),
            from: from.parse().unwrap(),
            to: to.parse().unwrap(),
            has_total: text.contains("totalsRowCount=\"1\""),
            columns: text.split("<tableColumn ").skip(1).map(|column| attribute(column, "name")).collect(),
        }
    }
}

fn attribute(text: &str, name: &str) -> String {
    let value = text.split_once(&format!(" {name}=\"")).or_else(|| text.split_once(&format!("{name}=\""))).unwrap().1;
    let value = value.split('"').next().unwrap();
    ["&quot;\"", "&lt;<", "&gt;>", "&amp;&"].iter().fold(value.to_owned(), |value, pair| {
        let (coded, plain) = pair.split_at(pair.len() - 1);
        value.replace(coded, plain)
    })
}

fn number(cells: &Range<Data>, row: u32, column: u32) -> Option<Decimal> {
    match cells.get_value((row, column)) {
        Some(Data::Float(number)) => Some(Decimal::from_f64(*number).unwrap()),
        Some(Data::Int(number)) => Some(Decimal::from(*number)),
        _ => None,
    }
}

/// What a formula comes to, worked out by the four rules that the workbook uses.
fn worked_out(formula: &str, cells: &Range<Data>, table: &Marked) -> Decimal {
    let sum = |column: u32, from: u32, to: u32| (from..=to).filter_map(|row| number(cells, row, column)).sum();
    if let Some(range) = formula.strip_prefix("SUM(").and_then(|rest| rest.strip_suffix(')')) {
        let (from, to) = range.split_once(':').unwrap();
        let (from, to): (Address, Address) = (from.parse().unwrap(), to.parse().unwrap());
        return sum(from.column, from.row, to.row);
    }
    if let Some(rest) = formula.strip_prefix("ROUND(") {
        let (above, below) = rest.strip_suffix(",3)").unwrap().split_once('/').unwrap();
        let amount = |text: &str| {
            let at: Address = text.parse().unwrap();
            number(cells, at.row, at.column).unwrap()
        };
        let quotient = amount(above) / amount(below);
        return quotient.round_dp_with_strategy(3, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
    }
    if !formula.starts_with("SUBTOTAL(") {
        let cell = |text: &str| {
            let at: Address = text.parse().unwrap_or_else(|_| panic!("what is `{formula}`?"));
            number(cells, at.row, at.column).unwrap()
        };
        return formula.split('+').map(cell).sum();
    }
    let column =
        formula.strip_prefix(&format!("SUBTOTAL(109,{}[", table.name)).and_then(|rest| rest.strip_suffix("])"));
    let column = column.unwrap_or_else(|| panic!("what is `{formula}`?")).replace('\'', "");
    let place = table.columns.iter().position(|name| name.replace('\'', "") == column).unwrap();
    sum(table.from.column + u32::try_from(place).unwrap(), table.from.row + 1, table.to.row - 1)
}

/// Holds a workbook against the rules; how many formulas it has.
fn check(bytes: &[u8]) -> usize {
    let mut book = Book::open(bytes);
    let names = book.cells.sheet_names();
    assert_eq!((names[0].as_str(), names[1].as_str()), ("cover", "notes"));
    let links: BTreeSet<String> =
        book.sheet(1).split("<hyperlink ").skip(1).map(|link| attribute(link, "location")).collect();
    assert_eq!(links, names[1..].iter().map(|name| format!("'{name}'!A1")).collect(), "the cover lists every sheet");
    let notes = book.cells.worksheet_range("notes").unwrap();
    let mut tables = BTreeSet::new();
    let mut formulas = 0;
    for (number_of_sheet, name) in (1..).zip(&names) {
        let table = book.table(number_of_sheet);
        let sheet = book.sheet(number_of_sheet).to_owned();
        assert!(!sheet.contains("<mergeCell"), "{name}");
        assert!(number_of_sheet == 1 || sheet.contains("state=\"frozen\""), "{name}");
        assert!(tables.insert(table.name.to_lowercase()), "{name}");
        let cells = book.cells.worksheet_range(name).unwrap();
        assert!(matches!(cells.get_value((0, 0)), Some(Data::String(title)) if !title.is_empty()), "{name}");
        for row in table.from.row..=table.to.row {
            assert!(cells.get_value((row, 0)).is_some_and(|first| *first != Data::Empty), "{name} has a blank row");
        }
        assert_eq!(cells.end(), Some((table.to.row, cells.end().unwrap().1)), "{name}: nothing stands below the table");
        for (place, column) in (0..).zip(&table.columns) {
            assert_eq!(cells.get_value((table.from.row, place)), Some(&Data::String(column.clone())), "{name}");
        }
        let dash = cells.used_cells().find(|(.., value)| matches!(value, Data::String(text) if text == "–"));
        assert_eq!(dash, None, "{name}");
        if let Some(Data::String(about)) = cells.get_value((1, 0)) {
            for reference in about.split("[note ").skip(1) {
                let note = format!("note {}", reference.split(']').next().unwrap());
                assert!(notes.used_cells().any(|(.., value)| *value == Data::String(note.clone())), "{name}: {note}");
            }
        }
        let written = book.cells.worksheet_formula(name).unwrap();
        let (top, left) = written.start().unwrap_or_default();
        for (row, column, formula) in written.used_cells() {
            let at = (row as u32 + top, column as u32 + left);
            let cached =
                number(&cells, at.0, at.1).unwrap_or_else(|| panic!("{name}: {formula} is cached as no number"));
            assert_eq!(worked_out(formula, &cells, &table), cached, "{name}: {formula}");
            formulas += 1;
        }
        let total =
            written.used_cells().any(|(row, _, formula)| row as u32 + top == table.to.row && !formula.is_empty());
        assert!(!table.has_total || total, "{name} has a total without a sum");
    }
    formulas
}

#[test]
fn every_sheet_is_a_table_and_every_formula_comes_out() {
    let case = |name: &str| Area::copy(&root().join(name).join("input"));
    let names = ["tests/cases/pool-with-trouble", "tests/backtests/pss-ex1-england", "tests/findings/aligned-in-pool"];
    let small: Vec<Publication> = names.map(|name| case(name).published()).into();
    let all = [shipped(), forty::published()].into_iter().chain(&small);
    let formulas: Vec<usize> = all.map(|made| check(made.bytes("figures.xlsx"))).collect();
    assert!(formulas[0] >= 15 && formulas[1] > 400 && formulas.len() == 5, "{formulas:?}");
}

#[test]
fn text_that_looks_like_a_formula_stays_text() {
    let name = "=HYPERLINK(\"http://x\")";
    let area = Area::salford()
        .rewritten("Salford City Council", &format!("\"{name}\""))
        .rewritten("Community Equipment", "@SUM(1,2)")
        .rewritten("Active", "+1 and active")
        .set("author", "\"=1+1, an example made from figures published in September 2006\"");
    let made = area.published();
    check(made.bytes("figures.xlsx"));
    let book = Book::open(made.bytes("figures.xlsx"));
    let mut cells = book.cells;
    let mut seen = BTreeSet::new();
    for sheet in cells.sheet_names() {
        let formulas = cells.worksheet_formula(&sheet).unwrap();
        let own = ["SUBTOTAL(109,", "SUM(", "ROUND("];
        let is_sum = |formula: &str| formula.split('+').all(|cell| cell.parse::<Address>().is_ok());
        let is_own = |formula: &str| is_sum(formula) || own.iter().any(|begin| formula.starts_with(begin));
        let foreign = formulas.used_cells().find(|(.., formula)| !is_own(formula));
        assert_eq!(foreign, None, "{sheet}");
        for (.., value) in cells.worksheet_range(&sheet).unwrap().used_cells() {
            if let Data::String(text) = value
                && text.starts_with(['=', '+', '-', '@'])
            {
                seen.insert(text.clone());
            }
        }
    }
    for text in [name, "@SUM(1,2)", "+1 and active", "=1+1, an example made from figures published in September 2006"] {
        assert!(seen.contains(text), "{text}: {seen:?}");
    }
}

/// What stands in a row of a sheet whose first cell says this: the formulas by their columns.
fn formulas_of(book: &mut Book, sheet: &str, first: &str) -> Vec<Option<String>> {
    let cells = book.cells.worksheet_range(sheet).unwrap();
    let is_it = |row: &u32| cells.get_value((*row, 0)) == Some(&Data::String(first.to_owned()));
    let row = (0..=cells.end().unwrap().0).find(is_it).unwrap_or_else(|| panic!("no {first} on {sheet}"));
    let formulas = book.cells.worksheet_formula(sheet).unwrap();
    let of = |column: u32| formulas.get_value((row, column)).filter(|formula| !formula.is_empty()).cloned();
    (0..=cells.end().unwrap().1).map(of).collect()
}

/// The rows that a sum adds up.
fn rows_of(formula: &str) -> Vec<u32> {
    let row = |text: &str| text.parse::<Address>().unwrap_or_else(|_| panic!("what is `{formula}`?")).row;
    match formula.strip_prefix("SUM(").and_then(|rest| rest.strip_suffix(')')?.split_once(':')) {
        Some((from, to)) => (row(from)..=row(to)).collect(),
        None => formula.split('+').map(row).collect(),
    }
}

#[test]
fn a_total_of_pooled_funds_leaves_out_what_is_not_pooled() {
    let area = Area::new().agreement("Beds").commits("Council", 600).commits("NHS Board", 400);
    let area = area.budgets("Council", 600).budgets("NHS Board", 400);
    let area = area.agreement("Aids").arrangements("Aligned budget").commits("Council", 70).budgets("Council", 70);
    let area = area.agreement("Care").commits("Council", 50).budgets("Council", 50);
    let made = area.published();
    check(made.bytes("figures.xlsx"));
    let mut book = Book::open(made.bytes("figures.xlsx"));
    let sheets = book.cells.sheet_names();
    let mut totals = 0;
    for sheet in &sheets[2..] {
        let cells = book.cells.worksheet_range(sheet).unwrap();
        if !cells
            .used_cells()
            .any(|(_, column, value)| column == 0 && *value == Data::String("All pooled funds".into()))
        {
            continue;
        }
        for formula in formulas_of(&mut book, sheet, "All pooled funds").into_iter().flatten() {
            let aids = (0..=cells.end().unwrap().0)
                .find(|row| matches!(cells.get_value((*row, 0)), Some(Data::String(text)) if text.starts_with("Aids")));
            if let Some(aids) = aids {
                totals += 1;
                assert!(!rows_of(&formula).contains(&aids), "{sheet}: {formula} adds up row {}", aids + 1);
            }
        }
    }
    assert!(totals > 0, "{sheets:?}");
}

#[test]
fn the_sheets_of_an_agreement_stand_together() {
    let mut book = Book::open(forty::published().bytes("figures.xlsx"));
    let cover = book.cells.worksheet_range("cover").unwrap();
    let header = cover.used_cells().find(|(.., value)| **value == Data::String("Agreement".to_owned())).unwrap();
    let column = |column: u32| {
        let rows = header.0 as u32 + 1..=cover.end().unwrap().0;
        rows.map(|row| cover.get_value((row, column)).unwrap().to_string()).collect::<Vec<_>>()
    };
    let mut agreements = column(1);
    assert_eq!(column(0), book.cells.sheet_names()[1..], "in the order of the sheets");
    agreements.dedup();
    let once: BTreeSet<&String> = agreements.iter().collect();
    assert_eq!((once.len(), agreements[0].as_str()), (agreements.len(), "The whole area"), "{agreements:?}");
    assert!(agreements.len() > 30, "{agreements:?}");
}
