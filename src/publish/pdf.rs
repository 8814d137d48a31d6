//! Turns a pack into a tagged PDF that is PDF/UA-1 and PDF/A-2a at once, the same bytes for the same pack.

mod archive;
mod breaks;
mod chart;
mod columns;
mod contents;
mod cover;
mod flow;
pub mod fonts;
mod furniture;
mod lines;
mod links;
mod notes;
mod order;
mod outline;
mod paint;
mod picture;
mod prose;
pub mod readback;
mod strip;
mod style;
mod table;
mod tags;
mod target;
#[cfg(test)]
mod tests;
mod text;
mod tree;

use lopdf::{Document, ObjectId, SaveOptions};
use printpdf::{PdfDocument, PdfPage, PdfSaveOptions, Pt};
use thiserror::Error;

use crate::job::livery::Livery;
use crate::present::pack::Volume;

use fonts::{Face, Fonts};
use outline::Outline;
use tree::Tree;

/// Why a pack could not be turned into a PDF; each is a fault of this program or its build, never of the pack.
#[derive(Debug, Error)]
pub enum PdfError {
    /// The bytes of a font, one built into the program or one of the house that was checked, could not be read.
    #[error("the font could not be read")]
    FontUnreadable,
    /// The font could not be reduced to the characters that are printed.
    #[error("the font `{0}` could not be cut to the characters that are printed: {1}")]
    FontUncut(String, String),
    /// The profile that says what the colours mean could not be written.
    #[error("the colour profile could not be written: {0}")]
    ColourProfile(String),
    /// The finished document could not be written out.
    #[error("the PDF could not be saved")]
    Save(#[from] std::io::Error),
    /// The document lacks a part that the tags hang on.
    #[error("the PDF could not be tagged")]
    Tags(#[from] lopdf::Error),
}

/// The pack as the bytes of a PDF.
///
/// The document's dates are those of `pack.as_at`, at midnight UTC, and its identifier is the hash of its content.
///
/// # Errors
///
/// When a font or the colour profile cannot be used, or the document cannot be put together.
pub fn pdf(pack: &Volume<'_>, livery: &Livery) -> Result<Vec<u8>, PdfError> {
    let mut document = tagged(pack, livery)?;
    document.compress();
    archive::identify(&mut document);
    let options = SaveOptions::builder()
        .use_object_streams(true)
        .use_xref_streams(true)
        .max_objects_per_stream(500)
        .compression_level(6)
        .build();
    let mut bytes = Vec::new();
    document.save_with_options(&mut bytes, options)?;
    Ok(bytes)
}

/// The document with its tags, outline and metadata, before compression.
fn tagged(pack: &Volume<'_>, livery: &Livery) -> Result<Document, PdfError> {
    let fonts = Fonts::of(livery.fonts.as_ref())?;
    let mut tree = Tree::default();
    let mut outline = Outline::default();
    let sections: Vec<&str> = pack.sections.iter().map(|section| section.name.as_str()).collect();
    let logo = livery.logo.as_ref();
    let setting = style::Setting {
        fonts: &fonts,
        colours: &livery.colours,
        logo,
        sections: &sections,
        sizes: livery.sizes,
        tight: style::Tightness::default(),
    };
    let mut ordered = order::pack(pack, &setting, &mut tree, &mut outline);
    let mut links = links::Links::to(&ordered.strips, &pack.lines);
    let pages = flow::pages_of_entries(&flow::place(&ordered.strips, &style::SHEETS));
    ordered.number(&outline, |entry| pages.get(&entry).copied(), &setting);
    let placed = flow::place(&ordered.strips, &style::SHEETS);
    let furniture = furniture::Furniture::new(pack, &setting);
    let painted = paint::pages(&placed, &furniture, &mut tree, &mut outline, &mut links);

    let mut source = PdfDocument::new(pack.title);
    for face in Face::ALL {
        if let Some(used) = painted.characters.get(&face) {
            let font = printpdf::PdfFont::new(fonts.cut(face, used)?);
            source.resources.fonts.map.insert(face.resource(), font);
        }
    }
    if let Some(logo) = setting.logo {
        picture::embed(logo, &mut source);
    }
    let page = |(ops, sheet): (_, &style::Paper)| PdfPage::new(Pt(sheet.width).into(), Pt(sheet.height).into(), ops);
    source.pages = painted.pages.into_iter().map(page).collect();
    let mut document = source.to_lopdf_document(&PdfSaveOptions::default(), &mut Vec::new());
    document.version = "1.7".to_owned();
    let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
    tags::write(&mut document, &tree, &links, &pages)?;
    outline.write(&mut document, &pages)?;
    archive::write(&mut document, pack)?;
    Ok(document)
}
