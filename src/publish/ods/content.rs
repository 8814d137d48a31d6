//! The cells of the spreadsheet: a cover, the notes, and a sheet for each table, with the values and formulas of `figures.xlsx`.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use rust_decimal::Decimal;

use super::styles;
use crate::model::money::grouped;
use crate::model::shown::visible;
use crate::present::pack::{Behind, Holds, Pack};
use crate::publish::sheet::filled::{FilledCell, Form, HEADER, Working, address, filled};
use crate::publish::sheet::{
    BACK, CONTENTS, NOTE_HEADINGS, NOTES_ABOUT, Notes, TableSheet, WHAT, facts, headings, listed, plan, shortened,
};

/// The narrowest and the widest that a column may be, in digits.
const WIDTHS: (usize, usize) = (12, 70);

/// The two parts that list the sheets.
pub(super) struct Content {
    /// `content.xml`.
    pub cells: Vec<u8>,
    /// `settings.xml`: which rows and columns of each sheet stay in view.
    pub views: Vec<u8>,
}

/// A cell: its words or its number, and how it looks.
enum Shown<'a> {
    Words(String, String),
    Link { text: String, to: &'a str },
    Number { value: Decimal, form: Form, formula: Option<String>, style: String },
}

/// A sheet with its rows.
struct Sheet<'a> {
    name: &'a str,
    widths: Vec<usize>,
    rows: Vec<Vec<Shown<'a>>>,
    /// The row of the headings of its table.
    header: usize,
    /// Whether the first column stays in view.
    has_figures: bool,
}

/// The content of a pack.
pub(super) fn of<F: Behind>(pack: &Pack<F>) -> io::Result<Content> {
    let (tables, notes) = plan(pack);
    let mut sheets = vec![cover(pack, &tables), of_notes(&notes, &tables)];
    sheets.extend(tables.iter().map(|table| of_table(table, pack)));
    let mut widths: Vec<usize> = sheets.iter().flat_map(|sheet| sheet.widths.iter().copied()).collect();
    widths.sort_unstable();
    widths.dedup();
    Ok(Content { cells: cells(&sheets, &widths)?, views: views(&sheets)? })
}

fn words(text: &str, style: &str) -> Shown<'static> {
    Shown::Words(shortened(text), style.to_owned())
}

fn cover<'a, F>(pack: &Pack<F>, tables: &'a [TableSheet<'_>]) -> Sheet<'a> {
    let mut rows = vec![vec![words(&pack.title, "title")], vec![words(WHAT, "")]];
    rows.extend(facts(pack).iter().map(|(what, known)| vec![words(what, "label"), words(known, "")]));
    rows.push(vec![words("Contents", "title")]);
    let header = rows.len();
    rows.push(CONTENTS.iter().map(|text| words(text, "heading")).collect());
    rows.extend(listed(tables).into_iter().map(|[name, more @ ..]| {
        let link = Shown::Link { text: name.to_owned(), to: name };
        std::iter::once(link).chain(more.map(|text| words(text, "words"))).collect()
    }));
    Sheet { name: "cover", widths: vec![44, 40, 40, 80], rows, header, has_figures: false }
}

fn of_notes<'a>(notes: &Notes, tables: &[TableSheet<'_>]) -> Sheet<'a> {
    let mut rows = vec![vec![words("Notes", "title")], vec![words(NOTES_ABOUT, "")]];
    let header = rows.len();
    rows.push(NOTE_HEADINGS.iter().map(|text| words(text, "heading")).collect());
    let lines = notes.listed(tables).into_iter();
    rows.extend(lines.map(|line| line.iter().map(|text| words(text, "words")).collect()));
    Sheet { name: "notes", widths: vec![12, 90, 44], rows, header, has_figures: false }
}

fn of_table<'a, F: Behind>(sheet: &'a TableSheet<'_>, pack: &Pack<F>) -> Sheet<'a> {
    let table = sheet.table;
    let back = Shown::Link { text: BACK.to_owned(), to: "cover" };
    let mut rows = vec![vec![words(&sheet.title, "title")], vec![words(&sheet.about(pack.draft), "")], vec![back]];
    let unique = headings(table.columns.iter().map(|column| column.heading.as_str()));
    let heading = unique.iter().zip(&table.columns);
    rows.push(heading.map(|(text, column)| words(text, styles::heading(column.holds))).collect());
    if table.rows.is_empty() {
        rows.push(vec![words("none", "words")]);
    }
    for (row, cells) in table.rows.iter().zip(filled(table, &pack.figures).rows) {
        let before = if row.total { "total-" } else { "" };
        let one = |(cell, holds): (FilledCell, Holds)| match cell {
            FilledCell::Words(text) => Shown::Words(text, format!("{before}{}", styles::words(holds))),
            FilledCell::Number { value, form, working } => {
                let formula = working.as_ref().map(formula);
                Shown::Number { value, form, formula, style: format!("{before}{}", styles::number(form)) }
            }
        };
        rows.push(cells.into_iter().zip(table.columns.iter().map(|column| column.holds)).map(one).collect());
    }
    let widest = |column: usize| {
        let cells = table.rows.iter().filter_map(|row| row.cells.get(column)).map(|cell| cell.text.chars().count() + 2);
        let heading = unique.get(column).map_or(0, |text| text.chars().count() + 4);
        cells.fold(heading, usize::max).clamp(WIDTHS.0, WIDTHS.1)
    };
    let has_figures = table.columns.iter().any(|column| column.holds == Holds::Figures);
    let widths = (0..table.columns.len()).map(widest).collect();
    Sheet { name: &sheet.name, widths, rows, header: HEADER as usize, has_figures }
}

/// A working as OpenFormula writes it.
fn formula(working: &Working) -> String {
    let cell = |place| format!("[.{}]", address(place));
    let range = |column: usize, first: usize, last: usize| {
        format!("[.{}:.{}]", address((first, column)), address((last, column)))
    };
    match working {
        Working::OwnTotal { column, rows } => {
            format!("of:=SUBTOTAL(109;{})", range(*column, 0, rows.saturating_sub(1)))
        }
        Working::Range { column, first, last } => format!("of:=SUM({})", range(*column, *first, *last)),
        Working::Cells { column, rows } => {
            let cells: Vec<String> = rows.iter().map(|place| cell((*place, *column))).collect();
            format!("of:={}", cells.join("+"))
        }
        Working::Division(above, below) => format!("of:=ROUND({}/{};3)", cell(*above), cell(*below)),
    }
}

/// A number as its style shows it.
fn shown(value: Decimal, form: Form) -> String {
    let sign = if value.is_sign_negative() && !value.is_zero() { "-" } else { "" };
    let value = value.abs();
    let whole = |value: Decimal| u64::try_from(value.trunc()).map_or_else(|_| value.trunc().to_string(), grouped);
    match form {
        Form::Money => {
            let pence = (value.fract() * Decimal::ONE_HUNDRED).trunc().normalize().to_string();
            format!("{sign}£{}.{pence:0>2}", whole(value))
        }
        Form::Percent => format!("{sign}{:.1}%", (value * Decimal::ONE_HUNDRED).round_dp(1)),
        Form::Count => format!("{sign}{}", whole(value)),
    }
}

/// Writes elements, and closes what it opened.
struct Xml(Writer<Vec<u8>>);

impl Xml {
    fn new(root: &str) -> io::Result<Self> {
        let mut xml = Self(Writer::new(Vec::new()));
        xml.0.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        xml.open(root, &styles::NAMESPACES)?;
        Ok(xml)
    }

    fn open(&mut self, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
        let start = BytesStart::new(name).with_attributes(attributes.iter().copied());
        self.0.write_event(Event::Start(start))
    }

    fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
        let start = BytesStart::new(name).with_attributes(attributes.iter().copied());
        self.0.write_event(Event::Empty(start))
    }

    fn close(&mut self, name: &str) -> io::Result<()> {
        self.0.write_event(Event::End(BytesEnd::new(name)))
    }

    /// Text in which each space counts: readers keep only the first of several.
    fn text(&mut self, text: &str) -> io::Result<()> {
        let text = visible(text);
        let mut before = ' ';
        let mut run = String::new();
        for character in text.chars() {
            if character == ' ' && before == ' ' {
                self.0.write_event(Event::Text(BytesText::new(&run)))?;
                run.clear();
                self.empty("text:s", &[])?;
            } else {
                run.push(character);
            }
            before = character;
        }
        self.0.write_event(Event::Text(BytesText::new(&run)))
    }

    fn element(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) -> io::Result<()> {
        self.open(name, attributes)?;
        self.text(text)?;
        self.close(name)
    }
}

fn cells(sheets: &[Sheet<'_>], widths: &[usize]) -> io::Result<Vec<u8>> {
    let mut xml = Xml::new("office:document-content")?;
    xml.open("office:automatic-styles", &[])?;
    xml.0.get_mut().extend_from_slice(styles::automatic(widths).as_bytes());
    xml.close("office:automatic-styles")?;
    xml.open("office:body", &[])?;
    xml.open("office:spreadsheet", &[])?;
    for sheet in sheets {
        xml.open("table:table", &[("table:name", &visible(sheet.name)), ("table:style-name", "sheet")])?;
        for width in &sheet.widths {
            xml.empty("table:table-column", &[("table:style-name", &format!("column-{width}"))])?;
        }
        for (place, row) in sheet.rows.iter().enumerate() {
            let is_header = place == sheet.header;
            if is_header {
                xml.open("table:table-header-rows", &[])?;
            }
            xml.open("table:table-row", &[("table:style-name", "row")])?;
            for cell in row {
                one_cell(&mut xml, cell)?;
            }
            xml.close("table:table-row")?;
            if is_header {
                xml.close("table:table-header-rows")?;
            }
        }
        xml.close("table:table")?;
    }
    for name in ["office:spreadsheet", "office:body", "office:document-content"] {
        xml.close(name)?;
    }
    Ok(xml.0.into_inner())
}

fn one_cell(xml: &mut Xml, cell: &Shown<'_>) -> io::Result<()> {
    const CELL: &str = "table:table-cell";
    let string = ("office:value-type", "string");
    match cell {
        Shown::Words(text, style) => {
            let styled = ("table:style-name", style.as_str());
            if text.is_empty() {
                return if style.is_empty() { xml.empty(CELL, &[]) } else { xml.empty(CELL, &[styled]) };
            }
            if style.is_empty() {
                xml.open(CELL, &[string])?
            } else {
                xml.open(CELL, &[styled, string])?
            }
            xml.element("text:p", &[], text)?;
        }
        Shown::Link { text, to } => {
            let to = format!("#'{}'.A1", visible(to));
            xml.open(CELL, &[("table:style-name", "words"), string])?;
            xml.open("text:p", &[])?;
            xml.element("text:a", &[("xlink:type", "simple"), ("xlink:href", &to)], text)?;
            xml.close("text:p")?;
        }
        Shown::Number { value, form, formula, style } => {
            let kind = if *form == Form::Percent { "percentage" } else { "float" };
            let number = value.normalize().to_string();
            let mut attributes = vec![("table:style-name", style.as_str())];
            attributes.extend(formula.as_deref().map(|formula| ("table:formula", formula)));
            attributes.extend([("office:value-type", kind), ("office:value", &number)]);
            xml.open(CELL, &attributes)?;
            xml.element("text:p", &[], &shown(*value, *form))?;
        }
    }
    xml.close(CELL)
}

/// Headings stay in view, and where there are figures what they are of.
fn views(sheets: &[Sheet<'_>]) -> io::Result<Vec<u8>> {
    const ITEM: &str = "config:config-item";
    let mut xml = Xml::new("office:document-settings")?;
    xml.open("office:settings", &[])?;
    xml.open("config:config-item-set", &[("config:name", "ooo:view-settings")])?;
    xml.open("config:config-item-map-indexed", &[("config:name", "Views")])?;
    xml.open("config:config-item-map-entry", &[])?;
    xml.element(ITEM, &[("config:name", "ViewId"), ("config:type", "string")], "view1")?;
    xml.element(ITEM, &[("config:name", "ActiveTable"), ("config:type", "string")], "cover")?;
    xml.open("config:config-item-map-named", &[("config:name", "Tables")])?;
    for sheet in sheets.iter().skip(1) {
        xml.open("config:config-item-map-entry", &[("config:name", &visible(sheet.name))])?;
        let (below, right) = ((sheet.header + 1).to_string(), usize::from(sheet.has_figures).to_string());
        let side = if sheet.has_figures { "2" } else { "0" };
        let items = [
            ("HorizontalSplitMode", "short", side),
            ("VerticalSplitMode", "short", "2"),
            ("HorizontalSplitPosition", "int", right.as_str()),
            ("VerticalSplitPosition", "int", below.as_str()),
            ("ActiveSplitRange", "short", if sheet.has_figures { "3" } else { "2" }),
            ("PositionLeft", "int", "0"),
            ("PositionRight", "int", right.as_str()),
            ("PositionTop", "int", "0"),
            ("PositionBottom", "int", below.as_str()),
        ];
        for (name, kind, value) in items {
            xml.element(ITEM, &[("config:name", name), ("config:type", kind)], value)?;
        }
        xml.close("config:config-item-map-entry")?;
    }
    for name in [
        "config:config-item-map-named",
        "config:config-item-map-entry",
        "config:config-item-map-indexed",
        "config:config-item-set",
        "office:settings",
        "office:document-settings",
    ] {
        xml.close(name)?;
    }
    Ok(xml.0.into_inner())
}
