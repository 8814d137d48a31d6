//! `pack.docx`: the paper for Word, in Word's own styles, lists, tables and footnotes, for clerks who paste it into a template.

mod body;
mod lists;
mod parts;
mod styles;
mod table;
#[cfg(test)]
mod tests;
mod text;
mod xml;

use std::io::{Cursor, Write};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::fault::Fault;
use crate::job::livery::Livery;
use crate::present::pack::Pack;
use body::Writer;
use xml::Element;

/// The file of the paper for Word.
pub(super) const NAME: &str = "pack.docx";

/// The bytes of the paper for Word; its dates are those of the pack, so that the same pack gives the same bytes.
///
/// # Errors
///
/// Where the parts cannot be put together.
pub(super) fn docx<F>(pack: &Pack<F>, livery: &Livery) -> Result<Vec<u8>, Fault> {
    let written = Writer::write(pack, livery.sizes);
    let files = [
        ("[Content_Types].xml", parts::content_types(pack.draft)),
        ("_rels/.rels", parts::relations()),
        ("docProps/core.xml", parts::core(pack)),
        ("word/_rels/document.xml.rels", parts::relations_of_document(pack.draft)),
        ("word/document.xml", parts::document(written.body, pack.draft)),
        ("word/styles.xml", styles::styles(livery)),
        ("word/numbering.xml", lists::numbering(written.numbered)),
        ("word/footnotes.xml", parts::footnotes(written.notes)),
        ("word/settings.xml", parts::settings()),
        ("word/footer1.xml", parts::footer(&pack.title)),
    ];
    let header = pack.draft.then(|| ("word/header1.xml", parts::header()));
    zipped(files.into_iter().chain(header)).map_err(Fault::document(NAME))
}

fn zipped(files: impl Iterator<Item = (&'static str, Element)>) -> Result<Vec<u8>, ZipError> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    // What is left out here would be the time of the run.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    for (name, root) in files {
        archive.start_file(name, options)?;
        archive.write_all(&root.document())?;
    }
    Ok(archive.finish()?.into_inner())
}
