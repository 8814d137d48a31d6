//! What a zip is, by its entries.

use std::io::{Read, Seek};

use super::FileKind;

/// Beginnings of the names of entries in lower case, and what holds them; the first that fits is taken.
const PARTS: [(&str, FileKind); 17] = [
    ("xl/workbook.bin", FileKind::Xlsb),
    ("xl/", FileKind::Xlsx),
    ("word/", FileKind::Other("a Word document")),
    ("ppt/", FileKind::Other("a PowerPoint presentation")),
    ("visio/", FileKind::Other("a Visio drawing")),
    ("index/slide", FileKind::Other("a Keynote presentation")),
    ("index/masterslide", FileKind::Other("a Keynote presentation")),
    // Apple writes spreadsheets and letters in the same parts.
    ("index/document.iwa", FileKind::Other("a Numbers or Pages document")),
    ("index.zip", FileKind::Other("a Numbers, Pages or Keynote document")),
    ("index.apxl", FileKind::Other("a Keynote presentation")),
    ("index.xml.gz", FileKind::Other("a Numbers document")),
    ("buildversionhistory.plist", FileKind::Other("a Numbers document")),
    ("fixeddocseq.fdseq", FileKind::Other("an XPS document")),
    ("fixeddocumentsequence.fdseq", FileKind::Other("an XPS document")),
    ("[content_types].xml", FileKind::Xlsx),
    ("content.xml", FileKind::Ods),
    ("encrypted-package", FileKind::Ods),
];

/// What OpenDocument files say of themselves, after `application/`.
const MIMETYPES: [(&str, FileKind); 6] = [
    ("vnd.oasis.opendocument.spreadsheet", FileKind::Ods),
    ("vnd.oasis.opendocument.text", FileKind::Other("an OpenDocument text")),
    ("vnd.oasis.opendocument.presentation", FileKind::Other("an OpenDocument presentation")),
    ("vnd.oasis.opendocument.", FileKind::Other("an OpenDocument file that is no spreadsheet")),
    ("vnd.sun.xml.", FileKind::Other("an OpenOffice 1 document")),
    ("epub+zip", FileKind::Other("an electronic book")),
];

/// OpenDocument files begin with an uncompressed entry that says what they are; most do.
pub fn kind_by_mimetype(start: &[u8]) -> Option<FileKind> {
    let said = start.get(30..)?.strip_prefix(b"mimetype")?;
    // Some writers put an extra field between the entry's name and its content.
    let extra = usize::from(u16::from_le_bytes([*start.get(28)?, *start.get(29)?]));
    let said = said.get(extra..)?.strip_prefix(b"application/")?;
    MIMETYPES.iter().find(|(mimetype, _)| said.starts_with(mimetype.as_bytes())).map(|(_, kind)| *kind)
}

/// A broken archive passes for a workbook: it is told apart when it is read.
pub fn kind(file: impl Read + Seek) -> FileKind {
    let Ok(archive) = zip::ZipArchive::new(file) else {
        return FileKind::Xlsx;
    };
    let names: Vec<String> =
        archive.file_names().flatten().map(|name| name.to_lowercase().replace('\\', "/")).collect();
    let has = |part: &str| names.iter().any(|name| name.trim_start_matches('/').starts_with(part));
    // `index.xml` alone is how Numbers saved before 2013.
    if names.iter().any(|name| name == "index.xml") && !has("content.xml") {
        return FileKind::Other("a Numbers document");
    }
    PARTS.iter().find(|(part, _)| has(part)).map_or(FileKind::Other("a zip archive"), |(_, kind)| *kind)
}
