//! The parts around the words: what the file holds, what it says of itself, and the edges of its pages.

use super::text::{formatted, paragraph, run};
use super::xml::{Element, element, valued};
use crate::present::pack::Pack;

/// The names of Word's elements.
pub(super) const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const CORE: &str = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
const KIND: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// The parts to which the words lead, in the order of their numbers; the header is that of a draft.
const PARTS: [&str; 6] = ["styles", "numbering", "footnotes", "settings", "footer", "header"];

fn parts(draft: bool) -> impl Iterator<Item = (String, &'static str)> {
    let count = if draft { PARTS.len() } else { PARTS.len() - 1 };
    PARTS.into_iter().take(count).map(|kind| match kind {
        "footer" | "header" => (format!("{kind}1"), kind),
        _ => (kind.to_owned(), kind),
    })
}

/// What each part is.
pub(super) fn content_types(draft: bool) -> Element {
    let default = |ending: &str, kind: &str| element("Default").with("Extension", ending).with("ContentType", kind);
    let part = |name: &str, kind: &str| element("Override").with("PartName", name).with("ContentType", kind);
    let others = parts(draft).map(|(name, kind)| part(&format!("/word/{name}.xml"), &format!("{KIND}.{kind}+xml")));
    element("Types")
        .with("xmlns", "http://schemas.openxmlformats.org/package/2006/content-types")
        .and(default("rels", "application/vnd.openxmlformats-package.relationships+xml"))
        .and(default("xml", "application/xml"))
        .and(part("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"))
        .and(part("/word/document.xml", &format!("{KIND}.document.main+xml")))
        .and_all(others)
}

fn relation(number: usize, kind: &str, target: &str) -> Element {
    element("Relationship").with("Id", format!("rId{number}")).with("Type", kind).with("Target", target)
}

/// Where the words and the properties are.
pub(super) fn relations() -> Element {
    let core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
    element("Relationships")
        .with("xmlns", RELATIONS)
        .and(relation(1, &format!("{OFFICE}/officeDocument"), "word/document.xml"))
        .and(relation(2, core, "docProps/core.xml"))
}

/// Where the parts are that the words need.
pub(super) fn relations_of_document(draft: bool) -> Element {
    let all = (1..).zip(parts(draft));
    let all = all.map(|(number, (name, kind))| relation(number, &format!("{OFFICE}/{kind}"), &format!("{name}.xml")));
    element("Relationships").with("xmlns", RELATIONS).and_all(all)
}

/// The title, the author, the language and the date of the figures.
pub(super) fn core<F>(pack: &Pack<F>) -> Element {
    let day = format!("{}T00:00:00Z", pack.as_at.format("%Y-%m-%d"));
    let date = |name| element(name).with("xsi:type", "dcterms:W3CDTF").text(&day);
    element("cp:coreProperties")
        .with("xmlns:cp", CORE)
        .with("xmlns:dc", "http://purl.org/dc/elements/1.1/")
        .with("xmlns:dcterms", "http://purl.org/dc/terms/")
        .with("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
        .and(element("dc:title").text(&pack.title))
        .and(element("dc:creator").text(&pack.author))
        .and(element("dc:language").text("en-GB"))
        .and(element("cp:contentStatus").text(if pack.draft { "Draft" } else { "Final" }))
        .and(date("dcterms:created"))
        .and(date("dcterms:modified"))
}

/// The words on pages of A4.
pub(super) fn document(body: Vec<Element>, draft: bool) -> Element {
    let reference = |name, kind: &str| {
        let place = parts(draft).position(|(_, part)| part == kind).map_or(0, |place| place + 1);
        element(name).with("w:type", "default").with("r:id", format!("rId{place}"))
    };
    let size = element("w:pgSz").with("w:w", "11906").with("w:h", "16838");
    let edges = [("w:top", "1134"), ("w:right", "1134"), ("w:bottom", "1134"), ("w:left", "1134")];
    let edges = edges.into_iter().chain([("w:header", "567"), ("w:footer", "567"), ("w:gutter", "0")]);
    let margins = edges.fold(element("w:pgMar"), |margins, (edge, width)| margins.with(edge, width));
    let sheet = element("w:sectPr")
        .and_all(draft.then(|| reference("w:headerReference", "header")))
        .and(reference("w:footerReference", "footer"))
        .and(size)
        .and(margins);
    element("w:document").with("xmlns:w", WORD).with("xmlns:r", OFFICE).and(element("w:body").and_all(body).and(sheet))
}

/// The footnotes, after the two lines that Word draws above them.
pub(super) fn footnotes(notes: Vec<Element>) -> Element {
    let line = |id: &str, kind: &str, name| {
        let drawn = element("w:p").and(element("w:r").and(element(name)));
        element("w:footnote").with("w:type", kind).with("w:id", id).and(drawn)
    };
    element("w:footnotes")
        .with("xmlns:w", WORD)
        .and(line("-1", "separator", "w:separator"))
        .and(line("0", "continuationSeparator", "w:continuationSeparator"))
        .and_all(notes)
}

/// What Word needs to know to open the file as one of today's.
pub(super) fn settings() -> Element {
    let lines = ["-1", "0"].map(|id| element("w:footnote").with("w:id", id));
    let today = element("w:compatSetting")
        .with("w:name", "compatibilityMode")
        .with("w:uri", "http://schemas.microsoft.com/office/word")
        .with("w:val", "15");
    element("w:settings")
        .with("xmlns:w", WORD)
        .and(element("w:footnotePr").and_all(lines))
        .and(element("w:compat").and(today))
        .and(valued("w:themeFontLang", "en-GB"))
}

/// The mark of a draft, on every page.
pub(super) fn header() -> Element {
    let right = valued("w:jc", "right");
    element("w:hdr").with("xmlns:w", WORD).and(paragraph("Header", [right], vec![formatted(element("w:b"), "Draft")]))
}

/// The title and the number of the page.
pub(super) fn footer(title: &str) -> Element {
    let field = |name: &str| element("w:fldSimple").with("w:instr", name).and(run("1"));
    let runs = vec![run(title), run(" · Page "), field("PAGE"), run(" of "), field("NUMPAGES")];
    element("w:ftr").with("xmlns:w", WORD).with("xmlns:r", OFFICE).and(paragraph("Footer", [], runs))
}
