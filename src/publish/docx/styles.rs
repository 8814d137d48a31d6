//! Word's own styles in the colours of the house; a template's styles of the same names take their place where text is pasted.

use super::parts::WORD;
use super::xml::{Element, element, valued};
use crate::job::livery::{Livery, TypeSizes};

/// From the left margin to the right one of a page of A4, in twentieths of a point; those of the sheet are 1,134 each.
pub(super) const WIDTH: usize = 11_906 - 2 * 1_134;

/// The font of a house that names none; every machine with Word has it.
const FONT: &str = "Arial";

/// The part with the styles.
pub(super) fn styles(livery: &Livery) -> Element {
    let [heading, accent, tint, text] =
        [livery.colours.heading, livery.colours.accent, livery.colours.tint, livery.colours.text].map(hexadecimal);
    let body = half_points(livery.sizes.body);
    element("w:styles")
        .with("xmlns:w", WORD)
        .and(defaults(livery, &text))
        .and_all(headings(&heading, &accent, body))
        .and_all(running(&heading, &accent, &tint, body))
        .and_all(small(livery.sizes))
        .and_all(characters(&accent))
        .and_all(tables(&accent, &tint, &text))
}

/// The font, its size and the language of everything.
fn defaults(livery: &Livery, text: &str) -> Element {
    let family = livery.fonts.as_ref().map_or(FONT, |fonts| &fonts.family);
    let fonts = ["w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"]
        .into_iter()
        .fold(element("w:rFonts"), |fonts, script| fonts.with(script, family));
    let language = valued("w:lang", "en-GB").with("w:eastAsia", "en-GB").with("w:bidi", "ar-SA");
    let characters = element("w:rPr")
        .and(fonts)
        .and(valued("w:color", text))
        .and_all(size(half_points(livery.sizes.body)))
        .and(language);
    let spacing = spacing(0, 120).with("w:line", "276").with("w:lineRule", "auto");
    element("w:docDefaults")
        .and(element("w:rPrDefault").and(characters))
        .and(element("w:pPrDefault").and(element("w:pPr").and(spacing)))
}

fn headings(colour: &str, accent: &str, body: usize) -> Vec<Element> {
    let bold =
        |half_points: usize| [element("w:b"), valued("w:color", colour)].into_iter().chain(size(half_points)).collect();
    let heading = |id, name, level: &str, before, points| {
        let properties =
            vec![element("w:keepNext"), element("w:keepLines"), spacing(before, 120), valued("w:outlineLvl", level)];
        paragraph(id, name, "Normal", properties, bold(points))
    };
    let subtitle = [valued("w:color", accent)].into_iter().chain(size(body + 4)).collect();
    vec![
        element("w:style")
            .with("w:type", "paragraph")
            .with("w:default", "1")
            .with("w:styleId", "Normal")
            .and(valued("w:name", "Normal"))
            .and(element("w:qFormat")),
        paragraph("Title", "Title", "Normal", vec![element("w:keepNext"), spacing(0, 120)], bold(52)),
        paragraph("Subtitle", "Subtitle", "Normal", vec![spacing(0, 320)], subtitle),
        heading("Heading1", "heading 1", "0", 360, body + 12),
        heading("Heading2", "heading 2", "1", 280, body + 5),
        heading("Heading3", "heading 3", "2", 220, body + 1),
    ]
}

fn running(heading: &str, accent: &str, tint: &str, body: usize) -> Vec<Element> {
    let rule = valued("w:left", "single").with("w:sz", "36").with("w:space", "8").with("w:color", accent);
    let shade = valued("w:shd", "clear").with("w:color", "auto").with("w:fill", tint);
    let callout = vec![element("w:keepLines"), element("w:pBdr").and(rule), shade, spacing(160, 240)];
    let list = |number: &str| {
        let properties = element("w:numPr").and(valued("w:numId", number));
        vec![properties, spacing(0, 80)]
    };
    let caption = vec![element("w:keepNext"), element("w:keepLines"), spacing(240, 80)];
    vec![
        paragraph("Callout", "Callout", "Normal", callout, size(body + 2).into()),
        paragraph("ListBullet", "List Bullet", "Normal", list("1"), Vec::new()),
        // Each list that counts has a number of its own.
        paragraph("ListNumber", "List Number", "Normal", vec![spacing(0, 80)], Vec::new()),
        paragraph("Caption", "caption", "Normal", caption, vec![element("w:b"), valued("w:color", heading)]),
    ]
}

/// What is set smaller: the words of tables and notes, and what stands at the edges of a page.
fn small(sizes: TypeSizes) -> Vec<Element> {
    let (usual, small) = of_tables(sizes);
    let tight = || vec![spacing(40, 40).with("w:line", "240").with("w:lineRule", "auto")];
    let one = |id, name, properties, half_points| paragraph(id, name, "Normal", properties, size(half_points).into());
    vec![
        one("TableText", "Table Text", tight(), usual),
        one("TableTextSmall", "Table Text Small", tight(), small),
        one("TableNote", "Table Note", vec![spacing(60, 60)], small),
        one("FootnoteText", "footnote text", tight(), usual),
        one("Header", "header", tight(), small),
        one("Footer", "footer", tight(), small),
    ]
}

fn characters(accent: &str) -> Vec<Element> {
    let one = |id, name, properties: Vec<Element>| {
        element("w:style")
            .with("w:type", "character")
            .with("w:styleId", id)
            .and(valued("w:name", name))
            .and(element("w:rPr").and_all(properties))
    };
    vec![
        one("FootnoteReference", "footnote reference", vec![valued("w:vertAlign", "superscript")]),
        one("Hyperlink", "Hyperlink", vec![valued("w:color", accent), valued("w:u", "single")]),
    ]
}

fn tables(accent: &str, tint: &str, text: &str) -> Vec<Element> {
    let margins = ["w:left", "w:right"].map(|side| element(side).with("w:w", "85").with("w:type", "dxa"));
    let cells = || element("w:tblPr").and(element("w:tblCellMar").and_all(margins.clone()));
    let line = |side, size: &str, colour: &str| {
        valued(side, "single").with("w:sz", size).with("w:space", "0").with("w:color", colour)
    };
    let lines = ["w:top", "w:bottom", "w:insideH"].map(|side| line(side, "4", text));
    let shade = valued("w:shd", "clear").with("w:color", "auto").with("w:fill", tint);
    let head = element("w:tcBorders").and(line("w:bottom", "12", accent));
    let bold = |part: &str| element("w:tblStylePr").with("w:type", part).and(element("w:rPr").and(element("w:b")));
    let table = |id, name| element("w:style").with("w:type", "table").with("w:styleId", id).and(valued("w:name", name));
    vec![
        table("TableNormal", "Normal Table").with("w:default", "1").and(cells()),
        table("PackTable", "Pack Table")
            .and(valued("w:basedOn", "TableNormal"))
            .and(
                element("w:tblPr")
                    .and(element("w:tblBorders").and_all(lines))
                    .and(element("w:tblCellMar").and_all(margins.clone())),
            )
            .and(bold("firstRow").and(element("w:tcPr").and(head).and(shade)))
            .and(bold("firstCol")),
    ]
}

fn paragraph(
    id: &'static str,
    name: &'static str,
    based_on: &'static str,
    properties: Vec<Element>,
    characters: Vec<Element>,
) -> Element {
    let characters = (!characters.is_empty()).then(|| element("w:rPr").and_all(characters));
    element("w:style")
        .with("w:type", "paragraph")
        .with("w:styleId", id)
        .and(valued("w:name", name))
        .and(valued("w:basedOn", based_on))
        .and(element("w:qFormat"))
        .and(element("w:pPr").and_all(properties))
        .and_all(characters)
}

/// White above and below, in twentieths of a point.
fn spacing(before: u32, after: u32) -> Element {
    element("w:spacing").with("w:before", before.to_string()).with("w:after", after.to_string())
}

/// A size in half points, for Latin letters and for others.
fn size(half_points: usize) -> [Element; 2] {
    ["w:sz", "w:szCs"].map(|name| valued(name, half_points.to_string()))
}

/// The sizes of tables in half points: the usual one, and that of tables with many columns, which is the least of the house.
pub(super) fn of_tables(sizes: TypeSizes) -> (usize, usize) {
    let (body, table) = (half_points(sizes.body), half_points(sizes.table));
    ((table + 2).min(body), table)
}

/// A size of the house, which is between 9 and 16 points.
fn half_points(points: f32) -> usize {
    (points * 2.0) as usize
}

fn hexadecimal([red, green, blue]: [u8; 3]) -> String {
    format!("{red:02X}{green:02X}{blue:02X}")
}
