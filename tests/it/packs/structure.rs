//! A finished PDF read back as a screen reader walks it: what is tagged, in which order, and what leads where.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use lopdf::content::Operation;
use lopdf::{Dictionary, Document, Encoding, Object, ObjectId};
use scrutiny::present::pack::{Block, Span, Table, Volume, notes};
use scrutiny::publish::pdf::fonts::characters;

/// A document with the words of each run of tagged content.
pub struct Structure {
    document: Document,
    /// By page and number on it; a run that was walked is taken out.
    runs: BTreeMap<(ObjectId, i64), Run>,
    /// What is wrong.
    pub broken: Vec<String>,
    /// The words outside figures and contents, in reading order and without white.
    pub words: String,
    /// The words of the contents, as they are read one after another.
    pub contents: String,
    /// The alternative texts of figures, in reading order.
    pub alternatives: Vec<String>,
    /// How many links there are outside the contents.
    pub links: usize,
    /// The names of footnotes, in reading order.
    pub notes: Vec<String>,
    /// The names of lines in another document to which figures lead.
    pub elsewhere: Vec<String>,
    /// Headings: on which page, how high, and what they say.
    headings: Vec<(Option<ObjectId>, f32, String)>,
    /// Entries of the contents: what they say, to which page they lead, and how high on it.
    entries: Vec<(String, Option<ObjectId>, f32)>,
    /// The pages on which each row of a table or item of a list stands, table by table and list by list.
    rows: Vec<Vec<BTreeSet<ObjectId>>>,
    /// Which tables and lists are open.
    open: Vec<usize>,
}

/// How much white a reader sees above what a link leads to, at least, in points.
const ABOVE: f32 = 10.0;

/// A run of tagged content.
#[derive(Debug, Default)]
struct Run {
    text: String,
    /// How high on the page it begins, in points.
    y: Option<f32>,
}

impl Structure {
    /// Reads a document and walks its structure.
    pub fn of(bytes: &[u8]) -> Self {
        let document = Document::load_mem(bytes).unwrap();
        let mut structure = Self {
            document,
            runs: BTreeMap::new(),
            broken: Vec::new(),
            words: String::new(),
            contents: String::new(),
            alternatives: Vec::new(),
            links: 0,
            notes: Vec::new(),
            elsewhere: Vec::new(),
            headings: Vec::new(),
            entries: Vec::new(),
            rows: Vec::new(),
            open: Vec::new(),
        };
        for page in structure.document.get_pages().into_values() {
            structure.page(page);
        }
        let root = structure.document.catalog().unwrap().get(b"StructTreeRoot").unwrap().clone();
        structure.walk(&root, None, &mut Vec::new());
        let left: Vec<&Run> = structure.runs.values().collect();
        if !left.is_empty() {
            structure.broken.push(format!("tagged and never read: {left:?}"));
        }
        structure.hold_entries();
        structure.hold_rows();
        structure
    }

    /// Takes the words of a page's tagged runs; content that is neither tagged nor an artifact is wrong.
    fn page(&mut self, page: ObjectId) {
        let fonts = self.document.get_page_fonts(page).unwrap();
        let encodings: BTreeMap<Vec<u8>, Encoding<'_>> =
            fonts.iter().map(|(name, font)| (name.clone(), font.get_font_encoding(&self.document).unwrap())).collect();
        let mut encoding = None;
        let (mut open, mut next) = (None::<Option<i64>>, 0);
        let (mut runs, mut broken) = (Vec::new(), Vec::new());
        for Operation { operator, operands } in self.document.get_and_decode_page_content(page).unwrap().operations {
            match operator.as_str() {
                "BDC" => {
                    let artifact = operands[0].as_name().unwrap() == b"Artifact";
                    let number = operands[1].as_dict().unwrap().get(b"MCID").ok().map(|id| id.as_i64().unwrap());
                    if open.is_some() || artifact == number.is_some() || number.is_some_and(|number| number != next) {
                        broken.push(format!("a run is out of order: {operands:?}"));
                    }
                    if let Some(number) = number {
                        runs.push(((page, number), Run::default()));
                        next += 1;
                    }
                    open = Some(number);
                }
                "EMC" => open = None,
                "Tm" if matches!(open, Some(Some(_))) => {
                    runs.last_mut().unwrap().1.y.get_or_insert(operands[5].as_float().unwrap());
                }
                "Tf" => encoding = encodings.get(operands[0].as_name().unwrap()),
                "Tj" | "TJ" => {
                    let parts = match &operands[0] {
                        Object::Array(parts) => parts.clone(),
                        one => vec![one.clone()],
                    };
                    for part in parts.iter().filter_map(|part| part.as_str().ok()) {
                        let text = Document::decode_text(encoding.unwrap(), part).unwrap();
                        match open {
                            None => broken.push(format!("neither tagged nor an artifact: {text}")),
                            Some(Some(_)) => runs.last_mut().unwrap().1.text.push_str(&text),
                            Some(None) => {}
                        }
                    }
                }
                "f" | "S" | "B" | "Do" | "sh" if open.is_none() => broken.push(format!("`{operator}` is untagged")),
                _ => {}
            }
        }
        if open.is_some() {
            broken.push("a run is never closed".to_owned());
        }
        let blank = |run: &&((ObjectId, i64), Run)| run.1.y.is_some() && run.1.text.trim().is_empty();
        broken.extend(runs.iter().find(blank).map(|run| format!("tagged white: {run:?}")));
        self.runs.extend(runs);
        self.broken.extend(broken);
    }

    /// Walks an element; `above` holds the names of those that it stands in.
    fn walk(&mut self, node: &Object, page: Option<ObjectId>, above: &mut Vec<String>) {
        match node {
            Object::Reference(id) => {
                let element = self.document.get_object(*id).unwrap().clone();
                self.element(*id, &element, page, above);
            }
            Object::Array(kids) => kids.iter().for_each(|kid| self.walk(kid, page, above)),
            Object::Integer(number) => self.run((page.unwrap(), *number), above),
            Object::Dictionary(kid) if kid.has_type(b"MCR") => {
                let page = kid.get(b"Pg").unwrap().as_reference().unwrap();
                self.run((page, kid.get(b"MCID").unwrap().as_i64().unwrap()), above);
            }
            Object::Dictionary(_) => {}
            other => self.broken.push(format!("no element: {other:?}")),
        }
    }

    fn run(&mut self, place: (ObjectId, i64), above: &[String]) {
        let Some(Run { text, y }) = self.runs.remove(&place) else {
            return self.broken.push(format!("read twice, or not there: {place:?}"));
        };
        let is_in = |names: &[&str]| above.iter().any(|name| names.contains(&name.as_str()));
        if is_in(&["TOC"]) {
            self.contents.push_str(&text);
            if let Some((entry, ..)) = self.entries.last_mut() {
                entry.push_str(&text);
            }
        } else if !is_in(&["Figure"]) {
            self.words.push_str(&text);
        }
        if is_in(&["H1", "H2", "H3"])
            && let Some((page, top, heading)) = self.headings.last_mut()
        {
            *page = Some(place.0);
            *top = top.max(y.unwrap_or_default());
            heading.push_str(&text);
        }
        if let Some(row) = self.open.last().and_then(|container| self.rows.get_mut(*container)?.last_mut()) {
            row.insert(place.0);
        }
    }

    fn element(&mut self, id: ObjectId, element: &Object, page: Option<ObjectId>, above: &mut Vec<String>) {
        let element = element.as_dict().unwrap();
        let name = element.get(b"S").map_or("", |name| std::str::from_utf8(name.as_name().unwrap()).unwrap());
        let attribute = |key: &[u8]| {
            let attributes = element.get(b"A").and_then(Object::as_dict).ok()?;
            attributes.get(key).and_then(Object::as_name).ok().map(<[u8]>::to_vec)
        };
        match name {
            "TH" if attribute(b"Scope").is_none() => self.broken.push("a header cell without a scope".to_owned()),
            "Figure" => match element.get(b"Alt").map(lopdf::decode_text_string) {
                Ok(Ok(text)) if !text.is_empty() => self.alternatives.push(text),
                _ => self.broken.push("a figure without an alternative text".to_owned()),
            },
            "Note" => match element.get(b"ID").and_then(Object::as_str) {
                Ok(name) => self.notes.push(String::from_utf8_lossy(name).into_owned()),
                Err(_) => self.broken.push("a footnote without a name".to_owned()),
            },
            "H1" | "H2" | "H3" => self.headings.push((None, 0.0, String::new())),
            "TOCI" => self.entries.push((String::new(), None, 0.0)),
            "TR" | "LI" => self.rows[*self.open.last().unwrap()].push(BTreeSet::new()),
            "Table" | "L" => {
                self.open.push(self.rows.len());
                self.rows.push(Vec::new());
            }
            "Link" => {
                self.links += usize::from(!above.iter().any(|name| name == "TOC"));
                self.link(id, element, above);
            }
            _ => {}
        }
        if !element.has(b"K") && !matches!(name, "TD" | "TH") {
            self.broken.push(format!("an empty {name}"));
        }
        above.push(name.to_owned());
        let page = element.get(b"Pg").and_then(Object::as_reference).ok().or(page);
        if let Ok(kids) = element.get(b"K") {
            self.walk(&kids.clone(), page, above);
        }
        above.pop();
        if matches!(name, "Table" | "L") {
            self.open.pop();
        }
    }

    /// Each entry of the contents leads to the heading that it names, or to the first of the part that it names.
    fn hold_entries(&mut self) {
        for (said, page, top) in &self.entries {
            let below = self.headings.iter().filter(|(on, y, _)| on == page && *y <= top - ABOVE);
            let found = below.max_by(|one, other| one.1.total_cmp(&other.1)).map(|(.., heading)| bare(heading));
            // The number of its page follows what it says.
            let names =
                |heading: &String| bare(said).trim_end_matches(|last: char| last.is_ascii_digit()) == heading.as_str();
            let is_part = || !self.headings.iter().any(|(.., heading)| names(&bare(heading)));
            if !found.as_ref().is_some_and(|heading| names(heading) || is_part()) {
                self.broken.push(format!("`{said}` of the contents leads to {found:?}"));
            }
        }
    }

    /// No row of a table, and no item of a list, stands alone on a page away from the others.
    fn hold_rows(&mut self) {
        for rows in self.rows.iter().filter(|rows| rows.len() > 3) {
            let mut on: BTreeMap<ObjectId, usize> = BTreeMap::new();
            rows.iter().flatten().for_each(|page| *on.entry(*page).or_default() += 1);
            if on.len() > 1 && on.values().any(|count| *count == 1) {
                self.broken.push(format!("a row or an item stands alone: {on:?}"));
            }
        }
    }

    /// A link has words, and an annotation that says what it is, leads to a page, and leads back to it.
    fn link(&mut self, id: ObjectId, element: &Dictionary, above: &[String]) {
        let kids = element.get(b"K").unwrap().as_array().unwrap();
        let object = kids.iter().find_map(|kid| kid.as_dict().ok()?.get(b"Obj").ok()?.as_reference().ok());
        let Some(annotation) = object.and_then(|object| self.document.get_dictionary(object).ok()) else {
            return self.broken.push("a link without an annotation".to_owned());
        };
        let number = annotation.get(b"StructParent").unwrap().as_i64().unwrap();
        let is_page = match annotation.get(b"Dest") {
            Ok(place) => {
                let goes = self.document.get_object(place.as_reference().unwrap()).unwrap();
                let goes = goes.as_array().unwrap();
                let page = goes[0].as_reference().unwrap();
                if above.iter().any(|name| name == "TOC")
                    && let (Some(entry), Ok(top)) = (self.entries.last_mut(), goes[3].as_float())
                {
                    (entry.1, entry.2) = (Some(page), top);
                }
                self.document.get_dictionary(page).unwrap().has_type(b"Page")
            }
            // A figure of the paper opens the evidence at its line.
            Err(_) => {
                let action = annotation.get(b"A").unwrap().as_dict().unwrap();
                let name = String::from_utf8(action.get(b"D").unwrap().as_str().unwrap().to_owned()).unwrap();
                self.elsewhere.push(name);
                action.get(b"S").unwrap().as_name().unwrap() == b"GoToR"
            }
        };
        let root = self.document.catalog().unwrap().get(b"StructTreeRoot").unwrap().as_reference().unwrap();
        let parents = self.document.get_dictionary(root).unwrap().get(b"ParentTree").unwrap().as_reference().unwrap();
        let numbers = self.document.get_dictionary(parents).unwrap().get(b"Nums").unwrap().as_array().unwrap();
        let back =
            numbers.chunks(2).find(|pair| pair[0].as_i64().unwrap() == number).unwrap()[1].as_reference().unwrap();
        let says = annotation.get(b"Contents").is_ok_and(|text| !text.as_str().unwrap_or_default().is_empty());
        if !says || back != id || !is_page {
            self.broken.push(format!("a link that says nothing or leads nowhere: {annotation:?}"));
        }
    }
}

/// The names under which other documents can open this one.
pub fn destinations(bytes: &[u8]) -> BTreeSet<String> {
    let document = Document::load_mem(bytes).unwrap();
    let Ok(names) = document.catalog().unwrap().get(b"Names") else { return BTreeSet::new() };
    let all = names.as_dict().unwrap().get(b"Dests").unwrap().as_reference().unwrap();
    let all = document.get_dictionary(all).unwrap().get(b"Names").unwrap().as_array().unwrap();
    let name = |pair: &[Object]| String::from_utf8(pair[0].as_str().unwrap().to_owned()).unwrap();
    all.chunks(2).map(name).collect()
}

/// What a document says in its order, without white, and without its charts' own words.
pub fn words(pack: &Volume<'_>) -> String {
    let mut text = String::new();
    for (place, section) in pack.sections.iter().enumerate() {
        if place == 0 {
            text.push_str(if pack.draft { "Draft" } else { "" });
            text.push_str(&section.heading);
            text.push_str(pack.area);
        } else {
            text.push_str(if place == 1 && pack.sections.len() > 3 { "Contents" } else { "" });
            text.push_str(&section.heading);
        }
        section.blocks.iter().for_each(|block| block_words(block, &mut text));
    }
    bare(&text)
}

fn block_words(block: &Block, text: &mut String) {
    // A footnote is read after the paragraph that refers to it.
    let plain = |spans: &[Span]| spans.iter().map(Span::text).collect::<String>();
    let spans = |spans: &[Span]| {
        plain(spans) + &notes(spans).map(|(mark, words)| format!("{mark}{}", plain(words))).collect::<String>()
    };
    match block {
        Block::Heading { text: heading, .. } => text.push_str(heading),
        Block::Paragraph(words) | Block::Callout(words) => text.push_str(&spans(words)),
        Block::List(items) => items.iter().for_each(|item| text.push_str(&format!("•{}", spans(item)))),
        Block::Steps(items) => {
            (1..).zip(items).for_each(|(number, item)| text.push_str(&format!("{number}.{}", spans(item))));
        }
        Block::Chart(chart) => text.push_str(&chart.caption),
        Block::Table(Table { caption, columns, rows, notes, .. }) => {
            text.push_str(caption);
            columns.iter().for_each(|column| text.push_str(&column.heading));
            rows.iter().flat_map(|row| &row.cells).for_each(|cell| text.push_str(&cell.text));
            notes.iter().for_each(|note| text.push_str(note));
        }
    }
}

/// The alternative texts of a pack's charts, in its order.
pub fn alternatives(pack: &Volume<'_>) -> Vec<String> {
    let blocks = pack.sections.iter().flat_map(|section| &section.blocks);
    let charts = blocks.filter_map(|block| match block {
        Block::Chart(chart) => Some(chart.alternative.clone()),
        _ => None,
    });
    charts.collect()
}

/// Text without white, as the fonts can print it.
pub fn bare(text: &str) -> String {
    static KNOWN: LazyLock<BTreeSet<char>> = LazyLock::new(characters);
    let drawn = |character: char| match character {
        '\u{2011}' => "-".to_owned(),
        character if KNOWN.contains(&character) => character.to_string(),
        character => format!("[U+{:04X}]", u32::from(character)),
    };
    text.chars().filter(|character| !character.is_whitespace()).map(drawn).collect()
}
