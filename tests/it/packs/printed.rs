//! A finished PDF as it lies on the table: where its words stand, how large they are, and how much of each page they fill.

use std::collections::BTreeMap;

use lopdf::content::Operation;
use lopdf::{Dictionary, Document, Object, ObjectId};

/// The least size of characters, in points.
const SMALLEST: f32 = 9.0;
/// The least part of a page that is filled; the last page of a document may be emptier.
const NEARLY_EMPTY: f32 = 0.25;
/// White of more than this between two lines counts as no more, in points: below it stands something else.
const WHITE: f32 = 60.0;
/// Where the body of a page begins and how much below it is free, from the page's edges, in points.
const MARGINS: (f32, f32) = (74.0, 62.0);

/// A run of words on a page.
struct Printed {
    x: f32,
    y: f32,
    size: f32,
    width: f32,
    /// Whether it belongs to the body, and not to the head or foot of the page.
    is_body: bool,
}

/// What is wrong with the pages of a document.
pub fn faults(bytes: &[u8]) -> Vec<String> {
    let document = Document::load_mem(bytes).unwrap();
    let pages = document.get_pages();
    let last = pages.len();
    let faults = pages.into_iter().flat_map(|(number, id)| {
        let box_of = document.get_dictionary(id).unwrap().get(b"MediaBox").unwrap().as_array().unwrap();
        let (width, height) = (box_of[2].as_float().unwrap(), box_of[3].as_float().unwrap());
        let printed = printed(&document, id);
        let mut faults = Vec::new();
        for run in &printed {
            if run.size < SMALLEST {
                faults.push(format!("page {number}: characters of {} points at {}, {}", run.size, run.x, run.y));
            }
            let is_on = run.x >= 0.0 && run.x + run.width <= width && run.y >= 0.0 && run.y + run.size <= height;
            if !is_on {
                faults.push(format!("page {number}: words off the page at {}, {}, {} wide", run.x, run.y, run.width));
            }
        }
        let filled = filled(&printed, height);
        if usize::try_from(number).unwrap() < last && filled < NEARLY_EMPTY {
            faults.push(format!("page {number}: only {:.0} per cent of it is filled", filled * 100.0));
        }
        faults
    });
    faults.collect()
}

/// Which part of a page's body is filled.
fn filled(printed: &[Printed], height: f32) -> f32 {
    let top = height - MARGINS.0;
    let mut lines: Vec<f32> = printed.iter().filter(|run| run.is_body).map(|run| run.y).collect();
    lines.sort_by(|one, other| other.total_cmp(one));
    let (mut above, mut covered) = (top, 0.0);
    for line in lines {
        covered += (above - line).clamp(0.0, WHITE);
        above = line;
    }
    covered / (top - MARGINS.1)
}

fn printed(document: &Document, page: ObjectId) -> Vec<Printed> {
    let fonts = document.get_page_fonts(page).unwrap();
    let widths: BTreeMap<&[u8], Vec<f32>> =
        fonts.iter().map(|(name, font)| (name.as_slice(), widths(document, font))).collect();
    let mut font: &[f32] = &[];
    let (mut size, mut at, mut is_body) = (0.0, (0.0, 0.0), false);
    let mut all = Vec::new();
    for Operation { operator, operands } in document.get_and_decode_page_content(page).unwrap().operations {
        match operator.as_str() {
            "BDC" => is_body = operands[0].as_name().unwrap() != b"Artifact",
            "Tf" => {
                font = &widths[operands[0].as_name().unwrap()];
                size = operands[1].as_float().unwrap();
            }
            "Tm" => at = (operands[4].as_float().unwrap(), operands[5].as_float().unwrap()),
            "Tj" => {
                let glyphs = operands[0].as_str().unwrap().chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
                let width: f32 = glyphs.map(|glyph| font[usize::from(glyph)]).sum::<f32>() * size / 1000.0;
                all.push(Printed { x: at.0, y: at.1, size, width, is_body });
            }
            _ => {}
        }
    }
    all
}

/// The width of each glyph of a font, in thousandths of its size; the first is that of the glyph 0.
fn widths(document: &Document, font: &Dictionary) -> Vec<f32> {
    let resolved = |object: &Object| document.dereference(object).unwrap().1.clone();
    let descendants = resolved(font.get(b"DescendantFonts").unwrap());
    let descendant = resolved(&descendants.as_array().unwrap()[0]);
    let listed = resolved(descendant.as_dict().unwrap().get(b"W").unwrap());
    let listed = listed.as_array().unwrap();
    let mut widths = Vec::new();
    for pair in listed.chunks(2) {
        let first = usize::try_from(pair[0].as_i64().unwrap()).unwrap();
        widths.resize(first, 0.0);
        widths.extend(pair[1].as_array().unwrap().iter().map(|width| width.as_float().unwrap()));
    }
    widths
}
