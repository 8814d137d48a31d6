//! Reads the finished PDF back: the amounts in the text of its pages, as a reader copies them.

use std::collections::BTreeMap;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Encoding, Error, Object, ObjectId};

use crate::publish::amounts::{SEAM, amounts};

/// An amount on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// The page, from 1.
    pub page: u32,
    /// The amount, read across the place where one run of characters ends and the next begins.
    pub joined: String,
    /// The amount, read to the end of its run of characters.
    pub apart: Option<String>,
}

/// The amounts in the content of a finished PDF, in the order of its pages.
///
/// What is marked as an artifact, such as running headers and the scale of a chart, is no content and is left out.
///
/// # Errors
///
/// When the document, or the map from its glyphs to characters, cannot be read.
pub fn amounts_in(bytes: &[u8]) -> Result<Vec<Printed>, Error> {
    let document = Document::load_mem(bytes)?;
    let mut fonts = FontEncodings { document: &document, read: BTreeMap::new() };
    let mut printed = Vec::new();
    for (number, page) in document.get_pages() {
        let faces = fonts.of_page(page)?;
        let content = Content::decode(&document.get_page_content(page))?;
        for text in marked(&content, &faces, &fonts)? {
            let whole: String = text.chars().filter(|character| *character != SEAM).collect();
            for (joined, apart) in amounts(&whole).into_iter().zip(amounts(&text)) {
                printed.extend(joined.map(|joined| Printed { page: number, joined, apart }));
            }
        }
    }
    Ok(printed)
}

/// The encodings of a document's fonts, each read once: by the object that maps its glyphs to characters.
struct FontEncodings<'a> {
    document: &'a Document,
    read: BTreeMap<ObjectId, Encoding<'a>>,
}

impl<'a> FontEncodings<'a> {
    /// The names of a page's fonts, with the object of each one's map.
    fn of_page(&mut self, page: ObjectId) -> Result<BTreeMap<Vec<u8>, ObjectId>, Error> {
        let mut faces = BTreeMap::new();
        for (name, font) in self.document.get_page_fonts(page)? {
            let map = map_of(font)?;
            if !self.read.contains_key(&map) {
                self.read.insert(map, font.get_font_encoding(self.document)?);
            }
            faces.insert(name, map);
        }
        Ok(faces)
    }
}

fn map_of(font: &Dictionary) -> Result<ObjectId, Error> {
    font.get(b"ToUnicode").and_then(Object::as_reference)
}

/// The text of each run of marked content that is no artifact, with a seam wherever the place on the page is set anew.
fn marked(
    content: &Content,
    faces: &BTreeMap<Vec<u8>, ObjectId>,
    fonts: &FontEncodings<'_>,
) -> Result<Vec<String>, Error> {
    let mut found = vec![String::new()];
    // Whether each run of marked content that is open is an artifact.
    let mut open: Vec<bool> = Vec::new();
    let mut face: Option<&Encoding<'_>> = None;
    for operation in &content.operations {
        match (operation.operator.as_str(), operation.operands.as_slice()) {
            ("BDC" | "BMC", [tag, ..]) => {
                open.push(matches!(tag.as_name(), Ok(b"Artifact")));
                found.push(String::new());
            }
            ("EMC", _) => {
                open.pop();
                found.push(String::new());
            }
            ("Tf", [name, ..]) => face = faces.get(name.as_name()?).and_then(|map| fonts.read.get(map)),
            ("Tj" | "TJ" | "'" | "\"", operands) if !open.contains(&true) => {
                let face = face.ok_or(Error::Unimplemented("text without a font"))?;
                if let Some(text) = found.last_mut() {
                    shown(operands, face, text)?;
                }
            }
            ("Tm" | "Td" | "TD" | "T*" | "BT", _) => {
                if let Some(text) = found.last_mut() {
                    text.push(SEAM);
                }
            }
            _ => {}
        }
    }
    Ok(found)
}

/// Adds the characters of shown strings; the numbers between them are kerning.
fn shown(operands: &[Object], face: &Encoding<'_>, text: &mut String) -> Result<(), Error> {
    for operand in operands {
        match operand {
            Object::String(bytes, _) => text.push_str(&Document::decode_text(face, bytes)?),
            Object::Array(parts) => shown(parts, face, text)?,
            _ => {}
        }
    }
    Ok(())
}
